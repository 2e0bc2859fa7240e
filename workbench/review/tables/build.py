"""Build a table by its name, and find the appraisal behind one of its rows.

Each table is built from what the viewer may see: the own appraisals, and others' once both have submitted.
Where reviewers have agreed on a consensus it stands for them, unless the independent appraisals are asked
for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from checklists.errors import did_you_mean
from store import studies
from workbench.errors import NotFoundError, UsageError
from workbench.output import Cell, Column, Table
from workbench.review.appraisals.sheets import Sheet
from workbench.review.session import LabelStyle, ReviewSession, use_case
from workbench.review.tables.final import require_final
from workbench.review.tables.labels import with_labels
from workbench.review.tables.material import Of, gather
from workbench.review.tables.registry import TABLES
from workbench.review.view import View


@use_case
def build_table(
    session: ReviewSession,
    name: str,
    of: Of = "consensus",
    *,
    final: bool = False,
    label: LabelStyle = "key",
) -> list[Table]:
    """Build a table by its name; one block a checklist where scales differ.

    Args:
        session: the open review and its viewer.
        name: one of `TABLES`.
        of: the consensus where there is one and else what each reviewer has (`consensus`), what each has
            judged independently (`independent`), or both (`all`).
        final: refuse it while anything in it is open.
        label: how studies are named.

    Raises:
        UsageError: no such table, or nobody said who is looking.
        NotFinalError: it shall be final, and something is open.
    """
    if name not in TABLES:
        raise UsageError(f"no table {name!r}: {did_you_mean(name, TABLES)}")
    view = View(replace(session, label=label, is_final=final))
    if final:
        require_final(view, [name])
    return with_labels(TABLES[name].build(view, of), view)


@use_case
def build_first_rows(session: ReviewSession, name: str, keys: Sequence[str]) -> list[Table]:
    """Build the rows of some studies, to be looked at while the whole table is built.

    Args:
        session: the open review and its viewer.
        name: one of `TABLES`.
        keys: of the studies, in the order of the table.

    Returns:
        A table for each block, without notes; none where rows cannot be told before all studies are read.
    """
    blocks: dict[tuple[str, tuple[Column, ...]], list[tuple[Cell, ...]]] = {}
    for key in keys if TABLES[name].is_by_study else ():
        for table in TABLES[name].build(View(session, studies.get_study(session.db, key)), "consensus"):
            blocks.setdefault((table.title, table.columns), []).extend(table.rows)
    return [Table(name, title, columns, tuple(rows)) for (title, columns), rows in blocks.items() if rows]


@use_case
def sheet_behind(session: ReviewSession, key: str, result: str, reviewer: str) -> Sheet:
    """Return the sheet behind a row of a table, for looking into a cell: a consensus where there is one.

    Args:
        session: the open review and its viewer.
        key: of the study, as the row has it.
        result: the label of the result.
        reviewer: the handle, or `consensus`.

    Raises:
        NotFoundError: there is no such appraisal, or the viewer may not see it yet.
    """
    kinds: tuple[Of, ...] = ("consensus", "all")
    view = View(session, studies.get_study(session.db, key))
    for sheet in (sheet for of in kinds for sheet in gather(view, of).sheets):
        if (sheet.result_label, sheet.reviewer) == (result, reviewer):
            return sheet
    raise NotFoundError(f"no appraisal of {key} ({result}) by {reviewer} that you may see")
