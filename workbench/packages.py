"""Load what installed packages bring by entry points: checklists, readers, exports.

Nothing is loaded before somebody needs what the program itself does not have. A package that is broken gives
a warning of one line, and stops nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points

CHECKLISTS = "appraisal_workbench.checklists"
READERS = "appraisal_workbench.readers"
EXPORTS = "appraisal_workbench.exports"
GROUPS = (CHECKLISTS, READERS, EXPORTS)
"""The groups of entry points that a package may declare."""
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Brought:
    """One thing that a package brings.

    Attributes:
        name: that of the entry point.
        package: the name of the package.
        value: what the entry point names, once loaded.
    """

    name: str
    package: str
    value: object


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the packages bring in one group.

    Attributes:
        brought: by package and name.
        warnings: what could not be loaded, one line each.
    """

    brought: tuple[Brought, ...]
    warnings: tuple[str, ...]


@lru_cache(maxsize=len(GROUPS))
def load_group(group: str) -> Loaded:
    """Load the entry points of a group, once in a run of the program."""
    brought: list[Brought] = []
    warnings: list[str] = []
    for point in points_of(group):
        package = package_of(point)
        try:
            brought.append(Brought(point.name, package, point.load()))
        except (Exception, SystemExit) as error:  # whatever a package does wrong, the program goes on
            warnings.append(broken(group, package, error))
    return Loaded(tuple(brought), tuple(warnings))


def points_of(group: str) -> list[EntryPoint]:
    """Return the entry points of a group by package and name, none of them loaded."""
    return sorted(entry_points(group=group), key=lambda point: (package_of(point), point.name))


def package_of(point: EntryPoint) -> str:
    """Return the name of the package that declares an entry point."""
    return point.dist.name if point.dist is not None else point.value.partition(":")[0]


def broken(group: str, package: str, error: BaseException) -> str:
    """Say in one line why what a package brings cannot be used."""
    noun = group.rpartition(".")[2]
    return f"the {noun} of the package {package} cannot be read: {in_one_line(error)}"


def in_one_line(error: BaseException) -> str:
    """Write an error of somebody else's code in one short line.

    >>> in_one_line(ValueError("no such\\n  thing"))
    'ValueError: no such thing'
    """
    return " ".join(f"{type(error).__name__}: {error}".split())[:_LONGEST]
