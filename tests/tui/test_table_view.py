"""The widget that draws tables of any length."""

from __future__ import annotations

from frames import screen
from textual.app import App, ComposeResult

from workbench.output import Column, Labelled, Table
from workbench.tui.widgets.table_view import WIDEST, TableView, column_widths

MANY = 200_000
COLUMNS = (Column("study", "Study"), Column("judgement", "Judgement"), Column("title", "Title"))


def table_of(*rows: tuple[object, ...]) -> Table:
    """A table with these rows."""
    return Table("made", "Made", COLUMNS, rows)  # type: ignore[arg-type]


class OneTable(App[None]):
    """An application with one table."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self.table = table

    def compose(self) -> ComposeResult:
        """The table alone."""
        yield TableView(self.table, column_widths(self.table))


async def test_only_rows_in_sight_are_drawn_however_many_there_are(monkeypatch) -> None:
    """The cursor goes to the last of 200,000 rows and a page up, and the titles stay in sight."""
    drawn: set[int] = set()
    draw_row = TableView._draw_row

    def note_and_draw(self, number):
        drawn.add(number)
        return draw_row(self, number)

    monkeypatch.setattr(TableView, "_draw_row", note_and_draw)
    app = OneTable(table_of(*((f"study {number}", None, "") for number in range(MANY))))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+end")
        await pilot.pause()
        lines = screen(app).splitlines()
        assert "Study" in lines[0]
        assert f"study {MANY - 1}" in lines[23]
        await pilot.press("pageup")
        await pilot.pause()
        assert MANY - 1 - 23 == app.query_one(TableView).row
    assert len(drawn) <= 3 * 24


async def test_the_cursor_brings_its_column_into_sight() -> None:
    """Where columns have no room side by side, the last one is seen whole."""
    wide = "x" * WIDEST
    app = OneTable(Table("made", "", COLUMNS, ((wide, wide, f"{wide[:-3]}end"),)))
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.press("end")
        await pilot.pause()
        assert screen(app).splitlines()[1].endswith("end")
        await pilot.press("home")
        await pilot.pause()
        assert screen(app).splitlines()[0].startswith(" Study")


async def test_the_study_of_a_row_stays_in_sight_however_far_to_the_right() -> None:
    """Beside the last column stands the key of the study, and a click on it goes to the key."""
    wide = "x" * WIDEST
    app = OneTable(table_of(("ito2020", wide, f"{wide[:-3]}end")))
    async with app.run_test(size=(80, 10)) as pilot:
        await pilot.press("end")
        await pilot.pause()
        title, row = screen(app).splitlines()[:2]
        assert title.startswith(" Study")
        assert row.startswith(" ito2020")
        assert row.endswith("end")
        assert wide[:-3] in row
        await pilot.click(TableView, offset=(2, 1))
        await pilot.pause()
        assert "study" == app.query_one(TableView).current_column


async def test_the_first_column_stays_in_sight_whatever_names_the_row() -> None:
    """A long outcome is cut and stands beside the last column; what the edges cut has a sign."""
    columns = (Column("outcome", "Outcome"), Column("with", "Risk with"), Column("state", "Statement"))
    name, risk, words = "Survival " * 6, "824 per 1,000 (500 to 1,000)", "x" * 46 + "end"
    app = OneTable(Table("made", "", columns, ((name, risk, words), ("Harms", None, None))))
    async with app.run_test(size=(80, 10)) as pilot:
        await pilot.pause()
        title, row, empty = screen(app).splitlines()[:3]
        assert "824 per 1,000 (500 to 1,000)" in row
        assert row.endswith("x…")
        assert title.endswith("Statement")
        assert empty.rstrip() == " Harms" + " " * 25 + "│"
        await pilot.press("end")
        await pilot.pause()
        title, row, empty = screen(app).splitlines()[:3]
        assert title.startswith(" Outcome")
        assert row.startswith(" Survival Survival Survival Su…│")
        assert empty.startswith(" Harms")


async def test_text_of_users_is_shown_as_it_is_and_cut_at_the_widest() -> None:
    """Brackets are no markup, control characters do nothing, wide letters are not halved."""
    app = OneTable(table_of(("[/] \x1b[2J\nnext", Labelled("high", "⊗ High"), "漢" * WIDEST)))
    async with app.run_test(size=(120, 10)) as pilot:
        await pilot.pause()
        line = screen(app).splitlines()[1]
    assert "[/] ␛[2J⏎next" in line
    assert "⊗ High" in line
    assert line.endswith("漢…")


async def test_the_row_under_the_cursor_is_told_by_its_columns() -> None:
    """Whoever looks behind a cell gets the row itself, not a place in a table that may be another by then."""
    app = OneTable(table_of(("first", None, "one"), ("second", None, "two")))
    async with app.run_test() as pilot:
        await pilot.press("down", "down", "right")
        view = app.query_one(TableView)
        assert {"study": "second", "judgement": None, "title": "two"} == view.current
        assert "judgement" == view.current_column


async def test_an_empty_table_has_no_row_in_front() -> None:
    """Keys do nothing where there is nothing."""
    app = OneTable(table_of())
    async with app.run_test() as pilot:
        await pilot.press("down", "ctrl+end", "pagedown", "end")
        assert app.query_one(TableView).current is None
