"""Read what a person enters for a body of evidence: an effect pooled elsewhere or chosen, a baseline risk.

Nothing is pooled here: a meta-analysis is another program's work, and its source is kept with its result.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workbench.grade.numbers.contradictions import Problem
from workbench.grade.numbers.denominator import risk_text
from workbench.grade.numbers.entry import (
    NumbersError,
    numbers_from_json,
    numbers_to_json,
    problems_of,
    read_numbers,
)
from workbench.grade.numbers.fields import FIELDS, TYPOGRAPHY, read_field
from workbench.grade.numbers.numbers import MEASURES, Effect, StudyNumbers

EFFECT_FIELDS = ("measure", "estimate", "lower", "upper", "confidence")
"""The fields of an effect, in the order of a form; they are those of a finding."""

_SHARE = re.compile(
    r"(?P<part>[^%/]+?)\s*(?:%|per ?cent)|(?P<some>.+?)\s*(?:/|\bper\b|\bof\b|\bin\b)\s*(?P<all>.+)"
)
_LONGEST = 60
_WHOLE = re.compile(r"[0-9]{1,3}(?:[, ][0-9]{3})+|[0-9]+")


@dataclass(frozen=True, slots=True)
class Baseline:
    """A risk without treatment, as entered.

    Attributes:
        risk: 0 to 1.
        text: As it was written, such as "41.2 %".
    """

    risk: float
    text: str

    def __str__(self) -> str:
        """Write the risk as tables print it.

        >>> str(read_baseline("41.2 %")), str(read_baseline("412 per 1000"))
        ('412 per 1,000 (entered as 41.2 %)', '412 per 1,000')
        """
        shown = risk_text(self.risk)
        return (
            shown if self.text.replace(" ", "") in _spellings(shown) else f"{shown} (entered as {self.text})"
        )


def _spellings(shown: str) -> tuple[str, ...]:
    """Return how people write a risk, without its blanks: with and without commas."""
    bare = shown.replace(" ", "")
    number, _, per = bare.partition("per")
    return bare, bare.replace(",", ""), f"{number}per{per.replace(',', '')}"


def effect_problems(texts: Mapping[str, str]) -> tuple[Problem, ...]:
    """Say everything that is wrong with the fields of an effect, for a form that checks while one types.

    Args:
        texts: Field name (one of `EFFECT_FIELDS`) → what was typed; blank is the same as absent.
    """
    given = {name: text for name, text in texts.items() if text.strip()}
    strange = [Problem(name, "is no part of an effect") for name in given if name not in EFFECT_FIELDS]
    if strange:
        return tuple(strange)
    if not {"measure", "estimate", "lower", "upper"} & given.keys():
        return (Problem("estimate", "missing; an effect needs its measure and its estimate"),)
    problems = problems_of(given)
    return problems or tuple(_of_a_body(given))


def read_effect(texts: Mapping[str, str]) -> Effect:
    """Make an effect from text fields.

    Raises:
        NumbersError: If it cannot be; it lists every problem.

    >>> str(read_effect({"measure": "rr", "estimate": "0.53", "lower": "0.36", "upper": "0.78"}))
    'RR 0.53 (0.36 to 0.78)'
    >>> read_effect({"measure": "RR", "estimate": "0.53", "lower": "0.78", "upper": "0.36"})
    Traceback (most recent call last):
    workbench.grade.numbers.entry.NumbersError: lower limit: 0.78 is above the upper limit 0.36
    """
    if problems := effect_problems(texts):
        raise NumbersError(problems)
    effect = read_numbers({name: text for name, text in texts.items() if text.strip()}).effect
    assert effect is not None  # an estimate is there, or there was a problem
    return effect


def effect_to_json(effect: Effect) -> dict[str, Any]:
    """Give JSON values by field name; `effect_from_json` reads them back."""
    return numbers_to_json(StudyNumbers(effect=effect))


def effect_from_json(stored: Mapping[str, Any]) -> Effect:
    """Make an effect from what `effect_to_json` gave.

    Raises:
        NumbersError: If it cannot be.
    """
    effect = numbers_from_json(stored).effect
    if effect is None:
        raise NumbersError((Problem("estimate", "missing; an effect needs its measure and its estimate"),))
    return effect


def read_baseline(text: str) -> Baseline:
    """Make a risk without treatment from text: per cent, per 1,000, or events of people.

    Raises:
        NumbersError: If it cannot be read, says no unit, or is no share from nothing to all.

    >>> read_baseline("9/17").risk == 9 / 17, read_baseline("412 per 1,000").risk
    (True, 0.412)
    >>> read_baseline("41.2")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    workbench.grade.numbers.entry.NumbersError: baseline risk: '41.2' says no unit; write 41.2 % or ...
    """
    shown = " ".join(text.split())
    if len(shown) > _LONGEST:
        raise _no_baseline(f"{len(shown)} characters are no risk; write it as 41.2 %, 412 per 1000 or 9/17")
    share = _SHARE.fullmatch(shown.translate(TYPOGRAPHY).strip())
    if share is None:
        why = f"{shown!r} says no unit; write {shown} % or {shown} per 1000" if _is_number(shown) else ""
        raise _no_baseline(why or f"{shown!r} is no risk; write it as 41.2 %, 412 per 1000 or 9/17")
    try:
        value = float(str(read_field(FIELDS["estimate"], share["part"] or share["some"])))
    except ValueError as error:
        raise _no_baseline(str(error)) from None
    whole = 100 if share["part"] else _whole(share["all"])
    if not 0 <= value <= whole:
        raise _no_baseline(f"{shown} is no risk: it must be from 0 to {whole:,} of {whole:,}")
    return Baseline(value / whole, shown)


def _of_a_body(texts: Mapping[str, str]) -> list[Problem]:
    """Find what is wrong with the effect of a body, though right for one of a study."""
    effect = read_numbers(texts).effect
    if effect is None:
        return []
    if not effect.kind.compares:
        known = ", ".join(measure.id for measure in MEASURES.values() if measure.compares)
        return [Problem("measure", f"a {effect.kind.title} compares nothing; there are {known}")]
    limits = {"estimate": effect.estimate, "lower": effect.lower, "upper": effect.upper}
    return [
        Problem(name, f"0 is no {effect.kind.title} with an interval: it must be above 0")
        for name, number in limits.items()
        if number == 0 and effect.kind.is_ratio
    ]


def _is_number(text: str) -> bool:
    try:
        return read_field(FIELDS["estimate"], text) is not None
    except ValueError:
        return False


def _whole(text: str) -> int:
    stripped = text.strip()
    if not _WHOLE.fullmatch(stripped) or not (number := int(re.sub("[, ]", "", stripped[:20]))):
        raise _no_baseline(
            f"{stripped[:40]!r} is no number of people; write it as 41.2 %, 412 per 1000 or 9/17"
        )
    return number


def _no_baseline(message: str) -> NumbersError:
    return NumbersError((Problem("baseline", message),))
