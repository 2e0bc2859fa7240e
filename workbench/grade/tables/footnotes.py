"""Letter the footnotes of a table row by row, so that the same text has the same letter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from string import ascii_lowercase

from workbench.grade.body.rating import Rating
from workbench.grade.body.scale import find_domain


@dataclass(frozen=True, slots=True)
class Footnote:
    """One footnote.

    Attributes:
        number: From 1, in the order of the table; people read it as a letter.
        text: Domain, rating and reason.
    """

    number: int
    text: str

    def __str__(self) -> str:
        """Return the footnote as it stands below a table."""
        return f"[{letter_of(self.number)}] {self.text}"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table with the footnotes it points to.

    Attributes:
        text: What it says.
        notes: Numbers of its footnotes.
        remark: What else a reader must know, such as that it is from before a change.

    >>> Cell("serious", (3, 1), "reviewed before a change").shown
    'serious (reviewed before a change) [a] [c]'
    """

    text: str
    notes: tuple[int, ...] = ()
    remark: str = ""

    @property
    def letters(self) -> tuple[str, ...]:
        """The letters of its footnotes, in their order."""
        return tuple(map(letter_of, sorted(self.notes)))

    @property
    def shown(self) -> str:
        """The text as a table shows it, with remark and footnotes."""
        remark = f" ({self.remark})" if self.remark else ""
        return self.text + remark + "".join(f" [{letter}]" for letter in self.letters)


class Footnotes:
    """The footnotes of a table, collected row by row."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def add(self, text: str) -> int:
        """Give the number of this text, a new one if it is new."""
        return self._numbers.setdefault(text, len(self._numbers) + 1)

    def add_some(self, text: str) -> tuple[int, ...]:
        """Give the number of this text, or none for an empty one."""
        return (self.add(text),) if text else ()

    def add_ratings(self, ratings: Iterable[Rating]) -> tuple[int, ...]:
        """Give the numbers for every rating that changes the certainty."""
        return tuple(self.add(rating_text(rating)) for rating in ratings if rating.levels)

    def all(self) -> tuple[Footnote, ...]:
        """Return the footnotes, in order."""
        return tuple(Footnote(number, text) for text, number in self._numbers.items())


def letter_of(number: int) -> str:
    """Return the letter of a footnote, as evidence tables print it.

    Args:
        number: From 1.

    >>> [letter_of(number) for number in (1, 2, 26, 27, 52, 53, 702, 703)]
    ['a', 'b', 'z', 'aa', 'az', 'ba', 'zz', 'aaa']
    """
    letters = ""
    while number:
        number, place = divmod(number - 1, len(ascii_lowercase))
        letters = ascii_lowercase[place] + letters
    return letters


def rating_text(rating: Rating) -> str:
    """Write a rating with its reason, as notes below GRADE tables say it.

    >>> rating_text(Rating("Imprecision", -1, "31 events"))
    'Downgraded one level for imprecision: 31 events'
    """
    way = "Upgraded" if rating.levels > 0 else "Downgraded"
    levels = abs(rating.levels)
    said = f"{_COUNTED.get(levels, levels)} level{'s' if levels > 1 else ''}"
    text = f"{way} {said} for {find_domain(rating.domain).title}: {rating.reason}"
    return f"{text} (suggested: {rating.suggested:+d})" if rating.differs else text


_COUNTED = {1: "one", 2: "two", 3: "three"}
