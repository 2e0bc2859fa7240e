"""Put a table into a Word document as journals print one: caption, box, header, groups, raised notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.output.abbreviations import abbreviations_in
from workbench.output.em_widths import fit_columns, least_widths, tie_numbers
from workbench.output.figures.palettes import ink_on
from workbench.output.judgement_cells import judgement_in
from workbench.output.office import word_parts as parts
from workbench.output.office import word_styles as styles
from workbench.output.office.cell_texts import printed, words_of_cell
from workbench.output.office.word_panels import panels_of
from workbench.output.print_signs import in_print
from workbench.output.table import Cell, Labelled, RowGroup, Table, alignments, cell_text

WIDE = 7
"""A table with more columns goes on a page across."""

_SMALL = 8
"""A table with no more rows stays on one page with its title, and with its notes if they are no more."""

_FIRST = 3
"""So many rows are never left alone with the title at the foot of a page."""

_SIZES = (9.0, 8.0, 7.5, 7.0, 6.5, 6.0)
"""Of the letters in points: the first at which no word is cut. A page across begins with the second."""

_POINTS_A_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of the document: the cells of a row of the table, or the title of a group."""

    cells: tuple[Cell, ...]
    is_group: bool = False


def put_table(
    document: Any,
    table: Table,
    codes: Mapping[str, str] | None = None,
    own: Mapping[str, str] | None = None,
    letter: str = "",
) -> None:
    """Put caption, header box, table and notes below what is there, in panels where it is too wide.

    Args:
        document: to add to.
        table: what is put.
        codes: the codes of answers that may stand in it, with their labels.
        own: what the review abbreviates itself, written out.
        letter: before its number, as in "Table S1".
    """
    series = parts.Series("Table", letter)
    title = printed(table.title or table.name)
    caption = parts.add_caption(document, series, title, styles.CAPTION, stay=True)
    if table.header:
        parts.add_box(document, [printed(line) for line in table.header], styles)
    texts, room = texts_of(table), parts.room_of(document)
    if fits(texts, room, styles.wideness(document)):
        _put_panel(document, table)
        _put_notes(document, table, codes, own)
        return
    for number, panel in enumerate(panels_of(table, texts, room / styles.wideness(document))):
        if number:
            parts.add_continued(document, series, caption, title, styles.CAPTION, stay=True)
        _put_panel(document, panel)
    _put_notes(document, table, codes, own)


def texts_of(table: Table) -> list[list[str]]:
    """Return the texts of a table as they are printed, the titles of the columns first."""
    return [
        [printed(title) for title in table.titles],
        *([_text(cell) for cell in row] for row in table.rows),
    ]


def _put_panel(document: Any, table: Table) -> None:
    """Put the rows of a table that fits on the page."""
    lines = list(_lines(table))
    texts = [
        [printed(title) for title in table.titles],
        *([_text(cell) for cell in line.cells] for line in lines),
    ]
    alike = [place for place, column in enumerate(table.columns) if column.is_domain]
    size, widths = layout(
        [text for text, line in zip(texts, [None, *lines], strict=True) if line is None or not line.is_group],
        parts.room_of(document),
        alike,
        styles.text_size(document),
        styles.wideness(document),
    )
    _put_rows(document, table, lines, texts, widths, size)


def put_list(document: Any, table: Table) -> None:
    """Put a table as a list of paragraphs, such as references: number, text, and identifiers with links."""
    known = {style.name for style in document.styles}
    document.add_paragraph(printed(table.title), style="Heading 1" if "Heading 1" in known else None)
    for row in table.rows:
        cells = dict(zip(table.ids, row, strict=True))
        paragraph = document.add_paragraph(style=styles.REFERENCE)
        number = f"{cell_text(cells['number'])}. " if "number" in cells else ""
        paragraph.add_run(f"{number}{printed(cell_text(cells['reference']))}")
        for column in table.columns:
            cell = cells[column.id]
            if column.id in _OF_THE_TEXT or not cell_text(cell):
                continue
            paragraph.add_run(f" {column.title}: ")
            text = printed(cell_text(cell))
            if isinstance(cell, Labelled) and cell.link:
                parts.add_linked(paragraph, text, parts.relation(document, cell.link))
            else:
                paragraph.add_run(text)
            paragraph.add_run(".")


