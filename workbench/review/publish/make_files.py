"""Make the files of tables, figures, the report and exports, for command line and screens alike.

Nothing is written here: the files come as `MadeFiles`, and whoever asked for them writes them.
"""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import UsageError
from workbench.output.atomic_files import suffix_of
from workbench.output.made_files import MadeFiles
from workbench.output.render import FORMATS, render
from workbench.output.table import Labelled, Table
from workbench.review.publish.manuscript.final_words import in_words_of_manuscript, without_working_columns
from workbench.review.publish.manuscript.manuscript_abbreviations import with_abbreviations
from workbench.review.session import LabelStyle, ReviewSession
from workbench.review.tables.build import build_table
from workbench.review.tables.material import Of
from workbench.review.view import View

if TYPE_CHECKING:
    from workbench.output.exports.export import Export
    from workbench.output.report.content import Report
    from workbench.review.publish.exports import ExportRequest

ROWS_ONLY = ("json", "csv", "tsv")
"""Formats in which all rows are of one table: what they rest on is left to `characteristic` and `show`."""
PRINTED = ("markdown", "html", "latex")
"""Formats that go into a manuscript, where abbreviations are written out below a table."""
REPORT_SUFFIXES = ("html", "docx", "xlsx")
LABEL_ID = "study_label"
"""The name of the value that the label of a study is for programs."""


def tables_in_format(
    session: ReviewSession,
    name: str,
    fmt: str,
    of: Of = "consensus",
    *,
    final: bool = False,
    label: LabelStyle | None = None,
) -> list[Table]:
    """Build a table as one format has it.

    Args:
        session: the open review and its viewer.
        name: one of `TABLES`.
        fmt: one of `FORMATS`.
        of: see `build_table`.
        final: see `build_table`.
        label: how studies are named; programs find them by their key and have the label behind the columns.

    Raises:
        UsageError: no such table, or nobody said who is looking.
        NotFinalError: it shall be final, and something is open.
    """
    tables = build_table(session, name, of, final=final, label=label or "key")
    if fmt in ROWS_ONLY:
        tables = [table for table in tables if not table.name.endswith("-sources")]
        return [_with_label_column(table) for table in tables] if label not in (None, "key") else tables
    if final:
        tables = without_working_columns(in_words_of_manuscript(tables, View(session)))
    return with_abbreviations(tables, View(session)) if fmt in PRINTED else tables


def _with_label_column(table: Table) -> Table:
    """Return a table whose rows have the label of their study among their values for programs."""
    if "study" not in table.ids or not table.rows:
        return table
    place = table.ids.index("study")
    cells = [row[place] for row in table.rows]
    before = table.data or ({},) * len(table.rows)
    data = tuple(
        {**values, LABEL_ID: cell.label if isinstance(cell, Labelled) else cell}
        for values, cell in zip(before, cells, strict=True)
    )
    return replace(table, data=data)


def table_file(
    session: ReviewSession,
    name: str,
    target: str,
    of: Of = "consensus",
    *,
    final: bool = False,
    label: LabelStyle | None = None,
) -> MadeFiles:
    """Make the file of a table, in the format of its suffix; see `tables_in_format`.

    Notes of formats that have rows only are said.

    Raises:
        UsageError: an unknown suffix, and as `tables_in_format`.
    """
    formats = {each.suffix: each for each in FORMATS.values() if each.suffix}
    chosen = formats[suffix_of(target, tuple(formats))]
    tables = tables_in_format(session, name, chosen.name, of, final=final, label=label)
    notes = () if chosen.has_notes else tuple(dict.fromkeys(note for each in tables for note in each.notes))
    return MadeFiles({target: render(tables, chosen.name)}, said=notes)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRequest:
    """The choices of a user for a figure.

    Attributes:
        name: one of `FIGURES`.
        checklist: the id of the only checklist that is wanted; None: of all.
        width: in mm; None: the usual one, or what the figure needs where that is more.
        dpi: dots per inch of PNG and TIFF.
        palette: one of `palettes.PALETTES`.
        label: how studies are named.
        studies: keys of the only studies that are wanted; none: all.
        order: of the rows, one of `row_order.ORDERS`; empty: the own one of the figure.
        panels: put the figures of several checklists or outcomes into one.
        font: a typeface of this machine; empty: the one that matplotlib brings.
    """

    name: str
    checklist: str | None = None
    width: float | None = None
    dpi: int = 300
    palette: str = "safe"
    label: LabelStyle | None = None
    studies: Sequence[str] = ()
    order: str = ""
    panels: bool = False
    font: str = ""


