"""Keep the protocol: what the team settled for the whole review, each entry with who wrote it and when.

Each value stands in one place only: the question and the lines above the summary of findings in columns of
their own, everything else beside its author in the column `protocol`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import select

from store import validation
from store.engine.store import Store
from store.errors import Conflict, CorruptReview, InvalidValue
from store.handles import read_present_handles
from store.history import record_all
from store.new_events import Entry
from store.records import HEADER, ProtocolEntry
from store.reviewers import reviewer_of
from store.tables import StoredReview

ACTION: Final = "protocol"
OLD_ACTION: Final = "header"
"""The action of events of reviews before 0.3, which tell of all lines of the header at once."""
QUESTION: Final = "question"
ADJUDICATOR: Final = "adjudicator"
"""The field that names a person, by the handle."""
MOST: Final = 10_000
"""Characters of an entry."""
MOST_FIELDS: Final = 200
"""Entries of a protocol."""


def entries_of(
    question: str,
    header: Mapping[str, str],
    protocol: Mapping[str, Any],
    created_at: datetime,
    present: Mapping[str, str],
) -> dict[str, ProtocolEntry]:
    """Return the entries of a protocol by field, from the columns that hold them.

    Args:
        question: of the review; empty for none.
        header: the lines above the summary of findings.
        protocol: by field who wrote it and when, and for all but the question and the header its value.
        created_at: when the review was made, which is when a question was written that has no author.
        present: the handles of today by those that the same persons had before.
    """
    values = {QUESTION: question, **header}
    values |= {name: content["value"] for name, content in protocol.items() if "value" in content}
    entries = {}
    for name, value in values.items():
        if not value:
            continue
        content = protocol.get(name)
        if name == ADJUDICATOR:
            value = present.get(value, value)
        if content is not None:
            by, at = present.get(content["by"], content["by"]), datetime.fromisoformat(content["at"])
            entries[name] = ProtocolEntry(value, by, at)
        else:
            entries[name] = ProtocolEntry(value, "", created_at if name == QUESTION else None)
    return entries


def checked_protocol(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return the column `protocol` of a review that is brought in from a file, or refuse it.

    Raises:
        InvalidValue: an entry has no author and time, or is no text.
    """
    for name, content in value.items():
        validation.name(name, "field of the protocol")
        is_entry = isinstance(content, dict) and {"by", "at"} <= content.keys() <= {"value", "by", "at"}
        if not is_entry or not all(isinstance(part, str) for part in content.values()):
            raise InvalidValue(
                f"the field {name[:40]!r} of the protocol must have its value, who wrote it and when"
            )
        validation.text(content.get("value", "x"), name, limit=MOST, required=True)
        validation.utc_time(content["at"], f"time of {name} in the protocol")
    return dict(value)


def set_entries(
    db: Store, changes: Mapping[str, str], *, by: str, seen: Mapping[str, str] | None = None
) -> bool:
    """Write entries of the protocol; an empty text takes one away.

    Args:
        db: the review.
        changes: the new values by field.
        by: handle of the reviewer.
        seen: by field what the reviewer saw when writing; None where that was not shown.

    Returns:
        True if anything changed. What is not different is not told to the history.

    Raises:
        InvalidValue: a field or a value that cannot be kept.
        Conflict: somebody else wrote it in the meantime.
    """
    for name, value in changes.items():
        validation.name(name, "field of the protocol")
        validation.text(value, name, limit=MOST)
    with db.writing() as session:
        reviewer = reviewer_of(session, by)
        review = session.execute(select(StoredReview)).scalar()
        if review is None:
            raise CorruptReview(f"{db.location} says nothing about itself: restore a copy from a backup")
        present = read_present_handles(session)
        entries = entries_of(review.question, review.header, review.protocol, review.created_at, present)
        before = {name: entries[name].value if name in entries else "" for name in changes}
        changed = {name: value for name, value in changes.items() if before[name] != value}
        for name in changed:
            if seen is not None and seen.get(name, "") != before[name]:
                who = entries[name].by if name in entries else ""
                raise Conflict(
                    f"{name} was changed in the meantime{f' by {who}' if who else ''}: look at what stands "
                    "there now, then write yours"
                )
        if not changed:
            return False
        new = changed.keys() - review.protocol.keys() - {QUESTION, *HEADER}
        if len(review.protocol) + len(new) > MOST_FIELDS:
            raise InvalidValue(f"a protocol can have {MOST_FIELDS} fields: take some away first")
        _write(review, changed, reviewer.handle)
        session.flush()
        record_all(session, [_event(name, reviewer.handle, before[name], changed[name]) for name in changed])
        return True


def _write(review: StoredReview, changed: Mapping[str, str], handle: str) -> None:
    """Put the values where they belong, each with its author and time."""
    now = datetime.now(UTC).isoformat()
    header, protocol = dict(review.header), dict(review.protocol)
    for name, value in changed.items():
        protocol.pop(name, None)
        author = {"by": handle, "at": now}
        if name == QUESTION:
            review.question = value
        elif name in HEADER:
            header[name] = value
        else:
            author = {"value": value, **author}
        if value:
            protocol[name] = author
    review.header = {name: header[name] for name in HEADER if header.get(name)}
    review.protocol = protocol


def _event(name: str, handle: str, before: str, after: str) -> Entry:
    return Entry(
        action=ACTION,
        reviewer=handle,
        target=name,
        about={"protocol": name},
        before=before or None,
        after=after or None,
    )
