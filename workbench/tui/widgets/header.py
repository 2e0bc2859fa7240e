"""Show the first line of a screen: review, study and screen; who works and whether all is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from workbench.hidden_characters import show
from workbench.output.line_breaks import cut
from workbench.tui.plain import fill, join, plain

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp

BETWEEN = " › "
SHORTEST = 8
"""Cells of the title of the review below which it is left out."""


class ScreenHeader(Widget):
    """Say where one is: `review › study › screen` on the left, `reviewer · state` on the right.

    The review comes from the application; a path is never shown.

    Args:
        screen: name of the screen; empty on the list of studies, which is the review itself.
        study: key of the study that is open, if the screen is about one.
    """

    def __init__(self, screen: str = "", study: str = "") -> None:
        super().__init__(id="title")
        self.screen_name = screen
        self.study = study
        self.note = ""

    def show(self, *, screen: str | None = None, study: str | None = None, note: str | None = None) -> None:
        """Change what the line says; what is left out stays.

        Args:
            screen: name of the screen.
            study: key of the study.
            note: a word on what is open, in place of the state of saving, such as "submitted, R reopens".
        """
        self.screen_name = self.screen_name if screen is None else screen
        self.study = self.study if study is None else study
        self.note = self.note if note is None else note
        self.refresh()

    def render(self) -> Content:
        """Draw the line."""
        app = cast("WorkbenchApp", self.app)
        gateway = app.gateway
        state = app.saving_state
        if self.note and state.startswith(
            gateway.saving_state
        ):  # what is typed and not saved stays behind it
            state = self.note + state.removeprefix(gateway.saving_state)
        right = f"{gateway.reviewer or 'nobody yet'} · {state}"
        places = [place for place in (self.study, self.screen_name) if place]
        return header_line(gateway.review_title, places, right, self.size.width)


def header_line(review: str, places: list[str], right: str, width: int) -> Content:
    """Lay the parts out on one line; the title of the review is cut first, then the right side is left out.

    >>> header_line("A very long title of a review", ["ono2021", "Compare"], "anna · all saved", 50).plain
    'A very lon… › ono2021 › Compare   anna · all saved'
    """
    review, right, rest = show(review), show(right), show("".join(BETWEEN + place for place in places))
    room = width - cell_len(right) - 2
    if places and room < SHORTEST + cell_len(rest):
        review, rest = "", rest.removeprefix(BETWEEN)
    if room < (cell_len(rest) or SHORTEST):
        right, room = "", width
    left = fill(cut(review, max(room - cell_len(rest), 0)) + rest, width - cell_len(right))
    return join(plain(left, "bold"), plain(right, "$text-muted"))
