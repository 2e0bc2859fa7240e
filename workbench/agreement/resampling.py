"""Compute a coefficient with one study left out, with the studies drawn anew, and for drawn populations."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from workbench.agreement.formula import Formula

if TYPE_CHECKING:
    import numpy as np

    from workbench.agreement.arrays import Floats

SEED = 20_250_101
"""The bootstrap's seed. It never changes, so that the same ratings give the same interval."""

_NUMBERS_AT_ONCE = 4_000_000  # 32 MB of counts, however many patterns there are
_NUMBERS_KEPT = 250_000  # 2 MB for one set of draws
_POPULATION_KEPT = 1_000_000  # 8 MB for the shares of one set of populations


def leave_one_out(formula: Formula) -> Floats:
    """Compute the coefficient without one study of each pattern. Shape (patterns,)."""
    return formula.values(formula.sums() - formula.parts)


def jackknife_error(left_out: Floats, counts: Floats) -> float | None:
    """Compute the jackknife's standard error.

    Args:
        left_out: Shape (patterns,): the coefficient without one study of each pattern.
        counts: Shape (patterns,): the studies that show each pattern.

    Returns:
        The standard error; None if there is one study, or the coefficient is not defined without some study.

    Source:
        Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapter 11.
    """
    studies = float(counts.sum())
    deviations = left_out - counts @ left_out / studies
    squares = float(counts @ deviations**2)
    if studies < 2 or math.isnan(squares):
        return None
    return math.sqrt((studies - 1) / studies * squares)


def acceleration(left_out: Floats, counts: Floats) -> float:
    """Compute how the standard error changes with the value: the skewness of the jackknife values.

    Source:
        Efron 1987, J Am Stat Assoc 82:171, doi 10.1080/01621459.1987.10478410.
    """
    deviations = counts @ left_out / counts.sum() - left_out
    squares = float(counts @ deviations**2)
    return float(counts @ deviations**3) / (6 * squares**1.5) if squares > 0 else 0.0


def bootstrap(formula: Formula, replicates: int) -> Floats:
    """Draw the studies with replacement, over and over, and compute the coefficient of each sample.

    Drawing n studies is drawing how often each pattern occurs among n: one multinomial draw, whatever n.

    Args:
        formula: The coefficient.
        replicates: How many samples to draw.

    Returns:
        Shape (replicates,); nan where the coefficient is not defined for the sample.
    """
    import numpy as np

    at_once = max(1, _NUMBERS_AT_ONCE // max(formula.parts.shape))
    if replicates <= at_once and replicates * len(formula.counts) <= _NUMBERS_KEPT:
        return formula.values(_draws(tuple(formula.counts.tolist()), replicates) @ formula.parts)
    generator = np.random.Generator(np.random.PCG64(SEED))
    shares = formula.counts / formula.counts.sum()
    drawn = [
        formula.values(generator.multinomial(formula.studies, shares, size=size) @ formula.parts)
        for size in _blocks(replicates, at_once)
    ]
    return np.concatenate(drawn)


@lru_cache(maxsize=8)
def _draws(counts: tuple[float, ...], replicates: int) -> Floats:
    """Draw how often each pattern occurs in each sample, and remember it.

    The coefficients of one set of ratings have the same patterns, and with one seed the same draws, which
    cost more than what is computed from them.

    Args:
        counts: How many studies show each pattern.
        replicates: How many samples to draw.

    Returns:
        Shape (replicates, patterns).
    """
    import numpy as np

    generator = np.random.Generator(np.random.PCG64(SEED))
    studies = np.array(counts)
    drawn: Floats = generator.multinomial(
        int(studies.sum()), studies / studies.sum(), size=replicates
    ).astype(np.float64)
    drawn.flags.writeable = False
    return drawn


def drawn_populations(formula: Formula, draws: int) -> Iterator[Floats]:
    """Draw what the studies may be a sample of, and sum the formula over each such population.

    The shares of the patterns are drawn from the Dirichlet distribution with the numbers of studies as its
    parameters, which is the Bayesian bootstrap over the studies.

    Args:
        formula: The coefficient.
        draws: How many populations to draw.

    Yields:
        Shape (block, parts), each row the sums of a population whose shares add up to 1. The blocks follow
        from memory; what is drawn does not depend on them.

    Source:
        Rubin 1981, Ann Stat 9:130.
    """
    import numpy as np

    at_once = max(1, _NUMBERS_AT_ONCE // max(formula.parts.shape))
    if draws <= at_once and draws * len(formula.counts) <= _POPULATION_KEPT:
        yield _shares(tuple(formula.counts.tolist()), draws) @ formula.parts
        return
    generator = np.random.Generator(np.random.PCG64(SEED))
    for size in _blocks(draws, at_once):
        yield _dirichlet(generator, formula.counts, size) @ formula.parts


@lru_cache(maxsize=4)
def _shares(counts: tuple[float, ...], draws: int) -> Floats:
    """Draw the shares of the patterns in each population, and remember them; see `_draws`."""
    import numpy as np

    drawn = _dirichlet(np.random.Generator(np.random.PCG64(SEED)), np.array(counts), draws)
    drawn.flags.writeable = False
    return drawn


def _dirichlet(generator: np.random.Generator, counts: Floats, draws: int) -> Floats:
    """Draw shares, shape (draws, patterns), that add up to 1 in each row."""
    drawn: Floats = generator.standard_gamma(counts, (draws, len(counts)))
    drawn /= drawn.sum(axis=1, keepdims=True)
    return drawn


def _blocks(total: int, size: int) -> list[int]:
    """Split a total into blocks of at most this size.

    >>> _blocks(5, 2)
    [2, 2, 1]
    """
    return [min(size, total - start) for start in range(0, total, size)]
