"""Tell how far each study is, for the lines of the list of studies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from checklists import Checklist, Verdict, judge
from store import appraisals as stored
from store import reviews
from store.records import OVERALL, Appraisal, AppraisalKind, AppraisalState, StudyRow, Worksheet
from workbench.output.symbols import LevelOrder, order_of
from workbench.review.appraisals.sheets import (
    is_own_judgement,
    judged,
    overridden_targets,
    pinned_checklist,
    totals_in_words,
)
from workbench.review.blindness.adjudication import adjudicator_of, open_places
from workbench.review.blindness.visibility import Place, place_of
from workbench.review.checklists.known_checklists import Catalogue
from workbench.review.session import ReviewSession, use_case


@dataclass(frozen=True, slots=True)
class DomainProgress:
    """A domain of the viewer's own appraisal, as it stands.

    Attributes:
        level: the final level; None while it is open, or where nobody judges.
        overridden: True if a reviewer's judgement stands in place of the suggested one.
        order: the scale of the level.
    """

    id: str
    title: str
    level: str | None
    overridden: bool
    order: LevelOrder | None


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of a study in a list: the viewer's own part, and whether others are done.

    Attributes:
        others_done: how many others have submitted it; what they have begun is not told.
        others: how many others were asked to appraise it, or have submitted it; 0 where nobody was asked.
        order: the scale of the overall judgement; None where nothing is begun, or there is none.
        imported_from: the name of the file that it came from; None for one that was made here.
        totals: the totals in words, where there is no overall judgement to show.
        agreed: True if the consensus is submitted; told only to whoever may see it.
        agreed_level: the judgement of the consensus; None where there is none, or no overall judgement.
        agreed_overridden: True if it was set in place of what the agreed answers suggest.
        decides: True if the viewer is to decide what others have submitted, by the protocol.
        others_submitted: who else has submitted it.
        others_waiting: who else was asked to appraise it and has not submitted.
        domains: the domains of the viewer's own appraisal, or of the checklist where none is begun.
        next_open: the first judged item without an answer, with its statement; empty where there is none.
    """

    state: str
    answered: int
    asked: int
    overall: str | None
    possible: tuple[str, ...]
    overridden: bool
    others_done: int
    others: int
    recorded_answered: int = 0
    recorded: int = 0
    order: LevelOrder | None = None
    totals: str = ""
    imported_from: str | None = None
    agreed: bool = False
    agreed_level: str | None = None
    agreed_overridden: bool = False
    decides: bool = False
    others_submitted: tuple[str, ...] = ()
    others_waiting: tuple[str, ...] = ()
    domains: tuple[DomainProgress, ...] = ()
    next_open: str = ""

    @property
    def stage(self) -> str:
        """Return `new`, `draft`, `sent`, `compare` (all have submitted, none is agreed) or `agreed`."""
        if self.decides:
            return "agreed" if self.agreed else "compare"
        if self.state != "submitted":
            return "draft" if self.state == "draft" else "new"
        if self.agreed:
            return "agreed"
        return "compare" if self.others_submitted and not self.others_waiting else "sent"


@use_case
def submitted_studies(session: ReviewSession) -> frozenset[str]:
    """Return the keys of the studies of which the viewer has submitted an appraisal and no draft is open."""
    if session.reviewer is None:
        return frozenset()
    own = stored.find_appraisals(session.db, reviewer=session.reviewer, kind=AppraisalKind.INDEPENDENT)
    drafts = {appraisal.study_key for appraisal in own if appraisal.state is AppraisalState.DRAFT}
    return frozenset(appraisal.study_key for appraisal in own) - drafts


@use_case
def read_progress(session: ReviewSession, studies: Sequence[StudyRow]) -> dict[str, Progress]:
    """Tell how far the viewer is with some studies, by key; for the rows in sight, not for all at once."""
    wanted = {study.id: study for study in studies}
    by_study: dict[UUID, list[Appraisal]] = defaultdict(list)
    agreed: dict[tuple[UUID, str, str], Appraisal] = {}
    for appraisal in stored.find_appraisals(session.db, study_ids=wanted.keys()):
        if appraisal.kind is AppraisalKind.INDEPENDENT:
            by_study[appraisal.study_id].append(appraisal)
        elif appraisal.state is AppraisalState.SUBMITTED:
            agreed[place_of(appraisal)] = appraisal
    mine = {key: _own(session.reviewer, study, by_study[key]) for key, study in wanted.items()}
    to_decide = _places_to_decide(session, by_study)
    consensus = {}
    for key, study in wanted.items():
        place = _place_in_front(study, mine[key], to_decide)
        if place in agreed:
            consensus[key] = agreed[place]
    read = [own.id for own in mine.values() if own is not None] + [each.id for each in consensus.values()]
    sheets = stored.read_worksheets(session.db, read)
    catalogue = Catalogue(session.db)
    progress = {
        key: _progress(session, catalogue, study, mine[key], sheets, by_study[key])
        for key, study in wanted.items()
    }
    for key, appraisal in consensus.items():
        progress[key] = _with_consensus(session, progress[key], appraisal, sheets[appraisal.id])
    return {
        study.key: replace(progress[key], decides=mine[key] is None and _is_to_decide(study, to_decide))
        for key, study in wanted.items()
    }


