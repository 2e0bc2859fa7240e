"""Add a table for the texts of checklists that belong to somebody else."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table, and to the checklists of the review where their texts are; none has any yet."""
    op.create_table(
        "wording",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_wording_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wording")),
        sa.UniqueConstraint("sha256", name=op.f("uq_wording_sha256")),
    )
    with op.batch_alter_table("own_checklist") as batch:
        batch.add_column(sa.Column("wording_id", sa.Uuid(), nullable=True))
        batch.create_foreign_key(op.f("fk_own_checklist_wording_id"), "wording", ["wording_id"], ["id"])
