"""Pages to SVG, PDF, PNG and TIFF: the same page gives the same bytes, and fonts come with the file."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from workbench.output.extras import load
from workbench.output.plots.lettering import families
from workbench.output.plots.page import Box, Disc, Letters, Mark, Page, Stroke

FORMATS = ("svg", "pdf", "png", "tiff", "tif")

_SETTINGS = {
    "text.parse_math": False,  # a title may hold $ signs
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
        no_dates = {"CreationDate": None, "ModDate": None, "Creator": "appraisal-workbench", "Producer": None}
        book = load("matplotlib.backends.backend_pdf", "plots").PdfPages(stream, metadata=no_dates)
        for page in pages:
            book.savefig(_figure(page), facecolor="white")
        book.close()
    return stream.getvalue()


def write_page(page: Page, fmt: str, dpi: int) -> bytes:
    """One page as SVG, PNG or TIFF."""
    stream = BytesIO()
    extra: dict[str, Any] = {}
    if fmt == "svg":
        extra = {"metadata": {"Date": None, "Creator": "appraisal-workbench"}}
    elif fmt == "png":
        extra = {"metadata": {"Software": "appraisal-workbench"}}
    elif fmt in ("tif", "tiff"):
        extra = {"pil_kwargs": {"compression": "tiff_lzw"}}
    with _drawing():
        _figure(page).savefig(stream, format=fmt, dpi=dpi, facecolor="white", **extra)
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


def _figure(page: Page) -> Any:
    """The page drawn: one pair of axes in millimetres over all of it."""
    figure = load("matplotlib.figure", "plots").Figure(figsize=(page.width / 25.4, page.height / 25.4))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, page.width)
    axes.set_ylim(page.height, 0)
    axes.axis("off")
    for depth, mark in enumerate(page.marks):
        _draw(axes, mark, depth)
    return figure


def _draw(axes: Any, mark: Mark, depth: int) -> None:
    patches = load("matplotlib.patches", "plots")
    match mark:
        case Letters():
            axes.text(
                mark.x, mark.y, mark.text, fontsize=mark.size, ha=mark.align, va="center_baseline",
                color=mark.colour, fontweight="bold" if mark.bold else "normal", family=list(families()),
                zorder=depth, parse_math=False,
            )  # fmt: skip
        case Disc():
            axes.add_patch(
                patches.Circle(
                    (mark.x, mark.y), mark.radius, facecolor=mark.fill, edgecolor="none", zorder=depth
                )
            )
        case Box():
            corner = (mark.x, mark.y)
            edge = mark.edge or "none"
            axes.add_patch(
                patches.Rectangle(
                    corner, mark.width, mark.height, facecolor=mark.fill, edgecolor=edge, lw=0.6, zorder=depth
                )
            )
        case Stroke():
            axes.plot(
                (mark.x1, mark.x2), (mark.y1, mark.y2), color=mark.colour, lw=mark.weight, zorder=depth,
                solid_capstyle="butt",
            )  # fmt: skip
