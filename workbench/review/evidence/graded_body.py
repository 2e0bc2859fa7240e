"""A body of evidence for the pure arithmetic and the tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from workbench.grade import CERTAINTY_WORDS, GradedBody, Rating
from workbench.output.design_names import short_design
from workbench.review.evidence.bodies import Body
from workbench.review.evidence.entries import BASELINE, EFFECT
from workbench.review.evidence.finding_form import numbers_shown


def as_graded(body: Body, ratings: Iterable[Rating] = ()) -> GradedBody:
    """The body with what was entered for it, and with ratings if they are needed."""
    studies = {member.study.key: member.numbers for member in body.members}
    designs = dict.fromkeys(short_design(member.study.design) for member in body.members)
    entries = body.entries
    made = GradedBody(
        outcome=body.outcome.name,
        studies=studies,
        design="; ".join(designs),
        # Without a start nothing is graded: the certainty is left empty in the cell.
        start=body.start or "very_low",
        ratings=tuple(ratings),
        time_point=body.outcome.time_point,
        importance=body.outcome.importance,
        pooled=entries.effect,
        pooled_source=entries.source(EFFECT),
        baseline=entries.baseline,
        baseline_source=entries.source(BASELINE),
        comment=entries.comment,
        start_note=start_note(body),
        unit=body.outcome.unit,
        randomised=body.key.randomised,
    )
    if made.compared:
        return made
    # Where nothing is compared the other columns are empty, and the words are all there is.
    told = [f"{key}: {numbers_shown(numbers)}" for key, numbers in studies.items() if numbers is not None]
    return replace(made, comment=". ".join(filter(None, ["; ".join(told), made.comment])))


def start_note(body: Body) -> str:
    """Why GRADE starts elsewhere than the checklists say; empty where it does not."""
    if not body.choices or body.start is None:
        return ""
    told = [
        f"{choice.checklist} starts {CERTAINTY_WORDS[body.start]} here ({choice.name}), not"
        f" {CERTAINTY_WORDS[default]}: {choice.reason}"
        for choice, default in body.choices
    ]
    return f"Start: {'; '.join(told)}"
