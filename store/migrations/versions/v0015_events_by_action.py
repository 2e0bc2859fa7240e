"""Add an index of the history by what was done."""

from __future__ import annotations

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the index: without it, who may see what is found by reading the whole history."""
    op.create_index(op.f("ix_event_action"), "event", ["action"])
