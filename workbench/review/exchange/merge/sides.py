"""Hold the rows of one of the two files of a merge, and what its history knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from workbench.review.exchange.merge.moves import appraisal_homes, document_homes

Values = dict[str, Any]
Tables = Mapping[str, Sequence[Values]]


class Side:
    """The rows of one file by table, as `store.export_rows` gives them.

    Args:
        rows: by table.
    """

    def __init__(self, rows: Tables) -> None:
        self.rows = rows

    @cached_property
    def events(self) -> dict[str, Values]:
        """The events by hash, in the order of this file."""
        return {row["hash"]: row for row in sorted(self.rows["event"], key=lambda row: row["number"])}

    @cached_property
    def bare(self) -> dict[str, Values]:
        """The events of which only the hash is here, by hash."""
        return {row["hash"]: row for row in self.rows["bare_event"] if row["hash"] not in self.events}

    @cached_property
    def by_id(self) -> dict[str, dict[str, Values]]:
        """The rows by table and id."""
        return {table: {row["id"]: row for row in rows} for table, rows in self.rows.items()}

    @cached_property
    def _homes(self) -> dict[str, dict[str, str]]:
        events = self.events.values()
        documents = document_homes(events, self.rows["document"])
        return {"appraisal": appraisal_homes(events), "document": documents}

    def home(self, table: str, row: Values) -> str:
        """Return the id of the study that an appraisal or a document was made for, wherever it is now."""
        return self._homes[table].get(row["id"], str(row["study_id"]))

    def grouped(self, table: str, column: str) -> dict[Any, list[Values]]:
        """Return the rows of a table by the value of a column."""
        groups: dict[Any, list[Values]] = defaultdict(list)
        for row in self.rows[table]:
            groups[row[column]].append(row)
        return groups

    def before(self, events: Iterable[str]) -> set[str]:
        """Return the hashes of all that came before some events of this side."""
        known = set[str]()
        waiting = [parent for event in events for parent in self._parents(event)]
        while waiting:
            hashed = waiting.pop()
            if hashed not in known:
                known.add(hashed)
                waiting += self._parents(hashed)
        return known

    def _parents(self, hashed: str) -> list[str]:
        row = self.events.get(hashed) or self.bare.get(hashed)
        return row["parents"] if row else []

    def is_main(self, hashed: str) -> bool:
        """Return True if an event of this side stands in a main chain."""
        return hashed in self.bare or not self.events[hashed]["line"]

    def heads(self) -> list[str]:
        """Return the hashes of the events of main chains after which none of a main chain comes here."""
        main = [hashed for hashed in (*self.events, *self.bare) if self.is_main(hashed)]
        continued = {
            parent for hashed in main for parent in (self.events.get(hashed) or self.bare[hashed])["parents"]
        }
        return sorted(set(main) - continued)


class Knowledge:
    """What each of two files knows of the history of both.

    Args:
        here: one file.
        other: the other one.
    """

    def __init__(self, here: Side, other: Side) -> None:
        self.sides = (here, other)
        self.parents: dict[str, list[str]] = {}
        for side in (here, other):
            for hashed, row in (*side.bare.items(), *side.events.items()):
                self.parents[hashed] = row["parents"]
        self.here = self.closure((*here.events, *here.bare))
        self.other = self.closure((*other.events, *other.bare))
        origin_here, origin_other = (set(side.bare or side.events) for side in (here, other))
        self.here_is_newer = origin_other <= self.here and not origin_here <= self.other
        """True if what has no event of its own here is from after what it is in the other file."""
        self.other_is_newer = origin_here <= self.other and not origin_other <= self.here

    def before(self, events: Iterable[str]) -> set[str]:
        """Return all that came before some events."""
        return self.closure(parent for event in events for parent in self.parents.get(event, ()))

    def closure(self, heads: Iterable[str]) -> set[str]:
        """Return some events with all that came before them."""
        known: set[str] = set()
        waiting = list(heads)
        while waiting:
            hashed = waiting.pop()
            if hashed not in known:
                known.add(hashed)
                waiting += self.parents.get(hashed, ())
        return known
