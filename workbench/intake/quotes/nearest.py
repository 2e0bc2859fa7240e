"""Find the passage that comes nearest to a quote which a text does not hold."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from difflib import SequenceMatcher
from typing import NamedTuple


class Near(NamedTuple):
    """The passage that comes nearest to a quote; ``score`` goes from 0 to 1, which means the same words."""

    start: int
    end: int
    score: float


_LONGEST = 20_000
_TOKEN = re.compile(r"\w+")
_RARE = 60
"""Words that occur more often do not seed a search."""
_SEEDS, _WINDOWS, _QUOTE_WORDS = 40, 6, 120
_GRAM = 6


def nearest_passage(text: str, quote: str) -> Near:
    """The passage most like a quote that is not there, for the message that refuses it. Fast on a megabyte.

    >>> text = "We treated ten adults. Six adults died within 90 days of admission."
    >>> near = nearest_passage(text, "six patients died within 90 days")
    >>> text[near.start : near.end], near.score
    ('Six adults died within 90 days', 0.83)
    """
    tokens = [match.span() for match in _TOKEN.finditer(text)]
    words = [text[start:end].casefold() for start, end in tokens]
    wanted = [word.casefold() for word in _TOKEN.findall(quote[:_LONGEST])][:_QUOTE_WORDS]
    if not tokens or not wanted:
        return Near(0, 0, 0.0)
    best = (0.0, 0, 0)
    for begin in _windows(words, wanted) or _by_letters(text, quote, tokens):
        low, high = max(0, begin - 3), min(len(words), begin + len(wanted) + 3)
        score, first, last = _compare(words[low:high], wanted)
        best = max(best, (score, -(low + first), low + last))
    score, first, last = best
    if not score:
        return Near(0, 0, 0.0)
    return Near(tokens[-first][0], tokens[last][1], round(score, 2))


def _windows(words: list[str], wanted: list[str]) -> list[int]:
    """Where the quote would begin if its rarest words stood where they do: the places most agree on."""
    asked = set(wanted)
    counts = Counter(word for word in words if word in asked)
    seeds = sorted((word for word in counts if counts[word] <= _RARE), key=lambda word: (counts[word], word))
    chosen = set(seeds[:_SEEDS]) or set(counts)
    places: dict[str, list[int]] = {}
    for number, word in enumerate(words):
        if word in chosen and len(places.setdefault(word, [])) < _RARE:
            places[word].append(number)
    votes: Counter[int] = Counter()
    for index, word in enumerate(wanted):
        for number in places.get(word, ()):
            # Neighbouring beginnings share their votes, since a word more or less shifts all that follow.
            for near in (0, 1):
                votes[(number - index) // 4 + near] += 1
    return [begin * 4 - 2 for begin, _ in votes.most_common(_WINDOWS)]


def _by_letters(text: str, quote: str, tokens: list[tuple[int, int]]) -> list[int]:
    """Places that share a run of letters with the quote, for one whose every word is misspelt."""
    lowered, wanted = text.lower(), quote.lower()[:2000]
    starts = [start for start, _ in tokens]
    found = []
    for at in range(0, max(1, len(wanted) - _GRAM), 3):
        place = lowered.find(wanted[at : at + _GRAM])
        if place >= 0:
            before = len(_TOKEN.findall(wanted[:at]))
            found.append(max(0, bisect_right(starts, place) - 1 - before))
    return [begin for begin, _ in Counter(found).most_common(_WINDOWS)]


def _compare(window: list[str], wanted: list[str]) -> tuple[float, int, int]:
    """How alike window and quote are, and the first and last word of the passage in the window."""
    matcher = SequenceMatcher(None, window, wanted, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        joined = SequenceMatcher(None, " ".join(window), " ".join(wanted), autojunk=False).ratio()
        return round(joined / 2, 4), 0, len(window) - 1
    first = max(0, blocks[0].a - blocks[0].b)
    last = min(
        len(window) - 1, blocks[-1].a + blocks[-1].size - 1 + len(wanted) - blocks[-1].b - blocks[-1].size
    )
    same = sum(block.size for block in blocks)
    return round(2 * same / (last - first + 1 + len(wanted)), 4), first, last
