"""Create the tables of the first version."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables in an empty database, those that others point to first."""
    _make_people_and_definitions()
    _make_studies()
    _make_appraisals()
    _make_preliminaries()
    _make_answers()
    _make_evidence()
    _make_history()


def _make_people_and_definitions() -> None:
    op.create_table(
        "review",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
    )
    op.create_table(
        "reviewer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("handle", sa.String(), nullable=False),
        sa.Column("handle_key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.CheckConstraint("length(handle) BETWEEN 1 AND 40", name=op.f("ck_reviewer_handle")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviewer")),
        sa.UniqueConstraint("handle_key", name=op.f("uq_reviewer_handle_key")),
    )
    op.create_table(
        "checklist_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("checklist_id", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_checklist_version_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_version")),
        sa.UniqueConstraint("sha256", name=op.f("uq_checklist_version_sha256")),
    )
    op.create_index(
        op.f("ix_checklist_version_checklist_id"), "checklist_version", ["checklist_id"], unique=False
    )


def _make_studies() -> None:
    op.create_table(
        "study",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("design", sa.String(), nullable=True),
        sa.Column("checklist", sa.String(), nullable=True),
        sa.Column("design_confirmed_by", sa.Uuid(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("journal", sa.String(), nullable=False),
        sa.Column("doi", sa.String(), nullable=False),
        sa.Column("doi_key", sa.String(), nullable=False),
        sa.Column("pmid", sa.String(), nullable=False),
        sa.Column("pmcid", sa.String(), nullable=False),
        sa.Column("registration", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("authors", sa.JSON(), nullable=False),
        sa.Column("design_reasons", sa.JSON(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("abstract", sa.Text(), nullable=False),
        sa.CheckConstraint("length(key) BETWEEN 1 AND 200", name=op.f("ck_study_key")),
        sa.CheckConstraint("year BETWEEN 1 AND 9999", name=op.f("ck_study_year")),
        sa.ForeignKeyConstraint(
            ["design_confirmed_by"], ["reviewer.id"], name=op.f("fk_study_design_confirmed_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study")),
        sa.UniqueConstraint("key", name=op.f("uq_study_key")),
    )
    op.create_index(op.f("ix_study_doi_key"), "study", ["doi_key"], unique=False)
    op.create_index(op.f("ix_study_pmid"), "study", ["pmid"], unique=False)
    op.create_index(op.f("ix_study_title_key"), "study", ["title_key"], unique=False)
    op.create_table(
        "document",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("study_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("source_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('abstract', 'full_text', 'supplement', 'protocol', 'registry', 'summary')",
            name=op.f("ck_document_kind"),
        ),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_document_sha256")),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_document_study_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("study_id", "sha256", "kind", name=op.f("uq_document_study_id_sha256_kind")),
    )
    op.create_index(op.f("ix_document_sha256"), "document", ["sha256"], unique=False)


def _make_appraisals() -> None:
    op.create_table(
        "appraisal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("study_id", sa.Uuid(), nullable=False),
        sa.Column("checklist_version_id", sa.Uuid(), nullable=False),
        sa.Column("reviewer_id", sa.Uuid(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("slot", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'submitted') = (submitted_at IS NOT NULL)", name=op.f("ck_appraisal_submitted_at")
        ),
        sa.CheckConstraint("kind IN ('independent', 'consensus')", name=op.f("ck_appraisal_kind")),
        sa.CheckConstraint("state IN ('draft', 'submitted')", name=op.f("ck_appraisal_state")),
        sa.ForeignKeyConstraint(
            ["checklist_version_id"], ["checklist_version.id"], name=op.f("fk_appraisal_checklist_version_id")
        ),
        sa.ForeignKeyConstraint(["reviewer_id"], ["reviewer.id"], name=op.f("fk_appraisal_reviewer_id")),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_appraisal_study_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appraisal")),
        sa.UniqueConstraint(
            "study_id",
            "checklist_version_id",
            "result",
            "slot",
            name=op.f("uq_appraisal_study_id_checklist_version_id_result_slot"),
        ),
    )
    op.create_index(op.f("ix_appraisal_reviewer_id"), "appraisal", ["reviewer_id"], unique=False)


def _make_preliminaries() -> None:
    op.create_table(
        "preliminary",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("appraisal_id", sa.Uuid(), nullable=True),
        sa.Column("reviewer_id", sa.Uuid(), nullable=True),
        sa.Column("checklist_id", sa.String(), nullable=True),
        sa.Column("preliminary_id", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("frozen", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(appraisal_id IS NULL) = (reviewer_id IS NOT NULL AND checklist_id IS NOT NULL)"
            " AND (reviewer_id IS NULL) = (checklist_id IS NULL)",
            name=op.f("ck_preliminary_one_scope"),
        ),
        sa.ForeignKeyConstraint(["appraisal_id"], ["appraisal.id"], name=op.f("fk_preliminary_appraisal_id")),
        sa.ForeignKeyConstraint(["reviewer_id"], ["reviewer.id"], name=op.f("fk_preliminary_reviewer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preliminary")),
        sa.UniqueConstraint(
            "appraisal_id", "preliminary_id", name=op.f("uq_preliminary_appraisal_id_preliminary_id")
        ),
        sa.UniqueConstraint(
            "reviewer_id",
            "checklist_id",
            "preliminary_id",
            name=op.f("uq_preliminary_reviewer_id_checklist_id_preliminary_id"),
        ),
    )


def _make_answers() -> None:
    op.create_table(
        "answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("appraisal_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("code <> ''", name=op.f("ck_answer_code")),
        sa.CheckConstraint("code IS NOT NULL OR note <> ''", name=op.f("ck_answer_says_something")),
        sa.ForeignKeyConstraint(["appraisal_id"], ["appraisal.id"], name=op.f("fk_answer_appraisal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint("appraisal_id", "item_id", name=op.f("uq_answer_appraisal_id_item_id")),
    )
    op.create_table(
        "quote",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("appraisal_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint('start >= 0 AND "end" > start', name=op.f("ck_quote_span")),
        sa.ForeignKeyConstraint(["appraisal_id"], ["appraisal.id"], name=op.f("fk_quote_appraisal_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_quote_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote")),
        sa.UniqueConstraint(
            "appraisal_id",
            "item_id",
            "document_id",
            "start",
            "end",
            name=op.f("uq_quote_appraisal_id_item_id_document_id_start_end"),
        ),
    )
    op.create_table(
        "override",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("appraisal_id", sa.Uuid(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("judgement", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("judgement <> '' AND reason <> ''", name=op.f("ck_override_reasoned")),
        sa.ForeignKeyConstraint(["appraisal_id"], ["appraisal.id"], name=op.f("fk_override_appraisal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_override")),
        sa.UniqueConstraint("appraisal_id", "target", name=op.f("uq_override_appraisal_id_target")),
    )


def _make_evidence() -> None:
    op.create_table(
        "outcome",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("time_point", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("better", sa.String(), nullable=False),
        sa.Column("importance", sa.Integer(), nullable=True),
        sa.CheckConstraint("better IN ('', 'higher', 'lower')", name=op.f("ck_outcome_better")),
        sa.CheckConstraint("importance BETWEEN 1 AND 9", name=op.f("ck_outcome_importance")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome")),
        sa.UniqueConstraint("name", "time_point", name=op.f("uq_outcome_name_time_point")),
    )
    op.create_table(
        "finding",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("outcome_id", sa.Uuid(), nullable=False),
        sa.Column("study_id", sa.Uuid(), nullable=False),
        sa.Column("numbers", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["outcome_id"], ["outcome.id"], name=op.f("fk_finding_outcome_id")),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_finding_study_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
        sa.UniqueConstraint("outcome_id", "study_id", name=op.f("uq_finding_outcome_id_study_id")),
    )
    op.create_index(op.f("ix_finding_study_id"), "finding", ["study_id"], unique=False)
    op.create_table(
        "certainty_rating",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("outcome_id", sa.Uuid(), nullable=False),
        sa.Column("grade_domain", sa.String(), nullable=False),
        sa.Column("levels", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("levels BETWEEN -3 AND 3", name=op.f("ck_certainty_rating_levels")),
        sa.ForeignKeyConstraint(["outcome_id"], ["outcome.id"], name=op.f("fk_certainty_rating_outcome_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certainty_rating")),
        sa.UniqueConstraint(
            "outcome_id", "grade_domain", name=op.f("uq_certainty_rating_outcome_id_grade_domain")
        ),
    )


def _make_history() -> None:
    op.create_table(
        "event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviewer", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("study_id", sa.Uuid(), nullable=True),
        sa.Column("appraisal_id", sa.Uuid(), nullable=True),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("undoes", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["appraisal_id"], ["appraisal.id"], name=op.f("fk_event_appraisal_id")),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_event_study_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("number", name=op.f("uq_event_number")),
        sa.UniqueConstraint("undoes", name=op.f("uq_event_undoes")),
    )
    op.create_index(op.f("ix_event_appraisal_id"), "event", ["appraisal_id"], unique=False)
    op.create_index(op.f("ix_event_study_id"), "event", ["study_id"], unique=False)
