"""Measure how often the intervals of agreement hold the true value: `python benchmarks/coverage.py`.

Two parts. `exact`: two categories, every table of ratings that there can be, so that for a population the
coverage is a sum and not a simulation; the populations are drawn, and those count in which reviewers agree on
60 % or more and the coefficient is not negative. `simulated`: 116 cells of 1,000 data sets each, with 2, 3
and 5 categories, 2 and 3 reviewers, balanced and skewed answers, 5 to 50 studies, true agreement 60 to 99 %.
See `README.md` here for the goals and for what was measured.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from workbench.agreement import INTERVALS, agreement

Floats = NDArray[np.float64]
Pattern = tuple[int, ...]
Counts = tuple[tuple[Pattern, int], ...]

SEED = 14
CLOSE = 1e-9
GOAL = 93.0
"""Per cent: at least so often an interval has to hold the true value, in every cell."""

AGREEMENTS = (0.6, 0.8, 0.9, 0.95, 0.99)
SKEW = 0.85
"""The share of the first category where answers are skewed; the others share the rest."""

LOWEST: dict[tuple[int, int], dict[str, float]] = {
    (2, 5): {"percent_agreement": 97.5, "gwet_ac": 97.5, "fleiss_kappa": 95.6, "cohen_kappa": 94.6},
    (2, 10): {"percent_agreement": 96.2, "gwet_ac": 96.3, "fleiss_kappa": 96.0, "cohen_kappa": 96.2},
    (2, 20): {"percent_agreement": 95.8, "gwet_ac": 95.8, "fleiss_kappa": 95.9, "cohen_kappa": 96.2},
    (3, 5): {"percent_agreement": 97.4, "gwet_ac": 96.6, "fleiss_kappa": 90.3},
    (3, 10): {"percent_agreement": 95.0, "gwet_ac": 95.1, "fleiss_kappa": 94.5},
    (3, 20): {"percent_agreement": 94.9, "gwet_ac": 95.6, "fleiss_kappa": 95.6},
}
"""Per cent, by reviewers and studies: the lowest that was found over realistic populations at first.

