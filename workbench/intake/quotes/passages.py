"""Find passages that an item's cues hit, the most telling first: places to read, never answers."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

_SENTENCE_END = re.compile(r"\n+|[.!?][\"”’)\]]{0,3}(?=\s+[A-Z0-9(\[“\"])|[。！？]")
_ABBREVIATION = re.compile(
    r"(?:\b(?:et al|e\.g|i\.e|vs|Fig|Figs|Dr|Prof|No|approx|ca|cf|resp|ref|refs|Eq|Tab|St)|\b[A-Z])$"
)
_PLAIN = str.maketrans(
    "₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹\u2010\u2011\u2012\u2013\u2014\u2212\u00a0\u202f\u2009’‘“”",
    "01234567890123456789------   ''\"\"",
)
_LONGEST = 1_200
"""Characters of a passage; a longer stretch without a full stop is cut at a space."""
_WORD_BONUS = 0.5
_MOST_HITS = 20_000


class Stretch(Protocol):
    """What is not searched: a fold of a clean text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that cues hit. ``text[start:end]`` is the sentence, ``hits`` are the cues in it."""

    start: int
    end: int
    score: float
    cues: tuple[str, ...]
    """The cues as the checklist has them, the most telling first."""
    hits: tuple[tuple[int, int], ...]
    """Where they stand in the text, to be highlighted."""


def best_passages(
    text: str, cues: Iterable[str], skip: Sequence[Stretch] = (), limit: int = 200
) -> tuple[Passage, ...]:
    """Sentences with cues, best first.

    The score is the sum over the different cues in the sentence of ``ln(1 + sentences with hits / sentences
    with this cue)``, raised by half for each further word of a cue: rare and specific cues weigh more,
    repetition within a sentence nothing. Equal scores keep the order of the text.

    Args:
        text: the text that is read, such as a clean text.
        cues: words and phrases of one item.
        skip: stretches that are not searched.
        limit: how many passages at most.

    >>> [text[p.start : p.end] for text in ["Age was known. A propensity score was used for age."]
    ...  for p in best_passages(text, ["age", "propensity score"])]
    ['A propensity score was used for age.', 'Age was known.']
    """
    found = _hits(text, tuple(dict.fromkeys(" ".join(cue.split()) for cue in cues if cue.strip())), skip)
    if not found:
        return ()
    grouped: dict[tuple[int, int], list[tuple[int, int, str]]] = {}
    for place, hit in _placed(text, found):
        grouped.setdefault(place, []).append(hit)
    spread = Counter(cue for hits in grouped.values() for cue in {hit[2] for hit in hits})
    weights = {
        cue: math.log(1 + len(grouped) / count) * (1 + _WORD_BONUS * cue.count(" "))
        for cue, count in spread.items()
    }
    passages = [_passage(place, hits, weights) for place, hits in grouped.items()]
    return tuple(sorted(passages, key=lambda passage: (-passage.score, passage.start))[:limit])


def _passage(place: tuple[int, int], hits: list[tuple[int, int, str]], weights: dict[str, float]) -> Passage:
    """One passage with its score."""
    cues = sorted({cue for _, _, cue in hits}, key=lambda cue: (-weights[cue], cue))
    score = round(sum(weights[cue] for cue in cues), 3)
    return Passage(*place, score, tuple(cues), tuple((start, end) for start, end, _ in hits))


def _hits(text: str, cues: tuple[str, ...], skip: Sequence[Stretch]) -> list[tuple[int, int, str]]:
    """Every cue in the text: its begin and end, and how the checklist writes it; the longer one counts."""
    if not cues:
        return []
    by_form = {_form(cue): cue for cue in reversed(cues)}
    alternatives = [
        r"\s{1,4}".join(re.escape(word) for word in form.split(" "))
        for form in sorted(by_form, key=len, reverse=True)
    ]
    # A cue begins where a word begins ("era" is not in "several"), unless it begins with a sign such as ±.
    pattern = re.compile(
        "|".join(rf"(?<!\w){cue}" if cue[:1].isalnum() else cue for cue in alternatives), re.IGNORECASE
    )
    closed = sorted((stretch.start, stretch.end) for stretch in skip)
    found, number = [], 0
    for match in islice(pattern.finditer(text.translate(_PLAIN)), _MOST_HITS):
        while number < len(closed) and closed[number][1] <= match.start():
            number += 1
        if number < len(closed) and closed[number][0] < match.end():
            continue
        cue = by_form.get(_form(" ".join(match[0].split())))
        if cue is not None:
            found.append((*match.span(), cue))
    return found


def as_typed(text: str) -> str:
    """Write a text as a keyboard would: raised and lowered figures plain, one hyphen, straight quotes.

    Every character stays one, so that places stay what they are.

    >>> as_typed("CO₂ “rose”")
    'CO2 "rose"'
    """
    return text.translate(_PLAIN)


def _form(cue: str) -> str:
    """A cue as it is compared."""
    return cue.translate(_PLAIN).lower()


def _placed(
    text: str, found: list[tuple[int, int, str]]
) -> Iterator[tuple[tuple[int, int], tuple[int, int, str]]]:
    """Each hit with the sentence it begins in."""
    sentences = _sentences(text)
    place = next(sentences)
    for hit in found:
        while place[1] <= hit[0]:
            place = next(sentences, (hit[0], max(hit[1], hit[0] + 1)))
        yield (place[0], max(place[1], hit[1])), hit


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return start and end of each sentence of a text, in order.

    >>> sentence_spans("One (Fig. 2). Two.")
    [(0, 13), (14, 18)]
    """
    return list(_sentences(text))[:-1]


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every sentence without white space, and at last a place behind the text."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if match[0][0] == "." and _ABBREVIATION.search(text, max(start, match.start() - 8), match.start()):
            continue
        end = match.start() if match[0][0] == "\n" else match.end()
        yield from _cut(text, start, end)
        start = match.end()
    yield from _cut(text, start, len(text))
    yield len(text), len(text) + 1


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence without white space around it, in pieces where it is no sentence for its length."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > _LONGEST:
        space = text.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
        middle = space if space > 0 else start + _LONGEST
        yield start, middle
        start = middle + (space > 0)
    if end > start:
        yield start, end
