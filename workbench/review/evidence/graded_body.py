"""Hand a body of evidence to the grade room, for its arithmetic and its tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from workbench.grade import CERTAINTY_WORDS, GradedBody, Rating, Standing, reword_suggestion
from workbench.output.design_names import design_in_words, short_design
from workbench.review.evidence.bodies import Body
from workbench.review.evidence.body_records import BodyRow
from workbench.review.evidence.entries import BASELINE, EFFECT
from workbench.review.evidence.finding_form import numbers_shown


def as_graded(
    body: Body, row: BodyRow | None = None, label_of: Callable[[str], str] = str, *, final: bool = False
) -> GradedBody:
    """Return a body as the grade room takes it.

    Args:
        body: the studies with what was entered for them.
        row: its ratings and what is open, where these are needed.
        label_of: gives the name of a study for its key.
        final: without what is for the team only, such as the levels that the program suggested.
    """
    studies = {label_of(member.study.key): member.numbers for member in body.members}
    named = design_in_words if final else short_design
    designs = dict.fromkeys(named(member.study.design) for member in body.members)
    entries = body.entries
    sentences = (
        f"{key}: {numbers_shown(numbers)}" for key, numbers in studies.items() if numbers is not None
    )
    return GradedBody(
        outcome=body.outcome.name,
        studies=studies,
        design="; ".join(designs),
        # Without a start nothing is graded: the certainty is refused.
        start=body.start or "very_low",
        ratings=tuple(_ratings(row, label_of, final=final)) if row else (),
        time_point=body.outcome.time_point,
        importance=body.outcome.importance,
        follow_up=body.outcome.follow_up,
        pooled=entries.effect,
        pooled_source=entries.source(EFFECT),
        baseline=entries.baseline,
        baseline_source=entries.source(BASELINE),
        comment=entries.comment,
        start_note=_start_footnote(body),
        unit=body.outcome.unit,
        thresholds=body.outcome.thresholds,
        treatment=body.treatment,
        own_statement=entries.statement,
        up_anyway=entries.up_anyway,
        randomised=body.key.randomised,
        key=body_id(body),
        told="; ".join(sentences),
        standing=_standing(body, row) if row else Standing(),
        is_final=final,
    )


def _ratings(row: BodyRow, label_of: Callable[[str], str], *, final: bool) -> Iterator[Rating]:
    for line in row.ratings:
        if (rating := line.as_rating) is not None:
            reason = reword_suggestion(rating.reason, label_of, final=final)
            yield replace(rating, reason=reason, suggested=None if final else rating.suggested)


def body_id(body: Body) -> str:
    """Return what tells a body apart from those of all outcomes."""
    return f"{body.outcome.id} {body.key}"


def _standing(body: Body, row: BodyRow) -> Standing:
    return Standing(
        refused_because=row.refused_because,
        states={line.domain: line.state for line in row.ratings},
        because={line.domain: line.state_because for line in row.ratings if line.state_because},
        stale=(
            *(line.domain for line in row.ratings if line.stale),
            *(entry.part for entry in row.entries if entry.stale),
        ),
        open_points=row.open_points,
        marked=row.marked_points,
        state=row.state,
        dormant=row.kept,
        is_started=body.start is not None,
    )


def _start_footnote(body: Body) -> str:
    """Explain the same below a table, in words for readers who know no ids."""
    if body.start is None:
        return ""
    titles = {member.checklist.id: member.checklist.title for member in body.members if member.checklist}
    sentences = [
        f"{CERTAINTY_WORDS[body.start]}{f', not {CERTAINTY_WORDS[default]}' if default else ''},"
        f" for studies judged with “{titles.get(choice.checklist, choice.checklist)}”: {choice.reason}"
        for choice, default in body.choices
    ]
    return f"Start: {'; '.join(sentences)}" if sentences else ""


def start_note(body: Body) -> str:
    """Explain why GRADE starts elsewhere than the checklists say; empty where it does not."""
    if not body.choices or body.start is None:
        return ""
    sentences = [
        f"{choice.checklist} starts {CERTAINTY_WORDS[body.start]} here ({choice.name}), "
        + (f"not {CERTAINTY_WORDS[default]}" if default else "which it does not say itself")
        + f": {choice.reason}"
        for choice, default in body.choices
    ]
    return f"Start: {'; '.join(sentences)}"
