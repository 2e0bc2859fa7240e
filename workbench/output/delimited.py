"""Write CSV and TSV for programs and for spreadsheets, which run cells that look like formulas.

Lines end in LF: what Unix tools expect, and spreadsheets read it too. The header is the ids of the columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from workbench.hidden_characters import show
from workbench.output.table import Cell, Plain, Table, cell_text, plain_value, union

_LINES = 5000
"""So many lines are put together at a time."""

_IGNORED = r"[\s\x00-\x1f\x7f-\xa0\u200b-\u200f\u2060\ufeff]*"
_STARTS_FORMULA = "[=+@\\-\uff1d\uff0b\uff20\uff0d\ufe66\ufe62\ufe6b\ufe63]"
"""ASCII, full-width and small forms: spreadsheets in East Asian locales fold them."""

_RUNS = re.compile(rf"'*(?:[\t\r\n]|{_IGNORED}{_STARTS_FORMULA})")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d+)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_LINE_BREAKS = str.maketrans(
    {"\t": "␉", "\n": "⏎", "\r": "␍", "\v": "␋", "\f": "␌", "\x1c": "␜", "\x1d": "␝", "\x1e": "␞"}
    | dict.fromkeys("\x85\u2028\u2029", "⏎")
)

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
"""No text is written with these, and a terminal that shows the file would act upon them."""


def render_delimited(tables: tuple[Table, ...], delimiter: str) -> Iterator[str]:
    """Give in pieces one header and one record a row over the union of the blocks' columns.

    Control characters are shown, so that a terminal may print the file. In TSV, tabs and line
    breaks inside a cell are shown as ``␉`` and ``⏎``, so that a row is a line; CSV keeps them in quotes.
    """
    ids, rows = union(tables)
    # The same few cells fill most of a long table, so each is written once. A cell is known by its identity,
    # which is its own as long as the rows are there.
    known: dict[int, str] = {}
    lines: list[str] = []
    for cells in (ids, *rows):
        record: list[Any] = list(map(known.get, map(id, cells)))
        if None in record:
            for place, cell in enumerate(cells):
                if record[place] is None:
                    record[place] = known[id(cell)] = _written(plain_value(cell), delimiter)
        # A record of one empty cell would be an empty line, which readers skip.
        lines.append(delimiter.join(record) or '""')
        if len(lines) == _LINES:
            yield "\n".join(lines) + "\n"
            lines.clear()
    if lines:
        yield "\n".join(lines) + "\n"


def field_text(cell: Cell) -> str:
    """Return what a cell of CSV says, before it is put in quotes: controls shown, formulas as text."""
    value = plain_value(cell)
    return neutralise(_CONTROLS.sub(_picture, value)) if isinstance(value, str) else cell_text(value)


def _written(value: Plain, delimiter: str) -> str:
    if not isinstance(value, str):
        return cell_text(value)
    guarded = field_text(value)
    if delimiter == "\t":
        guarded = guarded.replace("\r\n", "\n").translate(_LINE_BREAKS)
    return _quoted(guarded, delimiter)


def _picture(control: re.Match[str]) -> str:
    return show(control[0])


def neutralise(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run; plain numbers stay numbers.

    A text that has such an apostrophe of its own gets another, so that ``restore`` always gives back the
    original.

    >>> neutralise("=HYPERLINK(0)"), neutralise("-1.5"), neutralise("- none")
    ("'=HYPERLINK(0)", '-1.5', "'- none")
    """
    if _RUNS.match(text) is None or _NUMBER.fullmatch(text):
        return text
    return "'" + text


def restore(text: str) -> str:
    """Return the text that ``neutralise`` made this from."""
    return text[1:] if text.startswith("'") and _RUNS.match(text) else text


def _quoted(text: str, delimiter: str) -> str:
    """Put a text in quotes where it needs them (RFC 4180).

    Python's own writer leaves a lone CR bare when lines end in LF (until 3.13), and its reader then takes
    the CR for the end of the record.
    """
    if not any(mark in text for mark in (delimiter, '"', "\n", "\r")):
        return text
    return '"' + text.replace('"', '""') + '"'
