"""Derive views by the numbers of other instruments from our answers, by the crosswalk of our items.

They are no appraisals with those instruments: their questions were not asked in their words (which are not
repeated here). Where several of our items point to one question, the worst of their answers stands, and
every cell can be traced to the answers it comes from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from checklists import Checklist
from checklists.language.parts import NOT_ASKED, Item
from workbench.errors import UsageError
from workbench.output.exports.appraisals import Appraised, labels_of
from workbench.output.table import Cell, Column, Table

NOT_ANSWERED = "not answered"
NOT_COVERED = "not covered"

_BY_TONE = {"good": "Yes", "unknown": "Unclear", "poor": "No", "none": "Not applicable"}
_WORST_FIRST = ("No", "Unclear", "Yes", "Not applicable")
_POINTS = {"No": "1", "Unclear": "0", "Yes": "2", "Not applicable": "Not applicable"}
"""MINORS gives 0 where nothing is reported, 1 where it is inadequate, 2 where it is adequate."""


@dataclass(frozen=True, slots=True)
class Instrument:
    """A published instrument by its numbers.

    Attributes:
        name: what the command line calls the view.
        prefix: of its questions in the crosswalk.
        title: what it is.
        questions: how many it has.
        scored: whether a question gets 0, 1 or 2 rather than a word.
    """

    name: str
    prefix: str
    title: str
    questions: int
    scored: bool = False


INSTRUMENTS = {
    instrument.name: instrument
    for instrument in (
        Instrument("jbi-case-series", "jbi-case-series", "JBI checklist for case series", 10),
        Instrument("jbi-case-report", "jbi-case-report", "JBI checklist for case reports", 8),
        Instrument("murad", "murad-2018", "Murad 2018 tool for case reports and series", 8),
        Instrument("minors", "minors", "MINORS", 12, scored=True),
    )
}
_COMPARATIVE = (9, 10, 11, 12)
"""The questions of MINORS that only studies with a comparison group are asked."""


def make_view(instrument: Instrument, appraised: Sequence[Appraised]) -> list[Table]:
    """Make one table for each checklist whose items point to the instrument.

    Args:
        instrument: whose numbers are the columns.
        appraised: of any checklists; those that do not point to it are left out.

    Raises:
        UsageError: none of the checklists points to it.
    """
    checklists = list(dict.fromkeys(appraisal.checklist for appraisal in appraised))
    tables = [
        _table(
            instrument, checklist, [appraisal for appraisal in appraised if appraisal.checklist == checklist]
        )
        for checklist in checklists
        if items_by_question(instrument, checklist)
    ]
    if not tables:
        names = ", ".join(dict.fromkeys(checklist.id for checklist in checklists))
        raise UsageError(f"no item of {names} points to the {instrument.title}")
    return tables


def items_by_question(instrument: Instrument, checklist: Checklist) -> dict[int, list[Item]]:
    """Return the items that point to each question, for the questions that any points to."""
    pattern = re.compile(rf"{re.escape(instrument.prefix)}:(\d+)\b")
    items: dict[int, list[Item]] = {}
    for item in checklist.items:
        for reference in item.crosswalk:
            if match := pattern.match(reference):
                items.setdefault(int(match[1]), []).append(item)
    return {number: items[number] for number in questions_of(instrument, items) if number in items}


def questions_of(instrument: Instrument, covered: Iterable[int]) -> range:
    """Return the numbers of the questions; MINORS has 12 for studies with a comparison group and else 8.

    A checklist is taken to be for such studies when it points to two of the four questions or more.
    """
    if instrument.prefix == "minors" and len(set(covered) & set(_COMPARATIVE)) < 2:
        return range(1, 9)
    return range(1, instrument.questions + 1)


def _table(instrument: Instrument, checklist: Checklist, appraised: Sequence[Appraised]) -> Table:
    covered = items_by_question(instrument, checklist)
    numbers = questions_of(instrument, covered)
    columns = (
        Column("study", "Study"),
        *(Column(f"q{number}", str(number)) for number in numbers),
        Column("derived_from", "Derived from"),
        Column("checklist", "Checklist"),
    )
    labels = labels_of(appraised)
    rows = tuple(
        _row(label, appraisal, covered, numbers, instrument)
        for label, appraisal in zip(labels, appraised, strict=True)
    )
    title = f"DERIVED from {checklist.title} by crosswalk: {instrument.title}"
    return Table(instrument.name, title, columns, rows, _notes(instrument, checklist, covered, numbers))


def _row(
    label: str,
    appraisal: Appraised,
    covered: Mapping[int, Sequence[Item]],
    numbers: Sequence[int],
    instrument: Instrument,
) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    sources = []
    for number in numbers:
        items = covered.get(number, ())
        given = {item.id: _code(appraisal, item) for item in items}
        cells.append(_word(appraisal.checklist, given, instrument.scored) if items else NOT_COVERED)
        if items:
            sources.append(f"{number}: " + ", ".join(f"{item} {code or '?'}" for item, code in given.items()))
    return (label, *cells, "; ".join(sources), f"{appraisal.checklist.id} {appraisal.checklist.version}")


def _code(appraisal: Appraised, item: Item) -> str | None:
    """Return the answer; NA where the item was not asked, None where it is open."""
    return appraisal.codes.get(item.id) if item.id in appraisal.verdict.shown else NOT_ASKED


def _word(checklist: Checklist, given: Mapping[str, str | None], scored: bool) -> str:
    """Return the worst of the answers. One that is open leaves the question open, unless another is a no."""
    words = {_BY_TONE[checklist.answers[code].tone] for code in given.values() if code is not None}
    if None in given.values() and "No" not in words:
        return NOT_ANSWERED
    word = next(word for word in _WORST_FIRST if word in words)
    return _POINTS[word] if scored else word


def _notes(
    instrument: Instrument,
    checklist: Checklist,
    covered: Mapping[int, Sequence[Item]],
    numbers: Sequence[int],
) -> tuple[str, ...]:
    notes = [
        f"derived by crosswalk from {checklist.id} {checklist.version}: no appraisal with {instrument.title}"
    ]
    missing = [str(number) for number in numbers if number not in covered]
    if missing:
        notes.append(f"{checklist.id} has no item for {', '.join(missing)}: {NOT_COVERED}")
    several = [
        f"{number} ({', '.join(item.id for item in items)})"
        for number, items in covered.items()
        if len(items) > 1
    ]
    if several:
        notes.append(f"the worst of several answers stands for {', '.join(several)}")
    if instrument.scored:
        notes.append("2 for a yes, 1 for a no, 0 where nothing is reported; no total, since it is derived")
    return tuple(notes)
