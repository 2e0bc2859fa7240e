"""Make the files that a user of the screens asked to save, and tell before what goes into them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast

from store.records import AppraisalKind, AppraisalState
from workbench.counts import count
from workbench.errors import UsageError, WorkbenchError
from workbench.output.made_files import MadeFiles
from workbench.output.render import FORMATS
from workbench.review.blindness.comments import CommentGate
from workbench.review.blindness.visibility import hidden_until, hidden_work, studies_with_hidden_work
from workbench.review.publish.build_export import export_of
from workbench.review.publish.build_figure import figure_of
from workbench.review.publish.exports import AS_FOLDER, ExportRequest
from workbench.review.publish.file_options import NO, OPTIONS, USUAL, YES
from workbench.review.publish.file_outputs import REPORT, TEXT, FileOutput, format_of
from workbench.review.publish.make_files import (
    FigureRequest,
    ReportRequest,
    export_files,
    figure_files,
    files_of_export,
    report_file,
    table_file,
)
from workbench.review.publish.manuscript.methods_file import methods_file
from workbench.review.sentences import name_some
from workbench.review.session import CONSENSUS, LabelStyle, ReviewSession, use_case
from workbench.review.tables.final import NotFinalError, require_final
from workbench.review.tables.registry import TABLES
from workbench.review.view import View

if TYPE_CHECKING:
    from workbench.review.tables.material import Of

REVIEW = "review"


@dataclass(frozen=True, slots=True)
class SaveRequest:
    """Say what is to be saved, where, and how.

    Attributes:
        output: what.
        path: the file or folder; its suffix says the format.
        values: by option, what is chosen; what is left out is as usual.
        on_progress: of a whole review: told now and then how many rows of how many are done.
    """

    output: FileOutput
    path: Path
    values: Mapping[str, str] = field(default_factory=dict)
    on_progress: Callable[[int, int], None] | None = None

    @property
    def suffix(self) -> str:
        """Return the format that the name of the file means.

        Raises:
            UsageError: it means none that this can be saved as.
        """
        return self.output.suffix_in(self.path)

    @property
    def command(self) -> str:
        """Return the command that writes the same."""
        return self.output.command(self.path, self.values)

    @property
    def writes_history(self) -> bool:
        """Return True if making it leaves a line in the history: that work was given away."""
        return self.output.ways[self.suffix] == "export" and self.output.name == REVIEW

    def text(self, name: str) -> str:
        """Return what is chosen for an option; the empty text where that is left to the program."""
        value = self.values.get(name, "").strip() or OPTIONS[name].default
        return "" if value == USUAL else value

    def is_on(self, name: str) -> bool:
        """Return True if an option is chosen that is on or off.

        Raises:
            UsageError: it is neither.
        """
        value = self.text(name)
        if value not in (NO, YES):
            raise UsageError(f"{OPTIONS[name].label}: {YES} or {NO}, not {value!r}")
        return value == YES

    def names(self, name: str) -> tuple[str, ...]:
        """Return the names that stand in an option, each once."""
        return tuple(dict.fromkeys(self.text(name).replace(",", " ").split()))

    def number(self, name: str) -> float:
        """Return the number that stands in an option.

        Raises:
            UsageError: it is none.
        """
        try:
            return float(self.text(name))
        except ValueError:
            raise UsageError(f"{OPTIONS[name].label}: {self.text(name)!r} is no number") from None


@dataclass(frozen=True, slots=True)
class FileContents:
    """Tell what would go into a file.

    Attributes:
        lines: what goes in.
        warnings: what is open, hidden or left out.
        refusal: why it cannot be made; empty: it can.
    """

    lines: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    refusal: str = ""


@use_case
def make_files(session: ReviewSession, request: SaveRequest) -> MadeFiles:
    """Make the files that a user asked for; nothing is written.

    What each reviewer may see goes in, as on the command line: it is made by the same use cases.

    Raises:
        UsageError: a name whose suffix says no format, an option that is not understood, nobody is known.
        NotFinalError: it shall be final, and something is open.
        ConflictError: there is nothing to export, or it would not be the whole review.
        WorkbenchError: a library that draws or writes it is not installed.
    """
    verb, target = request.output.ways[request.suffix], str(request.path)
    if verb == "plot":
        return figure_files(session, _figure(request), target)
    if verb == "report":
        return report_file(session, _report(request), target)
    if verb == "export":
        return export_files(session, _export(request), target, bom=request.is_on("bom"))
    if verb == "methods":
        fmt = "" if request.suffix == TEXT else format_of(request.suffix)
        is_short, has_facts = request.is_on("short"), request.is_on("facts")
        return methods_file(
            session, target, fmt, short=is_short, facts=has_facts, label=_label(request) or "key"
        )
    final, label = request.is_on("final"), _label(request)
    return table_file(session, request.output.name, target, _of(request), final=final, label=label)


def _of(request: SaveRequest) -> Of:
    return cast("Of", request.text("of"))


def _label(request: SaveRequest) -> LabelStyle | None:
    return cast("LabelStyle | None", request.text("label") or None)


def _figure(request: SaveRequest) -> FigureRequest:
    return FigureRequest(
        name=request.output.name,
        checklist=request.text("checklist") or None,
        width=None if request.text("width") == OPTIONS["width"].usual else request.number("width"),
        dpi=round(request.number("dpi")),
        palette=request.text("palette"),
        label=_label(request),
        studies=request.names("studies"),
        order=request.text("order"),
        panels=request.is_on("panels"),
        font=request.text("font"),
    )


def _report(request: SaveRequest) -> ReportRequest:
    template = request.text("template")
    is_whole = request.output.key == REPORT
    return ReportRequest(
        with_wording=request.is_on("with_wording"),
        only=request.names("only") if is_whole else (request.output.name,),
        template=Path(template) if template and request.suffix == "docx" else None,
        final=request.is_on("final"),
        label=_label(request),
        font=request.text("font") if request.suffix == "docx" else "",
    )


def _export(request: SaveRequest) -> ExportRequest:
    return ExportRequest(
        kind=request.output.name,
        suffix=request.suffix,
        checklist=request.text("checklist") or None,
        of=_of(request),
        shape=request.text("shape"),
        weights=request.is_on("weights"),
        visible_only=request.is_on("visible_only"),
        with_wording=request.is_on("with_wording"),
        on_progress=request.on_progress,
    )


@use_case
def describe_contents(session: ReviewSession, request: SaveRequest) -> FileContents:
    """Tell what would go into a file: studies, reviewers, checklist versions, rows, and what is hidden.

    Nothing is drawn or written for it, and of hidden work nothing is told but on how many studies others
    have submitted.

    Raises:
        UsageError: nobody said who is looking.
    """
    session.require_reviewer()
    view = View(session, only=frozenset(request.names("studies")) or None, order=request.text("order"))
    lines, warnings = _who_and_what(view)
    try:
        more, notes = _rows_of(view, request)
    except NotFinalError as refused:
        return FileContents(lines, refused.points, str(refused))
    except WorkbenchError as error:
        return FileContents(lines, warnings, str(error))
    return FileContents((*lines, *more), tuple(dict.fromkeys((*warnings, *notes))))


def _who_and_what(view: View) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the lines on studies, appraisals and checklists, and what is left out or hidden."""
    left_out = len(view.studies) - len(view.included)
    studies = count(len(view.included), "study")
    shown = view.counted
    by = dict.fromkeys(sorted({each.reviewer for each in shown if not _is_agreed(each.kind)}), 0)
    for each in shown:
        if not _is_agreed(each.kind):
            by[each.reviewer] += 1
    agreed = sum(_is_agreed(each.kind) and each.state is AppraisalState.SUBMITTED for each in shown)
    people = [f"{handle} {number}" for handle, number in by.items()]
    people += [f"{CONSENSUS} {agreed}"] if agreed else []
    versions = sorted({f"{each.checklist_id} {each.checklist_version}" for each in shown})
    lines = [
        f"{studies}, {count(sum(by.values()) + agreed, 'appraisal')} that you may see"
        + (f": {', '.join(people)}" if people else ""),
        *([f"Checklists: {', '.join(versions)}"] if versions else []),
    ]
    drafts = sum(each.state is AppraisalState.DRAFT and not _is_agreed(each.kind) for each in shown)
    warnings = [f"{count(left_out, 'study')} left out of the review"] if left_out else []
    if drafts:
        warnings.append(f"{count(drafts, 'draft')} of yours: not submitted, may still change")
    counted = [each for each in view.appraisals if not each.of_excluded]
    if number := studies_with_hidden_work(counted, view.hidden_ids):
        warnings.append(f"{hidden_work(number)} is hidden from you {hidden_until(view.session)}")
    return tuple(lines), tuple(warnings)