_OF_THE_TEXT = ("number", "study", "reference")
"""Columns that an entry of a list begins with, or does not need."""


def _lines(table: Table) -> Iterator[_Line]:
    """Yield the rows, the title of a group once before its rows, which are named within it."""
    before = None
    for row, group in zip(table.rows, table.groups or [None] * len(table.rows), strict=True):
        if group is not None and group.title != before:
            yield _Line((group.title, *[""] * (len(row) - 1)), is_group=True)
        before = group.title if group is not None else None
        yield _Line(_within(row, group))


def _within(row: tuple[Cell, ...], group: RowGroup | None) -> tuple[Cell, ...]:
    return row if group is None else (group.name, *row[1:])


def _put_rows(
    document: Any,
    table: Table,
    lines: Sequence[_Line],
    texts: Sequence[Sequence[str]],
    widths: list[float],
    size: float | None,
) -> None:
    placed = document.add_table(rows=len(texts), cols=len(table.columns))
    placed.style = styles.TABLE
    placed.autofit = False
    parts.narrow_padding(placed)
    parts.set_widths(placed, widths)
    parts.describe_table(placed, printed(table.title or table.name))
    sides, ids = alignments(table), styles.sized(document, size)
    rows = iter(placed._tbl.tr_lst)  # by far faster than rows and cells, which look each one up anew
    head = next(rows)
    parts.repeat(head)
    for place, title, side in zip(head.tc_lst, texts[0], sides, strict=True):
        parts.fill(place, title, ids[styles.HEAD], shade="#E7E7E7", right=side == "right", stay=True)
    small = len(lines) <= _SMALL
    for number, (row, line) in enumerate(zip(rows, lines, strict=True), start=1):
        parts.keep_together(row)
        # The last row stays with the notes, the first ones and those of a small table with each other.
        last = number == len(lines)
        stay = line.is_group or (bool(table.notes) if last else small or number <= _FIRST)
        if line.is_group:
            parts.span(row)
            parts.fill(row.tc_lst[0], texts[number][0], ids[styles.GROUP], stay=True)
            continue
        for place, cell, text, side in zip(row.tc_lst, line.cells, texts[number], sides, strict=True):
            _fill(document, place, cell, text, ids[styles.TEXT], right=side == "right", stay=stay)


def _fill(
    document: Any,
    place: Any,
    cell: Cell,
    text: str,
    style: str,
    *,
    right: bool,
    stay: bool,
) -> None:
    symbol = judgement_in(cell)
    shade = symbol.colour if symbol else None
    parts.fill(
        place,
        text,
        style,
        shade=shade,
        ink=ink_on(shade)[1:] if shade else None,
        right=right,
        stay=stay,
        raised=",".join(cell.notes) if isinstance(cell, Labelled) else "",
        link=parts.relation(document, cell.link) if isinstance(cell, Labelled) and cell.link else "",
    )


def _put_notes(
    document: Any, table: Table, codes: Mapping[str, str] | None, own: Mapping[str, str] | None
) -> None:
    """Put the footnotes with their letters raised, then what else must be known, then the abbreviations."""
    written = [*table.titles, *table.header, *(cell_text(cell) for row in table.rows for cell in row)]
    short = abbreviations_in([table.title, *written, *table.notes], codes, own)
    plain = [*table.plain_notes, *([f"Abbreviations: {short}."] if short else [])]
    notes = [*table.footnotes.items(), *(("", note) for note in plain)]
    few = len(notes) <= _SMALL
    for number, (letter, note) in enumerate(notes, start=1):
        stay = few and number < len(notes)
        text = as_sentence(printed(note))
        parts.add_note(document, letter, text, styles.NOTE, first=number == 1, stay=stay)


