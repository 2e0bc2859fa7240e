"""Compute certainty: start, minus levels down, plus levels up, held between very low and high."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workbench.counts import count
from workbench.grade.body.rating import Rating
from workbench.grade.body.scale import CERTAINTIES, CERTAINTY_WORDS, check_certainty


@dataclass(frozen=True, slots=True)
class Grade:
    """A certainty with the whole sum behind it.

    Attributes:
        certainty: Id of the level that results.
        start: Id of the level that it started from.
        down: Levels down, 0 or more.
        up: Levels up that were asked for, 0 or more.
        up_counted: Levels up that count: `up`, or 0 where rating up is ignored.
        up_ignored_because: Why they do not count; empty where they do or none were asked for.
        total: The sum on the scale very low 1 to high 4, before it is held within it: below 1 it went past
            the floor, above 4 past the top.
        note: The sum in words.
        up_anyway: The reason why levels up count against the rule; empty where they do not, or follow it.
    """

    certainty: str
    start: str
    down: int
    up: int
    up_counted: int
    up_ignored_because: str
    total: int
    note: str
    up_anyway: str = ""

    @property
    def told(self) -> str:
        """The same for readers of a manuscript, who need no scale.

        >>> grade("low", randomised=False, down=3, up=0).told
        'starts low, 3 levels down: very low, the lowest there is'
        """
        steps = [f"starts {CERTAINTY_WORDS[self.start]}"]
        steps += [
            f"{count(levels, 'level')} {way}"
            for levels, way in ((self.down, "down"), (self.up_counted, "up"))
            if levels
        ]
        if not self.down and not self.up_counted:
            steps.append("nothing rated down or up")
        limit = ", the lowest there is" if self.total < 1 else ""
        limit = ", the highest there is" if self.total > len(CERTAINTIES) else limit
        text = f"{', '.join(steps)}: {CERTAINTY_WORDS[self.certainty]}{limit}"
        if self.up_ignored_because:
            text += f"; {count(self.up, 'level')} up not counted: {self.up_ignored_because}"
        return f"{text}; rated up all the same: {self.up_anyway}" if self.up_anyway else text


def certainty(start: str, *, randomised: bool, down: int, up: int, up_anyway: str = "") -> str:
    """Give the certainty of a body of evidence.

    Levels up count only if the evidence is not randomised and nothing was rated down, unless there is a
    reason to count them all the same.

    Args:
        start: Where GRADE starts: "high", "moderate", "low" or "very_low".
        randomised: True if the studies are randomised.
        down: Levels down over all domains, 0 or more.
        up: Levels up over all domains, 0 or more.
        up_anyway: The reason why levels up count although the rule ignores them; empty for the rule.

    Returns:
        "high", "moderate", "low" or "very_low".

    Raises:
        ValueError: If there is no such start, or a number of levels is negative or not whole.

    Source:
        Guyatt GH, et al. GRADE 9. J Clin Epidemiol 2011;64:1311-6; the anchors are GRADE's own.

    >>> [certainty("high", randomised=True, down=down, up=0) for down in range(4)]
    ['high', 'moderate', 'low', 'very_low']
    >>> [certainty("low", randomised=False, down=0, up=up) for up in range(3)]
    ['low', 'moderate', 'high']
    >>> certainty("low", randomised=False, down=1, up=0)
    'very_low'
    >>> certainty("low", randomised=False, down=1, up=1, up_anyway="the gradient is steep in every study")
    'low'
    """
    return grade(start, randomised=randomised, down=down, up=up, up_anyway=up_anyway).certainty


def grade(start: str, *, randomised: bool, down: int, up: int, up_anyway: str = "") -> Grade:
    """Give the certainty of a body of evidence with its whole sum.

    Args:
        start: Where GRADE starts.
        randomised: True if the studies are randomised.
        down: Levels down over all domains, 0 or more.
        up: Levels up over all domains, 0 or more.
        up_anyway: A reason to count levels up although the rule ignores them; the note repeats it.

    Raises:
        ValueError: If there is no such start, or a number of levels is negative or not whole.

    >>> grade("low", randomised=False, down=3, up=0).note
    'starts low (2), 3 levels down = -1: 2 levels past the floor, so very low'
    >>> grade("low", randomised=False, down=1, up=2).note
    'starts low (2), 1 level down = 1: very low; 2 levels up ignored: something was rated down'
    """
    check_certainty(start)
    for name, levels in (("down", down), ("up", up)):
        if isinstance(levels, bool) or not isinstance(levels, int) or levels < 0:
            raise ValueError(f"{name} is a whole number of levels, 0 or more; {levels!r} is none")
    reason = " ".join(up_anyway.split())
    ignored = "" if reason else _why_up_is_ignored(randomised, down, up)
    counted = 0 if ignored else up
    begin = CERTAINTIES.index(start) + 1
    total = begin - down + counted
    level = CERTAINTIES[max(1, min(total, len(CERTAINTIES))) - 1]
    note = _note(start, down, counted, total)
    if ignored:
        note += f"; {count(up, 'level')} up ignored: {ignored}"
    is_against = bool(counted and reason and _why_up_is_ignored(randomised, down, up))
    if is_against:
        note += f"; rated up against the rule: {reason}"
    return Grade(level, start, down, up, counted, ignored, total, note, reason if is_against else "")


def grade_ratings(start: str, ratings: Iterable[Rating], *, randomised: bool, up_anyway: str = "") -> Grade:
    """Give the certainty that ratings of the GRADE domains lead to.

    Args:
        start: Where GRADE starts.
        ratings: The ratings, at most one a domain.
        randomised: True if the studies are randomised.
        up_anyway: A reason to count levels up although the rule ignores them.

    Raises:
        ValueError: If there is no such start, or a domain is rated twice.
    """
    levels: dict[str, int] = {}
    for rating in ratings:
        if rating.domain in levels:
            raise ValueError(f"{rating.domain} is rated twice; one body of evidence has one rating a domain")
        levels[rating.domain] = rating.levels
    down = -sum(each for each in levels.values() if each < 0)
    up = sum(each for each in levels.values() if each > 0)
    return grade(start, randomised=randomised, down=down, up=up, up_anyway=up_anyway)


def _why_up_is_ignored(randomised: bool, down: int, up: int) -> str:
    if not up:
        return ""
    reasons = []
    if randomised:
        reasons.append("the evidence is randomised")
    if down:
        reasons.append("something was rated down")
    return " and ".join(reasons)


def _note(start: str, down: int, up: int, total: int) -> str:
    text = f"starts {CERTAINTY_WORDS[start]} ({CERTAINTIES.index(start) + 1})"
    if down:
        text += f", {count(down, 'level')} down"
    if up:
        text += f", {count(up, 'level')} up"
    if not down and not up:
        return f"{text}, nothing rated down or up: {CERTAINTY_WORDS[start]}"
    top = len(CERTAINTIES)
    if total < 1:
        return f"{text} = {total}: {count(1 - total, 'level')} past the floor, so very low"
    if total > top:
        return f"{text} = {total}: {count(total - top, 'level')} past the top, so high"
    return f"{text} = {total}: {CERTAINTY_WORDS[CERTAINTIES[total - 1]]}"
