"""Put a line of an agreement report into words: counts first, then a coefficient with its interval.

The figure, the methods sentences, the tables and the screen take their words from here, so that a coefficient
that leaves pairs out says so everywhere and stands beside one that does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from workbench.agreement import FEWEST_STUDIES, SCALES
from workbench.counts import count
from workbench.review.reviewers.agreement_lines import AgreementLine
from workbench.review.reviewers.coefficients import LEADING, Coefficient

Subject = Literal["study", "result"]
"""What was rated: studies as wholes, or results, of which a study may have several."""

PLURALS: Mapping[Subject, str] = {"study": "studies", "result": "results"}

NOT_DEFINED = "not defined"
RAW = "percent_agreement"
NO_LABEL = f"No verbal label is given for fewer than {FEWEST_STUDIES} studies"


def raw_of(line: AgreementLine) -> Coefficient | None:
    """Return the raw agreement, with its interval."""
    return next((each for each in line.coefficients if each.name == RAW), None)


def leading_of(line: AgreementLine) -> Coefficient | None:
    """Return the coefficient that is right for the scale: Gwet's, weighted where the order counts."""
    return next((each for each in line.coefficients if each.name != RAW), None)


def beside(line: AgreementLine, coefficient: Coefficient) -> Coefficient | None:
    """Return what has to stand beside a coefficient that leaves pairs out: one that compares them all."""
    if not coefficient.pairs_left_out:
        return None
    compared = (each for each in line.coefficients if each.name != RAW and not each.pairs_left_out)
    return next(compared, None)


def shown_coefficients(line: AgreementLine, most: int = LEADING) -> list[Coefficient]:
    """Return the first coefficients corrected for chance, and what has to stand beside them."""
    chosen = [each for each in line.coefficients if each.name != RAW][:most]
    companions = [beside(line, each) for each in chosen]
    return chosen + [each for each in dict.fromkeys(companions) if each is not None and each not in chosen]


def agreed_in_words(line: AgreementLine, subject: Subject = "study") -> str:
    """Say on how many studies or results all who rated gave the same: the count that comes first.

    >>> from types import SimpleNamespace
    >>> [agreed_in_words(SimpleNamespace(agreed=agreed, rated_twice=4)) for agreed in (4, 3)]
    ['agreed on all 4 of 4 studies', 'agreed on 3 of 4 studies']
    """
    if not line.rated_twice:
        return f"no {subject} was rated twice"
    every = "all " if line.agreed == line.rated_twice > 1 else ""
    return f"agreed on {every}{line.agreed:,} of {line.rated_twice:,} {many(subject, line.rated_twice)}"


def many(subject: Subject, number: int) -> str:
    """Return the noun for so many studies or results."""
    return subject if number == 1 else PLURALS[subject]


def percent(share: float | None) -> str:
    """Write a share of 1 in per cent; what is nearly all or nearly none is not rounded to it.

    >>> [percent(share) for share in (1.0, 0.9996, 0.5, 0.0, None)]
    ['100 %', '99.9 %', '50 %', '0 %', '–']
    """
    if share is None:
        return "–"
    whole = f"{100 * share:.0f}"
    if (whole == "100" and share < 1) or (whole == "0" and share > 0):
        return f"{min(max(100 * share, 0.1), 99.9):.1f} %"
    return f"{whole} %"


def signed(number: float) -> str:
    """Write a coefficient with a minus that is one.

    >>> signed(-0.5), signed(-0.001)
    ('−0.50', '0.00')
    """
    text = f"{number:.2f}"
    return "0.00" if text == "-0.00" else text.replace("-", "\u2212")


def ends_in_words(coefficient: Coefficient) -> str:
    """Write the two ends of an interval; empty where there is none."""
    if coefficient.lower is None or coefficient.upper is None:
        return ""
    write = percent if coefficient.name == RAW else signed
    return f"{write(coefficient.lower)} to {write(coefficient.upper)}"


def value_in_words(coefficient: Coefficient | None) -> str:
    """Write the value with its interval, such as "1.00 (0.10 to 1.00)"."""
    if coefficient is None or coefficient.value is None:
        return NOT_DEFINED
    value = percent(coefficient.value) if coefficient.name == RAW else signed(coefficient.value)
    ends = ends_in_words(coefficient)
    return f"{value} ({ends})" if ends else value


def left_out_in_words(coefficient: Coefficient) -> str:
    """Say how many pairs a coefficient leaves out; empty where it compares them all."""
    if not coefficient.pairs_left_out:
        return ""
    total = coefficient.pairs + coefficient.pairs_left_out
    return f"{coefficient.pairs_left_out:,} of {count(total, 'pair')} left out"


def number_in_words(coefficient: Coefficient) -> str:
    """Write a coefficient as it can stand in a cell: value, interval, and the pairs that are left out."""
    return ", ".join(filter(None, [value_in_words(coefficient), left_out_in_words(coefficient)]))


def label_of(line: AgreementLine) -> str:
    """Write the verbal label of a line: of the leading coefficient, or of the one that compares all pairs."""
    leading = leading_of(line)
    if leading is None:
        return ""
    return label_in_words(beside(line, leading) or leading)


def label_in_words(coefficient: Coefficient) -> str:
    """Write the verbal label, which is that of the lower end; empty where there is none."""
    if coefficient.label is None:
        return ""
    lowest = SCALES["landis-koch"].levels[-1][1]
    return coefficient.label if coefficient.label == lowest else f"at least {coefficient.label}"
