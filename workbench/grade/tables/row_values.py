"""Give the numbers of a row of an evidence table to programs, unrounded and each under a name of its own."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.grade.body.graded import GradedBody
from workbench.grade.body.rating import Rating
from workbench.grade.numbers.absolute import AbsoluteEffect, RiskDifference
from workbench.grade.numbers.patients import people_of
from workbench.grade.tables.footnotes import Footnote

Value = str | int | float | None
BETWEEN = " | "
"""Between the texts of several footnotes, which hold commas and semicolons of their own."""


def row_values(body: GradedBody, notes: Iterable[Footnote] = ()) -> dict[str, Value]:
    """Return the numbers of a body of evidence by name, None where there is none.

    Args:
        body: The body.
        notes: The footnotes of its row.

    Returns:
        Effects as their measure has them, risks and differences per 1,000, and the texts of the footnotes.
    """
    effect = body.effect if body.compared else None
    treated, control = body.patients_treatment, body.patients_comparison
    return {
        "study_keys": ", ".join(body.studies),
        "study_count": len(body.studies),
        "designs": body.design,
        "importance_value": body.importance,
        "effect_measure": effect.measure if effect else None,
        "effect_estimate": effect.estimate if effect else None,
        "effect_lower": effect.lower if effect else None,
        "effect_upper": effect.upper if effect else None,
        "effect_confidence": effect.confidence if effect else None,
        **_absolute(body.absolute),
        "treatment_events": treated.events,
        "treatment_total": treated.total,
        "comparison_events": control.events if body.compared else None,
        "comparison_total": control.total if body.compared else None,
        "people": people_of(list(body.studies.values())),
        **{f"{domain}_levels": rating.levels for domain, rating in _by_domain(body).items()},
        "state": body.standing.state.value if body.standing.state else None,
        "open": BETWEEN.join(body.standing.open_points),
        "notes": BETWEEN.join(note.text for note in notes),
    }


def _by_domain(body: GradedBody) -> dict[str, Rating]:
    return {rating.domain: rating for rating in body.ratings}


def _absolute(absolute: AbsoluteEffect | RiskDifference | None) -> dict[str, Value]:
    names = ("difference", "difference_lower", "difference_upper")
    risks = ("risk_without", "risk_with", "risk_with_lower", "risk_with_upper")
    values: dict[str, Value] = dict.fromkeys(f"{name}_per_1000" for name in (*risks, *names))
    if absolute is None:
        return values
    if isinstance(absolute, RiskDifference):
        limits = (absolute.difference, absolute.lower, absolute.upper)
    else:
        known = (absolute.without, absolute.with_treatment, absolute.lower, absolute.upper)
        values |= {f"{name}_per_1000": value for name, value in zip(risks, known, strict=True)}
        limits = (
            absolute.difference,
            None if absolute.lower is None else absolute.lower - absolute.without,
            None if absolute.upper is None else absolute.upper - absolute.without,
        )
    return values | {f"{name}_per_1000": value for name, value in zip(names, limits, strict=True)}
