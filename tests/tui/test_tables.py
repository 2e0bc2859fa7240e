"""The tables screen."""

from __future__ import annotations

import threading

import pytest

from workbench.output.table import cell_text
from workbench.review.appraisals import answers as appraisals
from workbench.review.appraisals import submission
from workbench.review.session import create_review, open_review
from workbench.review.studies import known_studies
from workbench.review.tables.registry import TABLES
from workbench.tui.screens import tables
from workbench.tui.widgets.compact_table import compact
from workbench.tui.widgets.table_view import TableView

SIZES = [(80, 24), (120, 40)]


def name_of(size: tuple[int, int]) -> str:
    """Part of a frame's name."""
    return f"{size[0]}x{size[1]}"


@pytest.fixture
def judged(review: str) -> str:
    """The review with two appraisals by anna, one of them submitted."""
    with open_review(review, "anna") as session:
        for item in appraisals.judge_study(session, "pretend2016").checklist.items:
            appraisals.answer(session, "pretend2016", item.id, "PY")
        submission.submit(session, "pretend2016")
        for item in ("1.1", "1.2", "1.3"):
            appraisals.answer(session, "imagina2018", item, "N")
    return review


@pytest.mark.parametrize("size", SIZES, ids=name_of)
async def test_the_traffic_light_has_a_block_a_checklist(opened, judged, size) -> None:
    """Scales are never mixed; symbols are explained below; a draft is marked."""
    async with opened(judged, size=size) as driver:
        await driver.until_shown("borresen2021")
        await driver.press("g", "t")
        await driver.until_shown("Traffic light: Case series", "Traffic light: Single case report")
        await driver.check_frame(f"traffic-light-{name_of(size)}")


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("7", "Appraisals with Single case report"),
        ("8", "Summary: Single case report"),
        ("4", "Characteristics of the studies"),
        ("5", "Answers"),
    ],
)
async def test_each_table_has_a_number(opened, judged, key, words) -> None:
    """The number keys go from table to table."""
    async with opened(judged) as driver:
        await driver.until_shown("borresen2021")
        await driver.press("g", "t")
        await driver.until_shown("Traffic light")
        await driver.press(key)
        await driver.until_shown(words)


async def test_behind_a_cell_stands_the_rule_that_judged_it(opened, judged) -> None:
    """enter on a domain's cell shows the rule and the answers that made it fire."""
    async with opened(judged) as driver:
        await driver.until_shown("borresen2021")
        await driver.press("g", "t")
        await driver.until_shown("Traffic light")
        await driver.press("right", "enter")
        await driver.until_shown("imagina2018", "rule D1-R1", "fires when")


async def test_first_rows_are_shown_while_the_rest_is_made(opened, judged, monkeypatch) -> None:
    """Keys work on them meanwhile, and the cursor stays on its cell when the whole table is there."""
    go_on = threading.Event()
    build_table = tables.build_table

    def slow(session: object, name: str) -> object:
        go_on.wait(20)
        return build_table(session, name)

    monkeypatch.setattr(tables, "FIRST", 3)
    monkeypatch.setattr(tables, "build_table", slow)
    async with opened(judged) as driver:
        try:
            await driver.until_shown("borresen2021")
            await driver.press("g", "t")
            await driver.until_shown("Traffic light: Case series  reading …", "imagina2018")
            assert "pretend2016" not in driver.text
            before = driver.app.screen.view.current_column
            await driver.press("right")
            chosen = driver.app.screen.view.current_column
            assert before != chosen
            go_on.set()
            await driver.until_shown("Traffic light: Single case report", "pretend2016")
            assert "reading …" not in driver.text
            assert chosen == driver.app.screen.view.current_column
        finally:
            go_on.set()


@pytest.mark.parametrize("name", [name for name, kind in TABLES.items() if kind.is_by_study])
def test_first_rows_are_the_beginning_of_the_whole_table(judged, name) -> None:
    """What is shown early is shown later in the same place."""
    with open_review(judged, "anna") as session:
        first = tables.build_first_rows(session, name, ["imagina2018", "pretend2016"])
        whole = tables.build_table(session, name)
    rows = [row for table in whole for row in table.rows]
    assert [row for row in rows if row[0] in ("imagina2018", "pretend2016")] == [
        row for table in first for row in table.rows
    ]


async def test_a_row_of_the_characteristics_has_the_box_of_its_study_behind_it(opened, example) -> None:
    """The whole cell, then part by part what the study is, each value with its words and source."""
    async with opened(example) as driver:
        await driver.until_shown("baricitinib")
        await driver.press("g", "t")
        await driver.until_shown("Traffic light")
        await driver.press("4")
        await driver.until_shown("Characteristics of the studies")
        await driver.press("enter")
        await driver.until_shown("Methods", "Design: single arm, before and after", "Setting: not reported")


