"""Write LaTeX tables (booktabs) that fit the page: turned where they are wide, over pages where long."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.hidden_characters import show
from workbench.output.constant_columns import hoist_on_paper
from workbench.output.latex_layout import GAP_POINTS, Layout, lay_out
from workbench.output.latex_text import BREAK, OTHER_SCRIPT, has_other_script, to_latex
from workbench.output.print_signs import in_print
from workbench.output.table import Table, alignments, cell_text


def render_latex(tables: tuple[Table, ...]) -> str:
    """Write block after block, the title as caption and the notes below; a comment names the packages.

    A block is a float, or a ``longtable`` where it is tall, turned (``landscape``) where it is wide. Widths
    are shares of the line, so that no column runs over the margin. What is alike in all rows of an
    administrative column is said in a note.
    """
    layouts = [lay_out(hoist_on_paper(table)) for table in tables]
    blocks = list(map(_block, layouts))
    packages = ["amssymb", "array", "booktabs"]
    packages += ["longtable"] if any(layout.long for layout in layouts) else []
    packages += ["pdflscape"] if any(layout.across for layout in layouts) else []
    head = f"% Needs \\usepackage{{{','.join(packages)}}}.\n"
    if any(map(has_other_script, blocks)):
        head += OTHER_SCRIPT + "\n"
    return head + "\n".join(blocks)


def _block(layout: Layout) -> str:
    table = layout.table
    head, rows = _rows(table, layout)
    notes = [rf"\par\footnotesize\raggedright {_prose(note)}" for note in table.notes_below]
    around = (rf"{layout.size}\setlength{{\tabcolsep}}{{{GAP_POINTS / 2:g}pt}}",)
    if layout.long:
        lines = [*around, *_long(table, layout, head, rows), *notes, r"\par"]
        lines = [r"\begin{landscape}", *lines, r"\end{landscape}"] if layout.across else [r"{", *lines, r"}"]
        return "\n".join(lines) + "\n"
    caption = [rf"\caption{{{_prose(table.title)}}}"] if table.title else []
    begin = rf"\begin{{tabular}}{{{_columns(table, layout)}}}"
    body = [begin, *_above(table), r"\toprule", head, r"\midrule", *rows]
    lines = [r"\begin{table}", r"\centering", *around, *caption, *body, r"\bottomrule", r"\end{tabular}"]
    return "\n".join([*lines, *notes, r"\end{table}"]) + "\n"


def _long(table: Table, layout: Layout, head: str, rows: list[str]) -> list[str]:
    """Return a table over pages, with the header on each of them."""
    header = [r"\toprule", head, r"\midrule"]
    caption = [rf"\caption{{{_prose(table.title)}}}\\"] if table.title else []
    return [
        r"\setlength{\LTcapwidth}{\linewidth}",
        rf"\begin{{longtable}}{{{_columns(table, layout)}}}",
        *caption,
        *_above(table),
        *header,
        r"\endfirsthead",
        *header,
        r"\endhead",
        r"\bottomrule",
        r"\endfoot",
        *rows,
        r"\end{longtable}",
    ]


def _above(table: Table) -> list[str]:
    """Return the lines about the whole table, each over all columns above their heads."""
    return [
        rf"\multicolumn{{{len(table.columns)}}}{{@{{}}p{{\linewidth}}@{{}}}}"
        rf"{{\raggedright\footnotesize {_prose(line)}}} \\"
        for line in table.header
    ]


def _columns(table: Table, layout: Layout) -> str:
    """Return the column specification; the first and the last column stand at the margins."""
    sides = alignments(table)
    if layout.shares is None:
        return "@{}" + "".join("r" if side == "right" else "l" for side in sides) + "@{}"
    ragged = {"left": r"\raggedright", "right": r"\raggedleft"}
    columns = [
        rf">{{{ragged[side]}\arraybackslash}}p{{{share:.3f}\linewidth}}"
        for side, share in zip(sides, layout.shares, strict=True)
    ]
    return "@{}\n" + "\n".join(columns) + "@{}"


def _rows(table: Table, layout: Layout) -> tuple[str, list[str]]:
    """Return the header and the rows, each ended as LaTeX ends a row."""
    is_breakable = layout.shares is not None

    def text_of(text: str, width: float) -> str:
        latex = to_latex(in_print(text), width if is_breakable else None)
        return latex if is_breakable else latex.replace(BREAK, " ")

    def row_of(texts: Sequence[str]) -> str:
        return " & ".join(map(text_of, texts, layout.widths)).lstrip() + r" \\"

    return row_of(table.titles), [row_of([cell_text(cell) for cell in row]) for row in table.rows]


def _prose(text: str) -> str:
    """Write text outside the table on one line; the longest words may be broken."""
    return to_latex(in_print(show(text)), 30.0)
