"""Give each answer of an item the number that chooses it: its points where it is named by them."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checklists import AnswerOption, Checklist

_FIGURE = re.compile(r"\d(?![\d.,])")
LEAST_NAMED = 2
"""Answers that are named by their points, from which on the numbers are points."""


def answer_numbers(checklist: Checklist, item: str) -> dict[int, AnswerOption]:
    """Return the answers of an item by their numbers, in the order of the checklist.

    Whoever wants to give 2 points types 2. So where the codes or labels of answers begin with the points that
    they count, such as "2: told", these are their numbers, and other answers have those behind. Elsewhere the
    answers are counted from 1.
    """
    options = checklist.options(item)
    points = checklist.points(item)
    named: dict[str, int] = {}
    for option in options:
        told = points.get(option.code)
        if told is not None and told not in named.values() and told in _figures(option):
            named[option.code] = told
    if len(named) < LEAST_NAMED:
        return dict(enumerate(options, 1))
    spare = count(max(named.values()) + 1)
    return {named[option.code] if option.code in named else next(spare): option for option in options}


def _figures(option: AnswerOption) -> list[int]:
    matches = (_FIGURE.match(words) for words in (option.code, option.label))
    return [int(match[0]) for match in matches if match is not None]
