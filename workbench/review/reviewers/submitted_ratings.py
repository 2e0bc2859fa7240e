"""Read what several reviewers have submitted, as codes and levels that can be compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import NamedTuple
from uuid import UUID

from checklists import Checklist, judge_levels
from store import appraisals as stored
from store import studies as stored_studies
from store.appraisal_heads import (
    AppraisalHead,
    HeadVersion,
    StudyHead,
    read_heads,
    read_origins,
    read_starts,
    read_study_heads,
)
from store.records import AppraisalKind, AppraisalState
from workbench.review.appraisals.level_sheets import filled_in
from workbench.review.appraisals.sheets import Sheet, answers_to_judge, pinned_checklist, sheets_of
from workbench.review.blindness.independence import Glimpse, as_first_submitted, glimpses, may_be_exposed
from workbench.review.blindness.visibility import visible_to
from workbench.review.reviewers.consensus import code_of, level_of, targets_of
from workbench.review.session import ReviewSession


class SubmittedAppraisal(NamedTuple):
    """The appraisal that one reviewer submitted before others' work could be seen.

    Attributes:
        checklist: The version that it was made with.
        codes: For each item of the checklist, in order: the answer; NA where the item was not asked; None
            where it was asked and not answered.
        levels: The final level of each domain, in order, and last that of the whole; None while open.
        imported_from: The name of the file that it came from; None for one that was made here.
        started_at: When it was begun; None where all of its checklist were made with one version.
    """

    checklist: Checklist
    codes: tuple[str | None, ...]
    levels: tuple[str | None, ...]
    imported_from: str | None
    started_at: datetime | None


@dataclass(frozen=True, slots=True)
class RatedResult:
    """One result of a study with what its reviewers submitted independently.

    Attributes:
        study: The key of the study.
        is_calibration: True if the study was appraised to practise.
        result: The result that was judged; empty for the whole study.
        checklist_id: The checklist that the study has now.
        appraisals: By reviewer.
        glimpses: Of those who went on after others' work could be seen.
    """

    study: str
    is_calibration: bool
    result: str
    checklist_id: str
    appraisals: dict[str, SubmittedAppraisal]
    glimpses: tuple[Glimpse, ...]

    @property
    def name(self) -> str:
        """The study, with the result where one is named."""
        return f"{self.study} ({self.result})" if self.result else self.study


def read_rated_results(
    session: ReviewSession, in_hand: Mapping[UUID, Sheet] | None = None
) -> list[RatedResult]:
    """Read everything submitted that the viewer may see, with the present checklist of each study, by study.

    No row becomes a sheet, save those of appraisals that were changed after others' work could be seen, and
    of an appraisal no more is read than its codes and the few columns that say what it is.

    Args:
        session: the open review and its viewer.
        in_hand: sheets that are judged already, by id of the appraisal; these are not judged again.
    """
    studies = read_study_heads(session.db)
    everyone = [head for head in read_heads(session.db) if head.kind is AppraisalKind.INDEPENDENT]
    counted = [
        head
        for head in visible_to(session, everyone)
        if head.state is AppraisalState.SUBMITTED
        and not head.of_excluded
        and head.superseded_in is None
        and head.checklist_id == studies[head.study_id].checklist
    ]
    starts = read_starts(session.db) if _have_several_versions(counted) else {}
    places = _by_place(counted, studies, starts)
    chosen = [head for group in places.values() for head in group.values()]
    known = _glimpses(session, everyone)
    submitted = _as_submitted(session, chosen, in_hand or {}, starts)
    submitted |= _as_first_submitted(session, chosen, known, starts)
    return [
        RatedResult(
            study=studies[study_id].key,
            is_calibration=studies[study_id].is_calibration,
            result=result,
            checklist_id=checklist_id,
            appraisals={reviewer: submitted[head.id] for reviewer, head in group.items()},
            glimpses=tuple(known[head.id] for head in group.values() if head.id in known),
        )
        for (study_id, result, checklist_id), group in places.items()
    ]


def _have_several_versions(heads: Iterable[AppraisalHead]) -> bool:
    """Return True if a checklist was used in several versions, so that it matters which was used last."""
    versions = set(map(attrgetter("version"), heads))
    return len(versions) > len({version.checklist_id for version in versions})


def _by_place(
    heads: Iterable[AppraisalHead], studies: Mapping[str, StudyHead], starts: Mapping[str, datetime]
) -> dict[tuple[str, str, str], dict[str, AppraisalHead]]:
    """Choose one submitted appraisal a reviewer: with the version of the checklist used last.

    The places come by study and result, the reviewers of one by their handles.
    """

    def order(head: AppraisalHead) -> tuple[str, str, str, datetime | None]:
        return studies[head.study_id].key, head.result, head.reviewer, starts.get(head.id)

    places: dict[tuple[str, str, str], dict[str, AppraisalHead]] = defaultdict(dict)
    for head in sorted(heads, key=order):
        places[head.study_id, head.result, head.checklist_id][head.reviewer] = head
    return places


def _as_submitted(
    session: ReviewSession,
    chosen: Sequence[AppraisalHead],
    in_hand: Mapping[UUID, Sheet],
    starts: Mapping[str, datetime],
) -> dict[str, SubmittedAppraisal]:
    """Judge the appraisals as they stand, but for those whose sheets are in hand."""
    ready = {identity.hex: sheet for identity, sheet in in_hand.items()}
    submitted = {
        head.id: _of_sheet(ready[head.id], starts.get(head.id)) for head in chosen if head.id in ready
    }
    if ready:
        chosen = [head for head in chosen if head.id not in ready]
    if not chosen:
        return submitted
    codes = stored.codes_by_digits(session.db, [head.id for head in chosen])
    overrides = stored.overrides_by_digits(session.db, codes)
    origins = read_origins(session.db)
    checklists = {
        version: pinned_checklist(session, version) for version in {head.version for head in chosen}
    }
    made = [(UUID(head.id), head.version.checklist_sha256) for head in chosen] if _reads(checklists) else []
    filled = filled_in(session, made, {each.sha256: each for each in checklists.values()})
    for head in chosen:
        checklist = checklists[head.version]
        # Popped, so that not everything is in memory twice.
        answers: Mapping[str, str] = codes.pop(head.id)
        if filled:
            answers = answers_to_judge(checklist, answers, filled[UUID(head.id)])
        judged = judge_levels(checklist, answers, overrides=overrides[head.id])
        submitted[head.id] = SubmittedAppraisal(
            checklist, judged.codes, judged.at_targets(checklist), origins.get(head.id), starts.get(head.id)
        )
    return submitted


def _reads(checklists: Mapping[HeadVersion, Checklist]) -> bool:
    return any(checklist.reads_preliminaries for checklist in checklists.values())


def _glimpses(session: ReviewSession, everyone: Sequence[AppraisalHead]) -> Mapping[str, Glimpse]:
    """Return who went on after others' work could be seen, by id of the appraisal as 32 digits."""
    if not may_be_exposed(session, {head.reviewer for head in everyone}):
        return {}
    full = stored.find_appraisals(session.db, kind=AppraisalKind.INDEPENDENT, with_superseded=True)
    return {identity.hex: glimpse for identity, glimpse in glimpses(session, full).items()}


