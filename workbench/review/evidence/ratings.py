"""GRADE for each outcome: what was suggested, what a person rates, and the certainty that follows."""

from __future__ import annotations

from uuid import UUID

import workbench.grade as grade_room
from store import outcomes as stored
from workbench.errors import ConflictError, NotFoundError, UsageError
from workbench.grade import GRADE_DOMAINS, OutcomeCertainty, overall_certainty
from workbench.review.evidence.bodies import Body, gather_evidence
from workbench.review.evidence.body_history import BodyHistory
from workbench.review.evidence.body_records import NOT_RATED as NOT_RATED
from workbench.review.evidence.body_records import BodyRow as BodyRow
from workbench.review.evidence.body_records import EntryLine as EntryLine
from workbench.review.evidence.body_records import RatingLine as RatingLine
from workbench.review.evidence.body_records import StartLine as StartLine
from workbench.review.evidence.body_rows import MUST_BE_RATED as MUST_BE_RATED
from workbench.review.evidence.body_rows import row_of
from workbench.review.evidence.dormant_ratings import kept_elsewhere
from workbench.review.evidence.outcomes import find_outcome, list_outcomes
from workbench.review.evidence.suggestions import suggestions
from workbench.review.session import ReviewSession, use_case


@use_case
def evidence(session: ReviewSession, *, outcome: str | UUID | None = None) -> list[BodyRow]:
    """The bodies of evidence of all outcomes, or of one, as the viewer may see them.

    Different starts are rows of their own, never averaged. An outcome without findings has one row, with the
    reason why it has no certainty.
    """
    return [row for _, row in graded_bodies(session, outcome)]


def graded_bodies(session: ReviewSession, outcome: str | UUID | None = None) -> list[tuple[Body, BodyRow]]:
    """The bodies, each with its row."""
    found = gather_evidence(session, None if outcome is None else [find_outcome(session, outcome)])
    told = BodyHistory(session, found)
    rated = {(one.outcome_id, one.grade_domain): one for one in stored.list_ratings(session.db)}
    kept = kept_elsewhere(found, rated, told)
    return [(body, row_of(body, rated, told, kept.get(body.outcome.id, ()))) for body in found.bodies]


@use_case
def rate(
    session: ReviewSession, outcome: str | UUID, domain: str, levels: int, reason: str, *, body: int = 0
) -> BodyRow:
    """Rate one GRADE domain of a body of evidence, in the place of any rating before.

    Args:
        session: the open review and who works in it.
        outcome: see `outcomes.find_outcome`.
        domain: id or title of the domain, or an unambiguous beginning: `imprecision`, `risk`.
        levels: negative for down, positive for up.
        reason: why; required for all but 0, and for 0 where something else is suggested.
        body: which row of the outcome, where it has several.

    Raises:
        UsageError: no such domain or number of levels, no such row, or no reason.
        ConflictError: there is nothing to rate yet.
    """
    by = session.require_reviewer()
    found, row = chosen_body(session, outcome, body)
    meant = find_domain(domain)
    suggested = suggestions(found).get(meant)
    rating = grade_room.rate(meant, levels, reason, suggested)
    line = _line_of(row, meant)
    if line.rated_by and (line.final, line.reason) == (rating.levels, rating.reason):
        stored.confirm_rating(session.db, found.outcome.id, found.key(meant), by=by)
    else:
        kept = (found.outcome.id, found.key(meant), rating.levels, rating.reason)
        stored.save_rating(session.db, *kept, by=by, anew=not line.rated_by)
    return chosen_body(session, found.outcome.id, body)[1]


@use_case
def confirm(session: ReviewSession, outcome: str | UUID, domain: str, *, body: int = 0) -> BodyRow:
    """Say that a rating stands after what changed.

    Raises:
        NotFoundError: nobody rated it yet.
    """
    found, row = chosen_body(session, outcome, body)
    line = _line_of(row, find_domain(domain))
    if not line.rated_by:
        raise NotFoundError(
            f"{row.outcome.label}: {line.title} is not rated yet: there is nothing to confirm"
        )
    key = found.key(line.domain)
    stored.confirm_rating(session.db, found.outcome.id, key, by=session.require_reviewer())
    return chosen_body(session, found.outcome.id, body)[1]


@use_case
def overall(session: ReviewSession) -> tuple[str, str]:
    """The certainty of the evidence as a whole: id of the level, or empty, and why.

    It is the lowest among the critical outcomes. Of an outcome with several bodies of evidence the best one
    is relied upon.
    """
    rows = evidence(session)
    outcomes = []
    for line in list_outcomes(session):
        levels = [row.certainty for row in rows if row.outcome.id == line.id]
        best = max(filter(None, levels), key=grade_room.CERTAINTIES.index, default=None)
        outcomes.append(OutcomeCertainty(line.label, line.importance, best))
    found = overall_certainty(outcomes)
    return found.certainty or "", found.because


def find_domain(text: str) -> str:
    """The id of the GRADE domain meant by an id, a title, or an unambiguous beginning of either.

    >>> find_domain("risk-of-bias"), find_domain("imp")
    ('RiskOfBias', 'Imprecision')

    Raises:
        UsageError: none is meant, or several.
    """
    wanted = _letters(text)
    forms = {one.id: (_letters(one.id), _letters(one.title)) for one in GRADE_DOMAINS.values()}
    exact = [each for each, names in forms.items() if wanted in names]
    near = [each for each, names in forms.items() if any(name.startswith(wanted) for name in names)]
    meant = exact or (near if wanted else [])
    if len(meant) != 1:
        known = ", ".join(f"“{one.title}”" for one in GRADE_DOMAINS.values())
        trouble = f"{text!r} could be {' or '.join(meant)}" if meant else f"no GRADE domain {text!r}"
        raise UsageError(f"{trouble}; there are {known}")
    return meant[0]


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def chosen_body(session: ReviewSession, outcome: str | UUID, place: int) -> tuple[Body, BodyRow]:
    """The body of an outcome at a place, which must have a finding and a start.

    Raises:
        UsageError: there is no such body.
        ConflictError: there is nothing to rate yet.
    """
    pairs = graded_bodies(session, outcome)
    if not 0 <= place < len(pairs):
        starts = ", ".join(f"{row.body} ({row.start or 'no start'})" for _, row in pairs)
        raise UsageError(f"there is no body of evidence {place}; there are {starts}")
    body, row = pairs[place]
    if not body.members:
        raise ConflictError(f"{row.outcome.label} has no finding yet: enter one before rating")
    if body.start is None:
        raise ConflictError(f"{', '.join(row.studies)} has no checklist, so GRADE has no start: assign one")
    return body, row


def _line_of(row: BodyRow, domain: str) -> RatingLine:
    return next(line for line in row.ratings if line.domain == domain)
