"""Draw subjects as figures and return their files; this is the entrance of the room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from workbench.errors import UsageError
from workbench.hidden_characters import show
from workbench.output.atomic_files import suffix_of
from workbench.output.figures.alt_text import alt_text, words_of
from workbench.output.figures.image_files import FORMATS, write_page, write_pdf
from workbench.output.figures.page import Page
from workbench.output.figures.palettes import SAFE, colour_of
from workbench.output.figures.sizes import (
    DPIS,
    LEAST,
    PAGE_HEIGHT,
    SMALLEST,
    USUAL_WIDTH,
    WIDTHS,
    Sizes,
    TooNarrowError,
    tallest_image,
    too_narrow,
)
from workbench.output.figures.subjects import (
    Agreements,
    Bars,
    Certainties,
    Disagreements,
    Forest,
    Lights,
    Panels,
    Subject,
)
from workbench.output.figures.text_width import typeface, without_typeface
from workbench.output.print_signs import in_print
from workbench.output.symbols import symbol_of

CAPTION_SUFFIX = ".caption.txt"
"""Takes the place of the suffix of a picture in the name of its caption."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was drawn.

    Attributes:
        files: the bytes of each picture or document, by its name.
        captions: title and notes of each, by the name of the file for them.
        width: of the widest in mm.
        scale: the least share of its size to which one was made smaller; 1 where all have their size.
    """

    files: dict[str, bytes]
    captions: dict[str, str]
    width: float
    scale: float = 1.0


def draw(
    subjects: Sequence[Subject],
    path: str,
    *,
    width: float | None = None,
    dpi: int = 300,
    palette: str = SAFE,
    font: str = "",
) -> dict[str, bytes]:
    """Draw figures into the bytes of one file, or of several: see `draw_with_captions`."""
    return draw_with_captions(subjects, path, width=width, dpi=dpi, palette=palette, font=font).files


def draw_with_captions(
    subjects: Sequence[Subject],
    path: str,
    *,
    width: float | None = None,
    dpi: int = 300,
    palette: str = SAFE,
    font: str = "",
) -> Drawn:
    """Draw figures into the bytes of one file, or of several, with their captions.

    A PDF takes all pages. The other formats hold one picture: where there are several figures or pages, each
    gets a file of its own, with the name of the figure or the number of the page before the suffix.

    Args:
        subjects: at least one.
        path: the file; its suffix says the format.
        width: in mm; None: the usual one, or the least that a figure needs where that is more.
        dpi: dots per inch of PNG and TIFF.
        palette: one of ``palettes.PALETTES``.
        font: the typeface; empty: the one that matplotlib brings.

    Raises:
        UsageError: an unknown suffix, palette or typeface, a size out of range, or too narrow for the figure.
        WorkbenchError: matplotlib is not installed.
    """
    fmt = suffix_of(path, FORMATS)
    _check(width or USUAL_WIDTH, dpi)
    colour_of(symbol_of(None), palette)
    with typeface(font):
        widths = [_width_for(subject, width) for subject in subjects]
        scales = [min((width or wide) / wide, 1.0) for wide in widths]
        laid = [
            (subject, _pages_of(subject, wide, scale, fmt, dpi, palette))
            for subject, wide, scale in zip(subjects, widths, scales, strict=True)
        ]
        widest = max(wide * scale for wide, scale in zip(widths, scales, strict=True))
        if fmt == "pdf":
            files = {path: write_pdf([page for _, pages in laid for page in pages])}
            return Drawn(
                files, {_caption_name(path): "\n".join(_captions_of_pages(laid))}, widest, min(scales)
            )
        drawn = Drawn({}, {}, widest, min(scales))
        for subject, pages in laid:
            for number, page in enumerate(pages, start=1):
                apart = (subject.name if len(laid) > 1 else "", number if len(pages) > 1 else 0)
                name = _named(path, *apart)
                drawn.files[name] = write_page(page, fmt, dpi)
                drawn.captions[_caption_name(name)] = caption_of(page.title, subject.notes)
        return drawn


def _width_for(subject: Subject, width: float | None) -> float:
    """Return the width in mm at which a figure is laid out, which is then made smaller where it is more.

    Raises:
        TooNarrowError: its letters could not be read at the width that was asked for.
    """
    wide = least_width(subject, width or USUAL_WIDTH)
    if width is not None and width * SMALLEST < wide * LEAST:
        too_narrow(width, wide * LEAST / SMALLEST)
    return wide


def _pages_of(subject: Subject, wide: float, scale: float, fmt: str, dpi: int, palette: str) -> list[Page]:
    high = PAGE_HEIGHT if fmt == "pdf" else tallest_image(wide * scale, dpi)
    pages = lay_out(subject, Sizes(wide, high / scale, palette))
    return pages if scale == 1 else [page.smaller(scale) for page in pages]


def caption_of(title: str, notes: Sequence[str]) -> str:
    """Return the caption of a picture: its title, then each note on a line, nothing hidden in them.

    >>> caption_of("Risk of bias: Case series", ["two drafts, left out"])
    'Risk of bias: Case series.\\ntwo drafts, left out\\n'
    """
    return "\n".join(in_print(show(line)) for line in (f"{title}.", *notes)) + "\n"


def _captions_of_pages(laid: Sequence[tuple[Subject, list[Page]]]) -> Iterator[str]:
    number = 0
    for subject, pages in laid:
        for page in pages:
            number += 1
            yield f"Page {number}. {caption_of(page.title, subject.notes)}"


def _caption_name(path: str) -> str:
    return str(Path(path).with_suffix(CAPTION_SUFFIX))


def least_width(subject: Subject, wanted: float) -> float:
    """Return the width in mm at which a figure can be read: the wanted one, or more where it needs more."""
    while True:
        try:
            lay_out(subject, Sizes(wanted, PAGE_HEIGHT, SAFE))
        except TooNarrowError as refused:
            wanted = max(refused.needed, wanted + 1)
        else:
            return wanted


def lay_out(subject: Subject, sizes: Sizes) -> list[Page]:
    """Return the pages of one figure, with what is hidden in its texts shown, and minus signs for hyphens."""
    pages = _laid_out(_printed(subject), sizes)
    for number, page in enumerate(pages, start=1):
        part = f"Part {number} of {len(pages)}. {page.words or words_of(subject, page)}"
        page.words = part if len(pages) > 1 else alt_text(subject)
    return pages


def _printed(value: Any) -> Any:
    """Return a value with all its texts as they are printed."""
    if isinstance(value, str):
        return in_print(show(value))
    if isinstance(value, tuple | frozenset):
        return type(value)(map(_printed, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: _printed(getattr(value, each.name)) for each in fields(value)})
    return value


def _laid_out(subject: Subject, sizes: Sizes) -> list[Page]:
    from workbench.output.figures.agreement import lay_out_agreements
    from workbench.output.figures.certainty_overview import lay_out_certainties
    from workbench.output.figures.disagreement_heatmap import lay_out_disagreements
    from workbench.output.figures.forest import lay_out_forest
    from workbench.output.figures.panels import lay_out_panels
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
        case Panels():
            return lay_out_panels(subject, sizes, _laid_out)
        case Forest():
            return lay_out_forest(subject, sizes)


def boxed(subjects: Sequence[Subject]) -> str:
    """The letters of figures that no typeface of this machine has: they show as empty boxes."""
    return without_typeface("".join(_texts([astuple(subject) for subject in subjects])))


def texts_in(subject: Subject) -> Iterator[str]:
    """Yield every text of a figure."""
    yield from _texts(astuple(subject))


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
