"""Figures as files: the same bytes each time, fonts inside, sizes as asked for, and any text in them."""

from __future__ import annotations

import re
import warnings
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from tests.output.hostile import HOSTILE
from tests.output.test_drawing import COLUMNS, LEVELS, lights, subjects
from workbench.errors import UsageError, WorkbenchError
from workbench.output.figures.draw import boxed, draw, draw_with_captions
from workbench.output.figures.image_files import write_page
from workbench.output.figures.page import MARGIN, Letters, Page
from workbench.output.figures.palettes import colour_of, edge_of, ink_on, luminance
from workbench.output.figures.subjects import Disagreements, Lights
from workbench.output.symbols import LevelOrder, symbol_of


@pytest.mark.parametrize(
    ("fmt", "start"), [("svg", b"<?xml"), ("pdf", b"%PDF"), ("png", b"\x89PNG"), ("tiff", b"II*")]
)
def test_the_same_figure_is_the_same_bytes(fmt: str, start: bytes) -> None:
    """No time and no random name is in the file."""
    one, other = (draw([lights(5)], f"f.{fmt}", dpi=72)[f"f.{fmt}"] for _ in range(2))
    assert (True, True) == (one.startswith(start), one == other)


def test_a_file_says_in_words_what_its_figure_shows() -> None:
    """For readers who cannot see it: an element of SVG, the description of PNG, the subject of a PDF."""
    words = "Matrix of judgements, 1 row by 2 columns. Overall: 1 of 1 High. a <b>: Overall High, D1 Low."
    figure = Lights("t", "Title", (("D1", "Sand"), ("Overall", "")), (("a <b>", ("low", "high")),), LEVELS)
    svg = draw([figure], "f.svg")["f.svg"].decode()
    assert f"<desc>{words.replace('<', '&lt;').replace('>', '&gt;')}</desc>" in svg
    image = Image.open(BytesIO(draw([figure], "f.png", dpi=72)["f.png"]))
    assert words == image.info["Description"]
    assert b"/Subject (Matrix of judgements" in draw([figure], "f.pdf")["f.pdf"]


def test_fonts_are_embedded_in_a_pdf() -> None:
    """The file brings its TrueType typeface, and none of type 3, which journals refuse."""
    data = draw([lights(1)], "f.pdf")["f.pdf"]
    assert (True, False) == (b"/FontFile2" in data, b"/Type3" in data)


def test_width_and_dpi_make_the_pixels() -> None:
    """254 mm at 100 dpi are 1000 pixels."""
    data = draw([lights(1)], "f.png", width=254, dpi=100)["f.png"]
    assert 1000 == int.from_bytes(data[16:20], "big")


