"""Find places in a text that is read: sentences to move by, headings and pages to show beside them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from workbench.intake import headings_to_read_by, page_of, page_starts, sentence_spans
from workbench.tui.screens.appraise.folded_text import Stretch

if TYPE_CHECKING:
    from workbench.review.appraisals.texts import ReadingText

_PAGE_END = re.compile("\f")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a text; offsets count characters of the reading text.

    Attributes:
        page: the page of the source that it stands on; None where the source has no pages.
    """

    start: int
    end: int
    words: str
    page: int | None


@lru_cache(maxsize=8)
def sentences_of(text: str) -> tuple[tuple[int, int], ...]:
    """Return start and end of every sentence of a reading text; kept for some texts."""
    return tuple(sentence_spans(text))


@lru_cache(maxsize=8)
def _pages(source: str) -> tuple[int, ...]:
    return page_starts(source)


def page_at(document: ReadingText, place: int) -> int | None:
    """Return the page of a place in the reading text, from 1; None where the source has no pages."""
    starts = _pages(document.source)
    return page_of(starts, document.to_source(place, place)[0]) if starts else None


def page_words(document: ReadingText, place: int) -> str:
    """Say on which of how many pages a place stands; empty where the source has no pages."""
    page = page_at(document, place)
    return "" if page is None else f"p. {page} of {len(_pages(document.source))}"


def shown_headings(document: ReadingText) -> list[Heading]:
    """List the headings of a text, those of folded parts left out."""
    folds = document.folds
    return [
        Heading(start, end, words, page_at(document, start))
        for start, words in headings_to_read_by(document.text)
        for end in [document.text.index(words, start) + len(words)]
        if not any(fold.start <= start < fold.end for fold in folds)
    ]


def page_marks(document: ReadingText, headings: list[Heading]) -> list[Stretch]:
    """Return what is shown of the pages: beside each heading its page, and a line where a page begins."""
    if not _pages(document.source):
        return []
    beside = [
        Stretch(heading.end, heading.end, f"  p. {heading.page}", mark="")
        for heading in headings
        if document.text[heading.end : heading.end + 1] in ("", "\n")
    ]
    ends = [match.start() for match in _PAGE_END.finditer(document.text)]
    folds = document.folds
    begins = [
        Stretch(place, place + 1, f"─ p. {page_at(document, place + 2)} ─", mark="")
        for place in ends
        if not any(fold.start <= place < fold.end for fold in folds)
    ]
    return [*beside, *begins]


def sentence_at(text: str, place: int) -> tuple[int, int] | None:
    """Return the sentence that holds a place, or the next one; the last one behind the end."""
    found = sentences_of(text)
    if not found:
        return None
    number = max(bisect_right(found, (place, len(text) + 1)) - 1, 0)
    if found[number][1] <= place and number + 1 < len(found):
        number += 1
    return found[number]
