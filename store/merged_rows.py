"""Fill what a kept study lacks from its duplicate, and give it back."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from store import row_records, validation
from store.bibliography import FIELDS, Bibliography
from store.tables import StoredCharacteristic, StoredStudy

OF_READING = ("label", "also", "notes")
"""Facts that say how the first document of a study was read; each study has its own."""
_ASSIGNMENT = ("checklist", "design", "design_confirmed_by", "design_reasons")


def missing_fields(kept: StoredStudy, other: StoredStudy) -> dict[str, Any]:
    """Return the fields of the record that a study lacks and its duplicate has, as JSON values."""
    return _record(kept).fields_to_fill(_record(other))


def missing_characteristics(
    session: Session, kept: StoredStudy, other: StoredStudy
) -> dict[str, dict[str, Any]]:
    """Return the characteristics that a study lacks and its duplicate has, by name.

    Each has its value; what was entered with a source has `content`, `entered_by` and `entered_at` too.
    """
    rows = _characteristics(session, other.id)
    missing: dict[str, dict[str, Any]] = {}
    for name, value in other.facts.items():
        if name in kept.facts or name in OF_READING:
            continue
        missing[name] = {"value": value}
        if name in rows:
            missing[name] |= {"content": dict(rows[name].content)}
    return missing


def missing_assignment(kept: StoredStudy, other: StoredStudy) -> dict[str, dict[str, Any]]:
    """Return design and checklist before and after; empty where the study has one, or it was decided."""
    decided = kept.checklist or kept.design or kept.design_confirmed_by
    if decided or not (other.checklist or other.design):
        return {}
    return {"before": _assignment(kept), "after": _assignment(other)}


def assign(study: StoredStudy, change: dict[str, dict[str, Any]], *, before: str, after: str) -> None:
    """Change design and checklist of a study from one side of a change to the other.

    Where they are not what the one side says, somebody has decided since, and nothing is done.
    """
    if not change or _assignment(study) != change[before]:
        return
    for name, value in change[after].items():
        is_id = name == "design_confirmed_by" and value is not None
        setattr(study, name, UUID(value) if is_id else value)


def take_over(
    session: Session,
    kept: StoredStudy,
    record: dict[str, Any],
    characteristics: dict[str, dict[str, Any]],
    other: UUID,
) -> None:
    """Write into a study what it lacks; who entered a characteristic, and when, stays known."""
    _set_fields(kept, record)
    rows = _characteristics(session, other)
    for name, entry in characteristics.items():
        kept.facts = kept.facts | {name: entry["value"]}
        if name in rows:
            session.add(
                StoredCharacteristic(
                    id=uuid4(),
                    study_id=kept.id,
                    name=name,
                    content=dict(rows[name].content),
                    entered_by=rows[name].entered_by,
                    entered_at=rows[name].entered_at,
                )
            )


def give_back(
    session: Session, kept: StoredStudy, record: dict[str, Any], characteristics: dict[str, dict[str, Any]]
) -> None:
    """Take out of a study what it was given by a merge and nobody has changed since."""
    empty: dict[str, Any] = {"authors": [], "year": None}
    unchanged = [name for name, value in record.items() if _plain(getattr(kept, name)) == _plain(value)]
    _set_fields(kept, {name: empty.get(name, "") for name in unchanged})
    rows = _characteristics(session, kept.id)
    for name, entry in characteristics.items():
        content = dict(rows[name].content) if name in rows else None
        if kept.facts.get(name) != entry["value"] or content != entry.get("content"):
            continue
        kept.facts = {key: value for key, value in kept.facts.items() if key != name}
        if name in rows:
            session.delete(rows[name])


def _record(study: StoredStudy) -> Bibliography:
    return row_records.bibliography(getattr(study, name) for name in FIELDS)


def _assignment(study: StoredStudy) -> dict[str, Any]:
    confirmed_by = study.design_confirmed_by
    values = {name: getattr(study, name) for name in _ASSIGNMENT}
    return values | {"design_confirmed_by": None if confirmed_by is None else str(confirmed_by)}


def _set_fields(study: StoredStudy, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(study, name, list(value) if isinstance(value, tuple) else value)
    for name, value in validation.comparison_keys(study.doi, study.title).items():
        setattr(study, name, value)


def _characteristics(session: Session, study: UUID) -> dict[str, StoredCharacteristic]:
    query = select(StoredCharacteristic).where(col(StoredCharacteristic.study_id) == study)
    return {row.name: row for row in session.execute(query).scalars()}


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
