"""Export a whole review to one file or folder, import it again, and say where it is not complete.

A reviewer's export holds what this reviewer may see. Where something is hidden, an export is refused unless
a partial one is asked for, so that nobody takes it for the whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from checklists import ChecklistError, judge, parse_checklist
from store import export_rows, history, import_rows, own_checklists, seals
from store.engine.store import open_review
from store.errors import ReviewNotFound
from store.event_chain import chain_unhashed
from store.judgements import JudgementCopy, copies_of
from store.records import AppraisalKind, AppraisalState
from workbench.counts import count as in_numbers
from workbench.errors import ConflictError, NotFoundError, UsageError
from workbench.output.exports.export import Export
from workbench.output.whole_review_files import completeness_of, parts_of, records_of
from workbench.output.whole_review_folder import FOLDER
from workbench.output.zip_archive import pack, unpack
from workbench.review.appraisals.sheets import answers_to_judge
from workbench.review.blindness.comments import CommentGate
from workbench.review.blindness.export_filter import withheld_from
from workbench.review.blindness.visibility import hidden_until, hidden_work, studies_with_hidden_work
from workbench.review.exchange.merge import conflicts
from workbench.review.exchange.merge.chains import require_whole
from workbench.review.exchange.merge.sides import Side
from workbench.review.exchange.missing_records import require_all_there
from workbench.review.exchange.review_folder import folder_files, read_review_folder, require_one_of_each
from workbench.review.session import ReviewSession, use_case
from workbench.review.view import View

WORDING = "the texts of checklists that are somebody else's"
"""What is left out of an export unless it is asked for."""

_HANDOUT = "handout"
"""The action of the event that a file was made for a co-reviewer."""
Rows = Sequence[dict[str, Any]]
OnProgress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Imported:
    """The outcome of an import: how much came in, and whether it was the whole review.

    Attributes:
        hidden_studies: on how many studies submitted work of others was left out of it.
    """

    title: str
    studies: int
    appraisals: int
    complete: bool
    hidden_studies: int


@use_case
def export_review(
    session: ReviewSession,
    *,
    visible_only: bool = False,
    with_wording: bool = False,
    as_folder: bool = False,
    on_progress: OnProgress | None = None,
) -> Export:
    """Export the whole review as one zip or one folder; the same review gives the same bytes.

    Args:
        session: the open review and its viewer.
        visible_only: leave out what the viewer may not see, rather than refuse.
        with_wording: also the texts of checklists that belong to somebody else.
        as_folder: as the files of a folder, in place of a zip.
        on_progress: told now and then how many rows of how many are done.

    Raises:
        ConflictError: there are appraisals that the viewer may not see.
        UsageError: nobody said who is looking.
    """
    session.require_reviewer()
    view = View(session)
    hidden = bool(view.hidden_ids) or CommentGate(view).hides_anything()
    number = studies_with_hidden_work([*view.appraisals, *view.superseded], view.hidden_ids)
    if hidden and not visible_only:
        whole = (
            "let its owner back up the database" if session.db.is_on_server else "copy its file as a backup"
        )
        raise ConflictError(
            f"{hidden_work(number)} is hidden from you {hidden_until(session)}, so this would not be"
            f" the whole review: add --visible-only for the rest, or {whole}"
        )
    # A login of a team's member gets from the server what it may see, and does not learn what else there is.
    is_whole = not hidden and session.db.member is None
    _tell_release(session, view)
    # The rows are read, and for a zip gone through once more as they are written into its parts.
    count = _Count((1 if as_folder else 2) * export_rows.count_rows(session.db), on_progress)
    withheld = withheld_from(view) if hidden else None
    records = export_rows.read_everything(session.db, withheld, count.add, with_wording=with_wording)
    records["conflict"] = conflicts.for_others(records, session.require_reviewer(), partial=not is_whole)
    has_wording = any(own.wording for own in own_checklists.list_own(session.db, all_states=True))
    files = (
        folder_files(records, hidden_studies=None if is_whole else number)
        if as_folder
        else {"": archive_of(records, complete=is_whole, hidden_studies=number, on_rows=count.add)}
    )
    count.finish()
    work = hidden_work(number) if hidden else "what others have begun"
    lost = (
        f"{work} that {session.reviewer} may not see yet, and its history",
        "ratings of risk of bias, comments on the evidence and chosen starts by those who made them",
        "the numbers of the history, which were given anew",
    )
    left_out = (f"{WORDING} (--with-wording takes them along)",) if has_wording and not with_wording else ()
    return Export(
        files,
        (*(() if is_whole else lost), *left_out),
        (
            "`workbench import` makes a review of it again, and `workbench merge` unites it with one",
            *_open_drafts(session, view),
            *_without_seals(session, view, was_handed_out=bool(records["bare_event"]) and not hidden),
        ),
        folder=FOLDER if as_folder else None,
    )


def _open_drafts(session: ReviewSession, view: View) -> tuple[str, ...]:
    """Say how many drafts of whoever exports are in it, which whoever gets the file can read."""
    own = (each for each in view.appraisals if each.reviewer == session.require_reviewer())
    number = sum(
        each.kind is AppraisalKind.INDEPENDENT and each.state is AppraisalState.DRAFT for each in own
    )
    return (
        (f"it holds {in_numbers(number, 'open draft')} of yours, which whoever gets it can read",)
        if number
        else ()
    )


def _without_seals(session: ReviewSession, view: View, *, was_handed_out: bool) -> tuple[str, ...]:
    """Say for how much of what is given away no seal of a co-reviewer came, where others have own files.

    Args:
        session: the open review.
        view: what its reviewer sees.
        was_handed_out: True where this file was.
    """
    if not (was_handed_out or history.list_events(session.db, actions=(_HANDOUT,))):
        return ()
    own = session.require_reviewer()
    sealed = {each.about["study"] for each in seals.list_seals(session.db) if each.handle != own}
    number = sum(
        each.reviewer == own
        and each.kind is AppraisalKind.INDEPENDENT
        and each.state is AppraisalState.SUBMITTED
        and str(each.study_id) not in sealed
        for each in view.appraisals
    )
    told = "no seal of a co-reviewer is here: exchange seals first where independence is to be shown"
    return (f"of {in_numbers(number, 'appraisal')} that you give away {told}",) if number else ()


def archive_of(
    records: Mapping[str, Rows],
    *,
    complete: bool = True,
    hidden_studies: int = 0,
    on_rows: Callable[[int], None] | None = None,
) -> bytes:
    """Return the bytes of the zip of a review.

    Args:
        records: rows by table.
        complete: whether these are all.
        hidden_studies: on how many studies submitted work was left out.
        on_rows: told now and then how many rows more were written.
    """
    version = export_rows.TABLES_VERSION
    return pack(parts_of(records, version, complete=complete, hidden_studies=hidden_studies, on_rows=on_rows))


def _tell_release(session: ReviewSession, view: View) -> None:
    """Note in the history that the reviewer gives own work away, which `verify` looks for.

    What is submitted is named. That a draft went out is said by the step that submits it, so that nobody is
    told what others have begun.
    """
    reviewer = session.require_reviewer()
    own = [
        appraisal
        for appraisal in view.appraisals
        if appraisal.reviewer == reviewer and appraisal.kind is AppraisalKind.INDEPENDENT
    ]
    if own or not session.db.is_on_server:  # told always, so that it does not tell who has begun
        given = [each.id for each in own if each.state is AppraisalState.SUBMITTED]
        seals.tell_release(session.db, given, by=reviewer)


@use_case
def import_review(path: Path, location: str, on_progress: OnProgress | None = None) -> Imported:
    """Make a review of an export: a new one, or in a review that is still empty; all of it or nothing.

    Args:
        path: the zip or folder.
        location: where the review shall be.
        on_progress: told now and then how many appraisals and rows of how many are done.

    Raises:
        UsageError: it is no whole, unaltered export that this version reads.
        ConflictError: there is a review that holds something already.
    """
    records, completeness = read_records(path)
    # The rows are gone through three times: checked, checked once more where they are written, and written.
    count = _Count(len(records["appraisal"]) + 3 * sum(map(len, records.values())), on_progress)
    _check(records, path, count.add)
    judgements = judge_all(records, count.add)
    try:
        db = open_review(location)
    except ReviewNotFound:
        import_rows.create_from(location, records, count.add, judgements).close()
    else:
        with db:
            import_rows.fill_empty(db, records, count.add, judgements)
    count.finish()
    title = str(records["review"][0]["title"])
    return Imported(title, len(records["study"]), len(records["appraisal"]), *completeness)


def read_export(path: Path) -> tuple[dict[str, Rows], tuple[bool, int]]:
    """Read an export, a zip or a folder, as rows by table, every value checked.

    Returns:
        The rows, whether they are the whole review, and on how many studies submitted work was left out.

    Raises:
        NotFoundError: there is nothing.
        UsageError: it is no whole, unaltered export that this version reads.
        InvalidValue: the rows are not those of a review.
    """
    records, completeness = read_records(path)
    _check(records, path)
    return records, completeness


def _check(records: dict[str, Rows], path: Path, on_rows: Callable[[int], None] | None = None) -> None:
    """See that rows are those of a review; see `read_export`."""
    if path.is_dir():
        require_one_of_each(records, on_rows)
        require_whole(Side(records), path.name)
        require_all_there(records, path.name)
    else:
        import_rows.rows_of(records, on_rows)
    _see_that_quotes_are_there(records)


def read_records(path: Path) -> tuple[dict[str, Rows], tuple[bool, int]]:
    """Read an export as rows by table, as `read_export` does, without looking at the values.

    Raises:
        NotFoundError: there is nothing.
        UsageError: it is no export that this version reads.
    """
    if path.is_dir():
        return read_review_folder(path)
    if not path.is_file():
        raise NotFoundError(f"there is no file {path}")
    parts = unpack(path)
    read = records_of(parts, export_rows.TABLES, export_rows.TABLES_VERSION, export_rows.ADDED_SINCE)
    records: dict[str, Rows] = {**export_rows.with_added_columns(read)}
    records["event"] = chained(records)
    return records, completeness_of(parts)


def chained(records: Mapping[str, Rows]) -> Rows:
    """Return the history; that of a version without chains is chained, as a migration would have done.

    Raises:
        UsageError: an event lacks what is chained.
    """
    events = records["event"]
    if any("hash" in event for event in events):
        return events
    independent = [row["id"] for row in records["appraisal"] if row.get("kind") == "independent"]
    try:
        chained = chain_unhashed(events, independent)
    except (KeyError, TypeError, ValueError) as problem:
        raise UsageError("the history of the export cannot be read") from problem
    return [{**event, **links} for event, links in zip(events, chained, strict=True)]


class _Count:
    """How much of a long task is done, told to whoever watches."""

    def __init__(self, total: int, on_progress: OnProgress | None) -> None:
        self._total = total
        self._done = 0
        self._on_progress = on_progress

    def add(self, number: int) -> None:
        """Tell that so much more is done."""
        self._done += number
        if self._on_progress is not None and self._done < self._total:
            self._on_progress(self._done, self._total)

    def finish(self) -> None:
        """Tell that all is done."""
        if self._on_progress is not None:
            self._on_progress(self._total, self._total)


def judge_all(
    records: Mapping[str, Rows], on_judged: Callable[[int], None] | None = None
) -> dict[UUID, tuple[JudgementCopy, ...]]:
    """Judge every appraisal, and return the copies of the judgements of those that are submitted.

    Args:
        records: rows by table.
        on_judged: told of each appraisal that is judged.

    Raises:
        UsageError: a checklist does not parse, or lacks an answer or a level that is given.
    """
    checklists = {}
    filled: dict[str, dict[str, str]] = defaultdict(dict)
    reasons: dict[str, dict[str, str]] = defaultdict(dict)
    copies = {}
    codes: dict[str, dict[str, str]] = defaultdict(dict)
    levels: dict[str, dict[str, str]] = defaultdict(dict)
    for row in records["answer"]:
        if row["code"] is not None:
            codes[row["appraisal_id"]][row["item_id"]] = row["code"]
    for row in records["override"]:
        levels[row["appraisal_id"]][row["target"]] = row["judgement"]
        reasons[row["appraisal_id"]][row["target"]] = row["reason"]
    for row in records["preliminary"]:
        if row["appraisal_id"] is not None:
            filled[row["appraisal_id"]][row["preliminary_id"]] = row["value"]
    try:
        for row in records["checklist_version"]:
            checklist = parse_checklist(row["text"], name=f"checklists/{row['sha256']}.yaml")
            if (checklist.id, checklist.version) != (row["checklist_id"], row["version"]):
                raise UsageError(f"the checklist {row['checklist_id']} is not what its text says")
            checklists[row["id"]] = checklist
        for row in records["appraisal"]:
            checklist = checklists[row["checklist_version_id"]]
            answers = answers_to_judge(checklist, codes[row["id"]], filled[row["id"]])
            verdict = judge(checklist, answers, overrides=levels[row["id"]])
            if row["state"] == "submitted":
                copies[UUID(row["id"])] = copies_of(verdict, reasons[row["id"]])
            if on_judged is not None:
                on_judged(1)
    except ChecklistError as problem:
        raise UsageError(f"the export cannot be judged: {problem}") from problem
    return copies


def _see_that_quotes_are_there(records: Mapping[str, Rows]) -> None:
    texts = {row["id"]: row["text"] for row in records["document"]}
    for row in records["quote"]:
        if texts[row["document_id"]][row["start"] : row["end"]] != row["text"]:
            raise UsageError(f"a passage at {row['start']} is not in the text of its document")
