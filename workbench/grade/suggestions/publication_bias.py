"""Suggest what to say of publication bias, which numbers alone never settle."""

from __future__ import annotations

from workbench.counts import count
from workbench.grade.body.rating import Suggestion

DOMAIN = "PublicationBias"
ENOUGH_STUDIES = 10
SUSPECT = (
    "suspect it where small studies are paid by makers, where registered studies or named outcomes are"
    " missing, or where only favourable results are told (ROB-ME asks what to look for)"
)


def suggest_publication_bias(studies: int) -> Suggestion:
    """Suggest a rating of publication bias; with fewer than ten studies no test can assess it.

    Never "none": what cannot be tested is not shown to be absent. Never two levels down.

    Args:
        studies: How many studies contribute.

    Source:
        Sterne JAC, et al. BMJ 2011;343:d4002; Core GRADE 4, BMJ 2025;389:e083864; ROB-ME, Page MJ, et al. BMJ
        2023;383:e076754.

    >>> suggest_publication_bias(9).because.split(":")[0]
    '9 studies, fewer than 10'
    """
    told = count(studies, "study")
    if studies < ENOUGH_STUDIES:
        because = (
            f"{told}, fewer than {ENOUGH_STUDIES}: not assessable by tests, which shows nothing; {SUSPECT}"
        )
        return Suggestion(DOMAIN, 0, because, assessable=False)
    because = f"{told}: look at the funnel plot and a test of its asymmetry; {SUSPECT}"
    return Suggestion(DOMAIN, None, because)
