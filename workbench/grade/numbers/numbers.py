"""Hold a study's numbers for one outcome, as printed: groups, effect, p, or a sentence.

Made by `read_numbers` (from text fields) or `numbers_from_json`, which refuse what cannot be. What was
printed with decimals is kept so, since the digits say how exact it is: 82.4 is not 82.40.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from statistics import NormalDist
from types import MappingProxyType

from workbench.grade.numbers.test_statistic import TestStatistic
from workbench.grade.numbers.wording import level_of_interval, printed, span, span_as_printed


@dataclass(frozen=True, slots=True)
class Measure:
    """A kind of effect.

    Attributes:
        id: As in print, such as "RR".
        title: What it is called.
        no_effect: The value that means no effect: 1 for ratios, 0 for differences.
        compares: True if it compares two groups; a change within one group does not.
    """

    id: str
    title: str
    no_effect: int
    compares: bool = True

    @property
    def is_ratio(self) -> bool:
        """True if it is a ratio, so that its logarithm is what is symmetrical."""
        return self.no_effect == 1


MEASURES: Mapping[str, Measure] = MappingProxyType(
    {
        measure.id: measure
        for measure in (
            Measure("RR", "risk ratio", 1),
            Measure("OR", "odds ratio", 1),
            Measure("HR", "hazard ratio", 1),
            Measure("RD", "risk difference", 0),
            Measure("MD", "mean difference", 0),
            Measure("SMD", "standardised mean difference", 0),
            Measure("CHANGE", "change within the group", 0, compares=False),
        )
    }
)
"""Id → measure. A risk difference is a share from -1 to 1, not a percentage."""


@dataclass(frozen=True, slots=True)
class PValue:
    """A p value as printed.

    Attributes:
        value: 0 to 1.
        relation: "=", "<", ">", "≤" or "≥".
    """

    value: Decimal
    relation: str = "="

    def __str__(self) -> str:
        return f"{'' if self.relation == '=' else self.relation}{printed(self.value)}"


@dataclass(frozen=True, slots=True)
class Effect:
    """A reported effect.

    Attributes:
        measure: Id of one of `MEASURES`.
        estimate: The estimate.
        lower: Lower limit of its interval, or None where there is no interval.
        upper: Upper limit, or None.
        confidence: Level of the interval in per cent.
        decimals: Decimals that the estimate was printed with; None where it was computed.
        unit: Unit of a difference of means, where it is known; else empty.
    """

    measure: str
    estimate: float
    lower: float | None = None
    upper: float | None = None
    confidence: float = 95.0
    decimals: int | None = None
    unit: str = ""

    @property
    def kind(self) -> Measure:
        """The measure with its title and its value of no effect."""
        return MEASURES[self.measure]

    @property
    def includes_no_effect(self) -> bool | None:
        """True if the interval reaches the value of no effect; None without an interval."""
        if self.lower is None or self.upper is None:
            return None
        return self.lower <= self.kind.no_effect <= self.upper

    def at_level(self, confidence: float = 95.0) -> Effect:
        """Return the effect with its interval taken to another level, as if it were a normal one.

        Each half is stretched by itself, on the scale of the logarithm for ratios. Without an interval, and
        for a ratio whose interval begins at 0, the effect stays as it is.

        >>> print(Effect("HR", 0.80, 0.66, 0.97, confidence=90.0).at_level())
        HR 0.80 (0.64 to 1.01)
        """
        if confidence == self.confidence or self.lower is None or self.upper is None:
            return self
        is_ratio = self.kind.is_ratio
        if is_ratio and min(self.estimate, self.lower) <= 0:
            return self
        by = _reach(confidence) / _reach(self.confidence)
        scaled, back = (math.log, math.exp) if is_ratio else (float, float)
        middle = scaled(self.estimate)
        lower, upper = (back(middle + by * (scaled(end) - middle)) for end in (self.lower, self.upper))
        return replace(self, lower=lower, upper=upper, confidence=confidence, decimals=None)

    def __str__(self) -> str:
        """Write the effect as tables print it: digits as reported, and a level other than 95 % named.

        >>> print(Effect("MD", -3.2, -5.5, -1.0, confidence=90.0, decimals=1, unit="points"))
        MD -3.2 (90 % CI -5.5 to -1.0) points
        """
        numbers = (self.estimate, self.lower, self.upper)
        shown = span(*numbers) if self.decimals is None else span_as_printed(*numbers, self.decimals)
        labelled = shown.replace("(", f"({level_of_interval(self.confidence)}", 1)
        return f"{self.measure} {labelled}{f' {self.unit}' if self.unit else ''}"


def _reach(confidence: float) -> float:
    """Return how many standard errors an interval of a level reaches to either side."""
    return NormalDist().inv_cdf((1 + confidence / 100) / 2)


@dataclass(frozen=True, slots=True)
class Centre:
    """The middle and the spread of a measurement; None where not printed.

    Attributes:
        mean: In the unit of the finding, like all others.
        sd: Standard deviation, 0 or more.
        median: The median.
        q1: Lower quartile.
        q3: Upper quartile.
    """

    mean: Decimal | None = None
    sd: Decimal | None = None
    median: Decimal | None = None
    q1: Decimal | None = None
    q3: Decimal | None = None

    @property
    def middle(self) -> Decimal | None:
        """The mean, or the median where there is no mean."""
        return self.median if self.mean is None else self.mean


@dataclass(frozen=True, slots=True)
class Group:
    """The numbers printed of one group of people; None where not printed.

    Attributes:
        events: How many had the event.
        total: How many people.
        percent: The percentage with the event.
        before: A measurement before treatment.
        after: The measurement after it, or the only one.
    """

    events: int | None = None
    total: int | None = None
    percent: Decimal | None = None
    before: Centre = Centre()
    after: Centre = Centre()


@dataclass(frozen=True, slots=True)
class StudyNumbers:
    """A study's numbers for one outcome.

    Attributes:
        treatment: The treated group, or the only one.
        comparison: The group it is compared with; None in a single-arm finding, and never invented.
        effect: The reported effect.
        p: The reported p value.
        test: The test behind p, as named; empty where not named.
        effect_kind: What is said of the effect, such as crude, adjusted or weighted; empty where nothing.
        statistic: The test statistic behind p, as printed.
        wording: What the text says of the change, such as "decreased"; empty where nothing.
        sentence: The result in words, for what has no numbers.
        unit: Unit of the measurement.
        whole_numbers: True if each person's value is a whole number, as a score or an age is.
        single_arm: True if the study has one group only.
    """

    treatment: Group | None = None
    comparison: Group | None = None
    effect: Effect | None = None
    p: PValue | None = None
    test: str = ""
    effect_kind: str = ""
    statistic: TestStatistic | None = None
    wording: str = ""
    sentence: str = ""
    unit: str = ""
    whole_numbers: bool = False
    single_arm: bool = False
