"""Tell on stderr, in one line, what a change to an appraisal led to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.cli import output
from workbench.output.symbols import show_judgement, symbol_of

if TYPE_CHECKING:
    from workbench.review.appraisals.sheets import Sheet


def tell(sheet: Sheet, what: str) -> None:
    """Say what was done, how far the appraisal is, and the judgement as it stands now."""
    verdict = sheet.verdict
    progress = f"{len(verdict.answered)} of {len(verdict.asked)} answered"
    overall = judgement(verdict.overall.final, tuple(verdict.overall.possible))
    output.say(f"{sheet.study.key}: {what}; {progress}; overall: {overall}.")


def judgement(level: str | None, possible: tuple[str, ...]) -> str:
    """Write a judgement as symbol and word, or say which ones are still possible where none follows yet."""
    if level is None and possible:
        words = " or ".join(symbol_of(level_id).word for level_id in possible)
        return f"{show_judgement(None)} (still possible: {words})"
    return show_judgement(level)
