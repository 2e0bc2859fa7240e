"""Lines of a PDF put together from pairs of letters: the file is the one that matplotlib would write."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_pdf import RendererPdf
from pypdfium2 import PdfDocument

from workbench.output.figures.image_files import write_pdf
from workbench.output.figures.page import Letters, Page
from workbench.output.figures.pdf_lines import PdfLines

PIECES = ("fi", "ff", "fl", "ffi", "ffl", "fj", "f", "e", "AV", "To", "Łø", "(9", "–.", "a")
LATIN = st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map(" ".join)
JOINED = st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join)
ANY = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)


def pages_of(texts: list[str]) -> list[Page]:
    """Two pages with a line for each text, as figures have the same notes on each page."""
    pages = [Page(180), Page(180)]
    for page in pages:
        for number, text in enumerate(texts):
            page.put(Letters(10, 8 + 5 * number, text, 8, bold=number % 2 == 1, colour=f"#{number:02}4466"))
        page.y = 60
    return pages


def by_matplotlib(self: PdfLines, renderer: Any, context: Any, x: float, y: float, text: str) -> None:
    """Write a line as if there were no `PdfLines`."""
    renderer.draw_text(context, x, y, text, self._face, 0, ismath=False)


@example([" ".join(PIECES), "".join(PIECES), "АБ–ß ﬁ"])
@settings(max_examples=8, deadline=None)
@given(st.lists(st.one_of(LATIN, JOINED, ANY), min_size=1, max_size=6))
def test_the_file_is_the_one_that_matplotlib_writes(texts: list[str]) -> None:
    """To the byte, for kerning, ligatures, other scripts, and lines that come again."""
    pages = pages_of(texts)
    with pytest.MonkeyPatch.context() as patch:
        ours = write_pdf(pages)
        patch.setattr(PdfLines, "write", by_matplotlib)
        assert ours == write_pdf(pages)


def test_each_pair_of_letters_is_laid_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand names are made of few pairs; a line with a ligature is laid out once for all pages."""
    laid_out: list[str] = []
    draw_text = RendererPdf.draw_text

    def counted(self: Any, gc: Any, x: Any, y: Any, s: str, *more: Any, **named: Any) -> None:
        laid_out.append(s)
        draw_text(self, gc, x, y, s, *more, **named)

    monkeypatch.setattr(RendererPdf, "draw_text", counted)
    names = [f"study {number:04}" for number in range(400)]
    page = Page(180)
    for number, name in enumerate([*names, "differ", "differ"]):
        page.put(Letters(10, 8 + number / 10, name, 8))
    write_pdf([page, page])
    assert len(laid_out) == len(set(laid_out)) < 150
    assert [text for text in laid_out if len(text) > 2] == ["differ"]


def test_lines_can_be_found_and_copied() -> None:
    """They are text in the file, not outlines."""
    text = "Łukasz 2020 (anna), efficacy of AV"
    with PdfDocument(write_pdf(pages_of([text, text]))) as document:
        assert document[1].get_textpage().get_text_range().splitlines() == [text, text]


def test_what_is_not_as_expected_is_left_to_matplotlib(monkeypatch: pytest.MonkeyPatch) -> None:
    """A version of it that writes other operators still draws each line."""
    drawn: list[str] = []

    def other(self: Any, gc: Any, x: Any, y: Any, s: str, *more: Any, **named: Any) -> None:
        drawn.append(s)
        self.file.output(s.encode("ascii"))

    monkeypatch.setattr(RendererPdf, "draw_text", other)
    write_pdf(pages_of(["One line", "Another"]))
    assert drawn[-1:] == ["Another"]
    assert drawn.count("One line") == 3  # once to learn it, and on both pages
