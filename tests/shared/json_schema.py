"""Check values against the part of JSON Schema that the project's schemas use."""

from __future__ import annotations

import re
from typing import Any

TYPES = {"string": str, "integer": int, "boolean": bool, "array": list, "object": dict}
KNOWN = {
    *(
        "$schema",
        "$defs",
        "$ref",
        "title",
        "description",
        "type",
        "enum",
        "const",
        "pattern",
        "anyOf",
        "oneOf",
    ),
    *("properties", "patternProperties", "additionalProperties", "required", "minProperties"),
    *("items", "minItems", "minimum", "maximum"),
}


def faults(value: Any, schema: dict[str, Any], root: dict[str, Any] | None = None, at: str = "") -> list[str]:
    """What is wrong with a value, as places; a word of JSON Schema that is not known here is an error."""
    root = schema if root is None else root
    assert set(schema) <= KNOWN, set(schema) - KNOWN
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].removeprefix("#/$defs/")]
    found = []
    kind = schema.get("type")
    if kind is not None and (
        not isinstance(value, TYPES[kind]) or (kind == "integer" and isinstance(value, bool))
    ):
        return [f"{at}: not of type {kind}"]
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{at}: not one of {schema['enum']}")
    if "const" in schema and value != schema["const"]:
        found.append(f"{at}: not {schema['const']}")
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        found.append(f"{at}: does not match")
    if isinstance(value, int) and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        found.append(f"{at}: out of range")
    for word, fitting in (("anyOf", range(1, 99)), ("oneOf", range(1, 2))):
        if word in schema:
            tried = [faults(value, choice, root, at) for choice in schema[word]]
            if tried.count([]) not in fitting:
                found += min((each for each in tried if each), key=len, default=[f"{at}: fits several"])
    if isinstance(value, list):
        if len(value) < schema.get("minItems", 0):
            found.append(f"{at}: too short")
        for place, element in enumerate(value):
            found += faults(element, schema.get("items", {}), root, f"{at}[{place}]")
    if isinstance(value, dict):
        found += _of_mapping(value, schema, root, at)
    return found


def _of_mapping(value: dict[str, Any], schema: dict[str, Any], root: dict[str, Any], at: str) -> list[str]:
    found = [f"{at}: {key} is missing" for key in schema.get("required", ()) if key not in value]
    if len(value) < schema.get("minProperties", 0):
        found.append(f"{at}: empty")
    for key, element in value.items():
        below = [schema["properties"][key]] if key in schema.get("properties", {}) else []
        below += [part for form, part in schema.get("patternProperties", {}).items() if re.search(form, key)]
        if not below:
            others = schema.get("additionalProperties", True)
            if others is False:
                found.append(f"{at}.{key}: unknown key")
            below = [others] if isinstance(others, dict) else []
        for part in below:
            found += faults(element, part, root, f"{at}.{key}")
    return found
