"""Add an outcome or change one, with a form that keeps what was typed until it is saved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError
from workbench.grade import SIZES, NumbersError
from workbench.review.evidence import outcomes
from workbench.tui.dialogs.form import FormDialog, FormField, Refused, Values
from workbench.tui.unsaved_texts import NEW_OUTCOME, OUTCOME

if TYPE_CHECKING:
    from workbench.review.evidence.outcomes import OutcomeLine
    from workbench.tui.gateway import Gateway
    from workbench.tui.screens.evidence.screen import EvidenceScreen

THRESHOLDS = (*SIZES, "target")


class ImportanceError(WorkbenchError):
    """Say that what was typed as importance is no number."""


async def fill_in_outcome(screen: EvidenceScreen, outcome: OutcomeLine | None) -> None:
    """Show the form of an outcome, or of a new one, until it is saved or left."""
    about = f"{OUTCOME} {outcome.id}" if outcome else NEW_OUTCOME
    saved: list[OutcomeLine] = []

    async def save(values: Values) -> Refused | None:
        try:
            saved.append(await _save(screen.gateway, outcome, values))
        except ImportanceError as error:
            return Refused((str(error),), "importance")
        except NumbersError as error:
            reasons = tuple(str(problem) for problem in error.problems)
            return Refused(reasons, error.problems[0].field, tuple(each.field for each in error.problems))
        except WorkbenchError as error:
            return Refused((str(error),))
        return None

    heading = f"Outcome: {outcome.name}" if outcome else "A new outcome"
    waiting = () if outcome else await screen.gateway.ask(outcomes.protocol_outcomes)
    if await screen.ask(FormDialog(heading, _fields(outcome, waiting), save=save, about=about)):
        screen.load(saved[-1])
    await screen.read_unsaved()


async def _save(gateway: Gateway, outcome: OutcomeLine | None, values: Values) -> OutcomeLine:
    texts = {field: values[field].strip() for field in ("name", "time_point", "unit", "better", "follow_up")}
    importance = parse_importance(values["importance"])
    thresholds = {name: values[name] for name in THRESHOLDS}
    if outcome is not None:
        return await gateway.ask(
            outcomes.edit_outcome,
            outcome.id,
            **texts,
            importance=importance,
            thresholds=thresholds,
            source=values["source"],
        )
    name = texts.pop("name")
    given = {threshold: text for threshold, text in thresholds.items() if text.strip()}
    return await gateway.ask(
        outcomes.add_outcome,
        name,
        **texts,
        importance=importance,
        thresholds=given,
        source=values["source"] if given else "",
    )


def parse_importance(text: str) -> int | None:
    """Read an importance, or None where nothing is typed.

    Raises:
        ImportanceError: the text is no whole number.
    """
    text = text.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit()):
        raise ImportanceError(f"importance is a whole number from 1 to 9, not {text!r}")
    return int(text[:9])


def _fields(outcome: OutcomeLine | None, waiting: Sequence[str] = ()) -> list[FormField]:
    """Return the fields; a new outcome begins with the first that the protocol names and nobody added yet."""
    named = f"the protocol names: {'; '.join(waiting)}" if waiting else "such as: death"
    first = waiting[0] if waiting else ""
    importance = str(outcome.importance) if outcome and outcome.importance else ""
    return [
        FormField("name", "Outcome", named, outcome.name if outcome else first),
        FormField("time_point", "Time point", "such as: 28 days", outcome.time_point if outcome else ""),
        FormField("unit", "Unit", "of a measurement, such as: mmHg", outcome.unit if outcome else ""),
        FormField("better", "What is better", "higher or lower", outcome.better if outcome else ""),
        FormField("importance", "Importance, 1 to 9", "7–9 critical, 4–6 important, 1–3 limited", importance),
        FormField(
            "follow_up", "Follow-up", "of the studies: 28 to 90 days", outcome.follow_up if outcome else ""
        ),
        *_threshold_fields(outcome),
    ]


def _threshold_fields(outcome: OutcomeLine | None) -> list[FormField]:
    """Return the fields of the thresholds; the source is that of all that have one."""
    known = outcome.thresholds if outcome else None
    numbers = {name: getattr(known, name) for name in SIZES} if known else dict.fromkeys(SIZES)
    sources = {each.source for each in numbers.values() if each is not None}
    values = {name: "" if each is None else f"{each.value:.15g}" for name, each in numbers.items()}
    values |= {"target": known.target if known else "", "source": sources.pop() if len(sources) == 1 else ""}
    return [
        FormField(name, label, hint, values[name], "What matters")
        for name, label, hint in (
            ("mid_benefit", "Benefit that matters", "the smallest; per 1,000, or in the unit of the outcome"),
            ("mid_harm", "Harm that matters", "the smallest; one number serves for both"),
            ("small", "Small up to", "for the word “slightly” in the statement"),
            ("large", "Large beyond", "for the word “large” in the statement"),
            ("target", "Target", "mid: these thresholds; null: no effect; empty is mid"),
            ("source", "Source", "such as: panel of 12 patients; each number needs it"),
        )
    ]
