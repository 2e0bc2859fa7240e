"""Read a YAML document as a tree that remembers the line of everything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from checklists.errors import Problem, quoted

MAX_PROBLEMS: Final = 100


@dataclass(slots=True, eq=False)
class Place:
    """A spot in the document: a value, a list or a mapping, with its line and its path.

    Asking for what is not there gives an absent place, so that checks can walk a faulty document
    without stumbling; what is missing is reported by the check of the shape.

    Attributes:
        kind: What stands here.
        line: The line, from 1, of the value or of the key that introduces it.
        parent: The list or mapping it stands in.
        key: Its key or its index there.
        value: The value as YAML reads it.
        raw: A scalar as it is written, without quotes.
        children: The parts of a list, by index, or of a mapping, by key.
    """

    kind: Literal["scalar", "list", "mapping", "absent"]
    line: int
    parent: Place | None = None
    key: str | int | None = None
    value: object = None
    raw: str = ""
    children: dict[str | int, Place] = field(default_factory=dict)

    @property
    def text(self) -> str | None:
        """The value when it is text, else None."""
        return self.value if isinstance(self.value, str) else None

    @property
    def path(self) -> str:
        """The way from the top, with ids instead of positions: `domains[D1].items[1.2].answer_set`."""
        if self.parent is None:
            return ""
        above = self.parent.path
        if isinstance(self.key, int):
            return f"{above}[{_brief(self.at('id').text or str(self.key))}]"
        return f"{above}.{_brief(str(self.key))}" if above else _brief(str(self.key))

    def at(self, *keys: str | int) -> Place:
        """Go down by keys and indexes; to an absent place, with the line to look at, if there is none."""
        place = self
        for key in keys:
            below = place.children.get(key)
            place = below if below is not None else Place("absent", place.line, place, key)
        return place

    def find(self, location: Sequence[str | int]) -> Place:
        """Go down as far as the document goes, passing over steps that it does not have."""
        place = self
        for step in location:
            place = place.children.get(step, place)
        return place

    def entries(self) -> list[tuple[str, Place]]:
        """Return the keys and values of a mapping, or nothing for anything else."""
        return [(str(key), below) for key, below in self.children.items()] if self.kind == "mapping" else []

    def elements(self) -> list[Place]:
        """Return the elements of a list, or nothing for anything else."""
        return list(self.children.values()) if self.kind == "list" else []

    def texts(self) -> list[tuple[str, Place]]:
        """Return the elements of a list that are text, each with its place."""
        return [(each.text, each) for each in self.elements() if each.text is not None]

    def plain(self) -> object:
        """Return the same as plain lists, dictionaries and values."""
        if self.kind == "list":
            return [below.plain() for below in self.children.values()]
        if self.kind == "mapping":
            return {key: below.plain() for key, below in self.children.items()}
        return self.value


@dataclass(slots=True)
class Findings:
    """The problems found so far in one file; it stops taking notes after the first hundred.

    Of a single value, or a key that YAML takes for something else, the first problem alone is told: the
    others follow from it.
    """

    file: str
    found: list[tuple[Place, str]] = field(default_factory=list)
    misread: set[str] = field(default_factory=set)
    doubtful: list[tuple[Place, str]] = field(default_factory=list)

    def add(self, place: Place, message: str) -> None:
        """Note a problem at a place."""
        if len(self.found) < MAX_PROBLEMS:
            self.found.append((place, message))

    def add_misread(self, place: Place, message: str) -> None:
        """Note that YAML takes a key for something else than text; nothing else is said of what it holds."""
        self.misread.add(place.path)
        self.add(place, message)

    def warn(self, place: Place, message: str) -> None:
        """Note what is allowed at a place and probably not meant."""
        if len(self.doubtful) < MAX_PROBLEMS:
            self.doubtful.append((place, message))

    def problems(self) -> tuple[Problem, ...]:
        """Return the problems in the order of the lines, none twice, and one for a single value."""
        told: set[str] = set()
        first = []
        for place, message in self.found:
            path = place.path
            if path in told:
                continue
            if place.kind == "scalar" or path in self.misread:
                told.add(path)
            first.append((place, message))
        return self._sorted(first)

    def warnings(self) -> tuple[Problem, ...]:
        """Return the warnings in the order of the lines, none twice."""
        return self._sorted(self.doubtful)

    def _sorted(self, noted: list[tuple[Place, str]]) -> tuple[Problem, ...]:
        problems = (Problem(self.file, place.path, place.line, message) for place, message in noted)
        return tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.line))


def _brief(step: str) -> str:
    return step if len(step) <= 60 else f"{step[:59]}…"


def not_text(place: Place) -> str:
    """Say what stands where text belongs, and what to do about it."""
    if place.kind in ("list", "mapping"):
        return f"this is a {place.kind}"
    if place.value is None:
        return f"YAML reads {place.raw or 'an empty value'} as null (nothing): write text, in quotes"
    if isinstance(place.value, bool):
        meaning = str(place.value).lower()
    elif isinstance(place.value, (int, float)):
        meaning = "a number"
    else:
        meaning = "a date"
    return (
        f'YAML reads {quoted(place.raw)[1:-1]} as {meaning}: write it in quotes, "{quoted(place.raw)[1:-1]}"'
    )


def walk(place: Place) -> Iterator[Place]:
    """Yield every place from here down, this one first."""
    waiting = [place]
    while waiting:
        here = waiting.pop()
        yield here
        waiting.extend(reversed(here.children.values()))
