"""A body of evidence as a row: each GRADE domain suggested and final side by side, and the sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from store.records import CertaintyRating
from workbench.desk.bodies import Body
from workbench.desk.body_history import BodyHistory
from workbench.desk.outcomes import OutcomeLine
from workbench.desk.suggestions import refusal, suggestions
from workbench.evidence import (
    CERTAINTY_WORDS,
    GRADE_DOMAINS,
    Rating,
    Suggestion,
    ascii_symbols,
    grade_ratings,
    symbols,
)

NOT_RATED = "not rated"
MUST_BE_RATED = tuple(domain.id for domain in GRADE_DOMAINS.values() if not domain.rates_up)
"""The domains without which there is no certainty; the reasons to rate up may stay unrated."""


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
        stale: whether an appraisal or finding of the body changed after the rating: it "was reviewed before
            this change" until confirmed.
        word: what so many levels are called, such as "serious"; "not rated" while nothing is.
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

    @property
    def as_rating(self) -> Rating | None:
        """The same for the arithmetic; None while nothing is rated."""
        return None if self.final is None else Rating(self.domain, self.final, self.reason, self.suggested)


@dataclass(frozen=True, slots=True)
class BodyRow:
    """One body of evidence: the studies of an outcome that start from the same certainty.

    Attributes:
        outcome: the outcome.
        body: its place among the rows of the outcome, for `rate(..., body=)`.
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
    """

    outcome: OutcomeLine
    body: int
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

    @property
    def stale(self) -> bool:
        """Whether any of its ratings was reviewed before a change."""
        return any(rating.stale for rating in self.ratings)


def row_of(body: Body, rated: Mapping[tuple[UUID, str], CertaintyRating], told: BodyHistory) -> BodyRow:
    """The row of a body of evidence.

    Args:
        body: the studies with their appraisals.
        rated: the ratings of the review, by outcome and by name of the row and domain.
        told: what happened to the bodies.
    """
    suggested = suggestions(body)
    lines = tuple(
        _rating_line(
            body, domain, suggested.get(domain), rated.get((body.outcome.id, body.key(domain))), told
        )
        for domain in GRADE_DOMAINS
    )
    refused = _refused(body, lines)
    level, note = "", ""
    if body.start is not None:
        ratings = [rating for line in lines if (rating := line.as_rating) is not None]
        grade = grade_ratings(body.start, ratings, randomised=False)
        level = "" if refused else grade.certainty
        note = f"so far: {grade.note}" if refused else grade.note
    return BodyRow(
        outcome=body.outcome,
        body=body.place,
        start=body.start or "",
        start_because=_start_because(body),
        checklist_ids=_checklists(body),
        studies=tuple(member.study.key for member in body.members),
        missing=body.missing,
        ratings=lines,
        certainty=level,
        symbols=symbols(level) if level else "",
        sum_note=note,
        refused_because=refused,
        recently=told.recently(body),
        ascii_symbols=ascii_symbols(level) if level else "",
    )


def _checklists(body: Body) -> tuple[str, ...]:
    return tuple(dict.fromkeys(member.checklist.id for member in body.members if member.checklist))


def _start_because(body: Body) -> str:
    if not body.members:
        return "no study has a finding for it yet"
    if body.start is None:
        return "no checklist is assigned, so nothing says where GRADE starts"
    named = " and ".join(_checklists(body))
    return f"{named} starts {CERTAINTY_WORDS[body.start]}"


def _rating_line(
    body: Body, domain: str, suggested: Suggestion | None, rated: CertaintyRating | None, told: BodyHistory
) -> RatingLine:
    title, words = GRADE_DOMAINS[domain].title, GRADE_DOMAINS[domain].words
    levels = suggested.levels if suggested else None
    because = suggested.because if suggested else ""
    if rated is not None and not told.hides(body, domain):
        event = told.rated(body, domain)
        who, when = (event.reviewer, event.at) if event else ("", None)
        final: int | None = rated.levels
        reason, stale = rated.reason, told.is_stale(body, domain)
    else:
        who, when, stale = "", None, False
        final = levels if _stands_by_itself(body, domain, suggested) else None
        reason = because if final is not None else ""
    word = NOT_RATED if final is None else words.get(final, str(final))
    return RatingLine(domain, title, levels, because, final, reason, who, when, stale, word)


def _stands_by_itself(body: Body, domain: str, suggested: Suggestion | None) -> bool:
    """Whether a suggestion counts until a person rates otherwise.

    Risk of bias follows from the appraisals, as a judgement follows from the answers. One study has no
    inconsistency to rate. All else is for a person.
    """
    if suggested is None or suggested.levels is None or body.start is None:
        return False
    return domain == "RiskOfBias" or (domain == "Inconsistency" and len(body.members) == 1)


def _refused(body: Body, lines: Sequence[RatingLine]) -> str:
    if not body.members or body.start is None:
        return _start_because(body)
    reasons = [refusal(body)]
    skipped = {"RiskOfBias"} if reasons[0] else set()
    open_ones = [
        line.title
        for line in lines
        if line.domain in MUST_BE_RATED and line.final is None and line.domain not in skipped
    ]
    if open_ones:
        reasons.append(f"not rated yet: {', '.join(open_ones)}")
    return "; ".join(filter(None, reasons))
