"""Weigh the judged results of a summary: each study counts once, however many reviewers appraised it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from checklists import Checklist
from workbench.counts import count
from workbench.review.appraisals.level_sheets import AppraisalOfTable


def final_of(sheet: AppraisalOfTable, target: str) -> str | None:
    """Return the final judgement of a domain or of the whole; None where this version does not judge it."""
    targets = sheet.checklist.targets
    return sheet.finals[targets.index(target)] if target in targets else None


def places(sheets: Sequence[AppraisalOfTable]) -> Counter[tuple[UUID, str]]:
    """Count the appraisals of each result of each study."""
    return Counter((sheet.study.id, sheet.result) for sheet in sheets)


def parts(sheets: Sequence[AppraisalOfTable]) -> list[float]:
    """Return the part of each appraisal: those of one result share it equally."""
    there = places(sheets)
    return [1 / there[sheet.study.id, sheet.result] for sheet in sheets]


def counted(sheets: Sequence[AppraisalOfTable]) -> str:
    """Say how many studies there are, and how many results where one has several."""
    studies, results = len({sheet.study.id for sheet in sheets}), len(places(sheets))
    told = count(studies, "study")
    return told if results == studies else f"{results} judged results of {told}"


def in_parts(sheets: Sequence[AppraisalOfTable]) -> str:
    """Say what is done where a result has more than one appraisal; else nothing."""
    several = any(number > 1 for number in places(sheets).values())
    return "; where reviewers are not reconciled yet, each counts in part" if several else ""


def left_out(drafts: int) -> tuple[str, ...]:
    """Say how many drafts are not counted; nothing where there is none."""
    return (f"{count(drafts, 'draft is', 'drafts are')} left out",) if drafts else ()


def without_level(checklist: Checklist, sheets: Sequence[AppraisalOfTable]) -> tuple[str, ...]:
    """Say of which targets some results have no level, so that their shares do not sum to all."""
    without = [
        target for target in checklist.targets if any(final_of(sheet, target) is None for sheet in sheets)
    ]
    told = f"some results have no level at {', '.join(without)}: their appraisal ended before it"
    return (told,) if without else ()
