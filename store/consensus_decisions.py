"""What a consensus holds: the differences that were settled, each with its reason and who settled it, and
what all reviewers gave alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlmodel import col

from store import row_records, validation
from store.answers import CODE, OVERRIDE
from store.draft_changes import Draft, changing
from store.engine.store import Store
from store.errors import InvalidValue
from store.records import Appraisal, AppraisalKind
from store.submission import close
from store.tables import StoredAnswer, StoredOverride


class _DecidedItem:
    """The answer to an item on which the reviewers differed: code, reason, who decided."""

    action = "decide"

    def read(self, draft: Draft, target: str, like: Any) -> Any:
        """See ``Aspect``."""
        answer = _answer(draft, target)
        if answer is None or answer.decided_by is None:
            return None
        return {"code": answer.code, "reason": answer.note, "decided_by": answer.decided_by}

    def write(self, draft: Draft, target: str, before: Any, after: Any) -> None:
        """See ``Aspect``. What all gave alike gives way to a decision."""
        answer = _answer(draft, target)
        if after is None:
            draft.session.delete(answer)
            return
        values: dict[str, Any] = {
            "code": after["code"],
            "note": after["reason"],
            "decided_by": after["decided_by"],
            "answered_at": datetime.now(UTC),
        }
        if answer is None:
            identity: dict[str, Any] = {"id": uuid4(), "appraisal_id": draft.appraisal.id, "item_id": target}
            draft.session.add(StoredAnswer(**identity, **values))
        else:
            answer.sqlmodel_update(values)


class _DecidedJudgement:
    """The judgement of a domain or the whole, as the reviewers settled it."""

    action = "decide.judgement"

    def read(self, draft: Draft, target: str, like: Any) -> Any:
        """See ``Aspect``."""
        override = _override(draft, target)
        if override is None or override.decided_by is None:
            return None
        return {name: getattr(override, name) for name in ("judgement", "reason", "decided_by")}

    def write(self, draft: Draft, target: str, before: Any, after: Any) -> None:
        """See ``Aspect``."""
        override = _override(draft, target)
        if after is None:
            draft.session.delete(override)
            return
        values: dict[str, Any] = dict(after) | {"made_at": datetime.now(UTC)}
        if override is None:
            identity: dict[str, Any] = {"id": uuid4(), "appraisal_id": draft.appraisal.id, "target": target}
            draft.session.add(StoredOverride(**identity, **values))
        else:
            override.sqlmodel_update(values)


ITEM, JUDGEMENT = _DecidedItem(), _DecidedJudgement()


def decide_item(
    db: Store, appraisal_id: UUID, item_id: str, code: str, reason: str, *, decided_by: str, by: str
) -> bool:
    """Settles the answer to one item of a consensus; it is on the disk when this returns.

    Args:
        decided_by: who settled it, in free words, such as ``discussion`` or a third person's handle.
        by: handle of the reviewer who writes it down.

    Returns:
        Whether this changed anything.

    Raises:
        NotFound: there is no such appraisal.
        Conflict: it is submitted, or not for this reviewer to change.
        InvalidValue: no reason, nobody who decided, or the appraisal is no consensus.
    """
    value = {"code": validation.name(code, "answer code"), **_reasoned(reason, decided_by)}
    with changing(db, appraisal_id, by) as draft:
        _must_be_consensus(draft)
        return draft.put(ITEM, validation.name(item_id, "item"), value) is not None


def decide_judgement(
    db: Store, appraisal_id: UUID, target: str, judgement: str, reason: str, *, decided_by: str, by: str
) -> bool:
    """Settles the judgement of a domain or of the whole; all as in ``decide_item``."""
    value = {"judgement": validation.name(judgement, "judgement"), **_reasoned(reason, decided_by)}
    with changing(db, appraisal_id, by) as draft:
        _must_be_consensus(draft)
        return draft.put(JUDGEMENT, validation.name(target, "domain"), value) is not None


def withdraw(db: Store, appraisal_id: UUID, target: str, *, by: str) -> bool:
    """Takes back what was settled on an item, a domain or the whole; all as in ``decide_item``."""
    with changing(db, appraisal_id, by) as draft:
        taken = [draft.put(aspect, target, None) for aspect in (ITEM, JUDGEMENT)]
        return any(number is not None for number in taken)


def finish(
    db: Store, appraisal_id: UUID, codes: Mapping[str, str], levels: Mapping[str, tuple[str, str]], *, by: str
) -> Appraisal:
    """Fills a consensus with what all gave alike and submits it, in one transaction.

    Args:
        codes: item id to the code that all gave; what was alike when it was finished before, and no longer
            is, goes.
        levels: domain id or ``OVERALL`` to the judgement in which all overrode, with the reason.

    Raises:
        NotFound, Conflict, InvalidValue: as ``decide_item``.
    """
    with changing(db, appraisal_id, by) as draft:
        _must_be_consensus(draft)
        for item, code in _alike(draft, StoredAnswer, "item_id", codes).items():
            draft.put(CODE, item, code)
        for target, level in _alike(draft, StoredOverride, "target", levels).items():
            value = None if level is None else dict(zip(("judgement", "reason"), level, strict=True))
            draft.put(OVERRIDE, target, value)
        close(draft)
        return row_records.read_appraisal(draft.session, appraisal_id)


def _alike(draft: Draft, table: Any, name: str, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """What to write where nothing was decided: the new values, and None where there is one too many."""
    query = select(col(getattr(table, name)), col(table.decided_by))
    rows: Any = draft.session.execute(query.where(col(table.appraisal_id) == draft.appraisal.id))
    known: dict[str, str | None] = dict(iter(rows))
    stale = {target: None for target, decided_by in known.items() if decided_by is None}
    return stale | {target: value for target, value in wanted.items() if known.get(target) is None}


def _reasoned(reason: str, decided_by: str) -> dict[str, str]:
    return {
        "reason": validation.text(reason, "reason", required=True),
        "decided_by": validation.text(
            decided_by, "person who decided", limit=validation.MAX_KEY, required=True
        ),
    }


def _must_be_consensus(draft: Draft) -> None:
    if draft.appraisal.kind != AppraisalKind.CONSENSUS:
        raise InvalidValue("only a consensus is decided upon: answer the items of your own appraisal")


def _answer(draft: Draft, item_id: str) -> StoredAnswer | None:
    query = select(StoredAnswer).filter_by(appraisal_id=draft.appraisal.id, item_id=item_id)
    return draft.session.execute(query).scalar()


def _override(draft: Draft, target: str) -> StoredOverride | None:
    query = select(StoredOverride).filter_by(appraisal_id=draft.appraisal.id, target=target)
    return draft.session.execute(query).scalar()
