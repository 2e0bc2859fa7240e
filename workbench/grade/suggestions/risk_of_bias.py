"""Suggest risk of bias for a body of evidence, from the judgements of the studies that contribute."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from workbench.counts import count
from workbench.grade.body.body_key import BodyKey
from workbench.grade.body.rating import Suggestion
from workbench.grade.body.scale import CERTAINTIES, CERTAINTY_WORDS, check_certainty
from workbench.grade.numbers.wording import listed, percent

DOMAIN = "RiskOfBias"


@dataclass(frozen=True, slots=True)
class Contribution:
    """The share of one study in the evidence on an outcome.

    Attributes:
        study: Its key.
        weight: Its weight in the body, 0 or more, in any unit that is the same for all: participants, inverse
            variance, per cent.
        start: Where GRADE starts by its checklist; None where it has no checklist.
        levels_by_judgement: Judgement → levels (0 to -3), as its checklist declares for this start.
        judgement: The final overall judgement of its appraisal; None where it has not been appraised.
        randomised: True if it is randomised.
        controlled: True if its finding has a comparison.
        label: What it is called in sentences; empty: its key.
    """

    study: str
    weight: float
    start: str | None
    levels_by_judgement: Mapping[str, int]
    judgement: str | None
    randomised: bool = False
    controlled: bool = True
    label: str = ""

    @property
    def name(self) -> str:
        """What it is called in sentences."""
        return self.label or self.study

    @property
    def body(self) -> BodyKey:
        """The body of evidence that it belongs to."""
        return BodyKey(self.randomised, self.controlled, self.start)

    @property
    def levels(self) -> int | None:
        """The levels that its judgement stands for; None without an appraisal."""
        return None if self.judgement is None else self.levels_by_judgement[self.judgement]


@dataclass(frozen=True, slots=True)
class WeighedBody:
    """The studies of a body of evidence with their weights: one row of a profile.

    Attributes:
        key: What they have in common.
        contributions: The studies, in the order given.
    """

    key: BodyKey
    contributions: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True)
class RiskOfBiasSuggestion(Suggestion):
    """A suggestion for risk of bias with the shares behind it.

    Attributes:
        provisional: What the appraised part alone would suggest where `levels` is refused; else None.
        appraised: Share of the weight that has been appraised, 0 to 1.
        shares: (levels, share of the appraised weight at so many levels), the worst first.
        missing: Keys of the studies without an appraisal; they are left out of the shares.
    """

    provisional: int | None = None
    appraised: float = 0.0
    shares: tuple[tuple[int, float], ...] = ()
    missing: tuple[str, ...] = ()


def separate_bodies(contributions: Sequence[Contribution]) -> tuple[WeighedBody, ...]:
    """Separate the studies by kind and start: different bodies are rows of their own, never averaged.

    Returns:
        The bodies, the highest start first, within it randomised before not and controlled before not;
        studies without a checklist last.

    Raises:
        ValueError: If a study is there twice, or a start, weight or judgement is none.
    """
    seen: set[str] = set()
    for each in contributions:
        _check(each, seen)
    ordered = sorted({each.body for each in contributions}, key=lambda key: key.rank, reverse=True)
    return tuple(
        WeighedBody(key, tuple(each for each in contributions if each.body == key)) for key in ordered
    )


def suggest_risk_of_bias(body: WeighedBody, *, weighted_by: str = "weight") -> RiskOfBiasSuggestion:
    """Suggest levels for risk of bias from the share of weight at each number of levels.

    At least half of the appraised weight at two levels or more → -2; at least a quarter there, or half at one
    level or more → -1. With the maps of the checklists that start high, two levels are "serious" and one is
    "moderate", as in the rule's source. Half of the weight at three levels → -3 is ours: it makes a body of
    one study get exactly what its checklist declares. Studies without an appraisal are left out and named;
    with less than half of the weight appraised no result is given.

    Args:
        body: Studies with one start.
        weighted_by: What the weights are, for the sentence, such as "participants".

    Raises:
        ValueError: If a weight or a judgement is none, or the body is empty.

    Source:
        The rule is one published in code (TheRubricGenerator), not GRADE text: a suggestion.
    """
    seen: set[str] = set()
    for each in body.contributions:
        _check(each, seen)
    whole, weights = _weigh(body.contributions)
    if not whole:
        raise ValueError("a body of evidence takes at least one study with a weight above 0")
    covered = sum(weights.values())
    without = [each for each in body.contributions if each.judgement is None]
    missing = tuple(each.study for each in without)
    shares = {level: Fraction(weight) / covered for level, weight in sorted(weights.items())}
    result = _rule(weights, covered) if covered else None
    refused = 2 * covered < whole
    appraised = Fraction(covered) / whole
    named = tuple(each.name for each in without)
    because = _because(body, shares, appraised, named, result, weighted_by)
    return RiskOfBiasSuggestion(
        DOMAIN,
        None if refused else result,
        because,
        provisional=result if refused else None,
        appraised=float(appraised),
        shares=tuple((level, float(share)) for level, share in shares.items()),
        missing=missing,
    )


def risk_of_bias_levels(contributions: Iterable[Contribution]) -> int | None:
    """Give the levels that `suggest_risk_of_bias` suggests, without its words, for trying many changes.

    Args:
        contributions: Studies of one body, with weights and judgements that were checked before.

    Returns:
        The levels; None where less than half of the weight is appraised, or there is no weight at all.
    """
    whole, weights = _weigh(contributions)
    covered = sum(weights.values())
    return _rule(weights, covered) if covered and 2 * covered >= whole else None


def _weigh(contributions: Iterable[Contribution]) -> tuple[int | Fraction, dict[int, int | Fraction]]:
    """Add up, without rounding, the weight of all studies, and by levels that of the appraised ones."""
    whole: int | Fraction = 0
    weights: dict[int, int | Fraction] = {}
    for each in contributions:
        weight = each.weight if isinstance(each.weight, int) else Fraction(each.weight)
        whole += weight
        if each.levels is not None:
            weights[each.levels] = weights.get(each.levels, 0) + weight
    return whole, weights


def _check(given: Contribution, seen: set[str]) -> None:
    if given.study in seen:
        raise ValueError(f"{given.study} is there twice; a study contributes once to an outcome")
    seen.add(given.study)
    if given.start is not None:
        check_certainty(given.start)
    if not 0 <= given.weight < math.inf:
        raise ValueError(f"{given.study}: a weight is a number, 0 or more; {given.weight!r} is none")
    if given.judgement is not None and given.judgement not in given.levels_by_judgement:
        known = ", ".join(given.levels_by_judgement)
        raise ValueError(
            f"{given.study}: its checklist has no levels for {given.judgement!r}; there are {known}"
        )


def _rule(weights: Mapping[int, int | Fraction], covered: int | Fraction) -> int:
    """Return the levels by the weight at each number of levels; see `suggest_risk_of_bias`."""

    def at_least(levels: int) -> int | Fraction:
        return sum(weight for level, weight in weights.items() if level <= -levels)

    if 2 * at_least(3) >= covered:
        return -3
    if 2 * at_least(2) >= covered:
        return -2
    if 4 * at_least(2) >= covered or 2 * at_least(1) >= covered:
        return -1
    return 0


def _because(
    body: WeighedBody,
    shares: Mapping[int, Fraction],
    appraised: Fraction,
    missing: tuple[str, ...],
    result: int | None,
    weighted_by: str,
) -> str:
    parts = [
        f"{each.name}: {each.judgement.replace('_', ' ')} ({each.levels})"
        for each in body.contributions
        if each.judgement is not None
    ]
    text = f"{'; '.join(parts)}. " if parts else ""
    if shares:
        down = [f"{percent(share)} at {level}" for level, share in shares.items()]
        text += f"By {weighted_by}: {', '.join(down)}; suggests {result}. "
    if missing:
        text += f"No appraisal of {listed(missing)} to go by. "
    if 2 * appraised < 1:
        text += f"Only {percent(appraised)} of the {weighted_by} is appraised, less than half: no result. "
    start = body.key.start
    if start == CERTAINTIES[0] and result:
        text += f"Shown for the record: {CERTAINTY_WORDS[CERTAINTIES[0]]} cannot fall further. "
    where = "start not declared" if start is None else f"start {CERTAINTY_WORDS[start]}"
    return f"{count(len(body.contributions), 'study')}, {where}. {text}".strip()


_JUDGED = r"\S+: [a-z ]+ \((?:0|-\d)\)"
_SUGGESTED = re.compile(
    rf"\d+ stud(?:y|ies), start [a-z ]+\. (?P<judged>{_JUDGED}(?:; {_JUDGED})*)\. "
    r"By (?P<weight>[^:]+): (?P<shares>[^;]+); suggests (?:0|-\d)\."
    r"(?: No appraisal of (?P<missing>.+?) to go by\.)?"
    r"(?: Shown for the record: very low cannot fall further\.)?"
)
"""The sentences of `_because` where something is suggested, which people take over as a reason."""
_STUDY = re.compile(r"(?:^|(?<=; ))\S+(?=: )")
_AND = re.compile(r"(, | and )")


def reword_suggestion(reason: str, label_of: Callable[[str], str] = str, *, final: bool = False) -> str:
    """Return a reason in which the sentences of a suggestion name studies by their labels.

    Other words of a reason stay as they are: a key may be a word of the language.

    Args:
        reason: As a person gave it, or took it over from the suggestion.
        label_of: Gives the label of a study for its key.
        final: Leave out what is for the team only: the start, the levels and the result.

    >>> taken = "1 study, start low. a1: high (-1). By weight: 100 % at -1; suggests -1. And a1 is old."
    >>> reword_suggestion(taken, str.upper)
    '1 study, start low. A1: high (-1). By weight: 100 % at -1; suggests -1. And a1 is old.'
    >>> reword_suggestion(taken, str.upper, final=True)
    'A1: high. By weight: 100 % one level down. And a1 is old.'
    """
    match = _SUGGESTED.match(reason)
    if match is None:
        return reason
    judged = _STUDY.sub(lambda study: label_of(study[0]), match["judged"])
    missing = "".join(map(label_of, _AND.split(match["missing"] or "")))
    if final:
        judged = re.sub(r" \((?:0|-\d)\)(?=;|$)", "", judged)
        shares = re.sub(r" at (0|-\d)", lambda level: f" {_DOWN[level[1]]}", match["shares"])
        told = f"{judged}. By {match['weight']}: {shares}."
        return f"{told}{f' {missing} not appraised.' if missing else ''}{reason[match.end() :]}"
    places = ((match.span("judged"), judged), (match.span("missing"), missing))
    for (start, end), words in reversed([each for each in places if each[1]]):
        reason = reason[:start] + words + reason[end:]
    return reason


_DOWN = {"0": "not rated down", "-1": "one level down", "-2": "two levels down", "-3": "three levels down"}
