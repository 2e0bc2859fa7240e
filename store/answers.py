"""Answers, notes and overrides of a draft: each is on the disk when the call returns."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlmodel import col

from store import validation
from store.draft_changes import Draft, changing
from store.engine.store import Store
from store.tables import StoredAnswer, StoredOverride


class _Code:
    """The answer itself: a code such as ``PY``."""

    action = "answer"

    def read(self, draft: Draft, target: str, like: Any) -> Any:
        """See ``Aspect``."""
        answer = _answer(draft, target)
        return None if answer is None else answer.code

    def write(self, draft: Draft, target: str, before: Any, after: Any) -> None:
        """See ``Aspect``."""
        answer = _answer(draft, target)
        if answer is None:
            draft.session.add(_new_answer(draft, target, code=after))
        elif after is None and not answer.note:
            draft.session.delete(answer)
        else:
            answer.code, answer.answered_at = after, datetime.now(UTC)


class _Note:
    """What the reviewer wrote to an answer."""

    action = "note"

    def read(self, draft: Draft, target: str, like: Any) -> Any:
        """See ``Aspect``."""
        answer = _answer(draft, target)
        return (answer.note if answer else None) or None

    def write(self, draft: Draft, target: str, before: Any, after: Any) -> None:
        """See ``Aspect``."""
        answer = _answer(draft, target)
        if answer is None:
            draft.session.add(_new_answer(draft, target, note=after))
        elif after is None and answer.code is None:
            draft.session.delete(answer)
        else:
            answer.note = after or ""


class _Override:
    """A final judgement that differs from the suggested one."""

    action = "override"

    def read(self, draft: Draft, target: str, like: Any) -> Any:
        """See ``Aspect``."""
        override = _override(draft, target)
        return None if override is None else {"judgement": override.judgement, "reason": override.reason}

    def write(self, draft: Draft, target: str, before: Any, after: Any) -> None:
        """See ``Aspect``."""
        override = _override(draft, target)
        if override is not None and after is None:
            draft.session.delete(override)
        elif override is not None:
            override.judgement, override.reason = after["judgement"], after["reason"]
            override.made_at = datetime.now(UTC)
        else:
            draft.session.add(
                StoredOverride(
                    id=uuid4(),
                    appraisal_id=draft.appraisal.id,
                    target=target,
                    judgement=after["judgement"],
                    reason=after["reason"],
                    made_at=datetime.now(UTC),
                    decided_by=None,
                )
            )


CODE, NOTE, OVERRIDE = _Code(), _Note(), _Override()


def save_answer(db: Store, appraisal_id: UUID, item_id: str, code: str, *, by: str) -> bool:
    """Answers an item. The answer is on the disk when this returns; giving it again does no harm.

    Args:
        db: the review.
        appraisal_id: a draft of the reviewer.
        item_id: such as ``1.2``. Whether the checklist has it, the caller knows.
        code: such as ``PY``.
        by: the reviewer's handle.

    Returns:
        Whether this changed anything.

    Raises:
        NotFound: there is no such appraisal.
        Conflict: it is submitted, or somebody else's.
        InvalidValue: an empty id or code, or one that cannot be kept.
    """
    validation.name(item_id, "item")
    validation.name(code, "answer")
    with changing(db, appraisal_id, by) as draft:
        return draft.put(CODE, item_id, code) is not None


def clear_answer(db: Store, appraisal_id: UUID, item_id: str, *, by: str) -> bool:
    """Takes the answer away and leaves its note. Raises and returns as ``save_answer`` does."""
    validation.name(item_id, "item")
    with changing(db, appraisal_id, by) as draft:
        return draft.put(CODE, item_id, None) is not None


def save_note(db: Store, appraisal_id: UUID, item_id: str, note: str, *, by: str) -> bool:
    """Writes a note to an item, answered or not; an empty one removes it. Raises and returns as
    ``save_answer``.
    """
    validation.name(item_id, "item")
    validation.text(note, "note")
    with changing(db, appraisal_id, by) as draft:
        return draft.put(NOTE, item_id, note or None) is not None


def save_override(
    db: Store, appraisal_id: UUID, target: str, judgement: str, reason: str, *, by: str
) -> bool:
    """Sets the final judgement of a domain, or with ``OVERALL`` of the whole. Raises and returns as
    ``save_answer``.

    Raises:
        InvalidValue: also where the reason is empty.
    """
    validation.name(target, "domain")
    validation.name(judgement, "judgement")
    validation.text(reason, "reason", required=True)
    with changing(db, appraisal_id, by) as draft:
        return draft.put(OVERRIDE, target, {"judgement": judgement, "reason": reason}) is not None


def clear_override(db: Store, appraisal_id: UUID, target: str, *, by: str) -> bool:
    """Lets the suggested judgement stand again. Raises and returns as ``save_answer`` does."""
    validation.name(target, "domain")
    with changing(db, appraisal_id, by) as draft:
        return draft.put(OVERRIDE, target, None) is not None


def _answer(draft: Draft, item_id: str) -> StoredAnswer | None:
    query = select(StoredAnswer).where(
        col(StoredAnswer.appraisal_id) == draft.appraisal.id, col(StoredAnswer.item_id) == item_id
    )
    return draft.session.execute(query).scalar()


def _new_answer(draft: Draft, item_id: str, *, code: str | None = None, note: str = "") -> StoredAnswer:
    return StoredAnswer(
        id=uuid4(),
        appraisal_id=draft.appraisal.id,
        item_id=item_id,
        code=code,
        note=note,
        answered_at=datetime.now(UTC),
        decided_by=None,
    )


def _override(draft: Draft, target: str) -> StoredOverride | None:
    query = select(StoredOverride).where(
        col(StoredOverride.appraisal_id) == draft.appraisal.id, col(StoredOverride.target) == target
    )
    return draft.session.execute(query).scalar()
