"""Add columns for two or more reviewers: blindness, calibration, and who decided in a consensus."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; reviews made before are blind, and none of their studies is for calibration."""
    _add_flag("review", "blind", sa.true())
    _add_flag("study", "calibration", sa.false())
    _add_decider("answer", "decided_by IS NULL OR (decided_by <> '' AND code IS NOT NULL AND note <> '')")
    _add_decider("override", "decided_by <> ''")


def _add_flag(table: str, name: str, value: sa.ColumnElement[bool]) -> None:
    """Add a column that must not be empty: it comes empty, is filled, and then closed."""
    op.add_column(table, sa.Column(name, sa.Boolean(), nullable=True))
    op.execute(sa.update(sa.table(table, sa.column(name))).values({name: value}))
    with op.batch_alter_table(table) as batch:
        batch.alter_column(name, existing_type=sa.Boolean(), nullable=False)


def _add_decider(table: str, check: str) -> None:
    # SQLite rebuilds the table; its other constraints are read from it and come along.
    with op.batch_alter_table(table) as batch:
        batch.add_column(sa.Column("decided_by", sa.String(), nullable=True))
        batch.create_check_constraint(op.f(f"ck_{table}_decided"), check)
