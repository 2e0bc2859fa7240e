"""Save answers, notes and overrides of a draft: each is on the disk when its transaction ends."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from store import validation
from store.appraisal_tables import StoredAnswer, StoredOverride
from store.draft_changes import Draft, changing
from store.engine.store import Store


class _Code:
    """The answer itself: a code such as `PY`."""

    action = "answer"

    def read(self, draft: Draft, target: str, like: Any) -> Any:
        """Read the code; see `Aspect`."""
        answer = draft.answers.get(target)
        return None if answer is None else answer.code

    def write(self, draft: Draft, target: str, before: Any, after: Any) -> None:
        """Write the code; see `Aspect`."""
        answer = draft.answers.get(target)
        if answer is None:
            draft.add(draft.answers, target, _new_answer(draft, target, code=after))
        elif after is None and not answer.note:
            draft.remove(draft.answers, target)
        else:
            answer.code, answer.answered_at = after, datetime.now(UTC)


class _Note:
    """The note that the reviewer wrote to an answer."""

    action = "note"

    def read(self, draft: Draft, target: str, like: Any) -> Any:
        """Read the note; see `Aspect`."""
        answer = draft.answers.get(target)
        return (answer.note if answer else None) or None

    def write(self, draft: Draft, target: str, before: Any, after: Any) -> None:
        """Write the note; see `Aspect`."""
        answer = draft.answers.get(target)
        if answer is None:
            draft.add(draft.answers, target, _new_answer(draft, target, note=after))
        elif after is None and answer.code is None:
            draft.remove(draft.answers, target)
        else:
            answer.note = after or ""


class _Override:
    """A final judgement that differs from the suggested one."""

    action = "override"

    def read(self, draft: Draft, target: str, like: Any) -> Any:
        """Read the override; see `Aspect`."""
        override = draft.overrides.get(target)
        return None if override is None else {"judgement": override.judgement, "reason": override.reason}

    def write(self, draft: Draft, target: str, before: Any, after: Any) -> None:
        """Write the override; see `Aspect`."""
        override = draft.overrides.get(target)
        now = datetime.now(UTC)
        if override is None:
            row = StoredOverride(
                id=uuid4(),
                appraisal_id=draft.appraisal.id,
                target=target,
                judgement=after["judgement"],
                reason=after["reason"],
                made_at=now,
                decided_by=None,
            )
            draft.add(draft.overrides, target, row)
        elif after is None:
            draft.remove(draft.overrides, target)
        else:
            override.judgement, override.reason, override.made_at = after["judgement"], after["reason"], now


CODE, NOTE, OVERRIDE = _Code(), _Note(), _Override()


def set_code(draft: Draft, item_id: str, code: str | None) -> bool:
    """Answer an item of a draft, or take the answer away and leave its note.

    Args:
        draft: an open draft.
        item_id: the item, such as `1.2`. The caller knows whether the checklist has it.
        code: the answer, such as `PY`; None for none.

    Returns:
        True if this changed anything.

    Raises:
        InvalidValue: an empty id or code, or one that cannot be kept.
    """
    validation.name(item_id, "item")
    if code is not None:
        validation.name(code, "answer")
    return draft.put(CODE, item_id, code)


def set_note(draft: Draft, item_id: str, note: str) -> bool:
    """Write the note of an item, answered or not; an empty one takes it away.

    Returns:
        True if this changed anything.

    Raises:
        InvalidValue: an empty id, or words that cannot be kept.
    """
    validation.name(item_id, "item")
    validation.text(note, "note")
    return draft.put(NOTE, item_id, note or None)


def set_override(draft: Draft, target: str, judgement: str, reason: str) -> bool:
    """Set the final judgement of a domain, or with `OVERALL` of the whole.

    Returns:
        True if this changed anything.

    Raises:
        InvalidValue: an empty domain, judgement or reason, or one that cannot be kept.
    """
    validation.name(target, "domain")
    validation.name(judgement, "judgement")
    validation.text(reason, "reason", required=True)
    return draft.put(OVERRIDE, target, {"judgement": judgement, "reason": reason})


def remove_override(draft: Draft, target: str) -> bool:
    """Let the suggested judgement stand again.

    Returns:
        True if there was an override.

    Raises:
        InvalidValue: an empty domain.
    """
    validation.name(target, "domain")
    return draft.put(OVERRIDE, target, None)


def save_answer(db: Store, appraisal_id: UUID, item_id: str, code: str, *, by: str) -> bool:
    """Answer an item; the answer is on the disk when this returns. See `set_code`.

    Args:
        db: the review.
        appraisal_id: a draft of the reviewer.
        item_id: the item.
        code: the answer.
        by: handle of the reviewer.

    Returns:
        True if this changed anything.

    Raises:
        NotFound: there is no such appraisal.
        Conflict: it is submitted, or somebody else's.
        InvalidValue: an empty id or code, or one that cannot be kept.
    """
    with changing(db, appraisal_id, by) as draft:
        return set_code(draft, item_id, code)


def clear_answer(db: Store, appraisal_id: UUID, item_id: str, *, by: str) -> bool:
    """Take an answer away and leave its note; all else is as in `save_answer`."""
    with changing(db, appraisal_id, by) as draft:
        return set_code(draft, item_id, None)


def save_note(db: Store, appraisal_id: UUID, item_id: str, note: str, *, by: str) -> bool:
    """Write the note of an item; see `set_note`, and `save_answer` for all else."""
    with changing(db, appraisal_id, by) as draft:
        return set_note(draft, item_id, note)


def save_override(
    db: Store, appraisal_id: UUID, target: str, judgement: str, reason: str, *, by: str
) -> bool:
    """Set a final judgement; see `set_override`, and `save_answer` for all else."""
    with changing(db, appraisal_id, by) as draft:
        return set_override(draft, target, judgement, reason)


def clear_override(db: Store, appraisal_id: UUID, target: str, *, by: str) -> bool:
    """Let the suggested judgement hold again; see `remove_override`, and `save_answer` for all else."""
    with changing(db, appraisal_id, by) as draft:
        return remove_override(draft, target)


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
