"""Give events the keys of what they are about, and ratings and entries the key of their body of evidence.

A body of evidence was its outcome and its start. Now randomised studies, studies with a comparison and single
arms are bodies of their own. What was rated for a start goes to the kind of study that the start had; where
it had several kinds it goes to the one with most studies, and an event `body.divide` asks for another look.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_DRAFT = {
    "item": ("answer", "note", "quote", "decide"),
    "domain": ("override", "decide.judgement"),
    "preliminary": ("preliminary", "preliminary.shared"),
}
"""By kind of key, the actions whose target was the key itself."""

_STARTS = {
    "psm-cohort": ("start_high", {"start_high": "high", "start_low": "low"}),
    "single-arm-covid": ("start_low", {"start_low": "low", "start_very_low": "very_low"}),
    "case-series": ("start_very_low", {"start_very_low": "very_low", "start_low": "low"}),
    "case-report": ("start_very_low", {"start_very_low": "very_low"}),
}
"""By checklist, its own start and all that it declares, as the checklists had them at that time."""

_DESIGNS = {
    "psm-cohort": "psm_retrospective_cohort",
    "single-arm-covid": "single_arm_before_after",
    "case-series": "case_series",
    "case-report": "case_report",
}
"""By checklist, the design that it is for."""

_COMPARATIVE = ("randomised_trial", "psm_retrospective_cohort", "unmatched_cohort", "case_control")

_Key = tuple[UUID, str]
"""An outcome and a start."""


def upgrade() -> None:
    """Add the columns, fill them from the labels that held the keys before, and close them."""
    op.add_column("event", sa.Column("about", sa.JSON(), nullable=True))
    connection = op.get_bind()
    bodies = _Bodies(connection)
    _fill_drafts(connection)
    _fill_others(connection, bodies)
    with op.batch_alter_table("event") as batch:
        batch.alter_column("about", existing_type=sa.JSON(), nullable=False)
    _key_ratings(connection, bodies)
    _key_entries(connection, bodies)
    _tell_of_divided(connection, bodies)


class _Bodies:
    """The bodies that an outcome and a start meant, by the findings that are there."""

    def __init__(self, connection: sa.Connection) -> None:
        self._kinds: dict[_Key, Counter[str]] = defaultdict(Counter)
        self._of_outcome: dict[UUID, Counter[str]] = defaultdict(Counter)
        self.divided: set[_Key] = set()
        chosen = {
            (row.outcome_id, row.checklist): row.start
            for row in connection.execute(sa.select(_table("chosen_start", "checklist", "start")))
        }
        finding, study = (
            _table("finding", "study_id", "numbers"),
            _table("study", "design", "checklist", "design_confirmed_by"),
        )
        query = sa.select(finding, study.c.design, study.c.checklist, study.c.design_confirmed_by)
        for row in connection.execute(query.join(study, study.c.id == finding.c.study_id)):
            is_confirmed = row.design_confirmed_by is not None or row.checklist not in _DESIGNS
            kind = _kind(row.numbers, row.design if is_confirmed else _DESIGNS[row.checklist])
            own, starts = _STARTS.get(row.checklist, ("", {}))
            level = starts.get(chosen.get((row.outcome_id, row.checklist), own), "")
            self._kinds[row.outcome_id, level][kind] += 1
            self._of_outcome[row.outcome_id][kind] += 1

    def key(self, outcome: UUID, start: str) -> str:
        """Return the key of the body that a start of an outcome means today."""
        kinds = self._kinds.get((outcome, start)) or self._of_outcome.get(outcome) or Counter(["cohort"])
        if len(self._kinds.get((outcome, start), ())) > 1:
            self.divided.add((outcome, start))
        kind = max(sorted(kinds), key=lambda each: kinds[each])
        if (kind, start) == ("randomised", "high"):
            return kind
        known = "" if start in ("", "none") else start
        return f"{kind}-{known.replace('_', '-') or 'no-start'}"


def _kind(numbers: Any, design: str | None) -> str:
    given = {name for name, value in (numbers or {}).items() if value not in (None, "", False)}
    compares = any(name.startswith("comparison_") for name in given) or (
        "estimate" in given and numbers.get("measure") != "CHANGE"
    )
    one_group = bool(given & {"single_arm", "estimate"}) or any(
        name.startswith("treatment_") for name in given
    )
    controlled = compares or (not one_group and design in _COMPARATIVE)
    if design == "randomised_trial":
        return "randomised" if controlled else "randomised-single-arm"
    return "cohort" if controlled else "single-arm"


def _fill_drafts(connection: sa.Connection) -> None:
    """Fill the events of appraisals, of which there can be hundred thousands, inside the database."""
    event = _table("event", "action", "target", "about")
    build = sa.func.json_object if connection.dialect.name == "sqlite" else sa.func.json_build_object
    for kind, actions in _DRAFT.items():
        filled = {"about": build(sa.literal_column(f"'{kind}'"), event.c.target)}
        connection.execute(sa.update(event).where(event.c.action.in_(actions)).values(filled))


def _fill_others(connection: sa.Connection, bodies: _Bodies) -> None:
    event = _table("event", "action", "target", "study_id", "before", "after", "about")
    outcomes = {
        f"{row.name} ({row.time_point})" if row.time_point else row.name: row.id
        for row in connection.execute(sa.select(_table("outcome", "name", "time_point")))
    }
    documents: dict[tuple[UUID, str], list[UUID]] = defaultdict(list)
    for row in connection.execute(sa.select(_table("document", "study_id", "source_name"))):
        documents[row.study_id, row.source_name].append(row.id)
    rows = connection.execute(sa.select(event).where(event.c.about.is_(None))).all()
    filled = [
        {"row": row.id, "keys": _about(row, bodies, outcomes, documents[row.study_id, row.target])}
        for row in rows
    ]
    if filled:
        change = sa.update(event).where(event.c.id == sa.bindparam("row"))
        connection.execute(change.values(about=sa.bindparam("keys", type_=sa.JSON())), filled)


def _about(row: Any, bodies: _Bodies, outcomes: dict[str, UUID], documents: list[UUID]) -> dict[str, str]:
    noun = row.action.partition(".")[0]
    if noun == "document":
        return {"document": str(documents[0])} if len(documents) == 1 else {}
    if noun == "outcome":
        return {"outcome": str(outcomes[row.target])} if row.target in outcomes else {}
    if noun not in ("finding", "rating", "body", "start"):
        return {}
    label, _, name = row.target.rpartition(": ")
    start, _, part = name.rpartition("/")
    given = next((each for value in (row.after, row.before) if (each := _outcome(value))), None)
    outcome = given or outcomes.get(row.target if noun == "finding" else label)
    about = {} if outcome is None else {"outcome": str(outcome)}
    if outcome is not None and noun in ("rating", "body"):
        about["body"] = bodies.key(outcome, start)
    # What decides whether others may see the event is known also where the outcome is not found any more.
    kinds = {"rating": {"domain": part}, "body": {"part": part}, "start": {"checklist": name}}
    return about | kinds.get(noun, {})


def _outcome(value: Any) -> UUID | None:
    given = value.get("outcome") if isinstance(value, dict) else None
    return UUID(given) if isinstance(given, str) else None


def _key_ratings(connection: sa.Connection, bodies: _Bodies) -> None:
    with op.batch_alter_table("certainty_rating") as batch:
        batch.add_column(sa.Column("body", sa.String(), nullable=True))
        batch.add_column(sa.Column("domain", sa.String(), nullable=True))
    rating = _table("certainty_rating", "grade_domain", "body", "domain")
    for row in connection.execute(sa.select(rating)).all():
        start, _, domain = row.grade_domain.rpartition("/")
        values = {"body": bodies.key(row.outcome_id, start), "domain": domain}
        connection.execute(sa.update(rating).where(rating.c.id == row.id).values(values))
    with op.batch_alter_table("certainty_rating") as batch:
        batch.drop_constraint(op.f("uq_certainty_rating_outcome_id_grade_domain"), type_="unique")
        batch.drop_column("grade_domain")
        batch.alter_column("body", existing_type=sa.String(), nullable=False)
        batch.alter_column("domain", existing_type=sa.String(), nullable=False)
        batch.create_unique_constraint(
            op.f("uq_certainty_rating_outcome_id_body_domain"), ["outcome_id", "body", "domain"]
        )


def _key_entries(connection: sa.Connection, bodies: _Bodies) -> None:
    with op.batch_alter_table("body_entry") as batch:
        batch.drop_constraint(op.f("uq_body_entry_outcome_id_start_part"), type_="unique")
        batch.alter_column("start", existing_type=sa.String(), new_column_name="body")
    # In a step of its own: within the first one SQLite's new table has no column of the new name yet.
    with op.batch_alter_table("body_entry") as batch:
        batch.create_unique_constraint(
            op.f("uq_body_entry_outcome_id_body_part"), ["outcome_id", "body", "part"]
        )
    entry = _table("body_entry", "body")
    for row in connection.execute(sa.select(entry)).all():
        values = {"body": bodies.key(row.outcome_id, row.body)}
        connection.execute(sa.update(entry).where(entry.c.id == row.id).values(values))


def _tell_of_divided(connection: sa.Connection, bodies: _Bodies) -> None:
    """Write one event for each body whose studies are in several bodies now: its ratings were of them all."""
    event = _table(
        "event", "number", "at", "reviewer", "action", "target", "about", "before", "after", "reason"
    )
    number = connection.execute(sa.select(sa.func.coalesce(sa.func.max(event.c.number), 0))).scalar_one()
    outcome = _table("outcome", "name", "time_point")
    labels = {row.id: row for row in connection.execute(sa.select(outcome))}
    for place, (outcome_id, start) in enumerate(sorted(bodies.divided, key=str), start=number + 1):
        row, key = labels[outcome_id], bodies.key(outcome_id, start)
        label = f"{row.name} ({row.time_point})" if row.time_point else row.name
        values = {
            "id": uuid4(),
            "number": place,
            "at": datetime.now(UTC),
            "reviewer": "",
            "action": "body.divide",
            "target": f"{label}: {key}",
            "about": {"outcome": str(outcome_id), "body": key},
            "before": {"start": start},
            "after": {"body": key},
            "reason": "studies with and without a comparison are bodies of evidence of their own",
        }
        connection.execute(sa.insert(event).values(values))


_TYPES: dict[str, Any] = {
    "id": sa.Uuid(),
    "outcome_id": sa.Uuid(),
    "study_id": sa.Uuid(),
    "design_confirmed_by": sa.Uuid(),
    "at": sa.DateTime(timezone=True),
    "number": sa.BigInteger(),
    **dict.fromkeys(("before", "after", "about", "numbers"), sa.JSON(none_as_null=True)),
}


def _table(name: str, *columns: str) -> sa.TableClause:
    """Describe the columns of a table that this step needs, as they are at this step."""
    of_all = ("id", *(("outcome_id",) if name in _OF_OUTCOMES else ()))
    return sa.table(name, *(sa.column(each, _TYPES.get(each, sa.String())) for each in (*of_all, *columns)))


_OF_OUTCOMES = ("chosen_start", "finding", "certainty_rating", "body_entry")
