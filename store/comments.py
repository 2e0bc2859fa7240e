"""Keep what people remark on studies: records of their own, beside the appraisals and also after them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from store import validation
from store.column_types import AnySelect, columns
from store.engine.store import Store
from store.errors import NotFound
from store.exchange_tables import StoredComment
from store.history import record
from store.history_tables import StoredEvent
from store.reviewers import ensure_reviewer, reviewer_of
from store.tables import StoredReviewer, StoredStudy

WRITE: Final = "comment"
IMPORT: Final = "comment.import"
REMOVE: Final = "comment.remove"
ACTIONS: Final = (WRITE, IMPORT, REMOVE)
"""Actions of the events; `about` has the comment, and of an imported one its `author` and `source`."""


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody remarks.

    Attributes:
        study_id: the study; of one that was merged into another, the one that was kept.
        target: an item or a domain; empty where it is about the study.
        reviewer: handle of who wrote it.
        source: the file that it was imported from; empty where it was written in the review.
    """

    id: UUID
    study_id: UUID
    study_key: str
    target: str
    text: str
    reviewer: str
    written_at: datetime
    source: str = ""


@dataclass(frozen=True, slots=True)
class NewComment:
    """A comment of somebody else, made elsewhere.

    Attributes:
        author: a handle.
        name: of an author whom the review does not know yet; may be empty.
    """

    study_id: UUID
    target: str
    text: str
    author: str
    name: str = ""


def list_comments(db: Store, study_id: UUID | None = None) -> list[Comment]:
    """List the comments on all studies or on one, with those on its duplicates; the oldest first.

    Args:
        db: the review.
        study_id: the only study that is wanted.
    """
    kept = func.coalesce(col(StoredStudy.merged_into), col(StoredStudy.id))
    fields = (StoredComment.id, StoredComment.study_id, StoredComment.target, StoredComment.text)
    query: AnySelect = (
        select(*columns(*fields), col(StoredReviewer.handle), col(StoredComment.written_at), kept)
        .join_from(StoredComment, StoredStudy, col(StoredStudy.id) == col(StoredComment.study_id))
        .join(StoredReviewer, col(StoredReviewer.id) == col(StoredComment.reviewer_id))
    )
    if study_id is not None:
        query = query.where(kept == study_id)
    with db.reading() as session:
        rows: list[Any] = list(session.execute(query))
        if not rows:
            return []
        keys = _keys(session, {row[-1] for row in rows})
        sources = _sources(session)
    found = [
        Comment(identity, root, keys[root], target, text, handle, at, sources.get(str(identity), ""))
        for identity, _, target, text, handle, at, root in rows
    ]
    return sorted(found, key=lambda each: (each.written_at, str(each.id)))


def _keys(session: Session, studies: Collection[UUID]) -> Mapping[UUID, str]:
    query = select(*columns(StoredStudy.id, StoredStudy.key)).where(col(StoredStudy.id).in_(studies))
    rows: list[Any] = list(session.execute(query))
    return dict(rows)


def _sources(session: Session) -> Mapping[str, str]:
    """Return by id of an imported comment the file that it came from."""
    query = select(col(StoredEvent.about)).where(col(StoredEvent.action) == IMPORT)
    return {about["comment"]: about["source"] for about in session.execute(query).scalars()}


def find_imported_comments(db: Store, source: str) -> list[tuple[UUID, str]]:
    """Return the id of each comment that came out of a file and stands, and who brought it in."""
    query = select(*columns(StoredEvent.about, StoredEvent.reviewer)).where(col(StoredEvent.action) == IMPORT)
    with db.reading() as session:
        rows: list[Any] = list(session.execute(query))
        came_in = [(UUID(about["comment"]), by) for about, by in rows if about["source"] == source]
        standing = set(session.execute(select(col(StoredComment.id))).scalars()) if came_in else set()
    return [(identity, by) for identity, by in came_in if identity in standing]


def roots_by_key(db: Store) -> dict[str, UUID]:
    """Return by key of every study its id, of a merged one the id of the study that was kept."""
    query = select(*columns(StoredStudy.key, StoredStudy.id, StoredStudy.merged_into))
    with db.reading() as session:
        return {key: kept or identity for key, identity, kept in session.execute(query)}


def add_comment(db: Store, study_id: UUID, target: str, text: str, *, by: str) -> UUID:
    """Keep a comment, and return its id.

    Raises:
        InvalidValue: there is no text.
    """
    text = validation.text(text, "comment", required=True)
    with db.writing() as session:
        reviewer = reviewer_of(session, by)
        row = _insert(session, study_id, target, text, reviewer.id)
        record(
            session,
            action=WRITE,
            reviewer=reviewer.handle,
            study_id=study_id,
            target=target,
            about={"comment": str(row.id)},
            after=text,
        )
        return row.id


def import_comments(db: Store, comments: Iterable[NewComment], *, source: str, by: str) -> int:
    """Keep comments of others from a file, each as its author's, and return how many they are."""
    number = 0
    with db.writing() as session:
        importer = reviewer_of(session, by)
        for new in comments:
            author = ensure_reviewer(db, new.author, new.name)
            row = _insert(session, new.study_id, new.target, new.text, author.id)
            about = {"comment": str(row.id), "author": str(author.id), "source": source}
            record(
                session,
                action=IMPORT,
                reviewer=importer.handle,
                study_id=new.study_id,
                target=new.target,
                about=about,
                after=new.text,
            )
            number += 1
    return number


def remove_comment(db: Store, identity: UUID, *, by: str) -> None:
    """Take a comment away; the history keeps it.

    Raises:
        NotFound: it is not there any more.
    """
    with db.writing() as session:
        row = session.get(StoredComment, identity)
        if row is None:
            raise NotFound("the comment is not there any more: somebody has taken it away")
        reviewer = reviewer_of(session, by)
        about = {"comment": str(identity)}
        if row.reviewer_id != reviewer.id:
            about["author"] = str(row.reviewer_id)
        session.delete(row)
        session.flush()
        record(
            session,
            action=REMOVE,
            reviewer=reviewer.handle,
            study_id=row.study_id,
            target=row.target,
            about=about,
            before=row.text,
        )


def _insert(session: Session, study_id: UUID, target: str, text: str, reviewer_id: UUID) -> StoredComment:
    row = StoredComment(
        id=uuid4(),
        study_id=study_id,
        target=target,
        text=text,
        reviewer_id=reviewer_id,
        written_at=datetime.now(UTC),
    )
    session.add(row)
    session.flush()
    return row
