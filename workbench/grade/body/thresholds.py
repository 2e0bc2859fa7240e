"""Hold the thresholds that a team sets for an outcome: what matters, and how large is small or large."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from workbench.grade.numbers.contradictions import Problem

TARGETS: Mapping[str, str] = {"mid": "the smallest difference that matters", "null": "no effect"}
"""What an interval can be held against: id → in words."""

MID_BENEFIT, MID_HARM, SMALL, LARGE = "mid_benefit", "mid_harm", "small", "large"
TARGET = "target"
SIZES = (MID_BENEFIT, MID_HARM, SMALL, LARGE)
"""Names of the thresholds that are numbers, in the order of a form."""

TITLES: Mapping[str, str] = {
    MID_BENEFIT: "smallest benefit that matters",
    MID_HARM: "smallest harm that matters",
    SMALL: "limit of small effects",
    LARGE: "limit of large effects",
}


@dataclass(frozen=True, slots=True)
class Threshold:
    """One threshold, with where it is from.

    Attributes:
        value: Above 0; per 1,000 people, or in the unit of a difference of means.
        source: Where it is from; may be empty.
        by: Handle of whoever entered it; may be empty.
        at: When it was entered; None where that is not known.
    """

    value: float
    source: str = ""
    by: str = ""
    at: datetime | None = None

    @property
    def origin(self) -> str:
        """Source and date, for the reason of a suggestion; empty where neither is known.

        >>> Threshold(20, "Delphi of 12 patients", at=datetime(2026, 3, 5)).origin
        'Delphi of 12 patients, entered on 2026-03-05'
        """
        date = f"entered on {self.at:%Y-%m-%d}" if self.at else ""
        return ", ".join(filter(None, [self.source, date]))


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What a team holds the effects on one outcome against.

    One number serves for benefit and harm where only one of them is given.

    Attributes:
        mid_benefit: The smallest benefit that matters.
        mid_harm: The smallest harm that matters.
        small: Up to here an effect that matters is called small.
        large: Beyond this it is called large.
        target: "null" where the team chose no effect as threshold; "mid" or empty otherwise.
        better: "higher" or "lower", whichever is better for the outcome; may be empty.
        unit: Unit of the numbers; empty for people per 1,000.
    """

    mid_benefit: Threshold | None = None
    mid_harm: Threshold | None = None
    small: Threshold | None = None
    large: Threshold | None = None
    target: str = ""
    better: str = ""
    unit: str = ""

    @property
    def has_mid(self) -> bool:
        """True if a smallest difference that matters is given."""
        return self.mid_benefit is not None or self.mid_harm is not None

    @property
    def is_null(self) -> bool:
        """True if no effect is the threshold, as the team chose."""
        return self.target == "null"

    @property
    def short(self) -> str:
        """The numbers in a few words; empty where none is set.

        >>> Thresholds(Threshold(20, "panel"), large=Threshold(90, "panel"), target="null").short
        'benefit 20, large 90, target null'
        """
        names = {MID_BENEFIT: "benefit", MID_HARM: "harm", SMALL: "small", LARGE: "large"}
        sizes = [(word, getattr(self, name)) for name, word in names.items()]
        parts = [f"{word} {each.value:.15g}" for word, each in sizes if each is not None]
        return ", ".join([*parts, f"target {self.target}"] if self.target else parts)

    @property
    def shown(self) -> str:
        """All of them in one line, each with its source; empty where none is set.

        >>> Thresholds(Threshold(20, "panel"), large=Threshold(90, "panel"), target="mid").shown
        'smallest benefit that matters 20 (panel); limit of large effects 90 (panel); target mid'
        """
        sizes = [(title, getattr(self, name)) for name, title in TITLES.items()]
        parts = [
            f"{title} {each.value:.15g}{f' ({each.origin})' if each.origin else ''}"
            for title, each in sizes
            if each is not None
        ]
        return "; ".join([*parts, f"target {self.target}"] if self.target else parts)

    @property
    def sides(self) -> tuple[Threshold, Threshold] | None:
        """The thresholds for fewer and for more of the outcome; None where none is given.

        They follow the better direction. Where it is blank, two different numbers have no sides: None too.

        >>> both = Thresholds(Threshold(20), Threshold(10), better="lower")
        >>> [each.value for each in both.sides]
        [20, 10]
        """
        benefit, harm = self.mid_benefit or self.mid_harm, self.mid_harm or self.mid_benefit
        if benefit is None or harm is None:
            return None
        if self.better == "higher":
            return harm, benefit
        if self.better or benefit.value == harm.value:
            return benefit, harm
        return None


NONE_SET = Thresholds()
"""The thresholds of an outcome for which the team set none."""


def threshold_problems(thresholds: Thresholds) -> tuple[Problem, ...]:
    """Say everything that is wrong with thresholds, by the field to mend."""
    given = {name: value for name in SIZES if (value := getattr(thresholds, name)) is not None}
    problems = [
        Problem(name, f"{each.value:.15g} is no threshold; it must be above 0")
        for name, each in given.items()
        if not 0 < each.value < float("inf")
    ]
    if thresholds.has_mid and thresholds.sides is None:
        problems.append(
            Problem(
                MID_HARM,
                "benefit and harm have different thresholds: say which direction of the outcome is better",
            )
        )
    mids = [given[name].value for name in (MID_BENEFIT, MID_HARM) if name in given]
    steps: list[tuple[str, str, float | None]] = [
        (MID_BENEFIT, "smallest difference that matters", max(mids, default=None))
    ]
    steps += [(name, TITLES[name], given[name].value if name in given else None) for name in (SMALL, LARGE)]
    known = [(name, title, value) for name, title, value in steps if value is not None]
    problems += [
        Problem(name, f"{high:.15g} must be above the {title} ({low:.15g})")
        for (_, title, low), (name, _, high) in pairwise(known)
        if high <= low
    ]
    return tuple(problems)
