"""Make the rows of new events, each chained to the events that it comes after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, String, Uuid, and_, bindparam, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from store import event_chain
from store.column_types import AnySelect
from store.handles import present_handle
from store.history_tables import StoredEvent, StoredPlace
from store.standing_versions import HAS_MERGED, standing_head
from store.validation import handle_key
from store.writing_places import WritingPlace, open_place


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An event about to be written."""

    action: str
    reviewer: str = ""
    study_id: UUID | None = None
    appraisal_id: UUID | None = None
    target: str = ""
    about: Mapping[str, str] = field(default_factory=dict)
    before: Any = None
    after: Any = None
    reason: str = ""
    undoes: int | None = None
    aside: bool = False
    """True if it is a step in a draft of one's own, which goes to the side chain of the draft."""
    joins: tuple[str, ...] = ()
    """Hashes of the events that it comes after besides the last one of its own chain."""


_FIELDS = tuple(name for name in Entry.__slots__ if name not in ("aside", "joins"))

BY_CLOCK = "by clock"
"""Under this name a session knows that events are numbered by the clock: see `team.last_number`."""

KEPT_BY: Mapping[str, str] = {"kept": "server"}
"""What an event on an appraisal says under `about` where the login of a team's member wrote it."""

PLACES = "places"
"""Under this name a session knows who writes where: a `store.writing_places.PlaceOf`."""

HASH = col(StoredEvent.hash)
_LAST_NUMBER = select(func.coalesce(func.max(col(StoredEvent.number)), 0)).scalar_subquery()


class ChainEnds:
    """The ends of the chains that events of one transaction go on from.

    A writing transaction is alone (see `Store.writing`), so what was read once stays true.
    """

    def __init__(self, session: Session, begun: Iterable[UUID] = ()) -> None:
        self._session = session
        self._now = datetime.now(UTC)
        self._number: int | None = None
        self._main: dict[str, str | None] = {}
        """By reviewer, the head of the main chain at the place here."""
        self._side: dict[UUID, tuple[str | None, bool]] = dict.fromkeys(begun, (None, False))
        """By appraisal, the last event on it by its reviewer, and whether that is in its side chain."""
        self._places: dict[str, WritingPlace | None] = {}

    @property
    def number(self) -> int:
        """The number of the last event."""
        if self._number is None:
            number = select(_last_number(bool(self._session.info.get(BY_CLOCK))))
            self._number = self._session.execute(number).scalar_one()
        return self._number

    def add(self, entry: Entry) -> dict[str, Any]:
        """Return the row of one more event."""
        place = self._place_of(entry.reviewer)
        self._read_heads(entry, place)
        parents = self._parents(entry)
        self._number = self.number + 1
        fields = {name: getattr(entry, name) for name in _FIELDS} | {"about": dict(entry.about)}
        row: dict[str, Any] = {
            "id": uuid4(),
            "number": self._number,
            "at": self._now,
            **fields,
            "parents": sorted(parents),
            "salt": event_chain.new_salt(),
            "place_id": place.id if place else None,
            "line": event_chain.line_of(entry.appraisal_id) if entry.aside else event_chain.MAIN,
            "original": None,
        }
        content = event_chain.content_of(row, self._undone(entry))
        row["commitment"] = event_chain.commitment(row["salt"], content)
        row["hash"] = event_chain.event_hash(parents, row["commitment"])
        signs = place is not None and entry.action in event_chain.SIGNED
        row["signature"] = place.sign(bytes.fromhex(row["hash"])).hex() if place and signs else None
        if entry.aside:
            self._side[_draft_of(entry)] = row["hash"], True
        else:
            self._main[entry.reviewer] = row["hash"]
            if entry.appraisal_id is not None:
                self._side[entry.appraisal_id] = row["hash"], False
        return row

    def _parents(self, entry: Entry) -> list[str]:
        main = self._main[entry.reviewer]
        last, is_aside = None, False
        if entry.appraisal_id is not None:
            last, is_aside = self._side.get(entry.appraisal_id, (None, False))
        parents = (last,) if entry.aside and is_aside else (main, last)
        return list(dict.fromkeys(parent for parent in (*parents, *entry.joins) if parent))

    def _place_of(self, reviewer: str) -> WritingPlace | None:
        if reviewer not in self._places:
            place_of = self._session.info.get(PLACES)
            self._places[reviewer] = place_of(reviewer) if place_of is not None and reviewer else None
        return self._places[reviewer]

    def _read_heads(self, entry: Entry, place: WritingPlace | None) -> None:
        """Read the last number and the heads of the chains that an event goes on from, in one statement."""
        draft = entry.appraisal_id
        if entry.reviewer in self._main and (draft is None or draft in self._side):
            return
        query = _heads(placed=place is not None, by_clock=bool(self._session.info.get(BY_CLOCK)))
        asked = {"reviewer": entry.reviewer, "draft": draft, "place": place.id if place else None}
        number, main, head, line, is_known, has_merged = self._session.execute(query, asked).one()
        if self._number is None:
            self._number = number
        if place is not None and not is_known:
            open_place(self._session, place, handle_key(entry.reviewer))
            # What was written before the person had a key here goes on in the chain of the key.
            before = _last_of(_without_place(entry.reviewer), col(StoredEvent.line) == event_chain.MAIN)
            main = self._session.execute(before).scalar()
        self._main.setdefault(entry.reviewer, main)
        if draft is not None:
            if has_merged and draft not in self._side:
                # The last event may be one of a version that waits, or gave way.
                head, line = standing_head(self._session, draft, entry.reviewer, entry.action) or (None, None)
            self._side.setdefault(draft, (head, bool(line)))

    def _undone(self, entry: Entry) -> str | None:
        if entry.undoes is None:
            return None
        query = select(HASH).where(col(StoredEvent.number) == entry.undoes)
        return self._session.execute(query).scalar()


