"""Show what is done and what is left as rows: a line a reviewer, or a line a study."""

from __future__ import annotations

from workbench.output.table import Cell, Column, Table
from workbench.review.reviewers.workload import Workload

_REVIEWERS = (
    Column("reviewer", "Reviewer"),
    Column("allocated", "Allocated"),
    Column("begun", "Begun"),
    Column("submitted", "Submitted"),
    Column("waiting", "Waiting"),
    Column("to_reconcile", "Reconcile"),
    Column("left", "Left"),
    Column("minutes_a_study", "Min"),
    Column("minutes_left", "Min left"),
    Column("name", "Name"),
)
_STUDIES = (
    Column("study", "Study"),
    Column("allocated", "Allocated to"),
    Column("mine", "Mine"),
    Column("submitted", "Submitted by"),
    Column("state", "State"),
    Column("minutes", "Minutes"),
    Column("title", "Title", clipped=True),
)


def reviewer_table(workload: Workload) -> Table:
    """Make one line a reviewer; what may not be told is empty."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            line.reviewer,
            line.allocated,
            line.begun,
            line.submitted,
            line.waiting,
            line.to_reconcile,
            line.left,
            _whole(line.minutes_a_study),
            _whole(line.minutes_left),
            line.name,
        )
        for line in workload.reviewers
    )
    return Table("progress", "", _REVIEWERS, rows, workload.notes)


def study_table(workload: Workload) -> Table:
    """Make one line a study."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            line.study,
            ", ".join(line.allocated),
            line.mine.replace("_", " "),
            ", ".join(line.submitted),
            line.state_in_words,
            ", ".join(f"{handle} {minutes:.0f}" for handle, minutes in line.minutes.items()),
            line.title,
        )
        for line in workload.studies
    )
    return Table("progress", "", _STUDIES, rows, workload.notes)


def _whole(minutes: float | None) -> int | None:
    return None if minutes is None else round(minutes)
