"""Write the protocol of the review, and read it with what was written after appraising had begun."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from store import protocol, reviewers
from store.errors import InvalidValue
from store.records import ProtocolEntry
from store.validation import handle as valid_handle
from workbench.errors import UsageError
from workbench.output.abbreviations import require_abbreviations
from workbench.review.admin.protocol_fields import FIELDS, ProtocolField, known_field, preliminary_field
from workbench.review.admin.protocol_times import FirstAppraisals, shared_preliminaries, writings_by_field
from workbench.review.appraisals.first_work import Lateness, lateness
from workbench.review.appraisals.protocol_links import field_for, named_outcomes
from workbench.review.appraisals.resolve import checked_value
from workbench.review.evidence.outcome_lines import OutcomeLine, names_outcome
from workbench.review.session import CONSENSUS, ReviewSession, use_case
from workbench.review.view import View


@dataclass(frozen=True, slots=True)
class ProtocolLine:
    """One field of the protocol, or what a reviewer entered for all studies of a checklist.

    Attributes:
        field: its name; of a preliminary checklist and id, such as `psm-cohort.P1`.
        title: what people call it.
        value: empty where nothing is written.
        by: handle of who wrote it last; empty where that is not known.
        at: when; None where that is not known.
        is_preliminary: True for what a reviewer entered in appraisals.
        late: how it came after the first study was appraised; None where it did not.
        hint: what to write.
        source: the field of the protocol that it is offered from while it is empty.
        options: what may be chosen; empty for free words.
        is_many: True if several options may be chosen.
        is_method: True if it settles how the review is done.
    """

    field: str
    title: str
    value: str
    by: str = ""
    at: datetime | None = None
    is_preliminary: bool = False
    late: Lateness | None = None
    hint: str = ""
    source: str = ""
    options: tuple[str, ...] = ()
    is_many: bool = False
    is_method: bool = True

    @property
    def when(self) -> str:
        """The day on which it was written; empty where that is not known."""
        return f"{self.at:%Y-%m-%d}" if self.at else ""

    @property
    def is_late(self) -> bool:
        """True if it was written or changed after the first study was appraised."""
        return self.late is not None

    @property
    def remark(self) -> str:
        """What a reader must know of when it was written; empty where it came before appraising."""
        if self.late:
            return self.late.remark
        return f"offered from {self.source}" if self.source and not self.value else ""

    @property
    def written(self) -> str:
        """Who wrote it and when, with the remark; the remark alone where nothing is written."""
        if not self.value:
            return self.remark
        by, on = f"by {self.by}" if self.by else "", f"on {self.when}" if self.when else ""
        return "; ".join(filter(None, [f"{by} {on}".strip(), self.remark]))


@dataclass(frozen=True, slots=True)
class Protocol:
    """The protocol as a viewer may see it.

    Attributes:
        lines: the fields, then what reviewers entered for all studies of a checklist.
        notes: what does not fit together, one sentence each.
    """

    lines: tuple[ProtocolLine, ...]
    notes: tuple[str, ...] = ()

    def line(self, field: str) -> ProtocolLine:
        """Return the line of a field of the protocol."""
        return next(line for line in self.lines if line.field == field and not line.is_preliminary)

    @property
    def written(self) -> list[ProtocolLine]:
        """The lines that say something."""
        return [line for line in self.lines if line.value]

    @property
    def late(self) -> list[ProtocolLine]:
        """The lines that were written after the first study was appraised."""
        return [line for line in self.written if line.is_late]


@use_case
def read_protocol(session: ReviewSession) -> Protocol:
    """Read all fields of the protocol, written or not, and the review-wide preliminaries in sight."""
    return protocol_of(View(session))


@use_case
def write_protocol(
    session: ReviewSession, typed: str, value: str, *, seen: str | None = None
) -> tuple[ProtocolLine, Protocol]:
    """Write a field of the protocol; an empty value takes it away.

    Args:
        session: the open review and who works in it.
        typed: the field: one of `FIELDS`, a preliminary such as `rob-2.P1`, or a name of the team's own.
        value: what is written.
        seen: what stood there when it was written; None where that was not shown.

    Returns:
        The line of the field, and the whole protocol.

    Raises:
        UsageError: no such preliminary or option, no handle, no list of abbreviations, or nobody said who is
            working.
        ConflictError: somebody else wrote it in the meantime.
    """
    with session.db.writing():
        view = View(session)
        field = known_field(view.catalogue, typed)
        cleaned = _cleaned(view, field, value)
        known = None if seen is None else {field.name: seen}
        protocol.set_entries(session.db, {field.name: cleaned}, by=session.require_reviewer(), seen=known)
        after = protocol_of(View(session))
        return _line_in(after, field), after


@use_case
def find_line(session: ReviewSession, typed: str) -> ProtocolLine:
    """Return the line of a field, written or not; see `write_protocol`.

    Raises:
        UsageError: no such preliminary, or a slip of the pen.
    """
    view = View(session)
    return _line_in(protocol_of(view), known_field(view.catalogue, typed))


def _line_in(whole: Protocol, field: ProtocolField) -> ProtocolLine:
    lines = (line for line in whole.lines if line.field == field.name and not line.is_preliminary)
    return next(lines, _line(field, ProtocolEntry("", "", None)))


def _line(field: ProtocolField, entry: ProtocolEntry, late: Lateness | None = None) -> ProtocolLine:
    asked = field.preliminary
    return ProtocolLine(
        field.name,
        field.title,
        entry.value,
        entry.by,
        entry.at,
        late=late,
        hint=field.hint,
        source=field_for(*field.name.rpartition(".")[::2]),
        options=asked.options if asked else (),
        is_many=asked.many if asked else False,
        is_method=field.is_method,
    )


def _cleaned(view: View, field: ProtocolField, value: str) -> str:
    """Return a value as it is kept: lines without blanks at their ends, or one line.

    Raises:
        UsageError: it is none of the options of a preliminary, no handle, or no list of abbreviations.
    """
    lines = [" ".join(line.split()) for line in value.splitlines()]
    cleaned = "\n".join(lines).strip()
    if field.is_line:
        cleaned = " ".join(cleaned.split())
    if field.preliminary is not None and cleaned:
        return checked_value(field.preliminary, cleaned)
    if field.name == "abbreviations":
        try:
            require_abbreviations(cleaned)
        except ValueError as error:
            raise UsageError(str(error)) from error
    if field.name != "adjudicator" or not cleaned:
        return cleaned
    known = {each.handle.casefold(): each.handle for each in reviewers.list_reviewers(view.session.db)}
    if cleaned.casefold() == CONSENSUS:
        raise UsageError(f"{cleaned!r} stands for what reviewers agree on: name a person by the handle")
    try:
        return known.get(cleaned.casefold()) or valid_handle(cleaned)
    except InvalidValue as error:
        raise UsageError(f"who decides disagreements is named by the handle: {error}") from error


def protocol_of(view: View) -> Protocol:
    """Return the protocol from a reading of the review; see `read_protocol`."""
    entries, first = view.review.protocol, FirstAppraisals(view)
    writings = writings_by_field(view)
    lines = []
    for field in _fields(view):
        entry = entries.get(field.name, ProtocolEntry("", "", None))
        events = writings.get(field.name, []) if entry.value else []
        if events:
            entry = replace(entry, by=entry.by or events[-1].reviewer, at=entry.at or events[-1].at)
        lines.append(_line(field, entry, lateness(events, first.first) if field.is_method else None))
    return Protocol((*lines, *_entered(view, first)), tuple(_notes(view)))


def _fields(view: View) -> list[ProtocolField]:
    """Return the fields that every protocol has, those of the team's own, and those of checklists in use."""
    asked = list(_preliminary_fields(view))
    known = {*FIELDS, *(field.name for field in asked)}
    own = sorted(view.review.protocol.keys() - known)
    return [*(ProtocolField(name) for name in (*FIELDS, *own)), *asked]


