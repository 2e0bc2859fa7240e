"""Hold what persons entered for bodies of evidence, as far as the viewer may see it.

An effect and a baseline risk are numbers with a source, seen by all as findings are. A comment, a statement
and the reason for another start can tell what is in appraisals: they are hidden with those, as ratings of
risk of bias are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from checklists import Checklist, GradeStart
from store import body_entries as stored
from store.records import BodyEntry, ChosenStart, Event
from workbench.grade import (
    CERTAINTIES,
    Baseline,
    BodyKey,
    Effect,
    NumbersError,
    effect_from_json,
    read_baseline,
)
from workbench.review.blindness.visibility import tells_of_appraisals

EFFECT, BASELINE, COMMENT, STATEMENT, UP_ANYWAY = stored.PARTS
PARTS = (EFFECT, BASELINE, COMMENT, STATEMENT, UP_ANYWAY)
"""Those that the front ends offer."""
WORDS = (COMMENT, STATEMENT, UP_ANYWAY)
"""Those that are words of a person, without a source."""
_SAVED = ("body", "start")
_LOW: Final = "low"


def starts_of(checklist: Checklist) -> Mapping[str, GradeStart]:
    """Return the starts of GRADE that may be chosen for studies with a checklist, by name.

    Those are the declared ones. Where a checklist declares none, the team says at which level GRADE starts,
    and rates risk of bias by itself.
    """
    if checklist.grade is not None:
        return checklist.grade.starts
    return {f"start_{level}": GradeStart(start=level, risk_of_bias={}) for level in ("high", "low")}


def starts_without_comparison(checklist: Checklist) -> Mapping[str, GradeStart]:
    """Return the starts for findings that compare nothing: those of the checklist that are not above low.

    The start of a checklist for comparisons is that of the comparison; a single arm of the same study has
    none. Where a checklist declares no start so low, its own one is lowered: each judgement then takes one
    level less, as in the maps of the checklists that declare both starts, since a low start already pays for
    the lack of a comparison. Both are ours: no start for single arms is published.
    """
    starts = starts_of(checklist)
    low = {
        name: start
        for name, start in starts.items()
        if CERTAINTIES.index(start.start) <= CERTAINTIES.index(_LOW)
    }
    if low or checklist.grade is None:
        return low
    levels = starts[checklist.grade.default].risk_of_bias
    lowered = {judgement: min(taken + 1, 0) for judgement, taken in levels.items()}
    return {f"start_{_LOW}": GradeStart(start=_LOW, risk_of_bias=lowered)}


def start_named(checklist: Checklist, name: str, *, compared: bool) -> str | None:
    """Return the name of the start that holds where a start is chosen, or none is and `name` is empty.

    Returns:
        The chosen one, else the default of the checklist; where nothing is compared and that is above low,
        the highest that is not. None where the checklist declares no start and none was chosen.
    """
    starts = starts_of(checklist)
    wanted = name if name in starts else checklist.grade.default if checklist.grade else None
    if compared or wanted is None:
        return wanted
    low = starts_without_comparison(checklist)
    return wanted if wanted in low else max(low, key=lambda each: CERTAINTIES.index(low[each].start))


@dataclass(frozen=True, slots=True)
class StartChoice:
    """A start that a person chose instead of the checklist's own.

    Attributes:
        checklist: id of the checklist.
        name: the name under which the checklist declares the start, such as `start_low`.
        reason: why.
        chosen_by: handle.
    """

    checklist: str
    name: str
    reason: str
    chosen_by: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One part of what is entered for a body.

    Attributes:
        part: one of `PARTS`.
        content: as stored.
        source: where it is from; words have none.
        entered_by: handle.
        changed_at: when; None where the history does not say.
    """

    part: str
    content: Mapping[str, Any]
    source: str
    entered_by: str
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries of one body, by the name of the part."""

    by_part: Mapping[str, Entry] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def effect(self) -> Effect | None:
        """The effect; None where nobody entered one, or this version of the program cannot read it."""
        entry = self.by_part.get(EFFECT)
        try:
            return effect_from_json(entry.content) if entry else None
        except NumbersError:
            return None

    @property
    def baseline(self) -> Baseline | None:
        """The risk without treatment; None where nobody entered one that can be read."""
        entry = self.by_part.get(BASELINE)
        try:
            return read_baseline(str(entry.content.get("risk", ""))) if entry else None
        except NumbersError:
            return None

    @property
    def comment(self) -> str:
        """The comment for the summary of findings; may be empty."""
        return self._words(COMMENT)

    @property
    def statement(self) -> str:
        """The statement that a person wrote in the place of the one that follows; may be empty."""
        return self._words(STATEMENT)

    @property
    def up_anyway(self) -> str:
        """The reason why levels up count although something was rated down; may be empty."""
        return self._words(UP_ANYWAY)

    def _words(self, part: str) -> str:
        entry = self.by_part.get(part)
        return str(entry.content.get("text", "")) if entry else ""

    def source(self, part: str) -> str:
        """Return the source of a part; empty where nobody entered it."""
        entry = self.by_part.get(part)
        return entry.source if entry else ""


class Entered:
    """The entries of all bodies of the review, read once."""

    def __init__(
        self,
        entries: Iterable[BodyEntry],
        starts: Iterable[ChosenStart],
        events: Iterable[Event],
        unseen: Collection[str],
    ) -> None:
        """Leave out what tells of appraisals that the viewer may not see.

        Args:
            entries: all of the review.
            starts: all that were chosen.
            events: of the review, oldest first.
            unseen: handles of reviewers whose appraisals the viewer may not see.
        """
        last = {_keys(event): event for event in events if event.action in _SAVED}
        self._entries: dict[tuple[UUID, str], dict[str, Entry]] = {}
        for entry in entries:
            event = last.get((str(entry.outcome_id), entry.body, entry.part))
            if not _is_hidden(event, unseen):
                known = self._entries.setdefault((entry.outcome_id, entry.body), {})
                known[entry.part] = _entry(entry, event)
        self._starts: dict[tuple[UUID, str], StartChoice] = {}
        for start in starts:
            event = last.get((str(start.outcome_id), start.checklist))
            if not _is_hidden(event, unseen):
                self._starts[start.outcome_id, start.checklist] = _choice(start, event)

    def of(self, outcome: UUID, body: BodyKey) -> Entries:
        """Return what is entered for a body of an outcome."""
        return Entries(MappingProxyType(self._entries.get((outcome, str(body)), {})))

    def bodies_with_entries(self, outcome: UUID) -> dict[str, tuple[str, ...]]:
        """Return which parts are entered for an outcome, by key of the body."""
        return {
            body: tuple(parts) for (outcome_id, body), parts in self._entries.items() if outcome_id == outcome
        }

    def choice(self, outcome: UUID, checklist: Checklist | None) -> StartChoice | None:
        """Return the start chosen for an outcome and checklist, if this version declares it."""
        choice = self._starts.get((outcome, checklist.id)) if checklist else None
        starts = starts_of(checklist) if checklist else {}
        return choice if choice and choice.name in starts else None


def _keys(event: Event) -> tuple[str, ...]:
    """Return the keys of the row that an event is about."""
    names = ("outcome", "checklist") if event.action == "start" else ("outcome", "body", "part")
    return tuple(event.about.get(name, "") for name in names)


def _is_hidden(event: Event | None, unseen: Collection[str]) -> bool:
    return event is not None and event.reviewer in unseen and tells_of_appraisals(event)


def _entry(entry: BodyEntry, event: Event | None) -> Entry:
    who, when = (event.reviewer, event.at) if event else ("", None)
    return Entry(entry.part, MappingProxyType(entry.content), entry.source, who, when)


def _choice(start: ChosenStart, event: Event | None) -> StartChoice:
    return StartChoice(start.checklist, start.start, start.reason, event.reviewer if event else "")
