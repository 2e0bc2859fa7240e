"""A small definition to break, and those that come with the program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from checklists import (
    Checklist,
    ChecklistError,
    Problem,
    find_checklist,
    list_checklists,
    parse_checklist,
    prove,
)
from tests.checklists.own import OWN

Break = Callable[..., tuple[Problem, ...]]


@pytest.fixture(scope="session")
def small_text() -> str:
    """The text of a small and sound definition."""
    return (Path(__file__).parent / "small.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def rich_text() -> str:
    """The text of a sound definition that uses everything that version 0.2 adds."""
    return (Path(__file__).parent / "rich.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def rich(rich_text: str) -> Checklist:
    """The definition that uses everything, loaded."""
    return parse_checklist(rich_text, "rich.yaml")


@pytest.fixture(scope="session")
def break_rich(rich_text: str) -> Break:
    """Replace pieces of that definition (old, new, old, new …) and give the problems of loading it."""

    def broken(*pieces: str) -> tuple[Problem, ...]:
        text = rich_text
        for old, new in zip(pieces[::2], pieces[1::2], strict=True):
            assert 1 == text.count(old), f"{old!r} must stand in the definition exactly once"
            text = text.replace(old, new)
        try:
            parse_checklist(text, "rich.yaml")
        except ChecklistError as error:
            return error.problems
        return ()

    return broken


@pytest.fixture(scope="session")
def small(small_text: str) -> Checklist:
    """The small definition, loaded."""
    return parse_checklist(small_text, "small.yaml")


@pytest.fixture(scope="session")
def break_small(small_text: str) -> Break:
    """Replace pieces of the small definition (old, new, old, new …) and give the problems that follow."""

    def broken(*pieces: str) -> tuple[Problem, ...]:
        text = small_text
        for old, new in zip(pieces[::2], pieces[1::2], strict=True):
            assert 1 == text.count(old), f"{old!r} must stand in the small definition exactly once"
            text = text.replace(old, new)
        try:
            checklist = parse_checklist(text, "small.yaml")
        except ChecklistError as error:
            return error.problems
        return prove(checklist).problems

    return broken


@pytest.fixture(scope="session", params=[each.id for each in list_checklists()])
def built_in(request: pytest.FixtureRequest) -> Checklist:
    """Each of the definitions that come with the program."""
    return next(each for each in list_checklists() if each.id == request.param)


@pytest.fixture(scope="session", params=OWN)
def own(request: pytest.FixtureRequest) -> Checklist:
    """Each of those of our own design."""
    return find_checklist(request.param)
