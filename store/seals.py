"""Seal appraisals when they are submitted, and keep the seals of others."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from store.column_types import columns
from store.draft_changes import Draft
from store.engine.store import Store
from store.exchange_tables import StoredSeal
from store.history import head_of, record
from store.history_tables import StoredEvent, StoredPlace
from store.new_events import PLACES
from store.preliminaries import values_in
from store.records import AppraisalKind
from store.reviewers import reviewer_of
from store.seal_content import content_text, digest_of, sealed_content, signed_bytes
from store.tables import StoredChecklist, StoredDocument, StoredOwnChecklist, StoredReviewer, StoredWording
from store.writing_places import place_id

RELEASE = "export"
"""The action of the event that tells of contents given away."""


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal as it can be given to others: it tells what an appraisal is of, not what is in it.

    Attributes:
        public_key: of the place that sealed, in hex.
        folder: random id of the settings folder of that place.
        handle: who writes there.
        digest: hash of nonce and content, in hex.
        head: hash of the event that submitted the appraisal.
        signature: of the place over digest and head, in hex.
        about: the study, its documents, the result and the checklist.
        is_own: True if its content is here.
        reviewer: id of the row of who writes there, which a handout keeps; empty where a file does not tell.
    """

    public_key: str
    folder: str
    handle: str
    digest: str
    head: str
    signature: str
    about: dict[str, Any]
    sealed_at: datetime
    received_at: datetime | None = None
    is_own: bool = False
    reviewer: str = ""


def seal(draft: Draft) -> bool:
    """Seal a draft that was just submitted, in the transaction that submits it.

    Returns:
        False where there is no key to seal with, and for a consensus, which belongs to several people.
    """
    place_of = draft.session.info.get(PLACES)
    place = place_of(draft.actor) if place_of is not None else None
    if place is None or draft.appraisal.kind != AppraisalKind.INDEPENDENT:
        return False
    documents = _documents(draft)
    opened = draft.record
    content = sealed_content(
        person=place.public_key,
        study=str(opened.study_id),
        documents=documents.values(),
        result=opened.result,
        checklist=opened.checklist_sha256,
        wording=_wording(draft),
        preliminaries=values_in(draft),
        answers={item: (row.code, row.note) for item, row in draft.answers.items()},
        quotes=[
            (row.item_id, documents.get(row.document_id, ""), row.start, row.end)
            for row in draft.quotes.values()
        ],
        overrides={target: (row.judgement, row.reason) for target, row in draft.overrides.items()},
    )
    nonce, text = secrets.token_hex(32), content_text(content)
    digest, head = digest_of(nonce, text), head_of(draft.session)
    draft.session.add(
        StoredSeal(
            id=UUID(hex=digest[:32]),
            appraisal_id=opened.id,
            place_id=place.id,
            digest=digest,
            nonce=nonce,
            content=text,
            head=head,
            signature=place.sign(signed_bytes(digest, head)).hex(),
            about={name: content[name] for name in ("study", "documents", "result", "checklist")},
            sealed_at=datetime.now(UTC),
            received_at=None,
        )
    )
    draft.session.flush()
    return True


def list_seals(db: Store) -> list[Seal]:
    """List all seals, those of others too, by time."""
    fields = columns(
        StoredPlace.public_key,
        StoredPlace.folder,
        StoredReviewer.handle,
        StoredSeal.digest,
        StoredSeal.head,
        StoredSeal.signature,
        StoredSeal.about,
        StoredSeal.sealed_at,
        StoredSeal.received_at,
    )
    query = (
        select(*fields)
        .join_from(StoredSeal, StoredPlace, col(StoredPlace.id) == col(StoredSeal.place_id))
        .join(StoredReviewer, col(StoredReviewer.id) == col(StoredPlace.reviewer_id))
    )
    with db.reading() as session:
        query = query.add_columns(col(StoredSeal.nonce).is_not(None), col(StoredReviewer.id))
        rows = session.execute(query).all()
    found = [replace(Seal(*row[:-1]), reviewer=str(row[-1])) for row in rows]
    return sorted(found, key=lambda each: (each.sealed_at, each.digest))


def tell_export(db: Store, digests: Iterable[str], *, by: str) -> None:
    """Note in the history that seals were given away."""
    with db.writing() as session:
        reviewer = reviewer_of(session, by)
        about = {"digests": " ".join(sorted(digests))}
        record(session, action="seal.export", reviewer=reviewer.handle, about=about)


