"""Build the table of appraisals: each judgement with its design, GRADE start and Oxford level."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from uuid import UUID

from checklists import Checklist, grade_start, oxford_level
from workbench.output import Cell, Column, Labelled, Table
from workbench.output.design_names import design_in_words
from workbench.review.appraisals.level_sheets import AppraisalOfTable
from workbench.review.appraisals.sheets import may_be_asked
from workbench.review.documents.versions import kinds_at_hand
from workbench.review.tables.appraisal_cells import (
    WHO,
    domain_legend,
    empty_table,
    heading,
    judgement_cells,
    judgement_columns,
    nothing_judged,
    override_note,
    total_cells,
    total_columns,
    who,
)
from workbench.review.tables.material import Material, Of, gather_levels
from workbench.review.view import View


def build(view: View, of: Of) -> list[Table]:
    """Return final judgements by domain with GRADE start, levels and Oxford level; one block a checklist."""
    material = gather_levels(view, of, with_sources=True)
    is_said = all(sheet.sources_read for sheet in material.sheets)
    kinds = {} if is_said else kinds_at_hand(view.session)
    return [_block(sheets, kinds, material) for sheets in material.by_form()] or [
        empty_table("appraisal", material)
    ]


def _block(
    sheets: list[AppraisalOfTable], kinds: Mapping[UUID, str], material: Material[AppraisalOfTable]
) -> Table:
    checklist = sheets[0].form
    has = _Parts.of(sheets)
    columns = (
        WHO[0],
        Column("design", "Design"),
        Column("checklist", "Checklist"),
        *WHO[1:],
        *judgement_columns(checklist),
        *total_columns(checklist),
        *([Column("overridden", "Overridden")] if checklist.targets else []),
        *([Column("own_judgement", "Reviewer's own")] if has.own else []),
        Column("read", "Read"),
        *([Column("grade_start", "GRADE start"), Column("risk_of_bias_levels", "Risk of bias")] * has.grade),
        *([Column("oxford_level", "Oxford 2011")] * has.oxford),
    )
    rows = tuple(
        _row(sheet, checklist, has, sheet.sources_read or _not_said(kinds.get(sheet.study.id, "no document")))
        for sheet in sheets
    )
    legend = filter(None, [domain_legend(checklist), *nothing_judged(checklist)])
    title = heading("Appraisals with ", sheets, material)
    return Table(
        "appraisal", title, columns, rows, (*legend, *override_note(sheets), *material.notes(sheets))
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of a row that not every checklist has.

    Attributes:
        own: True if the reviewer may be left to judge.
        grade: True if a start of GRADE is declared.
        oxford: True if an Oxford level is declared.
    """

    own: bool
    grade: bool
    oxford: bool

    @classmethod
    def of(cls, sheets: Sequence[AppraisalOfTable]) -> _Parts:
        """Return the parts that any version of the checklist in a block has."""
        checklists = {sheet.checklist.sha256: sheet.checklist for sheet in sheets}.values()
        return cls(
            any(may_be_asked(each, target) for each in checklists for target in each.targets),
            any(each.grade is not None for each in checklists),
            any(each.oxford is not None for each in checklists),
        )


def _row(sheet: AppraisalOfTable, columns_of: Checklist, has: _Parts, read: str) -> tuple[Cell, ...]:
    study, result, reviewer, state = who(sheet)
    version = _version_of(sheet.checklist)
    overridden = sheet.overridden if sheet.overrides else ()
    starts = version.starts[None if version.whole is None else sheet.finals[version.whole]]
    oxford = oxford_level(sheet.checklist, sheet.codes) if version.oxford is None else version.oxford
    return (
        study,
        _design_cell(sheet.study.design),
        version.name,
        result,
        reviewer,
        state,
        *judgement_cells(sheet, columns_of),
        *total_cells(sheet, columns_of),
        *([", ".join(sorted(overridden))] if columns_of.targets else []),
        *([", ".join(sorted(_own(sheet, overridden)))] if has.own else []),
        read,
        *(starts if has.grade else ()),
        *([oxford] if has.oxford else []),
    )


def _own(sheet: AppraisalOfTable, overridden: Collection[str]) -> set[str]:
    """Return the targets of the variant that the reviewer judged where no level is suggested."""
    return {target for target in sheet.overrides if target in sheet.form.targets} - set(overridden)


@dataclass(frozen=True, slots=True)
class _Version:
    """What is the same for all appraisals with one version of a checklist.

    Attributes:
        name: id and version.
        whole: the place of the overall level among the final levels; None where there is none.
        starts: by overall level, the cells of the GRADE start and of the levels for risk of bias.
        oxford: the Oxford level; None where it depends on the answers.
    """

    name: str
    whole: int | None
    starts: Mapping[str | None, tuple[Cell, Cell]]
    oxford: int | None


@lru_cache(maxsize=64)
def _version_of(checklist: Checklist) -> _Version:
    starts = {level: _start_cells(checklist, level) for level in (*checklist.levels, None)}
    oxford = checklist.oxford.default if checklist.oxford and not checklist.oxford.cases else None
    whole = len(checklist.judged_domains) if checklist.overalls else None
    return _Version(f"{checklist.id} {checklist.version}", whole, starts, oxford)


def _start_cells(checklist: Checklist, level: str | None) -> tuple[Cell, Cell]:
    """Return where GRADE starts and what it takes away; nothing where the checklist does not say."""
    if checklist.grade is None:
        return Labelled(None, ""), None
    start, levels = grade_start(checklist, level)
    return Labelled(start, start.replace("_", " ")), levels


@cache
def _not_said(at_hand: str) -> str:
    return f"not said (at hand: {at_hand})"


@cache
def _design_cell(design: str | None) -> Cell:
    return Labelled(design, design_in_words(design))
