"""Add columns for the versions of documents, and for those that are withdrawn and why."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; no document of before replaces another, and none is withdrawn.

    SQLite rebuilds the table anyway, and the text stays the last column there: lists need not read past it.
    """
    rebuilt = op.get_bind().dialect.name == "sqlite"
    place: dict[str, Any] = {"insert_before": "text"} if rebuilt else {}
    with op.batch_alter_table("document", recreate="always" if rebuilt else "never") as batch:
        batch.add_column(sa.Column("replaces", sa.Uuid(), nullable=True), **place)
        batch.add_column(sa.Column("withdrawn_because", sa.Text(), nullable=True), **place)
        batch.create_foreign_key(op.f("fk_document_replaces"), "document", ["replaces"], ["id"])
        batch.create_unique_constraint(op.f("uq_document_replaces"), ["replaces"])
        batch.create_check_constraint(op.f("ck_document_withdrawn"), "withdrawn_because <> ''")
