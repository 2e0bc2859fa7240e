"""Show all domains in one line, each with the sign of its judgement, and how the whole stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from workbench.tui.plain import join, plain
from workbench.tui.screens.appraise.item_rows import sign_of
from workbench.tui.screens.appraise.judgement_line import domain_sign, wholes

if TYPE_CHECKING:
    from workbench.review.appraisals.sheets import Sheet

GAPS = ("    ", "  ", " ")
"""What stands between two domains, by how much room there is."""


class DomainStrip(Static):
    """Show the domains, the one in front reversed; right the judgement of the whole."""

    def __init__(self) -> None:
        super().__init__("", id="strip", classes="strip")
        self._shown: tuple[Sheet, str] | None = None

    def show_sheet(self, sheet: Sheet, here: str) -> None:
        """Show where the judging stands; `here` is the id of the domain in front."""
        self._shown = (sheet, here)
        self.update(strip_line(sheet, here, self.content_size.width))

    def on_resize(self, event: Resize) -> None:
        """Lay the line out anew."""
        if self._shown is not None:
            self.show_sheet(*self._shown)


def strip_line(sheet: Sheet, here: str, width: int) -> Content:
    """Lay out domains and whole on one line; where they have no room, the far ones are left out."""
    whole = wholes(sheet)
    if whole.cell_length > width // 2:
        whole = whole.truncate(width // 2, ellipsis=True)
    whole = join(plain("│ ", "$frame"), whole)
    room = width - whole.cell_length - 1
    axes = dict.fromkeys(sheet.checklist.axis_of(domain.id) for domain in sheet.verdict.domains)
    for gap in GAPS:
        left = _axes(sheet, here, gap, list(axes))
        if left.cell_length <= room:
            break
    else:
        left = _near(sheet, here, room)
    return join(left.pad_right(max(room - left.cell_length, 0)), " ", whole)


def _axes(sheet: Sheet, here: str, gap: str, axes: list[str]) -> Content:
    """Draw the domains in groups by axis; a single axis has no name."""
    groups = []
    for axis in axes:
        cells = [
            _cell(sheet, domain.id, here)
            for domain in sheet.verdict.domains
            if sheet.checklist.axis_of(domain.id) == axis
        ]
        line = Content(gap).join(cells)
        name = axis.replace("_", " ")
        groups.append(join(plain(f"{name[:1].upper()}{name[1:]} "), line) if len(axes) > 1 else line)
    return plain(" │ ", "$frame").join(groups)


def _near(sheet: Sheet, here: str, room: int) -> Content:
    """Draw as many domains round the one in front as have room."""
    ids = [domain.id for domain in sheet.verdict.domains]
    first = last = ids.index(here)
    line = _cell(sheet, here, here)
    while True:
        wider = [(first - 1, last), (first, last + 1)] if last - first < len(ids) - 1 else []
        for low, high in wider:
            if low >= 0 and high < len(ids):
                cells = [_cell(sheet, each, here) for each in ids[low : high + 1]]
                tried = Content(" ").join(cells)
                if tried.cell_length + 4 <= room:
                    first, last, line = low, high, tried
                    break
        else:
            break
    before, after = "‹ " * (first > 0), " ›" * (last < len(ids) - 1)
    return join(plain(before, "$text-muted"), line, plain(after, "$text-muted"))


def _cell(sheet: Sheet, domain_id: str, here: str) -> Content:
    name = plain(domain_id, "reverse bold $focus" if domain_id == here else "")
    return join(name, " ", _stars(sheet, domain_id) or domain_sign(sheet, sheet.verdict.domain(domain_id)))


def _stars(sheet: Sheet, domain_id: str) -> Content | None:
    """Draw the stars of a domain of a checklist that adds them up; None in every other."""
    checklist = sheet.checklist
    if not checklist.totals or sheet.verdict.domain(domain_id).judged_by != "none":
        return None
    own = [checklist.item(item) for item in sheet.verdict.shown]
    own = [item for item in own if not item.role and checklist.domain_of(item.id).id == domain_id]
    return Content("").join([sign_of(sheet, item) for item in own]) if own else None
