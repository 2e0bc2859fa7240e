"""Describe a body of evidence to front ends: its ratings, entries, starts and certainty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from workbench.grade import GRADE_DOMAINS, Rating, RatingState, suggested_text, weakest
from workbench.review.evidence.entries import UP_ANYWAY
from workbench.review.evidence.outcome_lines import OutcomeLine

NOT_RATED = "not rated"


@dataclass(frozen=True, slots=True)
class RatingLine:
    """One GRADE domain of a body of evidence.

    Attributes:
        domain: id of the domain, such as `RiskOfBias`.
        title: such as "risk of bias".
        suggested: levels suggested, negative for down; None where the numbers suggest nothing.
        because: the arithmetic of the suggestion.
        final: levels that count; None while nothing is rated.
        reason: why; may be empty for 0.
        rated_by: handle; empty where nobody rated it: the suggestion stands then, or nothing does.
        changed_at: when it was rated; None where nobody did.
        stale: True if what the rating rests on changed since, until somebody confirms it.
        word: what so many levels are called, such as "serious"; "not rated" while nothing is.
        state: how far it has come.
        state_because: why it is stale, unreconciled or not assessable; else empty.
        confirmed_by: handle of another person who confirmed it as it is; empty where nobody did.
        confirmed_at: when.
    """

    domain: str
    title: str
    suggested: int | None
    because: str
    final: int | None
    reason: str
    rated_by: str
    changed_at: datetime | None
    stale: bool
    word: str = NOT_RATED
    state: RatingState = RatingState.NOT_RATED
    state_because: str = ""
    confirmed_by: str = ""
    confirmed_at: datetime | None = None

    @property
    def shown(self) -> str:
        """What stands for it in every output: the rating, or what is suggested and not rated."""
        if self.state is RatingState.SUGGESTED:
            return suggested_text(self.suggested)
        if self.final is None or self.state is RatingState.NOT_ASSESSABLE:
            return self.state.word
        return f"{self.word} ({self.final:+d})" if self.final else self.word

    @property
    def state_text(self) -> str:
        """The state in words, with who rated and confirmed it, or why it is open."""
        if self.state is RatingState.AGREED:
            return f"{self.state.word}: {self.rated_by}, {self.confirmed_by}"
        return f"{self.state.word}: {self.state_because}" if self.state_because else self.state.word

    @property
    def counts(self) -> bool:
        """True if the certainty rests on it: a reason to rate up that nobody gave is none."""
        return not GRADE_DOMAINS[self.domain].rates_up or bool(self.final)

    @property
    def as_rating(self) -> Rating | None:
        """The same for the arithmetic; None while nothing is rated."""
        return None if self.final is None else Rating(self.domain, self.final, self.reason, self.suggested)


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One part of what a person entered for a body of evidence.

    Attributes:
        part: `effect`, `baseline`, `comment`, `statement` or `up_anyway`.
        text: what was entered, in one line; empty where nobody entered it.
        source: where it is from.
        entered_by: handle; empty where nobody entered it.
        changed_at: when.
        stale: True if the body changed after that: it "was entered before this change" until confirmed.
        fields: field id to text, to fill a form again.
    """

    part: str
    text: str
    source: str
    entered_by: str
    changed_at: datetime | None
    stale: bool
    fields: Mapping[str, str]

    @property
    def title(self) -> str:
        """What people call the part."""
        return "rated up all the same" if self.part == UP_ANYWAY else self.part


