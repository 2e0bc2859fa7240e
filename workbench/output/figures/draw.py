"""Draw subjects as figures and return their files; this is the entrance of the room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple
from pathlib import Path

from workbench.errors import UsageError
from workbench.output.atomic_files import suffix_of
from workbench.output.figures.image_files import FORMATS, write_page, write_pdf
from workbench.output.figures.page import Page
from workbench.output.figures.palettes import SAFE, colour_of
from workbench.output.figures.sizes import DPIS, PAGE_HEIGHT, WIDTHS, Sizes, tallest_image
from workbench.output.figures.subjects import (
    Agreements,
    Bars,
    Certainties,
    Disagreements,
    Forest,
    Lights,
    Subject,
)
from workbench.output.figures.text_width import without_typeface
from workbench.output.symbols import symbol_of


def draw(
    subjects: Sequence[Subject],
    path: str,
    *,
    width: float = 180,
    dpi: int = 300,
    palette: str = SAFE,
) -> dict[str, bytes]:
    """Draw figures into the bytes of one file, or of several.

    A PDF takes all pages. The other formats hold one picture: where there are several figures or pages, each
    gets a file of its own, with the name of the figure or the number of the page before the suffix.

    Args:
        subjects: at least one.
        path: the file; its suffix says the format.
        width: in mm.
        dpi: dots per inch of PNG and TIFF.
        palette: one of ``palettes.PALETTES``.

    Raises:
        UsageError: an unknown suffix or palette, a size out of range, or too narrow for the figure.
        WorkbenchError: matplotlib is not installed.
    """
    fmt = suffix_of(path, FORMATS)
    _check(width, dpi)
    colour_of(symbol_of(None), palette)
    sizes = Sizes(width, PAGE_HEIGHT if fmt == "pdf" else tallest_image(width, dpi), palette)
    laid = [(subject.name, lay_out(subject, sizes)) for subject in subjects]
    if fmt == "pdf":
        return {path: write_pdf([page for _, pages in laid for page in pages])}
    return {
        _named(path, name if len(laid) > 1 else "", number if len(pages) > 1 else 0): write_page(
            page, fmt, dpi
        )
        for name, pages in laid
        for number, page in enumerate(pages, start=1)
    }


def lay_out(subject: Subject, sizes: Sizes) -> list[Page]:
    """The pages of one figure."""
    from workbench.output.figures.agreement import lay_out_agreements
    from workbench.output.figures.certainty_overview import lay_out_certainties
    from workbench.output.figures.disagreement_heatmap import lay_out_disagreements
    from workbench.output.figures.forest import lay_out_forest
    from workbench.output.figures.summary_bars import lay_out_bars
    from workbench.output.figures.traffic_light import lay_out_lights

    match subject:
        case Lights():
            return lay_out_lights(subject, sizes)
        case Bars():
            return lay_out_bars(subject, sizes)
        case Certainties():
            return lay_out_certainties(subject, sizes)
        case Agreements():
            return lay_out_agreements(subject, sizes)
        case Disagreements():
            return lay_out_disagreements(subject, sizes)
        case Forest():
            return lay_out_forest(subject, sizes)


def boxed(subjects: Sequence[Subject]) -> str:
    """The letters of figures that no typeface of this machine has: they show as empty boxes."""
    return without_typeface("".join(_texts([astuple(subject) for subject in subjects])))


def _texts(values: object) -> Iterator[str]:
    """Every text in nested values."""
    if isinstance(values, str):
        yield values
    elif isinstance(values, tuple | list):
        for value in values:
            yield from _texts(value)


def _check(width: float, dpi: int) -> None:
    for what, value, (least, most) in (("width", width, WIDTHS), ("dpi", dpi, DPIS)):
        if not least <= value <= most:
            raise UsageError(f"{what} {value:g} is out of range: {least} to {most} can be drawn")


def _named(path: str, name: str, number: int) -> str:
    target = Path(path)
    parts = [target.stem, name, str(number) if number else ""]
    return str(target.with_name("-".join(filter(None, parts)) + target.suffix))
