"""Print the minus of a number as a minus sign where people read it; programs keep the hyphen."""

from __future__ import annotations

import re

_HYPHEN = re.compile(r"(?<![^\s(\[±×=<>≤≥:;,/])-(?=\d)")
"""Before a number, at the beginning of a word: neither a range such as 5-9 nor a part of a name or a date."""


def with_minus(text: str) -> str:
    """Return the text with the minus sign before numbers.

    >>> with_minus("suggested -2 (-0.5 to 1.2)"), with_minus("pages 5-9 of 2021-03-04, 10.5555/x-1")
    ('suggested \\u22122 (\\u22120.5 to 1.2)', 'pages 5-9 of 2021-03-04, 10.5555/x-1')
    """
    return _HYPHEN.sub("\u2212", text) if "-" in text else text
