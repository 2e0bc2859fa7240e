"""Submit appraisals, and reopen them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlmodel import col

from store import validation
from store.appraisal_line import BEGINNING
from store.draft_changes import Draft, owning
from store.engine.store import Store
from store.errors import Conflict
from store.history_tables import StoredEvent, StoredPlace
from store.judgements import JudgementCopy, delete_copies, write_copies
from store.new_events import BY_CLOCK, KEPT_BY
from store.preliminaries import freeze_shared, thaw_shared
from store.records import Appraisal, AppraisalState


def submit(db: Store, appraisal_id: UUID, *, by: str, judgements: Sequence[JudgementCopy] = ()) -> Appraisal:
    """Submit a draft: from now on it changes only by being reopened. Submitting again changes nothing.

    Args:
        db: the review.
        appraisal_id: an appraisal of the reviewer.
        by: handle of the reviewer.
        judgements: the copy of what the appraisal comes to, to keep beside it.

    Raises:
        NotFound: there is no such appraisal.
        Conflict: it is somebody else's.
    """
    with owning(db, appraisal_id, by) as draft:
        if draft.appraisal.state == AppraisalState.DRAFT:
            close(draft, judgements)
        return draft.record


def reopen(db: Store, appraisal_id: UUID, reason: str, *, by: str) -> Appraisal:
    """Make a submitted appraisal a draft again.

    Args:
        db: the review.
        appraisal_id: an appraisal of the reviewer.
        reason: why; it stands in the history.
        by: handle of the reviewer.

    Raises:
        NotFound: there is no such appraisal.
        Conflict: it is somebody else's, or not submitted.
        InvalidValue: the reason is empty.
    """
    with owning(db, appraisal_id, by) as draft:
        open_again(draft, reason)
        return draft.record


def close(draft: Draft, judgements: Sequence[JudgementCopy], seen: Collection[UUID] | None = None) -> None:
    """Submit a draft that is open, keep the copy of what it comes to, and seal it.

    Args:
        draft: the draft.
        judgements: the copy.
        seen: ids of the submitted appraisals of others that the reviewer could see; None where nobody asked.
    """
    from store import seals  # only who submits needs its tables

    freeze_shared(draft)
    write_copies(draft.session, draft.appraisal.id, judgements)
    draft.tell(
        "submit",
        about=_about(seen) | _kept_by(draft) | _exported(draft),
        before=AppraisalState.DRAFT.value,
        after=AppraisalState.SUBMITTED.value,
    )
    appraisal = draft.appraisal
    appraisal.state, appraisal.submitted_at = AppraisalState.SUBMITTED.value, appraisal.changed_at
    draft.save()  # the seal names the event that submits
    seals.seal(draft)


def open_again(draft: Draft, reason: str, seen: Collection[UUID] | None = None) -> None:
    """Make a submitted appraisal that is open a draft again.

    Args:
        draft: the appraisal.
        reason: why; it stands in the history.
        seen: ids of the submitted appraisals of others that the reviewer could see; None where nobody asked.

    Raises:
        Conflict: it is not submitted.
        InvalidValue: the reason is empty.
    """
    validation.text(reason, "reason", required=True)
    appraisal = draft.appraisal
    if appraisal.state == AppraisalState.DRAFT:
        raise Conflict("the appraisal is a draft: there is nothing to reopen")
    thaw_shared(draft)
    delete_copies(draft.session, appraisal.id)
    draft.tell(
        "reopen",
        about=_about(seen),
        before=AppraisalState.SUBMITTED.value,
        after=AppraisalState.DRAFT.value,
        reason=reason,
    )
    appraisal.state, appraisal.submitted_at = AppraisalState.DRAFT.value, None
    appraisal.reopened += 1


def _kept_by(draft: Draft) -> dict[str, str]:
    """Say in the event that submits that the server kept others' work away, from the first step on."""
    if not draft.session.info.get(BY_CLOCK):
        return {}
    begun = select(col(StoredEvent.about)).where(
        col(StoredEvent.appraisal_id) == draft.appraisal.id, col(StoredEvent.action).in_(BEGINNING)
    )
    told = list(draft.session.execute(begun).scalars())
    return dict(KEPT_BY) if told and all(about.items() >= KEPT_BY.items() for about in told) else {}


def _exported(draft: Draft) -> dict[str, str]:
    """Name in the event that submits the exports that went out while it was a draft, with what it held."""
    from store.seals import RELEASE

    of_draft = col(StoredEvent.appraisal_id) == draft.appraisal.id
    own = select(col(StoredPlace.id)).where(col(StoredPlace.reviewer_id) == draft.appraisal.reviewer_id)
    opening = col(StoredEvent.action).in_((*BEGINNING, "reopen"))
    begun = draft.session.execute(select(func.max(StoredEvent.number)).where(of_draft, opening)).scalar()
    exports = (
        select(col(StoredEvent.hash))
        .where(
            col(StoredEvent.action) == RELEASE,
            or_(col(StoredEvent.place_id).in_(own), col(StoredEvent.reviewer) == draft.actor),
            col(StoredEvent.number) > (begun or 0),
        )
        .order_by(col(StoredEvent.number))
    )
    hashes = list(draft.session.execute(exports).scalars())
    return {"exported": " ".join(hashes)} if hashes else {}


def _about(seen: Collection[UUID] | None) -> dict[str, str]:
    """Return the keys of an event that names what its author could see of others."""
    return {} if seen is None else {"seen": " ".join(sorted(str(each) for each in seen))}
