"""A graded body of evidence for one outcome: what a row of either table is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.evidence.absolute import AbsoluteEffect, absolute_effect
from workbench.evidence.counts import events_of, table_of
from workbench.evidence.entered import Baseline
from workbench.evidence.grading import Grade, grade_ratings
from workbench.evidence.numbers import Effect, StudyNumbers
from workbench.evidence.overall import importance_word
from workbench.evidence.rating import Rating
from workbench.evidence.two_by_two import risk_ratio

COMPUTED = "Computed from the counts: the study reports no effect."
NOTHING_COMPARED = "nothing is compared"
NOT_POOLED = (
    "Several studies and no effect entered for all of them: no effect is shown. The workbench does not pool"
    " studies; enter the result of a meta-analysis, or an effect that was chosen, with its source."
)


@dataclass(frozen=True, slots=True)
class Patients:
    """One column of patients, added up over the studies.

    Attributes:
        events: With the event; None where the outcome is no event, or a study lacks the count.
        total: People; None where no study says.
    """

    events: int | None
    total: int | None

    @property
    def risk(self) -> float | None:
        """Share with the event; None where it is not known."""
        return self.events / self.total if self.events is not None and self.total else None

    def __str__(self) -> str:
        """As tables print it: 14/17 (82.4 %), or the people alone; empty where nothing is known."""
        if self.total is None:
            return ""
        if self.events is None:
            return f"{self.total:,}"
        return f"{self.events:,}/{self.total:,} ({100 * self.events / self.total:.1f} %)"


@dataclass(frozen=True, slots=True)
class GradedBody:
    """Studies with one start for one outcome, their ratings and what they found.

    Attributes:
        outcome: Its name.
        studies: Study key → its numbers; None where none were entered.
        design: Design or designs, in words.
        start: Where GRADE starts.
        ratings: At most one a domain; a domain without one is not rated yet.
        randomised: Whether the studies are randomised.
        time_point: When the outcome is judged; may be empty.
        importance: 1 to 9; None while nobody rated it.
        pooled: Pooled effect of several studies, or one that was chosen, as given by a person; never computed
            here.
        pooled_source: How it was got.
        baseline: Risk without treatment, 0 to 1, if another than that of the comparison groups is wanted.
        baseline_source: Where it is from.
        comment: For the summary of findings.
        start_note: Why GRADE starts elsewhere than the checklist says; empty where it does not.
        up_anyway: A reason to count levels up against the rule.
    """

    outcome: str
    studies: Mapping[str, StudyNumbers | None]
    design: str
    start: str
    ratings: tuple[Rating, ...] = ()
    randomised: bool = False
    time_point: str = ""
    importance: int | None = None
    pooled: Effect | None = None
    pooled_source: str = ""
    baseline: float | Baseline | None = None
    baseline_source: str = ""
    comment: str = ""
    start_note: str = ""
    up_anyway: str = ""

    @property
    def grade(self) -> Grade:
        """The certainty with its sum."""
        return grade_ratings(self.start, self.ratings, randomised=self.randomised, up_anyway=self.up_anyway)

    @property
    def name(self) -> str:
        """The outcome with its time point."""
        return f"{self.outcome} ({self.time_point})" if self.time_point else self.outcome

    @property
    def compared(self) -> bool:
        """Whether any study has a comparison, by its groups or by its effect, or an effect was given."""
        shown = any(each is not None and _compares(each) for each in self.studies.values())
        return shown or (self.pooled is not None and not self.uncontrolled)

    @property
    def uncontrolled(self) -> bool:
        """Whether every study is known to have one group only, so that nothing given compares it."""
        known = [each is not None and _has_one_group(each) for each in self.studies.values()]
        return bool(known) and all(known)

    def rating(self, domain: str) -> Rating | None:
        """The rating of a domain, or None while it is not rated."""
        return next((rating for rating in self.ratings if rating.domain == domain), None)

    @property
    def importance_text(self) -> str:
        """The importance as number and word; empty while nobody rated it."""
        return "" if self.importance is None else f"{self.importance} ({importance_word(self.importance)})"

    @property
    def patients_treatment(self) -> Patients:
        """The treated, added up over the studies."""
        return _added([None if each is None else (each, "treatment") for each in self.studies.values()])

    @property
    def patients_comparison(self) -> Patients:
        """The comparison groups, added up; nobody where nothing is compared."""
        return _added(
            [(each, "comparison") for each in self.studies.values() if each is not None and each.comparison]
        )

    @property
    def effect(self) -> Effect | None:
        """The pooled effect, or that of the only study: as reported, else its risk ratio from the counts.

        Several studies without a pooled effect have none here: adding up their counts as if they were one
        study would break the comparison within each.
        """
        if self.pooled is not None:
            return None if self.uncontrolled else self.pooled
        only = next(iter(self.studies.values())) if len(self.studies) == 1 else None
        if only is None:
            return None
        if only.effect is not None:
            return only.effect if only.effect.kind.compares else None
        table = table_of(only)
        crude = None if table is None else risk_ratio(table)
        if crude is None or crude.value is None:
            return None
        return Effect("RR", crude.value, crude.lower, crude.upper)

    @property
    def effect_is_computed(self) -> bool:
        """Whether the effect shown was computed from counts, as the study reports none."""
        only = next(iter(self.studies.values())) if len(self.studies) == 1 else None
        reported = self.pooled is not None or (only is not None and only.effect is not None)
        return not reported and self.effect is not None

    @property
    def absolute(self) -> AbsoluteEffect | None:
        """The effect per 1,000; None where nothing is compared or no baseline risk is known.

        A hazard ratio takes the ``baseline`` given: the counts may be of survivors while the hazard is of
        death, and nobody can see that from the numbers.
        """
        effect = self.effect
        if not self.compared or effect is None:
            return None
        baseline = self.baseline.risk if isinstance(self.baseline, Baseline) else self.baseline
        if baseline is None and effect.measure != "HR":
            baseline = self.patients_comparison.risk
        return absolute_effect(effect, baseline)

    @property
    def effect_note(self) -> str:
        """How the effect was got where it is no study's own, or why there is none; else empty."""
        if not self.compared:
            return ""
        if self.pooled is not None:
            return f"Effect as entered: {self.pooled_source}" if self.pooled_source else ""
        if len(self.studies) > 1:
            return NOT_POOLED
        return COMPUTED if self.effect_is_computed else ""

    @property
    def baseline_note(self) -> str:
        """Where the risk without treatment is from, unless it is that of the only study; else empty."""
        absolute = self.absolute
        if absolute is None:
            return ""
        if self.baseline is not None:
            text = (
                str(self.baseline)
                if isinstance(self.baseline, Baseline)
                else f"{absolute.without:,.0f} per 1,000"
            )
            return f"Risk without treatment {text}: {self.baseline_source}" if self.baseline_source else ""
        if len(self.studies) == 1:
            return ""
        return f"Risk without treatment: {self.patients_comparison}, the comparison groups added up."

    @property
    def no_absolute_because(self) -> str:
        """Why there is no effect per 1,000; empty where there is one."""
        effect = self.effect
        if self.absolute is not None:
            return ""
        if not self.compared:
            return NOTHING_COMPARED
        if effect is None:
            return "there is no effect to make it from"
        if effect.measure in ("MD", "SMD"):
            return f"a {effect.kind.title} is no risk"
        if effect.measure == "HR":
            return "a hazard ratio takes a baseline risk from a person, of the very event whose hazard it is"
        return "no risk without treatment is known: enter one as baseline"


def _compares(numbers: StudyNumbers) -> bool:
    return numbers.comparison is not None or (numbers.effect is not None and numbers.effect.kind.compares)


def _has_one_group(numbers: StudyNumbers) -> bool:
    """A sentence alone does not say how many groups there were."""
    told = numbers.single_arm or numbers.treatment is not None or numbers.effect is not None
    return told and not _compares(numbers)


def _added(groups: list[tuple[StudyNumbers, str] | None]) -> Patients:
    totals: list[int | None] = []
    events: list[int | None] = []
    for given in groups:
        group = None if given is None else getattr(given[0], given[1])
        found = events_of(group)
        totals.append(None if group is None else group.total)
        events.append(None if found is None else found.events)
    known = [total for total in totals if total is not None]
    # A sum over some of the studies must not look like one over all.
    complete = [count for count in events if count is not None]
    whole = bool(events) and len(complete) == len(events)
    return Patients(sum(complete) if whole else None, sum(known) if known else None)
