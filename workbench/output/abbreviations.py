"""Write out the abbreviations that stand in a table, for the line of them that journals ask for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

ABBREVIATIONS = {
    "AC1": "Gwet's first agreement coefficient, which counts every difference alike",
    "AC2": "Gwet's second agreement coefficient, which weights differences",
    "AUC": "area under the curve",
    "CI": "confidence interval",
    "COVID-19": "coronavirus disease 2019",
    "CT": "computed tomography",
    "DOI": "digital object identifier",
    "GRADE": "Grading of Recommendations Assessment, Development and Evaluation",
    "HR": "hazard ratio",
    "IQR": "interquartile range",
    "IRR": "incidence rate ratio",
    "JBI": "Joanna Briggs Institute",
    "MD": "mean difference",
    "MID": "minimal important difference",
    "NOS": "Newcastle-Ottawa scale",
    "OR": "odds ratio",
    "Oxford 2011": "levels of evidence of the Oxford Centre for Evidence-Based Medicine, 2011",
    "PMCID": "PubMed Central identifier",
    "PMID": "PubMed identifier",
    "PRISMA": "Preferred Reporting Items for Systematic reviews and Meta-Analyses",
    "PSM": "propensity score matching",
    "RD": "risk difference",
    "RR": "risk ratio",
    "SD": "standard deviation",
    "SE": "standard error",
    "SMD": "standardised mean difference",
}
"""What the program itself abbreviates, in tables and their heads; alphabetically."""

_PLACE = r"(?<![\w-])(?:{})(?![\w-])"
_AFTER = r"(?:(?<=to )|(?<=were )|(?<=was )|(?<=are )){}(?![\w-])"
"""Where a letter is a code of an answer: "1.2 to N"; a letter alone may be somebody's initial."""


def abbreviations_in(texts: Iterable[str], codes: Mapping[str, str] | None = None) -> str:
    """Return the line that writes out what is abbreviated in some texts; empty where nothing is.

    Args:
        texts: of a table and its notes.
        codes: the codes of answers that may stand in them, with their labels.

    >>> abbreviations_in(["RR 0.80 (95 % CI 0.5 to 1.2)", "ORAL", "PSM cohort"])
    'CI, confidence interval; PSM, propensity score matching; RR, risk ratio'
    >>> codes = {"N": "No", "PY": "Probably yes", "Y": "Yes"}
    >>> abbreviations_in(["1.2 to N (open)", "as bea has PY", "Ono Y"], codes)
    'N, no; PY, probably yes'
    """
    known = {short: f"{label[:1].lower()}{label[1:]}" for short, label in (codes or {}).items()}
    known = {**known, **ABBREVIATIONS}
    letters = "|".join(re.escape(short) for short in known if len(short) == 1)
    words = "|".join(re.escape(short) for short in known if len(short) > 1)
    shown = "\n".join(texts)
    used = set(re.findall(_PLACE.format(words), shown))
    used |= set(re.findall(_AFTER.format(f"(?:{letters})"), shown)) if letters else set()
    return "; ".join(f"{short}, {known[short]}" for short in sorted(used, key=str.casefold))
