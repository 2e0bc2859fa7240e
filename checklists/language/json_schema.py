"""Describe the definition language as a JSON Schema, with which editors complete and check a file.

The schema is made from the models, so that it cannot fall behind them. It knows keys, kinds of values and
fixed words; whether names fit together is seen when a definition is loaded.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from checklists.language.model import Checklist

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
FILE_NAME: Final = "checklist.schema.json"
"""What the schema is called in the documentation, and in the first line of a starter."""

Schema = dict[str, Any]

_TEXT: Final[Schema] = {"type": "string", "pattern": r"\S"}
_TEXTS: Final[Schema] = {"type": "array", "items": _TEXT, "minItems": 1}
_STARTS: Final = r"^start_(high|moderate|low|very_low)$"

_SHORT: Final[dict[tuple[str, str], Schema]] = {
    ("AppliesTo", "design_class"): _TEXT,
    ("Total", "items"): _TEXT,
    ("Counted", "items"): {"const": "all"},
    ("DomainsAre", "domains"): {"const": "all"},
    ("Domain", "only_if"): {"$ref": "#/$defs/OnlyIf"},
    ("Item", "only_if"): {"$ref": "#/$defs/OnlyIf"},
    ("Preliminary", "only_if"): {"$ref": "#/$defs/OnlyIf"},
    ("Checklist", "upgrades"): {"$ref": "#/$defs/Upgrade"},
}
"""By part and key, the form that may stand in place of a list."""


def checklist_schema() -> Schema:
    """Return the JSON Schema of a definition."""
    made = Checklist.model_json_schema(by_alias=True)
    parts: dict[str, Schema] = made.pop("$defs")
    whole = parts.get("Checklist", made)
    parts["Checklist"] = whole
    for name, part in parts.items():
        _describe(part)
        for key, value in part.get("properties", {}).items():
            part["properties"][key] = _allow_short(name, key, value)
    for name, mend in _MENDED.items():
        mend(parts[name])
    del parts["Checklist"]
    condition = parts["AllOf"]["properties"]["all"]["items"]
    named = _name_conditions(parts, condition) | {"Condition": condition}
    whole = {name: _name_conditions(below, condition) for name, below in whole.items()}
    return {"$schema": DIALECT, "title": "A checklist definition", **whole, "$defs": named}


def _name_conditions(schema: Any, condition: Schema) -> Any:
    """Write the union of the conditions, which stands in many places, as a reference."""
    if isinstance(schema, list):
        return [_name_conditions(below, condition) for below in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("oneOf") == condition["oneOf"]:
        rest = {name: below for name, below in schema.items() if name != "oneOf"}
        return rest | {"$ref": "#/$defs/Condition"}
    return {name: _name_conditions(below, condition) for name, below in schema.items()}


def _allow_short(part: str, key: str, value: Schema) -> Schema:
    """Return the schema of a value with the short form that may stand in its place, and without titles."""
    value = _bare(value)
    short = _SHORT.get((part, key))
    if short is None:
        return value
    kept = {name: value.pop(name) for name in ("description",) if name in value}
    return {"anyOf": [dict(short), value], **kept}


def _bare(value: Schema) -> Schema:
    """Leave out what pydantic adds for its own use: titles, and defaults with their null."""
    value = {name: below for name, below in value.items() if name not in ("title", "default")}
    choices = value.get("anyOf")
    if choices is not None:
        choices = [choice for choice in choices if choice != {"type": "null"}]
        if len(choices) == 1:
            only: Schema = choices[0]
            return {name: below for name, below in value.items() if name != "anyOf"} | only
        value["anyOf"] = choices
    return value


def _describe(part: Schema) -> None:
    """Move what the docstring of a part says of each attribute to the key that it is about."""
    text = part.get("description", "")
    head, _, attributes = text.partition("\n\nAttributes:\n")
    part["description"] = " ".join(head.split())
    part.pop("title", None)
    told = re.findall(r"^    (\w+): (.*(?:\n        .*)*)", attributes, re.MULTILINE)
    for name, words in told:
        key = _ALIASES.get(name, name)
        if key in part.get("properties", {}):
            part["properties"][key]["description"] = " ".join(words.split())


_ALIASES: Final = {"cases": "if", "better": "from", "worse": "to"}


def _mend_whole(whole: Schema) -> None:
    """Put right what is filled in before the model sees it."""
    whole["description"] = "What is asked about a study, what may be answered, and how it is judged."
    whole["required"] = [key for key in whole["required"] if key != "answer_sets"]
    whole["properties"]["overall"] = {
        "oneOf": [
            {"const": "none"},
            {"$ref": "#/$defs/Overall"},
            {"type": "object", "minProperties": 1, "additionalProperties": {"$ref": "#/$defs/Overall"}},
        ]
    }


def _mend_answer(answer: Schema) -> None:
    """Take out the code, which is the key in the file."""
    del answer["properties"]["code"]
    answer["required"].remove("code")


def _mend_set(answers: Schema) -> None:
    """Allow the plain list of codes."""
    mapping = dict(answers)
    answers.clear()
    answers |= {"description": mapping.pop("description"), "anyOf": [dict(_TEXTS), mapping]}


def _mend_grade(grade: Schema) -> None:
    """Put the starts where they stand in the file: beside the default."""
    del grade["properties"]["starts"]
    grade["required"].remove("starts")
    grade["patternProperties"] = {_STARTS: {"$ref": "#/$defs/GradeStart"}}


_MENDED: Final[dict[str, Callable[[Schema], None]]] = {
    "Checklist": _mend_whole,
    "AnswerOption": _mend_answer,
    "AnswerSet": _mend_set,
    "Grade": _mend_grade,
}
