"""Figures: nothing overlaps or is cut with few and with many studies; the same figure is the same bytes."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from math import hypot

import pytest

from workbench.errors import UsageError
from workbench.output.figures.certainty_overview import heading
from workbench.output.figures.draw import lay_out
from workbench.output.figures.page import Box, Disc, Letters, Page
from workbench.output.figures.page_breaks import shared_out
from workbench.output.figures.sizes import Sizes
from workbench.output.figures.subjects import (
    Agreements,
    Bars,
    Certainties,
    Certainty,
    Disagreements,
    Estimate,
    Forest,
    ForestBlock,
    ForestPanel,
    ForestRow,
    Lights,
    Subject,
)
from workbench.output.symbols import LevelOrder

LEVELS = ("low", "some_concerns", "high", "no_information")
COLUMNS = (*((f"D{n}", f"Domain {n} with a title of some length") for n in range(1, 8)), ("Overall", ""))
LONG = "A title with $x^2$ and <b> that goes on and on, " * 5
ESTIMATES = (
    Estimate(LONG[:70], "Gwet's AC2, linear weights", 0.4, -0.2, 0.9, "0.40 (−0.20 to 0.90) [1]"),
    Estimate("", "Cohen's kappa, linear weights", 0.2, None, None, "0.20 [2]"),
)


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
                Certainty(f"{LONG[:60]} {n}", "low", (-1, 0, None, -2, 0, 1), "⊕◯◯◯", "very low")
                for n in range(9)
            ),
        ),
        Agreements("a", LONG, tuple(ESTIMATES[n % 2] for n in range(2 * studies)), (LONG,)),
        Disagreements(
            "d",
            LONG,
            tuple(f"{n}.1" for n in range(1, 25)),
            tuple((f"study{n}", (True, False) * 12) for n in range(studies)),
            (0.5, None) * 12,
            (LONG,),
        ),
        Forest("f", LONG, (forest_panel(studies, pooled=True), forest_panel(studies, pooled=False)), (LONG,)),
    ]


def forest_panel(studies: int, *, pooled: bool) -> ForestPanel:
    """Studies of two checklists, every third without an estimate, some intervals beyond any axis."""
    risk = LevelOrder(("low", "moderate", "serious", "critical"), ("no_information",))
    levels = ("low", "moderate", "critical", "no_information")
    rows = tuple(
        ForestRow(f"Author{n} {2000 + n}", None, None, None, "no estimate", levels)
        if n % 3 == 2
        else ForestRow(
            f"Author{n} 2001",
            0.5 + n,
            0.00001,
            1e6,
            f"{0.5 + n:.2f} (0.00 to 1000000)",
            levels,
            frozenset({1}),
        )
        for n in range(studies)
    )
    columns = (("D1", "Sand"), ("D2", "Mud"), ("D3", LONG[:40]), ("Overall", ""))
    blocks = tuple(ForestBlock(title, columns, (risk,) * 4, rows) for title in ("One checklist", "Another"))
    entered = ForestRow("Entered", 0.8, 0.5, 1.2, "0.80 (0.50 to 1.20)", ())
    return ForestPanel(
        "Risk ratio", 1.0, True, blocks, entered if pooled else None, "a meta-analysis" if pooled else ""
    )


def overlaps(page: Page) -> list[tuple[str, str]]:
    """Pairs of texts whose boxes meet; the star on the rim of a disc is small in a box that is not."""
    texts = [mark for mark in page.marks if isinstance(mark, Letters) and mark.text not in ("", "*")]
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
@pytest.mark.parametrize("kind", range(6))
@pytest.mark.parametrize("width", [85, 120, 180])
def test_nothing_overlaps_and_nothing_is_cut(width: int, studies: int, kind: int) -> None:
    """With 1, 5 and 100 studies, every text has its place, or a wider page is asked for."""
    pages = laid(kind, studies, width)
    assert [([], [])] * len(pages) == [(overlaps(page), cut(page)) for page in pages]


def test_certainty_and_disagreements_fit_into_a_column_of_a_journal() -> None:
    """At 85 mm outcomes stand above their rows, and items in bands; each text is there."""
    certainties = next(each for each in subjects(5) if isinstance(each, Certainties))
    (page,) = lay_out(certainties, Sizes(85, 500, "safe"))
    texts = [mark.text for mark in page.marks if isinstance(mark, Letters)]
    assert ([], [], len(certainties.rows)) == (overlaps(page), cut(page), texts.count("very low"))
    assert any(text.startswith("A Risk of bias; B Inconsistency;") for text in texts)

    disagreements = next(each for each in subjects(5) if isinstance(each, Disagreements))
    (page,) = lay_out(disagreements, Sizes(85, 500, "safe"))
    texts = [mark.text for mark in page.marks if isinstance(mark, Letters)]
    assert ([], []) == (overlaps(page), cut(page))
    assert [*disagreements.columns] == [text for text in texts if text in disagreements.columns]
    marked = sum(differs for _, marks in disagreements.rows for differs in marks)
    assert (marked, texts.count("% differ")) == (texts.count("■"), texts.count("study0"))
    assert 1 < texts.count("% differ")


@pytest.mark.parametrize("kind", range(6))
@pytest.mark.parametrize("width", [85, 120, 180])
def test_no_letter_is_smaller_than_the_smallest_that_journals_print(width: int, kind: int) -> None:
    """6 points, signs and legends included."""
    sizes = [mark.size for page in laid(kind, 5, width) for mark in page.marks if isinstance(mark, Letters)]
    assert 6.0 <= min(sizes, default=6.0)


def laid(kind: int, studies: int, width: int) -> list[Page]:
    """The pages, at the width that is asked for where a figure refuses the wanted one."""
    try:
        return lay_out(subjects(studies)[kind], Sizes(width, 247, "safe"))
    except UsageError as refused:
        found = re.search(r"ask for (\d+) mm", str(refused))
        assert found
        return lay_out(subjects(studies)[kind], Sizes(float(found[1]), 247, "safe"))


@pytest.mark.parametrize("kind", range(6))
def test_notes_and_titles_are_whole(kind: int) -> None:
    """However long they are: every word of title and note is on every page."""
    for page in lay_out(subjects(5)[kind], Sizes(180, 247, "safe")):
        texts = [page.title, *(mark.text for mark in page.marks if isinstance(mark, Letters))]
        words = " ".join(texts).split()
        assert 2 * LONG.split().count("goes") <= words.count("goes")


def test_two_reviewers_of_a_study_stay_on_one_page() -> None:
    """Where the rows of a study do not fit any more, all of them go on."""
    levels = (*LEVELS, None, *LEVELS[:3])
    rows = tuple((f"study{n // 3} (reviewer{n % 3})", levels) for n in range(90))
    owners = tuple(f"study{n // 3}" for n in range(90))
    for page in lay_out(Lights("n", "t", COLUMNS, rows, LEVELS, studies=owners), Sizes(180, 247, "safe")):
        texts = [mark.text for mark in page.marks if isinstance(mark, Letters)]
        names = [text.split()[0] for text in texts if text.startswith("study")]
        assert [3] * len(set(names)) == [names.count(name) for name in dict.fromkeys(names)]


@pytest.mark.parametrize(
    ("rows", "room", "expected"), [(31, 30, [16, 15]), (61, 30, [21, 21, 19]), (0, 9, [0])]
)
def test_no_page_is_left_with_a_single_row(rows: int, room: float, expected: list[int]) -> None:
    """As few pages as can be, about equally full."""
    assert expected == [len(page) for page in shared_out([1.0] * rows, room)]


def test_a_share_too_small_for_its_sign_is_told_below_the_bar() -> None:
    """No judgement is told by a colour alone: 0.5 % has its sign and its share."""
    page = lay_out(Bars("n", "t", (("D1", (0.5, 0.3, 0.195, 0.005)),), LEVELS), Sizes(180, 247, "safe"))[0]
    texts = [mark.text for mark in page.marks if isinstance(mark, Letters)]
    assert (["50%", "30%", "20%", "<1%"], 2) == (
        [text for text in texts if text in ("50%", "30%", "20%", "<1%")][:4],
        texts.count("?"),
    )


def test_two_coefficients_differ_by_form_too() -> None:
    """A disc and an open square, in the figure and in its legend."""
    page = lay_out(Agreements("a", "t", ESTIMATES), Sizes(180, 247, "safe"))[0]
    forms = [type(mark) for mark in page.marks if isinstance(mark, Disc | Box)]
    assert [Disc, Box, Disc, Box] == forms


@pytest.mark.parametrize("width", [10, 12, 16, 30])
def test_the_heads_of_an_evidence_profile_are_divided_by_syllables(width: float) -> None:
    """Whatever the width, the same letters are there."""
    for head in ("Inconsistency", "Publication bias", "Dose-response gradient", "Plausible confounding"):
        lines = heading(head, width)
        assert head.replace(" ", "").replace("-", "") == "".join(lines).replace(" ", "").replace("-", "")


def test_a_hundred_studies_take_pages_and_all_are_there() -> None:
    """No page is higher than a page is, and no study is lost at a page break."""
    pages = lay_out(lights(100), Sizes(180, 247, "safe"))
    discs = [mark for page in pages for mark in page.marks if isinstance(mark, Disc) and mark.radius > 2]
    assert (True, 100 * len(COLUMNS)) == (max(page.height for page in pages) <= 247, len(discs))


def test_every_judgement_has_a_symbol_besides_its_colour() -> None:
    """Who sees no colours reads the sign in the disc."""
    page = lay_out(lights(1), Sizes(180, 247, "safe"))[0]
    centred = [mark.text for mark in page.marks if isinstance(mark, Letters) and mark.align == "center"]
    signs = [text for text in centred if text != "*"]
    assert ["+", "–", "×", "?"] == signs[len(COLUMNS) : len(COLUMNS) + 4]


@pytest.mark.parametrize("width", [90, 180])
def test_the_star_of_an_override_touches_no_other_disc(width: int) -> None:
    """It sits on the rim of its own, however near the next one is."""
    subject = Lights("n", "t", COLUMNS, (("a", LEVELS * 2),), LEVELS, frozenset((0, n) for n in range(8)))
    discs = [mark for mark in lay_out(subject, Sizes(width, 247, "safe"))[0].marks if isinstance(mark, Disc)]
    stars = [disc for disc in discs if disc.radius == 1.0]
    lights_ = [disc for disc in discs if disc.radius > 2]
    touched = [
        sum(hypot(star.x - one.x, star.y - one.y) < star.radius + one.radius for one in lights_)
        for star in stars
    ]
    assert [1] * 8 == touched


def test_the_legends_of_two_axes_are_named() -> None:
    """Where two axes have scales of their own, each legend says whose it is; one legend needs no name."""
    risk, fit = LevelOrder(("low", "high"), ()), LevelOrder(("applies", "differs"), ())
    two_axes = Lights(
        "rob",
        "Two axes",
        (("D1", "Bias"), ("A1", "Fit")),
        (("Byron 2020", ("low", "differs")),),
        ("low", "high"),
        orders=(risk, fit),
        panels=("Risk of bias", "Applicability"),
    )
    assert ("Risk of bias", "Applicability") == two_axes.legend_names
    words = [
        mark.text
        for page in lay_out(two_axes, Sizes(180, 247, "safe"))
        for mark in page.marks
        if isinstance(mark, Letters)
    ]
    assert [True, True] == [f"{name}:" in words for name in two_axes.legend_names]
    assert ("",) == replace(two_axes, orders=(risk, risk)).legend_names