def _is_agreed(kind: AppraisalKind) -> bool:
    return kind is AppraisalKind.CONSENSUS


def _rows_of(view: View, request: SaveRequest) -> tuple[list[str], list[str]]:
    """Return what a file has in particular, and what must be known of it.

    Raises:
        WorkbenchError: it cannot be made.
    """
    verb, name = request.output.ways[request.suffix], request.output.name
    if verb == "plot":
        subjects = figure_of(view, name, request.text("checklist") or None)
        lines = [f"{count(len(subjects), 'figure')}: {name_some([each.title for each in subjects])}"]
        return lines, _open_in(view, name) if name in TABLES else []
    if verb == "table" or (verb == "report" and request.output.key != REPORT):
        if request.is_on("final"):
            require_final(view, [name])
        tables = TABLES[name].build(view, _of(request) if verb == "table" else "consensus")
        tables = [table for table in tables if not table.name.endswith("-sources")]
        rows = sum(len(table.rows) for table in tables)
        blocks = f" in {count(len(tables), 'block')}" if len(tables) > 1 else ""
        return [f"{count(rows, 'row')}{blocks}"], [*_open_in(view, name), *_without_notes(request)]
    if verb == "methods":  # writing the sentences takes as long as the screen that shows them
        length = "short" if request.is_on("short") else "full"
        facts = ", each with what it rests on" if request.is_on("facts") else ""
        return [f"The {length} text, a sentence a line{facts}"], []
    return _export_in_words(view, request) if verb == "export" else _report_in_words(view, request)