def _draft_of(entry: Entry) -> UUID:
    if entry.appraisal_id is None:
        raise ValueError("a step aside is one in an appraisal")
    return entry.appraisal_id


@cache
def _heads(*, placed: bool, by_clock: bool) -> AnySelect:
    """Return the query of `ChainEnds._read_heads`, made once, since each change of an appraisal asks it.

    Its parameters are `reviewer`, `draft` and `place`, of which the last two may be None.

    Args:
        placed: for a reviewer with a key, whose events have a place.
        by_clock: see `_last_number`.
    """
    reviewer = bindparam("reviewer", type_=String)
    # Wherever it was made: the version that stands may have come from another machine of the reviewer.
    by_whom = present_handle(StoredEvent.reviewer) == reviewer
    of_draft = _last_of(by_whom, col(StoredEvent.appraisal_id) == bindparam("draft", type_=Uuid))
    place = bindparam("place", type_=Uuid)
    own = col(StoredEvent.place_id) == place if placed else _without_place(reviewer)
    return select(
        _last_number(by_clock),
        _last_of(own, col(StoredEvent.line) == event_chain.MAIN).scalar_subquery(),
        of_draft.scalar_subquery(),
        of_draft.with_only_columns(col(StoredEvent.line)).scalar_subquery(),
        select(func.count()).where(col(StoredPlace.id) == place).scalar_subquery(),
        HAS_MERGED,
    )


def _without_place(reviewer: str | ColumnElement[str]) -> ColumnElement[bool]:
    """Select the events of a reviewer, called so now, from before there was a key: they have no place."""
    return and_(col(StoredEvent.place_id).is_(None), present_handle(StoredEvent.reviewer) == reviewer)


def _last_of(*conditions: ColumnElement[bool]) -> AnySelect:
    return select(HASH).where(*conditions).order_by(col(StoredEvent.number).desc()).limit(1)


def _last_number(by_clock: bool) -> ColumnElement[Any]:
    """Return the expression of the last number that was given.

    On a server with a team nobody sees all events, and their number would tell how much others have written.
    """
    return func.team.last_number() if by_clock else _LAST_NUMBER
