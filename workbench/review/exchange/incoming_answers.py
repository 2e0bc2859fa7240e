"""Match the rows of the long form to appraisals, item by item."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from checklists import Checklist
from checklists.errors import did_you_mean
from store.imported_appraisals import ImportedAnswer, ImportedOverride
from workbench.counts import count
from workbench.errors import UsageError, WorkbenchError
from workbench.intake.appraisals.records import LongRow
from workbench.review.appraisals.resolve import (
    checked_value,
    known_code,
    known_item,
    known_level,
    known_target,
)
from workbench.review.exchange.incoming import Incoming, IncomingPlace, LeftOut
from workbench.review.exchange.incoming_places import NamedVersion, Places

DRAFT = "draft"
_EVIDENCE = frozenset({"finding", "effect", "baseline", "comment", "rating", "certainty"})
"""Rows about findings and bodies of evidence, which are no part of an appraisal."""
_FOLLOWING = frozenset({"total"})
"""Rows that follow from others."""


def match_answers(
    rows: Sequence[LongRow], places: Places, settled: Mapping[str, str]
) -> tuple[list[Incoming], list[LeftOut], list[str]]:
    """Return what the rows hold by appraisal, what cannot be placed, and notes.

    Args:
        rows: of the long form.
        places: of the review.
        settled: preliminaries that hold for every appraisal of the file which does not say another value.
    """
    matcher = _Matcher(places)
    evidence = Counter(row.row for row in rows if row.row in _EVIDENCE)
    for row in rows:
        if row.row not in _EVIDENCE and row.row not in _FOLLOWING:
            matcher.take(row)
    for incoming in matcher.appraisals.values():
        incoming.preliminaries = {**fitting(incoming.place.checklist, settled), **incoming.preliminaries}
    notes = []
    if evidence:
        notes.append(
            f"{count(evidence.total(), 'row')} on findings and bodies of evidence: no part of appraisals"
        )
    if matcher.repeated:
        repeated = count(
            matcher.repeated, "row stands there twice and counts", "rows stand there twice and count"
        )
        notes.append(f"{repeated} once")
    return list(matcher.appraisals.values()), matcher.left_out(), notes


def fitting(checklist: Checklist, settled: Mapping[str, str]) -> dict[str, str]:
    """Return those of some preliminaries that a checklist has."""
    known = {each.id for each in checklist.preliminaries}
    return {name: value for name, value in settled.items() if name in known}


class _Matcher:
    """The rows of a file, taken one by one."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._named: dict[tuple[object, ...], IncomingPlace | WorkbenchError] = {}
        self._lost: dict[tuple[str, str, bool], list[int]] = defaultdict(list)
        self._codes: dict[tuple[str, str, str], tuple[str, str]] = {}
        self.appraisals: dict[tuple[str, str, str, str], Incoming] = {}
        self.repeated = 0

    def left_out(self) -> list[LeftOut]:
        """Return the rows that belong to no appraisal, those with the same reason together."""
        return [
            LeftOut(tuple(lines), what, why, is_conflict)
            for (what, why, is_conflict), lines in self._lost.items()
        ]

    def take(self, row: LongRow) -> None:
        """Take the next row."""
        place = self._place(row)
        if isinstance(place, WorkbenchError):
            what = f"{row.study} by {row.reviewer}" if row.reviewer else row.study
            self._lost[what[:80], place.message, False].append(row.line)
            return
        incoming = self.appraisals.setdefault(place.key, Incoming(place))
        if incoming.place.checklist.sha256 != place.checklist.sha256:
            incoming.fault(row.line, "", f"the file has it with two versions of {place.checklist.id}")
            return
        incoming.lines.append(row.line)
        incoming.is_done = incoming.is_done and row.state.casefold() != DRAFT
        fill = _FILL.get(row.row)
        if fill is None:
            incoming.fault(row.line, "", f"{row.row!r} is no kind of row: {did_you_mean(row.row, _FILL)}")
            return
        try:
            self.repeated += fill(self, incoming, row)
        except WorkbenchError as problem:
            incoming.fault(row.line, f", {row.item or row.domain or row.row}", problem.message)

    def _place(self, row: LongRow) -> IncomingPlace | WorkbenchError:
        version = NamedVersion(row.checklist, row.checklist_version, row.checklist_sha256)
        reviewer = "consensus" if row.kind.casefold() == "consensus" else row.reviewer
        named = (row.study, row.result, reviewer, version)
        if named not in self._named:
            try:
                self._named[named] = self._places.find(*named)
            except WorkbenchError as problem:
                self._named[named] = problem
        return self._named[named]

    def answer(self, incoming: Incoming, row: LongRow) -> bool:
        """Take an answer, a note, or both."""
        if not row.code and not row.note:
            return False
        item, code = self._known(incoming.place.checklist, row.item, row.code)
        answer = ImportedAnswer(code or None, row.note, _time(row.at))
        before = incoming.answers.setdefault(item, answer)
        if before is answer:
            return False
        if (before.code, before.note) == (answer.code, answer.note):
            return True
        incoming.fault(
            row.line, f", {item}", f"it is answered twice, and differently{_as_number(incoming, item)}"
        )
        return False

    def judgement(self, incoming: Incoming, row: LongRow) -> bool:
        """Take a judgement: with a reason it overrides, without one it is compared later."""
        if not row.final:
            return False
        checklist = incoming.place.checklist
        target = known_target(checklist, row.domain)
        level = known_level(checklist, target, row.final)
        if not row.override_reason.strip():
            return incoming.finals.setdefault(target, (level, row.line)) != (level, row.line)
        override = ImportedOverride(level, row.override_reason.strip(), _time(row.at))
        before = incoming.overrides.setdefault(target, override)
        if before is override:
            return False
        if (before.judgement, before.reason) != (override.judgement, override.reason):
            incoming.fault(row.line, f", {target}", "it is judged twice, and differently")
        return True

    def preliminary(self, incoming: Incoming, row: LongRow) -> bool:
        """Take what was settled before the items."""
        if not row.text.strip():
            return False
        value = known_preliminary(incoming.place.checklist, row.item, row.text)
        before = incoming.preliminaries.setdefault(value[0], value[1])
        if before != value[1]:
            incoming.fault(row.line, f", {row.item}", "it is filled in twice, and differently")
        return False

    def quote(self, incoming: Incoming, row: LongRow) -> bool:
        """Take a passage, whose place is found later."""
        item, _ = self._known(incoming.place.checklist, row.item, "")
        if row.text.strip():
            incoming.wanted.append(row)
        return not item

    def _known(self, checklist: Checklist, item: str, code: str) -> tuple[str, str]:
        """Return item and code as the checklist spells them; looked up once for each pair."""
        named = (checklist.sha256, item, code)
        if named not in self._codes:
            known = known_item(checklist, item)
            self._codes[named] = known, known_code(checklist, known, code) if code else ""
        return self._codes[named]