def figure_files(session: ReviewSession, request: FigureRequest, target: str) -> MadeFiles:
    """Draw a figure: a PDF holds all of it, other formats take a file a checklist or page.

    Raises:
        UsageError: no such figure, suffix, palette or typeface, or a size that cannot be drawn.
        NotFoundError: no such checklist or study, or there is nothing to draw.
        WorkbenchError: matplotlib is not installed.
    """
    from workbench.output.figures.draw import boxed, draw_with_captions
    from workbench.output.figures.image_files import FORMATS as SUFFIXES
    from workbench.output.figures.sizes import SMALLEST, USUAL_WIDTH
    from workbench.review.publish.build_figure import build_figure

    suffix_of(target, SUFFIXES)
    subjects = build_figure(
        session,
        request.name,
        request.checklist,
        label=request.label or "key",
        only=request.studies,
        order=request.order,
        as_panels=request.panels,
    )
    drawn = draw_with_captions(
        subjects,
        target,
        width=request.width,
        dpi=request.dpi,
        palette=request.palette,
        font=request.font,
    )
    said = []
    if request.width is None and drawn.width > USUAL_WIDTH:
        said.append(f"Drawn {drawn.width:g} mm wide: at {USUAL_WIDTH:g} mm it could not be read.")
    if drawn.scale < 1:
        said.append(
            f"Made smaller, to {drawn.scale:.0%} of its size, to be {drawn.width:g} mm wide;"
            f" its smallest letters have {SMALLEST * drawn.scale:.1f} points."
        )
    letters = boxed(subjects)
    advice = (
        f"No typeface on this machine has {letters[:40]}: they show as boxes. Install one that has them, "
        "such as Noto Sans CJK, and draw again."
    )
    return MadeFiles(drawn.files, drawn.captions, (*said, *([advice] if letters else [])))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRequest:
    """The choices of a user for the report.

    Attributes:
        with_wording: also the texts of checklists that are somebody else's.
        only: names of tables and figures that are wanted; none: all tables.
        template: of Word: a document whose styles it takes.
        final: refuse it while anything in it is open.
        label: how studies are named; None: by author and year in Word and what is final, else by key.
        font: of the figures in Word: a typeface of this machine; empty: the one that matplotlib brings.
    """

    with_wording: bool = False
    only: Sequence[str] = ()
    template: Path | None = None
    final: bool = False
    label: LabelStyle | None = None
    font: str = ""


def report_file(session: ReviewSession, request: ReportRequest, target: str) -> MadeFiles:
    """Make the report as a web page, a Word document or an Excel workbook.

    Raises:
        UsageError: an unknown suffix or name, a template for something else than Word, or one that cannot
            be read.
        NotFinalError: it shall be final, and something is open.
        WorkbenchError: what writes Word or Excel is not installed.
    """
    from workbench.output.extras import is_installed
    from workbench.review.publish import report as reporting

    fmt = suffix_of(target, REPORT_SUFFIXES)
    if request.template is not None and fmt != "docx":
        raise UsageError("--template is for Word: give a file that ends in .docx")
    if request.font and fmt != "docx":
        raise UsageError("--font is for the figures in Word: give a file that ends in .docx")
    draws = fmt == "docx" and is_installed("matplotlib")
    content = reporting.report(
        session,
        with_wording=request.with_wording,
        final=request.final,
        only=request.only,
        with_drawings=draws,
        label=request.label or ("author-year" if fmt == "docx" or request.final else "key"),
    )
    said = ["Figures are left out: they need the extra [plots]."] if fmt == "docx" and not draws else []
    if request.final and content.incomplete:
        said.append(
            f"References are incomplete: {'; '.join(content.incomplete)}."
            " `workbench edit STUDY` enters what is missing."
        )
    if request.final and (short := _unexplained(content)):
        said.append(
            f"Abbreviations that nothing writes out: {', '.join(short)}."
            ' `workbench protocol set abbreviations "ILD, interstitial lung disease; …"` explains them.'
        )
    data = _written(content, fmt, request)
    if fmt != "html":
        from workbench.output.office.cell_texts import replaced_characters

        if replaced := replaced_characters(content):
            said.append(f"Shown by a sign or number, as the file cannot hold them: {', '.join(replaced)}.")
    return MadeFiles({target: data}, said=tuple(said))


