"""Read a test statistic with its degrees of freedom, as printed: t(34) = 2.31."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from workbench.grade.numbers.wording import printed

DEGREES = {"t": 1, "F": 2, "χ²": 1, "r": 1, "z": 0}
"""Kind of statistic → how many degrees of freedom it has."""

_NAMES = {
    "t": "t",
    "f": "F",
    "χ²": "χ²",
    "χ2": "χ²",
    "χ^2": "χ²",
    "x2": "χ²",
    "x²": "χ²",
    "chi2": "χ²",
    "chi²": "χ²",
    "chi-square": "χ²",
    "chi-squared": "χ²",
    "chi square": "χ²",
    "chisq": "χ²",
    "q": "χ²",
    "r": "r",
    "z": "z",
}
_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)"
_PRINTED = re.compile(
    r"(?P<name>[a-zχ][a-zχ²^2 -]*?)\s*"
    r"(?:[\[(]\s*(?:df\s*=?\s*)?(?P<df1>\d+\.?\d*)\s*(?:[,;]\s*(?P<df2>\d+\.?\d*)\s*)?"
    r"(?:[,;]\s*n\s*=\s*\d+\s*)?[\])])?\s*"
    rf"(?P<relation>[=<>≤≥])\s*(?P<value>{_NUMBER})"
    r"(?:\s*[,;]\s*df\s*=?\s*(?P<df3>\d+\.?\d*)\s*(?:(?:,|and|;)\s*(?P<df4>\d+\.?\d*))?)?",
    re.I,
)
_MOST_DIGITS = 30
_EXAMPLE = "such as t(34) = 2.31, F(2, 45) = 3.20, χ²(1) = 4.10, r(48) = 0.31 or z = 2.10"


@dataclass(frozen=True, slots=True)
class TestStatistic:
    """A test statistic as printed.

    Attributes:
        kind: A key of `DEGREES`.
        value: The statistic; its decimals count.
        degrees: Its degrees of freedom, as many as its kind has; above 0, not always whole (Welch).
        relation: "=", "<" or ">", as in F < 1.
    """

    __test__ = False  # the name is no test class of pytest

    kind: str
    value: Decimal
    degrees: tuple[Decimal, ...] = ()
    relation: str = "="

    def __str__(self) -> str:
        of = f"({', '.join(printed(degree) for degree in self.degrees)})" if self.degrees else ""
        return f"{self.kind}{of} {self.relation} {printed(self.value)}"


def read_statistic(text: str) -> TestStatistic:
    """Read a test statistic.

    Args:
        text: With signs of a keyboard; degrees of freedom in brackets, or behind as "df = 34".

    Raises:
        ValueError: If it cannot be read or cannot be; the message says why.

    >>> print(read_statistic("t (34) = -2.31")), print(read_statistic("chi2(1, N = 90) = 4.1"))
    t(34) = -2.31
    χ²(1) = 4.1
    (None, None)
    >>> print(read_statistic("F = 3.20, df = 2, 45"))
    F(2, 45) = 3.20
    >>> read_statistic("t = 2.31")
    Traceback (most recent call last):
    ValueError: t needs its degrees of freedom, such as t(34) = 2.31
    """
    match = _PRINTED.fullmatch(text)
    kind = _NAMES.get(" ".join(match["name"].casefold().split())) if match else None
    if match is None or kind is None or max(map(len, filter(None, match.groups()))) > _MOST_DIGITS:
        raise ValueError(f"is no test statistic, {_EXAMPLE}")
    degrees = tuple(Decimal(df) for df in (match["df1"], match["df2"], match["df3"], match["df4"]) if df)
    value = Decimal(match["value"])
    if kind == "z":
        degrees = ()
    if len(degrees) != DEGREES[kind]:
        example = "F(2, 45) = 3.20" if kind == "F" else f"{kind}(34) = {printed(value)}"
        wanted = (
            "both its degrees" if kind == "F" else "its degrees" if not degrees else "one number of degrees"
        )
        raise ValueError(f"{kind} needs {wanted} of freedom, such as {example}")
    if any(degree <= 0 for degree in degrees):
        raise ValueError("degrees of freedom are above 0")
    if kind in ("F", "χ²") and value < 0:
        raise ValueError(f"{printed(value)} is negative; {kind} is 0 or more")
    if kind == "r" and abs(value) > 1:
        raise ValueError(f"{printed(value)} is outside -1 to 1, where a correlation is")
    relation = {"≤": "<", "≥": ">"}.get(match["relation"], match["relation"])
    return TestStatistic(kind, value, degrees, relation)
