"""Write the judgement of one appraisal as JSON."""

from __future__ import annotations

from typing import Any

from checklists import OverallVerdict
from workbench.review.appraisals.sheets import Sheet


def judgement_json(sheet: Sheet) -> dict[str, Any]:
    """Return the shape that `workbench judge --format json` prints; relied upon from outside."""
    verdict = sheet.verdict
    return {
        "study": sheet.study.key,
        "result": sheet.result_label,
        "checklist": sheet.checklist.id,
        "checklist_version": sheet.checklist.version,
        "reviewer": sheet.reviewer,
        "state": sheet.state,
        "domains": [
            {
                "id": domain.id,
                "title": domain.title,
                "suggested": domain.suggested,
                "final": domain.final,
                "rule": domain.rule,
                "because": domain.because,
                "answers": dict(domain.answers),
                "possible": list(domain.possible),
                "override_reason": _reason_of(sheet, domain.id),
                "ask": list(domain.ask),
                "judged_by": domain.judged_by,
                "axis": domain.axis,
                "needed": domain.is_needed,
                "direction": sheet.direction(domain.id),
            }
            for domain in verdict.domains
        ],
        "overall": None if verdict.overall is None else _overall_json(sheet, verdict.overall),
        "flags": [{"id": flag.id, "message": flag.message} for flag in verdict.flags],
        "answered": len(verdict.answered),
        "asked": len(verdict.asked),
        "unanswered": list(verdict.unanswered),
        "recorded": len(verdict.recorded),
        "recorded_answered": sheet.recorded_answered,
        "recorded_unanswered": [item for item in verdict.recorded if item not in sheet.codes],
        "overalls": {axis: _overall_json(sheet, whole) for axis, whole in verdict.overalls.items()},
        "totals": {
            total.id: {
                "title": total.title,
                "value": verdict.totals[total.id],
                "least": verdict.total_limits[total.id][0],
                "most": verdict.total_limits[total.id][1],
                "out_of": sheet.form.out_of(total.id),
            }
            for total in sheet.checklist.totals
        },
        "variant": {name: list(options) for name, options in sheet.form.choices},
        "to_judge": [
            each.target if isinstance(each, OverallVerdict) else each.id for each in verdict.to_judge
        ],
    }


def _overall_json(sheet: Sheet, whole: OverallVerdict) -> dict[str, Any]:
    return {
        "suggested": whole.suggested,
        "final": whole.final,
        "rule": whole.rule,
        "because": whole.because,
        "possible": list(whole.possible),
        "override_reason": _reason_of(sheet, whole.target),
        "ask": list(whole.ask),
        "answers": dict(whole.answers),
        "stopped": whole.stopped,
        "target": whole.target,
        "axis": whole.axis,
        "judged_by": whole.judged_by,
        "needed": whole.is_needed,
        "direction": sheet.direction(whole.target),
    }


def _reason_of(sheet: Sheet, target: str) -> str | None:
    override = sheet.overrides.get(target)
    return override.reason if override else None
