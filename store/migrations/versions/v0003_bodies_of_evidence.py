"""Add tables for entries on bodies of evidence, where GRADE starts, and the header of the summary."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add two tables and a column; nothing was entered in them before, so every header is empty."""
    op.create_table(
        "body_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("outcome_id", sa.Uuid(), nullable=False),
        sa.Column("start", sa.String(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint("part IN ('effect', 'baseline', 'comment')", name=op.f("ck_body_entry_part")),
        sa.ForeignKeyConstraint(["outcome_id"], ["outcome.id"], name=op.f("fk_body_entry_outcome_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body_entry")),
        sa.UniqueConstraint("outcome_id", "start", "part", name=op.f("uq_body_entry_outcome_id_start_part")),
    )
    op.create_table(
        "chosen_start",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("outcome_id", sa.Uuid(), nullable=False),
        sa.Column("checklist", sa.String(), nullable=False),
        sa.Column("start", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("start <> '' AND reason <> ''", name=op.f("ck_chosen_start_reasoned")),
        sa.ForeignKeyConstraint(["outcome_id"], ["outcome.id"], name=op.f("fk_chosen_start_outcome_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chosen_start")),
        sa.UniqueConstraint("outcome_id", "checklist", name=op.f("uq_chosen_start_outcome_id_checklist")),
    )
    _add_header()


def _add_header() -> None:
    """Add a column that must not be empty: it comes empty, is filled, and then closed."""
    op.add_column("review", sa.Column("header", sa.JSON(), nullable=True))
    op.execute(sa.update(sa.table("review", sa.column("header", sa.JSON()))).values(header={}))
    with op.batch_alter_table("review") as batch:
        batch.alter_column("header", existing_type=sa.JSON(), nullable=False)
