"""Write JSON that reads back exactly and that is still safe to look at on a terminal."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice
from json.encoder import encode_basestring
from typing import Any

from workbench.hidden_characters import HIDDEN
from workbench.output.table import Cell, Labelled, Table, union

_SHORT = 64
"""Strings of at most so many characters, such as keys, codes and handles, are quoted once and remembered."""
_SHORT_LIST = 100
"""Of a list with more entries each entry is small beside the whole."""
_ENTRIES = 200
"""So many of its entries are put together at a time."""
_PIECE = 1_000_000
"""Characters of a piece."""


def render_json(tables: tuple[Table, ...]) -> str:
    """Return one list of objects by column id, with null where a block has no such column."""
    ids, rows = union(tables)
    return dump([dict(zip(ids, map(_value, row), strict=True)) for row in rows])


def dump(value: Any) -> str:
    """Return any JSON value as indented text that ends in a line break.

    Letters of all scripts stay readable. Whatever a terminal would act upon, and lone surrogates, which
    cannot be written as UTF-8, are written as ``\\uXXXX``: the text read back is the same.

    The text is that of ``json.dumps`` with an indent of 2, which takes several times as long for the 30 MB of
    a big review, because the standard library writes indented JSON without its C code.

    Raises:
        ValueError: the value holds NaN or an infinity, which JSON has no words for.
    """
    return "".join(dump_pieces(value))


def dump_pieces(value: Any) -> Iterator[str]:
    """Give the text of `dump` in pieces of about a megabyte, so that a big one is never in memory at once.

    Raises:
        ValueError: as `dump` does, possibly after some pieces.
    """
    waiting: list[str] = []
    size = 0
    for piece in _pieces(value, "\n"):
        waiting.append(piece)
        size += len(piece)
        if size > _PIECE:
            yield "".join(waiting)
            waiting, size = [], 0
    yield "".join(waiting) + "\n"


def _pieces(value: Any, line_break: str) -> Iterator[str]:
    """Give the text of a value entry by entry; the entries of a short one in turn entry by entry."""
    if not value or not isinstance(value, dict | list | tuple):
        yield _text_of(value, line_break)
        return
    inner = line_break + "  "
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    separator = opening + inner
    if len(value) <= _SHORT_LIST:
        for name, part in _named(value):
            yield separator + name
            yield from _pieces(part, inner)
            separator = "," + inner
    else:
        texts = (name + _text_of(part, inner) for name, part in _named(value))
        while some := list(islice(texts, _ENTRIES)):
            yield separator + f",{inner}".join(some)
            separator = "," + inner
    yield line_break + closing


def _named(value: dict[Any, Any] | list[Any] | tuple[Any, ...]) -> Iterator[tuple[str, Any]]:
    """Give each entry with what stands before it on its line: the key in an object, nothing in a list."""
    if isinstance(value, dict):
        return ((f"{_name_of(key)}: ", part) for key, part in value.items())
    return (("", part) for part in value)


def _text_of(value: Any, line_break: str) -> str:
    """Return the text of a value; `line_break` ends with the indent of the line that it stands on."""
    if isinstance(value, str):
        return _quote(value)
    if value is None:
        return "null"
    if type(value) is int:
        return str(value)
    if isinstance(value, list | tuple):
        if not value:
            return "[]"
        inner = line_break + "  "
        parts = [_quote(part) if type(part) is str else _text_of(part, inner) for part in value]
        return f"[{inner}{f',{inner}'.join(parts)}{line_break}]"
    if isinstance(value, dict):
        if not value:
            return "{}"
        inner = line_break + "  "
        parts = [f"{_name_of(key)}: {_text_of(part, inner)}" for key, part in value.items()]
        return f"{{{inner}{f',{inner}'.join(parts)}{line_break}}}"
    return _other_text(value)


def _name_of(key: Any) -> str:
    """Return the name of an entry of an object; names are few and come again, so they are quoted once."""
    if type(key) is str and len(key) <= _SHORT:
        return _quote_short(key)
    return _quote(key if isinstance(key, str) else json.dumps(key, allow_nan=False))


def _quote(text: str) -> str:
    """Return a text as a JSON string."""
    return _quote_short(text) if len(text) <= _SHORT else _quote_long(text)


def _quote_long(text: str) -> str:
    quoted = encode_basestring(text)
    return quoted if HIDDEN.search(quoted) is None else HIDDEN.sub(_escape, quoted)


_other_text = json.JSONEncoder(allow_nan=False).encode
"""Write a truth value or a number with a fraction; made once, which takes longer than writing one."""
_quote_short = lru_cache(maxsize=20_000)(_quote_long)


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def _value(cell: Cell) -> Any:
    """Return the cell for JSON: None for a number that JSON cannot write."""
    if isinstance(cell, Labelled):
        if isinstance(cell.value, Mapping):
            return {name: _value(part) for name, part in cell.value.items()}
        return _value(cell.value)
    return None if isinstance(cell, float) and not math.isfinite(cell) else cell
