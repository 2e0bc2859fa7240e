"""The appraisal tables: characteristics, appraisal, answers, traffic light, summary.

Each is built from what the viewer may see: the own appraisals, and others' once both have submitted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from checklists import Checklist, grade_start, oxford_level
from checklists.errors import did_you_mean
from store import appraisals as stored
from store import studies as stored_studies
from store.records import OVERALL, AppraisalKind, AppraisalState, Study
from workbench.desk.blindness import visible_to
from workbench.desk.session import Desk, use_case
from workbench.desk.sheets import Sheet, sheets_of
from workbench.errors import NotFoundError, UsageError
from workbench.output import Cell, Column, Labelled, Table
from workbench.output.symbols import show_judgement, symbol_of

NAMES = ("characteristics", "appraisal", "traffic-light", "summary", "answers")

DRAFT_NOTE = "draft: not submitted yet, may still change"


@dataclass(frozen=True, slots=True)
class _Material:
    """What every table is made from, read once."""

    studies: tuple[Study, ...]
    sheets: tuple[Sheet, ...]
    hidden: int

    def by_checklist(self) -> dict[str, list[Sheet]]:
        """Sheets by checklist id, in the order the checklists first occur. Scales are never mixed."""
        grouped: dict[str, list[Sheet]] = defaultdict(list)
        for sheet in self.sheets:
            grouped[sheet.checklist.id].append(sheet)
        return dict(grouped)

    def notes(self, sheets: Iterable[Sheet]) -> tuple[str, ...]:
        """What the reader must know of the appraisals that are not final or not there."""
        notes = [DRAFT_NOTE] if any(not sheet.submitted for sheet in sheets) else []
        if self.hidden:
            notes.append(f"{self.hidden} appraisals by others stay hidden until both have submitted")
        return tuple(notes)


@use_case
def build(desk: Desk, name: str) -> list[Table]:
    """Make a table by its name; one block a checklist where scales differ.

    Raises:
        UsageError: no such table, or nobody said who is looking.
    """
    makers: dict[str, Callable[[_Material], list[Table]]] = {
        "characteristics": _characteristics,
        "appraisal": _appraisal,
        "traffic-light": _traffic_light,
        "summary": _summary,
        "answers": _answers,
    }
    if name not in makers:
        raise UsageError(f"no table {name!r}: {did_you_mean(name, NAMES)}")
    return makers[name](_gather(desk))


def _gather(desk: Desk) -> _Material:
    viewer = desk.require_reviewer()
    studies = tuple(stored_studies.list_full(desk.db))
    by_id: dict[UUID, Study] = {study.id: study for study in studies}
    order = {study.id: place for place, study in enumerate(studies)}
    everyone = stored.find_appraisals(desk.db, kind=AppraisalKind.INDEPENDENT)
    present = [one for one in everyone if one.checklist_id == by_id[one.study_id].checklist]
    seen = visible_to(viewer, present)
    seen.sort(key=lambda one: (order[one.study_id], one.result, one.reviewer))
    sheets = sheets_of(desk, [(by_id[one.study_id], one) for one in seen])
    return _Material(studies, tuple(sheets), len(present) - len(seen))


def _who(sheet: Sheet) -> tuple[Cell, ...]:
    return (sheet.study.key, sheet.result_label, sheet.reviewer, _state(sheet))


_WHO = (
    Column("study", "Study"),
    Column("result", "Result"),
    Column("reviewer", "Reviewer"),
    Column("state", "State"),
)


def _state(sheet: Sheet) -> str:
    return "submitted" if sheet.appraisal and sheet.appraisal.state is AppraisalState.SUBMITTED else "draft"


def _level(sheet: Sheet, target: str) -> Cell:
    """The final judgement of a domain or of the whole; marked where it was overridden."""
    if target == OVERALL:
        level, overridden = sheet.verdict.overall.final, sheet.verdict.overall.overridden
    else:
        domain = sheet.verdict.domain(target)
        level, overridden = domain.final, domain.overridden
    return Labelled(level, show_judgement(level) + (" *" if overridden else ""))


def _characteristics(material: _Material) -> list[Table]:
    judged: dict[UUID, list[str]] = defaultdict(list)
    for sheet in material.sheets:
        if sheet.result_label not in judged[sheet.study.id]:
            judged[sheet.study.id].append(sheet.result_label)
    columns = (
        Column("study", "Study"),
        Column("title", "Title"),
        Column("authors", "Authors"),
        Column("year", "Year"),
        Column("journal", "Journal"),
        Column("design", "Design"),
        Column("participants", "n"),
        Column("condition", "Condition"),
        Column("treatment", "Treatment"),
        Column("comparison", "Comparison"),
        Column("result", "Result judged"),
    )
    rows = tuple(
        (
            study.key,
            study.title,
            _authors(study.authors),
            study.year,
            study.journal,
            study.design,
            *(_fact(study, name) for name in ("participants", "condition", "treatment", "comparison")),
            "; ".join(judged[study.id]),
        )
        for study in material.studies
    )
    return [Table("characteristics", "Characteristics of the studies", columns, rows)]


def _authors(authors: tuple[str, ...]) -> str:
    return authors[0] + " et al." if len(authors) > 2 else " and ".join(authors)


def _fact(study: Study, name: str) -> Cell:
    value = study.facts.get(name)
    return value if isinstance(value, str | int | float) else None


def _appraisal(material: _Material) -> list[Table]:
    return [
        _appraisal_block(sheets, material.notes(sheets)) for sheets in material.by_checklist().values()
    ] or [_nothing("appraisal", "Appraisals", material)]


def _appraisal_block(sheets: list[Sheet], notes: tuple[str, ...]) -> Table:
    checklist = sheets[0].checklist
    columns = (
        _WHO[0],
        Column("design", "Design"),
        Column("checklist", "Checklist"),
        *_WHO[1:],
        *(Column(domain.id, domain.id) for domain in checklist.domains),
        Column("overall", "Overall"),
        Column("overridden", "Overridden"),
        Column("grade_start", "GRADE start"),
        Column("risk_of_bias_levels", "Risk of bias"),
        Column("oxford_level", "Oxford 2011"),
    )
    rows = tuple(_appraisal_row(sheet) for sheet in sheets)
    legend = "; ".join(f"{domain.id} {domain.title}" for domain in checklist.domains)
    starred = ("* overridden by the reviewer, with a reason",) if _any_override(sheets) else ()
    title = f"Appraisals with {checklist.title}"
    return Table("appraisal", title, columns, rows, (legend, *starred, *notes))


def _any_override(sheets: Iterable[Sheet]) -> bool:
    return any(sheet.overrides for sheet in sheets)


def _appraisal_row(sheet: Sheet) -> tuple[Cell, ...]:
    study, result, reviewer, state = _who(sheet)
    checklist = sheet.checklist
    start, levels = grade_start(checklist, sheet.verdict.overall.final)
    codes = sheet.worksheet.codes if sheet.worksheet else {}
    return (
        study,
        sheet.study.design,
        f"{checklist.id} {checklist.version}",
        result,
        reviewer,
        state,
        *(_level(sheet, domain.id) for domain in checklist.domains),
        _level(sheet, OVERALL),
        ", ".join(sorted(sheet.overrides)),
        start,
        levels,
        oxford_level(checklist, codes),
    )


def _traffic_light(material: _Material) -> list[Table]:
    return [
        _traffic_block(sheets, material.notes(sheets)) for sheets in material.by_checklist().values()
    ] or [_nothing("traffic-light", "Traffic light", material)]


def _traffic_block(sheets: list[Sheet], notes: tuple[str, ...]) -> Table:
    """One symbol a domain; what the symbols mean stands below, so that a row fits a small terminal."""
    checklist = sheets[0].checklist
    columns = (
        _WHO[0],
        *(Column(domain.id, domain.id) for domain in checklist.domains),
        Column("overall", "Overall"),
        *_WHO[1:],
        Column("checklist", "Checklist"),
    )
    rows = tuple(
        (
            sheet.study.key,
            *(_light(sheet, domain.id) for domain in checklist.domains),
            _level(sheet, OVERALL),
            *_who(sheet)[1:],
            checklist.id,
        )
        for sheet in sheets
    )
    symbols = "  ".join(show_judgement(level) for level in (*checklist.levels, None))
    legend = "; ".join(f"{domain.id} {domain.title}" for domain in checklist.domains)
    starred = ("* overridden by the reviewer, with a reason",) if _any_override(sheets) else ()
    title = f"Traffic light: {checklist.title}"
    return Table("traffic-light", title, columns, rows, (symbols, legend, *starred, *notes))


def _light(sheet: Sheet, domain_id: str) -> Cell:
    verdict = sheet.verdict.domain(domain_id)
    return Labelled(verdict.final, symbol_of(verdict.final).symbol + ("*" if verdict.overridden else ""))


def _summary(material: _Material) -> list[Table]:
    return [_summary_block(sheets, material) for sheets in material.by_checklist().values()] or [
        _nothing("summary", "Summary", material)
    ]


def _summary_block(sheets: list[Sheet], material: _Material) -> Table:
    """Counts over the submitted appraisals; drafts are counted in a note, not in the table."""
    checklist = sheets[0].checklist
    submitted = [sheet for sheet in sheets if sheet.submitted]
    columns = (
        Column("checklist", "Checklist"),
        Column("domain", "Domain"),
        Column("title", "Title"),
        Column("n", "n"),
        *(Column(level, _short(checklist, level)) for level in checklist.levels),
    )
    targets = [*((domain.id, domain.title) for domain in checklist.domains), (OVERALL, "Overall")]
    rows = tuple(_counts(checklist, submitted, target, title) for target, title in targets)
    drafts = len(sheets) - len(submitted)
    left_out = (f"{drafts} drafts are left out",) if drafts else ()
    return Table(
        "summary", f"Summary: {checklist.title}", columns, rows, (*left_out, *material.notes(submitted))
    )


def _short(checklist: Checklist, level: str) -> str:
    return level.replace("_", " ").capitalize()


def _counts(checklist: Checklist, sheets: list[Sheet], target: str, title: str) -> tuple[Cell, ...]:
    levels = [
        sheet.verdict.overall.final if target == OVERALL else sheet.verdict.domain(target).final
        for sheet in sheets
    ]
    total = len(levels)
    shares = tuple(_share(levels.count(level), total) for level in checklist.levels)
    return (checklist.id, target, title, total, *shares)


def _share(count: int, total: int) -> Cell:
    percent = 100 * count / total if total else 0.0
    return Labelled(
        {"count": count, "percent": round(percent, 1)}, f"{count} ({percent:.0f} %)" if total else "0"
    )


def _answers(material: _Material) -> list[Table]:
    columns = (
        *_WHO,
        Column("checklist", "Checklist"),
        Column("domain", "Domain"),
        Column("item", "Item"),
        Column("text", "Text"),
        Column("answer", "Answer"),
        Column("label", "Meaning"),
        Column("note", "Note"),
        Column("quotes", "Quotes"),
    )
    rows = tuple(row for sheet in material.sheets for row in _answer_rows(sheet))
    return [Table("answers", "Answers", columns, rows, material.notes(material.sheets))]


def _answer_rows(sheet: Sheet) -> Iterable[tuple[Cell, ...]]:
    checklist = sheet.checklist
    for item_id in sheet.verdict.asked:
        item = checklist.item(item_id)
        given = sheet.answers.get(item_id)
        code = given.code if given else None
        yield (
            *_who(sheet),
            checklist.id,
            checklist.domain_of(item_id).id,
            item_id,
            item.text,
            code,
            checklist.answers[code].label if code else "",
            given.note if given else "",
            " | ".join(f"“{quote.text}”" for quote in sheet.quotes if quote.item_id == item_id),
        )


def _nothing(name: str, title: str, material: _Material) -> Table:
    notes = material.notes(()) or ("no appraisals yet: answer an item first",)
    return Table(name, title, _WHO, (), notes)


@use_case
def sheet_behind(desk: Desk, key: str, result: str, reviewer: str) -> Sheet:
    """The sheet behind a row of a table, for looking into a cell.

    Raises:
        NotFoundError: there is no such appraisal, or the viewer may not see it yet.
    """
    for sheet in _gather(desk).sheets:
        if (sheet.study.key, sheet.result_label, sheet.reviewer) == (key, result, reviewer):
            return sheet
    raise NotFoundError(f"no appraisal of {key} ({result}) by {reviewer} that you may see")
