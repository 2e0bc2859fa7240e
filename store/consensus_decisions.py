"""Settle the differences of a consensus, each with its reason and who settled it, and finish it.

A consensus that is finished holds what was settled, and what all reviewers gave alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from store import validation
from store.answers import CODE, OVERRIDE
from store.appraisal_tables import StoredAnswer, StoredOverride
from store.draft_changes import Draft, changing
from store.engine.store import Store
from store.errors import InvalidValue
from store.judgements import JudgementCopy
from store.preliminaries import OWN
from store.records import Appraisal, AppraisalKind
from store.submission import close

LONGEST = 600
"""Characters of what can be settled on in free words: PostgreSQL refuses index entries beyond 2,700 bytes."""


class _DecidedItem:
    """The answer to an item on which the reviewers differed: code, reason, who decided."""

    action = "decide"

    def read(self, draft: Draft, target: str, like: Any) -> Any:
        """Read the decision on an item; see `Aspect`."""
        answer = draft.answers.get(target)
        if answer is None or answer.decided_by is None:
            return None
        return {"code": answer.code, "reason": answer.note, "decided_by": answer.decided_by}

    def write(self, draft: Draft, target: str, before: Any, after: Any) -> None:
        """Write the decision on an item, which replaces what all gave alike; see `Aspect`."""
        answer = draft.answers.get(target)
        if after is None:
            draft.remove(draft.answers, target)
            return
        values: dict[str, Any] = {
            "code": after["code"],
            "note": after["reason"],
            "decided_by": after["decided_by"],
            "answered_at": datetime.now(UTC),
        }
        if answer is None:
            identity: dict[str, Any] = {"id": uuid4(), "appraisal_id": draft.appraisal.id, "item_id": target}
            draft.add(draft.answers, target, StoredAnswer(**identity, **values))
        else:
            answer.sqlmodel_update(values)


class _DecidedJudgement:
    """The judgement of a domain or the whole, as the reviewers settled it."""

    action = "decide.judgement"

    def read(self, draft: Draft, target: str, like: Any) -> Any:
        """Read the decision on a judgement; see `Aspect`."""
        override = draft.overrides.get(target)
        if override is None or override.decided_by is None:
            return None
        return {name: getattr(override, name) for name in ("judgement", "reason", "decided_by")}

    def write(self, draft: Draft, target: str, before: Any, after: Any) -> None:
        """Write the decision on a judgement; see `Aspect`."""
        override = draft.overrides.get(target)
        if after is None:
            draft.remove(draft.overrides, target)
            return
        values: dict[str, Any] = dict(after) | {"made_at": datetime.now(UTC)}
        if override is None:
            identity: dict[str, Any] = {"id": uuid4(), "appraisal_id": draft.appraisal.id, "target": target}
            draft.add(draft.overrides, target, StoredOverride(**identity, **values))
        else:
            override.sqlmodel_update(values)


ITEM, JUDGEMENT = _DecidedItem(), _DecidedJudgement()


def decide_item(
    db: Store, appraisal_id: UUID, item_id: str, code: str, reason: str, *, decided_by: str, by: str
) -> bool:
    """Settle the answer to one item of a consensus; it is on the disk when this returns.

    Args:
        db: the review.
        appraisal_id: a consensus.
        item_id: the item.
        code: the answer that was settled on; of what stands before the items also free words.
        reason: why this answer.
        decided_by: who settled it, in free words, such as `discussion` or a third person's handle.
        by: handle of the reviewer who writes it down.

    Returns:
        True if this changed anything.

    Raises:
        NotFound: there is no such appraisal.
        Conflict: it is submitted, or not for this reviewer to change.
        InvalidValue: no reason, nobody who decided, or the appraisal is no consensus.
    """
    code = validation.text(code, "answer", limit=LONGEST, required=True)
    value = {"code": code, **_reasoned(reason, decided_by)}
    with changing(db, appraisal_id, by) as draft:
        _must_be_consensus(draft)
        return draft.put(ITEM, validation.name(item_id, "item"), value)


def decide_judgement(
    db: Store, appraisal_id: UUID, target: str, judgement: str, reason: str, *, decided_by: str, by: str
) -> bool:
    """Settle the judgement of a domain or of the whole; all else is as in `decide_item`."""
    value = {"judgement": validation.name(judgement, "judgement"), **_reasoned(reason, decided_by)}
    with changing(db, appraisal_id, by) as draft:
        _must_be_consensus(draft)
        return draft.put(JUDGEMENT, validation.name(target, "domain"), value)


def withdraw(db: Store, appraisal_id: UUID, target: str, *, by: str) -> bool:
    """Take back what was settled on an item, a domain or the whole; all else is as in `decide_item`."""
    with changing(db, appraisal_id, by) as draft:
        is_item, is_judgement = draft.put(ITEM, target, None), draft.put(JUDGEMENT, target, None)
        return is_item or is_judgement


def finish(
    db: Store,
    appraisal_id: UUID,
    codes: Mapping[str, str],
    levels: Mapping[str, tuple[str, str]],
    *,
    by: str,
    judgements: Sequence[JudgementCopy] = (),
    preliminaries: Mapping[str, str] | None = None,
) -> Appraisal:
    """Fill a consensus with what all gave alike and submit it, in one transaction.

    Args:
        db: the review.
        appraisal_id: a consensus.
        codes: item id to the code that all gave; what was alike when it was finished before, and no longer
            is, goes.
        levels: domain id or `OVERALL` to the judgement in which all overrode, with the reason.
        preliminaries: the values of those that the judgement depends on, alike or settled.
        by: handle of the reviewer who finishes it.
        judgements: the copy of what the consensus comes to, to keep beside it.

    Raises:
        NotFound, Conflict, InvalidValue: as `decide_item`.
    """
    with changing(db, appraisal_id, by) as draft:
        _must_be_consensus(draft)
        for item, code in _alike(draft.answers, codes).items():
            draft.put(CODE, item, code)
        for target, level in _alike(draft.overrides, levels).items():
            value = None if level is None else dict(zip(("judgement", "reason"), level, strict=True))
            draft.put(OVERRIDE, target, value)
        for name, entry in (preliminaries or {}).items():
            draft.put(OWN, name, entry)
        close(draft, judgements)
        return draft.record


def _alike(
    rows: Mapping[str, StoredAnswer] | Mapping[str, StoredOverride], wanted: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what to write where nothing was decided: the new values, and None where one is to go."""
    decided = {target for target, row in rows.items() if row.decided_by is not None}
    stale = dict.fromkeys(target for target in rows if target not in decided)
    return stale | {target: value for target, value in wanted.items() if target not in decided}


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
