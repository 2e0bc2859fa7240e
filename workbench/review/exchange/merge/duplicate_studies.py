"""Read from the events of merged and split studies which facts they set, and say what came in for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from store.standing_merges import FOLLOW, MERGE
from workbench.counts import count
from workbench.review.exchange.merge.moves import first_versions
from workbench.review.exchange.merge.sides import Side, Values

SPLIT = "study.split"
ACTIONS = (MERGE, SPLIT, FOLLOW)
"""Actions of the events that say what merges of studies moved."""


class Moves:
    """What duplicates moved in one file.

    Args:
        side: the file.
    """

    def __init__(self, side: Side) -> None:
        self._merges: Mapping[int, Values] = {
            event["number"]: event for event in side.events.values() if event["action"] == MERGE
        }
        self._followed = [event for event in side.events.values() if event["action"] == FOLLOW]
        self._first_versions = first_versions(side.rows["document"])
        self._key_of = {
            "findings": {row["id"]: row["outcome_id"] for row in side.rows["finding"]},
            "allocations": {row["id"]: row["reviewer_id"] for row in side.rows["allocation"]},
        }

    def told_by(self, event: Values, unknown: object) -> Iterator[tuple[tuple[str, ...], Any]]:
        """Yield the facts that an event of one of the actions sets; `unknown` stands for a value not told."""
        if event["action"] != FOLLOW:
            kept = event["about"].get("kept") if event["action"] == MERGE else None
            yield ("study", event["study_id"], "merged_into"), kept
        if event["action"] != SPLIT:
            yield from self._moved(event, unknown, is_split=False)
            return
        merge = self._merges.get(event["undoes"])
        if merge is None:
            return
        numbers = range(merge["number"], event["number"])
        of_study = [each for each in self._followed if each["study_id"] == merge["study_id"]]
        for each in (merge, *(each for each in of_study if each["number"] in numbers)):
            yield from self._moved(each, unknown, is_split=True)

    def _keys(self, name: str, moved: Values) -> list[str]:
        """Return the outcomes of findings, or who was asked, where the event names the rows alone."""
        known = self._key_of[name]
        return [known[each] for each in moved.get(name, ()) if each in known]

    def _moved(
        self, event: Values, unknown: object, *, is_split: bool
    ) -> Iterator[tuple[tuple[str, ...], Any]]:
        if not isinstance(event["after"], dict):
            return
        moved, other = event["after"], event["study_id"]
        kept = event["about"].get("kept", "")
        come, gone = (other, kept) if is_split else (kept, other)
        for study in moved.get("studies", ()):
            yield ("study", study, "merged_into"), come
        for document in moved.get("documents", ()):
            # Versions move together: where they are is told of the first one.
            yield ("document", self._first_versions.get(document, document), "study_id"), come
        for outcome in moved.get("outcomes") or self._keys("findings", moved):
            yield ("finding", outcome, come), unknown
            yield ("finding", outcome, gone), None
        for reviewer in moved.get("asked") or self._keys("allocations", moved):
            yield ("allocation", come, reviewer), unknown
            yield ("allocation", gone, reviewer), None
        for name in moved.get("characteristics", ()):
            yield ("characteristic", kept, name), unknown
        for name in moved.get("record", ()):
            yield ("study", kept, name), unknown
        for name in moved.get("assignment", {}).get("after", moved.get("assignment", ())):
            yield ("study", kept, name), unknown


def notes_on_what_came(
    here: Side, rows: Mapping[str, Sequence[Values]], changed: Collection[str]
) -> list[str]:
    """Say what came in for studies that are merged into other ones, so that no list shows it there.

    Args:
        here: the file that is merged into.
        rows: of both files, by table.
        changed: ids of the appraisals that came in or changed.
    """
    studies = {row["id"]: row for row in rows["study"]}
    came: dict[str, Counter[str]] = {}
    for table in ("appraisal", "document", "finding"):
        known = here.by_id[table].keys() - changed
        for row in rows[table]:
            if row["id"] not in known and studies[row["study_id"]]["merged_into"]:
                came.setdefault(row["study_id"], Counter())[table] += 1
    notes = []
    for study in sorted((studies[each] for each in came), key=lambda row: str(row["key"])):
        kept = studies[study["merged_into"]]["key"]
        told = " and ".join(count(number, table) for table, number in came[study["id"]].items())
        notes.append(
            f"{study['key']} is merged into {kept}: what came in for it ({told}) goes there; what {kept} has"
            f" itself stands, and the like of it stays with {study['key']}"
        )
    return notes
