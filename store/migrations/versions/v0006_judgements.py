"""Add the copy of the judgements of submitted appraisals, and fill it for those that are there.

It is for people who read the database with SQL or R. An appraisal whose checklist this program cannot read
any more gets no copy; the program judges it as little.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from alembic import op

from checklists import Checklist, ChecklistError, judge, parse_checklist
from store.judgements import copies_of

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_AT_ONCE = 500
"""Appraisals that are read, judged and written together."""


def _table(name: str, *texts: str, ids: tuple[str, ...] = ("appraisal_id",)) -> sa.TableClause:
    """Return a table as it is at this version, as far as it is read here."""
    columns = [sa.column(each, sa.Uuid()) for each in ids] + [sa.column(each, sa.Text()) for each in texts]
    return sa.table(name, *columns)


_appraisal = _table("appraisal", "state", ids=("id", "checklist_version_id"))
_version = _table("checklist_version", "text", ids=("id",))
_answer = _table("answer", "item_id", "code")
_override = _table("override", "target", "judgement", "reason")


def upgrade() -> None:
    """Add the table, and judge what is submitted."""
    table = op.create_table(
        "judgement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("appraisal_id", sa.Uuid(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("suggested", sa.String(), nullable=True),
        sa.Column("final", sa.String(), nullable=True),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('domain', 'overall', 'total')", name=op.f("ck_judgement_kind")),
        sa.ForeignKeyConstraint(["appraisal_id"], ["appraisal.id"], name=op.f("fk_judgement_appraisal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgement")),
        sa.UniqueConstraint("appraisal_id", "target", name=op.f("uq_judgement_appraisal_id_target")),
    )
    connection = op.get_bind()
    submitted = connection.execute(
        sa.select(_appraisal.c.id, _appraisal.c.checklist_version_id).where(_appraisal.c.state == "submitted")
    ).all()
    texts = {row.id: row.text for row in connection.execute(sa.select(_version))}

    @cache
    def checklist_of(version: UUID) -> Checklist | None:
        try:
            return parse_checklist(texts[version])
        except ChecklistError:
            return None

    for first in range(0, len(submitted), _AT_ONCE):
        part = submitted[first : first + _AT_ONCE]
        rows = _copies(connection, [(each.id, checklist_of(each.checklist_version_id)) for each in part])
        if rows:
            connection.execute(sa.insert(table), rows)


def _copies(connection: sa.Connection, part: list[tuple[UUID, Checklist | None]]) -> list[dict[str, Any]]:
    """Judge some appraisals, and return the rows of their copies."""
    ids = [appraisal for appraisal, _ in part]
    codes: dict[UUID, dict[str, str]] = defaultdict(dict)
    levels: dict[UUID, dict[str, str]] = defaultdict(dict)
    reasons: dict[UUID, dict[str, str]] = defaultdict(dict)
    for row in connection.execute(sa.select(_answer).where(_answer.c.appraisal_id.in_(ids))):
        if row.code is not None:
            codes[row.appraisal_id][row.item_id] = row.code
    for row in connection.execute(sa.select(_override).where(_override.c.appraisal_id.in_(ids))):
        levels[row.appraisal_id][row.target] = row.judgement
        reasons[row.appraisal_id][row.target] = row.reason
    rows = []
    for appraisal, checklist in part:
        if checklist is None:
            continue
        try:
            verdict = judge(checklist, codes[appraisal], overrides=levels[appraisal])
        except ChecklistError:
            continue
        for copy in copies_of(verdict, reasons[appraisal]):
            values = {name: getattr(copy, name) for name in copy.__slots__}
            rows.append({"id": uuid4(), "appraisal_id": appraisal, **values})
    return rows
