"""Write pages as SVG, PDF, PNG and TIFF: the same page gives the same bytes, fonts come with the file."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from workbench.output.extras import load
from workbench.output.figures.page import Page
from workbench.output.figures.page_artist import Form, page_artist
from workbench.output.figures.pdf_lines import PdfLines
from workbench.output.figures.text_width import printed

FORMATS = ("svg", "pdf", "png", "tiff", "tif")

_MAKER = "appraisal-workbench"
_SETTINGS = {
    "text.parse_math": False,  # a title may hold $ signs
    "text.hinting": "no_hinting",  # hinted letters are up to 7 % wider at 100 dpi than those we measured
    "svg.fonttype": "path",  # letters as outlines: they look the same on every machine
    "svg.hashsalt": "workbench",
    "pdf.fonttype": 42,  # TrueType, embedded; journals refuse type 3
    "pdf.compression": 6,
    "axes.unicode_minus": False,
}


def write_pdf(pages: Sequence[Page]) -> bytes:
    """All pages as one PDF."""
    stream = BytesIO()
    with _drawing():
        about = {"CreationDate": None, "ModDate": None, "Creator": _MAKER, "Producer": None}
        about["Title"] = printed(pages[0].title) if pages else ""
        about["Subject"] = printed(pages[0].words) if pages else ""
        book = load("matplotlib.backends.backend_pdf", "plots").PdfPages(stream, metadata=about)
        lines: dict[Form, PdfLines] = {}
        for page in pages:
            book.savefig(_figure(page, stamped=True, lines=lines), facecolor="white")
        book.close()
    return stream.getvalue()


def write_page(page: Page, fmt: str, dpi: int) -> bytes:
    """One page as SVG, PNG or TIFF."""
    with _drawing():
        if fmt == "svg":
            stream = BytesIO()
            about = {"Date": None, "Creator": _MAKER, "Title": printed(page.title)}
            _figure(page, stamped=True).savefig(stream, format="svg", facecolor="white", metadata=about)
            words = f"</title>\n <desc>{escape(printed(page.words))}</desc>".encode()
            return stream.getvalue().replace(b"</title>", words, 1)
        return _image(page, fmt, dpi)


def _image(page: Page, fmt: str, dpi: int) -> bytes:
    """Without an alpha channel: journals turn down a TIFF that has one."""
    stream = BytesIO()
    figure = _figure(page, stamped=False)
    figure.set_dpi(dpi)
    figure.set_facecolor("white")
    canvas = load("matplotlib.backends.backend_agg", "plots").FigureCanvasAgg(figure)
    canvas.draw()
    images = load("PIL.Image", "plots")
    size = canvas.get_width_height()
    image = images.frombuffer("RGBA", size, canvas.buffer_rgba(), "raw", "RGBA", 0, 1).convert("RGB")
    if fmt == "png":
        about = load("PIL.PngImagePlugin", "plots").PngInfo()
        about.add_text("Software", _MAKER)
        about.add_text("Title", printed(page.title))
        about.add_itxt("Description", printed(page.words))
        image.save(stream, "png", dpi=(dpi, dpi), pnginfo=about, compress_level=9)
    else:
        image.save(stream, "tiff", dpi=(dpi, dpi), compression="tiff_lzw")
    return stream.getvalue()


@contextmanager
def _drawing() -> Iterator[None]:
    """Our settings and nobody's own; no warning for a letter without a typeface, which shows as a box."""
    matplotlib = load("matplotlib", "plots")
    with matplotlib.rc_context({**_defaults(matplotlib), **_SETTINGS}), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph")
        yield


def _defaults(matplotlib: Any) -> dict[str, Any]:
    return {key: value for key, value in matplotlib.rcParamsDefault.items() if not key.startswith("backend")}


def _figure(page: Page, *, stamped: bool, lines: dict[Form, PdfLines] | None = None) -> Any:
    """Return a figure of the size of a page that draws its marks; see `page_artist`."""
    figure = load("matplotlib.figure", "plots").Figure(figsize=(page.width / 25.4, page.height / 25.4))
    figure.add_artist(page_artist(page, stamped=stamped, lines=lines))
    return figure