async def test_every_table_of_the_registry_is_in_the_list_to_choose_from(opened, appraised) -> None:
    """c opens the list, arrows and enter show the table; the keys of the others go on."""
    with open_review(appraised, "anna") as session:
        expected = {name: [table.title for table in tables.build_table(session, name)] for name in TABLES}
    async with opened(appraised, "anna", (120, 40)) as driver:
        await driver.until_shown("yamakawa2025")
        await driver.press("g", "t")
        await driver.until_shown("Traffic light")
        for place, (name, titles) in enumerate(expected.items()):
            await driver.press("c")
            await driver.until_shown("Which table?")
            await driver.press("home", *["down"] * place, "enter")
            await driver.until(lambda name=name: driver.app.screen.shown_name == name, name)
            await driver.until(lambda: "reading …" not in driver.text, f"{name} is read")
            assert titles == [view.table.title for view in driver.app.screen.query(TableView)]
            assert titles or tables.NOTHING in driver.text
        await driver.press("8")
        await driver.until_shown("Summary: ")


async def test_numbers_that_are_the_same_in_all_rows_stay_in_their_columns(opened, review) -> None:
    """Nothing is judged yet: the summary is made of noughts, which are what it is read for."""
    with open_review(review, "anna") as session:
        appraisals.answer(session, "itch", "1.1", "PY")
    async with opened(review) as driver:
        await driver.until_shown("itch")
        await driver.press("g", "t", "8")
        await driver.until_shown("Overall", "all rows: case-series", "Low")
        lines = driver.text.splitlines()
        place = next(number for number, line in enumerate(lines) if " Domain " in line)
        for column in (" n ", " Low ", " High "):
            assert "0" == lines[place + 1][lines[place].index(column) + 1]


async def test_what_all_rows_share_is_told_to_its_last_word(opened, review) -> None:
    """At 80 columns it does not fit behind the title of its block."""
    with open_review(review, "anna") as session:
        for study in ("itch", "imagina2018"):
            appraisals.answer(session, study, "1.1", "PY")
    async with opened(review) as driver:
        await driver.until_shown("itch")
        await driver.press("g", "t", "7")
        await driver.until_shown("Appraisals with", "all rows: ")
        shared = compact(driver.app.screen.query(TableView).first().source).shared
        lines = [line.strip("┃▁▂▃▄▅▆▇█ ") for line in driver.text.splitlines()]
        assert shared in " ".join(lines)


@pytest.mark.parametrize("size", SIZES, ids=name_of)
async def test_the_list_of_tables_has_the_summary_of_findings(opened, judged, size) -> None:
    """With the names that the command line takes; the numbers are those of the list."""
    async with opened(judged, size=size) as driver:
        await driver.until_shown("borresen2021")
        await driver.press("g", "t")
        await driver.until_shown("Traffic light")
        await driver.press("c")
        await driver.until_shown("Summary of findings  findings", "Evidence profile  evidence-profile")
        await driver.check_frame(f"table-choice-{name_of(size)}")


async def test_a_table_that_is_not_final_says_what_is_open(opened, judged) -> None:
    """F lists the points that the command line lists; a table that rests on nothing has no such key."""
    async with opened(judged, size=(120, 40)) as driver:
        await driver.until_shown("borresen2021")
        await driver.press("g", "t")
        await driver.until_shown("Traffic light", "F Final")
        await driver.press("F")
        await driver.until_shown("Traffic light: not final", "borresen2021: no appraisal is submitted")
        await driver.press("escape", "4")
        await driver.until_shown("Characteristics of the studies")
        assert "F Final" not in driver.text
        await driver.press("F")
        assert "not final" not in driver.text


async def test_a_table_in_which_all_is_settled_is_called_final(opened, tmp_path) -> None:
    """A review without any study has nothing open in its appraisals."""
    path = str(tmp_path / "empty.db")
    with create_review(path, title="Empty", reviewer="anna"):
        pass
    async with opened(path, size=(120, 40)) as driver:
        await driver.until_shown("No studies yet")
        await driver.press("g", "t")
        await driver.until_shown("F Final")
        await driver.press("F")
        await driver.until_shown("Traffic light: final, nothing in it is open")


async def test_all_tables_are_named_at_80_columns(opened, judged) -> None:
    """On two lines; a low screen has the keys of those behind."""
    async with opened(judged) as driver:
        await driver.until_shown("borresen2021")
        await driver.press("g", "t")
        await driver.until_shown("6 Agreement", "7 Appraisals", "8 Summary", "9 Excluded")
    async with opened(judged, size=(80, 18)) as driver:
        await driver.until_shown("borresen2021")
        await driver.press("g", "t")
        await driver.until_shown("5 Answers  6 7 8 9")


