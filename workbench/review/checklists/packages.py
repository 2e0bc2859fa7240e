"""Read the checklists that installed packages bring.

A package declares an entry point in the group `appraisal_workbench.checklists`. It names either a package,
whose files `*.yaml` are the definitions, or a function that returns files: paths, or resources as
`importlib.resources` gives them.

Nothing here runs before an id is asked for that neither the program nor the review has. A package that is
broken gives a warning of one line, and stops nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import EntryPoint
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import ModuleType

from checklists import Checklist, ChecklistError, checklist_ids, parse_checklist
from checklists.loader.yaml_tree import MAX_BYTES
from workbench import packages

_MOST_FILES = 200


@dataclass(frozen=True, slots=True)
class Packaged:
    """The checklists that packages bring.

    Attributes:
        checklists: by id the checklist, and the name of the package that brings it.
        warnings: what could not be read, one line each.
    """

    checklists: dict[str, tuple[Checklist, str]]
    warnings: tuple[str, ...]


@lru_cache(maxsize=1)
def read_packages() -> Packaged:
    """Read the definitions of all packages, once in a run of the program."""
    checklists: dict[str, tuple[Checklist, str]] = {}
    warnings: list[str] = []
    for point in packages.points_of(packages.CHECKLISTS):
        package = packages.package_of(point)
        try:
            resources = list(_resources(point))
        except (Exception, SystemExit) as error:  # whatever a package does wrong, the program goes on
            warnings.append(packages.broken(packages.CHECKLISTS, package, error))
            continue
        for resource in resources:
            try:
                checklist = _read(resource)
                _require_free(checklist, checklists)
            except (Exception, SystemExit) as error:
                name = getattr(resource, "name", str(resource))
                what = " ".join(str(error).split())[:300]
                warnings.append(f"the checklist {name} of the package {package} is left out: {what}")
            else:
                checklists[checklist.id] = checklist, package
    return Packaged(checklists, tuple(warnings))


def _resources(point: EntryPoint) -> Iterator[Traversable]:
    declared = point.load()
    if isinstance(declared, ModuleType):
        given: Iterable[object] = (
            entry for entry in files(declared).iterdir() if entry.name.endswith((".yaml", ".yml"))
        )
        given = sorted(given, key=lambda entry: str(getattr(entry, "name", "")))
    else:
        given = declared()
    for number, resource in enumerate(given):
        if number == _MOST_FILES:
            raise ChecklistError(f"it brings more than {_MOST_FILES} files")
        yield Path(resource) if isinstance(resource, str) else resource  # type: ignore[misc]


def _read(resource: Traversable) -> Checklist:
    with resource.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    return parse_checklist(data.decode("utf-8-sig"), resource.name)


def _require_free(checklist: Checklist, checklists: dict[str, tuple[Checklist, str]]) -> None:
    if checklist.id in checklist_ids():
        raise ChecklistError(f"{checklist.id} is the id of a checklist that comes with the workbench")
    if checklist.id in checklists:
        raise ChecklistError(f"the package {checklists[checklist.id][1]} brings {checklist.id} too")
