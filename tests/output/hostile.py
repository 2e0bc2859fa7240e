"""Texts that break tables, and a strategy that makes more."""

from __future__ import annotations

from hypothesis import strategies as st

from workbench.output import Cell, Column, Labelled, Table

HOSTILE = (
    "=HYPERLINK(\"http://x\",\"y\")", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1+1", "'=1",
    "''@x", "\u200b=1", "-1.5", "+3", "1e5", "- none", "a\tb", "a\nb\r\nc\rd", "x\u2028y\x85z\x0bw",
    "\x1b[2J\x1b]0;t\x07",
    "a\u202eb\u2066c", "a\u200fb\u200dc", "\ud800lone", "no\ufffe\uffffcharacter", "esc\x1b[2J", "\x00",
    "|a|b|", "`code` *b* _i_ [l](u) <i>&amp; # ~~s~~ $x$", "\\",
    "\\\\",
    "<script>alert(1)</script>", "</td></tr></table>", "--> & \" '", "[Article in German]", "*star",
    "50% & #1_a^2 {x} ~",
    "中文の題名", "עברית", "👩‍🔬", "", " ", '"', 'say "x"', "a,b;c", "None", "nan", "007",
    "word " * 60, "x" * 300,
)  # fmt: skip

any_text = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=[]), max_size=30)
any_cell = (
    any_text
    | st.none()
    | st.integers()
    | st.floats()
    | st.builds(Labelled, any_text | st.none() | st.integers(), any_text)
)


@st.composite
def any_table(draw: st.DrawFn, cells: st.SearchStrategy[Cell] = any_cell) -> Table:
    """A table of one to four columns and up to four rows, everything in it hostile."""
    ids = draw(st.lists(any_text, min_size=1, max_size=4, unique=True))
    rows = draw(st.lists(st.tuples(*(cells for _ in ids)), max_size=4))
    columns = tuple(Column(id_, draw(any_text)) for id_ in ids)
    return Table("t", draw(any_text), columns, tuple(rows), tuple(draw(st.lists(any_text, max_size=2))))


def one_column(*texts: Cell) -> Table:
    """A table with these cells below each other."""
    return Table("t", "", (Column("text", "Text"),), tuple((text,) for text in texts))
