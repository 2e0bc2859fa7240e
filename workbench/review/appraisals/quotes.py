"""Finding the words of a quote in the documents of a study."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter

from store.records import Study
from workbench.errors import UsageError
from workbench.intake import find_quote, nearest_passage
from workbench.review.appraisals.texts import ReadingText, texts
from workbench.review.session import ReviewSession

_LONGEST_SHOWN = 160


@dataclass(frozen=True, slots=True)
class Located:
    """Where a quote stands: characters `start` to `end` of a stored document."""

    document: ReadingText
    start: int
    end: int
    text: str


def locate(session: ReviewSession, study: Study, quote: str) -> Located:
    """Find a quote in the study's documents: exactly if possible, else overlooking spaces and typography.

    The reading text is searched first, since that is what people copy from, then the stored text; and in
    either what is the study itself before its references and other parts beside it.

    Raises:
        UsageError: no document of the study has these words, so the answer cannot rest on them; the nearest
            passage is named.
    """
    if not quote.strip():
        raise UsageError("an empty quote backs nothing: give the words as they stand in the text")
    searched = texts(session, study.key)
    for text_of in (attrgetter("study_itself"), attrgetter("text")):
        for document in searched:
            found = find_quote(text_of(document), quote)
            if found is not None:
                return _located(document, *document.to_source(found.start, found.end))
    for document in searched:
        found = find_quote(document.source, quote)
        if found is not None:
            return _located(document, found.start, found.end)
    raise UsageError(f"these words are in no document of {study.key}{_nearest(searched, quote)}")


def remarks(session: ReviewSession, study: Study, quote: str) -> tuple[str, ...]:
    """What a reader of a quote must know besides: that others wrote it, or that it is not of the study."""
    found = locate(session, study, quote)
    place = found.document.from_source(found.start, found.end)
    beside = found.document.part_beside(*place)
    others = (
        ("second-hand: others than the authors wrote it",) if found.document.is_second_hand(*place) else ()
    )
    return (*others, *((f"from “{beside}”, not from the study itself",) if beside else ()))


def _located(document: ReadingText, start: int, end: int) -> Located:
    return Located(document, start, end, document.source[start:end])


def _nearest(searched: list[ReadingText], quote: str) -> str:
    """The passage that comes nearest, for the message; nothing where none is like it."""
    near = [(nearest_passage(one.text, quote), one) for one in searched]
    best, document = max(near, key=lambda pair: pair[0].score, default=(None, None))
    if best is None or document is None or best.score == 0:
        return "; quote the text as it stands"
    words = " ".join(document.text[best.start : best.end].split())
    shown = words if len(words) <= _LONGEST_SHOWN else words[: _LONGEST_SHOWN - 1] + "…"
    return f"; nearest in {document.source_name}: “{shown}”"
