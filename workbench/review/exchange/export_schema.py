"""Make the JSON Schema of a whole-review export from the tables themselves, so that it cannot lag behind."""

from __future__ import annotations

from typing import Any

from store import export_rows
from workbench.output.whole_review_files import FORMAT, TEXT_COLUMNS, VERSION

_KINDS: dict[str, dict[str, Any]] = {
    "id": {"type": "string", "format": "uuid"},
    "time": {"type": "string", "format": "date-time"},
    "truth": {"type": "boolean"},
    "whole": {"type": "integer"},
    "text": {"type": "string"},
    "json": {},
}


def export_schema() -> dict[str, Any]:
    """Return the schema of the manifest, with that of a line of each `records/TABLE.jsonl` in `$defs`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Whole-review export of the appraisal workbench",
        "description": "manifest.json; one line of records/TABLE.jsonl is described by $defs/TABLE.",
        **_manifest(),
        "$defs": {table: _record(table) for table in sorted(export_rows.TABLES)},
    }


def _manifest() -> dict[str, Any]:
    part = {
        "type": "object",
        "properties": {
            "bytes": {"type": "integer", "minimum": 0},
            "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        },
        "required": ["bytes", "sha256"],
        "additionalProperties": False,
    }
    properties = {
        "format": {"const": FORMAT},
        "version": {"const": VERSION},
        "tables": {"const": export_rows.TABLES_VERSION},
        "complete": {"type": "boolean"},
        "studies_with_hidden_work": {"type": "integer", "minimum": 0},
        "parts": {"type": "object", "additionalProperties": part},
    }
    return _closed(properties)


def _record(table: str) -> dict[str, Any]:
    columns = export_rows.columns_of(table)
    properties = {}
    for name, (kind, may_be_empty) in columns.items():
        if TEXT_COLUMNS.get(table) == name:
            continue
        described = dict(_KINDS[kind])
        if may_be_empty and "type" in described:
            described["type"] = [described["type"], "null"]
        properties[name] = described
    return _closed(properties)


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
