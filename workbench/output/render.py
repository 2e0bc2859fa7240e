"""The one entrance to all formats. Each format is a module of its own, imported when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.errors import UsageError
from workbench.output.table import Table

FORMATS = ("text", "json", "csv", "tsv", "markdown", "html", "latex")


def render(tables: Sequence[Table], fmt: str, *, width: int | None = None) -> str:
    """The tables in one format, ending in a line break.

    Args:
        tables: blocks of rows. JSON, CSV and TSV carry them as one list over the union of their columns
            and leave out titles and notes; the other formats show block after block with both.
        fmt: one of ``FORMATS``.
        width: terminal cells that a line of ``text`` may take; long cells are wrapped then. None: no limit.

    Raises:
        UsageError: a format that does not exist.
    """
    blocks = tuple(tables)
    match fmt:
        case "text":
            from workbench.output.text import render_text

            return render_text(blocks, width)
        case "json":
            from workbench.output.json_rows import render_json

            return render_json(blocks)
        case "csv" | "tsv":
            from workbench.output.delimited import render_delimited

            return render_delimited(blocks, "," if fmt == "csv" else "\t")
        case "markdown":
            from workbench.output.markdown import render_markdown

            return render_markdown(blocks)
        case "html":
            from workbench.output.html import render_html

            return render_html(blocks)
        case "latex":
            from workbench.output.latex import render_latex

            return render_latex(blocks)
    raise UsageError(f"There is no format {fmt!r}; choose one of {', '.join(FORMATS)}.")
