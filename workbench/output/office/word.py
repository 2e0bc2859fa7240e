"""Write a Word document for a manuscript: real tables with captions and notes, figures in their place.

What a journal prints stands in the text, the rest behind the references as supplementary material.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from typing import Any

from workbench.output.abbreviations import abbreviations_in
from workbench.output.constant_columns import hoist_on_paper
from workbench.output.empty_cells import with_dashes, without_empty_columns
from workbench.output.figures.draw import lay_out, least_width, texts_in
from workbench.output.figures.image_files import write_page
from workbench.output.figures.legend_text import legend_text
from workbench.output.figures.palettes import SAFE
from workbench.output.figures.sizes import Sizes
from workbench.output.figures.subjects import Subject
from workbench.output.figures.text_width import typeface
from workbench.output.office import word_parts as parts
from workbench.output.office import word_styles as styles
from workbench.output.office.cell_texts import printed
from workbench.output.office.fixed_times import with_time
from workbench.output.office.word_citations import Citation, citations_of, put_citations
from workbench.output.office.word_layout import WordLayout
from workbench.output.office.word_tables import WIDE, fits, put_list, put_table, texts_of
from workbench.output.report.content import Drawing, Paragraph, Report
from workbench.output.report.table_places import Part
from workbench.output.table import Labelled, Table

_DPI = 300
"""Of pictures: what journals ask for."""
_WIDEST_MM = 180.0
_SMALLEST = 0.85
"""The share of its size to which a figure is made smaller before its page is turned."""
_CAPTION_MM = 34.0
"""Room that a figure leaves on its page for its caption and what its signs mean."""
SUPPLEMENT = "Supplementary material"
_LETTER = "S"
"""Before the numbers of the supplementary material."""


@dataclass(frozen=True, slots=True)
class _Section:
    """The tables and figures of one part of the document, in their order, and the letter of their numbers."""

    placed: tuple[Table | Subject, ...]
    letter: str = ""


def write_word(report: Report, layout: WordLayout | None = None) -> bytes:
    """Write the report as .docx: title, methods, what the text shows, references, supplementary material.

    Tables that are there only where they are asked for, thousands of rows of answers, are for the workbook
    and for CSV.

    Raises:
        WorkbenchError: python-docx is not installed, or matplotlib where there are figures.
        UsageError: the template is no Word document, or there is no such typeface for figures.
    """
    layout = layout or WordLayout()
    document = styles.new_document(report.title, layout, report.authors, report.question)
    wanted = [table for table in report.tables if layout.is_excerpt or report.place_of(table).part != "asked"]
    tables = [_on_paper(table, report) for table in wanted if table.rows]
    if layout.is_excerpt:  # what was asked for stands in the order in which it was asked for
        sections = [_Section(tuple(_in_order(report, tables, report.drawings)))]
        if layout.with_methods:
            _put_methods(document, report)
    else:
        lists = tuple(table for table in tables if report.place_of(table).is_list)
        main = tuple(_part_of(report, tables, "main"))
        rest = _Section(tuple(_part_of(report, tables, "supplement")), _LETTER)
        sections = [_Section((*main, *lists)), rest]
        _put_opening(document, report, layout)
        # A final file has no line on what the program has nothing for.
        _put_results(document, report, (_Section(main), rest), () if report.is_final else wanted)
    # The blocks of one table lie alike, so that the pages do not turn back and forth.
    upright = parts.room_of(document, across=False)
    wide = {
        table.name
        for table in tables
        if len(table.columns) > WIDE or not fits(texts_of(table), upright, styles.wideness(document))
    }
    for section in sections:
        if section.letter and section.placed:
            _put_heading_of_supplement(document, report)
        for each in section.placed:
            if not isinstance(each, Table):
                with typeface(layout.font):
                    _put_figure(document, each, section.letter, report)
            elif report.place_of(each).is_list:
                parts.turn(document, across=False)
                put_list(document, each)
            else:
                parts.turn(document, across=each.name in wide)
                put_table(document, each, report.codes, report.abbreviations, section.letter)
    if layout.is_excerpt:
        _put_left_out(document, wanted)
    stream = BytesIO()
    document.save(stream)
    return with_time(stream.getvalue(), layout.made)


_OF_THE_RECORD = ("title", "authors", "year", "journal")
"""Columns of the characteristics that the reference list has too."""


def _on_paper(table: Table, report: Report) -> Table:
    """Return a table as a manuscript prints it: without what says nothing, a dash where a cell is empty.

    Where studies are named as a text cites them, the reference list has their titles and authors.
    """
    if report.place_of(table).is_list:
        return table
    is_cited = table.ids[0] == "study" and any(
        isinstance(row[0], Labelled) and row[0].value != row[0].label for row in table.rows
    )
    if is_cited and any(report.place_of(other).is_list for other in report.tables):
        table = table.without(_OF_THE_RECORD)
    return with_dashes(hoist_on_paper(without_empty_columns(table)))


def _part_of(report: Report, tables: Sequence[Table], part: Part) -> Iterator[Table | Subject]:
    """Yield the tables and figures of one part of the document, without lists."""
    chosen = [
        table
        for table in tables
        if report.place_of(table).part == part and not report.place_of(table).is_list
    ]
    return _in_order(report, chosen, [drawing for drawing in report.drawings if drawing.part == part])


def _put_heading_of_supplement(document: Any, report: Report) -> None:
    """Begin the supplementary material on a page of its own, with what it belongs to."""
    known = {style.name for style in document.styles}
    parts.turn(document, across=False)
    heading = document.add_paragraph(SUPPLEMENT, style="Heading 1" if "Heading 1" in known else None)
    heading.paragraph_format.page_break_before = True
    document.add_paragraph(printed(report.title))


def _put_opening(document: Any, report: Report, layout: WordLayout) -> None:
    known = {style.name for style in document.styles}
    document.add_paragraph(printed(report.title), style="Title" if "Title" in known else None)
    if report.question:
        document.add_paragraph(printed(report.question, keep_newlines=True), style=styles.SUBTITLE)
    if layout.made:
        document.add_paragraph(f"{layout.made.day} {layout.made:%B %Y}", style=styles.DATE)
    if not report.is_final:
        document.add_paragraph(printed(f"As {report.viewer} may see it."))
    _put_methods(document, report)


def _put_methods(document: Any, report: Report) -> None:
    known = {style.name for style in document.styles}
    if report.methods:
        document.add_paragraph("Methods", style="Heading 1" if "Heading 1" in known else None)
        _put_paragraphs(document, report.methods)


def _put_paragraphs(
    document: Any, paragraphs: Sequence[Paragraph], citations: Sequence[Citation] = ()
) -> None:
    """Put paragraphs below their headings, each with the citations of its matter at its end."""
    known = {style.name for style in document.styles}
    for part in paragraphs:
        document.add_paragraph(part.heading, style="Heading 2" if "Heading 2" in known else None)
        paragraph = document.add_paragraph(printed(part.text))
        put_citations(paragraph, [each for each in citations if each.matter == part.matter != ""])


def _put_results(
    document: Any, report: Report, sections: Sequence[_Section], wanted: Sequence[Table]
) -> None:
    """Put the text that cites what follows, and names the tables that nothing stands in."""
    cited = [each for section in sections for each in citations_of(section.placed, report, section.letter)]
    if cited:
        known = {style.name for style in document.styles}
        document.add_paragraph("Results", style="Heading 1" if "Heading 1" in known else None)
        _put_paragraphs(document, report.results, cited)
    matters = {part.matter for part in report.results if part.matter}
    rest = [each for each in cited if each.matter not in matters]
    if rest and matters:
        known = {style.name for style in document.styles}
        document.add_paragraph("Further tables", style="Heading 2" if "Heading 2" in known else None)
    for _, together in groupby(rest, key=lambda each: each.series.letter):
        put_citations(document.add_paragraph(), list(together))
    _put_left_out(document, wanted)


def _put_left_out(document: Any, wanted: Sequence[Table]) -> None:
    """Say in a line which tables are left out, as there is nothing to put into them."""
    empty = dict.fromkeys(printed(table.title or table.name) for table in wanted if not table.rows)
    if empty:
        document.add_paragraph(f"Left out, as nothing stands in them: {'; '.join(empty)}.")


def _in_order(
    report: Report, tables: Sequence[Table], drawings: Sequence[Drawing]
) -> Iterator[Table | Subject]:
    """Yield figures that belong to no table, then the tables, each with its figures, then the others.

    A figure whose table is not there stands where the table would.
    """
    order = {name: place for place, name in enumerate(report.places)}
    there = {table.name for table in tables}
    yield from (drawing.subject for drawing in drawings if not drawing.after)
    waiting = [drawing for drawing in drawings if drawing.after]
    before = ""
    for number, table in enumerate(tables):
        place = order.get(table.name, -1)
        if table.name != before:
            yield from (each.subject for each in waiting if _is_due(each.after, there, order, place))
            waiting = [each for each in waiting if not _is_due(each.after, there, order, place)]
        before = table.name
        yield table
        if number + 1 == len(tables) or tables[number + 1].name != table.name:
            yield from (each.subject for each in waiting if each.after == table.name)
            waiting = [each for each in waiting if each.after != table.name]
    yield from (each.subject for each in waiting)


def _is_due(after: str, there: Container[str], order: Mapping[str, int], place: int) -> bool:
    """Return True if the table that a figure stands after is not there and comes before a place."""
    return after not in there and order.get(after, place) < place


def _put_figure(document: Any, subject: Subject, letter: str, report: Report) -> None:
    """Put the pictures of a figure, a caption below each, and what its signs mean.

    It lies across where it is too wide for upright.
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
    series = parts.Series("Figure", letter)
    for number, page in enumerate(pages, start=1):
        picture = write_page(page, "png", _DPI)
        title = printed(subject.title)
        parts.add_picture(document, picture, width * scale, title, printed(page.words), styles.PICTURE)
        if number == 1:
            legend = list(_legend_of(subject, report))
            figure = parts.add_caption(document, series, title, styles.CAPTION, stay=bool(legend))
            for place, line in enumerate(legend, start=1):
                first, last = place == 1, place == len(legend)
                parts.add_note(document, "", line, styles.NOTE, first=first, stay=not last)
        else:
            parts.add_continued(document, series, figure, title, styles.CAPTION, stay=False)


def _legend_of(subject: Subject, report: Report) -> Iterator[str]:
    """Yield what the symbols of a figure mean, and what is abbreviated in it."""
    if legend := legend_text(subject):
        yield printed(legend)
    texts = list(texts_in(subject))
    if short := abbreviations_in(texts, report.codes, report.abbreviations):
        yield printed(f"Abbreviations: {short}.")