With two categories alpha has the same as Fleiss' kappa: in a population they are one.
"""

BY_DRAWING = 0.2
"""So much the draws of an interval and of the populations may take off the lowest coverage."""

PATTERNS: dict[int, tuple[Pattern, ...]] = {
    2: ((1, 1), (1, 0), (0, 1), (0, 0)),
    3: ((1, 1, 1), (1, 1, 0), (1, 0, 0), (0, 0, 0)),
}
"""How a study can be rated with two categories; of three reviewers only how many said 1 counts."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is measured: the kind of interval and how many draws it makes."""

    interval: str
    draws: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One condition of the simulation.

    Attributes:
        studies: How many a data set has.
        categories: How many the scale has.
        reviewers: How many rate.
        is_skewed: Whether nearly all studies that are easy to rate are alike.
        agreement: The true agreement of two reviewers.
        missing: The share of ratings that are missing.
    """

    studies: int
    categories: int
    reviewers: int
    is_skewed: bool
    agreement: float
    missing: float = 0.0

    @property
    def prevalence(self) -> Floats:
        """The shares of the categories among the studies that are easy to rate."""
        if not self.is_skewed:
            return np.full(self.categories, 1 / self.categories)
        rest = (1 - SKEW) / (self.categories - 1)
        return np.array([SKEW, *[rest] * (self.categories - 1)])

    @property
    def easy(self) -> float:
        """The share of the studies on which all agree; on the others each answers at random."""
        return (self.agreement - 1 / self.categories) / (1 - 1 / self.categories)

    def true_value(self, coefficient: str) -> float:
        """Compute per cent agreement or AC1 of the population."""
        shares = self.easy * self.prevalence + (1 - self.easy) / self.categories
        chance = float((shares * (1 - shares)).sum()) / (self.categories - 1)
        by_chance = {"percent_agreement": 0.0, "gwet_ac": chance}[coefficient]
        return (self.agreement - by_chance) / (1 - by_chance)

    def draw(self, generator: np.random.Generator, sets: int) -> NDArray[np.int64]:
        """Draw data sets, shape (sets, studies, reviewers), -1 where a rating is missing."""
        shape = (sets, self.studies)
        true = generator.choice(self.categories, shape, p=self.prevalence)[..., None]
        own = generator.integers(self.categories, size=(*shape, self.reviewers))
        is_easy = (generator.random(shape) < self.easy)[..., None]
        ratings = np.where(is_easy, true, own)
        return np.where(generator.random(ratings.shape) < self.missing, -1, ratings)


def cells(*, every: bool) -> Iterator[Cell]:
    """List the 116 cells, or every combination of what they are made of."""
    designs = [(q, r, skewed) for q in (2, 3, 5) for r in (2, 3) for skewed in (False, True)]
    half = [design for design in designs if (design[0] % 2 + design[1] + design[2]) % 2]
    some = [design for design in half if design[0] != 3]
    chosen = {5: (designs, (0.6, 0.9, 0.99)), 10: (half, AGREEMENTS), 20: (half, AGREEMENTS)}
    chosen[50] = (some, AGREEMENTS)
    for studies, (those, agreements) in chosen.items():
        for q, r, skewed in designs if every else those:
            for true in AGREEMENTS if every else agreements:
                yield Cell(studies, q, r, skewed, true)


def cells_with_missing() -> Iterator[Cell]:
    """List 18 cells in which a fifth to three tenths of the ratings are missing."""
    for studies in (10, 20, 50):
        for reviewers, missing in ((2, 0.2), (3, 0.3)):
            for true in (0.8, 0.9, 0.95):
                yield Cell(studies, 3, reviewers, True, true, missing)


def canonical(ratings: NDArray[np.int64], categories: int) -> Counts:
    """Count the patterns of a data set under names that equal data sets share.

    Per cent agreement and AC1 without weights know neither who rated nor what a category is called.
    """
    used = [(int((ratings == k).sum()), int((ratings == k).all(axis=1).sum()), k) for k in range(categories)]
    names = {k: place for place, (_, _, k) in enumerate(sorted(used, reverse=True))} | {-1: -1}
    rows = Counter(tuple(sorted(names[code] for code in row)) for row in ratings.tolist())
    return tuple(sorted(rows.items()))


@lru_cache(maxsize=1_000_000)
def ends_of(counts: Counts, categories: int, coefficient: str, asked: Asked) -> tuple[float, float] | None:
    """Ask for the interval of one data set; None where there is none."""
    rows = Counter(
        {tuple(None if code < 0 else code for code in pattern): count for pattern, count in counts}
    )
    result = agreement(
        rows,
        categories=range(categories),
        coefficient=coefficient,
        interval=asked.interval,
        replicates=asked.draws,
    )
    if result.lower is None or result.upper is None:
        return None
    return result.lower, result.upper


def simulate(cell: Cell, sets: int, asked: Asked) -> dict[str, tuple[float, float, int]]:
    """Return for each coefficient its coverage in per cent, the mean width, and the sets without interval."""
    generator = np.random.Generator(np.random.PCG64(SEED))
    drawn = [canonical(ratings, cell.categories) for ratings in cell.draw(generator, sets)]
    found = {}
    for coefficient in ("percent_agreement", "gwet_ac"):
        true = cell.true_value(coefficient)
        ends = [ends_of(counts, cell.categories, coefficient, asked) for counts in drawn]
        defined = [each for each in ends if each is not None]
        holds = sum(lower - CLOSE <= true <= upper + CLOSE for lower, upper in defined)
        width = sum(upper - lower for lower, upper in defined) / max(len(defined), 1)
        found[coefficient] = (100 * holds / max(len(defined), 1), width, len(ends) - len(defined))
    return found


def tables(studies: int) -> list[tuple[int, ...]]:
    """List every way in which studies can fall into four patterns."""
    bars = combinations(range(studies + 3), 3)
    return [(a, b - a - 1, c - b - 1, studies + 2 - c) for a, b, c in bars]


def true_values(shares: Floats, reviewers: int) -> dict[str, Floats]:
    """Compute the coefficients of populations, shape (populations, 4), from their definitions."""
    agree = shares[:, 0] + shares[:, 3] + (shares[:, 1] + shares[:, 2]) / 3 * (reviewers == 3)
    ones = np.array([1, 2 / 3, 1 / 3, 0]) if reviewers == 3 else np.array([1, 0.5, 0.5, 0])
    one = shares @ ones
    chance = {"percent_agreement": 0 * one, "gwet_ac": 2 * one * (1 - one)}
    chance["fleiss_kappa"] = chance["krippendorff_alpha"] = one**2 + (1 - one) ** 2
    if reviewers == 2:
        first, second = shares[:, 0] + shares[:, 1], shares[:, 0] + shares[:, 2]
        chance["cohen_kappa"] = first * second + (1 - first) * (1 - second)
    return {name: (agree - by_chance) / (1 - by_chance) for name, by_chance in chance.items()}


def exact(reviewers: int, studies: int, populations: int, asked: Asked) -> dict[str, Floats]:
    """Return for each coefficient the coverage in per cent of each realistic population."""
    generator = np.random.Generator(np.random.PCG64(SEED))
    shares = generator.dirichlet([1.0] * 4, populations)
    every = tables(studies)
    ways = [math.lgamma(studies + 1) - sum(math.lgamma(count + 1) for count in table) for table in every]
    chances = np.exp(np.array(ways) + np.log(shares) @ np.array(every, float).T)
    values = true_values(shares, reviewers)
    found = {}
    for coefficient, value in values.items():
        ends = np.array([_ends_of_table(table, reviewers, coefficient, asked) for table in every])
        defined = ~np.isnan(ends[:, 0])
        holds = (ends[:, 0] - CLOSE <= value[:, None]) & (value[:, None] <= ends[:, 1] + CLOSE)
        is_realistic = (values["percent_agreement"] >= 0.6) & (value >= 0)
        coverage = (chances * (holds & defined)).sum(axis=1) / (chances * defined).sum(axis=1)
        found[coefficient] = 100 * coverage[is_realistic]
    return found


def _ends_of_table(
    table: tuple[int, ...], reviewers: int, coefficient: str, asked: Asked
) -> tuple[float, float]:
    counts = tuple(
        (pattern, count) for pattern, count in zip(PATTERNS[reviewers], table, strict=True) if count
    )
    return ends_of(counts, 2, coefficient, asked) or (math.nan, math.nan)


def run_exact(given: argparse.Namespace, asked: Asked) -> bool:
    """Print the coverage of the exact part, with two categories; return True if none is below its goal."""
    is_met = True
    sys.stdout.write("exact: lowest / 1st percentile / mean over realistic populations, in per cent\n")
    for reviewers in (2, 3):
        for studies in given.studies or ((5, 10) if given.quick else (5, 10, 20)):
            for coefficient, coverage in exact(reviewers, studies, given.populations, asked).items():
                low, first, mean = coverage.min(), np.percentile(coverage, 1), coverage.mean()
                alike = coefficient.replace("krippendorff_alpha", "fleiss_kappa")
                goal = LOWEST.get((reviewers, studies), {}).get(alike, 0.0)
                line = f"{reviewers} reviewers, {studies:>2} studies  {coefficient:<20}"
                numbers = f"{low:>6.1f} /{first:>6.1f} /{mean:>6.1f}  goal for the lowest {goal:.1f}"
                is_near = low >= goal - BY_DRAWING
                sys.stdout.write(f"{line}{numbers}{'' if is_near else '  below the goal'}\n")
                sys.stdout.flush()
                is_met &= is_near
    return is_met


def run_simulated(given: argparse.Namespace, asked: Asked) -> float:
    """Print the coverage of every cell, then by number of studies; return the lowest."""
    chosen = list(cells_with_missing() if given.missing else cells(every=given.every))
    chosen = [cell for cell in chosen if not given.studies or cell.studies in given.studies]
    by_studies: dict[tuple[str, int], list[tuple[float, float]]] = {}
    heads = "studies, categories, reviewers, answers, true agreement; coverage, mean width"
    sys.stdout.write(f"simulated: {heads}\n")
    for cell in chosen:
        answers = "skewed" if cell.is_skewed else "balanced"
        for coefficient, (coverage, width, without) in simulate(cell, given.sets, asked).items():
            by_studies.setdefault((coefficient, cell.studies), []).append((coverage, width))
            line = f"{cell.studies:>3} {cell.categories} {cell.reviewers} {answers:<9}{cell.agreement:.2f}"
            rest = f"  {without} without an interval" if without else ""
            below = "" if coverage >= GOAL else "  below the goal"
            sys.stdout.write(f"{line}  {coefficient:<18}{coverage:>6.1f} %{width:>6.2f}{rest}{below}\n")
        sys.stdout.flush()
    for (coefficient, studies), pairs in sorted(by_studies.items()):
        low, mean = min(pairs)[0], sum(coverage for coverage, _ in pairs) / len(pairs)
        width = sum(width for _, width in pairs) / len(pairs)
        line = f"{coefficient:<18} {studies:>2} studies, {len(pairs)} cells: lowest"
        sys.stdout.write(f"{line} {low:.1f} %, mean {mean:.1f} %, mean width {width:.2f}\n")
    return min(coverage for pairs in by_studies.values() for coverage, _ in pairs)


def main() -> None:
    """Read the options and measure; end with 1 where a goal is missed."""
    options = argparse.ArgumentParser(description="Measure how often intervals of agreement hold the truth.")
    options.add_argument("part", nargs="?", choices=["exact", "simulated"], help="only this part")
    options.add_argument("--quick", action="store_true", help="200 data sets a cell, 1,000 draws")
    options.add_argument("--interval", choices=list(INTERVALS), default="free_study")
    options.add_argument("--studies", type=int, nargs="*", choices=[5, 10, 20, 50], help="only so many")
    options.add_argument("--every", action="store_true", help="all 240 combinations, not 116 of them")
    options.add_argument("--missing", action="store_true", help="18 cells with missing ratings instead")
    options.add_argument("--sets", type=int, help="data sets a cell (1,000)")
    options.add_argument("--draws", type=int, help="draws an interval (10,000, as by default)")
    options.add_argument("--populations", type=int, default=4_000, help="of the exact part")
    given = options.parse_args()
    given.sets = given.sets or (200 if given.quick else 1_000)
    asked = Asked(given.interval, given.draws or (1_000 if given.quick else 10_000))
    is_met = given.part == "simulated" or run_exact(given, asked)
    if given.part != "exact":
        is_met &= run_simulated(given, asked) >= GOAL
    raise SystemExit(0 if is_met else 1)


if __name__ == "__main__":
    main()