def tell_release(db: Store, appraisals: Iterable[UUID], *, by: str) -> bool:
    """Note in the history that the contents of one's own appraisals were given away.

    Returns:
        False where the last thing that this person did was to give away just these.
    """
    about = {"released": " ".join(sorted(str(each) for each in appraisals))}
    with db.writing() as session:
        reviewer = reviewer_of(session, by)
        query = (
            select(*columns(StoredEvent.action, StoredEvent.about))
            .where(col(StoredEvent.reviewer) == reviewer.handle)
            .order_by(col(StoredEvent.number).desc())
            .limit(1)
        )
        if session.execute(query).first() == (RELEASE, about):
            return False
        record(session, action=RELEASE, reviewer=reviewer.handle, about=about)
        return True


def receive(db: Store, seals: Iterable[Seal], *, by: str) -> list[Seal]:
    """Keep the seals of others, those that are not here yet, and note in the history that they are held.

    The people who sealed become known to the review; where a handle is somebody else's here already, they
    get one of their own.

    Returns:
        The new ones.
    """
    with db.writing() as session:
        reviewer = reviewer_of(session, by)
        held = set(session.execute(select(col(StoredSeal.digest))).scalars())
        new = [each for each in seals if each.digest not in held]
        now = datetime.now(UTC)
        for each in new:
            row = StoredSeal(
                id=UUID(hex=each.digest[:32]),
                appraisal_id=None,
                place_id=_place(session, each, now),
                digest=each.digest,
                nonce=None,
                content=None,
                head=each.head,
                signature=each.signature,
                about=each.about,
                sealed_at=each.sealed_at,
                received_at=now,
            )
            session.add(row)
        if new:
            session.flush()
            about = {"digests": " ".join(sorted(each.digest for each in new))}
            record(session, action="seal.receive", reviewer=reviewer.handle, about=about)
        return new


def _place(session: Any, sealed: Seal, now: datetime) -> UUID:
    """Return the id of the place that sealed, which becomes known if it is not."""
    identity = place_id(sealed.public_key)
    if session.get(StoredPlace, identity) is None:
        reviewer = _handed_out(session, sealed) or reviewer_of(session, _free_handle(session, sealed.handle))
        row = StoredPlace(
            id=identity,
            reviewer_id=reviewer.id,
            public_key=sealed.public_key,
            folder=sealed.folder,
            opened_at=now,
        )
        session.add(row)
        session.flush()
    return identity


def _handed_out(session: Any, sealed: Seal) -> StoredReviewer | None:
    """Return the reviewer for whom the file that sealed was handed out, as long as nobody wrote as that one.

    Whoever took another handle in that file is the same person all the same.
    """
    row = session.get(StoredReviewer, UUID(sealed.reviewer)) if sealed.reviewer else None
    if row is None or row.person_id is not None:
        return None
    writes = select(col(StoredPlace.id)).where(col(StoredPlace.reviewer_id) == row.id).limit(1)
    found: StoredReviewer | None = row if session.execute(writes).scalar() is None else None
    return found


def _free_handle(session: Any, handle: str) -> str:
    """Return a handle, or with a number behind it where a person with a key of their own has it here."""
    taken = select(col(StoredReviewer.handle_key)).join(
        StoredPlace, col(StoredPlace.reviewer_id) == col(StoredReviewer.id)
    )
    keys = set(session.execute(taken).scalars())
    number, free = 2, handle
    while free.casefold() in keys:
        number, free = number + 1, f"{handle}-{number}"
    return free


def _documents(draft: Draft) -> dict[UUID, str]:
    """Return the sha256 of the documents of the study, by id."""
    query = select(*columns(StoredDocument.id, StoredDocument.sha256)).where(
        col(StoredDocument.study_id) == draft.appraisal.study_id
    )
    return {row.id: row.sha256 for row in draft.session.execute(query)}


def _wording(draft: Draft) -> str | None:
    """Return the sha256 of the texts of the checklist that are somebody else's; None without any."""
    query = (
        select(col(StoredWording.sha256))
        .join(StoredOwnChecklist, col(StoredOwnChecklist.wording_id) == col(StoredWording.id))
        .join(StoredChecklist, col(StoredChecklist.id) == col(StoredOwnChecklist.checklist_version_id))
        .where(col(StoredChecklist.sha256) == draft.record.checklist_sha256)
    )
    found: str | None = draft.session.execute(query).scalar()
    return found