def as_sentence(note: str) -> str:
    """Return a note with a capital at its beginning, unless that is no common word, and a stop at its end.

    >>> as_sentence("all rows: judged for the study"), as_sentence("pH was not read?"), as_sentence("n: 3")
    ('All rows: judged for the study.', 'pH was not read?', 'n: 3.')
    """
    first = note.split(" ", 1)[0].rstrip(",:;")
    begun = note[:1].upper() + note[1:] if len(first) > 1 and first.isalpha() and first.islower() else note
    return begun if not begun or begun.endswith((".", "!", "?", ":", "…", ".)")) else f"{begun}."


def _text(cell: Cell) -> str:
    """Return the text of a cell; a symbol stays on the line of its word, raised letters are left out."""
    words = in_print(words_of_cell(cell))
    if isinstance(cell, Labelled) and cell.notes:
        words = printed(cell.without_notes, keep_newlines=True)
    text, symbol = tie_numbers(words), judgement_in(cell)
    return text if symbol is None else text.replace(f"{symbol.symbol} ", f"{symbol.symbol}\u00a0", 1)


def fits(texts: Sequence[Sequence[str]], room: float, wideness: float = 1.0) -> bool:
    """Return True if the columns have room side by side with no word cut, be it in small letters.

    Args:
        texts: the rows, the header first.
        room: between the margins, in mm.
        wideness: by how much letters may run wider than they are measured.
    """
    size = _SIZES[-1] * wideness
    ems, beside = room * _POINTS_A_MM / size, 2 * parts.PADDING_MM * _POINTS_A_MM / size + 0.2
    return sum(least_widths(texts)) + beside * len(texts[0]) <= ems


def layout(
    texts: list[list[str]],
    room: float,
    alike: Sequence[int] = (),
    largest: float | None = None,
    wideness: float = 1.0,
) -> tuple[float | None, list[float]]:
    """Return the size of the letters in points, and the widths of the columns in mm, which fill the room.

    Args:
        texts: the rows, the header first.
        room: between the margins, in mm.
        alike: the places of columns that get one width.
        largest: the size that the style of the texts has; it is tried first.
        wideness: by how much letters may run wider than they are measured.

    Returns:
        None as the size where that of the style is right.
    """
    ours = _SIZES[1:] if len(texts[0]) > WIDE else _SIZES
    sizes = ours if largest is None else (largest, *(size for size in ours if size < largest))
    if len(texts[0]) > WIDE and largest == _SIZES[0]:  # our own style, which no template has changed
        sizes = ours
    # Bold letters run wider: each word of a header counts as one letter more.
    measured = [[" ".join(f"{word}n" for word in title.split()) for title in texts[0]], *texts[1:]]
    measured = [_levelled(row, alike) for row in measured]
    for size in sizes:
        em = size * wideness
        ems, beside = room * _POINTS_A_MM / em, 2 * parts.PADDING_MM * _POINTS_A_MM / em + 0.2
        if sum(least_widths(measured)) + beside * len(texts[0]) <= ems:
            break
    widths = fit_columns(measured, ems, beside)
    for place in alike:
        widths[place] = sum(widths[each] for each in alike) / len(alike)
    # All tables are as wide as the page, so that they stand below each other without steps.
    return None if size == largest else size, [width * room / sum(widths) for width in widths]


def _levelled(row: Sequence[str], alike: Sequence[int]) -> list[str]:
    """Return a row in which columns that shall be alike measure alike: each as the longest of them."""
    longest = max((row[place] for place in alike), key=len, default="")
    words = max((word for place in alike for word in row[place].split()), key=len, default="")
    text = longest if words in longest else f"{longest} {words}"
    return [text if place in alike else cell for place, cell in enumerate(row)]
