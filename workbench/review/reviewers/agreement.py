"""How far the reviewers of a review agree, on what they submitted independently."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from checklists import Checklist, find_checklist
from store.records import OVERALL
from workbench.errors import UsageError
from workbench.review.reviewers.agreement_lines import AgreementKind as AgreementKind
from workbench.review.reviewers.agreement_lines import AgreementLine as AgreementLine
from workbench.review.reviewers.agreement_lines import AgreementScale as AgreementScale
from workbench.review.reviewers.agreement_lines import Ask, item_line, judgement_line
from workbench.review.reviewers.coefficients import Coefficient as Coefficient
from workbench.review.reviewers.submitted_ratings import Rated, submitted
from workbench.review.session import ReviewSession, use_case

WORST = 5
"""How many of the items with the lowest agreement are listed."""


@dataclass(frozen=True, slots=True)
class AgreementReport:
    """The agreement with one checklist, of all reviewers together or of one pair.

    Attributes:
        pair: the two compared; None where it is all of them.
        calibration: whether it is over the calibration studies instead of the main ones.
        lines: the whole, the domains, the items; within each those with most disagreement first.
        worst_items: the items with the lowest agreement: id, text, guidance, per cent agreement.
    """

    checklist_id: str
    title: str
    reviewers: tuple[str, ...]
    pair: tuple[str, str] | None
    calibration: bool
    lines: tuple[AgreementLine, ...]
    notes: tuple[str, ...]
    worst_items: tuple[tuple[str, str, str, float], ...]


@use_case
def agreement(
    session: ReviewSession,
    *,
    checklist: str | None = None,
    pair: tuple[str, str] | None = None,
    calibration: bool = False,
    as_given: bool = False,
    interval: str = "bca",
) -> list[AgreementReport]:
    """One report a checklist for all reviewers together, and one for each pair where there are three or more.

    Over the results that two or more reviewers have submitted and the viewer may see, on the answers as they
    stood before anybody could see another's work.

    Args:
        checklist: only this one.
        pair: only these two reviewers.
        calibration: the calibration studies instead of the main ones.
        as_given: answers as given instead of favourable, unfavourable, no information.
        interval: `bca`, `percentile`, `jackknife` or `linearised`.

    Raises:
        NotFoundError: no such checklist.
        UsageError: no such reviewer or interval.
    """
    from workbench.agreement import INTERVALS

    if interval not in INTERVALS:
        raise UsageError(f"there is no interval {interval!r}: take one of {', '.join(INTERVALS)}")
    session.require_reviewer()
    wanted = find_checklist(checklist).id if checklist else None
    ask = Ask(calibration, as_given, interval)
    everything = submitted(session)
    every = [one for one in everything if wanted in (None, one.checklist_id)]
    chosen = [one for one in every if one.study.calibration == calibration and len(one.sheets) > 1]
    two = _known_pair(pair, everything) if pair else None
    reports: list[AgreementReport] = []
    for identity in dict.fromkeys(one.checklist_id for one in chosen):
        group = [one for one in chosen if one.checklist_id == identity]
        apart = sum(one.checklist_id == identity and one.study.calibration != calibration for one in every)
        reports.extend(_reports(group, two, ask, apart))
    return reports


def _known_pair(pair: tuple[str, str], every: Sequence[Rated]) -> tuple[str, str]:
    """Both reviewers as the review spells them."""
    known = {name.casefold(): name for one in every for name in one.sheets}
    for name in pair:
        if name.casefold() not in known:
            there = f"take two of {', '.join(sorted(known.values()))}" if known else "nobody has"
            raise UsageError(f"{name!r} has submitted nothing that you may see: {there}")
    first, second = (known[name.casefold()] for name in pair)
    if first == second:
        raise UsageError("a pair is two reviewers")
    return first, second


def _reports(
    group: list[Rated], pair: tuple[str, str] | None, ask: Ask, apart: int
) -> Iterator[AgreementReport]:
    names = tuple(sorted({name for one in group for name in one.sheets}))
    if pair is None:
        yield _report(group, names, None, ask, apart)
        if len(names) == 2:
            return
    for two in [pair] if pair else combinations(names, 2):
        shared = [one for one in group if set(two) <= one.sheets.keys()]
        if shared or pair:
            yield _report(shared, two, two, ask, apart, source=group)


def _report(
    group: list[Rated],
    names: tuple[str, ...],
    pair: tuple[str, str] | None,
    ask: Ask,
    apart: int,
    source: list[Rated] | None = None,
) -> AgreementReport:
    checklist = _latest(source or group)
    targets = [(OVERALL, "Overall"), *((domain.id, domain.title) for domain in checklist.domains)]
    judgements = [judgement_line(group, names, checklist, *target, ask) for target in targets]
    items = [item_line(group, names, checklist, item, ask) for item in checklist.items]
    return AgreementReport(
        checklist_id=checklist.id,
        title=checklist.title,
        reviewers=names,
        pair=pair,
        calibration=ask.calibration,
        lines=(judgements[0], *_worst_first(judgements[1:]), *_worst_first(items)),
        notes=tuple(_notes(group, names, ask, apart)),
        worst_items=tuple(_worst_items(items, checklist)),
    )


def _latest(group: Sequence[Rated]) -> Checklist:
    """The version of the checklist that was begun with last."""
    sheets = [sheet for one in group for sheet in one.sheets.values() if sheet.appraisal]
    return max(sheets, key=lambda sheet: sheet.appraisal.started_at if sheet.appraisal else 0).checklist


def _worst_first(lines: list[AgreementLine]) -> list[AgreementLine]:
    return sorted(lines, key=lambda line: (-len(line.disagreements), _share(line)))


def _share(line: AgreementLine) -> float:
    return 1.0 if line.percent_agreement is None else line.percent_agreement


def _worst_items(items: list[AgreementLine], checklist: Checklist) -> Iterator[tuple[str, str, str, float]]:
    low = sorted((line for line in items if _share(line) < 1), key=_share)
    for line in low[:WORST]:
        yield line.id, line.title, checklist.item(line.id).guidance, _share(line)


def _notes(group: list[Rated], names: tuple[str, ...], ask: Ask, apart: int) -> Iterator[str]:
    """How it was measured, and what is not in it."""
    from workbench.agreement import INTERVALS

    yield (
        f"{len(group)} judged by two or more of {', '.join(names)}; answers count as they stood before "
        "others' work could be seen"
    )
    yield f"95 % intervals: {INTERVALS[ask.interval]}" + (
        "; 2,000 samples, fixed seed" if ask.interval in ("bca", "percentile") else ""
    )
    if apart:
        yield f"{apart} {'main' if ask.calibration else 'calibration'} studies are left out"
    for one in group:
        yield from one.glimpsed
    if len({sheet.checklist.sha256 for one in group for sheet in one.sheets.values()}) > 1:
        yield "the checklist was used in several versions; the texts are those of the last one"
