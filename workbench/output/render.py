"""List the formats of tables, and write tables in one. The writer of a format is imported when it is used."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from workbench.errors import UsageError
from workbench.output.table import Table

Tables = tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    Attributes:
        name: what the command line calls it.
        suffix: of a file in it, without the dot; empty for what only a terminal is to show.
        write: gives the text of some tables in pieces, for lines of so many cells where it has lines.
        has_notes: whether titles and notes stand in it; the others carry rows only.
        is_delimited: whether a row is a record of plain cells, for programs that know no objects.
    """

    name: str
    suffix: str
    write: Callable[[Tables, int | None], Iterator[str]]
    has_notes: bool = True
    is_delimited: bool = False


def render(tables: Sequence[Table], fmt: str, *, width: int | None = None) -> str:
    """Write the tables in one format, ending in a line break.

    Args:
        tables: blocks of rows. JSON, CSV and TSV carry them as one list over the union of their columns
            and leave out titles and notes; the other formats show block after block with both.
        fmt: a key of ``FORMATS``.
        width: terminal cells that a line of ``text`` may take; long cells are wrapped then. None: no limit.

    Raises:
        UsageError: a format that does not exist.
    """
    return "".join(render_pieces(tables, fmt, width=width))


def render_pieces(tables: Sequence[Table], fmt: str, *, width: int | None = None) -> Iterator[str]:
    """Give the text of `render` in pieces, so that a long CSV or TSV is never in memory at once.

    Raises:
        UsageError: a format that does not exist.
    """
    if fmt not in FORMATS:
        raise UsageError(f"There is no format {fmt!r}; choose one of {', '.join(FORMATS)}.")
    return FORMATS[fmt].write(tuple(tables), width)


def _text(tables: Tables, width: int | None) -> Iterator[str]:
    from workbench.output.text import render_text

    yield render_text(tables, width)


def _json(tables: Tables, _: int | None) -> Iterator[str]:
    from workbench.output.json_rows import render_json

    yield render_json(tables)


def _csv(tables: Tables, _: int | None) -> Iterator[str]:
    from workbench.output.delimited import render_delimited

    return render_delimited(tables, ",")


def _tsv(tables: Tables, _: int | None) -> Iterator[str]:
    from workbench.output.delimited import render_delimited

    return render_delimited(tables, "\t")


def _markdown(tables: Tables, _: int | None) -> Iterator[str]:
    from workbench.output.markdown import render_markdown

    yield render_markdown(tables)


def _html(tables: Tables, _: int | None) -> Iterator[str]:
    from workbench.output.html import render_html

    yield render_html(tables)


def _latex(tables: Tables, _: int | None) -> Iterator[str]:
    from workbench.output.latex import render_latex

    yield render_latex(tables)


FORMATS = {
    entry.name: entry
    for entry in (
        Format("text", "", _text),
        Format("json", "json", _json, has_notes=False),
        Format("csv", "csv", _csv, has_notes=False, is_delimited=True),
        Format("tsv", "tsv", _tsv, has_notes=False, is_delimited=True),
        Format("markdown", "md", _markdown),
        Format("html", "html", _html),
        Format("latex", "tex", _latex),
    )
}
"""All formats by name, in the order in which they are offered."""
