"""Write what a body of evidence says in one sentence: certainty in the verb, size in the rest.

The patterns are those of GRADE 26 in our words: Santesso N, et al. J Clin Epidemiol 2020;119:126-35. The size
comes from thresholds, never from a p value or the interval: the interval is in the certainty already. What is
said without thresholds, without a comparison or without a certainty is ours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from workbench.counts import count
from workbench.grade.body.graded import GradedBody
from workbench.grade.body.scale import CERTAINTIES, check_certainty
from workbench.grade.body.thresholds import Thresholds

SIZES = ("trivial", "small", "important", "large", "unsized")
"""What an effect can be called; `unsized` where no threshold says."""

DIRECTIONS = ("fewer", "more", "none")

NO_STUDY = "No study reported {outcome}."
NOT_GRADED = "The certainty is not rated yet, so no statement is made."
NOT_ENTERED = "Several studies and no effect for all of them: no statement is made."
NO_EFFECT_KNOWN = "The study gives no effect, so no statement is made."
STALE = "Something that it rests on changed after it was looked at: no statement until it is looked at again."
HAZARD = (
    "A hazard ratio does not say whether it is of {outcome} or of its opposite: say which direction is better"
    " (lower, if the ratio is of the outcome itself), or write the statement."
)
# A study of the body may compare its groups otherwise, only not on this outcome.
NOTHING_COMPARED = (
    "None of the studies here reports {outcome} for a comparison group: nothing can be said of an effect"
    " of {treatment} on it."
)
ALONE = "Without a comparison this does not show an effect of {treatment}."

_MODALS: Mapping[str, str] = {"high": "", "moderate": "probably ", "low": "may "}
_UNCERTAIN = "The evidence is very uncertain about the effect of {treatment} on {outcome}."
_UNSIZED = "; no size is given, as {why}"
NO_THRESHOLD = "no threshold was set"
NO_MID = "no smallest difference that matters was set"
NO_RISK = "no risk without treatment is known"
OTHER_UNIT = "the thresholds are in another unit than the effect"


@dataclass(frozen=True, slots=True)
class Statement:
    """The statement on a body of evidence.

    Attributes:
        text: The sentence; empty where none is made.
        because: Why none is made; empty where one is.
        is_written: True if a person wrote it.
    """

    text: str
    because: str = ""
    is_written: bool = False

    @property
    def shown(self) -> str:
        """The sentence, or why there is none."""
        return self.text or self.because


def informative_statement(
    certainty: str,
    size: str,
    direction: str,
    *,
    treatment: str,
    outcome: str,
    longer: bool = False,
    why_unsized: str = NO_THRESHOLD,
) -> str:
    """Write the sentence for a certainty, a size and a direction.

    Args:
        certainty: Id of the level.
        size: One of `SIZES`.
        direction: "fewer" or "more" of the outcome as it is named, or "none"; good or bad is the reader's.
        treatment: What is given, as it stands within a sentence.
        outcome: What happens, likewise.
        longer: Keep direction and size at very low certainty, as a person may choose.
        why_unsized: Why no size is given, where none is.

    Raises:
        ValueError: If there is no such certainty, size or direction.

    >>> names = {"treatment": "baricitinib", "outcome": "death"}
    >>> informative_statement("moderate", "small", "fewer", **names)
    'Baricitinib probably reduces death slightly.'
    >>> informative_statement("low", "large", "more", **names)
    'Baricitinib may lead to a large increase in death.'
    >>> informative_statement("high", "small", "fewer", treatment="JAK inhibitors", outcome="death")
    'JAK inhibitors reduce death slightly.'
    """
    check_certainty(certainty)
    if size not in SIZES or direction not in DIRECTIONS:
        raise ValueError(f"no statement for {size!r} and {direction!r}")
    is_very_low = certainty == CERTAINTIES[0]
    if is_very_low and not longer:
        return _UNCERTAIN.format(treatment=treatment, outcome=outcome)
    bare = _is_plural(treatment)
    said = _said("low" if is_very_low else certainty, size, direction, outcome, is_bare=bare)
    if size == "unsized" and not is_very_low and direction != "none":
        said += _UNSIZED.format(why=why_unsized)
    ending = ", but the evidence is very uncertain." if is_very_low else "."
    return f"{_capital(treatment)} {said}{ending}"


def _is_plural(treatment: str) -> bool:
    """Return True if a treatment takes the verb of several: by its last word, before what it is given with.

    >>> [_is_plural(name) for name in ("JAK inhibitors", "steroids for 5 days", "dialysis", "A and B")]
    [True, True, False, True]
    """
    head = _BEHIND.split(treatment.strip(), maxsplit=1)[0].rstrip(").")
    return " and " in f" {head} " or bool(_PLURAL.search(head))


_BEHIND = re.compile(r"\s+(?:with|for|in|of|at|by|after|before|plus|to|over|on|\()\b|\s*[(,;]")
_PLURAL = re.compile(r"[^\Wsui]s$|[^\Wsu]ies$", re.IGNORECASE)
"""Words in s but those in ss, us and is, which are of one thing."""


def _said(certainty: str, size: str, direction: str, outcome: str, *, is_bare: bool = False) -> str:
    """Return verb, size and outcome; the verb is bare after "may", and where several things are given."""
    modal = _MODALS[certainty]
    s = "" if certainty == "low" or is_bare else "s"
    if size == "trivial" or direction == "none":
        return f"{modal}make{s} little or no difference to {outcome}"
    noun, verb = ("reduction", "reduce") if direction == "fewer" else ("increase", "increase")
    if size == "large":
        return f"{modal}lead{s} to a large {noun} in {outcome}"
    return f"{modal}{verb}{s} {outcome}{' slightly' if size == 'small' else ''}"


def size_of(difference: float, thresholds: Thresholds) -> str:
    """Call a difference trivial, small, important or large, as far as the thresholds go.

    Args:
        difference: In the unit of the thresholds; negative for fewer.
        thresholds: What the team set.

    Returns:
        With a smallest difference that matters alone: trivial or important; "slightly" and "large" are never
        made up. Exactly nothing is always trivial.

    >>> from workbench.grade.body.thresholds import Threshold
    >>> steps = Thresholds(Threshold(20), small=Threshold(40), large=Threshold(90))
    >>> [size_of(number, steps) for number in (0, -19, -20, 40, 41, -90, 91)]
    ['trivial', 'trivial', 'small', 'small', 'important', 'important', 'large']
    >>> size_of(-400, Thresholds(Threshold(20))), size_of(5, Thresholds())
    ('important', 'unsized')
    """
    size = abs(difference)
    if size == 0:
        return "trivial"
    mid = None
    if thresholds.sides is not None:
        mid = thresholds.sides[0 if difference < 0 else 1].value
        if size < mid:
            return "trivial"
    if thresholds.large is not None and size > thresholds.large.value:
        return "large"
    if thresholds.small is not None:
        if size > thresholds.small.value:
            return "important"
        return "small" if mid is not None else "unsized"
    return "important" if mid is not None else "unsized"


def statement_of(body: GradedBody) -> Statement:
    """Return the statement on a body of evidence: what a person wrote, else what follows from its numbers.

    There is none without a certainty, for several studies without an effect for all of them, and while
    anything that it rests on changed after it was looked at. Where nothing is compared, no effect is stated.
    """
    if body.own_statement:
        return Statement(body.own_statement, is_written=True)
    treatment, outcome = body.treatment or "the treatment", _within(body.name)
    names = {"treatment": treatment, "outcome": outcome}
    if not body.studies:
        return Statement(NO_STUDY.format(**names))
    if not body.compared:
        return Statement(_alone(body, treatment, outcome))
    if refusal := _refusal(body, outcome):
        return Statement("", refusal)
    effect = body.effect
    assert effect is not None  # it is refused without one
    size, why = _size(body)
    sign = effect.estimate - effect.kind.no_effect
    direction = "none" if sign == 0 else "fewer" if sign < 0 else "more"
    level = body.grade.certainty
    text = informative_statement(
        level, size, direction, treatment=treatment, outcome=outcome, why_unsized=why
    )
    return Statement(text)


def _refusal(body: GradedBody, outcome: str) -> str:
    """Say why no statement is made; empty where one is."""
    if body.effect is None:
        return NOT_ENTERED if len(body.studies) > 1 else NO_EFFECT_KNOWN
    if body.certainty is None:
        return NOT_GRADED
    if set(body.standing.stale) - {"comment", "statement"}:
        return STALE
    if body.effect.measure == "HR" and body.thresholds.better != "lower":
        return HAZARD.format(outcome=outcome)
    return ""


def _size(body: GradedBody) -> tuple[str, str]:
    """Return the size of the effect, and why it has none where it has none."""
    effect, given = body.effect, body.thresholds
    assert effect is not None
    if effect.estimate == effect.kind.no_effect:
        return "trivial", ""
    has_any = given.has_mid or given.small is not None or given.large is not None
    if not has_any:
        return "unsized", NO_THRESHOLD
    if effect.measure in ("MD", "SMD"):
        if given.unit and effect.measure == "SMD":
            return "unsized", OTHER_UNIT
        return size_of(effect.estimate, given), NO_MID
    if given.unit:
        return "unsized", OTHER_UNIT
    if body.absolute is None:
        return "unsized", NO_RISK
    return size_of(body.absolute.difference, given), NO_MID


def _alone(body: GradedBody, treatment: str, outcome: str) -> str:
    """Say how many people had the outcome, and that this shows no effect."""
    people = body.patients_treatment
    if people.events is None or people.total is None:
        return NOTHING_COMPARED.format(treatment=treatment, outcome=outcome)
    several = len(body.studies) > 1
    added = f" in {count(len(body.studies), 'study')}, simply added up," if several else ""
    number = f"{people.events:,}" if people.events else "none"
    persons = "person" if people.total == 1 else "people"
    counted = f"{_capital(outcome)}: {number} of {people.total:,} {persons} given {treatment}{added}."
    return f"{counted.replace(',.', '.')} {ALONE.format(treatment=treatment)}"


def _capital(text: str) -> str:
    """Begin a sentence with a name, unless its first word has capitals of its own."""
    first = text.split(" ", 1)[0]
    return text[:1].upper() + text[1:] if first.islower() else text


def _within(name: str) -> str:
    """Write the name of an outcome within a sentence: small, unless it is an abbreviation or a name.

    >>> _within("Survival (90 days)"), _within("CT score"), _within("FEV1")
    ('survival (90 days)', 'CT score', 'FEV1')
    """
    first = name.split(" ", 1)[0]
    return name[:1].lower() + name[1:] if first[1:].islower() else name
