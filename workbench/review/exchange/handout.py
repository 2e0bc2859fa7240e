"""Make a review file for a co-reviewer: what the team settled, and nobody's work."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from store import export_rows, history, import_rows, reviewers
from store.event_chain import MAIN
from store.validation import handle_key
from workbench.errors import ConflictError, UsageError
from workbench.output.atomic_files import write_file
from workbench.output.folders import write_folder
from workbench.output.whole_review_folder import FOLDER
from workbench.review.exchange.review_folder import folder_files
from workbench.review.exchange.whole_review import archive_of
from workbench.review.reviewers.handles import add_reviewer, standing_of
from workbench.review.session import ReviewSession, use_case

ACTION = "handout"
KEPT = ("study", "document", "characteristic", "distinct_pair", "outcome", "own_checklist", "wording")
"""Tables that go along whole."""
_BARE = ("id", "hash", "commitment", "parents")
_WRITERS = {"characteristic": "entered_by", "distinct_pair": "decided_by"}
"""Columns with handles that nobody needs in a handout."""

Rows = Mapping[str, Sequence[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Handout:
    """What is in a handout that was made.

    Attributes:
        handle: for whom it is, as the review spells it.
    """

    handle: str
    studies: int
    documents: int


@use_case
def make_handout(session: ReviewSession, to: str, target: str, *, is_new: bool = False) -> Handout:
    """Make a file for a co-reviewer; the history says for whom and how it was called.

    Args:
        session: the open review; its reviewer hands it out.
        to: handle of the co-reviewer, who becomes known to the review.
        target: what to make, where there is nothing: a review file, an export (.zip), or the folder of one,
            with a slash at its end.
        is_new: True if the co-reviewer is somebody new although the handle resembles a known one.

    Raises:
        UsageError: nobody said who hands out, it is for that same person, or the target is no file.
        ConflictError: there is something at the target, or the handle may be a slip of a known one.
    """
    by = session.require_reviewer()
    if "://" in target:
        raise UsageError("a handout is a file to send: name one, such as -o review-ben.db")
    if handle_key(to.strip()) == handle_key(by):
        raise UsageError(f"you are {by}: a handout is for somebody else; for a copy use `workbench backup`")
    with session.db.writing():
        by = reviewers.ensure_reviewer(session.db, by).handle
        known = standing_of(session, to).present
        receiver = (
            reviewers.ensure_reviewer(session.db, known)
            if known
            else add_reviewer(session, to, is_new=is_new)
        )
        about = {"to": receiver.handle, "file": Path(target).name}
        history.tell(session.db, action=ACTION, reviewer=by, target=receiver.handle, about=about)
        rows = handout_rows(export_rows.read_everything(session.db), receiver.handle)
        _write(target, rows)
    return Handout(receiver.handle, len(rows["study"]), len(rows["document"]))


def _write(target: str, rows: Rows) -> None:
    """Make the handout: a review, or an export of one, of which `workbench import` makes a review.

    Raises:
        ConflictError: there is something at the target.
    """
    path, is_folder = Path(target), target.endswith(("/", os.sep))
    if not is_folder and path.suffix.lower() != ".zip":
        import_rows.create_from(target, rows).close()
        return
    if path.exists():
        raise ConflictError(f"{path} exists already: name a file or folder that does not exist yet")
    if is_folder:
        write_folder(path, folder_files(rows, hidden_studies=None), FOLDER)
    else:
        write_file(path, archive_of(rows))


def handout_rows(rows: Rows, handle: str) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of a handout.

    The history is there as hashes only, so that a later merge knows which changes came after it.

    Args:
        rows: of the whole review, by table.
        handle: of the co-reviewer.
    """
    made: dict[str, list[dict[str, Any]]] = {table: [] for table in export_rows.TABLES}
    for table in KEPT:
        writer = _WRITERS.get(table)
        made[table] = [row | ({writer: ""} if writer else {}) for row in rows[table]]
    for row in made["outcome"]:
        row["thresholds"] = {name: given | {"by": ""} for name, given in row["thresholds"].items()}
    receiver = next(row for row in rows["reviewer"] if handle_key(row["handle"]) == handle_key(handle))
    made["allocation"] = [row for row in rows["allocation"] if row["reviewer_id"] == receiver["id"]]
    pinned = {row["checklist_version_id"] for row in made["own_checklist"]}
    made["checklist_version"] = [row for row in rows["checklist_version"] if row["id"] in pinned]
    needed = {row["added_by"] for row in made["own_checklist"]}
    needed |= {row["design_confirmed_by"] for row in made["study"]}
    made["reviewer"] = [row for row in rows["reviewer"] if row["id"] in needed and row is not receiver]
    made["reviewer"].append(receiver | {"person_id": None})
    review = rows["review"][0]
    protocol = {name: entry | {"by": ""} for name, entry in review["protocol"].items()}
    made["review"] = [review | {"protocol": protocol}]
    made["former_id"] = [row for row in rows["former_id"] if row["kind"] in ("study", "document", "outcome")]
    told = [row for row in rows["event"] if row["line"] == MAIN]
    made["bare_event"] = [
        {name: row[name] for name in _BARE} | {"place_id": None, "signature": None}
        for row in (*told, *rows["bare_event"])
    ]
    return made
