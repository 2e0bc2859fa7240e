"""Hold the records of a review by table, with the indexes that the checks share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from store.appraisal_line import standing_line
from workbench.review.exchange.merge.unique import is_made_name

Values = dict[str, Any]
UNTOLD = "no event tells of it"
"""What is said of a row that no step of the history accounts for."""
CHANGED = "it is not what the history says"
"""What is said of a row that differs from what the steps on it come to."""
_CLOSE = timedelta(seconds=5)
"""How far the time in a row may be from that of its event: both are taken in one transaction."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not hold.

    Attributes:
        kind: `history`, `rows`, `documents`, `judgements` or `seals`.
        about: what it is about, such as `sugino2023 · anna · 1.2`.
        message: what does not hold. It never tells what somebody answered.
    """

    kind: str
    about: str
    message: str


class Ledger:
    """The records of a review as plain values, wherever they come from; ids and times are text."""

    def __init__(self, records: Mapping[str, Sequence[Values]]) -> None:
        self.records = records

    def rows(self, table: str) -> Sequence[Values]:
        """Return the rows of a table."""
        return self.records[table]

    @cached_property
    def events(self) -> list[Values]:
        """The history, in the order of this file."""
        return sorted(self.records["event"], key=lambda event: int(event["number"]))

    @cached_property
    def by_hash(self) -> dict[str, Values]:
        """The events by their hash."""
        return {event["hash"]: event for event in self.events}

    @cached_property
    def of_appraisal(self) -> dict[str, list[Values]]:
        """The events of each appraisal, by its id."""
        found: dict[str, list[Values]] = defaultdict(list)
        for event in self.events:
            if event["appraisal_id"] is not None:
                found[event["appraisal_id"]].append(event)
        return found

    @cached_property
    def line_of(self) -> dict[str, list[Values]]:
        """The events that led to the version of each appraisal that stands, by its id."""
        if not self._has_merged:
            return self.of_appraisal
        waiting: dict[str, set[str]] = defaultdict(set)
        for row in self.records["conflict"]:
            if row["kind"] == "appraisal":
                ends = waiting[row["about"]["appraisal"]]
                if row["decided_by"] is None:
                    ends.add(row["other"]["event"])
        # A consensus goes on in the chains of several people, so its steps are told apart only if it must be.
        consensus = {row["id"] for row in self.records["appraisal"] if row["kind"] == "consensus"}
        as_they_are = consensus - waiting.keys()
        return {
            identity: events
            if identity in as_they_are
            else [dict(event) for event in self._standing_line(identity, waiting.get(identity, set()))]
            for identity, events in self.of_appraisal.items()
        }

    def _standing_line(self, appraisal: str, waiting: set[str]) -> Sequence[Mapping[str, Any]]:
        events, row = self.of_appraisal[appraisal], self.appraisals.get(appraisal)
        state = row["state"] if row else None
        return standing_line(events, waiting, state=state, is_empty=appraisal not in self._filled)

    @cached_property
    def _filled(self) -> set[str]:
        """The ids of the appraisals in which anything was entered."""
        tables = ("answer", "quote", "override", "preliminary")
        return {row["appraisal_id"] for table in tables for row in self.records[table]}

    @cached_property
    def of_study(self) -> dict[str, list[Values]]:
        """The events on each study that are on none of its appraisals, by its id."""
        found: dict[str, list[Values]] = defaultdict(list)
        for event in self.events:
            if event["study_id"] is not None and event["appraisal_id"] is None:
                found[event["study_id"]].append(event)
        return found

    @cached_property
    def studies(self) -> dict[str, Values]:
        """The studies by id."""
        return {row["id"]: row for row in self.records["study"]}

    @cached_property
    def reviewers(self) -> dict[str, Values]:
        """The reviewers by id."""
        return {row["id"]: row for row in self.records["reviewer"]}

    @cached_property
    def places(self) -> dict[str, Values]:
        """The writing places by id."""
        return {row["id"]: row for row in self.records["place"]}

    @cached_property
    def appraisals(self) -> dict[str, Values]:
        """The appraisals by id."""
        return {row["id"]: row for row in self.records["appraisal"]}

    @cached_property
    def checklists(self) -> dict[str, Values]:
        """The versions of checklists by id."""
        return {row["id"]: row for row in self.records["checklist_version"]}

    @cached_property
    def answers(self) -> dict[str, list[Values]]:
        """The answers of each appraisal, by its id."""
        return self.parts_of("answer")

    @cached_property
    def shared_preliminaries(self) -> dict[str, dict[str, set[str]]]:
        """Every value that was settled for the whole review, by the id of the reviewer and preliminary."""
        found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for event in self.events:
            appraisal = self.appraisals.get(event["appraisal_id"] or "")
            if event["action"] == "preliminary.shared" and appraisal is not None and event["after"]:
                found[appraisal["reviewer_id"]][event["target"]].add(event["after"])
        return found

    @cached_property
    def damaged_people(self) -> set[str]:
        """The ids of the people in whose chain a step does not hold; filled by the check of the history."""
        return set()

    def note_damage(self, event: Values) -> None:
        """Remember whose step does not hold; where that is not known it may be anybody's."""
        place = self.places.get(event.get("place_id") or "")
        handles = {row["handle"]: row["reviewer_id"] for row in self.records.get("former_handle", ())}
        handles |= {row["handle"]: row["id"] for row in self.records["reviewer"]}
        author = handles.get(event.get("reviewer") or "")
        people = {author} if author else set()
        if place is not None:
            people.add(place["reviewer_id"])
        self.damaged_people.update(people or self.reviewers.keys())

    @cached_property
    def merged_studies(self) -> set[str]:
        """The ids of the studies that took part in a merge of duplicates."""
        merges = [event["about"] for event in self.events if event["action"] == "study.merge"]
        return {about[name] for about in merges for name in ("merged", "kept") if name in about}

    def is_renamed(self, told: Any, now: Any) -> bool:
        """Return True if a merge made a name of another one that was taken: `key-2`, `name (2)`."""
        return self._has_merged and isinstance(told, str) and is_made_name(told, now)

    @cached_property
    def _has_merged(self) -> bool:
        return any(event["action"] == "merge" for event in self.events)

    def parts_of(self, table: str) -> dict[str, list[Values]]:
        """Return the rows that belong to appraisals, by the id of the appraisal."""
        found: dict[str, list[Values]] = defaultdict(list)
        for row in self.records[table]:
            if row["appraisal_id"] is not None:
                found[row["appraisal_id"]].append(row)
        return found

    def study_name(self, study_id: str | None) -> str:
        """Return the key of a study."""
        study = self.studies.get(study_id or "")
        return str(study["key"]) if study else "a study that is not here"

    def appraisal_name(self, appraisal: Values) -> str:
        """Name an appraisal; the result that is judged is not told, nor anything of a draft's items."""
        who = "consensus" if appraisal["kind"] == "consensus" else self.handle_of(appraisal["reviewer_id"])
        return f"{self.study_name(appraisal['study_id'])} · {who}"

    def item_name(self, appraisal: Values, target: str) -> str:
        """Name an item or a domain of an appraisal; of a draft only the appraisal is named."""
        name = self.appraisal_name(appraisal)
        return f"{name} · {target}" if appraisal["state"] == "submitted" else name

    def handle_of(self, reviewer_id: str) -> str:
        """Return the handle of a reviewer."""
        row = self.reviewers.get(reviewer_id)
        return str(row["handle"]) if row else "somebody who is not here"

    def independent(self) -> Iterator[Values]:
        """Yield the independent appraisals that are submitted."""
        for row in self.records["appraisal"]:
            if row["kind"] == "independent" and row["state"] == "submitted":
                yield row


def check_time(name: str, told: str | None, event: Values) -> Iterator[Fault]:
    """Yield a fault where a time in a row is not that of the step that set it."""
    try:
        gap = abs(datetime.fromisoformat(str(told)) - datetime.fromisoformat(str(event["at"])))
    except (ValueError, TypeError):
        gap = _CLOSE * 2
    if gap > _CLOSE:
        yield Fault("rows", name, "a time in it is not that of the step that set it")
