"""Map what the grade room says of bodies of evidence to the cells and notes of our tables.

Order and words are the grade room's. Columns: GRADE evidence profile and summary of findings, as
`checklists/definitions/METHOD.md` cites them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workbench.grade import Cell as GradeCell
from workbench.grade import Footnote, GradedBody, letter_of, name_of_body, name_within
from workbench.output import Cell, Labelled
from workbench.output.table import RowGroup
from workbench.review.evidence.body_records import BodyRow
from workbench.review.evidence.graded_body import as_graded, body_id
from workbench.review.evidence.summary_header import header_lines
from workbench.review.view import View

_FACTS = {"population": "condition", "treatment": "treatment", "comparison": "comparison"}
"""Lines of the header that the characteristics of the studies can fill."""

NO_OUTCOMES = "no outcomes yet: add one with `workbench outcomes add NAME`"


def graded_bodies(view: View) -> list[GradedBody]:
    """Return all bodies of evidence with their ratings, as the grade room takes them."""
    is_final = view.session.is_final
    return [as_graded(body, row, view.label_of, final=is_final) for body, row in view.bodies]


def rows_by_id(view: View) -> dict[str, BodyRow]:
    """Return the rows of all bodies of evidence, by what the grade room knows them by."""
    return {body_id(body): row for body, row in view.bodies}


def header(view: View) -> dict[str, str]:
    """Return population, setting, treatment and comparison: as entered, else from the characteristics."""
    lines = {}
    for name, entered in header_lines(view.review).items():
        facts = (
            str(value)
            for body, _ in view.bodies
            for member in body.members
            if (value := member.study.facts.get(_FACTS.get(name, "")))
        )
        lines[name] = entered or "; ".join(dict.fromkeys(facts))
    return lines


def named(body: GradedBody, name: str) -> Cell:
    """Return the name of a row and the follow-up: for programs the outcome alone, as they have the body."""
    shown = f"{name}; {body.follow_up_text}" if body.follow_up_text else name
    return Labelled(body.name, shown) if shown != body.name else shown


def as_cell(cell: GradeCell) -> Cell:
    """Return a cell: the bare text for programs, with remark and footnotes for people."""
    return Labelled(cell.text, cell.shown, notes=cell.letters) if cell.shown != cell.text else cell.text


def certainty_cell(body: GradedBody, cell: GradeCell) -> Cell:
    """Return the certainty: its id for programs, symbols and word for people; none while it is stale."""
    return Labelled(None if body.is_stale else body.certainty, cell.shown, notes=cell.letters)


def as_footnotes(footnotes: Iterable[Footnote]) -> dict[str, str]:
    """Return the texts of footnotes by their letter."""
    return {letter_of(footnote.number): footnote.text for footnote in footnotes}


def groups_of(bodies: Sequence[GradedBody]) -> tuple[RowGroup | None, ...]:
    """Return for each row the outcome that it is under; none where no outcome has several bodies.

    Where one has, each has a title of its own: a row without one would read as part of the outcome above it.
    """
    if not any(name_within(body, bodies) for body in bodies):
        return ()
    groups = []
    for body in bodies:
        within = name_of_body(body)
        name = f"{within}; {body.follow_up_text}" if body.follow_up_text else within
        groups.append(RowGroup(body.name, f"{name[:1].upper()}{name[1:]}"))
    return tuple(groups)
