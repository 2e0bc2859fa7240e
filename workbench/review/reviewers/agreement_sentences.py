"""Write the sentences on agreement for a manuscript: counts first, then coefficients with their intervals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.agreement import DEFAULT_INTERVAL, FEWEST_STUDIES, INTERVALS
from workbench.counts import count
from workbench.review.reviewers.agreement import AgreementLine, AgreementReport, Coefficient
from workbench.review.reviewers.agreement_words import (
    NO_LABEL,
    agreed_in_words,
    beside,
    ends_in_words,
    label_in_words,
    leading_of,
    left_out_in_words,
    percent,
    raw_of,
    signed,
)


def agreement_sentences(reports: Sequence[AgreementReport], *, by_title: bool = False) -> Iterator[str]:
    """Write the sentences on each checklist, over all its reviewers, and how the intervals were made.

    Args:
        reports: one a checklist.
        by_title: name checklists by their titles rather than by their ids.
    """
    for report in reports:
        yield from _on_checklist(report, f"“{report.title}”" if by_title else report.checklist_id)
    lines = (line for report in reports for line in report.lines if line.kind == "overall")
    if any(coefficient.lower is not None for line in lines for coefficient in line.coefficients):
        yield f"The interval of each value of agreement is a {INTERVALS[DEFAULT_INTERVAL].cited}."


def _on_checklist(report: AgreementReport, checklist: str) -> Iterator[str]:
    wholes = [line for line in report.lines if line.kind == "overall"]
    for line in wholes:
        yield from _on_whole(
            report, line, f"{line.title} ({checklist})" if len(wholes) > 1 else f"({checklist})"
        )
    yield from _on_items(report)


def _on_whole(report: AgreementReport, line: AgreementLine, which: str) -> Iterator[str]:
    """Write what was agreed on the whole: raw agreement, coefficient, and what the coefficient leaves out."""
    head = f"On the overall judgement {which}, the reviewers {agreed_in_words(line, report.subject)}"
    raw, leading = raw_of(line), leading_of(line)
    if not line.rated_twice or raw is None or raw.value is None or leading is None:
        yield f"On the overall judgement {which}, {agreed_in_words(line, report.subject)}."
        return
    share = percent(raw.value)
    if len(report.reviewers) > 2:
        share = f"on average, {share} of the pairs of judgements on a {report.subject} agree"
    yield f"{head} ({share}{_interval(raw)})."
    yield from _coefficient(leading)
    companion = beside(line, leading)
    if companion is not None:
        over = "the only pair" if companion.pairs == 1 else f"all {count(companion.pairs, 'pair')}"
        yield f"Over {over}, {_value(companion)}."
    shown = companion or leading
    if line.rated_twice < FEWEST_STUDIES:
        yield f"{NO_LABEL}."
    elif label := label_in_words(shown):
        yield f"By the lower limit, {shown.title} is {label} (Landis and Koch)."


def _coefficient(coefficient: Coefficient) -> Iterator[str]:
    left_out = left_out_in_words(coefficient)
    over = f", with {left_out} in which a judgement is outside the order of levels" if left_out else ""
    yield f"{_value(coefficient)}{over}."


def _value(coefficient: Coefficient) -> str:
    """Write a coefficient with its title, or why it is not defined or has no interval."""
    name = f"{coefficient.title}," if "," in coefficient.title else coefficient.title
    if coefficient.value is None:
        return f"{name} is not defined ({coefficient.undefined_because})"
    if not ends_in_words(coefficient):
        because = coefficient.interval_undefined_because
        return f"{name} was {signed(coefficient.value)}, without an interval ({because})"
    caution = f"; {coefficient.interval_caution}" if coefficient.interval_caution else ""
    return f"{name} was {signed(coefficient.value)}{_interval(coefficient, caution)}"


def _interval(coefficient: Coefficient, caution: str = "") -> str:
    """Write the interval as it stands behind a value; empty where there is none."""
    ends = ends_in_words(coefficient)
    if not ends:
        return ""
    if coefficient.name == "percent_agreement":
        return f"; 95 % interval {ends}"
    return f" (95 % interval {ends}{caution})"


def _on_items(report: AgreementReport) -> Iterator[str]:
    """Say how far raw agreement ranged over the items."""
    items = [line for line in report.lines if line.kind == "item"]
    shares = [line.percent_agreement for line in items if line.percent_agreement is not None]
    if shares:
        least, most = percent(min(shares)), percent(max(shares))
        yield (
            f"On the {count(len(shares), 'item')} of this checklist, answers taken as favourable,"
            " unfavourable or no information, raw agreement "
            f"{f'was {least}' if least == most else f'ranged from {least} to {most}'}."
        )
