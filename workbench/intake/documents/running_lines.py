"""Remove running heads and feet: lines that a page repeats from its neighbours, and page numbers.

They stand between the two halves of every sentence that a page's end cuts. The text that is read goes on
without them; the stored text keeps them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

_EDGE_LINES = 4
"""So many lines at each end of a page may be running ones."""
_NEIGHBOURS = 4
"""Pages before and after that are compared: even and odd pages have lines of their own."""
_FEWEST_ALIKE = 2
"""Neighbours that must have the line, or nearly the same."""
_FEWEST_LETTERS = 4
_TELLING = 10
"""A line with so many letters is a running one where a single neighbour has exactly the same."""
_MOST_PAGES = 5_000
"""A text with more is none that was printed."""
_LONGEST = 200
"""A longer line is a paragraph."""
_NEARLY = 0.9
_NUMBER = re.compile(r"[-–—|•· ]*(?:page |p\. ?)?\d{1,4}(?: ?(?:of|/) ?\d{1,4})?[-–—|•· ]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a page, from its first to behind its last character, and what of it is compared."""

    start: int
    end: int
    letters: str
    is_number: bool


@dataclass(frozen=True, slots=True)
class _Page:
    """The lines at the top of a page, from above, and those at its foot, from below."""

    top: tuple[_Line, ...]
    foot: tuple[_Line, ...]

    @property
    def letters(self) -> frozenset[str]:
        """What the neighbours' lines are compared with."""
        return frozenset(line.letters for line in (*self.top, *self.foot))


def running_lines(text: str) -> Iterator[tuple[int, int]]:
    """Where the running lines of a text with pages stand, in order.

    A line is one where the same line, but for its numbers, or nearly the same stands at an edge of several
    of the neighbouring pages, and nothing but such lines and one page number between it and the edge. What
    stands at the top of the first page begins the article and stays.

    >>> pages = ["Mud\\nIt was warm\\n1", "Byron et al. Mud 2\\nand wet", "Byron et al. Mud 3\\nand good."]
    >>> text = "\\n\\f\\n".join(pages)
    >>> [text[start:end] for start, end in running_lines(text)]
    ['1', 'Byron et al. Mud 2', 'Byron et al. Mud 3']
    """
    if not 0 < text.count("\f") < _MOST_PAGES:
        return
    pages = [_page(text, start, end) for start, end in _pages(text)]
    known = [page.letters for page in pages]
    for number, page in enumerate(pages):
        near = [*known[max(0, number - _NEIGHBOURS) : number], *known[number + 1 : number + 1 + _NEIGHBOURS]]
        found = [] if number == 0 else list(_running(page.top, near))
        taken = {line.start for line in found}
        found += [line for line in _running(page.foot, near) if line.start not in taken]
        yield from sorted((line.start, line.end) for line in found)


def _pages(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while (end := text.find("\f", start)) >= 0:
        yield start, end
        start = end + 1
    yield start, len(text)


def _page(text: str, start: int, end: int) -> _Page:
    """The edges of a page; only their lines are looked at, however long it is."""
    top = tuple(_first_lines(text, start, end))
    foot = tuple(_last_lines(text, start, end))
    return _Page(top, foot)


def _first_lines(text: str, at: int, end: int) -> Iterator[_Line]:
    count = 0
    while at < end and count < _EDGE_LINES:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        if text[at : min(stop, at + _LONGEST)].strip():
            count += 1
            yield _line(text, at, stop)
        at = stop + 1


def _last_lines(text: str, start: int, at: int) -> Iterator[_Line]:
    count = 0
    while at > start and count < _EDGE_LINES:
        begin = text.rfind("\n", start, at) + 1 or start
        if text[begin : min(at, begin + _LONGEST)].strip():
            count += 1
            yield _line(text, begin, at)
        at = begin - 1


def _line(text: str, start: int, end: int) -> _Line:
    if end - start > _LONGEST:
        return _Line(start, end, "", is_number=False)
    shown = text[start:end].strip()
    letters = "".join(character for character in shown.casefold() if character.isalpha())
    return _Line(start, end, letters, _NUMBER.fullmatch(shown) is not None)


def _running(lines: Sequence[_Line], near: Sequence[frozenset[str]]) -> Iterator[_Line]:
    """The running lines of one edge, from without to within; one page number may be among them."""
    numbers = 0

    def runs(line: _Line) -> bool:
        nonlocal numbers
        numbers += line.is_number
        return numbers <= 1 if line.is_number else _is_repeated(line, near)

    return takewhile(runs, lines)


def _is_repeated(line: _Line, near: Sequence[frozenset[str]]) -> bool:
    """Whether enough neighbours have the line: one is enough where it is long and altogether the same."""
    if len(line.letters) < _FEWEST_LETTERS:
        return False
    alike = sum(line.letters in page for page in near)
    if alike and len(line.letters) >= _TELLING:
        return True
    if alike < _FEWEST_ALIKE:
        others = (page for page in near if line.letters not in page)
        alike += sum(any(_is_nearly(line.letters, other) for other in page) for page in others)
    return alike >= _FEWEST_ALIKE


def _is_nearly(line: str, other: str) -> bool:
    """Whether two lines differ in one place only, such as a month, or a letter that a scan misread."""
    longest = max(len(line), len(other))
    if min(len(line), len(other)) < _NEARLY * longest:
        return False
    before = _alike(line, other)
    return before + _alike(line[:before:-1], other[:before:-1]) >= _NEARLY * longest


def _alike(line: str, other: str) -> int:
    """How many characters two texts have in common before they differ."""
    pairs = enumerate(zip(line, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(line), len(other)))