def _as_first_submitted(
    session: ReviewSession,
    chosen: Sequence[AppraisalHead],
    known: Mapping[str, Glimpse],
    starts: Mapping[str, datetime],
) -> dict[str, SubmittedAppraisal]:
    """Take appraisals that were changed later back to what stood before others' work was visible."""
    changed = [known[head.id] for head in chosen if known and head.id in known and known[head.id].number]
    if not changed:
        return {}
    appraisals = [glimpse.appraisal for glimpse in changed]
    ids = {appraisal.study_id for appraisal in appraisals}
    studies = {study.id: study for study in stored_studies.list_full(session.db, ids)}
    sheets = sheets_of(session, [(studies[appraisal.study_id], appraisal) for appraisal in appraisals])
    first = as_first_submitted(session, sheets, {each.appraisal.id: each for each in changed})
    pairs = zip(appraisals, first, strict=True)
    return {each.id.hex: _of_sheet(sheet, starts.get(each.id.hex)) for each, sheet in pairs}


def _of_sheet(sheet: Sheet, started_at: datetime | None) -> SubmittedAppraisal:
    return SubmittedAppraisal(
        checklist=sheet.checklist,
        codes=tuple(code_of(sheet, item.id) for item in sheet.checklist.items),
        levels=tuple(level_of(sheet.verdict, target) for target in targets_of(sheet.checklist)),
        imported_from=sheet.imported_from,
        started_at=started_at,
    )
