"""The forest beside the traffic light: what is drawn of estimates, intervals and an entered effect."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.output.test_drawing import cut, forest_panel, overlaps
from workbench.output.figures.alt_text import alt_text
from workbench.output.figures.draw import lay_out
from workbench.output.figures.forest import axis_of
from workbench.output.figures.legend_text import legend_text
from workbench.output.figures.page import MARGIN, Box, Letters, Stroke
from workbench.output.figures.sizes import Sizes
from workbench.output.figures.subjects import (
    Bars,
    Forest,
    ForestBlock,
    ForestPanel,
    ForestRow,
    Lights,
    Panels,
)
from workbench.output.symbols import LevelOrder

VALUES = st.floats(1e-6, 1e6)


def panel_of(*rows: ForestRow, **more: object) -> ForestPanel:
    """A panel of ratios with these studies and no judgements."""
    return replace(ForestPanel("Risk ratio", 1.0, True, (ForestBlock("c", (), (), rows),)), **more)  # type: ignore[arg-type]


def texts_of(panel: ForestPanel) -> list[str]:
    """All texts of the figure of one panel."""
    (page,) = lay_out(Forest("f", "t", (panel,)), Sizes(180, 247, "safe"))
    return [mark.text for mark in page.marks if isinstance(mark, Letters)]


@given(st.lists(st.tuples(VALUES, VALUES, VALUES).map(sorted), min_size=1, max_size=5), st.booleans())
def test_every_estimate_is_on_the_axis_in_its_order(triples: list[list[float]], is_ratio: bool) -> None:
    """What is larger is never further left; no effect is there; the ticks rise and lie within."""
    rows = [ForestRow("a", middle, low, high, "", ()) for low, middle, high in triples]
    panel = panel_of(*rows, is_ratio=is_ratio, no_effect=1.0 if is_ratio else 0.0)
    axis = axis_of(panel, 10.0, 50.0)
    middles = sorted(row.estimate for row in rows if row.estimate is not None)
    places = [axis.at(value) for value in middles]
    assert places == sorted(places)
    assert 10.0 <= min(places) <= max(places) <= 60.0
    assert 10.0 < axis.at(panel.no_effect or 0.0) < 60.0
    assert axis.ticks == sorted(set(axis.ticks))
    assert all(axis.lowest - 1e-6 <= tick <= axis.highest + 1e-6 for tick in axis.ticks)


def test_the_words_below_an_axis_stand_within_the_margin_of_a_narrow_page() -> None:
    """Also those below its end."""
    columns = tuple((f"D{number}", "Mud") for number in range(1, 8))
    risk = LevelOrder(("low", "high"), ())
    row = ForestRow("Müller-Lüdenscheidt 2022", 1.0, 0.54, 1.0, "100 % (54 % to 100 %)", ("low",) * 7)
    block = ForestBlock("c", columns, (risk,) * 7, (row,))
    panel = panel_of(measure="Share of the group", no_effect=None, blocks=(block,), is_ratio=False)
    (page,) = lay_out(Forest("forest", "Forest", (panel,)), Sizes(85, 900, "safe"))
    (last,) = (mark for mark in page.marks if isinstance(mark, Letters) and mark.text == "100%")
    assert last.box[2] <= 85 - MARGIN + 0.01


def test_nothing_is_pooled_unless_somebody_entered_it() -> None:
    """Without an entered effect the place of the diamond says so; squares are all of one size."""
    rows = (ForestRow("a", 0.5, 0.2, 0.9, "0.5", ()), ForestRow("b", 2.0, 1.1, 4.0, "2.0", ()))
    assert "Not pooled" in texts_of(panel_of(*rows))
    entered = ForestRow("Entered", 0.8, 0.6, 1.1, "0.8 (0.6 to 1.1)", ())
    panel = panel_of(*rows, pooled=entered, pooled_note="Entered, not computed here: a meta-analysis")
    texts = texts_of(panel)
    assert ("Not pooled" in texts, "Entered" in texts) == (False, True)
    assert "Entered, not computed here: a meta-analysis" in texts
    (page,) = lay_out(Forest("f", "t", (panel,)), Sizes(180, 247, "safe"))
    squares = {(mark.width, mark.height) for mark in page.marks if isinstance(mark, Box)}
    assert 1 == len(squares)


def test_an_interval_beyond_the_axis_has_an_arrow() -> None:
    """Two short strokes at the end that is cut, none where it fits."""

    def strokes(lower: float) -> int:
        row = ForestRow("a", 1.0, lower, 1.2, "1", ())
        (page,) = lay_out(Forest("f", "t", (panel_of(row),)), Sizes(180, 247, "safe"))
        return sum(
            isinstance(mark, Stroke) and abs(mark.y1 - mark.y2) == pytest.approx(0.9) for mark in page.marks
        )

    assert (0, 2) == (strokes(0.5), strokes(1e-5))


def test_a_study_without_an_estimate_keeps_its_row() -> None:
    """With its judgements and the words that there is none."""
    texts = texts_of(forest_panel(3, pooled=False))
    assert ["Author2 2002"] * 2 == [text for text in texts if text.startswith("Author2")]
    assert 2 == texts.count("no estimate")


def test_below_the_axis_stands_which_side_is_which() -> None:
    """On a line where both have room, else on two; nothing where nothing is compared."""
    row = ForestRow("a", 0.5, 0.2, 0.9, "0.5", ())
    sides = {"below": "favours the treatment", "above": "favours the comparison"}
    panel = panel_of(row, **sides)
    for width in (180, 85):
        (page,) = lay_out(Forest("f", "t", (panel,)), Sizes(width, 247, "safe"))
        told = {mark.text: mark for mark in page.marks if isinstance(mark, Letters)}
        left, right = told["← favours the treatment"], told["favours the comparison →"]
        axis = max(mark.y1 for mark in page.marks if isinstance(mark, Stroke))
        assert axis < min(left.y, right.y)
        assert left.y < right.y or left.box[2] < right.box[0]
    assert not any("favours" in text for text in texts_of(replace(panel, no_effect=None)))


@pytest.mark.parametrize("columns", [4, 8, 12])
def test_a_forest_fits_into_a_column_of_a_journal(columns: int) -> None:
    """At 85 mm name and judgements stand above the plot of a study; every text is there and none is cut."""
    titles = (*((f"D{number}", "Sand") for number in range(1, columns)), ("Overall", ""))
    risk = LevelOrder(("low", "high"), ())
    rows = tuple(
        ForestRow(f"A study {number} 2001", 0.5, 0.2, 0.9, "0.50 (0.20 to 0.90)", ("low",) * columns)
        for number in range(3)
    )
    panel = replace(panel_of(*rows), blocks=(ForestBlock("A checklist", titles, (risk,) * columns, rows),))
    (page,) = lay_out(Forest("f", "t", (panel,)), Sizes(85, 247, "safe"))
    assert ([], []) == (overlaps(page), cut(page))
    texts = [mark.text for mark in page.marks if isinstance(mark, Letters)]
    assert 3 == texts.count("0.50 (0.20 to 0.90)")
    assert 3 == sum(text.startswith("A study") for text in texts)


@pytest.mark.parametrize(
    ("width", "domains", "head"), [(180, 7, "Overall"), (85, 7, "Overall"), (85, 12, "All")]
)
def test_the_whole_is_headed_as_in_the_traffic_light_where_there_is_room(
    width: int, domains: int, head: str
) -> None:
    """Wholes of checklists with more and with fewer domains stand below each other; a short head is told."""
    risk = LevelOrder(("low", "high"), ())

    def block(title: str, number: int) -> ForestBlock:
        columns = (*((f"D{each}", "Sand") for each in range(1, number + 1)), ("Overall", ""))
        row = ForestRow("A study 2001", 0.5, 0.2, 0.9, "0.50 (0.20 to 0.90)", ("low",) * len(columns))
        return ForestBlock(title, columns, (risk,) * len(columns), (row,))

    panel = replace(panel_of(), blocks=(block("Many", domains), block("Few", 3)))
    (page,) = lay_out(Forest("f", "t", (panel,)), Sizes(width, 247, "safe"))
    assert ([], []) == (overlaps(page), cut(page))
    texts = [mark for mark in page.marks if isinstance(mark, Letters)]
    heads = [mark.x for mark in texts if mark.text == head]
    assert (2, 1) == (len(heads), len({round(x, 3) for x in heads}))
    told = [mark for mark in texts if mark.text == "All: Overall"]
    assert (2 if head == "All" else 0) == len(told)


def test_hidden_marks_are_shown_and_minus_signs_are_minus_signs() -> None:
    """A mark that turns the direction of a text could make a picture say something else."""
    row = ForestRow("One\u202eTwo", -0.5, -0.9, -0.1, "-0.50 (-0.90 to -0.10)", ())
    texts = texts_of(panel_of(row, is_ratio=False, no_effect=0.0))
    assert {"One\\u{202E}Two", "\u22120.50 (\u22120.90 to \u22120.10)"} <= {*texts}


def test_the_legend_says_which_studies_are_on_which_scale() -> None:
    """A sign means one thing on one scale and another on the next; of one scale nothing needs a name."""
    panel = forest_panel(1, pooled=False)
    other = replace(panel.blocks[1], orders=(LevelOrder(("low", "high"), ()),) * 4)
    two = legend_text(Forest("f", "t", (replace(panel, blocks=(panel.blocks[0], other)),)))
    assert "One checklist: ⊕ low" in two
    assert "; Another: ⊕ low" in two
    assert "checklist" not in legend_text(Forest("f", "t", (panel,)))


def judged_rows(names: list[str], levels: tuple[str | None, ...]) -> tuple[ForestRow, ...]:
    """Studies with an estimate from counts, each with one domain and the whole judged."""
    return tuple(
        ForestRow(name, 0.5, 0.2, 0.9, "0.50 (0.20 to 0.90) †", ("low", level))
        for name, level in zip(names, levels, strict=True)
    )


def judged_forest(*rows: ForestRow) -> Forest:
    """A forest of one measure, whose studies have a domain and a whole."""
    order = LevelOrder(("low", "some_concerns", "high"), ())
    block = ForestBlock("A checklist", (("D1", "Sand"), ("Overall", "")), (order, order), rows)
    return Forest("f", "t", (replace(panel_of(), blocks=(block,)),), outcome="Mud on boots (90 days)")


def test_the_words_of_a_forest_say_its_outcome_and_each_study_with_its_judgement() -> None:
    """In words, without the mark that a note explains; a study without an estimate says so once."""
    forest = judged_forest(*judged_rows(["Ada 2001", "Bo 2002"], ("some_concerns", None)))
    told = "estimates with 95% intervals and the overall judgement of each study. "
    ada = "Ada 2001: 0.50 (0.20 to 0.90), overall some concerns"
    bo = "Bo 2002: 0.50 (0.20 to 0.90), overall not judged yet"
    assert f"Forest plot, Mud on boots (90 days): {told}Risk ratio: {ada}; {bo}." == alt_text(forest)
    row = ForestRow("Cy 2003", None, None, None, "not estimable", ("low", "high"))
    (block,) = forest.blocks
    none = replace(
        forest.panels[0], measure="Not estimable", no_effect=None, blocks=(replace(block, rows=(row,)),)
    )
    text = alt_text(replace(forest, panels=(none,)))
    assert text.endswith(
        "no study has an estimate; the overall judgement of each. Not estimable: Cy 2003, overall high."
    )


@pytest.mark.parametrize(("letters", "most"), [(1, 12), (40, 6)])
def test_the_words_of_a_forest_name_a_dozen_studies_and_count_the_others(letters: int, most: int) -> None:
    """Fewer where names are long: the text is cut between studies, never within one."""
    names = [f"{'n' * letters}{number}" for number in range(20)]
    forest = judged_forest(*judged_rows(names, ("low",) * 17 + ("high",) * 3))
    pooled = ForestRow("Entered", 0.8, 0.6, 1.1, "0.80 (0.60 to 1.10)", ())
    text = alt_text(replace(forest, panels=(replace(forest.panels[0], pooled=pooled),)))
    named = [name for name in names if f"{name}: 0.50 (0.20 to 0.90), overall low" in text]
    assert (names[: len(named)], True) == (named, 3 <= len(named) <= most)
    counted = f"and {20 - len(named)} more (overall {17 - len(named)} low, 3 high)"
    assert text.endswith(f"; {counted}; Entered: 0.80 (0.60 to 1.10).")
    assert len(text) <= 600


def test_the_words_of_figures_of_several_panels_name_each_first() -> None:
    """Who hears them knows which panel the numbers are of."""
    lights = Lights(
        "t", "Case series", (("Overall", ""),), (("a", ("low",)),), LevelOrder(("low", "high"), ())
    )
    text = alt_text(Panels("p", "Both", (lights, replace(lights, title="Case report"))))
    assert text.startswith("Case series. Matrix of judgements, 1 row by 1 column. Overall: 1 of 1 Low. a: ")
    assert " Case report. Matrix of judgements, 1 row by 1 column. Overall: 1 of 1 Low. a: " in text


def test_the_alternative_text_says_the_numbers() -> None:
    """Who cannot see the picture has every estimate and the entered effect in words."""
    text = alt_text(Forest("f", "t", (forest_panel(1, pooled=True),)))
    assert "Risk ratio: Author0 2001: 0.50 (0.00 to 1000000), overall no information" in text
    assert "Entered: 0.80 (0.50 to 1.20)" in text


def test_the_words_of_a_summary_give_every_share_so_that_a_tie_is_none() -> None:
    """One of two at each level is no "mostly"; where all are alike it says so."""
    halves = Bars("s", "t", (("Overall", (0.5, 0.5, 0.0)),), ("low", "some_concerns", "high"))
    assert "Overall: Low 50%, Some concerns 50%." in alt_text(halves)
    alike = Bars("s", "t", (("Overall", (0.0, 1.0, 0.0)),), ("low", "some_concerns", "high"))
    assert "Overall: all Some concerns." in alt_text(alike)


def test_a_forest_over_pages_is_cut_between_panels_and_each_page_tells_its_own() -> None:
    """An axis without its studies cannot be read, nor studies without their axis."""
    panels = tuple(
        panel_of(
            *(ForestRow(f"{name}{number}", 0.5, 0.2, 0.9, "0.5", ()) for number in range(6)), measure=name
        )
        for name in ("Alpha", "Beta", "Gamma")
    )
    pages = lay_out(Forest("f", "t", panels), Sizes(130, 110, "safe"))
    assert 2 <= len(pages)
    for page in pages:
        texts = [mark.text for mark in page.marks if isinstance(mark, Letters)]
        for name in ("Alpha", "Beta", "Gamma"):
            assert sum(text.startswith(name) for text in texts) in (0, 7)
            assert (name in texts) == (f"{name}0: 0.5" in page.words)
        assert sum(text in ("Alpha", "Beta", "Gamma") for text in texts) == texts.count("1")
    (whole,) = lay_out(Forest("f", "t", panels), Sizes(130, 400, "safe"))
    assert all(name in whole.words for name in ("Alpha0: 0.5", "Beta0: 0.5", "Gamma: 6 studies"))


def test_a_panel_higher_than_a_page_keeps_its_last_study_with_the_axis() -> None:
    """And its first with the heading."""
    rows = (ForestRow(f"study{number}", 0.5, 0.2, 0.9, "0.5", ()) for number in range(30))
    pages = lay_out(Forest("f", "t", (panel_of(*rows),)), Sizes(130, 100, "safe"))
    assert 2 <= len(pages)
    for page in pages:
        assert any(isinstance(mark, Letters) and mark.text.startswith("study") for mark in page.marks)
