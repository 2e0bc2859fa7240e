"""Add a table for the checklists that a review has of its own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table; the checklists of before came with the program, so it is empty."""
    op.create_table(
        "own_checklist",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("checklist_version_id", sa.Uuid(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('current', 'replaced', 'removed')", name=op.f("ck_own_checklist_state")
        ),
        sa.ForeignKeyConstraint(
            ["checklist_version_id"],
            ["checklist_version.id"],
            name=op.f("fk_own_checklist_checklist_version_id"),
        ),
        sa.ForeignKeyConstraint(["added_by"], ["reviewer.id"], name=op.f("fk_own_checklist_added_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_checklist")),
        sa.UniqueConstraint("checklist_version_id", name=op.f("uq_own_checklist_checklist_version_id")),
    )
