"""Name the checklists of our own design, as apart from those after published instruments."""

from __future__ import annotations

OWN = ("case-report", "case-series", "psm-cohort", "single-arm", "single-arm-covid")
"""Their ids, in order; each is judged by rules alone, on one axis and without variants."""
