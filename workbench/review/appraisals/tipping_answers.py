"""Find what the judgement of an appraisal hangs on: the single answers and overrides that change it.

Only what lies near deserves attention: an answer that another reviewer gave otherwise, and an answer that is
one step from its neighbour in the set. Where the answer is one of silence, the full text may say more. The
rest is arithmetic; it is listed, and no number is made of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from checklists import SingleChange, single_changes
from store.records import AppraisalKind
from workbench.review.appraisals.sheets import Sheet, answers_to_judge


@dataclass(frozen=True, slots=True)
class Tip:
    """One change that alters a judgement.

    Attributes:
        change: the change, with the judgements that it alters.
        given_by: the handles of other reviewers who gave this very answer, as far as the viewer may see it.
    """

    change: SingleChange
    given_by: tuple[str, ...] = ()

    @property
    def is_close(self) -> bool:
        """True if the change is near: one step, or what another reviewer answered."""
        return bool(self.given_by) or self.change.is_near

    @property
    def rank(self) -> int:
        """The place among tips: disagreements, near ones, silence, the rest; overrides last."""
        if self.change.kind == "override":
            return 4
        if self.given_by:
            return 0
        return 1 if self.change.is_near else 2 if self.change.was_silent else 3


def changes_of(sheet: Sheet) -> tuple[SingleChange, ...]:
    """Return every single change of a sheet as it stands, also those that alter nothing."""
    if sheet.worksheet is None:
        return ()
    answers = answers_to_judge(sheet.checklist, sheet.codes, sheet.preliminaries)
    return single_changes(sheet.checklist, answers, overrides=sheet.worksheet.levels)


def tips_of(
    sheet: Sheet, beside: Iterable[Sheet] = (), changes: Iterable[SingleChange] | None = None
) -> tuple[Tip, ...]:
    """Return the changes that alter a judgement, disagreements first, then what is near.

    Args:
        sheet: the appraisal.
        beside: other appraisals of the same result that the viewer may see; see `sheets_beside`.
        changes: those of the sheet, where they are at hand.
    """
    given_by: dict[tuple[str, str | None], dict[str, None]] = defaultdict(dict)
    for other in beside:
        for answer in codes_given(other).items():
            given_by[answer][other.reviewer] = None
    tips = [
        Tip(change, tuple(given_by.get((change.target, change.after), ())))
        for change in (changes_of(sheet) if changes is None else changes)
        if change.levels and not _is_own_judgement(sheet, change)
    ]
    return tuple(sorted(tips, key=lambda tip: tip.rank))


def sheets_beside(sheet: Sheet, sheets: Iterable[Sheet]) -> list[Sheet]:
    """Return the submitted independent appraisals of the same result with the same version, but this one."""
    return [
        other
        for other in sheets
        if other.appraisal is not None
        and other.appraisal.kind is AppraisalKind.INDEPENDENT
        and other.submitted
        and (sheet.appraisal is None or other.appraisal.id != sheet.appraisal.id)
        and (other.study.id, other.result) == (sheet.study.id, sheet.result)
        and other.checklist.sha256 == sheet.checklist.sha256
    ]


def codes_given(sheet: Sheet) -> dict[str, str]:
    """Return the answers to the items that are asked, by item."""
    asked = set(sheet.verdict.shown)
    return {item: code for item, code in sheet.codes.items() if item in asked}


def _is_own_judgement(sheet: Sheet, change: SingleChange) -> bool:
    """Return True for a judgement that was the reviewer's to make: nothing is suggested in its place."""
    return change.kind == "override" and sheet.is_own_judgement(change.target)
