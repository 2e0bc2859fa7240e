"""Hold a graded body of evidence for one outcome: what a row of either table is made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from statistics import median

from workbench.counts import count
from workbench.grade.body.arithmetic import Grade, grade_ratings
from workbench.grade.body.entries import Baseline
from workbench.grade.body.overall import importance_word
from workbench.grade.body.rating import Rating
from workbench.grade.body.state import RatingState
from workbench.grade.body.thresholds import NONE_SET, Thresholds
from workbench.grade.checks.two_by_two import TwoByTwo, risk_difference, risk_ratio
from workbench.grade.numbers.absolute import (
    AbsoluteEffect,
    RiskDifference,
    absolute_effect,
    risk_difference_itself,
)
from workbench.grade.numbers.counts import events_of, table_of
from workbench.grade.numbers.numbers import Effect, StudyNumbers
from workbench.grade.numbers.patients import Patients, compared_with, compares, has_one_group, treated
from workbench.grade.numbers.precision import Precision

COMPUTED = "Computed from the counts: the study gives no effect estimate."
CORRECTED = "{table}: one group has no event, so 0.5 was added to each cell for the risk ratio."
OBSERVED = "The risks per 1,000 are those observed, with Newcombe's interval of their difference."
ITSELF = "Per 1,000: the risk difference itself; no risk without treatment is known."
NO_SOURCE = "as entered, without a source"
NOTHING_COMPARED = "nothing is compared"
NOT_POOLED = (
    "Several studies and no effect entered for all of them: no effect is shown. The workbench does not pool"
    " studies; enter the result of a meta-analysis, or an effect that was chosen, with its source."
)


@dataclass(frozen=True, slots=True)
class Standing:
    """The parts of a body of evidence that are still open or out of date.

    Attributes:
        refused_because: Why there is no certainty yet; empty where there is one.
        states: Id of a domain → how far its rating has come, for the domains that were rated or suggested.
        because: Id of a domain → why its rating is stale, unreconciled or not assessable.
        stale: Ids of domains and names of entries that were looked at before the body changed.
        open_points: Everything that keeps the body out of a final table, a sentence each.
        marked: Those of the points that a table names in its notes, beside the reason for no certainty.
        state: That of the certainty; None where nothing is known of it.
        dormant: Sentences on what is kept for bodies that the outcome does not have any more.
        is_started: False while nothing says where GRADE starts.
    """

    refused_because: str = ""
    states: Mapping[str, RatingState] = field(default_factory=dict)
    because: Mapping[str, str] = field(default_factory=dict)
    stale: tuple[str, ...] = ()
    open_points: tuple[str, ...] = ()
    marked: tuple[str, ...] = ()
    state: RatingState | None = None
    dormant: tuple[str, ...] = ()
    is_started: bool = True


@dataclass(frozen=True, slots=True)
class GradedBody:
    """The studies of one body of evidence for one outcome, with their ratings and findings.

    Attributes:
        outcome: Its name.
        studies: Study key → its numbers; None where none were entered.
        design: Design or designs, in words.
        start: Where GRADE starts.
        ratings: At most one a domain; a domain without one is not rated yet.
        randomised: True if the studies are randomised.
        time_point: When the outcome is judged; may be empty.
        importance: 1 to 9; None while nobody rated it.
        follow_up: When the studies looked at it; may be empty.
        pooled: Pooled effect of several studies, or one that was chosen, as given by a person; never computed
            here.
        pooled_source: How it was got.
        baseline: Risk without treatment, 0 to 1, if another than that of the comparison groups is wanted.
        baseline_source: Where it is from.
        comment: For the summary of findings.
        start_note: Why GRADE starts elsewhere than the checklist says; empty where it does not.
        up_anyway: A reason to count levels up against the rule.
        unit: Unit of the outcome, for a difference of means; may be empty.
        thresholds: What the team holds effects on the outcome against.
        treatment: What is given, for the statement; may be empty.
        own_statement: The statement that a person wrote; empty where it follows from the numbers.
        key: What the caller knows it by.
        told: What the studies found, in words, for where nothing is compared.
        standing: What is open or out of date.
        is_final: True where tables have the words of a manuscript.
    """

    outcome: str
    studies: Mapping[str, StudyNumbers | None]
    design: str
    start: str
    ratings: tuple[Rating, ...] = ()
    randomised: bool = False
    time_point: str = ""
    importance: int | None = None
    follow_up: str = ""
    pooled: Effect | None = None
    pooled_source: str = ""
    baseline: float | Baseline | None = None
    baseline_source: str = ""
    comment: str = ""
    start_note: str = ""
    up_anyway: str = ""
    unit: str = ""
    thresholds: Thresholds = NONE_SET
    treatment: str = ""
    own_statement: str = ""
    key: str = ""
    told: str = ""
    standing: Standing = Standing()
    is_final: bool = False

    @property
    def certainty(self) -> str | None:
        """The id of the certainty; None while it is refused."""
        return None if self.standing.refused_because else self.grade.certainty

    @property
    def is_stale(self) -> bool:
        """True if something that the certainty rests on is from before a change; words do not count."""
        return bool(set(self.standing.stale) - {"comment", "statement"})

    @property
    def sum_note(self) -> str:
        """The whole sum in words, also past the floor, or as far as it goes; empty without a start."""
        if not self.standing.is_started:
            return ""
        if self.is_final:
            return self.grade.told
        return f"so far: {self.grade.note}" if self.standing.refused_because else self.grade.note

    @property
    def label(self) -> str:
        """The outcome and the studies, as notes name the body."""
        return f"{self.name}, {self._keys}" if self.studies else self.name

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
        """True if any study has a comparison, by its groups or its effect, or an effect was given."""
        shown = any(each is not None and compares(each) for each in self.studies.values())
        return shown or (self.pooled is not None and not self.uncontrolled)

    @property
    def uncontrolled(self) -> bool:
        """True if every study is known to have one group only, so that nothing given compares it."""
        known = [each is not None and has_one_group(each) for each in self.studies.values()]
        return bool(known) and all(known)

    def rating(self, domain: str) -> Rating | None:
        """Return the rating of a domain, or None while it is not rated."""
        return next((rating for rating in self.ratings if rating.domain == domain), None)

    @property
    def follow_up_text(self) -> str:
        """The follow-up in words; empty where the time point of the outcome says it alone."""
        if self.follow_up:
            return f"follow-up {self.follow_up}"
        return "" if self.time_point else "follow-up not reported"

    @property
    def importance_text(self) -> str:
        """The importance as number and word; empty while nobody rated it."""
        return "" if self.importance is None else f"{self.importance} ({importance_word(self.importance)})"

    @property
    def patients_treatment(self) -> Patients:
        """The treated, added up over the studies."""
        return treated(self.studies.values())

    @property
    def treated_text(self) -> str:
        """The treated as tables print them; a sum over single arms is called crude, and has its range."""
        added = self.patients_treatment
        shares = [share for each in self.studies.values() if (share := treated([each]).risk) is not None]
        if self.compared or added.risk is None or len(shares) < 2:
            return str(added)
        span = f"{100 * min(shares):.1f} % to {100 * max(shares):.1f} % study by study"
        return f"{added}, the crude sum of {count(len(shares), 'study')}; {span}"

    @property
    def patients_comparison(self) -> Patients:
        """The comparison groups, added up; nobody where nothing is compared."""
        return compared_with(self.studies.values())

    @property
    def effect(self) -> Effect | None:
        """The pooled effect, or that of the only study: as reported, else its risk ratio from the counts.

        Several studies without a pooled effect have none here: adding up their counts as if they were one
        study would break the comparison within each.
        """
        if self.pooled is not None:
            return None if self.uncontrolled else self._with_unit(self.pooled)
        only = self._only
        if only is None:
            return None
        if only.effect is not None:
            return self._with_unit(only.effect) if only.effect.kind.compares else None
        table = table_of(only)
        crude = None if table is None else risk_ratio(table)
        if crude is None or crude.value is None:
            return None
        return Effect("RR", crude.value, crude.lower, crude.upper)

    @property
    def effect_is_computed(self) -> bool:
        """True if the effect shown was computed from counts, as the study reports none."""
        only = self._only
        reported = self.pooled is not None or (only is not None and only.effect is not None)
        return not reported and self.effect is not None

    @property
    def absolute(self) -> AbsoluteEffect | RiskDifference | None:
        """The effect per 1,000: from the risks, or a risk difference itself where they are not known."""
        if self.risks is not None or self.effect is None or not self.compared:
            return self.risks
        return risk_difference_itself(self.effect)

    @property
    def risks(self) -> AbsoluteEffect | None:
        """The risks per 1,000; None where nothing is compared or no baseline risk is known.

        Beside a zero cell they are those observed: the corrected ratio would give a risk where nobody had the
        event, and none where the event was seen in the treated only. A hazard ratio takes the `baseline`
        given: the counts may be of survivors while the hazard is of death, and nobody can see that from the
        numbers.
        """
        effect = self.effect
        if not self.compared or effect is None:
            return None
        if self.baseline is None and (table := self._zero_cell) is not None:
            observed = risk_difference(table)
            assert observed.value is not None  # a difference of two risks is always defined
            effect = Effect("RD", observed.value, observed.lower, observed.upper)
        return absolute_effect(effect, self.risk_without)

    @property
    def risk_without(self) -> float | None:
        """The risk without treatment, 0 to 1: as entered, else of the comparison groups; None if not known.

        Of several studies it is the median of their risks: their counts are not added up. A hazard ratio has
        none but what is entered, see `risks`.
        """
        if self.baseline is not None:
            return self.baseline.risk if isinstance(self.baseline, Baseline) else self.baseline
        if self.effect is not None and self.effect.measure == "HR":
            return None
        risks = [compared_with([each]).risk for each in self.studies.values() if not _is_one_group(each)]
        known = [risk for risk in risks if risk is not None]
        return median(known) if known and len(known) == len(risks) else None

    @property
    def counts(self) -> TwoByTwo | None:
        """The counts that the effect shown is computed from; None where it is a reported or entered one."""
        return table_of(self._only) if self.effect_is_computed and self._only is not None else None

    @property
    def precision(self) -> Precision:
        """The numbers that imprecision and a large effect are suggested from."""
        effect = self.effect if self.compared else None
        counts = self.counts if self.baseline is None else None
        if effect is None:
            counts = self._without_a_ratio
        return Precision(effect, counts, self.risk_without, *_size(self.studies.values()))

    @property
    def effect_note(self) -> str:
        """The way the effect was got where it is no study's own, or why there is none; else empty."""
        if not self.compared:
            return ""
        if self.pooled is not None:
            return f"Effect as entered: {self.pooled_source}" if self.pooled_source else ""
        if len(self.studies) > 1:
            return NOT_POOLED
        if not self.effect_is_computed:
            return ""
        if (table := self._zero_cell) is None:
            return COMPUTED
        corrected = f"{COMPUTED} {CORRECTED.format(table=table)}"
        return corrected if self.baseline is not None else f"{corrected} {OBSERVED}"

    @property
    def baseline_note(self) -> str:
        """The source of the risk without treatment; empty where there is no effect per 1,000."""
        absolute = self.risks
        if absolute is None:
            return "" if self.absolute is None else ITSELF
        if self.baseline is not None:
            text = (
                str(self.baseline)
                if isinstance(self.baseline, Baseline)
                else f"{absolute.without:,.0f} per 1,000"
            )
            return f"Risk without treatment {text}: {self.baseline_source or NO_SOURCE}"
        if len(self.studies) == 1:
            return (
                f"Risk without treatment: {self.patients_comparison}, the comparison group of {self._keys}."
            )
        compared = len([each for each in self.studies.values() if not _is_one_group(each)])
        return f"Risk without treatment: the median of the comparison groups of {count(compared, 'study')}."

    @property
    def no_absolute_because(self) -> str:
        """The reason why there is no effect per 1,000; empty where there is one."""
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

    @property
    def _only(self) -> StudyNumbers | None:
        """The numbers of the only study; None with several."""
        return next(iter(self.studies.values())) if len(self.studies) == 1 else None

    @property
    def _keys(self) -> str:
        """The keys of the studies, as notes name them."""
        return ", ".join(self.studies)

    @property
    def _zero_cell(self) -> TwoByTwo | None:
        """The counts behind a computed ratio that needed a correction, as one group has no event."""
        table = self.counts
        return table if table is not None and 0 in table.risks else None

    @property
    def _without_a_ratio(self) -> TwoByTwo | None:
        """The counts of the only study that have no ratio, as nobody or everybody had the event."""
        only = self._only
        if not self.compared or self.pooled is not None or only is None or only.effect is not None:
            return None
        return table_of(only)

    def _with_unit(self, effect: Effect) -> Effect:
        """Return a difference of means with the unit of all its studies, else that of the outcome."""
        if effect.measure != "MD":
            return effect
        units = {each.unit for each in self.studies.values() if each is not None and each.unit}
        return replace(effect, unit=units.pop() if len(units) == 1 else self.unit)


def _is_one_group(numbers: StudyNumbers | None) -> bool:
    return numbers is not None and has_one_group(numbers)


def _size(studies: Iterable[StudyNumbers | None]) -> tuple[int | None, int | None]:
    """Count events and people of all groups together; None where a study does not tell."""
    known = list(studies)
    if not known or any(each is None or each.treatment is None for each in known):
        return None, None
    groups = [
        group
        for each in known
        if each is not None
        for group in (each.treatment, each.comparison)
        if group is not None
    ]
    counts = [events_of(group) for group in groups]
    totals = [group.total for group in groups]
    events = None if None in counts else sum(each.events for each in counts if each is not None)
    return events, None if None in totals else sum(total or 0 for total in totals)
