"""Add an outcome or change one, with a form that keeps what was typed until it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError
from workbench.review.evidence import outcomes
from workbench.tui.dialogs.form import FormDialog, FormField, Refused, Values

if TYPE_CHECKING:
    from workbench.review.evidence.outcomes import OutcomeLine
    from workbench.tui.gateway import Gateway
    from workbench.tui.screens.evidence.screen import EvidenceScreen

NEW = "new outcome"
"""Key of the draft of an outcome that is not in the review yet."""


class ImportanceError(WorkbenchError):
    """Say that what was typed as importance is no number."""


async def fill_in_outcome(screen: EvidenceScreen, outcome: OutcomeLine | None) -> None:
    """Show the form of an outcome, or of a new one, until it is saved or left."""
    key = str(outcome.id) if outcome else NEW
    saved: list[OutcomeLine] = []

    async def save(values: Values) -> Refused | None:
        try:
            saved.append(await _save(screen.gateway, outcome, values))
        except ImportanceError as error:
            return Refused((str(error),), "importance")
        except WorkbenchError as error:
            return Refused((str(error),))
        return None

    heading = f"Outcome: {outcome.name}" if outcome else "A new outcome"
    dialog = FormDialog(heading, _fields(outcome), save=save, draft=screen.drafts.get(key))
    is_saved = await screen.ask(dialog)
    screen.drafts.pop(key, None)
    if is_saved:
        screen.load(saved[-1])
    elif dialog.left_with:
        screen.drafts[key] = dialog.left_with
        screen.say("Not saved; what you typed stands in the form when you open it again")


async def _save(gateway: Gateway, outcome: OutcomeLine | None, values: Values) -> OutcomeLine:
    texts = {field: values[field].strip() for field in ("name", "time_point", "unit", "better")}
    importance = parse_importance(values["importance"])
    if outcome is None:
        name = texts.pop("name")
        return await gateway.ask(outcomes.add_outcome, name, **texts, importance=importance)
    return await gateway.ask(outcomes.edit_outcome, outcome.id, **texts, importance=importance)


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


def _fields(outcome: OutcomeLine | None) -> list[FormField]:
    importance = str(outcome.importance) if outcome and outcome.importance else ""
    return [
        FormField("name", "Outcome", "such as: death", outcome.name if outcome else ""),
        FormField("time_point", "Time point", "such as: 28 days", outcome.time_point if outcome else ""),
        FormField("unit", "Unit", "of a measurement, such as: mmHg", outcome.unit if outcome else ""),
        FormField("better", "What is better", "higher or lower", outcome.better if outcome else ""),
        FormField("importance", "Importance, 1 to 9", "7–9 critical, 4–6 important, 1–3 limited", importance),
    ]
