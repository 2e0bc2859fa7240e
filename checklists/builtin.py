"""List and find the checklists that come with the program."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from checklists.errors import ChecklistNotFound, did_you_mean, quoted
from checklists.language.model import Checklist
from checklists.loader.load import parse_checklist

_FOLDER = files("checklists") / "definitions"


def checklist_ids() -> tuple[str, ...]:
    """Give the ids of all built-in checklists, without reading one."""
    return _names()


def list_checklists() -> tuple[Checklist, ...]:
    """Give all built-in checklists, by id."""
    return tuple(_read(name) for name in _names())


def find_checklist(checklist_id: str) -> Checklist:
    """Find a built-in checklist by its id; only this one is read.

    Raises:
        ChecklistNotFound: If there is none with this id; the message names the nearest.
    """
    if checklist_id not in _names():
        known = did_you_mean(checklist_id, _names())
        raise ChecklistNotFound(f"there is no checklist {quoted(checklist_id)}; {known}")
    return _read(checklist_id)


@lru_cache(maxsize=1)
def _names() -> tuple[str, ...]:
    # A definition's file is named after its id, so that one can be found without reading the others.
    names = (entry.name for entry in _FOLDER.iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))


@lru_cache(maxsize=64)
def _read(name: str) -> Checklist:
    file = f"{name}.yaml"
    return parse_checklist((_FOLDER / file).read_bytes().decode("utf-8"), file)
