"""Read from the history what is new in a review and what changed in it since a moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from store import history
from store.appraisal_line import DECIDE
from store.bibliography import FIELDS, field_in_words
from store.records import Event, Study, StudyRow
from workbench.output.design_names import design_in_words
from workbench.review.updates.decisions import as_steps, decided_fact
from workbench.review.updates.lines import Group, UpdateLine, command_line
from workbench.review.updates.standing_changes import standing_changes
from workbench.review.view import View

Studies = Mapping[str | None, Study | StudyRow]
"""Those of the review, by key."""

_MERGES = ("study.merge", "study.split")
_MOST = 60
"""Characters of a value that a line shows."""


def changes_since(view: View, since: datetime | None, told: set[tuple[str, str]]) -> Iterator[UpdateLine]:
    """Yield what is new and what changed, newest first within each group.

    Args:
        view: the reading.
        since: the moment; None for the beginning of the review.
        told: study and name of the documents that stand among what must be looked at again.
    """
    events = list(as_steps(history.list_events(view.session.db, actions=_TELL, since=since)))
    studies: Studies = {study.key: study for study in view.study_rows.values()}
    added = {event.study_key for event in events if event.action == "study.add"}
    for event in reversed(standing_changes(events)):
        about_new = event.study_key in added and event.action in _PART_OF_NEW
        if about_new or (event.study_key or "", event.target) in told:
            continue
        study = studies.get(event.study_key)
        # A study that was merged into another one is in no list; that it was is told all the same.
        if event.study_key is not None and study is None and event.action not in _MERGES:
            continue
        line = _TELL[event.action](event, study)
        if line is not None:
            yield line


def is_left_out(study: Study | StudyRow) -> bool:
    """Return True if a study is excluded, or was merged into another one."""
    return study.excluded is not None or study.merged_into is not None


def left_out(view: View) -> set[UUID]:
    """Return the ids of the studies that are left out of the review."""
    return {identity for identity, study in view.study_rows.items() if is_left_out(study)}


def _study_added(event: Event, study: Study | StudyRow | None) -> UpdateLine | None:
    if study is None or is_left_out(study):
        return None
    if study.checklist is None:
        do, command = "choose a checklist for it", command_line("assign", study.key)
    else:
        do, command = f"judge it with {study.checklist}", command_line("judge", study.key)
    what = f"study added: {_short(_title(study) or 'without a title')}"
    return _line(event, "new", "study", what, do, command)


def _document_added(event: Event, study: Study | StudyRow | None) -> UpdateLine | None:
    if study is None or is_left_out(study):
        return None
    what = f"document added: {event.target} ({str(_field(event.after, 'kind')).replace('_', ' ')})"
    return _line(event, "new", "document", what, "read it", command_line("show", study.key))


def _document_changed(event: Event, study: Study | StudyRow | None) -> UpdateLine | None:
    if study is None or is_left_out(study):
        return None
    what = {
        "document.replace": f"{event.target} took the place of {_field(event.before, 'source_name')}",
        "document.withdraw": f"{event.target} was withdrawn: {event.reason}",
        "document.restore": f"{event.target} was brought back",
    }[event.action]
    return _line(event, "changed", "document", what, "read it", command_line("show", study.key))


def _document_decided(event: Event, study: Study | StudyRow | None) -> UpdateLine | None:
    """Tell of a decision after a merge about the kind or name of a document, or the study it belongs to."""
    fact = decided_fact(event)
    if fact is None or fact[0] != "document" or study is None or is_left_out(study):
        return None
    if fact[-1] == "study_id":
        what = f"{event.target} came to it"
    elif fact[-1] == "source_name":
        what = f"{event.before} is called {event.after} now"
    else:
        before, after = (str(side).replace("_", " ") for side in (event.before, event.after))
        what = f"{event.target}: kind: {before} → {after}"
    return _line(event, "changed", "document", what, "read it", command_line("show", study.key))


def _record_edited(event: Event, study: Study | StudyRow | None) -> UpdateLine | None:
    changed: Mapping[str, Any] = event.after if isinstance(event.after, dict) else {}
    names = [field_in_words(name) for name in FIELDS if name in changed]
    if "key" in changed:
        names.append(f"key (was {_field(event.before, 'key')})")
    did = "filled in" if event.action == "study.fill" else "corrected"
    key = event.study_key or ""
    return _line(
        event,
        "changed",
        "record",
        f"record {did}: {', '.join(names)}",
        "look at it",
        command_line("show", key),
    )


def _assigned(event: Event, study: Study | StudyRow | None) -> UpdateLine | None:
    """Tell of another design or checklist; that somebody confirmed them is nothing new."""
    parts, kind, do = [], "design", "see whether the checklist fits"
    if _field(event.before, "design") != _field(event.after, "design"):
        before, after = (design_in_words(_field(side, "design")) for side in (event.before, event.after))
        parts.append(f"design: {before or 'none'} → {after or 'none'}")
    if _field(event.before, "checklist") != _field(event.after, "checklist"):
        before, after = (_field(side, "checklist") for side in (event.before, event.after))
        parts.append(f"checklist: {before or 'none'} → {after or 'none'}")
        kind, do = "checklist", f"judge it with {after}" if after else "choose a checklist for it"
    if not parts or study is None or is_left_out(study):
        return None
    command = command_line("judge" if kind == "checklist" and do.startswith("judge") else "assign", study.key)
    reason = f" ({event.reason})" if event.reason else ""
    return _line(event, "changed", kind, "; ".join(parts) + reason, do, command)


def _left_out(event: Event, study: Study | StudyRow | None) -> UpdateLine | None:
    words = {
        "study.exclude": ("excluded", "nothing: it counts no more", ""),
        "study.include": ("taken in again", "judge it", command_line("judge", event.study_key or "")),
        "study.merge": (
            f"merged into {event.target} as a duplicate",
            f"judge {event.target}",
            command_line("judge", event.target),
        ),
        "study.split": ("a study of its own again", "judge it", command_line("judge", event.study_key or "")),
    }
    did, do, command = words[event.action]
    reason = f": {event.reason}" if event.reason else ""
    return _line(event, "changed", event.action.partition(".")[2], did + reason, do, command)


def _protocol_changed(event: Event, study: Study | StudyRow | None) -> UpdateLine | None:
    if event.action == "header":
        return _line(
            event, "changed", "protocol", "header of the summary of findings", "read it", "workbench header"
        )
    before, after = (_short(str(side)) if side else "nothing" for side in (event.before, event.after))
    what = f"protocol, {event.target.replace('_', ' ')}: {before} → {after}"
    return _line(event, "changed", "protocol", what, "read it", "workbench protocol")


def _outcome_changed(event: Event, study: Study | StudyRow | None) -> UpdateLine | None:
    if event.action == "outcome.add":
        what, do = f"outcome added: {event.target}", "enter what the studies report"
        return _line(event, "new", "outcome", what, do, "workbench outcomes")
    what, do = f"outcome changed: {event.target}", "see whether findings and ratings still fit"
    return _line(event, "changed", "outcome", what, do, "workbench outcomes")


def _checklist_added(event: Event, study: Study | StudyRow | None) -> UpdateLine | None:
    is_newer = event.before is not None
    what = f"checklist {event.target} {'has a newer version' if is_newer else 'added to the review'}"
    do = "your appraisals with the version before stand under “look again”" if is_newer else "nothing"
    return _line(event, "changed", "checklist-version", what, do, command_line("checklists", "list"))


def _line(event: Event, group: Group, kind: str, what: str, do: str, command: str) -> UpdateLine:
    return UpdateLine(
        group=group,
        kind=kind,
        what=what,
        do=do,
        command=command,
        study=event.study_key or "",
        at=event.at,
        by=event.reviewer,
    )


def _title(study: Study | StudyRow) -> str:
    return study.title if isinstance(study, StudyRow) else study.bibliography.title


def _short(text: str) -> str:
    cleaned = " ".join(text.split())
    return cleaned if len(cleaned) <= _MOST else cleaned[: _MOST - 1] + "…"


def _field(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else None


_TELL: dict[str, Callable[[Event, Study | StudyRow | None], UpdateLine | None]] = {
    "study.add": _study_added,
    "document.add": _document_added,
    "document.replace": _document_changed,
    "document.withdraw": _document_changed,
    "document.restore": _document_changed,
    "study.edit": _record_edited,
    "study.fill": _record_edited,
    "checklist.assign": _assigned,
    "study.exclude": _left_out,
    "study.include": _left_out,
    "study.merge": _left_out,
    "study.split": _left_out,
    "protocol": _protocol_changed,
    "header": _protocol_changed,
    "outcome.add": _outcome_changed,
    "outcome.edit": _outcome_changed,
    "checklist.add": _checklist_added,
    DECIDE: _document_decided,
}
"""How an event of an action is told; of other actions nothing is."""
_PART_OF_NEW: Sequence[str] = ("document.add", "study.fill", "study.edit")
"""What is not told apart from a study that is new itself."""
