"""Find what can be laid side by side: the submitted appraisals of one result that the viewer may see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from store import appraisals as stored
from store import reviews
from store.records import Appraisal, AppraisalKind, AppraisalState, Study
from workbench.errors import ConflictError
from workbench.review.appraisals.results import known_result
from workbench.review.appraisals.sheets import Sheet, sheets_of
from workbench.review.blindness.adjudication import adjudicator_of
from workbench.review.blindness.independence import Glimpse, as_first_submitted, glimpses
from workbench.review.blindness.visibility import visible_to
from workbench.review.documents.replaced import ReplacedDocuments
from workbench.review.reviewers.consensus import Consensus, read_consensus
from workbench.review.reviewers.remarks import Remark, remarks_on
from workbench.review.session import ReviewSession
from workbench.review.studies.known_studies import find

DISCUSSION = "discussion"
"""Of the reviewers between themselves, which settles what no third person decides; stored by default."""

SAID_DISCUSSION = "discussion between the reviewers"
"""How a discussion is stored that somebody named, so that it is told from what holds without saying."""

NOT_RECORDED = "nobody said who settled it"


def settled_by(decided_by: str | None) -> str:
    """Return who or what settled a difference, in words; nobody may have said so.

    >>> settled_by(DISCUSSION), settled_by(SAID_DISCUSSION), settled_by("cara")
    ('nobody said who settled it', 'discussion between the reviewers', 'cara')
    """
    return NOT_RECORDED if decided_by in (None, DISCUSSION) else decided_by


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The submitted sheets of one result of a study, and what else is known of it."""

    study: Study
    result: str
    everyone: tuple[Appraisal, ...]
    """All independent appraisals of it, drafts too: of those nothing but whose they are is shown."""
    sheets: tuple[Sheet, ...]
    """As submitted before others' work could be seen."""
    glimpsed: tuple[Glimpse, ...]
    """Who went on after that, in the order in which they did."""
    consensus: Consensus
    adjudicator: str
    """Handle of who decides disagreements by the protocol; empty where it names nobody."""
    remarks: tuple[Remark, ...] = ()
    """The comments on the study that the viewer may see."""
    flags: Mapping[UUID, str] = field(default_factory=dict)
    """By id of a quote, that its document was replaced or withdrawn since."""
    viewer: str = ""

    @property
    def name(self) -> str:
        """The study, with the result where one is named."""
        return f"{self.study.key} ({self.result})" if self.result else self.study.key

    @property
    def usual_decider(self) -> str:
        """Who decides unless somebody is named: the viewer, where the protocol says so, else a discussion."""
        decides = self.viewer.casefold() == self.adjudicator.casefold() != ""
        return self.adjudicator if decides else DISCUSSION


def lay_out(session: ReviewSession, text: str, result: str) -> SideBySide:
    """Find what the viewer may compare.

    Raises:
        ConflictError: the viewer has not submitted, or fewer than two reviewers have.
    """
    viewer, study = session.require_reviewer(), find(session, text)
    result = known_result(session, study, result)
    appraisals = stored.find_appraisals(
        session.db,
        study_id=study.id,
        result=result,
        checklist_id=study.checklist or "",
        kind=AppraisalKind.INDEPENDENT,
    )
    open_to = [
        appraisal
        for appraisal in visible_to(session, appraisals)
        if appraisal.state is AppraisalState.SUBMITTED
    ]
    same = _same_version(open_to)
    named = adjudicator_of(reviews.read_review(session.db))
    if len(same) < 2:
        decides = viewer.casefold() == named.casefold()
        raise ConflictError(_not_yet(study.key, viewer, appraisals, open_to, decides=decides))
    known = glimpses(session, appraisals)
    sheets = as_first_submitted(
        session, sheets_of(session, [(study, appraisal) for appraisal in same]), known
    )
    glimpsed = tuple(known.values())
    consensus = read_consensus(session, sheets)
    remarks = tuple(remarks_on(session, study))
    flags = _flags(session, sheets)
    return SideBySide(
        *(study, result, tuple(appraisals), tuple(sheets), glimpsed, consensus, named, remarks), flags, viewer
    )


def _flags(session: ReviewSession, sheets: Iterable[Sheet]) -> dict[UUID, str]:
    replaced = ReplacedDocuments(session.db)
    quotes = (quote for sheet in sheets for quote in sheet.quotes)
    return {quote.id: flag for quote in quotes if (flag := replaced.flag_of(quote))}


def _same_version(appraisals: list[Appraisal]) -> list[Appraisal]:
    """Choose the appraisals with the version of the checklist that most have used, else the later one.

    A difference between versions is not a difference between reviewers.
    """
    uses = Counter(appraisal.checklist_sha256 for appraisal in appraisals)
    latest = {
        appraisal.checklist_sha256: appraisal.started_at
        for appraisal in sorted(appraisals, key=lambda appraisal: appraisal.started_at)
    }
    chosen = max(uses, key=lambda version: (uses[version], latest[version]), default="")
    return sorted(
        (appraisal for appraisal in appraisals if appraisal.checklist_sha256 == chosen),
        key=lambda appraisal: appraisal.reviewer,
    )


def _not_yet(
    key: str, viewer: str, appraisals: list[Appraisal], open_to: list[Appraisal], *, decides: bool
) -> str:
    """Explain why nothing can be compared; of others it says only who is done.

    Args:
        key: of the study.
        viewer: handle.
        appraisals: all independent ones of the result.
        open_to: those that the viewer may see.
        decides: True if the viewer decides disagreements, and needs no appraisal of the own.
    """
    submitted = (each.reviewer for each in appraisals if each.state is AppraisalState.SUBMITTED)
    others = [f"{name} done" for name in dict.fromkeys(submitted) if name != viewer]
    known = f" ({', '.join(others)})" if others else ""
    if decides and not any(appraisal.reviewer == viewer for appraisal in appraisals):
        return f"{key}: two reviewers have not submitted yet{known}; compare it once they have"
    if not any(appraisal.reviewer == viewer for appraisal in open_to):
        begun = any(appraisal.reviewer == viewer for appraisal in appraisals)
        if not begun and len(others) > 1:
            return (
                f"{key} is not submitted by you{known}: finish it first, or, to decide without an appraisal, "
                f"be named in the protocol: `workbench protocol set adjudicator {viewer}`"
            )
        return f"{key} is not submitted by you{known}: finish it first with `workbench submit {key}`"
    if len(open_to) > 1:
        return f"{key} was appraised with different versions of its checklist, which cannot be compared"
    return f"{key}: nobody else has submitted yet{known}; compare it once a second reviewer has"
