"""What a change to an appraisal led to, in one line on stderr."""

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
    """A judgement in symbol and word; where none follows yet, which ones still may."""
    if level is None and possible:
        words = " or ".join(symbol_of(one).word for one in possible)
        return f"{show_judgement(None)} (still possible: {words})"
    return show_judgement(level)
