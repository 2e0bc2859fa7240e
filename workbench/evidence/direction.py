"""Whether a change goes where its words say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from workbench.evidence.flag import Flag
from workbench.evidence.numbers import Centre, StudyNumbers
from workbench.evidence.wording import printed

_FALLS = re.compile(
    r"\b(decreas|fell\b|fall|declin|reduc|lower|drop|diminish|shrank|shr[iu]nk|less\b|went down|down\b)", re.I
)
_RISES = re.compile(
    r"\b(increas|rose\b|ris(e|es|en|ing)\b|higher|rais|grew|grow|elevat|gain|went up|up\b)", re.I
)
_IMPROVES = re.compile(r"\b(improv|better|recover|benefi|ameliorat)", re.I)
_WORSENS = re.compile(r"\b(wors|deteriorat)", re.I)
_DENIES = re.compile(r"\b(not|no|without|neither|nor|never|hardly|un(?:changed|affected))\b|n['’]t\b", re.I)
_NO_DIRECTION = re.compile(r"follow(ed)?[- ]?up|up to|down to", re.I)

INNOCENT = (
    "the two values belong to other time points than the words (before falling ill, at the worst)",
    "the scale is turned round: on it, less is more",
    "the words come from a summary by others, not from the study",
    "a value was entered in the wrong field",
)


def direction_of_words(wording: str, better: str = "") -> int | None:
    """Give the direction that words claim.

    Args:
        wording: Such as "decreased"; a negation makes it undecided.
        better: "higher" or "lower", so that "improved" has a direction; empty where not declared.

    Returns:
        1 for up, -1 for down, None where the words name none, or both.

    >>> direction_of_words("fell in all"), direction_of_words("improved", "higher")
    (-1, 1)
    >>> direction_of_words("improved"), direction_of_words("did not decrease")
    (None, None)
    """
    words = _NO_DIRECTION.sub(" ", wording)
    if _DENIES.search(words):
        return None
    found = {sign for pattern, sign in ((_FALLS, -1), (_RISES, 1)) if pattern.search(words)}
    good = {"higher": 1, "lower": -1}.get(better)
    if good is not None and not found:
        found = {sign for pattern, sign in ((_IMPROVES, good), (_WORSENS, -good)) if pattern.search(words)}
    return found.pop() if len(found) == 1 else None


def direction_flags(numbers: StudyNumbers, better: str = "") -> Iterator[Flag]:
    """Flag a change of the treated group that does not go where the words say.

    Args:
        numbers: The finding.
        better: Which direction of the outcome is better: "higher", "lower" or empty.
    """
    group = numbers.treatment
    claimed = direction_of_words(numbers.wording, better)
    pair = None if group is None else _pair(group.before, group.after)
    if pair is None or claimed is None:
        return
    before, after = pair
    change = after - before
    went = (change > 0) - (change < 0)
    if went == claimed:
        return
    what = {1: "a rise", -1: "a fall", 0: "no change"}[went]
    unit = f" {numbers.unit}" if numbers.unit else ""
    yield Flag(
        "direction_contradicts",
        f"the words say “{numbers.wording}”, the numbers show {what}",
        f"{printed(before)} before, {printed(after)} after: {change:+f}{unit}",
        INNOCENT,
    )


def _pair(before: Centre, after: Centre) -> tuple[Decimal, Decimal] | None:
    # A mean is never set against a median: they differ without any change.
    if before.mean is not None and after.mean is not None:
        return before.mean, after.mean
    if before.median is not None and after.median is not None:
        return before.median, after.median
    return None
