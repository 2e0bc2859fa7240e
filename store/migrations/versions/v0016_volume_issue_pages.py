"""Add the volume, the issue and the pages of a study's publication."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_ADDED = ("volume", "issue", "pages")


def upgrade() -> None:
    """Add the columns: they come empty, are filled with the empty text of what is not known, and closed."""
    for name in _ADDED:
        op.add_column("study", sa.Column(name, sa.String(), nullable=True))
    study = sa.table("study", *(sa.column(name) for name in _ADDED))
    op.execute(sa.update(study).values(dict.fromkeys(_ADDED, "")))
    with op.batch_alter_table("study") as batch:
        for name in _ADDED:
            batch.alter_column(name, existing_type=sa.String(), nullable=False)
