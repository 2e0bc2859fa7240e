"""Lay out an agreement report as tables: the disagreements first, the coefficients after them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from workbench.agreement import FEWEST_STUDIES, SHORT_TITLES
from workbench.output.table import Cell, Column, Labelled, Table
from workbench.review.reviewers.agreement_words import (
    NO_LABEL,
    PLURALS,
    RAW,
    beside,
    label_of,
    number_in_words,
    percent,
    raw_of,
    value_in_words,
)

if TYPE_CHECKING:
    from workbench.review.reviewers.agreement import AgreementLine, AgreementReport, Coefficient

_LONG = (
    *("checklist", "reviewers", "calibration", "kind", "id", "title", "scale", "studies", "ratings"),
    *("missing", "left_out", "rated_twice", "percent_agreement", "coefficient", "value", "lower", "upper"),
    *("se", "undefined_because", "label", "label_hidden_because", "prevalence", "counts", "disagreements"),
    *("unit", "agreed", "pairs", "pairs_left_out", "interval_undefined_because", "interval_caution"),
)

_FEW = 6


def as_tables(reports: Sequence[AgreementReport]) -> list[Table]:
    """Return tables for reading: for each report who disagrees on what, the coefficients, the worst items."""
    return [table for report in reports for table in _tables(report)]


def as_rows(reports: Sequence[AgreementReport]) -> Table:
    """Return one row a coefficient, for programs."""
    columns = tuple(Column(name, name) for name in _LONG)
    rows = tuple(
        _long_row(report, line, coefficient)
        for report in reports
        for line in report.lines
        for coefficient in line.coefficients
    )
    return Table("agreement", "", columns, rows, tuple(note for report in reports for note in report.notes))


def _tables(report: AgreementReport) -> Iterator[Table]:
    yield _disagreements(report)
    judgements = [line for line in report.lines if line.kind != "item"]
    items = [line for line in report.lines if line.kind == "item"]
    if judgements:
        yield _coefficients("Judgements", report, judgements)
        yield _given("Judgements as they were given", judgements)
    if items:  # none where both judged without answers, or before any item was asked
        yield _coefficients(items[0].unit.capitalize(), report, items)
        yield _given("Items as they were counted", items)
    if report.worst_items:
        columns = (Column("item", "Item"), Column("percent", "Raw agreement"), Column("text", "Text"))
        rows = tuple((item, _percent(share), text) for item, text, _, share in report.worst_items)
        guidance = tuple(f"{item}: {words}" for item, _, words, _ in report.worst_items)
        yield Table("lowest", "Lowest agreement, with the guidance", columns, rows, guidance)


def _disagreements(report: AgreementReport) -> Table:
    who = " and ".join(report.pair or report.reviewers)
    kind = "Calibration" if report.calibration else "Agreement"
    title = f"{kind}: {report.title} ({report.checklist_id}), {who}"
    columns = (
        *(Column("id", "Differ on"), Column("study", "Study")),
        *(Column(f"reviewer_{name}", name) for name in report.reviewers),
    )
    rows = tuple((line.id, study, *codes) for line in report.lines for study, codes in line.disagreements)
    notes = (_differences(report), *report.notes) if rows else ("they differ nowhere", *report.notes)
    return Table("disagreements", title, columns, rows, notes)


def _differences(report: AgreementReport) -> str:
    """Count the rows by what they are differences of."""
    numbers: dict[str, int] = defaultdict(int)
    for line in report.lines:
        numbers[line.unit] += len(line.disagreements)
    return "differences: " + ", ".join(f"{number} {unit}" for unit, number in numbers.items())


def _coefficients(title: str, report: AgreementReport, lines: Sequence[AgreementLine]) -> Table:
    shown = [_corrected(line) for line in lines]
    columns = (
        Column("id", "Id"),
        Column("agreed", f"{PLURALS[report.subject].capitalize()} agreed on"),
        Column("percent", "Raw agreement"),
        *(Column(coefficient.name, SHORT_TITLES[coefficient.name]) for coefficient in shown[0]),
        Column("label", "Label"),
        Column("missing", "Ratings missing"),
    )
    rows = tuple(
        (
            *(line.id, f"{line.agreed} of {line.rated_twice}", _raw(line)),
            *map(_cell, coefficients),
            *(label_of(line), line.missing),
        )
        for line, coefficients in zip(lines, shown, strict=True)
    )
    return Table("coefficients", title, columns, rows, tuple(_reasons(lines)))


def _corrected(line: AgreementLine) -> list[Coefficient]:
    """Return the coefficients that are corrected for chance; the raw agreement has a column of its own."""
    return [coefficient for coefficient in line.coefficients if coefficient.name != RAW]


def _raw(line: AgreementLine) -> Cell:
    """Write the raw agreement with its interval."""
    return Labelled(line.percent_agreement, value_in_words(raw_of(line)) if line.rated_twice else "–")


def _given(title: str, lines: Sequence[AgreementLine]) -> Table:
    columns = (Column("id", "Id"), Column("prevalence", "Prevalence"), Column("counts", "Counts"))
    rows = tuple((line.id, _prevalence(line), _counts(line)) for line in lines)
    return Table("counts", title, columns, rows)


def _cell(coefficient: Coefficient) -> Cell:
    return Labelled(coefficient.value, number_in_words(coefficient))


def _reasons(lines: Sequence[AgreementLine]) -> Iterator[str]:
    """Say why something is not defined or not shown, each reason once with where it holds."""
    where: dict[tuple[str, str], list[str]] = defaultdict(list)
    for line in lines:
        for coefficient in line.coefficients:
            place = f"{SHORT_TITLES[coefficient.name]} of {line.id}"
            if coefficient.undefined_because:
                where["not defined", coefficient.undefined_because].append(place)
            elif coefficient.interval_undefined_because:
                where["no interval", coefficient.interval_undefined_because].append(place)
            if coefficient.interval_caution:
                where["caution", coefficient.interval_caution].append(place)
        leading = line.coefficients[0]
        labelled = beside(line, leading) or leading
        if labelled.value is not None and labelled.label_hidden_because:
            where["no label", labelled.label_hidden_because].append(line.id)
        if line.left_out:
            reason = "weighted coefficients leave out ratings beside the order, and every pair with one"
            where["left out", reason].append(f"{line.left_out} of {line.id}")
    yield (
        "95 % intervals in brackets. Label: Landis and Koch, of the lower end of the first coefficient that "
        "compares all pairs"
    )
    if any(0 < line.rated_twice < FEWEST_STUDIES for line in lines):
        yield NO_LABEL
    for (what, reason), places in where.items():
        yield f"{what}: {reason} ({_some(places)})"


def _some(places: Sequence[str]) -> str:
    """Name the first few; CSV and JSON have them all."""
    more = len(places) - _FEW
    return ", ".join(places[:_FEW]) + (f" and {more} more" if more > 0 else "")


def _prevalence(line: AgreementLine) -> str:
    shares = zip(line.categories, line.prevalence, strict=False)
    return ", ".join(f"{_short(name)} {100 * share:.0f} %" for name, share in shares if share)


def _counts(line: AgreementLine) -> str:
    """Write the cells of the table of two reviewers that are not empty, the first reviewer's code first."""
    if line.counts is None:
        return ""
    cells = (
        f"{_short(first)}/{_short(second)} {count}"
        for first, row in zip(line.categories, line.counts, strict=True)
        for second, count in zip(line.categories, row, strict=True)
        if count
    )
    return ", ".join(cells)


def _short(category: str) -> str:
    return category.replace("_", " ")


def _percent(share: float | None) -> Cell:
    return Labelled(share, percent(share))


def _long_row(report: AgreementReport, line: AgreementLine, coefficient: Coefficient) -> tuple[Cell, ...]:
    differ = (f"{study}: {', '.join(codes)}" for study, codes in line.disagreements)
    return (
        *(report.checklist_id, " ".join(report.reviewers), report.calibration),
        *(line.kind, line.id, line.title),
        *(line.scale, line.studies, line.ratings, line.missing, line.left_out, line.rated_twice),
        *(line.percent_agreement, coefficient.name),
        *(coefficient.value, coefficient.lower, coefficient.upper, coefficient.se),
        *(coefficient.undefined_because, coefficient.label, coefficient.label_hidden_because),
        *(_prevalence(line), _counts(line), "; ".join(differ)),
        *(line.unit, line.agreed, coefficient.pairs, coefficient.pairs_left_out),
        *(coefficient.interval_undefined_because, coefficient.interval_caution),
    )
