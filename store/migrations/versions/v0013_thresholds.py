"""Add thresholds and follow-up to outcomes, and who rated and confirmed to the ratings of certainty."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from store.rating_authors import CONFIRM, RATE, fill_authors

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)
_AUTHORS: dict[str, sa.types.TypeEngine[Any]] = {
    "rated_by": sa.String(),
    "rated_at": _TIME,
    "confirmed_by": sa.String(),
    "confirmed_at": _TIME,
}
_PARTS = "part IN ('effect', 'baseline', 'comment', 'statement', 'up_anyway')"


def upgrade() -> None:
    """Add the columns; no outcome of before has thresholds, and the history says who rated."""
    with op.batch_alter_table("outcome") as batch:
        batch.add_column(sa.Column("follow_up", sa.String(), nullable=False, server_default=""))
        batch.add_column(sa.Column("thresholds", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("outcome") as batch:
        batch.alter_column("follow_up", server_default=None)
        batch.alter_column("thresholds", server_default=None)
    rebuilt: Any = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("certainty_rating", recreate=rebuilt) as batch:
        for name, kind in _AUTHORS.items():
            batch.add_column(sa.Column(name, kind, nullable=True))
    _fill_authors()
    with op.batch_alter_table("body_entry") as batch:
        batch.drop_constraint(op.f("ck_body_entry_part"), type_="check")
        batch.create_check_constraint(op.f("ck_body_entry_part"), _PARTS)


def _fill_authors() -> None:
    connection = op.get_bind()
    rating = sa.table(
        "certainty_rating",
        sa.column("id", sa.Uuid()),
        sa.column("outcome_id", sa.Uuid()),
        sa.column("levels", sa.Integer()),
        *(sa.column(name, sa.String()) for name in ("body", "domain", "reason")),
        *(sa.column(name, kind) for name, kind in _AUTHORS.items()),
    )
    event = sa.table(
        "event",
        sa.column("number", sa.BigInteger()),
        sa.column("at", _TIME),
        *(sa.column(name, sa.String()) for name in ("reviewer", "action")),
        *(sa.column(name, sa.JSON(none_as_null=True)) for name in ("about", "after")),
    )
    owner = sa.table("reviewer", sa.column("id", sa.Uuid()), sa.column("handle", sa.String()))
    former = sa.table("former_handle", sa.column("handle", sa.String()), sa.column("reviewer_id", sa.Uuid()))
    renamed = sa.select(former.c.handle, owner.c.handle).where(former.c.reviewer_id == owner.c.id)
    present: dict[str, str] = {row[0]: row[1] for row in connection.execute(renamed)}
    told = sa.select(event).where(event.c.action.in_((RATE, CONFIRM))).order_by(event.c.number)
    ratings = [dict(row) for row in connection.execute(sa.select(rating)).mappings()]
    events = [dict(row) for row in connection.execute(told).mappings()]
    for row in fill_authors(ratings, events, present):
        values = {name: row[name] for name in _AUTHORS}
        connection.execute(sa.update(rating).where(rating.c.id == row["id"]).values(values))
