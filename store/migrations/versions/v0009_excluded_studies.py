"""Add the reason why a study is left out of the review; no study of before is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, which is empty for every study that is included."""
    with op.batch_alter_table("study") as batch:
        batch.add_column(sa.Column("excluded_because", sa.Text(), nullable=True))
        batch.create_check_constraint(op.f("ck_study_excluded"), "excluded_because <> ''")
