"""Add an index that holds the codes of answers beside whose and of what they are."""

from __future__ import annotations

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the index: without it, reading all codes looks up each answer in its table."""
    op.create_index(
        op.f("ix_answer_appraisal_id_item_id_code"), "answer", ["appraisal_id", "item_id", "code"]
    )
