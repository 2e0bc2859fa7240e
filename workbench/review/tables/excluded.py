"""Build the tables of excluded studies and of merged ones, each with its reason and who decided it."""

from __future__ import annotations

from store import history, studies
from store.records import Event
from store.standing_merges import standing_merges
from workbench.output import Column, Table
from workbench.review.tables.material import Of
from workbench.review.tables.registry import TABLES
from workbench.review.view import View

_STUDY = (
    Column("study", "Study"),
    Column("title", "Title"),
    Column("authors", "Authors"),
    Column("year", "Year"),
)


def build(view: View, of: Of) -> list[Table]:
    """Return one row an excluded study, and below one row a duplicate that was merged into another study."""
    columns = (*_STUDY, Column("reason", "Reason"), Column("by", "Excluded by"), Column("at", "On"))
    excluded = [study for study in view.studies.values() if study.excluded is not None]
    decided = _last_decisions(view) if excluded else {}
    rows = []
    for study in excluded:
        event = decided.get(study.key)
        record = study.bibliography
        who = (event.reviewer, f"{event.at:%Y-%m-%d}") if event is not None else ("", "")
        rows.append((study.key, record.title, "; ".join(record.authors), record.year, study.excluded, *who))
    notes = () if rows else ("no study is excluded",)
    return [Table("excluded", TABLES["excluded"].title, columns, tuple(rows), notes), *_merged(view)]


def _merged(view: View) -> list[Table]:
    """Return the table of the duplicates; none where nothing was merged."""
    standing = standing_merges(view.session.db)
    if not standing:
        return []
    db = view.session.db
    duplicates = {study.id: study for study in studies.list_full(db, {merge.other for merge in standing})}
    columns = (
        *_STUDY,
        Column("merged_into", "Merged into"),
        Column("reason", "Reason"),
        Column("by", "Merged by"),
        Column("at", "On"),
    )
    rows = []
    for merge in sorted(standing, key=lambda each: each.other_key):
        record, event = duplicates[merge.other].bibliography, merge.event
        printed = (merge.other_key, record.title, "; ".join(record.authors), record.year)
        who = (event.reason, event.reviewer, f"{event.at:%Y-%m-%d}")
        rows.append((*printed, view.studies[merge.kept].key, *who))
    return [Table("merged", "Duplicates merged into other studies", columns, tuple(rows))]


def _last_decisions(view: View) -> dict[str | None, Event]:
    """Return the last event that excluded a study, by key of the study."""
    events = history.list_events(view.session.db, actions=("study.exclude",))
    return {event.study_key: event for event in events}
