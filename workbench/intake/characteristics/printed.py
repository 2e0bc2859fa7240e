"""Hold what a text prints of a study, and what the searches for it have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Printed:
    """Something that a text prints of its study: `text[start:end]` are the words that say it.

    Attributes:
        name: of the characteristic, such as `setting`.
        value: what the words come to; a number of people is a whole number.
    """

    name: str
    value: str | int
    start: int
    end: int


_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = {
    **{word: number for number, word in enumerate((*_UNITS, *_TEENS), 1)},
    **{word: 10 * number for number, word in enumerate(_TENS, 2)},
}
_UNIT = "|".join(_UNITS)
_SMALL = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{_UNIT}))?|{'|'.join(reversed(_TEENS))}|{_UNIT})"
_WORDS = rf"(?:{_SMALL}[- ](?:hundred|thousand)(?:[- ](?:and )?{_SMALL})?|{_SMALL})"
NUMBER = (
    r"(?<![\w\-–.,])(?<!hundred )(?<!thousand )"
    rf"(?:\d{{1,3}}(?:[, \u2009]\d{{3}})+|\d{{1,6}}|{_WORDS})(?![- ](?:hundred|thousand))"
)
"""A number of people, in figures or in words."""

_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-Z0-9(“\"])|\n+")
_OTHER_WORK = re.compile(
    r"\b(?:previous(?:ly)?|literature|published|earlier stud|other stud|another (?:study|trial)|recent(?:ly)?"
    r"|et al|review(?:ed)? of|systematic|registry of|will be|should|planned|future|recommend\w{0,5}"
    r"|guideline\w{0,2})\b",
    re.IGNORECASE,
)


def number_of(printed: str) -> int:
    """Return the whole number that is printed in figures or in words.

    >>> number_of("1,204"), number_of("Six"), number_of("One hundred and ninety-four")
    (1204, 6, 194)
    """
    words = re.findall(r"[a-z]+", printed.casefold())
    if not words:
        return int(re.sub(r"\D", "", printed))
    number = 0
    for word in words:
        number = (
            number * (100 if word == "hundred" else 1000)
            if word in ("hundred", "thousand")
            else (number + _VALUES.get(word, 0))
        )
    return number


def numbers_in(words: str) -> list[int]:
    """Return the whole numbers that some words print, in figures or in words.

    >>> numbers_in("We treated a group of patients (n = 20)"), numbers_in("Six of ten fell")
    ([20], [6, 10])
    """
    return [number_of(match[0]) for match in re.finditer(rf"{NUMBER}\b", words, re.IGNORECASE)]


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the place of the sentence that a passage stands in."""
    before = [match.end() for match in _SENTENCE_END.finditer(text, max(0, start - 1500), start)]
    begin = before[-1] if before else max(0, start - 1500)
    after = _SENTENCE_END.search(text, end, end + 1500)
    last = after.start() + (text[after.start()] != "\n") if after else min(len(text), end + 1500)
    while begin < start and text[begin].isspace():
        begin += 1
    return begin, max(last, end)


def speaks_of_other_work(text: str, start: int, end: int) -> bool:
    """Return True if the sentence of a passage tells of other studies, or of what is yet to be done."""
    first, last = sentence_around(text, start, end)
    return _OTHER_WORK.search(text, first, last) is not None


def the_only(found: Iterable[Printed]) -> list[Printed]:
    """Return the first of some suggestions where all have the same value, else none of them."""
    listed = sorted(found, key=lambda each: each.start)
    values = {str(each.value).casefold() for each in listed}
    return listed[:1] if len(values) == 1 else []
