"""Mark what others than the study's authors wrote, by words where it begins and where it ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.tui.screens.appraise.folded_text import Stretch

if TYPE_CHECKING:
    from workbench.intake import Fold
    from workbench.review.appraisals.texts import ReadingText

SECOND_HAND = "second-hand"
"""The word that stands wherever somebody else than the authors speaks."""
BEGINS = "─ Summary by others, second-hand ─"
OWN_TEXT = {"abstract": "─ The abstract ─"}
"""What follows it, by the kind of the document."""
OWN_TEXT_ELSE = "─ The authors' own text ─"


def parts_by_others(document: ReadingText) -> list[tuple[int, int]]:
    """Return the second-hand stretches of a text; with nothing but folds between them they are one."""
    parts: list[tuple[int, int]] = []
    for start, end in sorted(document.second_hand):
        if parts and _after_folds(document.text, parts[-1][1], document.folds) >= start:
            parts[-1] = (parts[-1][0], max(end, parts[-1][1]))
        else:
            parts.append((start, end))
    return parts


def headings(document: ReadingText) -> list[Stretch]:
    """Return a line where others begin to speak, and one where the study's own text begins behind it."""
    lines = []
    for start, end in parts_by_others(document):
        lines.append(_line(document.text, start, BEGINS))
        own = _after_folds(document.text, end, document.folds)
        if own < len(document.text):
            lines.append(_line(document.text, own, OWN_TEXT.get(document.kind, OWN_TEXT_ELSE)))
    return lines


def _line(text: str, place: int, words: str) -> Stretch:
    """Return a line of its own at a place, which takes nothing of the text away."""
    before = "\n" if place and text[place - 1] != "\n" else ""
    return Stretch(place, place, f"{before}{words}\n", mark="")


def _after_folds(text: str, place: int, folds: Sequence[Fold]) -> int:
    """Return the first place, from the one given on, that is neither blank nor folded."""
    for fold in sorted(folds, key=lambda fold: fold.start):
        if fold.end > place and not text[place : fold.start].strip():
            place = fold.end
    return place + len(text[place:]) - len(text[place:].lstrip())
