"""List, add, change and find the outcomes of the review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from store import outcomes as stored
from store import reviews
from store import studies as stored_studies
from workbench.errors import ConflictError, NotFoundError, UsageError
from workbench.grade.body.thresholds import NONE_SET
from workbench.review.appraisals.protocol_links import named_outcomes
from workbench.review.evidence.outcome_lines import OutcomeLine as OutcomeLine
from workbench.review.evidence.outcome_lines import forms_of, outcome_line, outcome_lines
from workbench.review.evidence.outcome_lines import names_outcome as names_outcome
from workbench.review.evidence.outcome_thresholds import check_changed, read_threshold_changes
from workbench.review.session import ReviewSession, use_case


@use_case
def list_outcomes(session: ReviewSession) -> list[OutcomeLine]:
    """List the outcomes, the most important first, then by name and time point."""
    keys = {study.id: study.key for study in stored_studies.list_studies(session.db)}
    return outcome_lines(stored.list_outcomes(session.db), stored.list_findings(session.db), keys)


@use_case
def protocol_outcomes(session: ReviewSession) -> tuple[str, ...]:
    """Return the outcomes that the protocol names and the review does not have yet, as they are written."""
    entry = reviews.read_review(session.db).protocol.get("outcomes")
    if entry is None:
        return ()
    there = outcome_lines(stored.list_outcomes(session.db), (), {})
    return tuple(
        name
        for name in named_outcomes(entry.value)
        if not any(names_outcome(name, line) or name.casefold() == line.name.casefold() for line in there)
    )


@use_case
def add_outcome(
    session: ReviewSession,
    name: str,
    *,
    time_point: str = "",
    unit: str = "",
    better: str = "",
    importance: int | None = None,
    follow_up: str = "",
    thresholds: Mapping[str, str] | None = None,
    source: str = "",
) -> OutcomeLine:
    """Add an outcome at a time point; for thresholds see `edit_outcome`.

    Raises:
        ConflictError: the review has it already.
        UsageError: a value that cannot be; the message says which and why.
    """
    by = session.require_reviewer()
    moved = read_threshold_changes(thresholds or {}, source, NONE_SET)
    if better in ("", "higher", "lower"):  # any other is refused with its own words
        check_changed(NONE_SET, moved, better=better, unit=unit)
    with session.db.writing():
        added = stored.add_outcome(
            session.db,
            " ".join(name.split()),
            time_point=" ".join(time_point.split()),
            unit=unit.strip(),
            better=better.strip(),
            importance=importance,
            follow_up=" ".join(follow_up.split()),
            by=by,
        )
        if moved:
            added = stored.edit_outcome(session.db, added.id, {stored.THRESHOLDS: moved}, by=by)
    return outcome_line(added, ())


@use_case
def edit_outcome(
    session: ReviewSession,
    outcome: str | UUID,
    *,
    name: str | None = None,
    time_point: str | None = None,
    unit: str | None = None,
    better: str | None = None,
    importance: int | None = None,
    follow_up: str | None = None,
    thresholds: Mapping[str, str] | None = None,
    source: str = "",
) -> OutcomeLine:
    """Change an outcome; what is None stays. Its findings and ratings stay with it.

    Ratings that rest on a threshold that changed are from before a change until they are looked at again.

    Args:
        session: the open review and who works in it.
        outcome: see `find_outcome`.
        name: another name.
        time_point: when it is judged.
        unit: of a measurement.
        better: `higher` or `lower`.
        importance: 1 to 9.
        follow_up: when the studies looked at it.
        thresholds: name of a threshold, or `target`, to what was typed; blank takes it away.
        source: where the thresholds are from.

    Raises:
        NotFoundError: there is no such outcome.
        ConflictError: another outcome has that name and time point.
        UsageError: a value that cannot be, or nothing to change; `NumbersError` for thresholds.
    """
    given = {"name": name, "time_point": time_point, "unit": unit, "better": better, "follow_up": follow_up}
    changes: dict[str, Any] = {
        field: " ".join(value.split()) for field, value in given.items() if value is not None
    }
    if importance is not None:
        changes["importance"] = importance
    if not changes and not thresholds and not source:
        raise UsageError(
            "nothing to change: give a name, time point, unit, direction, importance, follow-up or threshold"
        )
    before = find_outcome(session, outcome)
    now = before.thresholds
    moved = read_threshold_changes(thresholds or {}, source, now)
    direction, measured = changes.get("better", before.better), changes.get("unit", before.unit)
    if direction in ("", "higher", "lower"):  # any other is refused with its own words
        check_changed(now, moved, better=direction, unit=measured)
    changed = stored.edit_outcome(
        session.db, before.id, changes | {stored.THRESHOLDS: moved}, by=session.require_reviewer()
    )
    return outcome_line(changed, before.studies)


@use_case
def find_outcome(session: ReviewSession, text: str | UUID) -> OutcomeLine:
    """Find the outcome meant by its id, its name, or an unambiguous beginning of name and time point.

    Case and runs of white space make no difference: "survival", "surv" and "survival 90" can all mean
    survival at 90 days.

    Raises:
        NotFoundError: no outcome is meant by it.
        ConflictError: several are; they are named.
    """
    return choose_outcome(list_outcomes(session), text)


def choose_outcome(lines: Sequence[OutcomeLine], text: str | UUID) -> OutcomeLine:
    """Choose the outcome that is meant among all outcomes; see `find_outcome`."""
    if isinstance(text, UUID):
        wanted = [line for line in lines if line.id == text]
    else:
        wanted = _meant(lines, " ".join(text.split()).casefold())
    if len(wanted) == 1:
        return wanted[0]
    if wanted:
        named = ", ".join(repr(line.label) for line in wanted[:6]) + (", …" if len(wanted) > 6 else "")
        raise ConflictError(f"{text!r} could be {len(wanted)} outcomes: {named}")
    there = ", ".join(repr(line.label) for line in lines[:6])
    hint = f"there are {there}" if there else "add one with `workbench outcomes add NAME`"
    raise NotFoundError(f"no outcome {str(text)!r} in this review; {hint}")


def _meant(lines: Iterable[OutcomeLine], wanted: str) -> list[OutcomeLine]:
    """Choose by the whole name first: an outcome may begin as another one is called."""
    forms = {line.id: forms_of(line) for line in lines}
    exact = [line for line in lines if wanted in forms[line.id]]
    if exact or not wanted:
        return exact
    return [line for line in lines if any(form.startswith(wanted) for form in forms[line.id])]
