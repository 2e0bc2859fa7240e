"""Build the figure of agreement: each coefficient with its interval."""

from __future__ import annotations

from workbench.output.figures.subjects import Agreements, Estimate
from workbench.review.reviewers.agreement import AgreementReport, Coefficient, agreement
from workbench.review.tables.material import Of
from workbench.review.view import View


def build(view: View, of: Of, checklist: str | None) -> list[Agreements]:
    """Return a figure a checklist, over all reviewers together."""
    reports = agreement(view.session, checklist=checklist)
    return [_agreements(report) for report in reports if report.pair is None]


def _agreements(report: AgreementReport) -> Agreements:
    rows: list[Estimate] = []
    reasons: list[str] = []
    lines = [line for line in report.lines if line.kind != "item"]
    for line in sorted(lines, key=lambda line: (line.kind == "overall", line.id)):
        name = line.title if line.kind == "overall" else f"{line.id} {line.title}"
        for place, coefficient in enumerate(line.coefficients[:2]):
            why = coefficient.undefined_because or coefficient.interval_undefined_because
            if why and why not in reasons:
                reasons.append(why)
            remark = _estimate(coefficient) + (f" [{reasons.index(why) + 1}]" if why else "")
            rows.append(
                Estimate(
                    "" if place else name,
                    coefficient.title,
                    coefficient.value,
                    coefficient.lower,
                    coefficient.upper,
                    remark,
                )
            )
    notes = tuple(f"[{number}] {why}" for number, why in enumerate(reasons, start=1))
    title = f"Agreement: {report.title}"
    return Agreements(report.checklist_id, title, tuple(rows), (*notes, *report.notes))


def _estimate(coefficient: Coefficient) -> str:
    """Return the numbers of a coefficient, with a minus that is one."""
    if coefficient.value is None:
        return "not defined"
    ends = (
        ""
        if coefficient.lower is None or coefficient.upper is None
        else f" ({coefficient.lower:.2f} to {coefficient.upper:.2f})"
    )
    return f"{coefficient.value:.2f}{ends}".replace("-", "\u2212")
