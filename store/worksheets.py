"""Read what appraisals hold: whole, or only the codes of many."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from sys import intern
from types import MappingProxyType
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import String, cast, func, select, type_coerce
from sqlalchemy.orm import Session
from sqlmodel import col

from checklists.judgement.compact_answers import NO_ANSWERS, AnswerList
from store import row_records
from store.appraisal_tables import StoredAnswer, StoredAppraisal, StoredOverride, StoredQuote
from store.column_types import AnyRow, AnySelect, columns
from store.draft_changes import Draft
from store.engine.store import Store
from store.errors import NotFound
from store.handles import present_handle, read_present_handles
from store.preliminaries import values_in, values_of
from store.records import Answer, AppraisalKind, Override, Quote, Worksheet

_ANSWERS = select(
    *columns(
        StoredAnswer.appraisal_id,
        StoredAnswer.item_id,
        StoredAnswer.code,
        StoredAnswer.note,
        StoredAnswer.answered_at,
    ),
    present_handle(StoredAnswer.decided_by),
)
_QUOTES = select(
    *columns(
        StoredQuote.id,
        StoredQuote.appraisal_id,
        StoredQuote.item_id,
        StoredQuote.document_id,
        StoredQuote.start,
        StoredQuote.end,
        StoredQuote.text,
    )
)
_NO_OVERRIDES: Mapping[str, str] = MappingProxyType({})
T = TypeVar("T")

_MANY = 5000
"""How many ids one query may name; both databases take some tens of thousands."""


def read_worksheet(db: Store, appraisal_id: UUID) -> Worksheet:
    """Read everything that an appraisal holds, as it is at one moment.

    Raises:
        NotFound: there is no such appraisal.
    """
    return read_worksheets(db, [appraisal_id])[appraisal_id]


def read_worksheets(db: Store, appraisal_ids: Iterable[UUID]) -> dict[UUID, Worksheet]:
    """Read the worksheets of several appraisals, with six queries however many there are (up to thousands).

    Raises:
        NotFound: one of the appraisals is not there.
    """
    sheets: dict[UUID, Worksheet] = {}
    ids = list(dict.fromkeys(appraisal_ids))
    with db.reading() as session:
        for some in _parts(ids):
            sheets |= _read(session, some)
    if len(sheets) < len(ids):
        raise NotFound("the appraisal is not in the review: open the study again")
    return {identity: sheets[identity] for identity in ids}


def worksheet_of(draft: Draft) -> Worksheet:
    """Return everything that an open draft holds, with what was changed in it."""
    is_consensus = draft.appraisal.kind == AppraisalKind.CONSENSUS
    present = read_present_handles(draft.session) if is_consensus else {}
    answers = {
        item: Answer(item, row.code, row.note, row.answered_at, _now(row.decided_by, present))
        for item, row in draft.answers.items()
    }
    overrides = {
        target: Override(target, row.judgement, row.reason, row.made_at, _now(row.decided_by, present))
        for target, row in draft.overrides.items()
    }
    quotes = [
        Quote(row.id, row.appraisal_id, row.item_id, row.document_id, row.start, row.end, row.text)
        for row in draft.quotes.values()
    ]
    quotes.sort(key=_place)
    return Worksheet(draft.record, answers, overrides, values_in(draft), tuple(quotes))


def codes_of(db: Store, appraisal_ids: Iterable[UUID]) -> dict[UUID, AnswerList]:
    """Read the codes by item id of each of the appraisals, in their order.

    Those without answers, or not there, have none. Made for tables and agreement over whole reviews: 600,000
    answers take less than a second.
    """
    return _by_id(codes_by_digits, db, appraisal_ids)


def overrides_of(db: Store, appraisal_ids: Iterable[UUID]) -> dict[UUID, Mapping[str, str]]:
    """Read override target to the judgement it sets for each of the appraisals, in their order.

    Most have none.
    """
    return _by_id(overrides_by_digits, db, appraisal_ids)


def codes_by_digits(db: Store, appraisal_ids: Iterable[str]) -> dict[str, AnswerList]:
    """Read what `codes_of` does by ids that are written as 32 digits, as those of heads are."""
    fields = columns(StoredAnswer.appraisal_id, StoredAnswer.item_id, StoredAnswer.code)
    return _by_appraisal(db, appraisal_ids, *fields)


def overrides_by_digits(db: Store, appraisal_ids: Iterable[str]) -> dict[str, Mapping[str, str]]:
    """Read what `overrides_of` does by ids that are written as 32 digits, as those of heads are."""
    fields = columns(StoredOverride.appraisal_id, StoredOverride.target, StoredOverride.judgement)
    overridden = _by_appraisal(db, appraisal_ids, *fields)
    levels = dict.fromkeys(overridden, _NO_OVERRIDES)
    return levels | {digits: given.by_item for digits, given in overridden.items() if given is not NO_ANSWERS}


def _by_id(
    read: Callable[[Store, Iterable[str]], Mapping[str, T]], db: Store, appraisal_ids: Iterable[UUID]
) -> dict[UUID, T]:
    ids = list(dict.fromkeys(appraisal_ids))
    return dict(zip(ids, read(db, [identity.hex for identity in ids]).values(), strict=True))


def notes_of(db: Store, appraisal_ids: Iterable[UUID]) -> dict[UUID, dict[str, Answer]]:
    """Read the answers that have a note, by item id, of those of the appraisals that have any."""
    query = _ANSWERS.where(col(StoredAnswer.note) != "")
    notes: dict[UUID, dict[str, Answer]] = {}
    for identity, *row in _of_many(db, query, StoredAnswer.appraisal_id, appraisal_ids):
        notes.setdefault(identity, {})[row[0]] = Answer(*row)
    return notes


def quotes_of(db: Store, appraisal_ids: Iterable[UUID]) -> dict[UUID, list[Quote]]:
    """Read the quotes of those of the appraisals that have any, in the order of the documents."""
    quotes: dict[UUID, list[Quote]] = {}
    rows = _of_many(db, _QUOTES, StoredQuote.appraisal_id, appraisal_ids)
    for quote in sorted((Quote(*row) for row in rows), key=_place):
        quotes.setdefault(quote.appraisal_id, []).append(quote)
    return quotes


def _of_many(
    db: Store, query: AnySelect, appraisal_id: object, appraisal_ids: Iterable[UUID]
) -> list[AnyRow]:
    """Return the rows of a query that are about some appraisals; of many, all rows are read."""
    wanted = set(appraisal_ids)
    column = columns(appraisal_id)[0]
    with db.reading() as session:
        if len(wanted) <= _MANY:
            return [*session.execute(query.where(column.in_(wanted)))]
        place = query.selected_columns.keys().index(column.key)
        return [row for row in session.execute(query) if row[place] in wanted]


def _by_appraisal(
    db: Store, appraisal_ids: Iterable[str], appraisal_id: Any, name: Any, value: Any
) -> dict[str, AnswerList]:
    """Read name to value for each of the appraisals, whose ids are written as 32 digits.

    The database puts what belongs to an appraisal into two JSON lists. To fetch these takes a third of the
    time of fetching hundreds of thousands of rows, and the few lists of names there are are read once.
    """
    values = dict.fromkeys(appraisal_ids, NO_ANSWERS)
    known: dict[str, tuple[str, ...]] = {}
    from_json = json.JSONDecoder().raw_decode
    with db.reading() as session:
        as_list = func.json_agg if _is_postgres(session) else func.json_group_array
        fields: list[Any] = [type_coerce(appraisal_id, String)]
        fields += [cast(as_list(field), String) for field in (name, value)]
        query = select(*fields).where(value.is_not(None)).group_by(appraisal_id)
        if len(values) <= _MANY:
            query = query.where(appraisal_id.in_(list(map(UUID, values))))
        # Of more, all rows are read: that is faster than looking up those of each appraisal.
        # The connection does not flush, as the session would.
        session.flush()
        result = session.connection().execute(query)
        # The driver's own rows take a quarter of the time, and one of them is in memory at a time.
        rows: Any = result.cursor
        is_postgres = _is_postgres(session)
        for key, written_names, written_values in rows:
            digits = key.hex if is_postgres else key  # SQLite keeps an id as 32 digits
            if digits in values:
                names = known.get(written_names)
                if names is None:
                    names = known[written_names] = tuple(from_json(written_names)[0])
                values[digits] = AnswerList(names, from_json(written_values)[0])
        result.close()
    return values


def _read(session: Session, ids: Sequence[UUID]) -> dict[UUID, Worksheet]:
    query = row_records.select_appraisals().where(col(StoredAppraisal.id).in_(ids))
    appraisals = [row_records.appraisal(row) for row in session.execute(query)]
    answers = _answers(session, ids)
    overrides = _overrides(session, ids)
    quotes = _quotes(session, ids)
    preliminaries = values_of(session, ids)
    return {
        appraisal.id: Worksheet(
            appraisal,
            answers[appraisal.id],
            overrides[appraisal.id],
            preliminaries[appraisal.id],
            tuple(quotes[appraisal.id]),
        )
        for appraisal in appraisals
    }


def _answers(session: Session, ids: Sequence[UUID]) -> dict[UUID, dict[str, Answer]]:
    answers: dict[UUID, dict[str, Answer]] = {identity: {} for identity in ids}
    id_of = _by_key(session, answers)
    fields = (
        StoredAnswer.item_id,
        StoredAnswer.code,
        StoredAnswer.note,
        StoredAnswer.answered_at,
    )
    decided_by = present_handle(StoredAnswer.decided_by)
    digits: Any = type_coerce(col(StoredAnswer.appraisal_id), String)
    query = select(digits, *columns(*fields), decided_by).where(col(StoredAnswer.appraisal_id).in_(ids))
    # Asking the connection instead of the session halves the time of a long list.
    rows: Iterable[Any] = session.connection().execute(query)
    for identity, item, code, note, answered_at, decided_by in rows:
        name = intern(item)
        answers[id_of[identity]][name] = Answer(name, code and intern(code), note, answered_at, decided_by)
    return answers


def _overrides(session: Session, ids: Sequence[UUID]) -> dict[UUID, dict[str, Override]]:
    overrides: dict[UUID, dict[str, Override]] = {identity: {} for identity in ids}
    fields = (
        StoredOverride.appraisal_id,
        StoredOverride.target,
        StoredOverride.judgement,
        StoredOverride.reason,
        StoredOverride.made_at,
    )
    query = select(*columns(*fields), present_handle(StoredOverride.decided_by)).where(
        col(StoredOverride.appraisal_id).in_(ids)
    )
    for appraisal_id, *row in session.execute(query):
        overrides[appraisal_id][row[0]] = Override(*row)
    return overrides


def _quotes(session: Session, ids: Sequence[UUID]) -> dict[UUID, list[Quote]]:
    quotes: dict[UUID, list[Quote]] = {identity: [] for identity in ids}
    query = _QUOTES.where(col(StoredQuote.appraisal_id).in_(ids))
    for quote in sorted((Quote(*row) for row in session.execute(query)), key=_place):
        quotes[quote.appraisal_id].append(quote)
    return quotes


def _place(quote: Quote) -> tuple[UUID, int, int, str]:
    return quote.document_id, quote.start, quote.end, quote.item_id


def _by_key(session: Session, ids: Iterable[UUID]) -> dict[Any, UUID]:
    """Look up ids by what the database gives for them.

    SQLite keeps an id as 32 digits. Looking these up spares making an id of each of 600,000 answers.
    """
    if _is_postgres(session):
        return {identity: identity for identity in ids}
    return {identity.hex: identity for identity in ids}


def _is_postgres(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def _now(handle: str | None, present: Mapping[str, str]) -> str | None:
    return None if handle is None else present.get(handle, handle)


def _parts(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    for first in range(0, len(ids), _MANY):
        yield ids[first : first + _MANY]
