"""Build the figure of agreement: the raw agreement and each coefficient with its interval."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.output.figures.subjects import Agreements, Estimate
from workbench.review.reviewers.agreement import AgreementLine, AgreementReport, Coefficient
from workbench.review.reviewers.agreement_remarks import notes_of
from workbench.review.reviewers.agreement_words import (
    RAW,
    agreed_in_words,
    number_in_words,
    raw_of,
    shown_coefficients,
    value_in_words,
)
from workbench.review.tables.material import Of
from workbench.review.view import View


def build(view: View, of: Of, checklist: str | None) -> list[Agreements]:
    """Return a figure a checklist, over all reviewers together."""
    reports = (report for report in view.agreement if checklist in (None, report.checklist_id))
    return [_agreements(report, view) for report in reports]


def _agreements(report: AgreementReport, view: View) -> Agreements:
    rows: list[Estimate] = []
    reasons: list[str] = []
    lines = [line for line in report.lines if line.kind != "item"]
    for line in sorted(lines, key=lambda line: (line.kind == "overall", line.id)):
        name = line.title if line.kind == "overall" else f"{line.id} {line.title}"
        for place, coefficient in enumerate(_shown(line)):
            numbers: list[str] = []
            for why in _reasons(coefficient):
                if why not in reasons:
                    reasons.append(why)
                numbers.append(f"[{reasons.index(why) + 1}]")
            words = _raw_in_words(report, line) if coefficient.name == RAW else number_in_words(coefficient)
            rows.append(
                Estimate(
                    "" if place else name,
                    "Raw agreement" if coefficient.name == RAW else coefficient.title,
                    coefficient.value,
                    coefficient.lower,
                    coefficient.upper,
                    " ".join([words, *numbers]),
                )
            )
    notes = tuple(f"[{number}] {why}" for number, why in enumerate(reasons, start=1))
    title = f"Agreement: {report.title}"
    return Agreements(
        report.checklist_id, title, tuple(rows), (*notes, *notes_of(report.remarks, label_of=view.label_of))
    )


def _shown(line: AgreementLine) -> list[Coefficient]:
    """Return the raw agreement first, then coefficients; none that leaves pairs out stands alone."""
    raw = raw_of(line)
    return [*([raw] if raw is not None else []), *shown_coefficients(line)]


def _raw_in_words(report: AgreementReport, line: AgreementLine) -> str:
    """Say the counts before any share of them."""
    return f"{agreed_in_words(line, report.subject)}: {value_in_words(raw_of(line))}"


def _reasons(coefficient: Coefficient) -> Iterator[str]:
    """Say why there is no value or no interval, and what makes an interval less sure."""
    missing = coefficient.undefined_because or coefficient.interval_undefined_because
    yield from (why for why in (missing, coefficient.interval_caution) if why)
