"""Read from the events of merged and split studies which facts they set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from workbench.review.exchange.merge.sides import Side, Values

MERGE, SPLIT = "study.merge", "study.split"


class Moves:
    """What duplicates moved in one file.

    Args:
        side: the file.
    """

    def __init__(self, side: Side) -> None:
        self._merges: Mapping[int, Values] = {
            event["number"]: event for event in side.events.values() if event["action"] == MERGE
        }
        self._outcomes = {row["id"]: row["outcome_id"] for row in side.rows["finding"]}
        self._asked = {row["id"]: row["reviewer_id"] for row in side.rows["allocation"]}

    def told_by(self, event: Values, unknown: object) -> Iterator[tuple[tuple[str, ...], Any]]:
        """Yield the facts that an event of either action sets; `unknown` stands for a value not told."""
        is_merge = event["action"] == MERGE
        merge = event if is_merge else self._merges.get(event["undoes"])
        yield ("study", event["study_id"], "merged_into"), unknown
        if merge is None or not isinstance(merge["after"], dict):
            return
        moved, other = merge["after"], merge["study_id"]
        kept = merge["about"].get("kept", "")
        come, gone = (kept, other) if is_merge else (other, kept)
        for study in moved.get("studies", ()):
            yield ("study", study, "merged_into"), unknown
        for document in moved.get("documents", ()):
            yield ("document", document, "study_id"), come
        for finding in moved.get("findings", ()):
            if outcome := self._outcomes.get(finding):
                yield ("finding", outcome, come), unknown
                yield ("finding", outcome, gone), None
        for allocation in moved.get("allocations", ()):
            if reviewer := self._asked.get(allocation):
                yield ("allocation", come, reviewer), unknown
                yield ("allocation", gone, reviewer), None
        for name in moved.get("characteristics", ()):
            yield ("characteristic", kept, name), unknown
        for name in moved.get("record", ()):
            yield ("study", kept, name), unknown
        for name in moved.get("assignment", {}).get("after", moved.get("assignment", ())):
            yield ("study", kept, name), unknown