def _places_to_decide(session: ReviewSession, by_study: Mapping[UUID, Iterable[Appraisal]]) -> set[Place]:
    """Return the places that lie open to the viewer, where the protocol names the viewer to decide."""
    viewer = session.reviewer
    if viewer is None or viewer.casefold() != adjudicator_of(reviews.read_review(session.db)).casefold():
        return set()
    return open_places(viewer, ((place_of(each), each) for group in by_study.values() for each in group))


def _is_to_decide(study: StudyRow, places: Collection[Place]) -> bool:
    return any((place[0], place[2]) == (study.id, study.checklist) for place in places)


def _place_in_front(study: StudyRow, own: Appraisal | None, to_decide: Collection[Place]) -> Place | None:
    """Return the place whose consensus the viewer may see: of the own submitted work, or one to decide."""
    if own is not None:
        return place_of(own) if own.state is AppraisalState.SUBMITTED else None
    decided = sorted(place for place in to_decide if (place[0], place[2]) == (study.id, study.checklist))
    return decided[0] if len(decided) == 1 else None


def _with_consensus(
    session: ReviewSession, known: Progress, consensus: Appraisal, worksheet: Worksheet
) -> Progress:
    """Add what was agreed upon."""
    checklist = pinned_checklist(session, consensus)
    verdict = judged(checklist, worksheet)
    return replace(
        known,
        agreed=True,
        agreed_level=verdict.final_overall,
        agreed_overridden=bool(overridden_targets(verdict, worksheet.levels)),
        order=order_of(checklist.scale_of(OVERALL)) if verdict.overall is not None else known.order,
    )


def _own(reviewer: str | None, study: StudyRow, appraisals: Iterable[Appraisal]) -> Appraisal | None:
    """Return the viewer's appraisal with the present checklist; of several results, the one touched last."""
    mine = [
        appraisal
        for appraisal in appraisals
        if appraisal.reviewer == reviewer and appraisal.checklist_id == study.checklist
    ]
    return max(mine, key=lambda appraisal: appraisal.changed_at, default=None)


def _progress(
    session: ReviewSession,
    catalogue: Catalogue,
    study: StudyRow,
    own: Appraisal | None,
    worksheets: dict[UUID, Worksheet],
    everyone: Iterable[Appraisal],
) -> Progress:
    submitted = {each.reviewer for each in everyone if each.state is AppraisalState.SUBMITTED}
    submitted.discard(session.reviewer or "")
    asked_for = {name for name in study.allocated if name != session.reviewer}
    done, total = len(submitted), len(asked_for | submitted) if asked_for else 0
    by_handle, waiting = tuple(sorted(submitted)), tuple(sorted(asked_for - submitted))
    if own is None:
        present = catalogue.get(study.checklist)
        new = judge(present, {}) if present is not None else None
        asked, recorded = (len(new.asked), len(new.recorded)) if new else (0, 0)
        return Progress(
            *("not_started", 0, asked, None, (), False, done, total, 0, recorded),
            others_submitted=by_handle,
            others_waiting=waiting,
            domains=_domains(present, new) if present and new else (),
            next_open=_next_open(present, new) if present and new else "",
        )
    checklist = pinned_checklist(session, own)
    verdict = judged(checklist, worksheets[own.id])
    overall = verdict.overall
    return Progress(
        own.state.value,
        len(verdict.answered),
        len(verdict.asked),
        verdict.final_overall,
        overall.possible if overall else (),
        bool(overridden_targets(verdict, worksheets[own.id].levels)),
        done,
        total,
        sum(item in worksheets[own.id].codes for item in verdict.recorded),
        len(verdict.recorded),
        order_of(checklist.scale_of(OVERALL)) if overall is not None else None,
        "" if overall is not None else totals_in_words(checklist, verdict),
        own.imported_from,
        others_submitted=by_handle,
        others_waiting=waiting,
        domains=_domains(checklist, verdict),
        next_open=_next_open(checklist, verdict),
    )


def _domains(checklist: Checklist, verdict: Verdict) -> tuple[DomainProgress, ...]:
    form = verdict.checklist or checklist
    return tuple(
        DomainProgress(
            domain.id,
            domain.title,
            domain.final,
            domain.overridden and not is_own_judgement(domain),
            None if domain.judged_by == "none" else order_of(form.scale_of(domain.id)),
        )
        for domain in verdict.domains
    )


def _next_open(checklist: Checklist, verdict: Verdict) -> str:
    if not verdict.unanswered:
        return ""
    item = verdict.unanswered[0]
    return f"{item} {(verdict.checklist or checklist).item(item).text}"
