"""Write out the abbreviations that stand in a table, for the line of them that journals ask for."""

from __future__ import annotations

import re
from collections.abc import Iterable

ABBREVIATIONS = {
    "AUC": "area under the curve",
    "CI": "confidence interval",
    "DOI": "digital object identifier",
    "GRADE": "Grading of Recommendations Assessment, Development and Evaluation",
    "HR": "hazard ratio",
    "IQR": "interquartile range",
    "IRR": "incidence rate ratio",
    "JBI": "Joanna Briggs Institute",
    "MD": "mean difference",
    "MID": "minimal important difference",
    "NI": "no information",
    "NOS": "Newcastle-Ottawa scale",
    "OR": "odds ratio",
    "PMID": "PubMed identifier",
    "PSM": "propensity score matching",
    "RD": "risk difference",
    "RR": "risk ratio",
    "SD": "standard deviation",
    "SE": "standard error",
    "SMD": "standardised mean difference",
}
"""What the program itself abbreviates, in tables and their heads; alphabetically."""

_WORD = re.compile(r"(?<![\w-])[A-Z]{2,5}(?![\w-])")


def abbreviations_in(texts: Iterable[str]) -> str:
    """Return the line that writes out what is abbreviated in some texts; empty where nothing is.

    >>> abbreviations_in(["RR 0.80 (95 % CI 0.5 to 1.2)", "ORAL", "PSM cohort"])
    'CI, confidence interval; PSM, propensity score matching; RR, risk ratio'
    """
    used = {word for text in texts for word in _WORD.findall(text)}
    return "; ".join(f"{short}, {words}" for short, words in ABBREVIATIONS.items() if short in used)
