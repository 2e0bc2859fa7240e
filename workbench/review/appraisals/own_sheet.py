"""Open the viewer's own sheet for a change, in one transaction, and give it as it stands afterwards."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from checklists import Checklist
from store.draft_changes import Draft, owning_latest
from store.preliminaries import copy_shared
from store.records import WHOLE_STUDY, AppraisalState, Study
from store.worksheets import worksheet_of
from workbench.errors import ConflictError
from workbench.review.appraisals.resolve import known_item
from workbench.review.appraisals.results import known_result
from workbench.review.appraisals.sheets import (
    Sheet,
    judged,
    pinned_checklist,
    required_checklist,
    version_of,
)
from workbench.review.appraisals.variants import require_decided
from workbench.review.checklists.known_checklists import Catalogue
from workbench.review.session import ReviewSession
from workbench.review.studies.known_studies import find


@dataclass(frozen=True, slots=True)
class StudyResult:
    """A result of a study, as it is judged."""

    study: Study
    result: str


@dataclass(frozen=True, slots=True)
class OwnSheet:
    """The viewer's own sheet, open for changes.

    Attributes:
        checklist: the one that the appraisal was begun with, or the present one.
        opened: the appraisal in the store; None where it is not begun.
    """

    judged: StudyResult
    reviewer: str
    checklist: Checklist
    opened: Draft | None

    @property
    def draft(self) -> Draft:
        """The appraisal, which must be begun.

        Raises:
            ConflictError: it is not.
        """
        if self.opened is None:
            raise ConflictError(f"{self.judged.study.key} is not begun: answer an item first")
        return self.opened

    @property
    def is_submitted(self) -> bool:
        """True if it has to be reopened before it can be changed."""
        return self.opened is not None and self.opened.record.state is AppraisalState.SUBMITTED

    def known_item(self, text: str) -> str:
        """Return the id of an item that is named by its id, or by its number in the variant that is asked.

        Raises:
            UsageError: there is none, or several.
            ConflictError: it is not settled yet which of several is asked.
        """

        def asked() -> Collection[str]:
            sheet = self.sheet()
            require_decided(sheet)
            return [item.id for item in self.checklist.items if sheet.form.has_item(item.id)]

        return known_item(self.checklist, text, asked)

    def sheet(self) -> Sheet:
        """Judge what the appraisal holds now, and return the sheet of it."""
        worksheet = worksheet_of(self.opened) if self.opened is not None else None
        verdict = judged(self.checklist, worksheet)
        study, result = self.judged.study, self.judged.result
        return Sheet(study, self.checklist, self.reviewer, result, worksheet, verdict)


def find_result(session: ReviewSession, study: str | Sheet, result: str = WHOLE_STUDY) -> StudyResult:
    """Return the result that is meant by the words of a user, or by the sheet in hand.

    Args:
        session: the open review.
        study: what `find` takes, or a sheet, which is not looked up again.
        result: the result; a sheet has its own.
    """
    if isinstance(study, Sheet):
        return StudyResult(study.study, study.result)
    found = find(session, study)
    return StudyResult(found, known_result(session, found, result))


@contextmanager
def changing(session: ReviewSession, meant: StudyResult, *, begins: bool = True) -> Iterator[OwnSheet]:
    """Open the viewer's own sheet; all changes of the block are saved at its end, or none of them.

    What the appraisal holds is read in the same transaction. So the sheet after a change is true, whatever
    another program did since the viewer looked at it.

    Args:
        session: the open review and who works in it.
        meant: what is judged.
        begins: begin the appraisal where it is not begun yet.

    Raises:
        ConflictError: the study has no checklist, or another one than `meant` says.
    """
    study, by = meant.study, session.require_reviewer()
    checklist_id = required_checklist(study)
    catalogue = Catalogue(session.db)
    current = catalogue.get(checklist_id)
    version = version_of(current) if begins and current is not None else None
    with owning_latest(
        session.db, study.id, checklist_id=checklist_id, result=meant.result, by=by, begin=version
    ) as draft:
        if draft is None:
            yield OwnSheet(meant, by, catalogue.find(checklist_id), None)
            return
        if draft.study_checklist != checklist_id:
            raise ConflictError(
                f"{study.key} is judged with {draft.study_checklist or 'no checklist'} by now, not with "
                f"{checklist_id}: open the study again"
            )
        checklist = pinned_checklist(session, draft.record)
        if begins:
            copy_deciding(draft, checklist)
        yield OwnSheet(meant, draft.actor, checklist, draft)


def copy_deciding(draft: Draft, checklist: Checklist) -> None:
    """Give a draft its own copy of what was entered for the whole review and decides its variant.

    So a later entry for the review does not change behind its back which items it has.
    """
    names = [each.id for each in checklist.deciding if each.scope == "review"]
    if names and draft.record.state is AppraisalState.DRAFT:
        copy_shared(draft, names)
