"""Register the kinds of interval. A new one is a file here and a line in `INTERVALS`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from workbench.agreement.intervals.bca import BCA
from workbench.agreement.intervals.free_study import FREE_STUDY
from workbench.agreement.intervals.interval import TOO_NARROW, Interval
from workbench.agreement.intervals.jackknife import JACKKNIFE
from workbench.agreement.intervals.linearised import LINEARISED
from workbench.agreement.intervals.percentile import PERCENTILE

__all__ = ["DEFAULT_INTERVAL", "INTERVALS", "TOO_NARROW", "Interval"]

INTERVALS: Mapping[str, Interval] = MappingProxyType(
    {each.name: each for each in (FREE_STUDY, BCA, PERCENTILE, JACKKNIFE, LINEARISED)}
)
"""Name of a kind of interval in calls → the kind."""

DEFAULT_INTERVAL = FREE_STUDY.name
