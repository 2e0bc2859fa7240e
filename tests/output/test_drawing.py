"""Figures: nothing overlaps or is cut with few and with many studies; the same figure is the same bytes."""

from __future__ import annotations

from itertools import combinations

import pytest

from workbench.errors import UsageError, WorkbenchError
from workbench.output.plots.drawing import draw, lay_out
from workbench.output.plots.page import Disc, Letters, Page
from workbench.output.plots.palettes import colour_of
from workbench.output.plots.sizes import Sizes
from workbench.output.plots.subjects import (
    Agreements,
    Bars,
    Certainties,
    Certainty,
    Disagreements,
    Estimate,
    Lights,
    Subject,
)

LEVELS = ("low", "some_concerns", "high", "no_information")
COLUMNS = (*((f"D{n}", f"Domain {n} with a title of some length") for n in range(1, 8)), ("Overall", ""))
LONG = "A title with $x^2$ and <b> that goes on and on, " * 5


def lights(studies: int) -> Lights:
    """A matrix of so many studies, every ninth with a name that has to be wrapped."""
    rows = tuple(
        (f"study{n}" if n % 9 else "Unbreakablelongname" * 4 + str(n), (*LEVELS, None, *LEVELS[:3]))
        for n in range(studies)
    )
    return Lights("one", LONG, COLUMNS, rows, LEVELS, frozenset({(0, 0)}), (LONG,))


def subjects(studies: int) -> list[Subject]:
    """One of each kind."""
    return [
        lights(studies),
        Bars("one", LONG, tuple((t, (0.5, 0.3, 0.195, 0.005)) for _, t in COLUMNS), LEVELS, (LONG,)),
        Certainties(
            "c",
            LONG,
            (
                "Risk of bias",
                "Inconsistency",
                "Indirectness",
                "Imprecision",
                "Publication bias",
                "Large effect",
            ),
            tuple(
                Certainty(f"{LONG[:60]} {n}", (-1, 0, None, -2, 0, 1), "⊕◯◯◯", "very low") for n in range(9)
            ),
        ),
        Agreements("a", LONG, tuple(Estimate(LONG[:70], 0.4, -0.2, 0.9, LONG) for _ in range(studies))),
        Disagreements(
            "d",
            LONG,
            tuple(f"{n}.1" for n in range(1, 25)),
            tuple((f"study{n}", (True, False) * 12) for n in range(studies)),
            (0.5, None) * 12,
        ),
    ]


def overlaps(page: Page) -> list[tuple[str, str]]:
    """Pairs of texts whose boxes meet; a symbol in its disc is drawn over nothing else."""
    texts = [mark for mark in page.marks if isinstance(mark, Letters) and mark.text]
    texts.sort(key=lambda one: one.y)
    found = []
    for one, other in combinations(texts, 2):
        left, top, right, bottom = one.box
        left2, top2, right2, bottom2 = other.box
        if left < right2 - 0.1 and left2 < right - 0.1 and top < bottom2 - 0.3 and top2 < bottom - 0.3:
            found.append((one.text, other.text))
    return found


def cut(page: Page) -> list[str]:
    """Texts that reach over the edge of the page."""
    boxes = [(mark.text, mark.box) for mark in page.marks if isinstance(mark, Letters)]
    return [
        text
        for text, (left, top, right, bottom) in boxes
        if left < 0 or top < 0 or right > page.width or bottom > page.height
    ]


@pytest.mark.parametrize("studies", [1, 5, 100])
@pytest.mark.parametrize("kind", range(5))
def test_nothing_overlaps_and_nothing_is_cut(studies: int, kind: int) -> None:
    """With 1, 5 and 100 studies every text has its place on the page."""
    pages = lay_out(subjects(studies)[kind], Sizes(180, 247, "safe"))
    assert [([], [])] * len(pages) == [(overlaps(page), cut(page)) for page in pages]


def test_a_hundred_studies_take_pages_and_all_are_there() -> None:
    """No page is higher than a page is, and no study is lost at a page break."""
    pages = lay_out(lights(100), Sizes(180, 247, "safe"))
    discs = [mark for page in pages for mark in page.marks if isinstance(mark, Disc) and mark.radius > 2]
    assert (True, 100 * len(COLUMNS)) == (max(page.height for page in pages) <= 247, len(discs))


def test_every_judgement_has_a_symbol_besides_its_colour() -> None:
    """Who sees no colours reads the sign in the disc."""
    page = lay_out(lights(1), Sizes(180, 247, "safe"))[0]
    signs = [mark.text for mark in page.marks if isinstance(mark, Letters) and mark.align == "center"]
    assert ["+", "–", "×", "?"] == signs[len(COLUMNS) : len(COLUMNS) + 4]


@pytest.mark.parametrize(
    ("fmt", "start"), [("svg", b"<?xml"), ("pdf", b"%PDF"), ("png", b"\x89PNG"), ("tiff", b"II*")]
)
def test_the_same_figure_is_the_same_bytes(fmt: str, start: bytes) -> None:
    """No time and no random name is in the file."""
    one, other = (draw([lights(5)], f"f.{fmt}", dpi=72)[f"f.{fmt}"] for _ in range(2))
    assert (True, True) == (one.startswith(start), one == other)


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
        ({"width": 90}, "90 mm are too narrow for this figure: ask for"),
        ({"dpi": 5}, "dpi 5 is out of range"),
        ({"palette": "pink"}, "there is no palette 'pink'"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_one_line(settings: dict[str, object], message: str) -> None:
    """The message says what can be."""
    with pytest.raises(UsageError, match=message):
        draw([lights(1)], "f.svg", **settings)  # type: ignore[arg-type]


def test_the_palette_of_robvis_is_there_by_choice() -> None:
    """The five colours that journals know."""
    levels = ("low", "moderate", "serious", "critical", "no_information")
    expected = ["#02C100", "#E2DF07", "#BF0000", "#820000", "#4EA1F7"]
    assert expected == [colour_of(level, "robvis") for level in levels]


def test_without_matplotlib_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is named."""
    import sys

    for name in [name for name in sys.modules if name.split(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(WorkbenchError, match=r"needs matplotlib.*appraisal-workbench\[plots\]"):
        draw([Lights("n", "fresh words", (("Dx", ""),), (), LEVELS)], "f.svg")
