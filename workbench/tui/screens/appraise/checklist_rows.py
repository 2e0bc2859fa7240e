"""Draw the whole checklist, a line an item, grouped, with the item in front open or marked."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from textual.content import Content

from workbench.tui.plain import fill, join, plain
from workbench.tui.screens.appraise.item_rows import Front, item_rows, sign_of
from workbench.tui.screens.appraise.judgement_line import domain_mark
from workbench.tui.screens.appraise.rows import Pick, Row, whole
from workbench.tui.theme import TONE_STYLES
from workbench.tui.unsaved_texts import SIGN

if TYPE_CHECKING:
    from checklists import Item
    from workbench.review.appraisals.sheets import Sheet

RECORDED = "Recorded only — these judge nothing and may stay open"


def checklist_rows(front: Front, width: int, *, is_open: bool) -> tuple[list[Row], tuple[int, int]]:
    """Draw all items that are asked, the judged ones by domain, then those only recorded.

    Args:
        front: what is in front.
        width: cells of a row.
        is_open: True to show the item in front whole between the others.

    Returns:
        The rows, and the first and last row of what is in front.
    """
    sheet, checklist = front.sheet, front.sheet.checklist
    quotes = _quotes(front)
    rows: list[Row] = []
    place = (0, 0)
    asked = [checklist.item(item) for item in sheet.verdict.shown]
    groups: list[tuple[Content, list[Item], str]] = []
    for domain in sheet.verdict.domains:
        own = [item for item in asked if not item.role and checklist.domain_of(item.id).id == domain.id]
        heading = _heading(plain(f"{domain.id} {domain.title}", "bold"), domain_mark(sheet, domain), width)
        groups.append((heading, own, domain.id))
    recorded = [item for item in asked if item.role]
    if recorded:
        groups.append((plain(RECORDED, "italic $text-muted").truncate(width, ellipsis=True), recorded, ""))
    for heading, items, domain_id in groups:
        if domain_id and not items and domain_id == front.domain and not front.item:
            place = (len(rows), len(rows))
        rows.append(Row(heading))
        for item in items:
            begin = len(rows)
            if item.id == front.item:
                rows += _in_front(front, width, quotes.get(item.id, ""), is_open=is_open)
                place = (begin, len(rows) - 1)
            else:
                words = _line(front, item, quotes.get(item.id, ""), width, "  " if not item.role else " ▫")
                rows.append(whole(words, Pick(item=item.id)))
    return rows, place


def _quotes(front: Front) -> dict[str, str]:
    """Return by item how many quotes it has; a `!` where one is in none of the documents that are read."""
    counts = Counter(anchor.quote.item_id for anchor in front.anchors)
    flagged = {anchor.quote.item_id for anchor in front.anchors if anchor.is_flagged}
    return {item: f"{'!' if item in flagged else '❝'}{min(number, 9)}" for item, number in counts.items()}


def _heading(name: Content, mark: Content, width: int) -> Content:
    room = width - mark.cell_length - 1
    return join(name.truncate(room, ellipsis=True).pad_right(max(room - name.cell_length, 0)), " ", mark)


def _in_front(front: Front, width: int, quotes: str, *, is_open: bool) -> list[Row]:
    if not is_open:
        item = front.sheet.checklist.item(front.item)
        words = _line(front, item, quotes, width, "▸ ", style="bold")
        return [Row(words.pad_right(max(width - words.cell_length, 0)).stylize("on $cursor-row"))]
    first, *rest = item_rows(front, width - 2)
    return [
        first.indented(plain("▸ ", "bold $focus")),
        *(row.indented(plain("│ ", "$focus")) for row in rest),
    ]


def _line(front: Front, item: Item, quotes: str, width: int, mark: str, style: str = "") -> Content:
    """Draw an item on a line: number, answer, how many quotes, whether it has a note, its words."""
    sheet = front.sheet
    given = sheet.answers.get(item.id)
    code = (given.code if given else None) or ""
    tone = sheet.checklist.tone(item.id, code) if code and not item.role else "none"
    note = plain("✎" if given and given.note else " ", "$quote")
    if front.has_unsaved_note(item.id):
        note = plain(SIGN, "$text-warning")
    muted = "italic $text-muted" if item.role else ""
    begin = join(
        plain(f"{mark}{fill(item.shown, 4)} ", style or muted),
        sign_of(sheet, item),
        plain(f" {code:<3}", TONE_STYLES[tone]),
        plain(f"{quotes:<2}", "$quote"),
        note,
        " ",
    )
    return join(
        begin, plain(item.text, style or muted).truncate(max(width - begin.cell_length, 0), ellipsis=True)
    )


def codes_of_domain(front: Front, width: int) -> Content:
    """Draw numbers and answers of the items beside the one in front; what has no room is counted.

    >>> from textual.content import Content
    """
    sheet, checklist = front.sheet, front.sheet.checklist
    asked = [checklist.item(item) for item in sheet.verdict.shown]
    here = checklist.item(front.item) if front.item else None
    if here is not None and here.role:
        own = [item for item in asked if item.role]
    else:
        own = [item for item in asked if not item.role and checklist.domain_of(item.id).id == front.domain]
    codes = [_code(sheet, item, item.id == front.item) for item in own]
    every = Content("  ").join(codes)
    if every.cell_length <= width or here not in own:
        return every
    number = own.index(here)
    near = Content("  ").join(codes[max(number - 1, 0) : number + 2])
    return join(plain(f"{number + 1} of {len(own)}  ", "$text-muted"), near)


def _code(sheet: Sheet, item: Item, is_front: bool) -> Content:
    number = f"({item.shown})" if item.role else item.shown
    style = "bold $text" if is_front else ("italic $text-muted" if item.role else "$text")
    return join(plain(f"{'▸' if is_front else ''}{number} ", style), sign_of(sheet, item))
