"""Measure the lines of an agreement report: what reviewers gave on an item, a domain or the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from checklists import Checklist, Item
from workbench.review.reviewers.coefficients import Coefficient, Intervals, Question, coefficients
from workbench.review.reviewers.rating_table import RatingRow, RatingTable

AgreementKind = Literal["item", "domain", "overall"]
AgreementScale = Literal["collapsed", "as given", "ordered levels"]

TONES = {"good": "favourable", "poor": "unfavourable", "unknown": "no information"}
"""The tone of an answer and what it says about bias; the tone `none` says nothing."""
UNITS: Mapping[AgreementScale, str] = {
    "collapsed": "items collapsed",
    "as given": "items as given",
    "ordered levels": "judgements",
}
"""What a count of differences counts, by how answers were counted."""
COLLAPSED = tuple(TONES.values())
MISSING = "–"
RatingCells = tuple[str, ...]
"""A row as it is shown: `MISSING` where there is nothing."""


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """The agreement on one item, one domain, or the whole.

    Attributes:
        studies: in the report, whoever rated them.
        ratings: answers or judgements that there are, no information included.
        missing: those that are not: not asked, or not submitted by one of several reviewers.
        rated_twice: studies with two or more ratings.
        percent_agreement: the raw agreement, between 0 and 1; None where no study was rated twice.
        counts: of two reviewers, one row for each category of the first; None for three and more.
        categories: in scale order, those beside the order last.
        prevalence: the share of each category; empty where nobody rated.
        disagreements: the studies on which they differ, each with every reviewer's code as it was given, in
            the order of the report's reviewers.
        scale: how the answers were counted.
        left_out: ratings beside the order, such as no information: the weighted coefficients leave them out.
        pairs: pairs of ratings of one study; of two reviewers as many as studies rated twice.
    """

    kind: AgreementKind
    id: str
    title: str
    studies: int
    ratings: int
    missing: int
    rated_twice: int
    percent_agreement: float | None
    coefficients: tuple[Coefficient, ...]
    counts: tuple[tuple[int, ...], ...] | None
    categories: tuple[str, ...]
    prevalence: tuple[float, ...]
    disagreements: tuple[tuple[str, RatingCells], ...]
    scale: AgreementScale
    left_out: int = 0
    pairs: int = 0

    @property
    def agreed(self) -> int:
        """The studies rated twice or more on which all who rated gave the same."""
        return self.rated_twice - len(self.disagreements)

    @property
    def unit(self) -> str:
        """What is counted as the same or as different."""
        return UNITS[self.scale]

    def as_json(self) -> dict[str, Any]:
        """Return the shape that `workbench agreement --format json` prints; relied upon from outside."""
        values = {name: getattr(self, name) for name in (*AgreementLine.__slots__, "agreed", "unit")}
        return values | {"coefficients": [coefficient.as_json() for coefficient in self.coefficients]}


@dataclass(frozen=True, slots=True)
class Ask:
    """The choices that hold for all reports of one call.

    Attributes:
        calibration: The calibration studies instead of the main ones.
        as_given: Answers as given instead of collapsed.
        interval: The kind of interval.
        intervals: Which coefficients get one.
    """

    calibration: bool
    as_given: bool
    interval: str
    intervals: Intervals = "all"


def collapse(checklist: Checklist, item: str, code: str) -> str | None:
    """Collapse an answer to what it says about bias: the main analysis compares these.

    Yes and probably yes mean the same for a judgement, as do all kinds of no. That there is no information is
    an answer of its own and not a point between them; that an item does not apply says nothing. Where an item
    asks for the problem, yes is what speaks against the study.

    >>> from checklists import find_checklist
    >>> [collapse(find_checklist("psm-cohort"), "1.1", code) for code in ("PY", "WN", "NI", "NA")]
    ['favourable', 'unfavourable', 'no information', None]
    """
    return TONES.get(checklist.tone(item, code))


def item_line(table: RatingTable, item: Item, ask: Ask) -> AgreementLine:
    """Measure the agreement on an item, on answers collapsed or as given."""
    checklist, given = table.checklist, table.codes(item.id)
    if not ask.as_given:
        collapsed = {code: collapse(checklist, item.id, code) for code in checklist.answers}
        scale = _Scale("collapsed", COLLAPSED, (), collapsed)
        return _line("item", item.id, item.text, table, given, scale, ask)
    codes = [option.code for option in checklist.options(item.id) if option.tone != "none"]
    ordered = tuple(code for code in codes if checklist.answers[code].tone != "unknown")
    categories = (*ordered, *(code for code in codes if code not in ordered))
    scale = _Scale("as given", categories, ordered, {code: code for code in categories})
    return _line("item", item.id, item.text, table, given, scale, ask)


def judgement_line(table: RatingTable, target: str, title: str, ask: Ask) -> AgreementLine:
    """Measure the agreement on a domain or the whole, on the order of its levels."""
    checklist = table.checklist
    names = checklist.levels_of(target)
    ordered = tuple(level for level in checklist.scale_of(target).ordered if level in names)
    scale = _Scale("ordered levels", names, ordered, {level: level for level in names})
    is_whole = target in checklist.targets[len(checklist.judged_domains) :]
    kind: AgreementKind = "overall" if is_whole else "domain"
    return _line(kind, target, title, table, table.levels(target), scale, ask)


@dataclass(frozen=True, slots=True)
class _Scale:
    """The scale on which answers or levels are counted.

    Attributes:
        name: As the line says it.
        categories: All of them, those in order first.
        ordered: Those in order; empty where the order does not count.
        category_of: From what was given to its category; what is not there counts as missing.
    """

    name: AgreementScale
    categories: tuple[str, ...]
    ordered: tuple[str, ...]
    category_of: Mapping[str, str | None]


def _line(
    kind: AgreementKind,
    identity: str,
    title: str,
    table: RatingTable,
    given: Sequence[RatingRow],
    scale: _Scale,
    ask: Ask,
) -> AgreementLine:
    from workbench.agreement import prevalence, table_of_counts

    # Ten thousand studies show a few dozen rows that differ; everything else is counted from these.
    rows = Counter(given)
    counted = {row: tuple(scale.category_of.get(code or "") for code in row) for row in rows}
    ratings: Counter[tuple[Hashable | None, ...]] = Counter()
    for row, count in rows.items():
        ratings[counted[row]] += count
    reviewers = len(table.reviewers)
    judgements, measured_as = kind != "item", (ask.interval, ask.intervals)
    question = Question(ratings, scale.categories, scale.ordered, judgements, reviewers, *measured_as)
    measured = coefficients(question)
    by_category: Counter[Hashable] = Counter()
    for categories, count in ratings.items():
        by_category.update(
            {code: count * categories.count(code) for code in set(categories) if code is not None}
        )
    there = by_category.total()
    shares = prevalence(ratings, scale.categories)
    return AgreementLine(
        kind=kind,
        id=identity,
        title=title,
        studies=len(given),
        ratings=there,
        missing=reviewers * len(given) - there,
        rated_twice=sum(count for row, count in ratings.items() if reviewers - row.count(None) > 1),
        percent_agreement=measured[-1].value,
        coefficients=measured,
        counts=table_of_counts(ratings, scale.categories) if reviewers == 2 else None,
        categories=scale.categories,
        prevalence=tuple(shares[category] for category in scale.categories) if shares else (),
        disagreements=_disagreements(table, given, counted),
        scale=scale.name,
        left_out=sum(by_category[code] for code in scale.categories if code not in scale.ordered)
        if scale.ordered
        else 0,
        pairs=measured[-1].pairs,
    )


def _disagreements(
    table: RatingTable, given: Sequence[RatingRow], counted: Mapping[RatingRow, RatingRow]
) -> tuple[tuple[str, RatingCells], ...]:
    """Name the results on which two reviewers are in different categories, with what each gave."""
    shown = {
        row: tuple(code or MISSING for code in row)
        for row, categories in counted.items()
        if len({category for category in categories if category is not None}) > 1
    }
    return tuple((name, shown[row]) for name, row in zip(table.names, given, strict=True) if row in shown)
