"""List the studies that may be the same, and keep what a person decides: merged, split, or distinct."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from store import distinct_pairs, documents, merge_plans, merges, study_splits
from store import studies as stored_studies
from store.records import Appraisal, AppraisalKind, AppraisalState, Study
from store.standing_merges import standing_merges
from workbench.errors import ConflictError, UsageError
from workbench.intake.references import (
    ComparedRecord,
    FieldDifference,
    LikePair,
    Sureness,
    compare_records,
    field_differences,
    like_pairs,
)
from workbench.review.session import ReviewSession, use_case
from workbench.review.studies.known_studies import find_record
from workbench.review.studies.merge_report import MergeReport, report_on
from workbench.review.view import View

DecisionKind = Literal["merged", "distinct"]
MERGED: Final = "merged"
DISTINCT: Final = "distinct"


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    """Two studies that may be the same.

    Attributes:
        study, other: their keys; the one that was added first comes first.
        shared: what they share; see `LikePair`.
        differing: the fields in which they differ, the first value that of `study`.
        excluded: keys of those that are left out of the review.
    """

    study: str
    other: str
    sureness: Sureness
    shared: tuple[str, ...]
    differing: tuple[FieldDifference, ...]
    excluded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision on two studies that stands, and who made it.

    Attributes:
        study, other: keys; of a merge `study` is the one that was kept.
        kind: `merged` or `distinct`.
    """

    study: str
    other: str
    kind: DecisionKind
    reason: str
    by: str
    at: datetime


@use_case
def list_pairs(session: ReviewSession) -> list[DuplicatePair]:
    """List the pairs of studies that may be the same, the surest first.

    Pairs that somebody decided to be distinct are not among them, nor are two studies that are both left out
    of the review.
    """
    everything = {study.key: study for study in stored_studies.list_full(session.db, with_merged=True)}
    by_id = {study.id: study for study in everything.values()}
    hashes: dict[UUID, set[str]] = defaultdict(set)
    for study_id, sha256 in documents.list_hashes(session.db):
        hashes[study_id].add(sha256)
    records = (
        ComparedRecord(study.key, study.bibliography, frozenset(hashes[study.id]))
        for study in everything.values()
    )
    distinct = {
        frozenset((_kept(by_id, pair.first).id, _kept(by_id, pair.second).id))
        for pair in distinct_pairs.list_distinct(session.db)
    }
    pairs: dict[frozenset[UUID], DuplicatePair] = {}
    for pair in like_pairs(records):
        two = [_kept(by_id, everything[key].id) for key in (pair.first, pair.second)]
        place = frozenset(study.id for study in two)
        is_settled = len(place) == 1 or place in distinct or all(study.excluded for study in two)
        if not is_settled and place not in pairs:
            pairs[place] = _pair(pair, two[0], two[1])
    return list(pairs.values())


@use_case
def name_pair(session: ReviewSession, one: str, other: str) -> DuplicatePair:
    """Return two studies as a pair that waits for a decision, whether they look alike or not.

    Raises:
        NotFoundError: no such study.
        ConflictError: they cannot be merged; the message says why.
    """
    with session.db.reading():
        two = _mergeable(session, one, other)
        records = [ComparedRecord(study.key, study.bibliography) for study in two]
    alike = compare_records(records[0], records[1])
    return _pair(alike or LikePair(two[0].key, two[1].key, Sureness.POSSIBLE, (), ()), *two)


@use_case
def list_decisions(session: ReviewSession) -> list[Decision]:
    """List what was decided on pairs of studies and stands: merged or distinct, oldest first."""
    studies = stored_studies.list_full(session.db, with_merged=True)
    keys = {study.id: study.key for study in studies}
    decisions = [
        Decision(
            keys[merge.kept],
            merge.other_key,
            "merged",
            merge.event.reason,
            merge.event.reviewer,
            merge.event.at,
        )
        for merge in standing_merges(session.db)
    ]
    decisions += [
        Decision(
            keys[pair.first], keys[pair.second], "distinct", pair.reason, pair.decided_by, pair.decided_at
        )
        for pair in distinct_pairs.list_distinct(session.db)
    ]
    return sorted(decisions, key=lambda decision: (decision.at, decision.study, decision.other))


