"""Measure agreement between reviewers: sequences go in, coefficients with intervals come out.

Pure: no database, no terminal. numpy is imported by the functions that count, never by importing this
package, so that nobody waits for it who does not ask for an agreement.
"""

from workbench.agreement.benchmark import FEWEST_STUDIES, BenchmarkLabel, benchmark_label, lower_limit_label
from workbench.agreement.coefficients.registry import COEFFICIENTS, SHORT_TITLES, Variant, shown_variants
from workbench.agreement.intervals.registry import DEFAULT_INTERVAL, INTERVALS, TOO_NARROW
from workbench.agreement.measure import agreement
from workbench.agreement.patterns import Ratings
from workbench.agreement.result import Agreement
from workbench.agreement.scale_points import leave_out
from workbench.agreement.scales import SCALES, Scale
from workbench.agreement.tables import Pair, pairs, prevalence, table_of_counts
from workbench.agreement.weights import WEIGHTS

__all__ = [
    "COEFFICIENTS",
    "DEFAULT_INTERVAL",
    "FEWEST_STUDIES",
    "INTERVALS",
    "SCALES",
    "SHORT_TITLES",
    "TOO_NARROW",
    "WEIGHTS",
    "Agreement",
    "BenchmarkLabel",
    "Pair",
    "Ratings",
    "Scale",
    "Variant",
    "agreement",
    "benchmark_label",
    "leave_out",
    "lower_limit_label",
    "pairs",
    "prevalence",
    "shown_variants",
    "table_of_counts",
]
