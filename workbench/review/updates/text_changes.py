"""Tell when the texts of studies changed: documents added, replaced by newer versions, or withdrawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from store import documents, history
from store.appraisal_line import DECIDE
from store.records import Document, Event
from workbench.review.documents.versions import read_instead
from workbench.review.updates.decisions import as_steps, decided_fact
from workbench.review.updates.lines import day
from workbench.review.view import View

_MERGES = ("study.merge", "study.split")


@dataclass(frozen=True, slots=True)
class TextChange:
    """A change of what is read of a study.

    Attributes:
        what: what happened, with its day.
        at: when.
        by: handle of who did it; empty where a document was added.
        gone: the documents that are not read any more because of it.
        names: their names.
        target: name of the document that the history names for it.
        read_now: the document that is read in their place, if any.
    """

    what: str
    at: datetime
    by: str
    target: str
    gone: frozenset[UUID] = frozenset()
    names: frozenset[str] = frozenset()
    read_now: Document | None = None


class TextChanges:
    """The documents of a review and how they changed, read once."""

    def __init__(self, view: View) -> None:
        self.by_study = documents.list_all_documents(view.session.db)
        actions = ("document.replace", "document.withdraw", *_MERGES, DECIDE)
        events = list(as_steps(history.list_events(view.session.db, actions=actions)))
        self._events = {(event.action, _document_of(event)): event for event in events}
        # The last event on a merged study tells whether the merge stands.
        last = {event.about.get("merged"): event for event in events if event.action in _MERGES}
        self._merges = [event for event in last.values() if event.action == _MERGES[0]]
        self._known: dict[UUID, list[TextChange]] = {}

    def of(self, study: UUID) -> list[TextChange]:
        """Return the changes of a study that still stand, oldest first."""
        if study not in self._known:
            found = _changes(self.by_study.get(study, []), self._events)
            found += [_merged(event) for event in self._merges if event.about.get("kept") == str(study)]
            self._known[study] = sorted(found, key=lambda change: change.at)
        return self._known[study]

    def unread(self, study: UUID) -> set[UUID]:
        """Return the ids of the documents of a study that are not read any more."""
        known = self.by_study.get(study, [])
        if all(document.replaces is None and document.withdrawn_because is None for document in known):
            return set()
        instead = read_instead(known)
        return {
            document.id
            for document in known
            if (newest := instead[document.id]) is None or newest != document
        }


def _document_of(event: Event) -> str | None:
    """Return the id of the document that an event is about, of a decision only where that moved it."""
    fact = decided_fact(event)
    if fact is None:
        return event.about.get("document")
    return fact[1] if (fact[0], fact[-1]) == ("document", "study_id") else None


def _merged(event: Event) -> TextChange:
    what = f"{event.study_key}, a duplicate, was merged into it on {day(event.at)} with its documents"
    return TextChange(what, event.at, event.reviewer, event.study_key or "")


def _changes(known: Sequence[Document], events: Mapping[tuple[str, str | None], Event]) -> list[TextChange]:
    by_id = {document.id: document for document in known}
    changes = []
    for document in known:
        if document.withdrawn_because is not None:
            event = events.get(("document.withdraw", str(document.id)))
            if event is not None:
                what = (
                    f"{document.source_name} was withdrawn on {day(event.at)}: {document.withdrawn_because}"
                )
                gone, names = frozenset([document.id]), frozenset([document.source_name])
                changes.append(TextChange(what, event.at, event.reviewer, document.source_name, gone, names))
        elif document.replaces is not None:
            older = _before(document, by_id)
            event = events.get(("document.replace", str(document.id)))
            what = (
                f"{document.source_name} took the place of {older[0].source_name} on {day(document.added_at)}"
            )
            gone = frozenset(version.id for version in older)
            names = frozenset(version.source_name for version in older)
            by = event.reviewer if event is not None else ""
            changes.append(
                TextChange(what, document.added_at, by, document.source_name, gone, names, document)
            )
        elif (event := events.get((DECIDE, str(document.id)))) is not None:
            what = f"{document.source_name} came to it on {day(event.at)}"
            changes.append(TextChange(what, event.at, event.reviewer, document.source_name))
        else:
            what = f"{document.source_name} was added on {day(document.added_at)}"
            changes.append(TextChange(what, document.added_at, "", document.source_name))
    return changes


def _before(document: Document, by_id: Mapping[UUID, Document]) -> list[Document]:
    """Return the versions before a document, the newest first."""
    older = []
    while document.replaces is not None and document.replaces in by_id:
        document = by_id[document.replaces]
        older.append(document)
    return older