@use_case
def preview(session: ReviewSession, kept: str, other: str) -> MergeReport:
    """Tell what merging two studies would do, or why they cannot be; nothing is changed.

    Raises:
        NotFoundError: no such study.
        ConflictError: they cannot be merged; the message says why.
    """
    session.require_reviewer()
    with session.db.reading():
        two = _mergeable(session, kept, other)
        view = View(session)
        _refuse_different_checklists(view, *two)
        return report_on(view, merge_plans.plan_merge(session.db, two[0].id, two[1].id), *two)


@use_case
def merge(session: ReviewSession, kept: str, other: str, reason: str) -> MergeReport:
    """Merge a study into another one that is the same; all of it, or nothing.

    Args:
        session: the open review and who decides.
        kept: the study that goes on; see `find`.
        other: the one that leaves all lists; its key finds the other from now on.
        reason: why; it stands in the history.

    Raises:
        NotFoundError: no such study.
        ConflictError: they cannot be merged; the message says why.
        UsageError: no reason, or nobody said who is working.
    """
    by, cleaned = session.require_reviewer(), _reason(reason, "merging two studies")
    with session.db.writing():
        two = _mergeable(session, kept, other)
        view = View(session)
        _refuse_different_checklists(view, *two)
        plan = merge_plans.plan_merge(session.db, two[0].id, two[1].id)
        report = report_on(view, plan, *two)
        merges.merge_studies(session.db, two[0].id, two[1].id, cleaned, by=by)
    return report


@use_case
def split(session: ReviewSession, text: str, reason: str) -> Decision:
    """Take a merge back: what moved returns as it stands now.

    Args:
        session: the open review and who decides.
        text: the study that was merged, or the kept one where only one was merged into it.
        reason: why; it stands in the history.

    Raises:
        NotFoundError: no such study.
        ConflictError: it is not merged, several could be meant, or a later merge must be taken back first.
        UsageError: no reason, or nobody said who is working.
    """
    by, cleaned = session.require_reviewer(), _reason(reason, "splitting a study")
    with session.db.writing():
        study = find_record(session, text)
        if study.merged_into is None:
            into = standing_merges(session.db, study.id)
            if len(into) > 1:
                named = ", ".join(each.other_key for each in into)
                raise ConflictError(f"several studies are merged into {study.key}: name one of {named}")
            study = stored_studies.read_study(session.db, into[0].other) if into else study
        done = study_splits.split_study(session.db, study.id, cleaned, by=by)
        kept = stored_studies.read_study(session.db, done.kept)
    event = done.event
    return Decision(kept.key, done.other_key, "merged", event.reason, event.reviewer, event.at)


@use_case
def mark_distinct(session: ReviewSession, one: str, other: str, reason: str) -> tuple[str, str]:
    """Keep that two studies are not the same, so that they are not listed again.

    Returns:
        Their keys.

    Raises:
        NotFoundError: no such study.
        ConflictError: they are merged, or marked as distinct already.
        UsageError: no reason, one study with itself, or nobody said who is working.
    """
    by, cleaned = session.require_reviewer(), _reason(reason, "saying that two studies are distinct")
    with session.db.writing():
        two = find_record(session, one), find_record(session, other)
        kept = {study.merged_into or study.id for study in two}
        if two[0].id != two[1].id and len(kept) == 1:
            raise ConflictError(f"{two[0].key} and {two[1].key} are merged: split them first")
        distinct_pairs.mark_distinct(session.db, two[0].id, two[1].id, cleaned, by=by)
    return two[0].key, two[1].key


