"""Tell what pydantic finds wrong with the shape of a definition, in the words of the definition."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from pydantic import ValidationError

from checklists.errors import did_you_mean, nearest, quoted
from checklists.language import answer_codes, conditions, parts
from checklists.language.model import Checklist
from checklists.loader.document import MAX_PROBLEMS, Findings, Place, not_text

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

# The part that a key belongs to, by the nearest of these names on the way down to it.
_PARTS: Final[dict[str, type[conditions.Part]]] = {
    "applies_to": parts.AppliesTo,
    "answers": answer_codes.AnswerOption,
    "answer_sets": answer_codes.AnswerSet,
    "judgement_scale": parts.Scale,
    "judgement_scales": parts.Scale,
    "totals": parts.Total,
    "only_if": parts.OnlyIf,
    "predicted_direction": parts.PredictedDirection,
    "upgrades": parts.Upgrade,
    "silence_exempt": parts.SilenceExempt,
    "not_monotone": parts.Exemption,
    "preliminaries": parts.Preliminary,
    "domains": parts.Domain,
    "items": parts.Item,
    "rules": parts.Rule,
    "overall": parts.Overall,
    "flags": parts.Flag,
    "grade": parts.Grade,
    "starts": parts.GradeStart,
    "oxford_2011": parts.Oxford,
    "if": parts.OxfordCase,
    "<item>": conditions.ItemIs,
    "<all>": conditions.AllOf,
    "<any>": conditions.AnyOf,
    "<not>": conditions.NotSo,
    "<count>": conditions.CountOf,
    "count": conditions.Counted,
    "<domains>": conditions.DomainsAre,
    "<total>": conditions.TotalIs,
    "<preliminary>": conditions.PreliminaryIs,
    "<overall>": conditions.OverallIs,
}
_NOT_IN_FILE: Final = {"starts", "code"}
STARTS: Final = ("start_high", "start_moderate", "start_low", "start_very_low")


def report_shape(error: ValidationError, root: Place, findings: Findings) -> None:
    """Note every problem of the shape at its place in the document."""
    errors = error.errors(include_url=False, include_input=False)
    misspelt = {
        (each["loc"][:-1], meant)
        for each in errors
        if each["type"] == "extra_forbidden" and (meant := _meant(each["loc"])) is not None
    }
    for each in errors[:MAX_PROBLEMS]:
        location, place = each["loc"], root.find(each["loc"])
        if each["type"] == "missing" and (location[:-1], location[-1]) in misspelt:
            continue  # the key is there, under another name
        if each["type"] == "too_short" and len(place.children) >= each["ctx"]["min_length"]:
            continue  # it is long enough, and what is wrong with an element is told there
        findings.add(place, _message(each, place))


def _message(error: ErrorDetails, place: Place) -> str:
    kind, location, limits = error["type"], error["loc"], error.get("ctx", {})
    if kind == "missing":
        return f"{quoted(location[-1])} is missing"
    if kind == "extra_forbidden":
        return _unknown_key(location, place)
    if kind == "literal_error":
        return _one_of(str(limits["expected"]), place)
    if kind in ("union_tag_not_found", "union_tag_invalid"):
        return _no_condition(place)
    if kind in ("greater_than_equal", "less_than_equal"):
        limit = limits.get("ge", limits.get("le"))
        return f"must be at {'least' if 'ge' in limits else 'most'} {limit}, not {place.raw}"
    sentence = _SENTENCES.get(kind)
    return sentence(place) if sentence is not None else error["msg"]


_SENTENCES: Final[dict[str, Callable[[Place], str]]] = {
    "string_type": lambda place: f"must be text, but {not_text(place)}",
    "string_pattern_mismatch": lambda place: "must not be blank",
    "tuple_type": lambda place: "must be a list",
    "dict_type": lambda place: "must be a mapping (key: value)",
    "mapping_type": lambda place: "must be a mapping (key: value)",
    "model_type": lambda place: "must be a mapping (key: value)",
    "model_attributes_type": lambda place: "must be a mapping (key: value)",
    "int_type": lambda place: f"must be a whole number, not {_shown(place)}",
    "bool_type": lambda place: f"must be true or false, not {_shown(place)}",
    "too_short": lambda place: f"must have more than {len(place.children)} element(s)",
}


def _shown(place: Place) -> str:
    return quoted(place.raw) if place.kind == "scalar" else f"a {place.kind}"


def _unknown_key(location: Sequence[str | int], place: Place) -> str:
    name = str(location[-1])
    if place.kind == "scalar" and place.value is None and place.raw == "":
        first = name.partition(" ")[0]
        if first != name and first in _keys_at(location):
            return f"a colon is missing after {quoted(first)}: write {first}: …"
        # Between braces a comma ends a value, and the rest of the sentence becomes a key.
        return f"unknown key {quoted(name)}: if it is the rest of a text with a comma, quote the whole text"
    return f"unknown key {quoted(name)}; {did_you_mean(name, _keys_at(location))}"


def _keys_at(location: Sequence[str | int]) -> list[str]:
    """Return the keys that may stand beside the last step of a location."""
    part: type[conditions.Part] = next(
        (_PARTS[str(step)] for step in reversed(location[:-1]) if step in _PARTS), Checklist
    )
    known = [field.alias or key for key, field in part.model_fields.items() if key not in _NOT_IN_FILE]
    return [*known, *STARTS] if part is parts.Grade else known


def _meant(location: Sequence[str | int]) -> str | None:
    """Return the key that an unknown one probably is."""
    return nearest(str(location[-1]), _keys_at(location))


def _one_of(expected: str, place: Place) -> str:
    names = re.findall(r"'([^']*)'", expected)
    if not names:
        return f"must be {expected.lower()}"
    if place.text is None:
        return f"must be text, but {not_text(place)}"
    if len(names) == 1:
        return f"must be {quoted(names[0])}, not {quoted(place.text)}"
    return f"{quoted(place.text)} is not known here; {did_you_mean(place.text, names)}"


def _no_condition(place: Place) -> str:
    forms = ", ".join(conditions.FORMS)
    keys = [key for key, _ in place.entries()]
    if not keys:
        return f"must be a condition: a mapping that begins with one of {forms}"
    return f"{quoted(keys[0])} begins no condition; {did_you_mean(keys[0], conditions.FORMS)}"
