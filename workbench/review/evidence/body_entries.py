"""Enter what a body of evidence needs beside its ratings: effect, baseline risk, comment and statement.

An effect of several studies is the result of a meta-analysis that was made elsewhere, or one that was chosen:
the workbench does not pool studies, and keeps how the effect was got.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from store import body_entries as stored
from workbench.errors import ConflictError, NotFoundError, UsageError
from workbench.grade import (
    EFFECT_FIELDS,
    FIELDS,
    Baseline,
    Effect,
    NumbersError,
    Problem,
    absolute_effect,
    effect_problems,
    effect_to_json,
    read_baseline,
    read_effect,
)
from workbench.review.evidence.bodies import Body
from workbench.review.evidence.body_records import BodyRow
from workbench.review.evidence.entries import BASELINE, EFFECT, PARTS, UP_ANYWAY, WORDS
from workbench.review.evidence.finding_form import FieldSpec
from workbench.review.evidence.graded_body import as_graded
from workbench.review.evidence.ratings import chosen_body
from workbench.review.session import ReviewSession, use_case
from workbench.review.view import View

_HINTS = {
    "measure": "RR OR HR RD MD SMD",
    "estimate": "of all studies together, pooled elsewhere, or one that was chosen",
    "lower": "a number, with a point for decimals",
    "upper": "a number, with a point for decimals",
    "confidence": "95 unless another is printed",
}
FORM: tuple[FieldSpec, ...] = (
    *(FieldSpec(FIELDS[name].name, FIELDS[name].title, _HINTS[name], "Effect") for name in EFFECT_FIELDS),
    FieldSpec(
        "effect_source",
        "how it was got",
        "such as: random-effects meta-analysis of 3 studies, R metafor",
        "Effect",
    ),
    FieldSpec(
        "baseline", "risk", "41.2 %, 412 per 1000 or 9/17; of the very event of the effect", "Risk without"
    ),
    FieldSpec(
        "baseline_source", "where it is from", "such as: comparison groups of the studies", "Risk without"
    ),
    FieldSpec("comment", "comment", "for the summary of findings", "Comment"),
    FieldSpec("statement", "statement", "one sentence in the place of the one that follows", "What happens"),
    FieldSpec(
        "up_anyway",
        "why levels up count",
        "only where something was rated down or the studies are randomised; it is printed",
        "Rated up all the same",
    ),
)
"""What can be entered for a body, in the order of the form."""

PART_OF = {field.id: part for field, part in zip(FORM, (*[EFFECT] * 6, *[BASELINE] * 2, *WORDS), strict=True)}
"""Field id to the part of the entry that it belongs to."""


@use_case
def enter(
    session: ReviewSession, outcome: str | UUID, fields: Mapping[str, str], *, body: str = ""
) -> BodyRow:
    """Keep an effect, a baseline risk, a comment, a statement, each in the place of any before.

    A part of which all fields are blank stays as it is. The same again says that it stands after changes.

    Args:
        session: the open review and who works in it.
        outcome: see `outcomes.find_outcome`.
        fields: field id (of `FORM`) to what was typed; blank is the same as absent.
        body: key of the body of evidence; needed where the outcome has several.

    Raises:
        NumbersError: it cannot be; every problem is in it, and nothing was kept.
        ConflictError: nothing is compared or rated up, or there is no study yet.
    """
    given = {name: text for name, text in fields.items() if text.strip()}
    if problems := problems_of_entries(given):
        raise NumbersError(problems)
    by = session.require_reviewer()
    parts = _contents(given)
    with session.db.writing():
        view = View(session)
        chosen, row = chosen_body(view, outcome, body)
        numbers = [part for part in parts if part not in WORDS]
        if numbers and as_graded(chosen).uncontrolled:
            named = " and ".join(numbers)
            raise ConflictError(
                f"{', '.join(row.studies)}: nothing is compared there, so there is no {named} to enter"
            )
        _require_rated_up(row, parts)
        for part, content in parts.items():
            source = " ".join(given.get(f"{part}_source", "").split())
            anew = part not in chosen.entries.by_part
            stored.save_entry(
                session.db, chosen.outcome.id, row.key, part, content, source=source, by=by, anew=anew
            )
        view.forget_evidence()
        return chosen_body(view, chosen.outcome.id, row.key)[1]


@use_case
def remove_entry(
    session: ReviewSession, outcome: str | UUID, part: str, reason: str, *, body: str = ""
) -> BodyRow:
    """Take what was entered away, one part; the history keeps what it was, and why it went.

    Raises:
        NotFoundError: nothing is entered there.
        UsageError: no such part, or no reason.
    """
    by = session.require_reviewer()
    with session.db.writing():
        view = View(session)
        chosen, row = _entered(view, outcome, part, body)
        stored.remove_entry(session.db, chosen.outcome.id, row.key, part, reason.strip(), by=by)
        view.forget_evidence()
        return chosen_body(view, chosen.outcome.id, row.key)[1]


@use_case
def confirm_entry(session: ReviewSession, outcome: str | UUID, part: str, *, body: str = "") -> BodyRow:
    """Say that one part of what was entered stands after what changed.

    Raises:
        NotFoundError: nothing is entered there.
        UsageError: no such part.
    """
    by = session.require_reviewer()
    with session.db.writing():
        view = View(session)
        chosen, row = _entered(view, outcome, part, body)
        entry = chosen.entries.by_part[part]
        kept = (chosen.outcome.id, row.key, part, dict(entry.content))
        stored.save_entry(session.db, *kept, source=entry.source, by=by)
        view.forget_evidence()
        return chosen_body(view, chosen.outcome.id, row.key)[1]


def problems_of_entries(fields: Mapping[str, str]) -> tuple[Problem, ...]:
    """Check a form while somebody types, and return all its problems; blank parts are fine."""
    given = {name: text for name, text in fields.items() if text.strip()}
    problems = [Problem(name, "there is no such field") for name in given if name not in PART_OF]
    parts = {PART_OF[name] for name in given if name in PART_OF}
    if EFFECT in parts:
        problems += effect_problems(_effect_fields(given))
    if BASELINE in parts:
        problems += baseline_problems(given.get(BASELINE, ""))
    for part in (EFFECT, BASELINE):
        if part in parts and f"{part}_source" not in given:
            problems.append(Problem(f"{part}_source", "missing; say how it was got and where it is from"))
    if not parts and not problems:
        what = "an effect, a baseline risk, a comment, a statement or a reason to rate up all the same"
        problems.append(Problem("", f"nothing to keep: give {what}"))
    return tuple(problems)


def baseline_problems(risk: str) -> tuple[Problem, ...]:
    """Return the problems of a baseline risk."""
    try:
        read_baseline(risk)
    except NumbersError as error:
        return error.problems
    return ()


def preview(fields: Mapping[str, str]) -> tuple[tuple[Problem, ...], tuple[str, ...]]:
    """Check a form that is being filled in, and say what it means so far, without the database.

    Returns:
        The problems, and sentences on what the entries mean; an empty form has neither.
    """
    if not any(text.strip() for text in fields.values()):
        return (), ()
    problems = problems_of_entries(fields)
    wrong = {
        PART_OF.get(problem.field, EFFECT) for problem in problems if not problem.field.endswith("_source")
    }
    given = {name: text for name, text in fields.items() if text.strip() and PART_OF[name] not in wrong}
    numbers = _effect_fields(given)
    effect = read_effect(numbers) if "estimate" in numbers else None
    baseline = read_baseline(given[BASELINE]) if BASELINE in given else None
    return problems, tuple(_said(effect, baseline))


def _said(effect: Effect | None, baseline: Baseline | None) -> Iterator[str]:
    if effect:
        yield f"effect: {effect}"
        if effect.includes_no_effect is not None:
            verb = "includes" if effect.includes_no_effect else "excludes"
            yield f"its interval {verb} no effect ({effect.kind.no_effect})"
    if baseline:
        yield f"risk without treatment: {baseline}"
    if absolute := absolute_effect(effect, baseline.risk if baseline else None):
        yield f"absolute effect: {absolute}"
        if absolute.capped:
            yield "a risk beyond 0 or 1,000 per 1,000 is held at that limit"


def _require_rated_up(row: BodyRow, parts: Mapping[str, Mapping[str, Any]]) -> None:
    """Refuse a new reason to rate up all the same where nothing is rated up; one that is there may stay.

    Raises:
        ConflictError: see above; the message says what to do.
    """
    text = parts.get(UP_ANYWAY, {}).get("text", "")
    is_up = any(line.final is not None and line.final > 0 for line in row.ratings)
    if text and not is_up and text != row.entry(UP_ANYWAY).text:
        raise ConflictError(
            f"{row.outcome.label}: nothing is rated up, so there are no levels up to count all the same: rate"
            " large effect, dose-response gradient or plausible confounding first"
        )


def _effect_fields(given: Mapping[str, str]) -> dict[str, str]:
    return {name: given[name] for name in EFFECT_FIELDS if name in given}


def _contents(given: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Return the content of each given part in the form in which the store keeps it."""
    contents: dict[str, dict[str, Any]] = {}
    if "estimate" in given:
        contents[EFFECT] = effect_to_json(read_effect(_effect_fields(given)))
    if BASELINE in given:
        contents[BASELINE] = {"risk": read_baseline(given[BASELINE]).text}
    for part in WORDS:
        if part in given:
            contents[part] = {"text": " ".join(given[part].split())}
    return contents


def _entered(view: View, outcome: str | UUID, part: str, key: str) -> tuple[Body, BodyRow]:
    if part not in PARTS:
        raise UsageError(f"a body of evidence has no {part!r}; there are {', '.join(PARTS)}")
    chosen, row = chosen_body(view, outcome, key)
    if part not in chosen.entries.by_part:
        raise NotFoundError(f"{row.outcome.label} has no {part} entered: nothing was changed")
    return chosen, row
