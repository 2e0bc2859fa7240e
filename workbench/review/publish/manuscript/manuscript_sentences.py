"""Hold sentences for a manuscript with the facts behind them, and the words that they share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from workbench.review.publish.manuscript.cited_works import Cite

# Not from the locale: the sentences are English whatever the machine speaks.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_LEADING = re.compile(r"^[1-9]\d{0,2}(?= [a-z])")
"""A number that begins a sentence, before the word that it counts."""
_TEENS = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen"),
    *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

Value: TypeAlias = "str | int | float | bool | list[str]"


@dataclass(frozen=True, slots=True)
class SupportingFact:
    """One thing that a sentence rests on.

    Attributes:
        what: what it is.
        value: the value, a list for several; handles and keys stand here, not in the sentence.
        source: where in the review it is from.
    """

    what: str
    value: Value
    source: str

    @property
    def in_words(self) -> str:
        """The value as people read it."""
        if isinstance(self.value, list):
            return ", ".join(self.value) or "none"
        return str(self.value)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence for a manuscript.

    Attributes:
        part: what it is on, such as "independence".
        text: the sentence.
        facts: what it rests on.
        short: how it stands in the short text; empty where it is left out there.
        cites: the works that it rests on, each with its place.
        is_result: True if it tells what came of the methods, and stands with the results of a report.
    """

    part: str
    text: str
    facts: tuple[SupportingFact, ...] = ()
    short: str = field(default="", kw_only=True)
    cites: tuple[Cite, ...] = field(default=(), kw_only=True)
    is_result: bool = field(default=False, kw_only=True)


def fact(what: str, value: Value | Iterable[str], source: str) -> SupportingFact:
    """Return a fact; several values become a list."""
    if isinstance(value, str | int | float | bool):
        return SupportingFact(what, value, source)
    return SupportingFact(what, list(value), source)


def count(number: int, single: str, many: str) -> str:
    """Count things in a sentence, numbers below ten as words.

    >>> count(1, "study", "studies"), count(12, "study", "studies")
    ('one study', '12 studies')
    """
    return f"{in_words(number)} {single if number == 1 else many}"


def in_words(number: int) -> str:
    """Write a number below ten as a word."""
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def studies(number: int) -> str:
    """Count studies."""
    return count(number, "study", "studies")


def are(number: int) -> str:
    """Return "is" or "are"."""
    return "is" if number == 1 else "are"


def was(number: int) -> str:
    """Return "was" or "were"."""
    return "was" if number == 1 else "were"


def day_in_words(at: datetime) -> str:
    """Write a day as a manuscript does: "3 November 2026"."""
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year}"


def joined(parts: Sequence[str]) -> str:
    """Name things in a row.

    >>> joined(["a"]), joined(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def within(name: str) -> str:
    """Return a name within a sentence; one that begins with an abbreviation stays.

    >>> within("Survival (90 days)"), within("CT score")
    ('survival (90 days)', 'CT score')
    """
    return name if name[1:2].isupper() else f"{name[:1].lower()}{name[1:]}"


def begun(text: str) -> str:
    """Begin a sentence with a capital letter, and a number of things below a thousand in words.

    >>> begun("38 ratings were made"), begun("reviewer 2"), begun("95 % intervals"), begun("205 of 300 rows")
    ('Thirty-eight ratings were made', 'Reviewer 2', '95 % intervals', 'Two hundred and five of 300 rows')
    """
    text = _LEADING.sub(lambda number: _spelled_out(int(number[0])), text)
    return text[:1].upper() + text[1:]


def _spelled_out(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    if hundreds:
        return f"{_NUMBERS[hundreds]} hundred{f' and {_spelled_out(rest)}' if rest else ''}"
    if rest < len(_NUMBERS):
        return _NUMBERS[rest]
    tens, ones = divmod(rest, 10)
    if tens == 1:
        return _TEENS[ones]
    return f"{_TENS[tens - 2]}{f'-{_NUMBERS[ones]}' if ones else ''}"
