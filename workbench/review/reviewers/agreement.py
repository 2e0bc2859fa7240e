"""Measure how far the reviewers of a review agree, on what they submitted independently."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import combinations
from typing import Any
from uuid import UUID

from checklists import Checklist
from workbench.agreement import DEFAULT_INTERVAL, INTERVALS
from workbench.errors import UsageError
from workbench.review.appraisals.sheets import Sheet
from workbench.review.checklists.known_checklists import Catalogue
from workbench.review.reviewers.agreement_lines import AgreementKind as AgreementKind
from workbench.review.reviewers.agreement_lines import AgreementLine as AgreementLine
from workbench.review.reviewers.agreement_lines import AgreementScale as AgreementScale
from workbench.review.reviewers.agreement_lines import Ask, item_line, judgement_line
from workbench.review.reviewers.agreement_remarks import Remark, notes_of, remarks_on
from workbench.review.reviewers.agreement_words import Subject
from workbench.review.reviewers.coefficients import Coefficient as Coefficient
from workbench.review.reviewers.coefficients import Intervals
from workbench.review.reviewers.rating_table import RatingTable
from workbench.review.reviewers.submitted_ratings import RatedResult, read_rated_results
from workbench.review.session import ReviewSession, use_case

WORST = 5
"""How many of the items with the lowest agreement are listed."""


@dataclass(frozen=True, slots=True)
class AgreementReport:
    """The agreement with one checklist, of all reviewers together or of one pair.

    Attributes:
        pair: the two compared; None where it is all of them.
        calibration: True if it is over the calibration studies instead of the main ones.
        lines: the whole, the domains, the items; within each those with most disagreement first.
        worst_items: the items with the lowest agreement: id, text, guidance, per cent agreement.
        subject: what the lines count: studies, or results where some were judged by result.
        has_intervals: False where the values alone were computed, for the screen; whatever is printed or
            written has them, so JSON does not say.
        remarks: what the notes are made from, to be written with other names; JSON has the notes.
    """

    checklist_id: str
    title: str
    reviewers: tuple[str, ...]
    pair: tuple[str, str] | None
    calibration: bool
    lines: tuple[AgreementLine, ...]
    notes: tuple[str, ...]
    worst_items: tuple[tuple[str, str, str, float], ...]
    subject: Subject = "study"
    has_intervals: bool = True
    remarks: tuple[Remark, ...] = field(default=(), compare=False)

    def as_json(self) -> dict[str, Any]:
        """Return the shape that `workbench agreement --format json` prints; relied upon from outside."""
        names = (name for name in AgreementReport.__slots__ if name not in ("has_intervals", "remarks"))
        values = {name: getattr(self, name) for name in names}
        return values | {"lines": [line.as_json() for line in self.lines]}


@dataclass(frozen=True, slots=True, eq=False)
class PlannedReport:
    """A report before it is computed, with what was read for it.

    Attributes:
        checklist_id: as in the report.
        pair: as in the report.
    """

    checklist_id: str
    pair: tuple[str, str] | None
    _results: Sequence[RatedResult]
    _reviewers: tuple[str, ...]
    _latest: Checklist
    _ask: Ask
    _apart: int

    def compute(self, *, intervals: Intervals = "all") -> AgreementReport:
        """Compute the report.

        Args:
            intervals: which coefficients get one. The intervals of a big review take seconds.
        """
        table = RatingTable(self._results, self._reviewers, self._latest)
        return _report(table, self.pair, replace(self._ask, intervals=intervals), self._apart)


@use_case
def agreement(
    session: ReviewSession,
    *,
    checklist: str | None = None,
    pair: tuple[str, str] | None = None,
    calibration: bool = False,
    as_given: bool = False,
    interval: str = DEFAULT_INTERVAL,
    in_hand: Mapping[UUID, Sheet] | None = None,
) -> list[AgreementReport]:
    """Compute all the reports of `plan_reports`, which says what can be asked for."""
    plans = plan_reports(
        session,
        checklist=checklist,
        pair=pair,
        calibration=calibration,
        as_given=as_given,
        interval=interval,
        in_hand=in_hand,
    )
    return [plan.compute() for plan in plans]


@use_case
def plan_reports(
    session: ReviewSession,
    *,
    checklist: str | None = None,
    pair: tuple[str, str] | None = None,
    calibration: bool = False,
    as_given: bool = False,
    interval: str = DEFAULT_INTERVAL,
    in_hand: Mapping[UUID, Sheet] | None = None,
) -> list[PlannedReport]:
    """Read what the reports rest on: one a checklist for all reviewers, and one a pair of three or more.

    Over the results that two or more reviewers have submitted and the viewer may see, on the answers as they
    stood before anybody could see another's work.

    Args:
        checklist: only this one.
        pair: only these two reviewers.
        calibration: the calibration studies instead of the main ones.
        as_given: answers as given instead of favourable, unfavourable, no information.
        interval: a name in `workbench.agreement.INTERVALS`.
        in_hand: sheets that are judged already, by id of the appraisal; these are not judged again.

    Raises:
        NotFoundError: no such checklist.
        UsageError: no such reviewer or interval.
    """
    if interval not in INTERVALS:
        raise UsageError(f"there is no interval {interval!r}: take one of {', '.join(INTERVALS)}")
    session.require_reviewer()
    wanted = Catalogue(session.db).find(checklist).id if checklist else None
    ask = Ask(calibration, as_given, interval)
    everything = read_rated_results(session, in_hand)
    rated = [result for result in everything if wanted in (None, result.checklist_id)]
    chosen = [
        result for result in rated if result.is_calibration == calibration and len(result.appraisals) > 1
    ]
    both = _known_pair(pair, everything) if pair else None
    plans: list[PlannedReport] = []
    for identity in dict.fromkeys(result.checklist_id for result in chosen):
        group = [result for result in chosen if result.checklist_id == identity]
        apart = sum(
            result.checklist_id == identity and result.is_calibration != calibration for result in rated
        )
        plans.extend(_plans(group, both, ask, apart))
    return plans


def _known_pair(pair: tuple[str, str], results: Sequence[RatedResult]) -> tuple[str, str]:
    """Return both reviewers as the review spells them."""
    known = {name.casefold(): name for result in results for name in result.appraisals}
    for name in pair:
        if name.casefold() not in known:
            there = f"take two of {', '.join(sorted(known.values()))}" if known else "nobody has"
            raise UsageError(f"{name!r} has submitted nothing that you may see: {there}")
    first, second = (known[name.casefold()] for name in pair)
    if first == second:
        raise UsageError("a pair is two reviewers")
    return first, second


def _plans(
    group: Sequence[RatedResult], pair: tuple[str, str] | None, ask: Ask, apart: int
) -> Iterator[PlannedReport]:
    names = tuple(sorted({name for result in group for name in result.appraisals}))
    latest, identity = _latest_version(group), group[0].checklist_id
    if pair is None:
        yield PlannedReport(identity, None, group, names, latest, ask, apart)
        if len(names) == 2:
            return
    for two in [pair] if pair else combinations(names, 2):
        shared = [result for result in group if set(two) <= result.appraisals.keys()]
        if shared or pair:
            yield PlannedReport(identity, two, shared, two, latest, ask, apart)


def _report(table: RatingTable, pair: tuple[str, str] | None, ask: Ask, apart: int) -> AgreementReport:
    checklist = table.checklist
    judged = len(checklist.judged_domains)
    wholes, domains = checklist.targets[judged:], checklist.targets[:judged]
    titled = [(target, checklist.title_of(target)) for target in (*wholes, *domains)]
    judgements = [judgement_line(table, target, title, ask) for target, title in titled]
    first = len(wholes)
    items = [item_line(table, item, ask) for item in checklist.items]
    if checklist.deciding:
        # What no variant that was judged has is nobody's disagreement and nobody's agreement.
        items = [line for line in items if line.ratings]
        judgements = [line for line in judgements if line.ratings or line.kind == "overall"]
    remarks = tuple(remarks_on(table, ask, apart))
    return AgreementReport(
        checklist_id=checklist.id,
        title=checklist.title,
        reviewers=table.reviewers,
        pair=pair,
        calibration=ask.calibration,
        lines=(*judgements[:first], *_worst_first(judgements[first:]), *_worst_first(items)),
        notes=notes_of(remarks),
        worst_items=tuple(_worst_items(items, checklist)),
        subject="result" if any(result.result for result in table.results) else "study",
        has_intervals=ask.intervals != "none",
        remarks=remarks,
    )


def _latest_version(group: Sequence[RatedResult]) -> Checklist:
    """Return the version of the checklist that was begun with last."""
    appraisals = (appraisal for result in group for appraisal in result.appraisals.values())
    return max(appraisals, key=lambda appraisal: appraisal.started_at or datetime.min).checklist


def _worst_first(lines: list[AgreementLine]) -> list[AgreementLine]:
    return sorted(lines, key=lambda line: (-len(line.disagreements), _share(line)))


def _share(line: AgreementLine) -> float:
    return 1.0 if line.percent_agreement is None else line.percent_agreement


def _worst_items(items: list[AgreementLine], checklist: Checklist) -> Iterator[tuple[str, str, str, float]]:
    low = sorted((line for line in items if _share(line) < 1), key=_share)
    for line in low[:WORST]:
        yield line.id, line.title, checklist.item(line.id).guidance, _share(line)