def _open_in(view: View, *names: str) -> list[str]:
    """Return what keeps tables from being final, a line each."""
    try:
        require_final(view, [name for name in names if name in TABLES])
    except NotFinalError as refused:
        return list(refused.points)
    return []


def _without_notes(request: SaveRequest) -> list[str]:
    """Say that a format has no room for what the signs mean."""
    if request.output.ways[request.suffix] != "table" or FORMATS[format_of(request.suffix)].has_notes:
        return []
    return ["Rows only: what the signs mean, and all notes, stay out of this format"]


def _export_in_words(view: View, request: SaveRequest) -> tuple[list[str], list[str]]:
    if request.writes_history:  # making it would leave a line in the history, so it is not tried
        if not request.is_on("visible_only") and (view.hidden_ids or CommentGate(view).hides_anything()):
            raise UsageError(
                f"The whole review cannot go out, as some of it is hidden from you: ctrl+o, then {YES} at"
                f" “{OPTIONS['visible_only'].label}” saves the rest. B on the list of studies copies all."
            )
        where = "folder, one file a record, for git" if request.suffix == AS_FOLDER else "archive"
        return [f"All records as one {where}; that you gave it away stands in the history"], []
    made = files_of_export(export_of(view, _export(request)), str(request.path), bom=request.is_on("bom"))
    names = [Path(path).name for path in made.paths]
    return [f"{count(len(names), 'file')}: {name_some(names)}, and notes beside"], list(made.said)


def _report_in_words(view: View, request: SaveRequest) -> tuple[list[str], list[str]]:
    from workbench.review.publish.report import require_known, tables_behind

    only = request.names("only")
    require_known(only)
    if request.is_on("final"):
        require_final(view, tables_behind(only))
    what = name_some(only) if only else f"{count(len(TABLES), 'table')}, figures, appraisals in full, history"
    return [what], _open_in(view, *tables_behind(only))
