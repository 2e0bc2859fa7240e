"""List the published scales that put a word to a coefficient, each with its source.

Cut-points are conventions: their authors call them arbitrary, and they hide what a disagreement does to a
review. So a label goes beside the number and its interval, never in their place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Scale:
    """A published scale.

    Attributes:
        title: What people call it.
        levels: From the highest down: the least value of the level, and its label. The lowest begins at -1.
        source: Where it was published.
    """

    title: str
    levels: tuple[tuple[float, str], ...]
    source: str


SCALES: Mapping[str, Scale] = MappingProxyType(
    {
        "landis-koch": Scale(
            "Landis and Koch",
            (
                (0.8, "almost perfect"),
                (0.6, "substantial"),
                (0.4, "moderate"),
                (0.2, "fair"),
                (0.0, "slight"),
                (-1.0, "poor"),
            ),
            "Landis and Koch 1977, Biometrics 33:159, doi 10.2307/2529310",
        ),
        "altman": Scale(
            "Altman",
            ((0.8, "very good"), (0.6, "good"), (0.4, "moderate"), (0.2, "fair"), (-1.0, "poor")),
            "Altman 1991, Practical Statistics for Medical Research",
        ),
        "fleiss": Scale(
            "Fleiss",
            ((0.75, "excellent"), (0.4, "intermediate to good"), (-1.0, "poor")),
            "Fleiss 1981, Statistical Methods for Rates and Proportions, 2nd ed.",
        ),
        "cicchetti": Scale(
            "Cicchetti; Orwin, as in the Cochrane Handbook 5.1",
            ((0.75, "excellent"), (0.6, "good"), (0.4, "fair"), (-1.0, "poor")),
            "Cicchetti 1994, Psychol Assess 6:284, doi 10.1037/1040-3590.6.4.284; Handbook 5.1, 7.2.6",
        ),
        "mchugh": Scale(
            "McHugh",
            (
                (0.9, "almost perfect"),
                (0.8, "strong"),
                (0.6, "moderate"),
                (0.4, "weak"),
                (0.2, "minimal"),
                (-1.0, "none"),
            ),
            "McHugh 2012, Biochem Med 22:276, doi 10.11613/BM.2012.031",
        ),
        "krippendorff": Scale(
            "Krippendorff",
            ((0.8, "reliable"), (0.667, "tentative"), (-1.0, "not reliable")),
            "Krippendorff 2004, Content Analysis, 2nd ed.; meant for alpha",
        ),
    }
)
"""Name of a scale in calls → the scale."""
