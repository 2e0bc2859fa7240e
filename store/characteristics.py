"""Keep the characteristics of studies: each value with the words it rests on and who entered it.

The value itself stands in `facts` of the study too, from where the tables and exports take it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from store import validation
from store.column_types import columns
from store.engine.store import Store
from store.errors import NotFound
from store.handles import present_handle
from store.history import record
from store.reviewers import reviewer_of
from store.tables import StoredCharacteristic, StoredStudy

ACTION: Final = "characteristic"
MOST: Final = 10_000
"""Characters of a value, of a quote and of a source."""


@dataclass(frozen=True, slots=True)
class Characteristic:
    """One characteristic of a study.

    Attributes:
        name: such as `condition`; a team may have names of its own.
        value: a text, or a whole number.
        quote: the words that it rests on; empty where none were given.
        source: where it stands, such as a document or a registry; empty where nobody said.
        entered_by: handle of the reviewer; empty for what came with the study.
    """

    study_id: UUID
    name: str
    value: str | int
    quote: str
    source: str
    entered_by: str
    entered_at: datetime


def set_characteristic(
    db: Store, study_id: UUID, name: str, value: str | int | None, *, quote: str, source: str, by: str
) -> bool:
    """Enter a characteristic of a study, or take it away.

    Args:
        db: the review.
        study_id: the study.
        name: what it is.
        value: the value; None takes it away.
        quote: the words that it rests on.
        source: where it stands.
        by: handle of the reviewer.

    Returns:
        True if anything changed.

    Raises:
        NotFound: there is no such study.
        InvalidValue: a text that cannot be kept.
    """
    name = validation.name(name, "characteristic")
    if isinstance(value, str):
        value = validation.text(value, name, limit=MOST, required=True)
    after = None if value is None else {"value": value, "quote": quote, "source": source}
    for text, what in ((quote, "quote"), (source, "source")):
        validation.text(text, what, limit=MOST)
    with db.writing() as session:
        reviewer = reviewer_of(session, by)
        study = session.get(StoredStudy, study_id)
        if study is None:
            raise NotFound("the study is not in the review any more: list the studies to see what is")
        before = _put(session, study, name, after, reviewer.handle)
        if before == after:
            return False
        record(
            session,
            action=ACTION,
            reviewer=reviewer.handle,
            study_id=study_id,
            target=name,
            about={"characteristic": name},
            before=before,
            after=after,
        )
        return True


def _put(
    session: Session, study: StoredStudy, name: str, content: dict[str, Any] | None, by: str
) -> dict[str, Any] | None:
    """Put the content of a characteristic in the place of what stands there, and return what stood there."""
    query = select(StoredCharacteristic).where(
        col(StoredCharacteristic.study_id) == study.id, col(StoredCharacteristic.name) == name
    )
    row = session.execute(query).scalar_one_or_none()
    before = dict(row.content) if row is not None else None
    if before is None and name in study.facts:
        before = {"value": study.facts[name]}  # what came with the study has no source
    if before == content:
        return before
    others = {key: value for key, value in study.facts.items() if key != name}
    study.facts = others if content is None else {**others, name: content["value"]}
    if row is not None:
        session.delete(row)
        session.flush()
    if content is not None:
        now = datetime.now(UTC)
        session.add(
            StoredCharacteristic(
                id=uuid4(), study_id=study.id, name=name, content=content, entered_by=by, entered_at=now
            )
        )
    session.flush()
    return before


def list_characteristics(db: Store, study_id: UUID | None = None) -> list[Characteristic]:
    """List what was entered with its source, of the review or of one study; by study and name."""
    wanted = columns(
        StoredCharacteristic.study_id,
        StoredCharacteristic.name,
        StoredCharacteristic.content,
        StoredCharacteristic.entered_at,
    )
    query = select(*wanted, present_handle(StoredCharacteristic.entered_by))
    if study_id is not None:
        query = query.where(col(StoredCharacteristic.study_id) == study_id)
    with db.reading() as session:
        rows: list[Any] = list(session.execute(query))
    found = [
        Characteristic(study, name, content["value"], content["quote"], content["source"], by, at)
        for study, name, content, at, by in rows
    ]
    return sorted(found, key=lambda each: (str(each.study_id), each.name))
