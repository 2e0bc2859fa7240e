"""Build the traffic light: a row an appraisal, a disc a domain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checklists import Checklist
from checklists.language.answer_codes import NOT_ASKED
from workbench.output.figures.subjects import Lights
from workbench.output.symbols import LevelOrder
from workbench.review.appraisals.level_sheets import AppraisalOfTable
from workbench.review.appraisals.sheets import WHOLE_STUDY_LABEL
from workbench.review.publish.figure_layout import Layout, file_name
from workbench.review.publish.row_order import in_order
from workbench.review.session import CONSENSUS
from workbench.review.tables.appraisal_cells import heading, override_note
from workbench.review.tables.material import Material, Of, gather_levels
from workbench.review.tables.summary_weights import final_of
from workbench.review.view import View


def build(view: View, of: Of, checklist: str | None) -> list[Lights]:
    """Return a matrix a checklist, and where its variants judge other domains, one a variant.

    Of a checklist that judges nothing the matrix is one of its answers.
    """
    material = gather_levels(view, of)
    return [
        (_matrix if sheets[0].form.targets else _answers)(in_order(sheets, view), material, view.labels)
        for sheets in material.by_form(checklist)
    ]


def _answers(
    sheets: list[AppraisalOfTable], material: Material[AppraisalOfTable], labels_of: Mapping[str, str]
) -> Lights:
    """Return the matrix of the answers to a list: a row an appraisal, a disc an item, by its own answers."""
    form = sheets[0].form
    items = [item for item in form.items if item.role is None]
    labels = {code: option.label for code, option in form.answers.items()}
    rows = []
    for name, sheet in zip(_labels(sheets, labels_of), sheets, strict=True):
        given = zip((item.id for item in sheet.checklist.items), sheet.settled_codes, strict=True)
        codes = dict(given)
        rows.append((name, tuple(_label_of(codes.get(item.id), labels) for item in items)))
    orders = tuple(_order_of_answers(form, item.id) for item in items)
    totals = [
        f"{name}: {', '.join(told)}"
        for name, sheet in zip(_labels(sheets, labels_of), sheets, strict=True)
        if (told := [f"{total.title} {_sum(sheet, total.id)}" for total in form.totals])
    ]
    return Lights(
        file_name(form, material.apart(sheets)),
        heading("Answers: ", sheets, material),
        tuple((item.shown, item.text) for item in items),
        tuple(rows),
        tuple(labels.values()),
        notes=(*totals, *material.notes(sheets)),
        studies=tuple(sheet.study.key for sheet in sheets),
        orders=orders,
    )


def _label_of(code: str | None, labels: Mapping[str, str]) -> str | None:
    return None if code in (None, NOT_ASKED) else labels[str(code)]


def _sum(sheet: AppraisalOfTable, total: str) -> str:
    value = sheet.totals.get(total)
    return "open" if value is None else f"{value}/{sheet.form.out_of(total)}"


def _order_of_answers(form: Checklist, item: str) -> LevelOrder:
    """Return the answers of an item in words, from good to poor, and beside them those of silence."""
    options = [option for option in form.options(item) if form.tone(item, option.code) != "none"]
    good = [option.label for option in options if form.tone(item, option.code) == "good"]
    poor = [option.label for option in options if form.tone(item, option.code) == "poor"]
    if form.item(item).yes_is == "bad":
        good, poor = good[::-1], poor[::-1]
    return LevelOrder((*good, *poor), tuple(each.label for each in options if each.tone == "unknown"))


def _matrix(
    sheets: list[AppraisalOfTable], material: Material[AppraisalOfTable], labels_of: Mapping[str, str]
) -> Lights:
    """Return the matrix of one checklist: a row an appraisal."""
    checklist = sheets[0].form
    layout = Layout(checklist)
    overridden = frozenset(
        (row, column)
        for row, sheet in enumerate(sheets)
        if sheet.overrides
        for starred in (sheet.overridden,)
        for column, target in enumerate(layout.targets)
        if target in starred
    )
    rows = tuple(
        (label, tuple(final_of(sheet, target) for target in layout.targets))
        for label, sheet in zip(_labels(sheets, labels_of), sheets, strict=True)
    )
    return Lights(
        file_name(checklist, material.apart(sheets)),
        heading(f"{_subject(checklist)}: ", sheets, material),
        columns_of_layout(layout),
        rows,
        checklist.levels,
        overridden,
        (*override_note(sheets), *material.notes(sheets)),
        tuple(sheet.study.key for sheet in sheets),
        layout.orders,
        layout.panels,
    )


def _subject(checklist: Checklist) -> str:
    """Return what a matrix is of: risk of bias only where GRADE reads the judgements as that."""
    return "Risk of bias" if checklist.grade is not None else "Judgements"


def columns_of_layout(layout: Layout) -> tuple[tuple[str, str], ...]:
    """Return id and title of each column; a whole has its title alone."""
    return tuple(
        (layout.title(target), "") if place in layout.wholes else (target, layout.title(target))
        for place, target in enumerate(layout.targets)
    )


def _labels(sheets: Sequence[AppraisalOfTable], labels_of: Mapping[str, str]) -> list[str]:
    """Return the study, and of result, reviewer and draft what is needed to tell the rows apart."""
    people = {sheet.reviewer for sheet in sheets}
    labels = []
    for sheet in sheets:
        beside = [sheet.result_label] if sheet.result_label != WHOLE_STUDY_LABEL else []
        beside += [sheet.reviewer] if len(people) > 1 and sheet.reviewer != CONSENSUS else []
        beside += [] if sheet.submitted else ["draft"]
        name = labels_of.get(sheet.study.key, sheet.study.key)
        labels.append(f"{name} ({', '.join(beside)})" if beside else name)
    return labels
