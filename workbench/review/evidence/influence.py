"""Find what the certainty of a body of evidence hangs on: each single change, tried one by one.

Tried are each answer of each appraisal that might count, each override taken away, each overall judgement
one level better and worse, each study left out, each rating one level up and down. What persons rated stays
as it is; what follows by itself, such as the levels for risk of bias, follows anew. Nothing is sampled.

An appraisal counts here as it does for the certainty: what the viewer may not see has no part in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from checklists import SingleChange
from store.records import OVERALL
from workbench.grade import rating_changes, risk_of_bias_levels
from workbench.review.appraisals.sheets import Sheet
from workbench.review.appraisals.tipping_answers import Tip, sheets_beside, tips_of
from workbench.review.blindness.visibility import RISK_OF_BIAS
from workbench.review.evidence.bodies import (
    PARTICIPANTS,
    Body,
    Member,
    bodies_of,
    contribution_of,
    member_of,
)
from workbench.review.evidence.body_records import BodyRow, RatingLine
from workbench.review.evidence.body_rows import certainty_of, lines_of_changed

if TYPE_CHECKING:
    from workbench.review.view import View

BodyChangeKind = Literal["answer", "override", "overall", "study", "rating"]


@dataclass(frozen=True, slots=True)
class Result:
    """What a body of evidence comes to.

    Attributes:
        risk_of_bias: the levels suggested for risk of bias; None where there is no suggestion.
        certainty: id of the certainty; empty where there is none.
    """

    risk_of_bias: int | None
    certainty: str


@dataclass(frozen=True, slots=True)
class BodyChange:
    """One change that alters the suggestion for risk of bias, or the certainty, of a body.

    Attributes:
        kind: what is changed; `overall` is the overall judgement of a study by one level, `study` a study
            left out.
        study: key of the study; empty for a rating.
        reviewer: whose appraisal it is; empty for a rating and a study left out.
        target: the item, the target of the override, the GRADE domain; `overall`; empty for a study left out.
        before: code, level, or levels of a rating.
        after: likewise; None where an override is taken away or a study left out.
        result: what the body then comes to.
        tip: of an answer or an override, the change in the appraisal; else None.
        is_doubtful: True if the study has several appraisals that might count, so that `reviewer` must be
            named with it.
    """

    kind: BodyChangeKind
    study: str
    reviewer: str
    target: str
    before: str
    after: str | None
    result: Result
    tip: Tip | None = None
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class BodyInfluence:
    """What one body of evidence hangs on.

    Attributes:
        row: the body with its ratings.
        now: what it comes to as it stands.
        is_rated: True if a person rated risk of bias, so that the certainty does not follow the suggestion.
        changes: the changes that alter the suggestion for risk of bias or the certainty: disagreements first,
            then what is near, silence, the rest; then overrides, overall judgements, studies and ratings.
    """

    row: BodyRow
    now: Result
    is_rated: bool
    changes: tuple[BodyChange, ...]

    @property
    def moving(self) -> tuple[BodyChange, ...]:
        """The changes that alter the certainty."""
        return tuple(change for change in self.changes if change.result.certainty != self.now.certainty)


def influence_of(view: View, body: Body, row: BodyRow) -> BodyInfluence:
    """Try every single change of a body of evidence.

    Args:
        view: a reading of the review.
        body: the body.
        row: its row.
    """
    trial = _Trial(view, body, row.ratings)
    changes = [
        *sorted(trial.answers(), key=lambda change: change.tip.rank if change.tip else 0),
        *trial.overall_levels(),
        *trial.studies(),
        *trial.ratings(),
    ]
    rated = any(line.rated_by for line in row.ratings if line.domain == RISK_OF_BIAS)
    return BodyInfluence(
        row, trial.now, rated, tuple(change for change in changes if change.result != trial.now)
    )


class _Trial:
    """A body of evidence on which changes are tried; results are kept by study and judgement."""

    def __init__(self, view: View, body: Body, lines: Sequence[RatingLine]) -> None:
        self._view, self._body, self._lines = view, body, lines
        self._known: dict[tuple[int, int | None, str | None], Result] = {}

    @cached_property
    def now(self) -> Result:
        """What the body comes to as it stands."""
        return self._come_to(self._body)

    def answers(self) -> Iterator[BodyChange]:
        """Yield the answers and overrides of all appraisals that might count which alter an overall."""
        for place, member in enumerate(self._body.members):
            candidates = member.full_candidates
            for number, sheet in enumerate(candidates):
                beside = sheets_beside(sheet, candidates)
                for tip in tips_of(sheet, beside, self._view.single_changes(sheet)):
                    whole = tip.change.level(OVERALL)
                    if whole is not None:
                        result = self._with_overall(place, number, whole.after)
                        yield self._of_tip(member, sheet, tip.change, tip, result)

    def overall_levels(self) -> Iterator[BodyChange]:
        """Yield the overall judgement that counts of each study, one level better and one worse."""
        for place, member in enumerate(self._body.members):
            if member.sheet is None or member.judgement is None:
                continue
            scale = member.sheet.checklist.scale_of(OVERALL)
            rank = scale.rank(member.judgement)
            if rank is None:
                continue
            for level in (*scale.ordered[max(0, rank - 1) : rank], *scale.ordered[rank + 1 : rank + 2]):
                if level in member.sheet.checklist.levels_of(OVERALL):
                    yield BodyChange(
                        "overall",
                        member.study.key,
                        member.sheet.reviewer,
                        OVERALL,
                        member.judgement,
                        level,
                        self._with_overall(place, None, level),
                    )

    def studies(self) -> Iterator[BodyChange]:
        """Yield each study left out; the last one cannot be."""
        members = self._body.members
        if len(members) < 2:
            return
        for place, member in enumerate(members):
            body = self._without(place)
            yield BodyChange("study", member.study.key, "", "", "", None, self._come_to(body))

    def ratings(self) -> Iterator[BodyChange]:
        """Yield each rating one level lower and one higher, where there is a certainty."""
        if self._body.start is None or not self.now.certainty:
            return
        given = [rating for line in self._lines if (rating := line.as_rating) is not None]
        changes = rating_changes(
            self._body.start,
            given,
            randomised=self._body.key.randomised,
            up_anyway=self._body.entries.up_anyway,
        )
        for change in changes:
            result = Result(self.now.risk_of_bias, change.certainty)
            levels = str(change.before), str(change.after)
            yield BodyChange("rating", "", "", change.domain, *levels, result)

    def _of_tip(
        self, member: Member, sheet: Sheet, change: SingleChange, tip: Tip, result: Result
    ) -> BodyChange:
        codes = change.target, change.before, change.after
        several = len(member.candidates) > 1
        return BodyChange(change.kind, member.study.key, sheet.reviewer, *codes, result, tip, several)

    def _with_overall(self, place: int, number: int | None, level: str | None) -> Result:
        """Return what the body comes to with another overall judgement of a study.

        Args:
            place: of the study.
            number: of the appraisal among those that might count; None for the judgement of the study itself,
                whatever other appraisals say.
            level: the judgement; None where it is open.
        """
        key = place, number, level
        if key not in self._known:
            self._known[key] = self._come_to(self._changed(place, number, level))
        return self._known[key]

    def _changed(self, place: int, number: int | None, level: str | None) -> Body:
        body, old = self._body, self._body.members[place]
        candidates = old.full_candidates
        sheets = list(candidates if number is not None else candidates[:1])
        sheets[number or 0] = _judged(sheets[number or 0], level)
        member = member_of(body.outcome, old.finding, old.study, sheets, self._view)
        members = (*body.members[:place], member, *body.members[place + 1 :])
        share = contribution_of(member, body.contributions[place].weight)
        if share.body != body.key:  # with a version of the checklist that starts elsewhere
            rest = [each for each in members if each is not member]
            return next(iter(bodies_of(body.outcome, rest, self._view.entered)))
        shares = (*body.contributions[:place], share, *body.contributions[place + 1 :])
        return replace(body, members=members, contributions=shares)

    def _without(self, place: int) -> Body:
        """Return the body without one study; what its weights are may change with that."""
        body = self._body
        rest = (*body.members[:place], *body.members[place + 1 :])
        if body.weighted_by != PARTICIPANTS and all(member.people for member in rest):
            return next(iter(bodies_of(body.outcome, rest, self._view.entered)))
        shares = (*body.contributions[:place], *body.contributions[place + 1 :])
        return replace(body, members=rest, contributions=shares)

    def _come_to(self, body: Body) -> Result:
        levels = risk_of_bias_levels(body.contributions)
        return Result(levels, certainty_of(body, lines_of_changed(body, self._lines, levels))[0])


def _judged(sheet: Sheet, level: str | None) -> Sheet:
    """Return a sheet with another overall judgement."""
    assert sheet.verdict.overall is not None
    overall = replace(sheet.verdict.overall, final=level)
    return replace(sheet, verdict=replace(sheet.verdict, overall=overall))


def influences(view: View, pairs: Iterable[tuple[Body, BodyRow]]) -> list[BodyInfluence]:
    """Return what some bodies of evidence hang on; those without a study are left out."""
    return [influence_of(view, body, row) for body, row in pairs if body.members]
