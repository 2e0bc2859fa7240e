"""The tables of appraisals: each judgement, the traffic light, and how often each level was given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from checklists import Checklist, grade_start, oxford_level
from store import documents
from store.records import OVERALL
from workbench.output import Cell, Column, Labelled, Table
from workbench.output.symbols import show_judgement, symbol_of
from workbench.output.words import design_in_words
from workbench.review.appraisals.sheets import Sheet
from workbench.review.documents.versions import present
from workbench.review.session import ReviewSession
from workbench.review.tables.answers import WHO, who
from workbench.review.tables.material import Material
from workbench.review.tables.summary_weights import counted, final_of, in_parts, parts


def build_appraisal(session: ReviewSession, material: Material) -> list[Table]:
    """Final judgements by domain with GRADE start, levels and Oxford level; one block a checklist."""
    held = {
        study: ", ".join(dict.fromkeys(one.kind.value for one in present(found)))
        for study, found in documents.list_all_documents(session.db).items()
    }
    return [
        _appraisal_block(sheets, held, material.notes(sheets)) for sheets in material.by_checklist().values()
    ] or [_nothing("appraisal", "Appraisals", material)]


def _appraisal_block(sheets: list[Sheet], held: Mapping[UUID, str], notes: tuple[str, ...]) -> Table:
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
    rows = tuple(_appraisal_row(sheet, held.get(sheet.study.id, "no document")) for sheet in sheets)
    legend = "; ".join(f"{domain.id} {domain.title}" for domain in checklist.domains)
    starred = ("* overridden by the reviewer, with a reason",) if _any_override(sheets) else ()
    title = f"Appraisals with {checklist.title}"
    return Table("appraisal", title, columns, rows, (legend, *starred, *notes))


def _appraisal_row(sheet: Sheet, held: str) -> tuple[Cell, ...]:
    study, result, reviewer, state = who(sheet)
    checklist = sheet.checklist
    start, levels = grade_start(checklist, sheet.verdict.overall.final)
    codes = sheet.worksheet.codes if sheet.worksheet else {}
    return (
        study,
        Labelled(sheet.study.design, design_in_words(sheet.study.design)),
        f"{checklist.id} {checklist.version}",
        result,
        reviewer,
        state,
        *(_level(sheet, domain.id) for domain in checklist.domains),
        _level(sheet, OVERALL),
        ", ".join(sorted(sheet.overrides)),
        sheet.sources_read or f"not said (at hand: {held})",
        Labelled(start, (start or "").replace("_", " ")),
        levels,
        oxford_level(checklist, codes),
    )


def build_traffic_light(material: Material) -> list[Table]:
    """One symbol a domain; one block a checklist."""
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


def build_summary(material: Material) -> list[Table]:
    """Shares of the levels by domain; one block a checklist."""
    return [_summary_block(sheets, material) for sheets in material.by_checklist().values()] or [
        _nothing("summary", "Summary", material)
    ]


def _summary_block(sheets: list[Sheet], material: Material) -> Table:
    """Counts over the judged results, as the figure has them; drafts are counted in a note only."""
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
    weighed = list(zip(submitted, parts(submitted), strict=True))
    rows = tuple(_counts(checklist, weighed, target, title) for target, title in targets)
    how = (f"{counted(submitted)}, each counting the same{in_parts(submitted)}",) if submitted else ()
    drafts = len(sheets) - len(submitted)
    left_out = (f"{drafts} drafts are left out",) if drafts else ()
    notes = (*how, *left_out, *material.notes(submitted))
    return Table("summary", f"Summary: {checklist.title}", columns, rows, notes)


def _short(checklist: Checklist, level: str) -> str:
    return level.replace("_", " ").capitalize()


def _counts(
    checklist: Checklist, weighed: Sequence[tuple[Sheet, float]], target: str, title: str
) -> tuple[Cell, ...]:
    """How many results have each level; appraisals of one result that are not reconciled share it."""
    sums = dict.fromkeys(checklist.levels, 0.0)
    for sheet, part in weighed:
        level = final_of(sheet, target)
        if level is not None:
            sums[level] += part
    total = round(sum(part for _, part in weighed))
    return (checklist.id, target, title, total, *(_share(sums[level], total) for level in checklist.levels))


def _share(count: float, total: int) -> Cell:
    percent = 100 * count / total if total else 0.0
    shown = round(count, 2)
    whole = int(shown) if shown == int(shown) else shown
    return Labelled(
        {"count": whole, "percent": round(percent, 1)}, f"{whole} ({percent:.0f} %)" if total else "0"
    )


def _level(sheet: Sheet, target: str) -> Cell:
    """The final judgement of a domain or of the whole; marked where it was overridden."""
    if target == OVERALL:
        level, overridden = sheet.verdict.overall.final, sheet.verdict.overall.overridden
    else:
        domain = sheet.verdict.domain(target)
        level, overridden = domain.final, domain.overridden
    return Labelled(level, show_judgement(level) + (" *" if overridden else ""))


def _any_override(sheets: Iterable[Sheet]) -> bool:
    return any(sheet.overrides for sheet in sheets)


def _nothing(name: str, title: str, material: Material) -> Table:
    notes = material.notes(()) or ("no appraisals yet: answer an item first",)
    return Table(name, title, WHO, (), notes)
