"""Write Markdown tables (GitHub's dialect) in which a cell's text stays text."""

from __future__ import annotations

import re

from rich.cells import cell_len

from workbench.hidden_characters import show
from workbench.output.print_signs import in_print
from workbench.output.table import Table, cell_text
from workbench.output.tabulate_adapter import tabulate_rows

_ESCAPES = str.maketrans(
    {mark: "\\" + mark for mark in "\\|`*_[]#~$"}
    | {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\t": " ", "\n": "<br>"}
)
_ADDRESS = re.compile(r":(?=//)|(?<=www)\.", re.IGNORECASE)
"""GitHub makes a link of anything that looks like an address, and nobody vouched for it."""

_LIST_START = re.compile(r"^\s*(?:[-+=:]|\d+[.)])")


def render_markdown(tables: tuple[Table, ...]) -> str:
    """Write block after block: title as a heading, rows, notes as paragraphs."""
    return "\n".join(_block(table) for table in tables)


def _block(table: Table) -> str:
    parts = [f"### {_printed(table.title)}"] if table.title else []
    parts.extend(_paragraph(line) for line in table.header)
    parts.append(tabulate_rows(table, "github", _printed, pad=_is_small(table), link=_link))
    parts.extend(_paragraph(note) for note in table.notes_below)
    return "\n\n".join(parts) + "\n"


def _link(shown: str, address: str) -> str:
    return f"[{shown}](<{address}>)"


def _is_small(table: Table) -> bool:
    """Return True where filling up cells helps the eye.

    One long abstract would blow up every row to its length, and tabulate does not know wide characters.
    """
    texts = [*table.titles, *(cell_text(cell) for row in table.rows for cell in row)]
    return all(len(text) <= 80 and len(text) == cell_len(text) for text in texts)


def escape(text: str) -> str:
    """Return Markdown that shows exactly the text, on one line.

    >>> escape("a|b [c](d) <i>\\nnext")
    'a\\\\|b \\\\[c\\\\](d) &lt;i&gt;<br>next'
    """
    escaped = show(text, keep_newlines=True).translate(_ESCAPES)
    return _ADDRESS.sub(lambda match: f"&#{ord(match[0])};", escaped)


def _printed(text: str) -> str:
    """Return the text as people read it, with minus signs before numbers."""
    return escape(in_print(text))


def _paragraph(note: str) -> str:
    """Return a note that does not turn into a list, a heading or a code block by how it begins."""
    text = _printed(note).strip()
    mark = _LIST_START.match(text)
    if mark is None:
        return text
    # The mark that makes a list is the last character matched, the dot of "1." as well as a dash.
    return text[: mark.end() - 1] + "\\" + text[mark.end() - 1 :]
