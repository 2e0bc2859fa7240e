"""Bring in comments that somebody wrote elsewhere, each as its author's and marked as imported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from store import comments as stored
from store import history
from store.comments import Comment, NewComment
from workbench.errors import NotFoundError, UsageError, WorkbenchError
from workbench.intake.appraisals.cell_tables import CellRow, CellTable, read_table
from workbench.intake.appraisals.workbook_notes import SIGNATURE, read_notes
from workbench.review.blindness.comments import CommentGate
from workbench.review.exchange.appraisal_import import origin_of
from workbench.review.exchange.incoming_places import Places
from workbench.review.reviewers.remarks import known_target_of
from workbench.review.session import ReviewSession, use_case
from workbench.review.view import View

COLUMNS = ("study", "about", "text", "author")
_NAMES = {
    "study": ("study", "study key", "key"),
    "about": ("about", "item", "domain", "target"),
    "text": ("text", "comment"),
    "author": ("author", "by", "reviewer"),
}


@dataclass(frozen=True, slots=True)
class UnplacedComment:
    """A row that could not be placed.

    Attributes:
        line: where it begins in the file; of a workbook which of the remarks it is.
        place: the same in words, such as `line 3` or `traffic-light!D4`.
    """

    line: int
    why: str
    place: str


@dataclass(frozen=True, slots=True)
class CommentReport:
    """What became of a file of comments, or would.

    Attributes:
        placed: how many came in, by author.
        there: how many the review has already, of those that may be seen or came in by the same person.
    """

    file: str
    placed: dict[str, int]
    there: int
    left_out: tuple[UnplacedComment, ...]
    is_saved: bool

    def as_json(self) -> dict[str, Any]:
        """Return the report for programs."""
        return asdict(self)

    def in_lines(self) -> Iterator[str]:
        """Say what came in, and what did not."""
        come = "came in" if self.is_saved else "would come in"
        for author, number in self.placed.items():
            yield f"{number} {'comment' if number == 1 else 'comments'} of {author} {come}"
        if self.there:
            yield f"{self.there} there already"
        for row in self.left_out:
            yield f"{row.place}: {row.why}"
        if not (self.placed or self.there or self.left_out):
            yield "nothing is in it"


@use_case
def import_comments(
    session: ReviewSession, path: Path, *, author: str = "", is_trial: bool = False
) -> CommentReport:
    """Place the comments of a CSV, TSV or JSON file with the columns study, about, text and author.

    Of an Excel workbook the notes and comments on its cells are placed.

    Args:
        session: the open review and who works in it.
        path: the file.
        author: handle or name of who wrote those that name nobody.
        is_trial: report only, and save nothing.

    All are saved in one transaction. Whoever imports them sees those of others under the same rule as
    everybody: once the own appraisal of the study is submitted.

    Raises:
        NotFoundError: there is no such file.
        WorkbenchError: it is no such table; the message says what a table needs.
    """
    by = session.require_reviewer()
    if not path.is_file():
        raise NotFoundError(f"there is no file {path}")
    data = path.read_bytes()
    table = read_notes(data) if data.startswith(SIGNATURE) else read_table(data)
    with session.db.reading() if is_trial else session.db.writing():
        placing = _Placing(session, table, author)
        for row in table.rows:
            placing.take(row)
        if placing.new and not is_trial:
            stored.import_comments(session.db, placing.new, source=origin_of(path), by=by)
    faults = [
        UnplacedComment(fault.line, f"{fault.what}: {fault.why}", f"line {fault.line}")
        for fault in table.faults
    ]
    authors = dict.fromkeys(comment.author for comment in placing.new)
    return CommentReport(
        origin_of(path),
        {author: sum(comment.author == author for comment in placing.new) for author in authors},
        placing.there,
        tuple(sorted([*faults, *placing.left_out], key=lambda each: each.line)),
        not is_trial,
    )


def _told_of(session: ReviewSession, view: View) -> Iterator[Comment]:
    """Yield the comments of which the reviewer may learn that they are there: seen, or brought in by them.

    One that is hidden comes in once more, so that nobody finds out by a guess what others remarked.
    """
    gate, by = CommentGate(view), session.require_reviewer().casefold()
    events = history.list_events(session.db, actions=(stored.IMPORT,))
    own = {event.about["comment"] for event in events if event.reviewer.casefold() == by}
    for comment in stored.list_comments(session.db):
        if str(comment.id) in own or gate.lets_through(comment.study_id, comment.reviewer):
            yield comment


class _Placing:
    """The comments of a table as they find their places.

    Args:
        session: the open review.
        table: what the file holds.
        author: who wrote the comments that name nobody.

    Raises:
        UsageError: it lacks the columns of comments.
    """

    def __init__(self, session: ReviewSession, table: CellTable, author: str = "") -> None:
        self._columns = {name: table.place_of(*spellings) for name, spellings in _NAMES.items()}
        needed = ("study", "text") if author.strip() else ("study", "text", "author")
        missing = [name for name in needed if self._columns[name] is None]
        if missing:
            raise UsageError(
                f"it has no column {' and no '.join(missing)}: comments have the columns {', '.join(COLUMNS)}"
            )
        self._session, self._names, self._author = session, table.names, author.strip()
        names = dict.fromkeys(self._cell(row, "study") for row in table.rows)
        view = View(session)
        self._places = Places(view, None, names)
        self._known = {
            (each.study_id, each.target, each.text, each.reviewer) for each in _told_of(session, view)
        }
        self.new: list[NewComment] = []
        self.there = 0
        self.left_out: list[UnplacedComment] = []

    def take(self, row: CellRow) -> None:
        """Place a row, or note why it has no place."""
        try:
            comment = self._comment(row)
        except WorkbenchError as problem:
            place = self._names.get(row.line, f"line {row.line}")
            self.left_out.append(UnplacedComment(row.line, str(problem), place))
            return
        key = comment.study_id, comment.target, comment.text, comment.author
        if key in self._known:
            self.there += 1
        else:
            self._known.add(key)
            self.new.append(comment)

    def _comment(self, row: CellRow) -> NewComment:
        text, author = self._cell(row, "text").strip(), self._cell(row, "author").strip() or self._author
        if not text:
            raise UsageError("there is no text")
        if not author:
            raise UsageError("it does not say who wrote it: fill in the column author, or give --author")
        study = self._places.study_of(self._cell(row, "study"))
        target = known_target_of(self._session, study, self._cell(row, "about"))
        handle = self._places.reviewer_of(author)
        return NewComment(study.id, target, text, handle, self._places.new_people.get(handle, ""))

    def _cell(self, row: CellRow, name: str) -> str:
        place = self._columns[name]
        return "" if place is None else row.cells[place]
