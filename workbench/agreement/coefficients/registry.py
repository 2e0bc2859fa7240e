"""Register the coefficients of agreement. A new one is a file here and a line in `COEFFICIENTS`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from workbench.agreement.coefficients.brennan_prediger import BRENNAN_PREDIGER
from workbench.agreement.coefficients.coefficient import Coefficient, Variant
from workbench.agreement.coefficients.cohen_kappa import COHEN_KAPPA
from workbench.agreement.coefficients.conger_kappa import CONGER_KAPPA
from workbench.agreement.coefficients.fleiss_kappa import FLEISS_KAPPA
from workbench.agreement.coefficients.gwet_ac import GWET_AC
from workbench.agreement.coefficients.krippendorff_alpha import KRIPPENDORFF_ALPHA
from workbench.agreement.coefficients.percent_agreement import PERCENT_AGREEMENT

__all__ = ["COEFFICIENTS", "SHORT_TITLES", "Coefficient", "Variant", "shown_variants"]

_ALL = (
    GWET_AC,
    COHEN_KAPPA,
    FLEISS_KAPPA,
    CONGER_KAPPA,
    BRENNAN_PREDIGER,
    KRIPPENDORFF_ALPHA,
    PERCENT_AGREEMENT,
)
"""In the order in which reports show them."""

COEFFICIENTS: Mapping[str, Coefficient] = MappingProxyType({each.name: each for each in _ALL})
"""Name of a coefficient in calls → the coefficient."""

SHORT_TITLES: Mapping[str, str] = MappingProxyType(
    {variant.name: variant.short for each in _ALL for variant in each.variants}
)
"""Name of a variant → its title where there is little room."""


def shown_variants(
    reviewers: int, *, ordered: bool, judgements: bool
) -> Iterator[tuple[Coefficient, Variant]]:
    """Give the variants that are right for a scale and a number of reviewers, the leading one first.

    Nearly all answers to an item are often alike; kappa is then near 0 however much reviewers agree, so
    Gwet's AC comes first and kappa beside it. Where the order of the categories matters most, as for
    judgements, the weighted variants come first.

    Args:
        reviewers: How many are compared.
        ordered: Whether the scale has an order.
        judgements: Whether these are judgements, whose order counts first.

    >>> [variant.name for _, variant in shown_variants(2, ordered=False, judgements=False)]
    ['gwet_ac1', 'cohen_kappa', 'brennan_prediger', 'krippendorff_alpha_nominal', 'percent_agreement']
    >>> [variant.name for _, variant in shown_variants(3, ordered=True, judgements=True)][:3]
    ['gwet_ac2_linear', 'conger_kappa_linear', 'conger_kappa_quadratic']
    """
    fitting = [(each, variant) for each in _ALL for variant in each.variants if variant.is_for(reviewers)]
    weighted = [pair for pair in fitting if pair[1].scale == "ordered"]
    nominal = [pair for pair in fitting if pair[1].scale == "nominal"]
    if judgements:
        yield from weighted
        yield from (pair for pair in nominal if pair[1].beside_ordered)
    else:
        yield from nominal
        yield from weighted if ordered else ()
    yield from (pair for pair in fitting if pair[1].scale == "raw")