_FILL: Mapping[str, Callable[[_Matcher, Incoming, LongRow], bool]] = {
    "answer": _Matcher.answer,
    "direction": _Matcher.answer,
    "judgement": _Matcher.judgement,
    "preliminary": _Matcher.preliminary,
    "quote": _Matcher.quote,
}


def known_preliminary(checklist: Checklist, text: str, value: str) -> tuple[str, str]:
    """Return id and value of a preliminary as the checklist spells them.

    Raises:
        UsageError: it has none of the id, or the preliminary does not take the value.
    """
    wanted = text.strip().casefold()
    named = next((each for each in checklist.preliminaries if each.id.casefold() == wanted), None)
    if named is None:
        known = did_you_mean(text, (each.id for each in checklist.preliminaries))
        raise UsageError(f"{checklist.id} has no preliminary {text[:40]!r}: {known}")
    return named.id, checked_value(named, value)


def _time(text: str) -> datetime | None:
    """Return a time that a file gives, where it is one and not still to come."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    if at.tzinfo is None:
        return None
    return at.astimezone(UTC) if at <= datetime.now(UTC) else None


def _as_number(incoming: Incoming, item: str) -> str:
    """Say that a spreadsheet may have shortened a number, where the checklist has the longer one."""
    longer = f"{item}0"
    if not incoming.place.checklist.has_item(longer):
        return ""
    return f" (a spreadsheet makes {item} of {longer}: keep the column item as text)"
