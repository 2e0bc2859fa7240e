"""HTML: a browser shows the cells' texts, and nothing in them is markup."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given

from tests.output.hostile import any_table, one_column
from workbench.hidden_characters import show
from workbench.output import Table, render
from workbench.output.print_signs import in_print
from workbench.output.table import cell_text


class Reader(HTMLParser):
    """Collects the texts of headers and cells, and every tag that occurs."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.tags: set[str] = set()
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag in ("td", "th"):
            self.inside = True
            self.cells.append("")
        elif tag == "br" and self.inside:
            self.cells[-1] += "\n"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.cells[-1] += data


@given(any_table())
def test_a_parser_finds_the_same_cell_texts(table: Table) -> None:
    """Headers and cells come back in order, and only our own tags are there."""
    reader = Reader()
    reader.feed(render([table], "html"))
    texts = [*table.titles, *(cell_text(cell) for row in table.rows for cell in row)]
    assert [in_print(show(text, keep_newlines=True)) for text in texts] == reader.cells
    assert reader.tags <= {"table", "caption", "thead", "tbody", "tr", "th", "td", "br", "p"}


def test_the_fragment_is_ascii() -> None:
    """No guess at an encoding can spoil a name."""
    rendered = render([one_column("Müller 中文 ⊕")], "html")
    assert rendered.isascii()
    assert "M&#252;ller &#20013;&#25991; &#8853;" in rendered


def test_title_and_notes_are_there_and_headers_have_a_scope() -> None:
    """A screen reader says which column a cell is in."""
    table = one_column("x")
    rendered = render([Table("t", "A <title>", table.columns, table.rows, ("Note & more",))], "html")
    assert "<caption>A &lt;title&gt;</caption>" in rendered
    assert "<p>Note &amp; more</p>" in rendered
    assert '<th scope="col">Text</th>' in rendered
