"""What counts how much in a summary: every judged result of a study alike, however many appraised it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from store.records import OVERALL
from workbench.review.appraisals.sheets import Sheet


def final_of(sheet: Sheet, target: str) -> str | None:
    """The final judgement of a domain or, for ``overall``, of the whole."""
    return sheet.verdict.overall.final if target == OVERALL else sheet.verdict.domain(target).final


def places(sheets: Sequence[Sheet]) -> Counter[tuple[UUID, str]]:
    """How many appraisals there are of each result of each study."""
    return Counter((sheet.study.id, sheet.result) for sheet in sheets)


def parts(sheets: Sequence[Sheet]) -> list[float]:
    """The part of each appraisal: those of one result share it equally."""
    there = places(sheets)
    return [1 / there[sheet.study.id, sheet.result] for sheet in sheets]


def counted(sheets: Sequence[Sheet]) -> str:
    """The studies, and the results where one has several."""
    studies, results = len({sheet.study.id for sheet in sheets}), len(places(sheets))
    told = f"{studies} {'study' if studies == 1 else 'studies'}"
    return told if results == studies else f"{results} judged results of {told}"


def in_parts(sheets: Sequence[Sheet]) -> str:
    """What is done where a result has more than one appraisal."""
    several = any(number > 1 for number in places(sheets).values())
    return "; where reviewers are not reconciled yet, each counts in part" if several else ""