@use_case
def take_back_distinct(session: ReviewSession, one: str, other: str, reason: str) -> tuple[str, str]:
    """Take back that two studies are not the same, so that they are listed again where they look alike.

    Returns:
        Their keys.

    Raises:
        NotFoundError: no such study, or they are not marked as distinct.
        UsageError: no reason, one study with itself, or nobody said who is working.
    """
    by, cleaned = session.require_reviewer(), _reason(reason, "taking this back")
    with session.db.writing():
        two = find_record(session, one), find_record(session, other)
        distinct_pairs.take_back_distinct(session.db, two[0].id, two[1].id, cleaned, by=by)
    return two[0].key, two[1].key


def _reason(reason: str, what: str) -> str:
    cleaned = " ".join(reason.split())
    if not cleaned:
        raise UsageError(f"{what} needs a reason: it stands in the history")
    return cleaned


def _mergeable(session: ReviewSession, kept: str, other: str) -> tuple[Study, Study]:
    """Return the two studies that are meant, unless the decisions so far keep them from being merged."""
    two = find_record(session, kept), find_record(session, other)
    if two[0].id == two[1].id:
        raise ConflictError(f"{two[0].key} cannot be merged with itself: name two studies")
    for study in two:
        if study.merged_into is not None:
            into = stored_studies.read_study(session.db, study.merged_into).key
            raise ConflictError(
                f"{study.key} is merged into {into} already: name {into}, or split them first"
            )
    out = [study for study in two if study.excluded is not None]
    if out:
        also = "take them in again first" if len(out) == 2 else "take it in again first, or exclude both"
        named = " and ".join(f"{study.key} is excluded ({study.excluded})" for study in out)
        raise ConflictError(f"{named}: {also}")
    by_id = {study.id: study for study in stored_studies.list_full(session.db, with_merged=True)}
    for pair in distinct_pairs.list_distinct(session.db):
        if {_kept(by_id, pair.first).id, _kept(by_id, pair.second).id} == {study.id for study in two}:
            first, second = by_id[pair.first].key, by_id[pair.second].key
            raise ConflictError(
                f"{pair.decided_by} marked {first} and {second} as distinct ({pair.reason}): "
                f"`workbench duplicates distinct {first} {second} --undo` takes that back"
            )
    return two


def _refuse_different_checklists(view: View, kept: Study, other: Study) -> None:
    """Refuse studies that two people have submitted with nothing in common: no table could show both.

    Who judged with what is not said: it may be hidden.
    """
    used: dict[str, set[str]] = defaultdict(set)
    for appraisal in view.appraisals:
        if appraisal.study_id in (kept.id, other.id) and _is_submitted(appraisal):
            used[appraisal.reviewer].add(appraisal.checklist_id)
    names = sorted(used)
    apart = any(
        used[name].isdisjoint(used[another]) for place, name in enumerate(names) for another in names[:place]
    )
    if apart:
        raise ConflictError(
            f"{kept.key} and {other.key} are submitted by two people with different checklists: "
            "let both judge with one checklist first, or exclude one of the studies"
        )


def _is_submitted(appraisal: Appraisal) -> bool:
    return appraisal.kind is AppraisalKind.INDEPENDENT and appraisal.state is AppraisalState.SUBMITTED


def _kept(studies: Mapping[UUID, Study], identity: UUID) -> Study:
    """Return the study that one belongs to now: itself, or the one that it was merged into."""
    study = studies[identity]
    return study if study.merged_into is None else studies[study.merged_into]


def _pair(pair: LikePair, first: Study, second: Study) -> DuplicatePair:
    """Return the pair of the studies that two records belong to now, the one added first in front."""
    two = sorted((first, second), key=lambda study: (study.added_at, study.key))
    differing = field_differences(two[0].bibliography, two[1].bibliography)
    excluded = tuple(study.key for study in two if study.excluded is not None)
    return DuplicatePair(two[0].key, two[1].key, pair.sureness, pair.shared, differing, excluded)
