"""Chain the events of the history by hashes, and add the tables of what travels between files."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from store.event_chain import chain_unhashed

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)
_AT_ONCE = 5_000
_COLUMNS: dict[str, sa.types.TypeEngine[Any]] = {
    "hash": sa.String(),
    "commitment": sa.String(),
    "parents": sa.JSON(),
    "salt": sa.String(),
    "line": sa.String(),
}


def upgrade() -> None:
    """Hash what is there; no seal, place, comment or conflict is in a review of before."""
    rebuilt: Any = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("reviewer", recreate=rebuilt) as batch:
        batch.add_column(sa.Column("person_id", sa.Uuid(), nullable=True))
    _create_places()
    with op.batch_alter_table("event") as batch:
        for name, kind in _COLUMNS.items():
            batch.add_column(sa.Column(name, kind, nullable=True))
        batch.add_column(sa.Column("place_id", sa.Uuid(), nullable=True))
        batch.add_column(sa.Column("signature", sa.String(), nullable=True))
        batch.add_column(sa.Column("original", sa.JSON(), nullable=True))
    _hash_events()
    with op.batch_alter_table("event") as batch:
        for name in _COLUMNS:
            batch.alter_column(name, nullable=False)
        batch.create_foreign_key(op.f("fk_event_place_id"), "place", ["place_id"], ["id"])
        batch.create_unique_constraint(op.f("uq_event_hash"), ["hash"])
        batch.create_check_constraint(op.f("ck_event_hash"), "length(hash) = 64")
        batch.create_index("ix_event_place_id_line", ["place_id", "line"])
    _create_bare_events()
    _create_seals()
    _create_conflicts()
    _create_comments()
    _create_former_ids()


def _hash_events() -> None:
    connection = op.get_bind()
    event = _table(
        "event",
        ("id", "number", "at", "reviewer", "action", "study_id", "appraisal_id", "target", "about"),
        ("before", "after", "reason", "undoes", "hash", "commitment", "parents", "salt", "line"),
    )
    appraisal = _table("appraisal", ("id", "kind"))
    wanted = [column for column in event.c if column.name not in _COLUMNS]
    rows = [dict(row) for row in connection.execute(sa.select(*wanted).order_by(event.c.number)).mappings()]
    independent = sa.select(appraisal.c.id).where(appraisal.c.kind == "independent")
    chained = chain_unhashed(rows, connection.execute(independent).scalars())
    bound = {name: sa.bindparam(f"new_{name}", type_=kind) for name, kind in _COLUMNS.items()}
    change = sa.update(event).where(event.c.id == sa.bindparam("row_id")).values(bound)
    values = [
        {"row_id": row["id"], **{f"new_{name}": each[name] for name in _COLUMNS}}
        for row, each in zip(rows, chained, strict=True)
    ]
    for start in range(0, len(values), _AT_ONCE):
        connection.execute(change, values[start : start + _AT_ONCE])


def _create_places() -> None:
    op.create_table(
        "place",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reviewer_id", sa.Uuid(), nullable=False),
        sa.Column("public_key", sa.String(), nullable=False),
        sa.Column("folder", sa.String(), nullable=False),
        sa.Column("opened_at", _TIME, nullable=False),
        sa.CheckConstraint("length(public_key) = 64", name=op.f("ck_place_public_key")),
        sa.ForeignKeyConstraint(["reviewer_id"], ["reviewer.id"], name=op.f("fk_place_reviewer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        sa.UniqueConstraint("public_key", name=op.f("uq_place_public_key")),
    )
    op.create_index(op.f("ix_place_reviewer_id"), "place", ["reviewer_id"])


def _create_bare_events() -> None:
    op.create_table(
        "bare_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("commitment", sa.String(), nullable=False),
        sa.Column("parents", sa.JSON(), nullable=False),
        sa.Column("place_id", sa.Uuid(), nullable=True),
        sa.Column("signature", sa.String(), nullable=True),
        sa.CheckConstraint("length(hash) = 64", name=op.f("ck_bare_event_hash")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_bare_event_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bare_event")),
        sa.UniqueConstraint("hash", name=op.f("uq_bare_event_hash")),
    )


def _create_seals() -> None:
    op.create_table(
        "seal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("appraisal_id", sa.Uuid(), nullable=True),
        sa.Column("place_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("nonce", sa.String(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("head", sa.String(), nullable=False),
        sa.Column("signature", sa.String(), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("sealed_at", _TIME, nullable=False),
        sa.Column("received_at", _TIME, nullable=True),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_seal_digest")),
        sa.ForeignKeyConstraint(["appraisal_id"], ["appraisal.id"], name=op.f("fk_seal_appraisal_id")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_seal_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seal")),
        sa.UniqueConstraint("digest", name=op.f("uq_seal_digest")),
    )
    op.create_index(op.f("ix_seal_appraisal_id"), "seal", ["appraisal_id"])


def _create_conflicts() -> None:
    op.create_table(
        "conflict",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("here", sa.JSON(), nullable=True),
        sa.Column("other", sa.JSON(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("found_at", _TIME, nullable=False),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decision", sa.String(), nullable=True),
        sa.CheckConstraint("kind <> ''", name=op.f("ck_conflict_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict")),
    )


def _create_comments() -> None:
    op.create_table(
        "comment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("study_id", sa.Uuid(), nullable=False),
        sa.Column("reviewer_id", sa.Uuid(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", _TIME, nullable=False),
        sa.CheckConstraint("text <> ''", name=op.f("ck_comment_text")),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_comment_study_id")),
        sa.ForeignKeyConstraint(["reviewer_id"], ["reviewer.id"], name=op.f("fk_comment_reviewer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
    )
    op.create_index(op.f("ix_comment_study_id"), "comment", ["study_id"])


def _create_former_ids() -> None:
    op.create_table(
        "former_id",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("elsewhere", sa.Uuid(), nullable=False),
        sa.Column("here", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_id")),
        sa.UniqueConstraint("kind", "elsewhere", name=op.f("uq_former_id_kind_elsewhere")),
    )


_TYPES: dict[str, sa.types.TypeEngine[Any]] = {
    **dict.fromkeys(("id", "study_id", "appraisal_id"), sa.Uuid()),
    **dict.fromkeys(("number", "undoes"), sa.BigInteger()),
    **dict.fromkeys(("about", "before", "after", "parents"), sa.JSON(none_as_null=True)),
    "at": _TIME,
}


def _table(name: str, *columns: tuple[str, ...]) -> sa.TableClause:
    names = [column for some in columns for column in some]
    return sa.table(name, *(sa.column(each, _TYPES.get(each, sa.String())) for each in names))