@dataclass(frozen=True, slots=True)
class StartLine:
    """One start that a checklist of a body declares.

    Attributes:
        checklist: id of the checklist.
        name: such as `start_low`.
        level: id of the level that it means.
        own: True if the checklist starts there without a choice.
        chosen: True if the studies of the body start there.
    """

    checklist: str
    name: str
    level: str
    own: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class BodyRow:
    """One body of evidence: the studies of an outcome that GRADE rates together.

    Attributes:
        outcome: the outcome.
        place: its place among the rows of the outcome, for reading only.
        key: what addresses it, such as `cohort-high`; empty where the outcome has no finding.
        start: id of the level it starts from; empty where no study has a finding or a checklist.
        start_because: why it starts there.
        checklist_ids: checklists of the studies.
        studies: keys of the studies.
        missing: keys of those without an appraisal that may be used.
        ratings: one a GRADE domain, in the order of an evidence profile.
        certainty: id of the level; empty while it is refused.
        symbols: such as ⊕⊕◯◯; empty likewise. `ascii_symbols` is the same in ASCII.
        sum_note: the whole sum in words, also past the floor.
        refused_because: why there is no certainty yet; empty where there is one.
        recently: what changed last, the newest first, one sentence each.
        ascii_symbols: such as `++--`.
        entries: effect, baseline risk, comment and statement, entered or not.
        starts: the starts that its checklists declare.
        kept: what is kept under other starts of the outcome and does not count, one sentence a start.
        effect: the effect that counts, such as "RR 0.53 (0.36 to 0.78)"; empty where there is none.
        effect_because: where it is from, or why there is none.
        absolute: the effect per 1,000; empty where there is none.
        absolute_because: where its risk without treatment is from, or why there is none.
        statement: what the body says in one sentence; empty where nothing can be said.
        statement_because: why there is none; empty where there is one.
        several: True if two or more people appraise, so that a rating must be confirmed.
        hangs_on: which single changes would alter the certainty, at most five sentences; empty where that was
            not asked for, or there is nothing to go by yet.
        replaced: a sentence for each study with numbers or quotes from a document that is not read now.
    """

    outcome: OutcomeLine
    place: int
    key: str
    start: str
    start_because: str
    checklist_ids: tuple[str, ...]
    studies: tuple[str, ...]
    missing: tuple[str, ...]
    ratings: tuple[RatingLine, ...]
    certainty: str
    symbols: str
    sum_note: str
    refused_because: str
    recently: tuple[str, ...]
    ascii_symbols: str = ""
    entries: tuple[EntryLine, ...] = ()
    starts: tuple[StartLine, ...] = ()
    kept: tuple[str, ...] = ()
    effect: str = ""
    effect_because: str = ""
    absolute: str = ""
    absolute_because: str = ""
    statement: str = ""
    statement_because: str = ""
    several: bool = False
    hangs_on: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()

    @property
    def state(self) -> RatingState:
        """The state of the certainty: that of the rating that is furthest from being agreed."""
        if any(entry.stale for entry in self.entries):
            return weakest([RatingState.STALE, *(line.state for line in self.ratings if line.counts)])
        return weakest([line.state for line in self.ratings if line.counts])

    @property
    def open_points(self) -> tuple[str, ...]:
        """Everything that keeps the body out of a final table, a sentence each."""
        if not self.studies:
            return (self.refused_because,)
        unrated = (
            f"{line.title}: {line.state_text}"
            for line in self.ratings
            if line.counts and line.state is RatingState.NOT_RATED
        )
        refused = () if self.certainty else (f"no certainty yet: {self.refused_because}",)
        return (*refused, *unrated, *self.marked_points)

    @property
    def marked_points(self) -> tuple[str, ...]:
        """Those of its ratings and entries that are there and not final, a sentence each."""
        ratings = (
            f"{line.title}: {line.state_text}"
            for line in self.ratings
            if line.counts
            and line.state is not RatingState.NOT_RATED
            and not line.state.is_final(several=self.several)
        )
        entries = (
            f"{entry.title}: entered before a change: look again" for entry in self.entries if entry.stale
        )
        return (*ratings, *entries)

    @property
    def is_certainty_stale(self) -> bool:
        """Return True if anything that the certainty rests on is stale: words beside it are no part."""
        parts = (entry for entry in self.entries if entry.part not in ("comment", "statement"))
        return any(rating.stale for rating in self.ratings) or any(entry.stale for entry in parts)

    @property
    def stale(self) -> bool:
        """True if any of its ratings or entries was reviewed before a change."""
        return any(rating.stale for rating in self.ratings) or any(entry.stale for entry in self.entries)

    def entry(self, part: str) -> EntryLine:
        """Return the entry of a part."""
        return next(entry for entry in self.entries if entry.part == part)
