"""Bring in answers and judgements of a file: a form that shows what would be placed before it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError
from workbench.tui.dialogs.form import FormDialog, FormField, Refused, Values
from workbench.tui.plain import plain, stack

# The use cases are imported where they are called: the first frame does not wait for the store.
if TYPE_CHECKING:
    from textual.content import Content

    from workbench.review.exchange.appraisal_import import ImportRequest
    from workbench.review.exchange.import_report import ImportReport
    from workbench.review.exchange.import_undo import TakenBack
    from workbench.tui.files import UserFiles
    from workbench.tui.screens.studies.screen import StudiesScreen

_FIELDS = (
    FormField("path", "File", "A path: CSV, TSV or JSON; its first line says what it is", is_path=True),
    FormField(
        "checklist", "Judged with", "The id of a checklist; empty: what the file says, or each study's"
    ),
    FormField(
        "preliminaries", "Settled before", "For all of the file, such as P1=assignment; commas between"
    ),
    FormField("submit", "Submit", "yes submits what is whole; otherwise all comes as drafts"),
    FormField("undo", "Take back", "yes takes back all that you brought in with a file of this name"),
)
_EXPLAINED = (
    "Answers in the long form (study, item, code), or judgements for robvis, of Covidence or of RevMan.",
    "What would be placed, and what not, stands here once the path leads to a file. ctrl+s brings it in.",
    "A whole review (.zip) is made anew on the command line: workbench import FILE.zip",
)
_MOST_SHOWN = 100
"""So many lines of a kind stand beside the form; ctrl+l opens all of them in a window."""


async def import_file(screen: StudiesScreen) -> None:
    """Show the form until something came in or it is left; what was typed and not saved is kept."""
    from workbench.review.exchange.appraisal_import import import_appraisals
    from workbench.review.exchange.import_undo import undo_import
    from workbench.tui.dialogs.message import MessageDialog

    files = screen.workbench.files
    saved: list[ImportReport] = []
    taken: list[TakenBack] = []
    whole: list[Content] = []

    async def preview(values: Values) -> Content:
        if not values["path"].strip():
            return stack([plain(line) for line in _EXPLAINED])
        whole.clear()
        try:
            if _is_undo(values):
                back = await screen.gateway.compute(undo_import, files.source(values["path"]), is_trial=True)
                whole.append(_taken_back(back))
                return _taken_back(back, most=_MOST_SHOWN)
            report = await screen.gateway.compute(import_appraisals, _request(values, files, is_trial=True))
        except WorkbenchError as error:
            return plain(str(error), "$text-warning")
        whole.append(_in_words(report))
        return _in_words(report, most=_MOST_SHOWN)

    async def save(values: Values) -> Refused | None:
        try:
            if _is_undo(values):
                taken.append(await screen.gateway.ask(undo_import, files.source(values["path"])))
                return None
            report = await screen.gateway.ask(import_appraisals, _request(values, files, is_trial=False))
        except WorkbenchError as error:
            return Refused((str(error),), "path")
        if not report.placed:
            return Refused((report.summary(),), "path")
        saved.append(report)
        return None

    dialog = FormDialog(
        "Import answers or judgements",
        _FIELDS,
        save=save,
        preview=preview,
        does="brings it in",
        whole=lambda: whole[-1] if whole else None,
    )
    await screen.ask(dialog)
    if saved:
        await screen.read_studies(saved[-1].placed[0].study)
        screen.say(saved[-1].summary())
        await screen.ask(MessageDialog("What became of the file", _in_words(saved[-1])))
    elif taken:
        await screen.read_studies(taken[-1].lines[0].study if taken[-1].lines else None)
        screen.say(taken[-1].summary())


def _is_undo(values: Values) -> bool:
    return values["undo"].strip().casefold() in ("y", "yes")


def _taken_back(report: TakenBack, *, most: int | None = None) -> Content:
    lines = [plain(report.summary(), "bold")]
    return stack([*lines, *_first([plain(line.in_words()) for line in report.lines], most)])


def _request(values: Values, files: UserFiles, *, is_trial: bool) -> ImportRequest:
    """Return what the form asks for.

    Raises:
        UsageError: a preliminary has no value.
        NotFoundError: no such file can be meant.
    """
    from workbench.review.exchange.appraisal_import import ImportRequest, preliminaries_in

    return ImportRequest(
        path=files.source(values["path"]),
        checklist=values["checklist"].strip() or None,
        submits=values["submit"].strip().casefold() in ("y", "yes"),
        preliminaries=preliminaries_in(values["preliminaries"].split(",")),
        is_trial=is_trial,
    )


def _in_words(report: ImportReport, *, most: int | None = None) -> Content:
    """Write a report: how much came in, what did not and why, then each appraisal.

    Args:
        report: what became of a file, or would.
        most: so many lines of each kind are written; without it all.
    """
    lines = [plain(report.summary(), "bold")]
    lines += _first([plain(remark, "$text-warning") for remark in report.remarks()], most)
    lines += _first([plain(line.in_words()) for line in report.placed], most)
    lines += _first([plain(f"{line.in_words()}; there already") for line in report.there], most)
    return stack(lines)


def _first(lines: list[Content], most: int | None) -> list[Content]:
    """Return the first lines, and a line that says how many more there are and which key shows them."""
    shown = lines[:most]
    more = len(lines) - len(shown)
    return [*shown, plain(f"and {more} more: ctrl+l shows all")] if more else shown
