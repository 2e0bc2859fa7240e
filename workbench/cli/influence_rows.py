"""Show what judgements and certainties hang on: as sentences for a terminal, as rows, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from workbench.cli.paragraphs import BLANK, Paragraph, running, set_in_lines
from workbench.output.table import Cell, Column, Table

if TYPE_CHECKING:
    from workbench.review.appraisals.tipping_answers import Tip
    from workbench.review.evidence.influence import BodyChange
    from workbench.review.evidence.influence_listing import BodyLines, Influence, SheetInfluence

_INDENT = "    "
_CHANGES = (
    Column("about", "About"),
    Column("outcome", "Outcome"),
    Column("time_point", "Time point"),
    Column("body_key", "Body"),
    Column("study", "Study"),
    Column("result", "Result"),
    Column("reviewer", "Reviewer"),
    Column("kind", "Changed"),
    Column("id", "Id"),
    Column("from", "From"),
    Column("to", "To"),
    Column("near", "Near"),
    Column("given_by", "Given by"),
    Column("full_text", "If the full text says"),
    Column("changes", "Changes"),
    Column("before", "Before"),
    Column("after", "After"),
)
NOTHING = "Nothing to go by yet: no appraisal that you may see."


def influence_text(influence: Influence, width: int | None) -> str:
    """Write the sentences, under a heading for each appraisal and each body of evidence."""
    return set_in_lines(_paragraphs(influence), width)


def influence_table(influence: Influence) -> Table:
    """Build one row for each judgement, suggestion or certainty that a single change alters."""
    rows = [row for appraisal in influence.appraisals for row in _sheet_rows(appraisal)]
    rows += [row for body in influence.bodies for row in _body_rows(body)]
    notes = () if influence.appraisals or influence.bodies else (NOTHING,)
    return Table("influence", "", _CHANGES, tuple(rows), notes)


def influence_json(influence: Influence) -> dict[str, object]:
    """Return what was asked for as a JSON object."""
    return {
        "appraisals": [_sheet_json(appraisal) for appraisal in influence.appraisals],
        "bodies": [_body_json(body) for body in influence.bodies],
    }


def _paragraphs(influence: Influence) -> Iterator[Paragraph]:
    blocks = [(_sheet_heading(appraisal), appraisal.lines) for appraisal in influence.appraisals]
    blocks += [(_body_heading(body), body.lines or (_why_not(body),)) for body in influence.bodies]
    if not blocks:
        yield Paragraph(NOTHING)
    for number, (heading, lines) in enumerate(blocks):
        if number:
            yield BLANK
        yield Paragraph(heading)
        for line in lines:
            yield from running(line, _INDENT, _INDENT + "  ")


def _sheet_heading(appraisal: SheetInfluence) -> str:
    sheet = appraisal.sheet
    checklist = f"{sheet.checklist.id} {sheet.checklist.version}"
    return " · ".join((sheet.study.key, sheet.result_label, checklist, sheet.reviewer, sheet.state))


def _body_heading(body: BodyLines) -> str:
    row = body.influence.row
    certainty = row.certainty.replace("_", " ") if row.certainty else "no certainty yet"
    return " · ".join((row.outcome.label, row.key, ", ".join(row.studies), certainty))


def _why_not(body: BodyLines) -> str:
    return f"No certainty yet: {body.influence.row.refused_because}"


def _sheet_rows(appraisal: SheetInfluence) -> Iterator[tuple[Cell, ...]]:
    sheet = appraisal.sheet
    for tip in appraisal.tips:
        for level in tip.change.levels:
            yield (
                *("appraisal", None, None, None, sheet.study.key, sheet.result_label, sheet.reviewer),
                *(tip.change.kind, tip.change.target, tip.change.before, tip.change.after),
                *_closeness(tip),
                *(level.target, level.before, level.after),
            )


def _body_rows(body: BodyLines) -> Iterator[tuple[Cell, ...]]:
    row, now = body.influence.row, body.influence.now
    for change in body.influence.changes:
        results = (
            ("risk of bias", now.risk_of_bias, change.result.risk_of_bias),
            ("certainty", now.certainty or None, change.result.certainty or None),
        )
        for name, before, after in results:
            if before != after:
                yield (
                    *("body", row.outcome.name, row.outcome.time_point, row.key),
                    *(change.study or None, None, change.reviewer or None),
                    *(change.kind, change.target or None, change.before or None, change.after),
                    *_closeness(change.tip),
                    *(name, before, after),
                )


def _closeness(tip: Tip | None) -> tuple[Cell, ...]:
    if tip is None:
        return (None, None, None)
    return (tip.change.is_near, ", ".join(tip.given_by), tip.change.was_silent)


def _sheet_json(appraisal: SheetInfluence) -> dict[str, object]:
    sheet = appraisal.sheet
    return {
        "study": sheet.study.key,
        "result": sheet.result_label,
        "reviewer": sheet.reviewer,
        "state": sheet.state,
        "checklist": sheet.checklist.id,
        "checklist_version": sheet.checklist.version,
        "overall": sheet.verdict.final_overall,
        "lines": list(appraisal.lines),
        "changes": [_tip_json(tip) for tip in appraisal.tips],
    }


def _tip_json(tip: Tip) -> dict[str, object]:
    change = tip.change
    return {
        "kind": change.kind,
        "id": change.target,
        "from": change.before,
        "to": change.after,
        "near": change.is_near,
        "given_by": list(tip.given_by),
        "full_text": change.was_silent,
        "opens": list(change.opened),
        "judgements": [
            {"id": level.target, "before": level.before, "after": level.after} for level in change.levels
        ],
    }


def _body_json(body: BodyLines) -> dict[str, object]:
    row, now = body.influence.row, body.influence.now
    return {
        "outcome": row.outcome.name,
        "time_point": row.outcome.time_point,
        "body_key": row.key or None,
        "studies": list(row.studies),
        "certainty": now.certainty or None,
        "risk_of_bias": now.risk_of_bias,
        "risk_of_bias_rated": body.influence.is_rated,
        "refused_because": row.refused_because,
        "lines": list(body.lines),
        "changes": [_change_json(change) for change in body.influence.changes],
    }


def _change_json(change: BodyChange) -> dict[str, object]:
    tip = change.tip
    return {
        "kind": change.kind,
        "study": change.study or None,
        "reviewer": change.reviewer or None,
        "id": change.target or None,
        "from": change.before or None,
        "to": change.after,
        "near": tip.change.is_near if tip else None,
        "given_by": list(tip.given_by) if tip else [],
        "full_text": tip.change.was_silent if tip else None,
        "risk_of_bias": change.result.risk_of_bias,
        "certainty": change.result.certainty or None,
    }
