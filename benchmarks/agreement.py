"""Time the agreement of reviewers on a million ratings, beside the other packages for it.

Run it with `python benchmarks/agreement.py`; see `README.md` here. Ours measures a value, its jackknife
error and the free-study interval of 1,000 draws; the others measure one value (irrCAC a linearised error
as well), so every ratio is in their favour. Each value is compared with ours for the same studies.
"""

from __future__ import annotations

import argparse
import importlib
import random
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from workbench.agreement import agreement

CATEGORIES = ("low", "moderate", "serious", "critical", "no_information")
SEED = 20_250_101
SAME = 1e-9

Rows = list[list[str | None]]


@dataclass(frozen=True, slots=True)
class Contender:
    """One package and one coefficient.

    Attributes:
        package: The distribution's name.
        coefficient: The coefficient's name in our calls.
        does: What is timed.
        prepare: Turns the ratings into what the package takes; shown apart, for whoever has that already.
        run: Turns that into the value.
    """

    package: str
    coefficient: str
    does: str
    prepare: Callable[[Rows], Any]
    run: Callable[[Any], float]


def make_ratings(ratings: int, reviewers: int) -> Rows:
    """Make ratings as reviewers give them: much agreement, most studies alike, one in twenty missing."""
    draw = random.Random(SEED)
    prevalence = (8, 5, 4, 1, 2)

    def rate(truth: str) -> str | None:
        if draw.random() < 0.05:
            return None
        return truth if draw.random() < 0.7 else draw.choices(CATEGORIES, prevalence)[0]

    truths = draw.choices(CATEGORIES, prevalence, k=ratings // reviewers)
    return [[rate(truth) for _ in range(reviewers)] for truth in truths]


def ours(coefficient: str, replicates: int) -> Contender:
    """Return our contender: value, jackknife error and default interval."""

    def run(rows: Rows) -> float:
        result = agreement(rows, categories=CATEGORIES, coefficient=coefficient, replicates=replicates)
        return _number(result.value)

    return Contender(
        "workbench.agreement",
        coefficient,
        f"value, error, interval of {replicates:,} draws",
        lambda rows: rows,
        run,
    )


def irrcac(coefficient: str, method: str) -> Contender:
    """Return irrCAC as a contender: value and linearised error."""

    def run(frame: Any) -> float:
        raw = importlib.import_module("irrCAC.raw")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result = getattr(raw.CAC(frame, categories=list(CATEGORIES), digits=15), method)()
        return float(result["est"]["coefficient_value"])

    def prepare(rows: Rows) -> Any:
        return importlib.import_module("pandas").DataFrame(rows)

    return Contender("irrCAC", coefficient, "value, linearised error", prepare, run)


def krippendorff_alpha() -> Contender:
    """Return the package krippendorff as a contender: value alone."""

    def run(data: Any) -> float:
        package = importlib.import_module("krippendorff")
        domain = list(range(len(CATEGORIES)))
        return float(package.alpha(data, level_of_measurement="nominal", value_domain=domain))

    return Contender("krippendorff", "krippendorff_alpha", "value", lambda rows: _positions(rows).T, run)


def statsmodels_kappa(coefficient: str) -> Contender:
    """Return statsmodels as a contender; it takes complete studies only, and so gets no others."""

    def prepare(rows: Rows) -> Any:
        return _positions([row for row in rows if None not in row]).astype(int)

    def run(data: Any) -> float:
        numpy = importlib.import_module("numpy")
        rating = importlib.import_module("statsmodels.stats.inter_rater")
        if coefficient == "cohen_kappa":
            cells = numpy.bincount(data @ [len(CATEGORIES), 1], minlength=len(CATEGORIES) ** 2)
            return float(rating.cohens_kappa(cells.reshape(len(CATEGORIES), -1), return_results=False))
        table, _ = rating.aggregate_raters(data, n_cat=len(CATEGORIES))
        return float(rating.fleiss_kappa(table))

    return Contender("statsmodels", coefficient, "value, complete studies", prepare, run)


def _positions(rows: Rows) -> Any:
    """Turn codes into positions on the scale, nan where missing: what these packages ask for."""
    position: dict[str | None, float] = {code: at for at, code in enumerate(CATEGORIES)}
    position[None] = float("nan")
    return importlib.import_module("numpy").array([[position[code] for code in row] for row in rows])


def _number(value: float | None) -> float:
    """Refuse a value that is not defined."""
    if value is None:
        raise ValueError("the coefficient is not defined for these ratings")
    return value


def contests(replicates: int) -> list[tuple[int, str, list[Contender]]]:
    """List, for each number of reviewers and each coefficient, who can do it."""
    many = [
        ("gwet_ac", [irrcac("gwet_ac", "gwet")]),
        ("fleiss_kappa", [irrcac("fleiss_kappa", "fleiss"), statsmodels_kappa("fleiss_kappa")]),
        ("conger_kappa", [irrcac("conger_kappa", "conger")]),
        (
            "krippendorff_alpha",
            [irrcac("krippendorff_alpha", "krippendorff"), krippendorff_alpha()],
        ),
    ]
    two = [("cohen_kappa", [statsmodels_kappa("cohen_kappa")]), *many]
    return [
        (reviewers, coefficient, [ours(coefficient, replicates), *others])
        for reviewers, coefficients in ((2, two), (3, many))
        for coefficient, others in coefficients
    ]


def timed(contender: Contender, rows: Rows, repeats: int) -> tuple[float, float, float]:
    """Return the value, and the median seconds to prepare and to run, with imports done beforehand."""
    contender.run(contender.prepare(rows[:200]))
    preparing, running, value = [], [], float("nan")
    for _ in range(repeats):
        start = time.perf_counter()
        ready = contender.prepare(rows)
        begun = time.perf_counter()
        value = contender.run(ready)
        preparing.append(begun - start)
        running.append(time.perf_counter() - begun)
    return value, statistics.median(preparing), statistics.median(running)


def comparable(contender: Contender, coefficient: str, rows: Rows, value: float) -> str:
    """Say whether a value is ours for the same studies."""
    if contender.package == "statsmodels":
        rows = [row for row in rows if None not in row]
    same = agreement(rows, categories=CATEGORIES, coefficient=coefficient, interval="jackknife")
    return "same" if abs(_number(same.value) - value) < SAME else "DIFFERS"


def say(*cells: str) -> None:
    """Write one line of the table."""
    widths = (9, 18, 20, 26, 9, 9, 8, 8)
    sys.stdout.write(
        "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=False)).rstrip() + "\n"
    )
    sys.stdout.flush()


def installed(package: str) -> str | None:
    """Give the version of a package, or None."""
    if package == "workbench.agreement":
        return "this checkout"
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def compete(coefficient: str, reviewers: int, contenders: list[Contender], rows: Rows, repeats: int) -> None:
    """Time one coefficient and write its lines; the others are compared with the first contender."""
    first: float | None = None
    for contender in contenders:
        line = (str(reviewers), coefficient, contender.package, contender.does)
        if installed(contender.package) is None:
            say(*line, "not installed")
            continue
        try:
            value, preparing, running = timed(contender, rows, repeats)
        except Exception as error:  # a peer that breaks is a finding, not an end
            say(*line, f"fails: {type(error).__name__}: {error}"[:60])
            continue
        first = running if first is None else first
        verdict = comparable(contender, coefficient, rows, value)
        say(*line, f"{preparing:.3f} s", f"{running:.3f} s", f"{running / first:.1f} x", verdict)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the benchmark and write a table to standard output."""
    parser = argparse.ArgumentParser(description="Time agreement on many ratings, beside the other packages.")
    parser.add_argument(
        "--ratings", type=int, default=1_000_000, help="how many ratings, missing ones included"
    )
    parser.add_argument("--replicates", type=int, default=1_000, help="draws of ours")
    parser.add_argument("--repeats", type=int, default=3, help="how often each is timed; the median counts")
    asked = parser.parse_args(arguments)
    packages = ("numpy", "irrCAC", "krippendorff", "statsmodels", "pandas")
    known = ", ".join(f"{package} {installed(package) or 'not installed'}" for package in packages)
    say(f"Python {sys.version.split()[0]}, {known}; {asked.ratings:,} ratings, median of {asked.repeats}\n")
    say("reviewers", "coefficient", "package", "does", "prepare", "run", "ratio", "value")
    ratings: dict[int, Rows] = {}
    for reviewers, coefficient, contenders in contests(asked.replicates):
        if reviewers not in ratings:
            ratings[reviewers] = make_ratings(asked.ratings, reviewers)
        compete(coefficient, reviewers, contenders, ratings[reviewers], asked.repeats)


if __name__ == "__main__":
    main()
