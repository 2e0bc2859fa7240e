"""Where a text has words that often stand near the answer to an item: places to read, never answers."""

from __future__ import annotations

import re
from collections.abc import Iterable


def passages(text: str, cues: Iterable[str]) -> list[tuple[int, int]]:
    """Start and end of every cue in a text, in the order of the text.

    Case does not matter, any white space between words will do, and of overlapping cues the longer counts.

    >>> passages("Matched on age. Propensity\\nscore used.", ["propensity score", "matched on", "score"])
    [(0, 10), (16, 32)]
    """
    pattern = _pattern(tuple(cues))
    return [match.span() for match in pattern.finditer(text)] if pattern else []


def _pattern(cues: tuple[str, ...]) -> re.Pattern[str] | None:
    alternatives = [
        r"\s+".join(re.escape(word) for word in cue.split()) for cue in sorted(cues, key=len, reverse=True)
    ]
    alternatives = [one for one in alternatives if one]
    if not alternatives:
        return None
    # A cue begins at the beginning of a word ("era" is not in "several"), unless it is a sign such as ± or +.
    return re.compile(
        "|".join(rf"(?<!\w){one}" if one[0].isalnum() else one for one in alternatives), re.IGNORECASE
    )
