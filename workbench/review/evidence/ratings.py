"""Rate the GRADE domains of bodies of evidence, and read the certainty that follows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

import workbench.grade as grade_room
from store import outcomes as stored
from workbench.errors import ConflictError, NotFoundError, UsageError
from workbench.grade import GRADE_DOMAINS, OutcomeCertainty, OverallCertainty, Suggestion, overall_certainty
from workbench.review.evidence.bodies import Body
from workbench.review.evidence.body_records import NOT_RATED as NOT_RATED
from workbench.review.evidence.body_records import BodyRow as BodyRow
from workbench.review.evidence.body_records import EntryLine as EntryLine
from workbench.review.evidence.body_records import RatingLine as RatingLine
from workbench.review.evidence.body_records import StartLine as StartLine
from workbench.review.evidence.body_rows import MUST_BE_RATED as MUST_BE_RATED
from workbench.review.evidence.influence import influence_of
from workbench.review.evidence.influence_text import influence_lines
from workbench.review.evidence.outcomes import choose_outcome
from workbench.review.session import ReviewSession, use_case
from workbench.review.view import View


@use_case
def evidence(session: ReviewSession, *, outcome: str | UUID | None = None, body: str = "") -> list[BodyRow]:
    """Return the bodies of evidence of all outcomes, or of one, as the viewer may see them.

    Different starts are rows of their own, never averaged. An outcome without findings has one row, with the
    reason why it has no certainty.

    Args:
        session: the open review and who works in it.
        outcome: see `outcomes.find_outcome`; None is all.
        body: key of the one body to return; it needs an outcome.

    Raises:
        UsageError: a body without an outcome, or several bodies and none named.
        ConflictError: the outcome has no such body.
    """
    view = View(session)
    if body:
        if outcome is None:
            raise UsageError("a body of evidence belongs to an outcome: say for which OUTCOME")
        return [_with_influence(view, *chosen_body(view, outcome, body))]
    pairs = view.bodies if outcome is None else view.bodies_of(choose_outcome(view.outcomes, outcome))
    return [_with_influence(view, *pair) for pair in pairs]


@use_case
def rate(
    session: ReviewSession, outcome: str | UUID, domain: str, levels: int, reason: str, *, body: str = ""
) -> BodyRow:
    """Rate one GRADE domain of a body of evidence, in the place of any rating before.

    Args:
        session: the open review and who works in it.
        outcome: see `outcomes.find_outcome`.
        domain: id or title of the domain, or an unambiguous beginning: `imprecision`, `risk`.
        levels: negative for down, positive for up.
        reason: why; required for all but 0, and for 0 where something else is suggested.
        body: key of the body of evidence; needed where the outcome has several.

    Raises:
        UsageError: no such domain or number of levels, no reason, or several bodies and none named.
        ConflictError: the outcome has no such body, or not any more, or there is nothing to rate yet.
    """
    by = session.require_reviewer()
    meant = find_domain(domain)
    with session.db.writing():
        view = View(session)
        chosen, row = chosen_body(view, outcome, body)
        line = _line_of(row, meant)
        suggested = Suggestion(meant, line.suggested, line.because)
        rating = grade_room.rate(meant, levels, reason, suggested)
        is_same = bool(line.rated_by) and (line.final, line.reason) == (rating.levels, rating.reason)
        if is_same:
            _require_may_confirm(view, line, by)
            stored.confirm_rating(session.db, chosen.outcome.id, row.key, meant, by=by)
        else:
            kept = (chosen.outcome.id, row.key, meant, rating.levels, rating.reason)
            stored.save_rating(session.db, *kept, by=by, anew=not line.rated_by)
        view.forget_ratings()
        return _with_influence(view, *chosen_body(view, chosen.outcome.id, row.key))


@use_case
def confirm(session: ReviewSession, outcome: str | UUID, domain: str, *, body: str = "") -> BodyRow:
    """Say that a rating stands.

    It stands after what changed, and is not stale any more. By another reviewer than the one who rated it, it
    is confirmed as well, and agreed from then on.

    Raises:
        NotFoundError: nobody rated it yet.
        ConflictError: the outcome has no such body, or not any more; or the reviewer may not confirm.
    """
    by = session.require_reviewer()
    with session.db.writing():
        view = View(session)
        chosen, row = chosen_body(view, outcome, body)
        line = _line_of(row, find_domain(domain))
        if not line.rated_by:
            raise NotFoundError(
                f"{row.outcome.label}: {line.title} is not rated yet: there is nothing to confirm"
            )
        _require_may_confirm(view, line, by)
        stored.confirm_rating(session.db, chosen.outcome.id, row.key, line.domain, by=by)
        view.forget_ratings()
        return _with_influence(view, *chosen_body(view, chosen.outcome.id, row.key))


def _require_may_confirm(view: View, line: RatingLine, handle: str) -> None:
    if line.rated_by != handle and not view.appraisers.may_confirm(handle):
        raise ConflictError(
            f"{handle} appraises no study of this review and is not named by its protocol: a rating is"
            " confirmed by another reviewer who has submitted an appraisal or is allocated one, or by whom"
            " `workbench protocol set adjudicator HANDLE` names"
        )


@use_case
def overall(session: ReviewSession) -> tuple[str, str]:
    """Return the certainty of the evidence as a whole: id of the level, or empty, and why.

    It is the lowest among the critical outcomes. Of an outcome with several bodies of evidence the best one
    is relied upon.
    """
    return _in_words(overall_of(View(session)))


@dataclass(frozen=True, slots=True)
class EvidenceReading:
    """The evidence of one reading of the review, before it is worked out what it hangs on.

    Attributes:
        rows: the bodies of evidence, as `evidence` gives them but for `hangs_on`.
        overall: what `overall` gives.
    """

    rows: tuple[BodyRow, ...]
    overall: tuple[str, str]
    _view: View

    def rows_with_influence(self) -> list[BodyRow]:
        """Return the rows with what their certainty hangs on, as far as their bodies are there still."""
        self._view.read_evidence_in_full()
        bodies = {(body.outcome.id, str(body.key)): body for body in self._view.evidence.bodies}
        pairs = [(row, bodies.get((row.outcome.id, row.key))) for row in self.rows]
        return [row if body is None else _with_influence(self._view, body, row) for row, body in pairs]


@use_case
def read_evidence(session: ReviewSession) -> EvidenceReading:
    """Read the evidence for a screen, which shows it before it is worked out what it hangs on."""
    view = View(session, levels_first=True)
    return EvidenceReading(tuple(row for _, row in view.bodies), _in_words(overall_of(view)), view)


@use_case
def what_rows_hang_on(_: ReviewSession, reading: EvidenceReading) -> list[BodyRow]:
    """Return the rows of a reading as `evidence` gives them."""
    return reading.rows_with_influence()


def _with_influence(view: View, body: Body, row: BodyRow) -> BodyRow:
    """Return a row with the sentences on what its certainty hangs on."""
    if not body.members:
        return row
    return replace(row, hangs_on=influence_lines(influence_of(view, body, row), label_of=view.label_of))


def _in_words(whole: OverallCertainty) -> tuple[str, str]:
    return whole.certainty or "", whole.because


def overall_of(view: View) -> OverallCertainty:
    """Return the certainty of the evidence as a whole; see `overall`. A stale one counts for nothing."""
    outcomes = []
    for line in view.outcomes:
        rows = [row for _, row in view.bodies_of(line) if row.certainty]
        levels = [row.certainty for row in rows if not row.is_certainty_stale]
        best = max(levels, key=grade_room.CERTAINTIES.index, default=None)
        is_withheld = best is None and bool(rows)
        name = f"{line.label} (stale: look again)" if is_withheld else line.label
        outcomes.append(OutcomeCertainty(name, line.importance, best))
    return overall_certainty(outcomes)


def find_domain(text: str) -> str:
    """Find a GRADE domain by its id, its title, or an unambiguous beginning of either.

    >>> find_domain("risk-of-bias"), find_domain("imp")
    ('RiskOfBias', 'Imprecision')

    Raises:
        UsageError: none is meant, or several.
    """
    wanted = _letters(text)
    forms = {domain.id: (_letters(domain.id), _letters(domain.title)) for domain in GRADE_DOMAINS.values()}
    exact = [each for each, names in forms.items() if wanted in names]
    near = [each for each, names in forms.items() if any(name.startswith(wanted) for name in names)]
    meant = exact or (near if wanted else [])
    if len(meant) != 1:
        known = ", ".join(f"“{domain.title}”" for domain in GRADE_DOMAINS.values())
        trouble = f"{text!r} could be {' or '.join(meant)}" if meant else f"no GRADE domain {text!r}"
        raise UsageError(f"{trouble}; there are {known}")
    return meant[0]


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def chosen_body(
    view: View, outcome: str | UUID, key: str = "", *, needs_start: bool = True
) -> tuple[Body, BodyRow]:
    """Find the body of evidence that is meant; it must have a finding and a start.

    Args:
        view: a reading of the review.
        outcome: see `outcomes.find_outcome`.
        key: of the body, such as `cohort-high`. Where the outcome has one body only, it may be left out or be
            a number, as earlier versions named bodies by their places.
        needs_start: False if the start is to be chosen.

    Raises:
        UsageError: the outcome has several bodies, and none is named by its key.
        ConflictError: the outcome has no such body, or not any more; or there is nothing to rate yet.
    """
    pairs = view.bodies_of(choose_outcome(view.outcomes, outcome))
    label = pairs[0][1].outcome.label
    known = ", ".join(row.key for _, row in pairs)
    wanted = key.strip()
    if not wanted or wanted.isdigit():
        if len(pairs) > 1:
            raise UsageError(
                f"{label} has {len(pairs)} bodies of evidence: say which one with its key, {known}"
            )
        if wanted not in ("", "0"):
            raise UsageError(f"there is no body of evidence {wanted}; there is {known or '0'}")
        chosen = pairs
    else:
        chosen = [pair for pair in pairs if pair[1].key == wanted]
    if not chosen:
        there = f"there is {known}" if known else "it has no finding"
        raise ConflictError(
            f"{label} has no body of evidence {wanted} (any more): {there}; look again before you save"
        )
    body, row = chosen[0]
    if not body.members:
        raise ConflictError(f"{label} has no finding yet: enter one before rating")
    if body.start is None and needs_start:
        if row.starts:
            raise ConflictError(f"{label}: {row.start_because} (`workbench body` with --start)")
        raise ConflictError(f"{', '.join(row.studies)} has no checklist, so GRADE has no start: assign one")
    return body, row


def _line_of(row: BodyRow, domain: str) -> RatingLine:
    return next(line for line in row.ratings if line.domain == domain)
