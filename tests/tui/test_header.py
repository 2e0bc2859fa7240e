"""The first line of a screen, and the frames of its parts."""

from __future__ import annotations

import pytest
from frames import rows
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.widgets import Input

from workbench.tui.plain import plain
from workbench.tui.theme import THEMES
from workbench.tui.widgets.header import header_line
from workbench.tui.widgets.pane import Pane


def test_the_title_of_the_review_is_cut_before_study_and_screen() -> None:
    """What changes from screen to screen is what one looks for."""
    line = header_line("Baricitinib in lung disease", ["yamakawa2025", "Compare"], "anna · all saved", 60)
    assert line.plain.startswith("Baricitinib")
    assert "… › yamakawa2025 › Compare" in line.plain
    assert line.plain.endswith(" anna · all saved")


@given(
    st.text(max_size=60),
    st.lists(st.text(max_size=30), max_size=2),
    st.text(max_size=30),
    st.integers(1, 130),
)
def test_the_line_has_exactly_the_width(review: str, places: list[str], right: str, width: int) -> None:
    """Whatever the parts are, also wide letters and control characters."""
    assert width == cell_len(header_line(review, places, right, width).plain)


class Panes(App[None]):
    """Two framed parts, one under the other."""

    CSS = """
    Pane { height: 1fr; border: round $frame; }
    Pane:focus-within { border: heavy $focus; }
    .low Pane { border-bottom: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.register_theme(THEMES["dark"])
        self.theme = THEMES["dark"].name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Name the colours of the palette."""
        return THEMES["dark"].variables

    def compose(self) -> ComposeResult:
        """Lay out the two."""
        yield Pane(Input(), heading="First")
        yield Pane(Input(), heading="Second")


@pytest.mark.parametrize("is_low", [True, False])
async def test_the_pane_with_the_keys_has_a_heavy_line_and_its_place(is_low: bool) -> None:
    """The place stands on the lower line, or, where panes share edges, at the end of the title's line."""
    app = Panes()
    async with app.run_test(size=(40, 12)) as pilot:
        app.screen.set_class(is_low, "low")
        for pane in app.query(Pane):
            await pilot.pause()
            pane.show(status=plain("1 of 5"))
        await pilot.pause()
        lines = rows(app)
        corners = [line[0] for line in lines if line[:1] in "┏╭┗╰"]
        title = next(line for line in lines if "First" in line)
        assert ["┏", "╭"] if is_low else ["┏", "┗", "╭", "╰"] == corners
        assert title.startswith("┏━ First ━")
        assert title.endswith("1 of 5 ━┓") == is_low
        await pilot.press("tab")
        await pilot.pause()
        assert next(line for line in rows(app) if "First" in line).startswith("╭─ First ─")
        second = next(line for line in rows(app) if "Second" in line)
        assert second.startswith("┏━ Second ━")
        assert second.endswith("━ 1 of 5 ━┓") == is_low