def test_several_figures_are_several_pictures_and_one_pdf() -> None:
    """A PDF takes all pages; a picture of each figure has its name."""
    two = [lights(1), Lights("two", "Two", COLUMNS, (), LEVELS)]
    assert (["d/f.pdf"], ["d/f-one.svg", "d/f-two.svg"]) == (
        list(draw(two, "d/f.pdf")),
        list(draw(two, "d/f.svg")),
    )


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"width": 20}, "width 20 is out of range: 60 to 600"),
        ({"width": 60}, "60 mm are too narrow for this figure: ask for"),
        ({"dpi": 5}, "dpi 5 is out of range"),
        ({"palette": "pink"}, "there is no palette 'pink'"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_one_line(settings: dict[str, object], message: str) -> None:
    """The message says what can be."""
    with pytest.raises(UsageError, match=message):
        draw([lights(1)], "f.svg", **settings)  # type: ignore[arg-type]


def test_a_figure_is_as_wide_as_it_needs_where_nobody_said_a_width() -> None:
    """With 35 items the usual width is too narrow; one that was asked for is kept to."""
    columns = tuple(f"{domain}.{item}" for domain in range(1, 8) for item in range(1, 6))
    many = Disagreements("d", "D", columns, (("a", (True,) * len(columns)),), (0.5,) * len(columns), ())
    drawn = draw_with_captions([many, lights(1)], "f.pdf")
    assert 180 < drawn.width
    assert 180 == draw_with_captions([lights(1)], "f.pdf").width
    asked = draw_with_captions([many], "f.pdf", width=180)
    assert (180.0, True) == (round(asked.width, 6), 0.83 < asked.scale < 1.0)
    with pytest.raises(UsageError, match="120 mm are too narrow for this figure: ask for"):
        draw([many], "f.pdf", width=120)


def test_a_figure_is_made_smaller_for_the_width_that_was_asked_for() -> None:
    """All of it, up to letters of five points; a picture has the width to a dot."""
    columns = tuple(f"{domain}.{item}" for domain in range(1, 8) for item in range(1, 6))
    many = Disagreements("d", "D", columns, (("a", (True,) * len(columns)),), (0.5,) * len(columns), ())
    wide = draw_with_captions([many], "f.png").width
    assert 180 < wide
    (made,) = draw([many], "f.png", width=180).values()
    with Image.open(BytesIO(made)) as picture:
        assert abs(picture.width - 180 / 25.4 * 300) <= 1


def test_the_palette_of_robvis_is_there_by_choice() -> None:
    """The five colours that journals know."""
    levels = ("low", "moderate", "serious", "critical", "no_information")
    expected = ["#02C100", "#E2DF07", "#BF0000", "#820000", "#4EA1F7"]
    assert expected == [colour_of(symbol_of(level), "robvis") for level in levels]


def test_without_matplotlib_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is named."""
    import sys

    for name in [name for name in sys.modules if name.split(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(WorkbenchError, match=r"needs matplotlib.*appraisal-workbench\[plots\]"):
        draw([Lights("n", "fresh words", (("Dx", ""),), (), LEVELS)], "f.svg")


@pytest.mark.parametrize("dpi", [50, 110, 150, 300])
def test_letters_in_an_image_are_as_wide_as_they_were_measured(dpi: int) -> None:
    """Else a line that fits by measure reaches over the edge; a hinted one did by 5 %."""
    page = Page(180)
    page.put(line := Letters(MARGIN, 3, "aalto1990a00 (7 items differ), aalto1991a36 (8 items differ)", 7))
    page.y = 6
    pixels = Image.open(BytesIO(write_page(page, "png", dpi))).convert("L").point(lambda grey: 255 - grey)
    box = pixels.getbbox()
    assert box
    assert line.box[2] == pytest.approx(box[2] / dpi * 25.4, abs=0.8)


def test_an_svg_needs_no_typeface_of_the_machine() -> None:
    """Its letters are outlines."""
    data = b"".join(data for subject in subjects(2) for data in draw([subject], "f.svg").values())
    assert (False, False) == (b"<text" in data, b"font-family" in data)


@pytest.mark.parametrize("suffix", ["png", "tiff"])
def test_an_image_has_no_alpha_channel_and_says_its_dpi(suffix: str) -> None:
    """Journals turn down a TIFF with transparency."""
    image = Image.open(BytesIO(draw([lights(1)], f"f.{suffix}", dpi=90)[f"f.{suffix}"]))
    assert ("RGB", 90) == (image.mode, round(image.info["dpi"][0]))


@pytest.mark.parametrize("count", range(2, 10))
def test_lightness_falls_from_level_to_level(count: int) -> None:
    """Printed in grey, the worse is the darker in the default palette too, in figures, HTML, Word and Excel.

    Levels in the middle of a long scale share a colour and are told apart by their numbers.
    """
    order = LevelOrder(tuple(f"level_{place}" for place in range(count)))
    colours = list(dict.fromkeys(colour_of(symbol_of(level, order)) for level in order.ordered))
    lightness = [116 * luminance(colour) ** (1 / 3) - 16 for colour in colours]
    steps = [better - worse for better, worse in pairwise(lightness)]
    assert len(colours) == min(count, 5)
    assert min(steps) > 3


@pytest.mark.parametrize("level", ["low", "moderate", "serious", "critical", "no_information"])
def test_what_stands_on_a_colour_can_be_read(level: str) -> None:
    """The contrast of sign and colour is 4.5 : 1 at least (WCAG 2, text), that of outline and paper 3 : 1."""
    colour = colour_of(symbol_of(level))
    assert 4.5 <= _contrast(colour, ink_on(colour))
    assert 3 <= _contrast(str(edge_of(colour)), "#FFFFFF")


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_greys_tell_how_bad_without_colour() -> None:
    """The darker the worse."""
    greys = [
        luminance(colour_of(symbol_of(level), "grey")) for level in ("low", "moderate", "serious", "critical")
    ]
    assert sorted(set(greys), reverse=True) == greys


@pytest.mark.parametrize("fmt", ["svg", "pdf", "png"])
def test_any_text_is_drawn(fmt: str) -> None:
    """Mathematics, markup, control characters, lone surrogates, scripts without a typeface: no warning."""
    rows = tuple((text, (*LEVELS, None, *LEVELS[:3])) for text in HOSTILE)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        made = draw(
            [Lights("n", " ".join(HOSTILE), COLUMNS, rows, LEVELS, notes=HOSTILE)], f"f.{fmt}", dpi=50
        )
    assert 1 == len(made)


def test_letters_without_a_typeface_are_told() -> None:
    """They show as boxes; what is visible otherwise, such as a control character, is not among them."""
    private = "\uf8ff"
    assert private == boxed(
        [Lights("n", f"β {private}\x1b ж", (("D1", ""),), ((private, ("low",)),), LEVELS)]
    )


def test_the_pictures_of_the_page_are_there_and_light() -> None:
    """`docs/pictures_of_figures.py` makes them; each is under 150 kB."""
    page = Path(__file__).parents[2] / "docs" / "figures-and-reports.md"
    text = page.read_text(encoding="utf-8")
    made = re.findall(r"^ *workbench plot .*-o (\S+\.png)", text, re.MULTILINE)
    shown = re.findall(r"\]\(images/(\S+)\)", text)
    assert (made, []) == (
        [name for name in shown if name in made],
        [name for name in made if (page.parent / "images" / name).stat().st_size > 150_000],
    )
