"""Write HTML tables to paste or include, in ASCII so that no guess at an encoding can spoil them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape as escape_html

from workbench.hidden_characters import show
from workbench.output.print_signs import in_print
from workbench.output.table import Table
from workbench.output.tabulate_adapter import tabulate_rows


def render_html(tables: tuple[Table, ...]) -> str:
    """Write block after block: a table with its title as caption, then the notes as paragraphs."""
    return "\n".join(_block(table) for table in tables)


def _block(table: Table) -> str:
    # Every "<" of ours is escaped, so the tags found here are tabulate's own.
    body = str(tabulate_rows(table, "unsafehtml", _printed, pad=False, link=_link)).replace(
        "<th>", '<th scope="col">'
    )
    above, notes = map(_paragraphs, (table.header, table.notes_below))
    said = _printed(table.title) + (f"\n{above}" if above else "")
    caption = f"\n<caption>{said}</caption>" if said else ""
    return body.replace("<table>", f"<table>{caption}", 1) + "\n" + notes


def _paragraphs(notes: Sequence[str]) -> str:
    return "".join(f"<p>{_printed(note)}</p>\n" for note in notes)


def _printed(text: str) -> str:
    """Return the text as people read it, with minus signs before numbers."""
    return escape(in_print(text))


def _link(shown: str, address: str) -> str:
    return f'<a href="{escape(address)}">{shown}</a>'


def escape(text: str) -> str:
    """Return HTML that shows exactly the text; line breaks become ``<br>``.

    >>> escape("<b>\\u00e9\\n")
    '&lt;b&gt;&#233;<br>'
    """
    safe = escape_html(show(text, keep_newlines=True)).replace("\n", "<br>")
    return safe.encode("ascii", "xmlcharrefreplace").decode("ascii")
