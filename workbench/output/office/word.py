"""Write a Word document for a manuscript: real tables with captions and notes, figures in their place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from workbench.output.constant_columns import hoist_on_paper
from workbench.output.figures.draw import lay_out, least_width
from workbench.output.figures.image_files import write_page
from workbench.output.figures.palettes import SAFE
from workbench.output.figures.sizes import Sizes
from workbench.output.figures.subjects import Subject
from workbench.output.figures.text_width import typeface
from workbench.output.office import word_parts as parts
from workbench.output.office import word_styles as styles
from workbench.output.office.cell_texts import printed
from workbench.output.office.fixed_times import with_time
from workbench.output.office.word_citations import citations_of, put_citations
from workbench.output.office.word_layout import WordLayout
from workbench.output.office.word_tables import WIDE, fits, put_list, put_table, texts_of
from workbench.output.report.content import Report
from workbench.output.table import Table

_DPI = 300
"""Of pictures: what journals ask for."""
_WIDEST_MM = 180.0
_SMALLEST = 0.85
"""The share of its size to which a figure is made smaller before its page is turned."""
_CAPTION_MM = 22.0
"""Room that a figure leaves on its page for its caption."""


def write_word(report: Report, layout: WordLayout | None = None) -> bytes:
    """Write the report as .docx: title, methods, tables with notes and figures after them, references last.

    Tables that the page folds, thousands of rows of answers, are for the workbook and for CSV.

    Raises:
        WorkbenchError: python-docx is not installed, or matplotlib where there are figures.
        UsageError: the template is no Word document, or there is no such typeface for figures.
    """
    layout = layout or WordLayout()
    document = styles.new_document(report.title, layout, report.authors)
    wanted = [
        hoist_on_paper(table)
        for table in report.tables
        if layout.is_excerpt or not report.place_of(table).folded
    ]
    tables = [table for table in wanted if table.rows]
    if not layout.is_excerpt:  # what was asked for stands in the order in which it was asked for
        tables.sort(key=lambda table: report.place_of(table).is_list)
    placed = list(_in_order(report, tables))
    if not layout.is_excerpt:
        _put_opening(document, report, layout)
        # A final file has no line on what the program has nothing for.
        _put_results(document, report, placed, () if report.is_final else wanted)
    elif layout.with_methods:
        _put_methods(document, report)
    # The blocks of one table lie alike, so that the pages do not turn back and forth.
    upright = parts.room_of(document, across=False)
    wide = {
        table.name
        for table in tables
        if len(table.columns) > WIDE or not fits(texts_of(table), upright, styles.wideness(document))
    }
    for each in placed:
        if not isinstance(each, Table):
            with typeface(layout.font):
                _put_figure(document, each)
        elif report.place_of(each).is_list:
            parts.turn(document, across=False)
            put_list(document, each)
        else:
            parts.turn(document, across=each.name in wide)
            put_table(document, each, report.codes, report.abbreviations)
    if layout.is_excerpt:
        _put_left_out(document, wanted)
    stream = BytesIO()
    document.save(stream)
    return with_time(stream.getvalue(), layout.made)


def _put_opening(document: Any, report: Report, layout: WordLayout) -> None:
    known = {style.name for style in document.styles}
    document.add_paragraph(printed(report.title), style="Title" if "Title" in known else None)
    if report.question:
        document.add_paragraph(printed(report.question, keep_newlines=True))
    said = [
        *([] if report.is_final else [f"As {report.viewer} may see it."]),
        *([f"{layout.made.day} {layout.made:%B %Y}."] if layout.made else []),
    ]
    if said:
        document.add_paragraph(printed(" ".join(said)))
    _put_methods(document, report)


def _put_methods(document: Any, report: Report) -> None:
    known = {style.name for style in document.styles}
    if report.methods:
        document.add_paragraph("Methods", style="Heading 1" if "Heading 1" in known else None)
        for paragraph in report.methods:
            document.add_paragraph(printed(paragraph))


def _put_results(
    document: Any, report: Report, placed: Sequence[Table | Subject], wanted: Sequence[Table]
) -> None:
    """Put the text that cites what follows, and names the tables that nothing stands in."""
    numbered = [each for each in placed if not (isinstance(each, Table) and report.place_of(each).is_list)]
    if numbered:
        known = {style.name for style in document.styles}
        document.add_paragraph("Results", style="Heading 1" if "Heading 1" in known else None)
        put_citations(document, list(citations_of(numbered, report)))
    _put_left_out(document, wanted)


def _put_left_out(document: Any, wanted: Sequence[Table]) -> None:
    """Say in a line which tables are left out, as there is nothing to put into them."""
    empty = dict.fromkeys(printed(table.title or table.name) for table in wanted if not table.rows)
    if empty:
        document.add_paragraph(f"Left out, as nothing stands in them: {'; '.join(empty)}.")


def _in_order(report: Report, tables: Sequence[Table]) -> Iterator[Table | Subject]:
    """Yield figures that belong to no table, then the tables, each with its figures, then the others."""
    yield from (subject for after, subject in report.drawings if not after)
    waiting = [(after, subject) for after, subject in report.drawings if after]
    for number, table in enumerate(tables):
        yield table
        if number + 1 == len(tables) or tables[number + 1].name != table.name:
            yield from (subject for after, subject in waiting if after == table.name)
            waiting = [(after, subject) for after, subject in waiting if after != table.name]
    yield from (subject for _, subject in waiting)


def _put_figure(document: Any, subject: Subject) -> None:
    """Put the pictures of a figure, a caption below each; across where it is too wide for upright.

    The page is turned once it is known which way, as each turn begins a page.
    """
    upright = parts.room_of(document, across=False)
    least = least_width(subject, min(upright, _WIDEST_MM))
    parts.turn(document, across=least * _SMALLEST > upright)
    room = parts.room_of(document)
    width = least_width(subject, min(room, _WIDEST_MM))
    # A page of a template may be too narrow either way: the picture is then made smaller, not left out.
    scale = min(room / width, 1.0)
    height = (parts.height_of(document) - _CAPTION_MM) / scale
    pages = lay_out(subject, Sizes(width, height, SAFE))
    for number, page in enumerate(pages, start=1):
        picture = write_page(page, "png", _DPI)
        title = printed(subject.title)
        parts.add_picture(document, picture, width * scale, title, printed(page.words), styles.PICTURE)
        if number == 1:
            figure = parts.add_caption(document, "Figure", title, styles.CAPTION, stay=False)
        else:
            parts.add_continued(document, "Figure", figure, title, styles.CAPTION, stay=False)