async def test_totals_stand_under_their_ids_with_their_titles_below(opened, review) -> None:
    """Whole at 80 columns, in the traffic light and among the appraisals."""
    with open_review(review, "anna") as session:
        known_studies.assign(session, "borresen2021", "nos-cohort", reason="stars")
        sheet = appraisals.judge_study(session, "borresen2021")
        for preliminary in sheet.checklist.preliminaries:
            appraisals.answer(session, "borresen2021", preliminary.id, "as planned")
        for item in appraisals.judge_study(session, "borresen2021").verdict.asked:
            appraisals.answer(session, "borresen2021", item, sheet.checklist.options(item)[0].code)
    async with opened(review) as driver:
        await driver.until_shown("borresen2021")
        await driver.press("g", "t")
        await driver.until_shown(
            "TS   TC   TO   T ", "4/4  2/2  3/3  9/9", "TS Stars for selection; TC Stars"
        )
        await driver.press("7")
        await driver.until_shown("Appraisals with", "TS Stars for selection; TC Stars")
        titles = driver.app.screen.view.table.titles
        assert {"TS", "TC", "TO", "T"} <= set(titles)


async def test_an_empty_cell_says_so_and_its_row_is_named(opened, example) -> None:
    """A body without a comparison has no risks: the pane names the outcome, and w opens no empty window."""
    async with opened(example) as driver:
        await driver.until_shown("baricitinib")
        await driver.press("g", "t", "2")
        await driver.until_shown("Summary of findings", "row 1 of")
        view = driver.app.screen.view
        rows = view.source.rows
        column = view.table.ids.index("relative_effect")
        place = view.source.ids.index("relative_effect")
        empty = next(number for number, row in enumerate(rows) if not row[place])
        view.go_to(empty, column)
        await driver.until_shown("· Relative effect", tables.EMPTY_CELL)
        name = cell_text(rows[empty][0])[:20]
        assert any(name in line and "Relative effect" in line for line in driver.text.splitlines())
        before = driver.app.screen
        await driver.press("w")
        await driver.until(lambda: driver.text.count(tables.EMPTY_CELL) > 1, "it is said")
        assert before is driver.app.screen


@pytest.mark.parametrize("size", SIZES, ids=name_of)
async def test_the_answers_are_in_sight_in_the_table_of_answers(opened, judged, size) -> None:
    """Without a key; what has no room stands below, and a text that the edge cuts has a sign there."""
    async with opened(judged, size=size) as driver:
        await driver.until_shown("borresen2021")
        await driver.press("g", "t", "5")
        await driver.until_shown("Answers", "row 1 of", "Item  Answer  Text")
        await driver.until_shown("Meaning", "Domain: D1")
        rows = [line for line in driver.text.splitlines() if " N  " in line and "1." in line]
        assert rows
        assert all("…" in row or "." in row.rstrip("┃ ▁▂▃▄▅▆▇█")[-1] for row in rows)


async def test_only_tables_with_signs_have_a_legend_and_have_it_once(opened, judged) -> None:
    """That of the block in front, on its own scale."""
    async with opened(judged) as driver:
        await driver.until_shown("borresen2021")
        await driver.press("g", "t")
        await driver.until_shown("row 1 of", "⊖ Some concerns  ⊗ High")
        assert 1 == driver.text.count("⊖ Some concerns  ⊗ High")
        assert "Critical" not in driver.text
        await driver.press("5")
        await driver.until_shown("Answers", "row 1 of")
        assert "⊕" not in driver.text


async def test_the_pane_below_tells_the_note_that_a_cell_names(opened, example) -> None:
    """A letter in brackets stands for words, which no cell has room for."""
    async with opened(example) as driver:
        await driver.until_shown("baricitinib")
        await driver.press("g", "t", "2")
        await driver.until_shown("Summary of findings", "row 1 of")
        view = driver.app.screen.view
        cells = (
            (row, cell_text(cell), place)
            for row, cells in enumerate(view.table.rows)
            for place, cell in enumerate(cells)
        )
        row, text, column = next(each for each in cells if "[" in each[1])
        view.go_to(row, column)
        letter = text[text.index("[") : text.index("]") + 1]
        (note,) = [note for note in view.source.notes if note.startswith(letter)]
        await driver.until_shown(f"│ {note[:40]}")


async def test_a_table_without_rows_has_no_cell_of_the_table_before_below_it(opened, judged) -> None:
    """Nothing is excluded: the pane below is empty, and full again with another table."""
    async with opened(judged) as driver:
        await driver.until_shown("borresen2021")
        await driver.press("g", "t")
        await driver.until_shown("row 1 of", "╭─ imagina2018")
        await driver.press("9")
        await driver.until_shown("no study is excluded")
        assert "imagina2018" not in driver.text
        await driver.press("1")
        await driver.until_shown("row 1 of", "╭─ imagina2018")
