"""Show appraisals by the numbers of a published instrument: asked so, or derived by the crosswalk.

A checklist after the instrument has an item for each number: its answers are shown as they are, with its
totals and the decision. From any other checklist the view is derived, and is no appraisal with the
instrument: its questions were not asked in their words (which are not repeated here). Where several of our
items point to one question, the worst of their answers stands, and every cell can be traced to the answers
it comes from.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from checklists import Checklist
from checklists.language.answer_codes import NOT_ASKED
from checklists.language.parts import Item
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
        questions: the numbers of its questions, in order.
        own: the built-in checklist after it; empty if there is none.
        scored: whether a derived answer gets 0, 1 or 2 rather than a word.
    """

    name: str
    prefix: str
    title: str
    questions: tuple[str, ...]
    own: str = ""
    scored: bool = False


def _up_to(last: int) -> tuple[str, ...]:
    return tuple(str(number) for number in range(1, last + 1))


_STARS = ("S1", "S2", "S3", "S4", "C1", "C2")
INSTRUMENTS = {
    instrument.name: instrument
    for instrument in (
        Instrument(
            "jbi-case-series",
            "jbi-case-series",
            "JBI checklist for case series",
            _up_to(10),
            "jbi-case-series",
        ),
        Instrument(
            "jbi-case-report",
            "jbi-case-report",
            "JBI checklist for case reports",
            _up_to(8),
            "jbi-case-reports",
        ),
        Instrument(
            "jbi-cross-sectional",
            "jbi-cross-sectional",
            "JBI checklist for analytical cross-sectional studies",
            _up_to(8),
            "jbi-cross-sectional",
        ),
        Instrument("murad", "murad-2018", "Murad 2018 tool for case reports and series", _up_to(8)),
        Instrument("minors", "minors", "MINORS", _up_to(12), "minors", scored=True),
        Instrument(
            "nos-cohort",
            "nos-cohort",
            "Newcastle-Ottawa scale, cohort form",
            (*_STARS, "O1", "O2", "O3"),
            "nos-cohort",
        ),
        Instrument(
            "nos-case-control",
            "nos-case-control",
            "Newcastle-Ottawa scale, case-control form",
            (*_STARS, "E1", "E2", "E3"),
            "nos-case-control",
        ),
    )
}
_COMPARATIVE = ("9", "10", "11", "12")
"""The questions of MINORS that only studies with a comparison group are asked."""


def instead_of_judgements(checklist: Checklist) -> str:
    """Return the export for a checklist without a judgement of bias: by its numbers, or the long form."""
    names = (instrument.name for instrument in INSTRUMENTS.values() if instrument.own == checklist.id)
    return next(names, "long")


def make_view(instrument: Instrument, appraised: Sequence[Appraised]) -> list[Table]:
    """Make one table for each checklist whose items point to the instrument.

    Args:
        instrument: whose numbers are the columns.
        appraised: of any checklists; those that do not point to it are left out.

    Raises:
        UsageError: none of the checklists points to it.
    """
    groups: dict[str, list[Appraised]] = defaultdict(list)
    for appraisal in appraised:
        groups[appraisal.checklist.sha256].append(appraisal)
    tables = [
        _own_table(instrument, group)
        if group[0].checklist.id == instrument.own
        else _table(instrument, group)
        for group in groups.values()
        if items_by_question(instrument, group[0].checklist)
    ]
    if not tables:
        names = ", ".join(dict.fromkeys(appraisal.checklist.id for appraisal in appraised))
        raise UsageError(
            f"no item of {names} points to the {instrument.title}; --as long has the answers of all"
        )
    return tables


def items_by_question(instrument: Instrument, checklist: Checklist) -> dict[str, list[Item]]:
    """Return the items that point to each question, for the questions that any points to."""
    pattern = re.compile(rf"{re.escape(instrument.prefix)}:(\w+)\b")
    items: dict[str, list[Item]] = {}
    for item in checklist.items:
        for reference in item.crosswalk:
            if match := pattern.match(reference):
                items.setdefault(match[1], []).append(item)
    return {number: items[number] for number in questions_of(instrument, items) if number in items}


def questions_of(instrument: Instrument, covered: Iterable[str]) -> tuple[str, ...]:
    """Return the numbers of the questions; MINORS has 12 for studies with a comparison group and else 8.

    A checklist is taken to be for such studies when it points to two of the four questions or more.
    """
    if instrument.prefix == "minors" and len(set(covered) & set(_COMPARATIVE)) < 2:
        return tuple(number for number in instrument.questions if number not in _COMPARATIVE)
    return instrument.questions


def _own_table(instrument: Instrument, appraised: Sequence[Appraised]) -> Table:
    """Show the answers of the checklist after the instrument as they are, with its totals and decision."""
    checklist = appraised[0].checklist
    scored = bool(checklist.totals)
    items = {number: items[0] for number, items in items_by_question(instrument, checklist).items()}
    columns = (
        Column("study", "Study"),
        *(Column(f"q{number}", number) for number in items),
        *(Column(f"total_{total.id}", total.title) for total in checklist.totals),
        *([Column("overall", "Overall")] if checklist.overall is not None else []),
        Column("checklist", "Checklist"),
    )
    rows = []
    for label, appraisal in zip(labels_of(appraised), appraised, strict=True):
        cells: list[Cell] = [label]
        cells += [_answer(appraisal, item, scored) for item in items.values()]
        cells += [appraisal.verdict.totals.get(total.id) for total in checklist.totals]
        if checklist.overall is not None:
            level = appraisal.verdict.final_overall
            cells.append(checklist.label(level) if level is not None else None)
        rows.append((*cells, f"{checklist.id} {checklist.version}"))
    wording = f"{checklist.id} {checklist.version}"
    notes = [f"asked in the words of {wording}: to be cited as after {instrument.title}"]
    if scored:
        notes.append("each question has its points; a question that is not asked is empty")
    if checklist.overall is not None and checklist.overall.source:
        notes.append(f"overall: {checklist.overall.source}")
    return Table(instrument.name, f"{checklist.title}: answers", columns, tuple(rows), tuple(notes))


def _answer(appraisal: Appraised, item: Item, scored: bool) -> Cell:
    """Return the points of an answer, or its label; empty where the item was not asked."""
    if item.id not in appraisal.verdict.shown:
        return None
    code = appraisal.codes.get(item.id)
    if code is None:
        return NOT_ANSWERED
    return (
        appraisal.checklist.points(item.id).get(code, 0)
        if scored
        else appraisal.checklist.answers[code].label
    )


def _table(instrument: Instrument, appraised: Sequence[Appraised]) -> Table:
    checklist = appraised[0].checklist
    covered = items_by_question(instrument, checklist)
    numbers = questions_of(instrument, covered)
    columns = (
        Column("study", "Study"),
        *(Column(f"q{number}", number) for number in numbers),
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
    covered: Mapping[str, Sequence[Item]],
    numbers: Sequence[str],
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
    words = {_BY_TONE[checklist.tone(item, code)] for item, code in given.items() if code is not None}
    if None in given.values() and "No" not in words:
        return NOT_ANSWERED
    word = next(word for word in _WORST_FIRST if word in words)
    return _POINTS[word] if scored else word


def _notes(
    instrument: Instrument,
    checklist: Checklist,
    covered: Mapping[str, Sequence[Item]],
    numbers: Sequence[str],
) -> tuple[str, ...]:
    notes = [
        f"derived by crosswalk from {checklist.id} {checklist.version}: no appraisal with {instrument.title}"
    ]
    missing = [number for number in numbers if number not in covered]
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
