"""Define the fields of a finding: what each is called, and how its text is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from workbench.grade.checks.proportion import decimals
from workbench.grade.numbers.numbers import MEASURES
from workbench.grade.numbers.test_statistic import read_statistic

MOST_PEOPLE = 10**9
"""No study has more; larger counts are slips of the keyboard."""

_MOST_DIGITS = 30
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?")
_WHOLE = re.compile(r"[0-9]+")
_P = re.compile(r"(?:[pP]\s*(?:[- ]?values?)?\s*[:]?\s*)?([<>]=|=[<>]|[=<>≤≥]?)\s*(.+)", re.DOTALL)
_RELATIONS = MappingProxyType({"": "=", "<=": "≤", "=<": "≤", ">=": "≥", "=>": "≥"})
"""Spellings of a relation → how it is kept."""
_POWER = re.compile(
    r"(?P<before>[^0-9.]{0,20})(?:(?P<digits>[0-9.][0-9.,·]*)\s*[×xX*·⋅∙]\s*)?10\s*(?P<raised>\^|\*\*)?\s*"
    r"(?P<power>[-−–‐‑⁻]\s*[0-9]{1,3}|⁻[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})"
)
"""A power of ten with a minus. A bare "10-5" is none: it may be a range."""
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
TYPOGRAPHY = str.maketrans(
    {
        "−": "-",
        "–": "-",
        "‒": "-",
        "‐": "-",
        "‑": "-",
        "﹣": "-",
        "－": "-",
        "⁻": "-",
        "⩽": "≤",
        "≦": "≤",
        "⩾": "≥",
        "≧": "≥",
        "＞": ">",
        "﹤": "<",
        "﹥": ">",
        "·": ".",
        "\u00a0": " ",
        "\u2009": " ",
        "\u202f": " ",
        "＜": "<",
        "＝": "=",
    }
)
"""Signs as journals set them → those of a keyboard."""

_YES_NO = MappingProxyType(
    {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False, "": False}
)

Value = int | Decimal | str | bool
"""A field once it is read."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form and of the stored finding.

    Attributes:
        name: Its name on the command line and in the store.
        title: Its label.
        kind: How it is read: a key of `READERS`.
    """

    name: str
    title: str
    kind: str


def _group(name: str) -> tuple[Field, ...]:
    counts = (("events", "count"), ("total", "count"), ("percent", "percent"))
    centre = (("mean", "number"), ("sd", "spread"), ("median", "number"), ("q1", "number"), ("q3", "number"))
    return (
        *(Field(f"{name}_{part}", f"{name}: {part}", kind) for part, kind in counts),
        *(Field(f"{name}_before_{part}", f"{name}: {part} before", kind) for part, kind in centre),
        *(Field(f"{name}_{part}", f"{name}: {part}", kind) for part, kind in centre),
    )


FIELDS: Mapping[str, Field] = MappingProxyType(
    {
        field.name: field
        for field in (
            Field("single_arm", "one group only", "yes_no"),
            *_group("treatment"),
            *_group("comparison"),
            Field("measure", "measure of effect", "measure"),
            Field("estimate", "estimate", "number"),
            Field("lower", "lower limit", "number"),
            Field("upper", "upper limit", "number"),
            Field("confidence", "level of the interval in %", "percent"),
            Field("effect_kind", "kind of effect", "text"),
            Field("p", "p value", "p"),
            Field("test", "test behind p", "text"),
            Field("statistic", "test statistic", "statistic"),
            Field("wording", "direction as worded", "text"),
            Field("unit", "unit", "text"),
            Field("whole_numbers", "values are whole numbers", "yes_no"),
            Field("sentence", "result in words", "text"),
        )
    }
)
"""Name → field, in the order of the form."""


def _without_power(text: str) -> str:
    """Write a power of ten as a keyboard does: "3.2 × 10⁻⁵" is "3.2e-5"."""
    match = _POWER.fullmatch(text)
    if match is None or not (match["digits"] or match["raised"] or match["power"].startswith("⁻")):
        return text
    power = match["power"].translate(_LOWERED).translate(TYPOGRAPHY).replace(" ", "")
    return f"{match['before']}{match['digits'] or '1'}e{power}"


def _read_text(text: str) -> str:
    if "\0" in text:
        raise ValueError("holds a NUL character, which no database keeps")
    return text


def _read_decimal(text: str) -> Decimal:
    if not _NUMBER.fullmatch(text):
        if re.fullmatch(r"[+-]?[0-9]+,[0-9]+", text):
            raise ValueError(f"{text!r} has a comma; write a point for decimals, and no sign for thousands")
        raise ValueError(f"{_shown(text)} is not a number")
    number = Decimal(text)
    if decimals(number) > _MOST_DIGITS or number.adjusted() > _MOST_DIGITS:
        raise ValueError(f"{_shown(text)} has more digits than any measurement")
    return number


def _read_count(text: str) -> int:
    if not _WHOLE.fullmatch(text):
        number = _read_decimal(text)
        raise ValueError(
            f"{text} is negative; a count is 0 or more" if number < 0 else f"{text} is not a whole number"
        )
    if len(text) > _MOST_DIGITS or int(text) > MOST_PEOPLE:
        raise ValueError(f"{_shown(text)} is more people than any study has")
    return int(text)


def _read_spread(text: str) -> Decimal:
    number = _read_decimal(text)
    if number < 0:
        raise ValueError(f"{text} is negative; a standard deviation is 0 or more")
    return number


def _read_percent(text: str) -> Decimal:
    number = _read_decimal(text.removesuffix("%").rstrip())
    if not 0 <= number <= 100:
        raise ValueError(f"{text} is outside 0 to 100 %")
    return number


def _read_p(text: str) -> str:
    """Read a p value; "at most" stays apart from "below", and a power of ten is written out."""
    match = _P.fullmatch(text)
    if match is None:
        raise ValueError(f"{_shown(text)} is not a p value, such as 0.049 or <0.001")
    relation, number_text = _RELATIONS.get(match[1], match[1]), match[2]
    if number_text.casefold() in {"ns", "n.s."}:
        raise ValueError("'not significant' is no number; leave p empty and put it in words")
    number = _read_decimal(number_text)
    if not 0 <= number <= 1:
        raise ValueError(f"{number_text} is outside 0 to 1")
    return f"{'' if relation == '=' else relation}{number:f}"


def _read_statistic(text: str) -> str:
    try:
        return str(read_statistic(text))
    except ValueError as error:
        message = str(error)
        raise ValueError(f"{_shown(text)} {message}" if message.startswith("is ") else message) from None


def _read_measure(text: str) -> str:
    if text.upper() not in MEASURES:
        raise ValueError(f"there is no measure {_shown(text)}; there are {', '.join(MEASURES)}")
    return text.upper()


def _read_yes_no(text: str) -> bool:
    if text.casefold() not in _YES_NO:
        raise ValueError(f"{_shown(text)} is neither yes nor no")
    return _YES_NO[text.casefold()]


READERS: Mapping[str, Callable[[str], Value]] = MappingProxyType(
    {
        "count": _read_count,
        "number": _read_decimal,
        "spread": _read_spread,
        "percent": _read_percent,
        "p": _read_p,
        "statistic": _read_statistic,
        "measure": _read_measure,
        "yes_no": _read_yes_no,
        "text": _read_text,
    }
)
"""Kind of field → what turns its text into a value, or says in a ValueError why it cannot."""


def read_field(field: Field, text: str) -> Value | None:
    """Read the text of one field; None where it is blank.

    Signs as journals set them are understood: a raised point, a true minus, thin spaces, powers of ten.

    Raises:
        ValueError: If it cannot be read; the message says why.

    >>> read_field(FIELDS["p"], "P < 0·001"), read_field(FIELDS["treatment_percent"], "82.40 %")
    ('<0.001', Decimal('82.40'))
    >>> read_field(FIELDS["p"], "⩽0.05"), read_field(FIELDS["p"], "3.2 × 10⁻⁵")
    ('≤0.05', '0.000032')
    >>> read_field(FIELDS["treatment_events"], "fourteen")
    Traceback (most recent call last):
    ValueError: 'fourteen' is not a number
    """
    stripped = text.strip()
    if not stripped:
        return None
    if field.kind != "text":
        # A raised point is a decimal point in numbers, but a sign of multiplication before a power.
        stripped = _without_power(stripped).translate(TYPOGRAPHY).strip()
    return READERS[field.kind](stripped)


def _shown(text: str) -> str:
    shown = repr(text)
    return shown if len(shown) <= _MOST_DIGITS + 10 else f"{shown[:_MOST_DIGITS]}…'"
