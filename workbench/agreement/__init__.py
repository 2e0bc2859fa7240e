"""Agreement between reviewers: sequences go in, coefficients with intervals come out.

Pure: no database, no terminal. numpy is imported by the functions that count, never by importing this
package, so that nobody waits for it who does not ask for an agreement.
"""

from workbench.agreement.answers import collapse, leave_out
from workbench.agreement.benchmark import BenchmarkLabel, benchmark_label
from workbench.agreement.measure import agreement
from workbench.agreement.names import COEFFICIENTS, INTERVALS, WEIGHTS
from workbench.agreement.patterns import Ratings
from workbench.agreement.result import Agreement
from workbench.agreement.scales import SCALES, Scale
from workbench.agreement.tables import Pair, pairs, prevalence, table_of_counts

__all__ = [
    "COEFFICIENTS",
    "INTERVALS",
    "SCALES",
    "WEIGHTS",
    "Agreement",
    "BenchmarkLabel",
    "Pair",
    "Ratings",
    "Scale",
    "agreement",
    "benchmark_label",
    "collapse",
    "leave_out",
    "pairs",
    "prevalence",
    "table_of_counts",
]
