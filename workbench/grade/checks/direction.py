"""Check that a change goes where its words say."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from workbench.grade.checks.flag import Flag
from workbench.grade.checks.words_of_change import Words, of_both_groups, read_words
from workbench.grade.numbers.numbers import Centre, Effect, Group, StudyNumbers
from workbench.grade.numbers.wording import printed, significant

INNOCENT = (
    "the two values belong to other time points than the words (before falling ill, at the worst)",
    "the scale is turned round: on it, less is more",
    "the words come from a summary by others, not from the study",
    "a value was entered in the wrong field",
)
_WITHOUT_SIGN = "the change is printed as its size, without its sign: a fall is entered below 0"
_OF_THE_OTHER = "the words are of the treated group alone"
_TOO_SMALL = "it is a change that matters to nobody, and the words are meant so"


@dataclass(frozen=True, slots=True)
class _Change:
    """A change in one group.

    Attributes:
        size: After less before.
        shown: It, with what it comes from.
        beyond: Why chance does not explain it; empty where it may.
        innocent: Explanations besides the usual ones.
    """

    size: Decimal | float
    shown: str
    beyond: str = ""
    innocent: tuple[str, ...] = ()


def direction_flags(numbers: StudyNumbers, better: str = "") -> Iterator[Flag]:
    """Flag a change that does not go where the words say.

    Looked at are the treated group, a reported change within it, and the comparison where the words are of
    both groups or no other change is given. Where the words deny a change, only one that chance does not
    explain is flagged.

    Args:
        numbers: The finding.
        better: Which direction of the outcome is better: "higher", "lower" or empty.
    """
    words = read_words(numbers.wording, better)
    for change in _changes(numbers):
        went = (change.size > 0) - (change.size < 0)
        if not _contradicts(words, went, change):
            continue
        what = {1: "a rise", -1: "a fall", 0: "no change"}[went]
        denied = words.direction is None
        yield Flag(
            "direction_contradicts",
            f"the words say “{numbers.wording}”, the numbers show {what}",
            f"{change.shown}; {change.beyond}" if denied else change.shown,
            (*INNOCENT, *((_TOO_SMALL,) if denied else ()), *change.innocent),
        )


def _contradicts(words: Words, went: int, change: _Change) -> bool:
    if words.direction is not None:
        return went != words.direction
    return not words.claimed and went in words.denied and bool(change.beyond)


def _changes(numbers: StudyNumbers) -> Iterator[_Change]:
    treated = _of_group(numbers.treatment, numbers.unit)
    if treated is not None:
        yield treated
    reported = _reported(numbers.effect, numbers.unit)
    if reported is not None:
        yield reported
    compared = _of_group(numbers.comparison, numbers.unit, "comparison: ")
    alone = treated is None and reported is None
    if compared is not None and (alone or of_both_groups(numbers.wording)):
        yield compared


def _reported(effect: Effect | None, unit: str) -> _Change | None:
    if effect is None or effect.measure != "CHANGE":
        return None
    excludes = effect.includes_no_effect is False and effect.confidence >= 95
    beyond = f"its {effect.confidence:g} % interval excludes 0" if excludes else ""
    shown = f"{effect}{f' {unit}' if unit and not effect.unit else ''}: {_beside_nought(effect.estimate)}"
    return _Change(effect.estimate, shown, beyond, (_WITHOUT_SIGN,))


def _beside_nought(number: float) -> str:
    return "0" if number == 0 else "above 0" if number > 0 else "below 0"


def _of_group(group: Group | None, unit: str, name: str = "") -> _Change | None:
    pair = None if group is None else _pair(group.before, group.after)
    if group is None or pair is None:
        return None
    before, after = pair
    change = after - before
    shown = f"{name}{printed(before)} before, {printed(after)} after: {change:+f}{f' {unit}' if unit else ''}"
    return _Change(change, shown, _beyond_chance(group, change), (_OF_THE_OTHER,) if name else ())


def _beyond_chance(group: Group, change: Decimal) -> str:
    """Say why a change of means is beyond chance, whatever the correlation of before and after; else empty.

    The standard deviation of the differences is at most the sum of both standard deviations (correlation -1).
    """
    first, second, people = group.before.sd, group.after.sd, group.total
    if group.before.mean is None or group.after.mean is None or first is None or second is None:
        return ""
    if people is None or people < 2:
        return ""
    from scipy.stats import t

    reach = float(t.ppf(0.975, people - 1)) * float(first + second) / math.sqrt(people)
    if abs(float(change)) <= reach:
        return ""
    return f"with {people} people chance reaches {significant(reach)} at most (t × sum of both SDs / √n)"


def _pair(before: Centre, after: Centre) -> tuple[Decimal, Decimal] | None:
    # A mean is never set against a median: they differ without any change.
    if before.mean is not None and after.mean is not None:
        return before.mean, after.mean
    if before.median is not None and after.median is not None:
        return before.median, after.median
    return None
