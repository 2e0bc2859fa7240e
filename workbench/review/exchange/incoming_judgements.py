"""Match the judgements of another tool to the domains and levels of the checklists of studies."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from store.imported_appraisals import ImportedOverride
from workbench.counts import count
from workbench.errors import WorkbenchError
from workbench.intake.appraisals.records import JudgementRow, NamedJudgement
from workbench.output.symbols import word_of
from workbench.review.exchange.domain_names import DomainNames
from workbench.review.exchange.incoming import Incoming, IncomingPlace, LeftOut
from workbench.review.exchange.incoming_answers import fitting
from workbench.review.exchange.incoming_places import NamedVersion, Places
from workbench.review.exchange.level_words import level_of

_LONGEST_SUPPORT = 20_000


def reason_of(origin: str, support: str = "") -> str:
    """Return the reason of a judgement that came without answers.

    >>> reason_of("a.csv"), reason_of("a.csv", "no concealment")
    ('imported from a.csv', 'imported from a.csv: no concealment')
    """
    return f"imported from {origin}: {support[:_LONGEST_SUPPORT]}" if support else f"imported from {origin}"


def match_judgements(
    rows: Sequence[JudgementRow], places: Places, settled: Mapping[str, str], origin: str
) -> tuple[list[Incoming], list[LeftOut], list[str]]:
    """Return what the rows hold by appraisal, what cannot be placed, and notes.

    Args:
        rows: of a file of judgements.
        places: of the review.
        settled: preliminaries that hold for every appraisal of the file.
        origin: the name of the file.
    """
    matcher = _Matcher(rows, places, settled, origin)
    for row in rows:
        matcher.take(row)
    return list(matcher.appraisals.values()), list(matcher.left_out()), list(matcher.notes())


class _Matcher:
    """The rows of a file, taken one by one."""

    def __init__(
        self, rows: Sequence[JudgementRow], places: Places, settled: Mapping[str, str], origin: str
    ) -> None:
        self._names = tuple(dict.fromkeys(each.name for row in rows for each in row.judgements))
        self._places = places
        self._settled = settled
        self._origin = origin
        self._domains: dict[tuple[str, bool], DomainNames] = {}
        self._alien: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._lost: list[LeftOut] = []
        self._folded: Counter[tuple[str, str]] = Counter()
        self._repeated = 0
        self.appraisals: dict[tuple[str, str, str, str], Incoming] = {}

    def left_out(self) -> Iterator[LeftOut]:
        """Yield what belongs to no appraisal, and the columns that are no domain."""
        yield from self._lost
        for (name, checklist), lines in self._alien.items():
            yield LeftOut(
                tuple(lines),
                f"the column {name[:60]}",
                f"{checklist} has no domain of this name: call it by the id of a domain, such as D1",
            )

    def notes(self) -> Iterator[str]:
        """Yield how words were taken that are not those of the checklist."""
        for (word, level), times in self._folded.items():
            often = "once" if times == 1 else count(times, "time")
            yield f"{word[:40]} was taken as {word_of(level)} ({often})"
        if self._repeated:
            repeated = count(
                self._repeated,
                "appraisal stands there twice and counts",
                "appraisals stand there twice and count",
            )
            yield f"{repeated} once"

    def take(self, row: JudgementRow) -> None:
        """Take the next row: an appraisal for each result that it judges."""
        try:
            whole = self._places.find(row.study, "", row.reviewer, NamedVersion())
        except WorkbenchError as problem:
            self._lost.append(LeftOut((row.line,), row.study[:80], problem.message))
            return
        if not row.judgements:
            self._lost.append(LeftOut((row.line,), whole.in_words, "nothing is judged in this row"))
        by_result: dict[str, Incoming] = {}
        for judgement in row.judgements:
            self._judge(row, whole, judgement, by_result)
        for incoming in by_result.values():
            self._keep(incoming)

    def _judge(
        self,
        row: JudgementRow,
        whole: IncomingPlace,
        judgement: NamedJudgement,
        by_result: dict[str, Incoming],
    ) -> None:
        names = self._names_in(whole)
        try:
            domain = names.find(judgement.name)
        except WorkbenchError as problem:
            incoming = by_result.setdefault(whole.result, self._begin(row, whole))
            incoming.fault(row.line, f", {judgement.name[:60]}", problem.message)
            return
        if domain is None:
            self._alien[judgement.name, whole.checklist.id].append(row.line)
            return
        result = self._places.result_of(domain.result) or whole.result
        incoming = by_result.setdefault(result, self._begin(row, replace(whole, result=result)))
        try:
            folded = level_of(whole.checklist, domain.target, judgement.word, judgement.support)
        except WorkbenchError as problem:
            incoming.fault(row.line, f", {judgement.name[:60]}", problem.message)
            return
        if folded is None:
            return
        if folded.word:
            self._folded[folded.word, folded.level] += 1
        override = ImportedOverride(folded.level, reason_of(self._origin, judgement.support))
        if incoming.overrides.setdefault(domain.target, override) != override:
            incoming.fault(row.line, f", {domain.target}", "two columns judge it, and differently")

    def _names_in(self, whole: IncomingPlace) -> DomainNames:
        values = self._preliminaries(whole)
        key = (whole.checklist.sha256, bool(self._places.shared_of(whole)))
        if key not in self._domains:
            self._domains[key] = DomainNames(
                whole.checklist, self._names, values, is_said=self._places.is_said
            )
        return self._domains[key]

    def _preliminaries(self, place: IncomingPlace) -> dict[str, str]:
        return {**self._places.shared_of(place), **fitting(place.checklist, self._settled)}

    def _begin(self, row: JudgementRow, place: IncomingPlace) -> Incoming:
        own = fitting(place.checklist, self._settled)
        return Incoming(place, lines=[row.line], preliminaries=own)

    def _keep(self, incoming: Incoming) -> None:
        """Keep what a row judges; the same place twice only where both rows say the same."""
        if not incoming.overrides and not incoming.faults:
            return
        first = self.appraisals.setdefault(incoming.place.key, incoming)
        if first is incoming:
            return
        first.lines += incoming.lines
        first.faults += incoming.faults
        first.has_wrong_rows = first.has_wrong_rows or incoming.has_wrong_rows
        self._repeated += 1
        if first.levels != incoming.levels:
            first.fault(first.lines, "", "it is judged twice, and differently: keep one of the rows")
