"""Translate the words in which other tools judge into the levels of a checklist."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from checklists import Checklist
from checklists.errors import did_you_mean
from workbench.errors import UsageError
from workbench.output.exports.revman import FOLDED
from workbench.output.exports.risk_of_bias import why_not_risk_of_bias
from workbench.output.symbols import word_of

_NO_JUDGEMENT = frozenset({"", "na", "n/a", "not applicable", "none", "not assessed"})
_MIDDLE = frozenset({"some concerns", "some concern", "moderate", "medium", "unclear", "?", "!"})
_BEST = frozenset({"low", "+", "⊕"})
_WORST = frozenset({"high", "serious", "-", "−", "–", "x", "⊗"})
_UNKNOWN = frozenset({"unclear", "?", "ni", "no information", "insufficient information", "not reported"})
_TAIL = re.compile(r"\s+(?:risk(?: of bias)?|bias|concerns? about bias)$")
_ORDERED = 3
"""Levels of the scale of Cochrane's tools: low, something between, high."""


@dataclass(frozen=True, slots=True)
class FoldedLevel:
    """A level, and the word for it in a file where that is another one."""

    level: str
    word: str = ""


@lru_cache(maxsize=4096)
def level_of(checklist: Checklist, target: str, word: str, support: str = "") -> FoldedLevel | None:
    """Return the level of a target that a word means, or None where it says that nothing was judged.

    By id or label first. Then by rank, where the checklist judges risk of bias: the words of other tools for
    the best, the worst and what stands between on a scale of two or three levels. RevMan has three words for
    every scale, and our export writes the level before the support text: it counts where it fits the word.

    Args:
        checklist: the checklist.
        target: a domain or `overall`.
        word: what the file says.
        support: why, where the file says so.

    Raises:
        UsageError: no level is meant, or several may be.
    """
    said = _plain(word)
    if said in _NO_JUDGEMENT:
        return None
    levels = checklist.levels_of(target)
    by_name = {level.replace("_", " "): level for level in levels}
    by_name |= {_plain(checklist.label(level, target)): level for level in levels}
    if (level := _behind_word(support, word, by_name)) is not None:
        return FoldedLevel(level)
    if said in by_name:
        return FoldedLevel(by_name[said])
    level = _by_rank(checklist, target, said) if why_not_risk_of_bias(checklist) is None else None
    if level is None:
        offered = [word_of(level) for level in levels]
        raise UsageError(f"{checklist.id} has no level {word[:40]!r} there: {did_you_mean(word, offered)}")
    return FoldedLevel(level, word)


def _plain(word: str) -> str:
    """Return a word without case, "risk of bias" and what stands around it.

    >>> _plain("High risk of bias"), _plain("Low risk"), _plain("some_concerns.")
    ('high', 'low', 'some concerns')
    """
    plain = " ".join(word.casefold().replace("_", " ").split()).strip(" .;:") or word.strip()
    return _TAIL.sub("", plain)


def _behind_word(support: str, word: str, by_name: dict[str, str]) -> str | None:
    """Return the level that our own export wrote before the support text in RevMan's file."""
    first = _plain(re.split(r"[:,]", support, maxsplit=1)[0])
    level = by_name.get(first)
    return level if level is not None and FOLDED.get(level, "").casefold() == word.casefold() else None


def _by_rank(checklist: Checklist, target: str, said: str) -> str | None:
    scale = checklist.scale_of(target)
    levels = checklist.levels_of(target)
    ordered = [level for level in scale.ordered if level in levels]
    beside = [level for level in scale.off_scale if level in levels]
    if said in _UNKNOWN and beside:
        return beside[0]
    if said in _BEST:
        return ordered[0]
    if said in _WORST and len(ordered) <= _ORDERED:
        return ordered[-1]
    return ordered[1] if said in _MIDDLE and len(ordered) == _ORDERED else None
