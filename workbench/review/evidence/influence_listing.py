"""List what the judgements of appraisals and the certainty of bodies of evidence hang on.

Everything here rests on the appraisals that the viewer may see, as the certainty itself does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from store.records import AppraisalKind, AppraisalState
from workbench.errors import ConflictError, NotFoundError
from workbench.review.appraisals.sheets import Sheet
from workbench.review.appraisals.tipping_answers import Tip, sheets_beside, tips_of
from workbench.review.appraisals.tipping_text import tipping_lines
from workbench.review.evidence.bodies import Body
from workbench.review.evidence.body_records import BodyRow
from workbench.review.evidence.influence import BodyInfluence, influence_of
from workbench.review.evidence.influence_text import influence_lines
from workbench.review.evidence.outcome_lines import OutcomeLine
from workbench.review.evidence.outcomes import choose_outcome
from workbench.review.session import ReviewSession, use_case
from workbench.review.studies import known_studies
from workbench.review.view import View


@dataclass(frozen=True, slots=True)
class SheetInfluence:
    """What the judgement of one appraisal hangs on.

    Attributes:
        sheet: the appraisal.
        tips: the single changes that alter a judgement, those that deserve a look first.
        lines: the same in at most five sentences.
    """

    sheet: Sheet
    tips: tuple[Tip, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BodyLines:
    """What one body of evidence hangs on, with its sentences."""

    influence: BodyInfluence
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Influence:
    """What was asked for.

    Attributes:
        appraisals: by study, then by reviewer.
        bodies: in the order of the outcomes.
    """

    appraisals: tuple[SheetInfluence, ...]
    bodies: tuple[BodyLines, ...]


@use_case
def list_influence(session: ReviewSession, of: str = "") -> Influence:
    """List what a study, an outcome, or everything hangs on, as the viewer may see it.

    Args:
        session: the open review and who works in it.
        of: a study (see `known_studies.find`) or an outcome (see `outcomes.find_outcome`); a study is looked
            for first. Empty: all appraisals and all outcomes.

    Raises:
        NotFoundError: it is neither.
        ConflictError: it could be several.
        UsageError: nobody said who is looking.
    """
    session.require_reviewer()
    view = View(session)
    if not of.strip():
        return Influence(tuple(appraisal_influences(view)), tuple(body_influences(view, view.bodies)))
    study, outcome = _meant(session, view, of)
    if outcome is not None:
        return Influence((), tuple(body_influences(view, view.bodies_of(outcome))))
    assert study is not None
    (key,) = (row.key for row in view.study_rows.values() if row.id == study)
    pairs = [pair for pair in view.bodies if key in pair[1].studies]
    appraisals = appraisal_influences(view, {study})
    return Influence(tuple(appraisals), tuple(body_influences(view, pairs, key)))


def appraisal_influences(view: View, studies: Collection[UUID] | None = None) -> list[SheetInfluence]:
    """Return what the appraisals that the viewer may see hang on, of some studies or of all.

    The viewer's own drafts are among them; of others, and of the consensus, only what is submitted.
    """
    wanted = [
        each
        for each in view.counted
        if (studies is None or each.study_id in studies)
        and (each.state is AppraisalState.SUBMITTED or each.kind is AppraisalKind.INDEPENDENT)
    ]
    sheets = view.sheets(wanted)
    return sheet_influences(
        view, sorted(sheets, key=lambda sheet: (sheet.study.key, sheet.result, sheet.reviewer))
    )


def sheet_influences(view: View, sheets: Iterable[Sheet]) -> list[SheetInfluence]:
    """Return what some appraisals that the viewer may see hang on, each beside the others that are seen."""
    chosen = list(sheets)
    studies = {sheet.study.id for sheet in chosen}
    places: dict[UUID, list[Sheet]] = defaultdict(list)
    for sheet in view.sheets(each for each in view.counted if each.study_id in studies):
        places[sheet.study.id].append(sheet)
    return [_of_sheet(view, sheet, places[sheet.study.id]) for sheet in chosen]


def _of_sheet(view: View, sheet: Sheet, of_study: Iterable[Sheet]) -> SheetInfluence:
    tips = tips_of(sheet, sheets_beside(sheet, of_study), view.single_changes(sheet))
    return SheetInfluence(sheet, tips, tipping_lines(sheet, tips))


def body_influences(view: View, pairs: Iterable[tuple[Body, BodyRow]], study: str = "") -> list[BodyLines]:
    """Return what some bodies hang on; those without a study are left out.

    Args:
        view: a reading of the review.
        pairs: bodies with their rows.
        study: key of the only study whose changes are wanted; empty for all and the ratings.
    """
    listed = []
    for body, row in pairs:
        if body.members:
            influence = influence_of(view, body, row)
            if study:
                own = tuple(change for change in influence.changes if change.study == study)
                influence = replace(influence, changes=own)
            listed.append(BodyLines(influence, influence_lines(influence, study, view.label_of)))
    return listed


def _meant(session: ReviewSession, view: View, text: str) -> tuple[UUID | None, OutcomeLine | None]:
    """Return the id of the study that is meant, else the outcome."""
    try:
        return known_studies.find(session, text).id, None
    except (NotFoundError, ConflictError) as no_study:
        try:
            return None, choose_outcome(view.outcomes, text)
        except NotFoundError:
            if isinstance(no_study, ConflictError):
                raise no_study from None
            raise NotFoundError(
                f"no study and no outcome {text.strip()!r} in this review; "
                "`workbench studies` and `workbench outcomes` list them"
            ) from None
