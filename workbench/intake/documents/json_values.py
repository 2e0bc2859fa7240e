"""Find the records in JSON of literature services: an object, a list, an answer with a list, or lines."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

Record = Mapping[str, Any]
_LISTS = (
    ("resultList", "result"),
    ("results",),
    ("message", "items"),
    ("message",),
    ("data",),
    ("recommendedPapers",),
    ("result",),
    ("items",),
    ("records",),
    ("references",),
)
"""Where an answer holds its records: ways of keys, the most telling first."""
_DEEPEST = 5
"""Lists within lists, such as the pages of a search."""
_WRAPPED = ("citingPaper", "citedPaper", "paper", "message")
"""Keys behind which a record of a list may stand by itself."""


def json_records(text: str) -> list[Any] | None:
    r"""Return the records of a text that is JSON, or lines of JSON, from start to end; else None.

    >>> json_records('{"data": [{"paperId": "a"}]}'), json_records('{"a": 1}\n{"a": 2}')
    ([{'paperId': 'a'}], [{'a': 1}, {'a': 2}])
    >>> json_records("{a}") is None
    True
    """
    try:
        value = json.loads(text.strip("\ufeff \t\n"))
    except RecursionError:
        return None
    except ValueError:
        return _of_lines(text)
    return _inside(value)


def _of_lines(text: str) -> list[Any] | None:
    """Return the records of a text with an object on each line; None where a line is none."""
    records: list[Any] = []
    for line in text.split("\n"):
        if not line.strip(" \t\r\ufeff,"):
            continue
        try:
            records += _inside(json.loads(line.strip(" \t\r\ufeff,")))
        except (ValueError, RecursionError):
            return None
    return records


def _inside(value: Any, depth: int = 0) -> list[Any]:
    """Return the records that a value holds, page by page; itself where it holds no list of them."""
    if depth > _DEEPEST:
        return []
    if isinstance(value, list):
        return [record for entry in value for record in _inside(entry, depth + 1)]
    if not isinstance(value, dict):
        return []
    for way in () if _is_record(value) else _LISTS:
        inner: Any = value
        for key in way:
            inner = inner.get(key) if isinstance(inner, dict) else None
        if isinstance(inner, list) and (not inner or isinstance(inner[0], dict | list)):
            return _inside(inner, depth + 1)
    return [_unwrapped(value)]


def _is_record(value: Record) -> bool:
    """Return True if an object describes a work itself; its list of references is not what is meant then."""
    return any(key in value for key in ("title", "display_name", "DOI", "paperId"))


def _unwrapped(entry: Any) -> Any:
    """Return the record inside an entry of a list."""
    if isinstance(entry, dict) and not _is_record(entry):
        return next((entry[key] for key in _WRAPPED if isinstance(entry.get(key), dict)), entry)
    return entry


def text_of(value: Any) -> str:
    """Return text, a number, or the first of a list as text; empty for what is none."""
    if isinstance(value, list):
        return next((text for text in map(text_of, value[:50]) if text), "")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if abs(value) < 10**15 else ""
    return value if isinstance(value, str) else ""


def texts_of(value: Any) -> list[str]:
    """Return all texts of a list, or the text itself."""
    return [text_of(entry) for entry in value[:5_000]] if isinstance(value, list) else [text_of(value)]


def at(value: Any, *keys: str) -> Any:
    """Return what stands behind some keys, one inside the other; None where one is missing.

    >>> at({"a": {"b": 1}}, "a", "b"), at({"a": None}, "a", "b")
    (1, None)
    """
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value
