"""Find how long a text says that people were followed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.intake.characteristics.printed import Printed, number_of, speaks_of_other_work, the_only

_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen|twenty-four|twenty|thirty"
_LENGTH = (
    r"(?<!day )(?<!days )(?<!week )(?<!weeks )(?<!month )(?<!months )(?<!year )(?<!years )(?<![\w.\-–])"
    rf"(?P<number>\d{{1,4}}(?:\.\d{{1,2}})?|{_WORDS})[- ](?P<unit>day|week|month|year)s?"
)
"""A length of time that is not the second half of one, such as that of 2 years 7 months."""
_SPREAD = r"(?P<spread> \((?:range|IQR|interquartile range)[^()\n]{1,40}\))?"
_MIDDLE = r"(?P<middle>median|mean|average)"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        (
            rf"\b(?:{_MIDDLE} )?(?:(?:duration|length|period) of )?follow(?:ed)?[- ]?up"
            rf"(?: (?:period|time|duration))?(?: (?:was|of|is|lasted|were))? {_LENGTH}\b{_SPREAD}"
        ),
        rf"\b{_LENGTH} (?:of )?(?:follow[- ]?up|observation(?:al)? period|follow[- ]?up period)\b",
        (
            rf"\bfollowed(?:[- ]up)? (?:for|over|until|up to) (?:a )?(?:{_MIDDLE} (?:of )?)?"
            rf"{_LENGTH}\b{_SPREAD}"
        ),
    )
)


def follow_up(text: str) -> list[Printed]:
    """Return the length of follow-up; of several lengths the median or mean, where there is only one."""
    found = list(_found(text))
    middle = [each for each in found if str(each.value).startswith(("median", "mean", "average"))]
    return the_only(middle or found)


def _found(text: str) -> Iterator[Printed]:
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if speaks_of_other_work(text, *match.span()):
                continue
            groups = match.groupdict()
            number, unit = match["number"].casefold(), match["unit"].casefold()
            number = str(number_of(number)) if number.isalpha() or "-" in number else number
            middle = f"{groups['middle'].casefold()} " if groups.get("middle") else ""
            value = f"{middle}{number} {unit}{'' if number == '1' else 's'}{groups.get('spread') or ''}"
            yield Printed("follow_up", value, *match.span())
