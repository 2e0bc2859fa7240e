"""Build the table of agreement: counts first, then a coefficient with its interval, line by line.

`workbench agreement` and its screen show every coefficient, and every pair of reviewers.
"""

from __future__ import annotations

from collections import Counter

from workbench.agreement import FEWEST_STUDIES
from workbench.output.table import Cell, Column, Labelled, Table
from workbench.review.reviewers.agreement import AgreementLine, AgreementReport
from workbench.review.reviewers.agreement_remarks import notes_of
from workbench.review.reviewers.agreement_words import (
    NO_LABEL,
    PLURALS,
    Subject,
    beside,
    label_of,
    leading_of,
    number_in_words,
    raw_of,
    value_in_words,
)
from workbench.review.tables.material import Of
from workbench.review.tables.registry import TABLES
from workbench.review.view import View

LEVELS = {
    "judgements": "judgement",
    "items collapsed": "item",
    "items as given": "item (answers as given)",
}
"""What people read of the unit that a line counts; programs keep the unit."""
COMPARED_AS = "Answers to items were compared as favourable, unfavourable or no information."
NO_INTERVAL = "Without an interval: one study does not show how agreement varies between studies."
LABELLED_BY = "Label: Landis and Koch, of the lower end of the interval"
NOTHING = "no result was submitted by two reviewers, as far as you may see"


def build(view: View, of: Of) -> list[Table]:
    """Return a table a checklist, over all reviewers together and without the calibration."""
    titles = Counter(report.title for report in view.agreement)
    tables = [
        _table(report, view, f" ({report.checklist_id})" if titles[report.title] > 1 else "")
        for report in view.agreement
    ]
    return tables or [Table("agreement", TABLES["agreement"].title, _columns("study"), (), (NOTHING,))]


def _columns(subject: Subject) -> tuple[Column, ...]:
    return (
        Column("unit", "Level"),
        Column("id", "Id"),
        Column("title", "On"),
        Column("agreed", f"{PLURALS[subject].capitalize()} agreed on"),
        Column("raw", "Raw agreement (95 % interval)"),
        Column("coefficient", "Coefficient"),
        Column("value", "Value (95 % interval)"),
        Column("beside", "Over all pairs"),
        Column("label", "Label"),
    )


def _table(report: AgreementReport, view: View, apart: str) -> Table:
    lines = [line for line in report.lines if line.rated_twice]
    notes = list(notes_of(report.remarks, label_of=view.label_of))
    if any(line.unit == "items collapsed" for line in lines):
        notes.append(COMPARED_AS)
    if any(line.rated_twice == 1 for line in lines):
        notes.append(NO_INTERVAL)
    if any(line.rated_twice < FEWEST_STUDIES for line in lines):
        notes.append(NO_LABEL)
    if any(label_of(line) for line in lines):
        notes.append(LABELLED_BY)
    title = f"{TABLES['agreement'].title}: {report.title}{apart}"
    rows = tuple(_row(line) for line in lines)
    return Table("agreement", title, _columns(report.subject), rows, tuple(notes))


def _row(line: AgreementLine) -> tuple[Cell, ...]:
    return (
        *(
            Labelled(line.unit, LEVELS[line.unit]),
            line.id,
            line.title,
            f"{line.agreed} of {line.rated_twice}",
        ),
        *measured_cells(line),
    )


def measured_cells(line: AgreementLine) -> tuple[Cell, ...]:
    """Return the raw agreement, the coefficient with its value, what stands beside it, and the label."""
    raw, leading = raw_of(line), leading_of(line)
    companion = beside(line, leading) if leading is not None else None
    return (
        Labelled(line.percent_agreement, value_in_words(raw)),
        leading.title if leading is not None else "",
        Labelled(leading.value, number_in_words(leading)) if leading is not None else "",
        Labelled(companion.value, f"{companion.title} {value_in_words(companion)}") if companion else "",
        label_of(line),
    )