def _unexplained(content: Report) -> list[str]:
    """Return the abbreviations of tables that no note would explain; titles of works have their own."""
    from workbench.output.abbreviations import unexplained_in
    from workbench.output.table import cell_text
    from workbench.review.publish.report import REFERENCES

    tables = [table for table in content.tables if table.name != REFERENCES]
    texts = [cell_text(cell) for table in tables for row in table.rows for cell in row]
    texts += [text for table in tables for text in (table.title, *table.titles, *table.notes)]
    return unexplained_in(texts, (*content.codes, *content.abbreviations))


def _written(content: Report, fmt: str, request: ReportRequest) -> bytes | str:
    if fmt == "html":
        from workbench.output.report.page import render_page

        return render_page(content)
    if fmt == "xlsx":
        from workbench.output.office.excel import write_excel

        return write_excel(content)
    from workbench.output.office.word import write_word
    from workbench.output.office.word_layout import WordLayout
    from workbench.review.publish.report import METHODS
    from workbench.user_locale import english_of_user, now_of_user

    layout = WordLayout(
        template=_bytes_of(request.template) if request.template else None,
        language=english_of_user(),
        made=now_of_user(),
        font=request.font,
        is_excerpt=bool(request.only),
        with_methods=METHODS in request.only,
    )
    return write_word(content, layout)


def _bytes_of(template: Path) -> bytes:
    try:
        return template.read_bytes()
    except OSError as problem:
        raise UsageError(f"{template} cannot be read: {problem.strerror or problem}") from problem


def export_files(
    session: ReviewSession, request: ExportRequest, target: str, *, bom: bool = False
) -> MadeFiles:
    """Make the files or the folder of an export, with the notes beside.

    What was lost, or that nothing was, is said, then what else to know.

    Args:
        session: the open review and its viewer.
        request: see `build_export`; its name is that of the target.
        target: the file or folder; where one file would not do, the names of all begin with its own.
        bom: begin CSV and TSV with a byte order mark.

    Raises:
        UsageError: a byte order mark for another format, and as `build_export`.
        ConflictError: as `build_export`.
    """
    from workbench.review.publish.build_export import build_export

    if bom and request.suffix not in ("csv", "tsv"):
        raise UsageError("--bom is for CSV and TSV: give a file that ends so")
    return files_of_export(build_export(session, replace(request, name=Path(target).name)), target, bom=bom)


def files_of_export(export: Export, target: str, *, bom: bool = False) -> MadeFiles:
    """Name the files of an export after its target; see `export_files`."""
    from workbench.output.exports.export import NOTES_SUFFIX, sidecar

    path = Path(target)
    notes = {str(path.with_name(path.name + NOTES_SUFFIX)): sidecar(export, path.name)}
    said = (*([f"lost: {line}" for line in export.lost] or ["nothing was lost"]), *export.hints)
    if export.folder is not None:
        return MadeFiles(export.files, notes, said, export.folder, target)
    files = {_place(path, tail): data for tail, data in export.files.items()}
    if bom:
        files = {name: _marked(name, data) for name, data in files.items()}
    return MadeFiles({str(name): data for name, data in files.items()}, notes, said)


def _marked(name: Path, data: bytes) -> bytes:
    """Return a file of rows with a byte order mark, and any other as it is."""
    is_rows = name.suffix.lower() in (".csv", ".tsv")
    return codecs.BOM_UTF8 + data.removeprefix(codecs.BOM_UTF8) if is_rows else data


def _place(path: Path, tail: str) -> Path:
    """Return the path of the file itself, or of a companion file whose name begins with the same stem."""
    return path.with_name(path.stem + tail) if tail else path
