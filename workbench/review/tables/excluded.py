"""Build the table of excluded studies, each with its reason and who left it out."""

from __future__ import annotations

from store import history
from store.records import Event
from workbench.output import Column, Table
from workbench.review.tables.material import Of
from workbench.review.tables.registry import TABLES
from workbench.review.view import View


def build(view: View, of: Of) -> list[Table]:
    """Return one row an excluded study."""
    columns = (
        Column("study", "Study"),
        Column("title", "Title"),
        Column("authors", "Authors"),
        Column("year", "Year"),
        Column("reason", "Reason"),
        Column("by", "Excluded by"),
        Column("at", "On"),
    )
    excluded = [study for study in view.studies.values() if study.excluded is not None]
    decided = _last_decisions(view) if excluded else {}
    rows = []
    for study in excluded:
        event = decided.get(study.key)
        record = study.bibliography
        who = (event.reviewer, f"{event.at:%Y-%m-%d}") if event is not None else ("", "")
        rows.append((study.key, record.title, "; ".join(record.authors), record.year, study.excluded, *who))
    notes = () if rows else ("no study is excluded",)
    return [Table("excluded", TABLES["excluded"].title, columns, tuple(rows), notes)]


def _last_decisions(view: View) -> dict[str | None, Event]:
    """Return the last event that excluded a study, by key of the study."""
    events = history.list_events(view.session.db, actions=("study.exclude",))
    return {event.study_key: event for event in events}
