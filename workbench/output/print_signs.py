"""Print minus signs and per cent as journals do where people read them; programs keep what they have."""

from __future__ import annotations

import re

_HYPHEN = re.compile(r"(?<![^\s(\[±×=<>≤≥:;,/])-(?=\d)")
"""Before a number, at the beginning of a word: neither a range such as 5-9 nor a part of a name or a date."""
_BEFORE_PERCENT = re.compile(r"(?<=\d)[ \u00a0\u202f](?=%)")


def in_print(text: str) -> str:
    """Return the text with the minus sign before numbers, and with no white before per cent.

    >>> in_print("suggested -2 (-0.5 to 1.2)"), in_print("pages 5-9 of 2021-03-04, 10.5555/x-1")
    ('suggested \\u22122 (\\u22120.5 to 1.2)', 'pages 5-9 of 2021-03-04, 10.5555/x-1')
    >>> in_print("14/17 (82.4 %; 95 % CI 59 % to 94 %)")
    '14/17 (82.4%; 95% CI 59% to 94%)'
    """
    return tight_percent(_HYPHEN.sub("\u2212", text) if "-" in text else text)


def tight_percent(text: str) -> str:
    """Return the text with no white between a number and per cent, as journals in English print it."""
    return _BEFORE_PERCENT.sub("", text) if "%" in text else text
