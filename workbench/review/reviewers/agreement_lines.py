"""The lines of an agreement report: what two or more reviewers gave, put on a scale and measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from checklists import Checklist, Item
from store.records import OVERALL
from workbench.review.appraisals.sheets import Sheet
from workbench.review.reviewers.coefficients import Coefficient, Question, Ratings, coefficients, pairs_apart
from workbench.review.reviewers.consensus import code_of, level_of, targets_of
from workbench.review.reviewers.submitted_ratings import Rated

AgreementKind = Literal["item", "domain", "overall"]
AgreementScale = Literal["collapsed", "as given", "ordered levels"]

TONES = {"good": "favourable", "poor": "unfavourable", "unknown": "no information"}
"""What an answer says about bias. `none`, not asked, says nothing."""
COLLAPSED = tuple(TONES.values())
MISSING = "–"


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
    disagreements: tuple[tuple[str, tuple[str, ...]], ...]
    scale: AgreementScale
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Ask:
    """What was asked for, the same for all reports."""

    calibration: bool
    as_given: bool
    interval: str


def item_line(
    group: list[Rated], names: tuple[str, ...], checklist: Checklist, item: Item, ask: Ask
) -> AgreementLine:
    """The agreement on an item, collapsed or as given. Rows are in the order of the group."""
    given = [[_given(one.sheets.get(name), item.id) for name in names] for one in group]
    if not ask.as_given:
        ratings: Ratings = [[_collapsed(checklist, code) for code in row] for row in given]
        question = Question(ratings, COLLAPSED, (), False, len(names), ask.interval)
        return _line("item", item.id, item.text, group, given, question, "collapsed")
    codes = [one.code for one in checklist.options(item.id) if one.tone != "none"]
    ordered = tuple(code for code in codes if checklist.answers[code].tone != "unknown")
    categories = (*ordered, *(code for code in codes if code not in ordered))
    ratings = [[code if code in categories else None for code in row] for row in given]
    question = Question(ratings, categories, ordered, False, len(names), ask.interval)
    return _line("item", item.id, item.text, group, given, question, "as given")


def _given(sheet: Sheet | None, item: str) -> str | None:
    """A reviewer's answer as given; NA where it was not asked, None where the reviewer did not submit."""
    return code_of(sheet, item) if sheet else None


def _collapsed(checklist: Checklist, code: str | None) -> str | None:
    option = checklist.answers.get(code) if code else None
    return TONES.get(option.tone) if option else None


def judgement_line(
    group: list[Rated], names: tuple[str, ...], checklist: Checklist, target: str, title: str, ask: Ask
) -> AgreementLine:
    """The agreement on a domain or the whole, on the order of its levels."""
    ratings = [[_level(one.sheets.get(name), target, checklist) for name in names] for one in group]
    scale = checklist.scale
    question = Question(ratings, checklist.levels, scale.ordered, True, len(names), ask.interval)
    kind: AgreementKind = "overall" if target == OVERALL else "domain"
    return _line(kind, target, title, group, ratings, question, "ordered levels")


def _level(sheet: Sheet | None, target: str, checklist: Checklist) -> str | None:
    if sheet is None or target not in targets_of(sheet.checklist):
        return None
    level = level_of(sheet.verdict, target)
    return level if level in checklist.levels else None


def _line(
    kind: AgreementKind,
    identity: str,
    title: str,
    group: list[Rated],
    given: Ratings,
    question: Question,
    scale: AgreementScale,
) -> AgreementLine:
    from workbench.agreement import prevalence, table_of_counts

    ratings, categories = question.ratings, list(question.categories)
    found = coefficients(question)
    there = [code for row in ratings for code in row if code is not None]
    shares = prevalence(ratings, categories)
    return AgreementLine(
        kind=kind,
        id=identity,
        title=title,
        studies=len(group),
        ratings=len(there),
        missing=sum(map(len, ratings)) - len(there),
        rated_twice=sum(len([code for code in row if code is not None]) > 1 for row in ratings),
        percent_agreement=found[-1].value,
        coefficients=found,
        counts=table_of_counts(ratings, categories) if question.reviewers == 2 else None,
        categories=question.categories,
        prevalence=tuple(shares[category] for category in categories) if shares else (),
        disagreements=tuple(
            (group[place].name, tuple(code or MISSING for code in given[place]))
            for place in pairs_apart(ratings)
        ),
        scale=scale,
        left_out=sum(code not in question.ordered for code in there) if question.ordered else 0,
    )
