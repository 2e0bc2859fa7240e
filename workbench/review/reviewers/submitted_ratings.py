"""Read what several reviewers have submitted, as codes and levels that can be compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from checklists import Checklist, judge_levels
from store import appraisals as stored
from store import studies as stored_studies
from store.records import Appraisal, AppraisalKind, AppraisalState, StudyRow
from workbench.review.appraisals.level_sheets import filled_in
from workbench.review.appraisals.sheets import Sheet, answers_to_judge, pinned_checklist, sheets_of
from workbench.review.blindness.independence import Glimpse, as_first_submitted, glimpses
from workbench.review.blindness.visibility import Place, place_of, visible_to
from workbench.review.reviewers.consensus import code_of, level_of, targets_of
from workbench.review.session import ReviewSession


@dataclass(frozen=True, slots=True)
class SubmittedAppraisal:
    """The appraisal that one reviewer submitted before others' work could be seen.

    Attributes:
        checklist: The version that it was made with.
        started_at: When it was begun.
        codes: For each item of the checklist, in order: the answer; NA where the item was not asked; None
            where it was asked and not answered.
        levels: The final level of each domain, in order, and last that of the whole; None while open.
        imported_from: The name of the file that it came from; None for one that was made here.
    """

    checklist: Checklist
    started_at: datetime
    codes: tuple[str | None, ...]
    levels: tuple[str | None, ...]
    imported_from: str | None = None


@dataclass(frozen=True, slots=True)
class RatedResult:
    """One result of a study with what its reviewers submitted independently.

    Attributes:
        study: The key of the study.
        is_calibration: True if the study was appraised to practise.
        result: The result that was judged; empty for the whole study.
        checklist_id: The checklist that the study has now.
        appraisals: By reviewer.
        glimpsed: In words, who went on after others' work could be seen.
    """

    study: str
    is_calibration: bool
    result: str
    checklist_id: str
    appraisals: dict[str, SubmittedAppraisal]
    glimpsed: tuple[str, ...]

    @property
    def name(self) -> str:
        """The study, with the result where one is named."""
        return f"{self.study} ({self.result})" if self.result else self.study


def read_rated_results(
    session: ReviewSession, in_hand: Mapping[UUID, Sheet] | None = None
) -> list[RatedResult]:
    """Read everything submitted that the viewer may see, with the present checklist of each study, by study.

    No row becomes a sheet, save those of appraisals that were changed after others' work could be seen.

    Args:
        session: the open review and its viewer.
        in_hand: sheets that are judged already, by id of the appraisal; these are not judged again.
    """
    studies = {study.id: study for study in stored_studies.list_studies(session.db)}
    everyone = stored.find_appraisals(session.db, kind=AppraisalKind.INDEPENDENT, with_superseded=True)
    visible = visible_to(session, everyone)
    counted = [each for each in visible if not each.of_excluded and each.superseded_in is None]
    places = _by_place(counted, studies)
    chosen = [appraisal for group in places.values() for appraisal in group.values()]
    known = glimpses(session, everyone)
    submitted = _as_submitted(session, chosen, in_hand or {}) | _as_first_submitted(session, chosen, known)
    return [
        RatedResult(
            study=studies[study_id].key,
            is_calibration=studies[study_id].calibration,
            result=result,
            checklist_id=checklist_id,
            appraisals={appraisal.reviewer: submitted[appraisal.id] for appraisal in group.values()},
            glimpsed=tuple(_glimpsed(group.values(), known)),
        )
        for (study_id, result, checklist_id), group in places.items()
    ]


def _by_place(
    appraisals: Iterable[Appraisal], studies: Mapping[UUID, StudyRow]
) -> dict[Place, dict[str, Appraisal]]:
    """Choose one submitted appraisal a reviewer: with the version of the checklist used last."""
    places: dict[Place, dict[str, Appraisal]] = defaultdict(dict)
    for appraisal in appraisals:  # the store gives those of one reviewer by time
        is_present = appraisal.checklist_id == studies[appraisal.study_id].checklist
        if is_present and appraisal.state is AppraisalState.SUBMITTED:
            places[place_of(appraisal)][appraisal.reviewer] = appraisal
    return places


def _as_submitted(
    session: ReviewSession, chosen: Sequence[Appraisal], in_hand: Mapping[UUID, Sheet]
) -> dict[UUID, SubmittedAppraisal]:
    """Judge the appraisals as they stand, but for those whose sheets are in hand."""
    submitted = {
        appraisal.id: _of_sheet(in_hand[appraisal.id], appraisal)
        for appraisal in chosen
        if appraisal.id in in_hand
    }
    chosen = [appraisal for appraisal in chosen if appraisal.id not in in_hand]
    if not chosen:
        return submitted
    ids = [appraisal.id for appraisal in chosen]
    codes = stored.codes_of(session.db, ids)
    overrides = stored.overrides_of(session.db, codes)
    checklists: dict[str, Checklist] = {}
    for appraisal in chosen:
        if appraisal.checklist_sha256 not in checklists:
            checklists[appraisal.checklist_sha256] = pinned_checklist(session, appraisal)
    filled = filled_in(session, chosen, checklists)
    for appraisal in chosen:
        checklist = checklists[appraisal.checklist_sha256]
        # Popped, so that not everything is in memory twice.
        answers: Mapping[str, str] = codes.pop(appraisal.id)
        if filled:
            answers = answers_to_judge(checklist, answers, filled[appraisal.id])
        judged = judge_levels(checklist, answers, overrides=overrides[appraisal.id])
        levels = judged.at_targets(checklist)
        origin = appraisal.imported_from
        submitted[appraisal.id] = SubmittedAppraisal(
            checklist, appraisal.started_at, judged.codes, levels, origin
        )
    return submitted


def _as_first_submitted(
    session: ReviewSession, chosen: Sequence[Appraisal], known: Mapping[UUID, Glimpse]
) -> dict[UUID, SubmittedAppraisal]:
    """Take appraisals that were changed later back to what stood before others' work was visible."""
    changed = [appraisal for appraisal in chosen if appraisal.id in known and known[appraisal.id].number]
    if not changed:
        return {}
    ids = {appraisal.study_id for appraisal in changed}
    studies = {study.id: study for study in stored_studies.list_full(session.db, ids)}
    sheets = sheets_of(session, [(studies[appraisal.study_id], appraisal) for appraisal in changed])
    first = as_first_submitted(session, sheets, dict(known))
    return {
        appraisal.id: _of_sheet(sheet, appraisal) for appraisal, sheet in zip(changed, first, strict=True)
    }


def _of_sheet(sheet: Sheet, appraisal: Appraisal) -> SubmittedAppraisal:
    return SubmittedAppraisal(
        checklist=sheet.checklist,
        started_at=appraisal.started_at,
        codes=tuple(code_of(sheet, item.id) for item in sheet.checklist.items),
        levels=tuple(level_of(sheet.verdict, target) for target in targets_of(sheet.checklist)),
        imported_from=appraisal.imported_from,
    )


def _glimpsed(group: Iterable[Appraisal], known: Mapping[UUID, Glimpse]) -> Iterator[str]:
    return (
        f"{appraisal.study_key}: {known[appraisal.id].in_words()}"
        for appraisal in group
        if appraisal.id in known
    )
