"""Reduce English words to stems, so that "measured" and "measurements" are one word to a search.

A light stemmer of our own, since it runs on a key press: Snowball's in Python takes a fifth of a millisecond
a word, so an article of new words half a second. It may put words together that differ; a search can bear
that.
"""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+|[±%=]")
_ENDINGS = (
    *("ational", "isation", "ations", "ation", "itions", "ition", "ements", "ement", "ments", "ment"),
    *("nesses", "ness", "ities", "ity", "ingly", "edly", "ings", "ing", "ions", "ion", "ably", "ible"),
    *("able", "ence", "ance", "ants", "ents", "ant", "ent", "ives", "ive", "ised", "ises", "ise"),
    *("ally", "als", "al", "ers", "ies", "ied", "ed", "es", "ly", "er", "y", "e", "s"),
)
_SHORTEST = 3
"""Letters that a stem keeps at least."""


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the stem of a word.

    >>> [stem(word) for word in ("measured", "Measurements", "matching", "deaths", "died", "day")]
    ['measur', 'measur', 'match', 'death', 'di', 'day']
    """
    reduced = word.casefold().replace("iz", "is").replace("yz", "ys")
    for _ in range(2):
        if len(reduced) <= _SHORTEST or not reduced.isalpha():
            return reduced
        for ending in _ENDINGS:
            least = _SHORTEST if len(ending) > 1 else _SHORTEST + 1
            if reduced.endswith(ending) and len(reduced) - len(ending) >= least:
                reduced = reduced[: -len(ending)]
                if len(reduced) > _SHORTEST and reduced[-1] == reduced[-2] and reduced[-1] not in "ls":
                    reduced = reduced[:-1]
                break
        else:
            break
    return reduced


def words_of(text: str) -> list[str]:
    """Return the words of a text, and the signs that figures come with."""
    return _WORD.findall(text)


def stems_of(text: str) -> tuple[str, ...]:
    """Return the stems of the words of a text, in order; of signs those that figures come with."""
    return tuple(stem(word) for word in words_of(text))


def stem_line(text: str) -> str:
    """Return the stems with a space before, between and after, so that phrases can be looked for in it.

    >>> stem_line("lost to follow-up") in stem_line("Two were lost to follow-up.")
    True
    """
    return f" {' '.join(stems_of(text))} "