def _preliminary_fields(view: View) -> Iterator[ProtocolField]:
    """Yield what the checklists of the studies ask once for the whole review, and what else is settled."""
    entries = view.review.protocol
    assigned = {row.checklist for row in view.study_rows.values() if row.excluded is None}
    settled = {name.rpartition(".")[0] for name in entries}
    for checklist_id in sorted(filter(None, assigned | settled)):
        checklist = view.catalogue.get(checklist_id)
        for preliminary in checklist.preliminaries if checklist else ():
            name = preliminary_field(checklist_id, preliminary.id)
            if name in entries or (checklist_id in assigned and preliminary.scope == "review"):
                yield ProtocolField(name, preliminary)


def _entered(view: View, first: FirstAppraisals) -> Iterator[ProtocolLine]:
    """Yield what reviewers entered for all studies of a checklist, as far as the viewer may see it."""
    for entered in shared_preliminaries(view):
        checklist = view.catalogue.get(entered.checklist_id)
        texts = {each.id: each.text for each in checklist.preliminaries} if checklist else {}
        title = f"{entered.checklist_id} {entered.preliminary_id}"
        text = texts.get(entered.preliminary_id)
        event = entered.events[-1]
        yield ProtocolLine(
            preliminary_field(entered.checklist_id, entered.preliminary_id),
            f"{title}: {text}" if text else title,
            str(event.after),
            entered.reviewer,
            event.at,
            is_preliminary=True,
            late=lateness(entered.events, first.first_of(entered.reviewer, entered.checklist_id)),
        )


def _notes(view: View) -> Iterator[str]:
    """Yield where the protocol and the review do not fit together."""
    entries = view.review.protocol
    if "outcomes" in entries:
        yield from _unmatched(named_outcomes(entries["outcomes"].value), view.outcomes)
    if "adjudicator" in entries:
        handle = entries["adjudicator"].value
        known = {each.handle.casefold() for each in reviewers.list_reviewers(view.session.db)}
        if handle.casefold() not in known:
            yield f"Nobody has worked in this review as {handle}, whom the protocol names."


def _unmatched(names: list[str], outcomes: list[OutcomeLine]) -> Iterator[str]:
    missing = [name for name in names if not any(names_outcome(name, outcome) for outcome in outcomes)]
    if missing:
        yield f"Named in the protocol, not among the outcomes of the review: {'; '.join(missing)}."
    others = [
        outcome.label for outcome in outcomes if not any(names_outcome(name, outcome) for name in names)
    ]
    if others:
        yield f"Among the outcomes of the review, not named in the protocol: {'; '.join(others)}."
