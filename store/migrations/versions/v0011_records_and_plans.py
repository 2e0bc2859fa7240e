"""Add duplicates, the protocol, allocations, former handles, and where appraisals came from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what no review of before has: nothing is merged, allocated, imported or planned in it."""
    with op.batch_alter_table("review") as batch:
        batch.add_column(sa.Column("protocol", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("review") as batch:
        batch.alter_column("protocol", server_default=None)
    with op.batch_alter_table("study") as batch:
        batch.add_column(sa.Column("merged_into", sa.Uuid(), nullable=True))
        batch.create_check_constraint(op.f("ck_study_merged"), "merged_into <> id")
        batch.create_foreign_key(op.f("fk_study_merged_into"), "study", ["merged_into"], ["id"])
    with op.batch_alter_table("appraisal") as batch:
        batch.add_column(sa.Column("imported_from", sa.Text(), nullable=True))
        batch.create_check_constraint(op.f("ck_appraisal_imported"), "imported_from <> ''")
    _create_distinct_pair()
    _create_allocation()
    op.create_table(
        "former_handle",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("handle", sa.String(), nullable=False),
        sa.Column("handle_key", sa.String(), nullable=False),
        sa.Column("reviewer_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("length(handle) BETWEEN 1 AND 40", name=op.f("ck_former_handle_handle")),
        sa.ForeignKeyConstraint(["reviewer_id"], ["reviewer.id"], name=op.f("fk_former_handle_reviewer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_handle")),
        sa.UniqueConstraint("handle_key", name=op.f("uq_former_handle_handle_key")),
    )


def _create_distinct_pair() -> None:
    op.create_table(
        "distinct_pair",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("study_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("study_id <> other_id", name=op.f("ck_distinct_pair_two_studies")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_distinct_pair_reasoned")),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_distinct_pair_study_id")),
        sa.ForeignKeyConstraint(["other_id"], ["study.id"], name=op.f("fk_distinct_pair_other_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_distinct_pair")),
        sa.UniqueConstraint("study_id", "other_id", name=op.f("uq_distinct_pair_study_id_other_id")),
    )


def _create_allocation() -> None:
    op.create_table(
        "allocation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("study_id", sa.Uuid(), nullable=False),
        sa.Column("reviewer_id", sa.Uuid(), nullable=False),
        sa.Column("allocated_by", sa.String(), nullable=False),
        sa.Column("allocated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_allocation_study_id")),
        sa.ForeignKeyConstraint(["reviewer_id"], ["reviewer.id"], name=op.f("fk_allocation_reviewer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allocation")),
        sa.UniqueConstraint("study_id", "reviewer_id", name=op.f("uq_allocation_study_id_reviewer_id")),
    )
    op.create_index(op.f("ix_allocation_reviewer_id"), "allocation", ["reviewer_id"])
