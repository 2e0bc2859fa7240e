"""Suggest what to say of publication bias, which numbers alone never settle."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.counts import count
from workbench.grade.body.rating import Suggestion

DOMAIN = "PublicationBias"
ENOUGH_STUDIES = 10
SUSPECT = (
    "suspect it where small studies are paid by makers, where registered studies or named outcomes are"
    " missing, or where only favourable results are told (ROB-ME asks what to look for)"
)


def suggest_publication_bias(studies: int, one_sided: Sequence[str] = ()) -> Suggestion:
    """Suggest a rating of publication bias; with fewer than ten studies no test can assess it.

    Never "none": what cannot be tested is not shown to be absent. Never two levels down. One level where half
    of the studies or more tell only what is in favour, by an item that is recorded for it; half is ours.

    Args:
        studies: How many studies contribute.
        one_sided: Words for each of them that tells only what is in favour, such as its key and item.

    Source:
        Sterne JAC, et al. BMJ 2011;343:d4002; Core GRADE 4, BMJ 2025;389:e083864; ROB-ME, Page MJ, et al. BMJ
        2023;383:e076754.

    >>> suggest_publication_bias(9).because.split(":")[0]
    '9 studies, fewer than 10'
    >>> suggest_publication_bias(2, ["sato2021 7.2"]).levels
    -1
    """
    told = count(studies, "study")
    named = f"; answered as telling only what is in favour: {', '.join(one_sided)}" if one_sided else ""
    is_suspected = bool(one_sided) and 2 * len(one_sided) >= studies
    if studies < ENOUGH_STUDIES:
        because = f"{told}, fewer than {ENOUGH_STUDIES}: not assessable by tests, which shows nothing"
        if is_suspected:
            return Suggestion(DOMAIN, -1, f"{because}{named}")
        return Suggestion(DOMAIN, 0, f"{because}{named}; {SUSPECT}", assessable=False)
    because = f"{told}: look at the funnel plot and a test of its asymmetry{named}"
    if is_suspected:
        return Suggestion(DOMAIN, -1, because)
    return Suggestion(DOMAIN, None, f"{because}; {SUSPECT}")
