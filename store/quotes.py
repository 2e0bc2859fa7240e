"""Tie passages of documents to the answers that they back."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlmodel import col

from store import validation
from store.appraisal_tables import StoredQuote
from store.draft_changes import Draft, changing
from store.engine.store import Store
from store.errors import InvalidValue, NotFound
from store.records import Quote
from store.tables import StoredDocument


class _Quote:
    """One of the quotes of an item; the id in the value tells which one."""

    action = "quote"

    def read(self, draft: Draft, target: str, like: Any) -> Any:
        """Read the quote; see `Aspect`."""
        quote = draft.quotes.get(UUID(like["id"]))
        return None if quote is None else _as_value(quote)

    def write(self, draft: Draft, target: str, before: Any, after: Any) -> None:
        """Write the quote; see `Aspect`."""
        if before is not None:
            draft.remove(draft.quotes, UUID(before["id"]))
        if after is not None:
            ids: dict[str, Any] = {name: UUID(after[name]) for name in ("id", "document_id")}
            span: dict[str, Any] = {name: after[name] for name in ("start", "end", "text")}
            row = StoredQuote(appraisal_id=draft.appraisal.id, item_id=target, **ids, **span)
            draft.add(draft.quotes, row.id, row)


class _RemovedQuote(_Quote):
    """The place of a quote that is taken away: read by id, where the new value is empty."""

    def __init__(self, identity: UUID) -> None:
        self._identity = identity

    def read(self, draft: Draft, target: str, like: Any) -> Any:
        """Read the quote that is removed; see `Aspect`."""
        return super().read(draft, target, {"id": str(self._identity)})


QUOTE = _Quote()


def removed(identity: str) -> _RemovedQuote:
    """Return the aspect for taking the quote with this id away."""
    return _RemovedQuote(UUID(identity))


def tie(draft: Draft, item_id: str, document_id: UUID, start: int, end: int) -> Quote:
    """Tie an item of a draft to a passage; the same passage again gives the quote that is there.

    Args:
        draft: an open draft.
        item_id: the item.
        document_id: a document of the appraisal's study.
        start: where the passage begins, in characters from 0.
        end: where it ends; this character is not part of it.

    Raises:
        NotFound: the study has no such document.
        InvalidValue: the passage is empty or not within the text.
    """
    validation.name(item_id, "item")
    text = _passage(draft, document_id, start, end)
    place = (item_id, document_id, start, end)
    known = (row for row in draft.quotes.values() if _place(row) == place)
    identity = next((row.id for row in known), None) or uuid4()
    quote = Quote(identity, draft.appraisal.id, item_id, document_id, start, end, text)
    draft.put(QUOTE, item_id, _as_value(quote))
    return quote


def untie(draft: Draft, quote_id: UUID) -> bool:
    """Take a quote of a draft away.

    Returns:
        True if it was there.
    """
    quote = draft.quotes.get(quote_id)
    return quote is not None and draft.put(_RemovedQuote(quote_id), quote.item_id, None)


def add_quote(
    db: Store, appraisal_id: UUID, item_id: str, document_id: UUID, start: int, end: int, *, by: str
) -> Quote:
    """Tie an item to a passage; see `tie`.

    Args:
        db: the review.
        appraisal_id: a draft of the reviewer.
        item_id: the item.
        document_id: a document of the appraisal's study.
        start: where the passage begins, in characters from 0.
        end: where it ends; this character is not part of it.
        by: handle of the reviewer.

    Raises:
        NotFound: there is no such appraisal, or its study has no such document.
        Conflict: it is submitted, or somebody else's.
        InvalidValue: the passage is empty or not within the text.
    """
    with changing(db, appraisal_id, by) as draft:
        return tie(draft, item_id, document_id, start, end)


def remove_quote(db: Store, appraisal_id: UUID, quote_id: UUID, *, by: str) -> bool:
    """Take a quote away.

    Returns:
        True if it was there.

    Raises:
        NotFound: there is no such appraisal.
        Conflict: it is submitted, or somebody else's.
    """
    with changing(db, appraisal_id, by) as draft:
        return untie(draft, quote_id)


def _passage(draft: Draft, document_id: UUID, start: int, end: int) -> str:
    """Return the text between two positions.

    The database cuts it out, as a document may have millions of characters.
    """
    for position in (start, end):
        validation.whole(position, "position of a passage", 0, validation.MAX_TEXT)
    columns = select(
        col(StoredDocument.characters), func.substr(col(StoredDocument.text), start + 1, max(end - start, 0))
    )
    of_study = col(StoredDocument.study_id) == draft.appraisal.study_id
    with draft.session.no_autoflush:
        row = draft.session.execute(columns.where(col(StoredDocument.id) == document_id, of_study)).first()
    if row is None:
        raise NotFound("the study has no such document: list its documents to see what there is")
    characters, text = row
    if not start < end <= characters:
        raise InvalidValue(f"there is no passage from {start} to {end} in a text of {characters} characters")
    return validation.text(text, "passage")


def _place(quote: StoredQuote) -> tuple[str, UUID, int, int]:
    return quote.item_id, quote.document_id, quote.start, quote.end


def _as_value(quote: StoredQuote | Quote) -> dict[str, Any]:
    return {
        "id": str(quote.id),
        "document_id": str(quote.document_id),
        "start": quote.start,
        "end": quote.end,
        "text": quote.text,
    }
