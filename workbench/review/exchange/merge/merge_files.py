"""Merge files of co-reviewers into the review, all of them or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from store import Store, export_rows, history, reviewers
from store import seals as stored_seals
from store.judgements import JudgementCopy
from store.merges import bring_over
from store.review_copies import open_copy_of
from store.united_rows import write_merged
from workbench import keys
from workbench.counts import count
from workbench.review.exchange.merge.conflicts import open_rows
from workbench.review.exchange.merge.incoming_files import (
    Accepted,
    UnsoundFileError,
    require_same_review,
    require_sound,
)
from workbench.review.exchange.merge.report import (
    TO_DECIDE,
    MergeLine,
    lines_to_decide,
    own_drafts_beside,
    report_lines,
)
from workbench.review.exchange.merge.sources import read_source
from workbench.review.exchange.merge.union import United, unite
from workbench.review.exchange.seals import is_seal_file, read_seals, receive_seals
from workbench.review.exchange.whole_review import judge_all
from workbench.review.session import ReviewSession, sign_on, use_case

ACTION = "merge"
RECEIVE = "seal.receive"
_FOLLOWING = ("document", "finding", "allocation")
"""Tables of which what comes for a merged study goes to the kept one."""
Rows = Mapping[str, Sequence[dict[str, Any]]]
_ONLY_STEPS = "no entry is different: steps of the history and seals came in"


@dataclass(frozen=True, slots=True)
class Merge:
    """What came of merging one file.

    Attributes:
        source: name of the file.
        lines: what came in, what was left out, and what a person must decide on.
        changed: False where everything in the file was here already.
    """

    source: str
    lines: tuple[MergeLine, ...]
    changed: bool

    @property
    def without_lines(self) -> str:
        """What is said where there are no lines."""
        return _ONLY_STEPS if self.changed else "nothing is different"


@use_case
def merge_files(
    session: ReviewSession,
    paths: Sequence[Path],
    *,
    dry_run: bool = False,
    contents: bool = False,
    unsound: bool = False,
    other_review: bool = False,
) -> list[Merge]:
    """Merge files into the review in one transaction.

    Args:
        session: the open review; its reviewer is who merges.
        paths: reviews in SQLite, or whole-review exports.
        dry_run: say what would happen, and change nothing.
        contents: take what others have submitted also where the reviewer has not submitted yet.
        unsound: merge also files in which not everything holds.
        other_review: merge also reviews that were begun apart from this one.

    Raises:
        UsageError: nobody said who merges, or a file is neither a review nor an export, or was altered.
        UnsoundFileError: something in a file does not hold.
        OtherReviewError: a file is of a review that was begun apart.
        NotFoundError: there is no such file.
        ConflictError: a server keeps a team, and the login is a member's.
    """
    by = session.require_reviewer()
    seal_files = [path for path in paths if is_seal_file(path)]
    read = [(path, read_source(path)) for path in paths if path not in seal_files]
    sources = [(path.name, rows) for path, rows in read]
    if sources:
        session.require_owner("merge a file into it")
    faulty = []
    for path, rows in read:
        try:
            require_sound(path, rows)
        except UnsoundFileError:
            if not unsound:
                raise
            faulty.append(path.name)
    accepted = Accepted(contents, frozenset(faulty), other_review)
    if dry_run:
        planned = [_planned_seals(session, path) for path in seal_files]
        return [*planned, *_plan(session.db, sources, by, accepted)]
    with session.db.writing():
        received = [_receive(session, path) for path in seal_files]
        merges = [*received, *_merge(session.db, sources, by, accepted)]
        present = reviewers.ensure_reviewer(session.db, by).handle
    sign_on(session, present)
    return merges


def _merge(db: Store, sources: Sequence[tuple[str, Rows]], by: str, accepted: Accepted) -> list[Merge]:
    """Merge files into a review, in the transaction of the caller; see `merge_files`."""
    by = reviewers.ensure_reviewer(db, by).handle
    before = export_rows.read_everything(db)
    united_files = _unite_all(before, sources, by, accepted)
    changes = [(merge, united) for merge, united in united_files if merge.changed]
    _write(db, before, [united for _, united in changes])
    for merge, united in changes:
        _tell(db, merge, united, by, accepted)
    if _bring_over(db, before, [united for _, united in changes], by):
        _settle_again(db, sources, by, accepted)
        return _with_what_is_left(before, export_rows.read_everything(db), united_files, by)
    return _with_what_is_left(before, _rows_after(before, united_files), united_files, by)


def _tell(db: Store, merge: Merge, united: United, by: str, accepted: Accepted) -> None:
    """Tell in the history of a file that was merged, and of the seals that came with it."""
    if united.seals:
        history.tell(db, action=RECEIVE, reviewer=by, about={"digests": " ".join(united.seals)})
    about = {
        "source": merge.source,
        "received": " ".join(united.received),
        "contents": "all" if accepted.contents else "",
        "unsound": "taken" if merge.source in accepted.unsound else "",
    }
    history.tell(
        db,
        action=ACTION,
        reviewer=by,
        target=merge.source,
        about={name: value for name, value in about.items() if value},
        joins=united.joined,
    )


def _plan(db: Store, sources: Sequence[tuple[str, Rows]], by: str, accepted: Accepted) -> list[Merge]:
    """Return what merging files would bring, and change nothing.

    Where something can follow a study that is merged into another one, or the reviewer is new here, what is
    left to decide shows only once that is done: then the files are merged into a copy.
    """
    with db.reading():
        before = export_rows.read_everything(db)
    united_files = _unite_all(before, sources, by, accepted)
    rows = _rows_after(before, united_files)
    is_changed = any(merge.changed for merge, _ in united_files)
    if is_changed and (not _viewer(before, by) or any(row["merged_into"] for row in rows["study"])):
        with open_copy_of(db) as copy:
            # The key is taken if there is one; to look at what would happen makes none that is kept.
            copy.place_of = db.place_of if keys.has_key(by) else lambda _: keys.new_place()
            with copy.writing():
                return _merge(copy, sources, by, accepted)
    return _with_what_is_left(before, rows, united_files, by)


def _rows_after(before: Rows, united_files: Sequence[tuple[Merge, United]]) -> Rows:
    return united_files[-1][1].rows if united_files else before


def _bring_over(db: Store, before: Rows, merges: Sequence[United], by: str) -> bool:
    """Give what came in for a study that is merged into another one to that one; True if anything moved."""
    if not merges:
        return False
    rows = merges[-1].rows
    was = {row["id"]: row["merged_into"] for row in before["study"]}
    known = {
        (row["id"], row["study_id"])
        for table in _FOLLOWING
        for row in before[table]
        if was.get(row["study_id"]) is not None
    }
    moved = False
    for study in sorted((row for row in rows["study"] if row["merged_into"]), key=lambda row: row["id"]):
        came = {
            UUID(row["id"])
            for table in _FOLLOWING
            for row in rows[table]
            if row["study_id"] == study["id"] and (row["id"], study["id"]) not in known
        }
        plan = bring_over(db, UUID(study["id"]), came, by=by)
        moved |= plan is not None and plan.moves_anything
    return moved


def _settle_again(db: Store, sources: Sequence[tuple[str, Rows]], by: str, accepted: Accepted) -> None:
    """Settle what has two values once more, since what followed its study is a later change of some.

    Without it the next merge of the same files would be the one to say so.
    """
    before = export_rows.read_everything(db)
    _write(
        db, before, [united for merge, united in _unite_all(before, sources, by, accepted) if merge.changed]
    )


def _with_what_is_left(
    before: Rows, rows: Rows, united_files: Sequence[tuple[Merge, United]], by: str
) -> list[Merge]:
    """Return what came of each file, with what is left to decide first.

    What one file leaves open can be settled by the next one, or by what followed a merged study.

    Args:
        before: the rows of the review before the first file was merged.
        rows: those after the last one.
        united_files: what came of each file.
        by: handle of who merges.
    """
    if not united_files:
        return []
    known = {row["id"] for row in open_rows(before["conflict"])}
    left = {row["id"]: row for row in open_rows(rows["conflict"]) if row["id"] not in known}
    last = united_files[-1][1]
    merges = []
    for merge, united in united_files:
        own = {row["id"] for row in united.open_conflicts}
        chosen = [left.pop(name) for name in list(left) if name in own or united is last]
        decisions = lines_to_decide(chosen, rows, _viewer(rows, by))
        others = [line for line in merge.lines if line.kind != TO_DECIDE]
        if united is last:
            others += own_drafts_beside(before, rows, _viewer(rows, by))
        merges.append(replace(merge, lines=(*decisions, *others)))
    return merges


def _viewer(rows: Rows, by: str) -> str:
    """Return the id of who merges; empty where nobody with this handle is in the file yet."""
    return next((row["id"] for row in rows["reviewer"] if row["handle"].casefold() == by.casefold()), "")


def _receive(session: ReviewSession, path: Path) -> Merge:
    """Take the seals of a seal file, in the transaction of the merge."""
    received = receive_seals(session, path)
    lines = [MergeLine("new", "", count(len(received.new), "seal"))]
    return Merge(path.name, tuple(lines) if received.new else (), bool(received.new))


def _planned_seals(session: ReviewSession, path: Path) -> Merge:
    """Say what taking the seals of a file would bring."""
    held = {seal.digest for seal in stored_seals.list_seals(session.db)}
    number = len([seal for seal in read_seals(path) if seal.digest not in held])
    line = MergeLine("new", "", count(number, "seal"))
    return Merge(path.name, (line,) if number else (), bool(number))


def _unite_all(
    before: Rows, sources: Sequence[tuple[str, Rows]], by: str, accepted: Accepted
) -> list[tuple[Merge, United]]:
    viewer = _viewer(before, by)
    now = datetime.now(UTC).isoformat()
    merges, rows = [], before
    for name, other in sources:
        if not accepted.other_review:
            require_same_review(rows, other, name)
        united = unite(rows, other, viewer=viewer, source=name, now=now, everything=accepted.contents)
        changed = any(_by_id(table, rows) != _by_id(table, united.rows) for table in export_rows.TABLES)
        lines = report_lines(rows, united, viewer)
        merges.append((Merge(name, tuple(lines), changed), united))
        rows = united.rows
    return merges


def _by_id(table: str, rows: Rows) -> dict[str, dict[str, Any]]:
    """Return the rows of a table by id, of events without their places: two at one time can change theirs."""
    if table == "event":
        undone = {row["number"]: row["hash"] for row in rows[table]}
        return {row["id"]: row | {"number": 0, "undoes": undone.get(row["undoes"])} for row in rows[table]}
    return {row["id"]: row for row in rows[table]}


def _write(db: Store, before: Rows, merges: Sequence[United]) -> None:
    if not merges:
        return
    after = merges[-1].rows
    changed = {appraisal for united in merges for appraisal in united.changed}
    judgements: dict[UUID, Sequence[JudgementCopy]] = {UUID(appraisal): () for appraisal in changed}
    judgements |= judge_all(rows_to_judge(after, changed))
    write_merged(db, before, after, judgements)


def rows_to_judge(rows: Rows, appraisals: set[str]) -> Rows:
    """Return the rows that judging some appraisals takes."""
    parts = {
        table: [row for row in rows[table] if row["appraisal_id"] in appraisals]
        for table in ("answer", "override", "preliminary")
    }
    chosen = [row for row in rows["appraisal"] if row["id"] in appraisals]
    return {"appraisal": chosen, "checklist_version": rows["checklist_version"], **parts}
