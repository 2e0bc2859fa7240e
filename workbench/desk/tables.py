"""The tables: characteristics, appraisal, answers, traffic light, summary; those of the evidence are beside.

Each is built from what the viewer may see: the own appraisals, and others' once both have submitted. Where
reviewers have agreed on a consensus it stands for them, unless the independent appraisals are asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from uuid import UUID

from checklists import Checklist, grade_start, oxford_level
from checklists.errors import did_you_mean
from store.records import OVERALL, Study
from workbench.desk import evidence_tables
from workbench.desk.answers_table import WHO, build_answers, who
from workbench.desk.material import Material, Of, gather
from workbench.desk.session import Desk, use_case
from workbench.desk.sheets import Sheet
from workbench.errors import NotFoundError, UsageError
from workbench.output import Cell, Column, Labelled, Table
from workbench.output.symbols import show_judgement, symbol_of

NAMES = (
    *("characteristics", "appraisal", "traffic-light", "summary", "answers"),
    *evidence_tables.NAMES,
)


@use_case
def build(desk: Desk, name: str, of: Of = "consensus") -> list[Table]:
    """Make a table by its name; one block a checklist where scales differ.

    Args:
        of: the consensus where there is one and else what each reviewer has (`consensus`), what each has
            judged independently (`independent`), or both (`all`).

    Raises:
        UsageError: no such table, or nobody said who is looking.
    """
    makers: dict[str, Callable[[Material], list[Table]]] = {
        "characteristics": _characteristics,
        "appraisal": _appraisal,
        "traffic-light": _traffic_light,
        "summary": _summary,
    }
    if name not in NAMES:
        raise UsageError(f"no table {name!r}: {did_you_mean(name, NAMES)}")
    if name in evidence_tables.NAMES:
        return evidence_tables.build_evidence(desk, name)
    if name == "answers":
        return build_answers(desk, gather(desk, of))
    made = makers[name](gather(desk, of))
    if name == "characteristics":
        return [evidence_tables.with_findings(desk, table) for table in made]
    return made


def _level(sheet: Sheet, target: str) -> Cell:
    """The final judgement of a domain or of the whole; marked where it was overridden."""
    if target == OVERALL:
        level, overridden = sheet.verdict.overall.final, sheet.verdict.overall.overridden
    else:
        domain = sheet.verdict.domain(target)
        level, overridden = domain.final, domain.overridden
    return Labelled(level, show_judgement(level) + (" *" if overridden else ""))


def _characteristics(material: Material) -> list[Table]:
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


def _appraisal(material: Material) -> list[Table]:
    return [
        _appraisal_block(sheets, material.notes(sheets)) for sheets in material.by_checklist().values()
    ] or [_nothing("appraisal", "Appraisals", material)]


def _appraisal_block(sheets: list[Sheet], notes: tuple[str, ...]) -> Table:
    checklist = sheets[0].checklist
    columns = (
        WHO[0],
        Column("design", "Design"),
        Column("checklist", "Checklist"),
        *WHO[1:],
        *(Column(domain.id, domain.id) for domain in checklist.domains),
        Column("overall", "Overall"),
        Column("overridden", "Overridden"),
        Column("read", "Read"),
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
    study, result, reviewer, state = who(sheet)
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
        sheet.sources_read,
        start,
        levels,
        oxford_level(checklist, codes),
    )


def _traffic_light(material: Material) -> list[Table]:
    return [
        _traffic_block(sheets, material.notes(sheets)) for sheets in material.by_checklist().values()
    ] or [_nothing("traffic-light", "Traffic light", material)]


def _traffic_block(sheets: list[Sheet], notes: tuple[str, ...]) -> Table:
    """One symbol a domain; what the symbols mean stands below, so that a row fits a small terminal."""
    checklist = sheets[0].checklist
    columns = (
        WHO[0],
        *(Column(domain.id, domain.id) for domain in checklist.domains),
        Column("overall", "Overall"),
        *WHO[1:],
        Column("checklist", "Checklist"),
    )
    rows = tuple(
        (
            sheet.study.key,
            *(_light(sheet, domain.id) for domain in checklist.domains),
            _level(sheet, OVERALL),
            *who(sheet)[1:],
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


def _summary(material: Material) -> list[Table]:
    return [_summary_block(sheets, material) for sheets in material.by_checklist().values()] or [
        _nothing("summary", "Summary", material)
    ]


def _summary_block(sheets: list[Sheet], material: Material) -> Table:
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


def _nothing(name: str, title: str, material: Material) -> Table:
    notes = material.notes(()) or ("no appraisals yet: answer an item first",)
    return Table(name, title, WHO, (), notes)


@use_case
def sheet_behind(desk: Desk, key: str, result: str, reviewer: str) -> Sheet:
    """The sheet behind a row of a table, for looking into a cell.

    Raises:
        NotFoundError: there is no such appraisal, or the viewer may not see it yet.
    """
    for sheet in gather(desk, "all").sheets:
        if (sheet.study.key, sheet.result_label, sheet.reviewer) == (key, result, reviewer):
            return sheet
    raise NotFoundError(f"no appraisal of {key} ({result}) by {reviewer} that you may see")
