"""Fill in forms question by question, to hold a checklist to the rules of a published instrument."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from checklists import Checklist, judge
from checklists.language.parts import Item

Given = Mapping[str, str]
Manner = Literal["best", "worst", "silent"]

YES = frozenset({"Y", "PY"})
NO = frozenset({"PN", "N"})
NO_OR_SILENT = NO | {"NI"}
YES_OR_SILENT = YES | {"NI"}


@dataclass(frozen=True)
class Question:
    """A published question: its number, what may be answered, and when it is asked."""

    number: str
    codes: tuple[str, ...]
    asked: Callable[[Given], bool] = lambda given: True


def forms(questions: Sequence[Question], given: Given | None = None) -> Iterator[dict[str, str]]:
    """Yield every way to answer the questions that are asked; a question that is not asked is left out."""
    answers = dict(given or {})
    if not questions:
        yield answers
        return
    first, *rest = questions
    if not first.asked(answers):
        yield from forms(rest, answers)
        return
    for code in first.codes:
        yield from forms(rest, answers | {first.number: code})


def fill(checklist: Checklist, preliminaries: Given, manner: Manner) -> dict[str, str]:
    """Answer every judged item that is asked, in one manner, as a reviewer would: one after the other.

    Args:
        checklist: The checklist.
        preliminaries: Preliminary id to what is chosen.
        manner: The best or the worst answer of each item, or silence where it is offered, else the worst.
    """
    answers = dict(preliminaries)
    while unanswered := judge(checklist, answers).unanswered:
        answers[unanswered[0]] = _pick(checklist, checklist.item(unanswered[0]), manner)
    return answers


def _pick(checklist: Checklist, item: Item, manner: Manner) -> str:
    codes = checklist.answer_sets[item.answer_set].codes
    silent = [code for code in codes if checklist.answers[code].tone == "unknown"]
    if manner == "silent" and silent:
        return silent[0]
    ranked = [code for code in codes if checklist.answers[code].tone in ("good", "poor")]
    takes_first = (manner == "best") == (item.yes_is == "good")
    return ranked[0] if takes_first else ranked[-1]
