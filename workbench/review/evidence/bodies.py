"""Separate the studies of an outcome into bodies of evidence, and choose the appraisal of each that counts.

An appraisal counts once it is submitted and the viewer may see it: the consensus before the viewer's own,
the own before those of others. One of the outcome itself counts before one of the whole study; one of
another result never does. What the viewer may not see has no part in anything here.

Where GRADE starts is what the checklist says, unless another of its starts was chosen for the outcome. Each
start has its own levels for the judgements, so that no limitation is counted twice. A finding that compares
nothing starts no higher than low, whatever the study is otherwise: the finding decides, not the checklist.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from uuid import UUID

from checklists import Checklist, GradeStart
from store.appraisal_heads import AppraisalHead
from store.records import WHOLE_STUDY, AppraisalKind, AppraisalState, Finding, Review, Study
from workbench.grade import BodyKey, Contribution, StudyNumbers, compares, has_one_group, separate_bodies
from workbench.review.appraisals.level_sheets import LevelSheet
from workbench.review.appraisals.sheets import Sheet
from workbench.review.evidence.entries import (
    Entered,
    Entries,
    StartChoice,
    start_named,
    starts_of,
    starts_without_comparison,
)
from workbench.review.evidence.finding_form import numbers_of
from workbench.review.evidence.outcome_lines import OutcomeLine, names_outcome

if TYPE_CHECKING:
    from workbench.review.view import View

_RANDOMISED = "randomised_trial"
_COMPARATIVE = (_RANDOMISED, "psm_retrospective_cohort", "unmatched_cohort", "case_control")
"""Designs that compare groups."""
_ACCURACY = "diagnostic_accuracy"

PARTICIPANTS = "participants"
_NOTHING = BodyKey(randomised=False, controlled=False, start=None)

EQUAL = "studies, all alike"

EvidenceSheet = Sheet | LevelSheet
"""An appraisal in a body: in full, or with its levels and codes alone, which is what rows are made of."""


@dataclass(frozen=True, slots=True)
class Member:
    """One study of a body of evidence.

    Attributes:
        finding: its numbers as stored; `numbers` is the same, read, or None where that cannot be.
        sheet: the appraisal that counts; None where there is none.
        others: appraisals that might count as well, with another overall judgement.
        candidates: all appraisals that might count, the one that does first.
        checklist: of the appraisal, else of the study; None where the study has none.
        choice: another start than the checklist's own, if one was chosen for the outcome.
        label: what the study is called in sentences.
    """

    study: Study
    finding: Finding
    numbers: StudyNumbers | None
    sheet: EvidenceSheet | None
    others: tuple[EvidenceSheet, ...]
    checklist: Checklist | None
    choice: StartChoice | None
    candidates: tuple[EvidenceSheet, ...] = ()
    label: str = ""

    @property
    def full_candidates(self) -> tuple[Sheet, ...]:
        """The candidates with reasons, notes and quotes.

        Raises:
            LookupError: the evidence was read without them; see `View.levels_first`.
        """
        full = tuple(sheet for sheet in self.candidates if isinstance(sheet, Sheet))
        if len(full) < len(self.candidates):
            raise LookupError("the evidence was read by the levels of its appraisals alone")
        return full

    @property
    def full_sheet(self) -> Sheet:
        """The appraisal that counts, which must be there, with reasons, notes and quotes; as above."""
        return self.full_candidates[0]

    @property
    def declared(self) -> GradeStart | None:
        """The start of GRADE, with the levels that belong to this start alone; None where none is said."""
        if self.checklist is None:
            return None
        name = start_named(
            self.checklist, self.choice.name if self.choice else "", compared=self.starts_as_compared
        )
        return None if name is None else self.starts[name]

    @property
    def starts(self) -> Mapping[str, GradeStart]:
        """The starts that may be chosen for it, by name."""
        if self.checklist is None:
            return {}
        every = starts_of(self.checklist)
        return every if self.starts_as_compared else starts_without_comparison(self.checklist)

    @property
    def own_start(self) -> str | None:
        """The name of the start that it has without a choice; None where its checklist declares none."""
        if self.checklist is None:
            return None
        return start_named(self.checklist, "", compared=self.starts_as_compared)

    @property
    def starts_as_compared(self) -> bool:
        """True if it may start above low; accuracy compares a test and a standard in the same people."""
        return self.is_controlled or self.design == _ACCURACY

    @property
    def is_unread(self) -> bool:
        """True if it is appraised with a checklist whose judgement GRADE does not read."""
        return self.sheet is not None and self.sheet.checklist.grade is None

    @property
    def start(self) -> str | None:
        """The level at which GRADE starts: as chosen, else by the checklist."""
        return self.declared.start if self.declared else None

    @property
    def design(self) -> str | None:
        """The design as a person confirmed it, else that of the checklist."""
        classes = self.checklist.design_classes if self.checklist is not None else ()
        if self.study.design_confirmed_by is not None or not classes or self.study.design in classes:
            return self.study.design
        return classes[0]

    @property
    def is_randomised(self) -> bool:
        """True if the study is randomised."""
        return self.design == _RANDOMISED

    @property
    def is_controlled(self) -> bool:
        """True if the finding has a comparison; where a sentence does not tell, the design decides."""
        if self.numbers is not None and compares(self.numbers):
            return True
        one_group = self.numbers is not None and has_one_group(self.numbers)
        return not one_group and self.design in _COMPARATIVE

    @property
    def judgement(self) -> str | None:
        """The final overall judgement of the appraisal that counts."""
        return self.sheet.final_overall if self.sheet else None

    @property
    def people(self) -> int | None:
        """The number of people in the finding, else in the study; None where neither is known."""
        groups = (self.numbers.treatment, self.numbers.comparison) if self.numbers else ()
        totals = [group.total for group in groups if group is not None]
        if totals and None not in totals:
            return sum(total for total in totals if total is not None) or None
        known = self.study.facts.get("participants")
        return known if isinstance(known, int) and not isinstance(known, bool) and known > 0 else None


@dataclass(frozen=True, slots=True)
class Body:
    """The studies of an outcome that GRADE rates together: of one kind, from one start.

    Attributes:
        outcome: what they speak to.
        place: its place among the bodies of the outcome, for readers only: it changes as findings come.
        key: what the studies have in common; the body is addressed by it.
        members: the studies, by key; empty where the outcome has no finding yet.
        contributions: the same for the arithmetic of risk of bias, with their weights.
        weighted_by: what the weights are.
        entries: effect, baseline risk, comment and statement, as persons entered them.
        treatment: what is given, in the header of the tables or in the one word of all studies; may be empty.
    """

    outcome: OutcomeLine
    place: int
    key: BodyKey
    members: tuple[Member, ...]
    contributions: tuple[Contribution, ...]
    weighted_by: str
    entries: Entries
    treatment: str = ""

    @property
    def choices(self) -> tuple[tuple[StartChoice, str], ...]:
        """The starts that were chosen for its studies, each with the level that would hold without it."""
        choices = {
            member.checklist.id: (
                member.choice,
                member.starts[member.own_start].start if member.own_start else "",
            )
            for member in self.members
            if member.choice and member.checklist
        }
        return tuple(choices.values())

    @property
    def missing(self) -> tuple[str, ...]:
        """The keys of the studies without an appraisal that counts."""
        return tuple(
            member.study.key for member in self.members if member.judgement is None and not member.is_unread
        )

    @property
    def start(self) -> str | None:
        """The id of the certainty that GRADE starts from; None for studies without a checklist."""
        return self.key.start


@dataclass(frozen=True, slots=True)
class Evidence:
    """The bodies of evidence with everything that ratings rest on, read once.

    Attributes:
        bodies: by outcome in the order of the list, the highest start first within one.
        results: by id, as 32 digits, the result of each appraisal that the viewer may see and that a study
            with findings has, or an event is about.
        entered: what was entered for bodies, those that are no more included.
        left_out: by outcome and key of a study that is left out, the body that it would be in.
    """

    bodies: tuple[Body, ...]
    results: Mapping[str, str]
    entered: Entered
    left_out: Mapping[tuple[UUID, str], BodyKey] = field(default_factory=dict)


def gather_bodies(view: View) -> Evidence:
    """Separate the studies of every outcome into bodies of evidence, as the viewer may see them."""
    studies = view.studies_with_findings
    by_digits = {identity.hex: study for identity, study in studies.items()}
    told = {event.appraisal_id.hex for event in view.evidence_events if event.appraisal_id is not None}
    near = [head for head in view.visible_heads if head.study_id in by_digits or head.id in told]
    seen = [head for head in near if head.superseded_in is None]
    usable = [head for head in seen if _is_usable(head, by_digits.get(head.study_id), view)]
    by_study: dict[UUID, list[EvidenceSheet]] = defaultdict(list)
    for sheet in view.evidence_sheets(usable):
        by_study[sheet.study.id].append(sheet)
    bodies: list[Body] = []
    for line in view.outcomes:
        members = [
            member_of(
                line,
                finding,
                studies[finding.study_id],
                by_study[finding.study_id],
                view,
            )
            for finding in view.findings_by_outcome.get(line.id, ())
        ]
        bodies += bodies_of(line, members, view.entered)
    treatment = _treatment(view.review, studies.values())
    return Evidence(
        tuple(replace(body, treatment=treatment) for body in bodies),
        {head.id: head.result for head in seen},
        view.entered,
        _left_out(view),
    )


def _left_out(view: View) -> dict[tuple[UUID, str], BodyKey]:
    """Return the body that each study would be in that is left out, by the outcome and the study's key."""
    findings = view.findings_left_out
    studies = view.full_studies({finding.study_id for finding in findings}) if findings else {}
    lines = {line.id: line for line in view.outcomes}
    members = {
        (finding.outcome_id, studies[finding.study_id].key): member_of(
            lines[finding.outcome_id], finding, studies[finding.study_id], (), view
        )
        for finding in findings
        if finding.outcome_id in lines
    }
    return {place: contribution_of(member, 1).body for place, member in members.items()}


def _treatment(review: Review, studies: Iterable[Study]) -> str:
    """Return what is given, for a sentence: as in the header, else where all studies say the same."""
    told = {str(fact) for study in studies if (fact := study.facts.get("treatment"))}
    return review.header.get("treatment", "") or (told.pop() if len(told) == 1 else "")


def _is_usable(head: AppraisalHead, study: Study | None, view: View) -> bool:
    """Return True for a submitted appraisal with the checklist that the study has today."""
    if study is None or head.of_excluded or (view.only is not None and study.key not in view.only):
        return False
    return head.state is AppraisalState.SUBMITTED and head.checklist_id == study.checklist


def member_of(
    outcome: OutcomeLine,
    finding: Finding,
    study: Study,
    sheets: Iterable[EvidenceSheet],
    view: View,
) -> Member:
    """Choose the appraisal that counts among the sheets of a study, and the start that it has here."""
    ranked = sorted(_of_outcome(outcome, sheets), key=lambda sheet: _rank(sheet, view.viewer))
    chosen = ranked[0] if ranked else None
    final = chosen.final_overall if chosen else None
    agreed = chosen is not None and _kind(chosen) is AppraisalKind.CONSENSUS
    others = () if agreed else tuple(sheet for sheet in ranked[1:] if sheet.final_overall != final)
    checklist = chosen.checklist if chosen else view.catalogue.get(study.checklist)
    choice = view.entered.choice(outcome.id, checklist)
    member = Member(
        study,
        finding,
        numbers_of(finding),
        chosen,
        others,
        checklist,
        choice,
        tuple(ranked),
        label=view.label_of(study.key),
    )
    # A choice for the comparisons of the outcome says nothing of a finding that compares nothing.
    is_for_it = choice is None or (choice.name in member.starts and choice.name != member.own_start)
    return member if is_for_it else replace(member, choice=None)


def _of_outcome(outcome: OutcomeLine, sheets: Iterable[EvidenceSheet]) -> list[EvidenceSheet]:
    """Return the sheets of this very outcome, else those of the whole study."""
    candidates = list(sheets)
    exact = [sheet for sheet in candidates if names_outcome(sheet.result, outcome)]
    return exact or [sheet for sheet in candidates if sheet.result == WHOLE_STUDY]


def _rank(sheet: EvidenceSheet, viewer: str | None) -> tuple[int, int, float]:
    """Rank sheets: consensus, own, others; of several others the most severe first, then the latest."""
    own = 1 if sheet.reviewer == viewer else 2
    order = 0 if _kind(sheet) is AppraisalKind.CONSENSUS else own
    grade = sheet.checklist.grade
    final = sheet.final_overall
    levels = grade.starts[grade.default].risk_of_bias[final] if grade and final else 1
    submitted = sheet.appraisal.submitted_at if sheet.appraisal else None
    return (order, levels if order == 2 else 0, -submitted.timestamp() if submitted else 0.0)


def _kind(sheet: EvidenceSheet) -> AppraisalKind | None:
    return sheet.appraisal.kind if sheet.appraisal else None


def bodies_of(outcome: OutcomeLine, members: Sequence[Member], entered: Entered) -> list[Body]:
    """Separate members into bodies, each with its weights and with what was entered for it."""
    if not members:
        return [Body(outcome, 0, _NOTHING, (), (), EQUAL, Entries())]
    by_key = {member.study.key: member for member in members}
    people = {member.study.key: member.people for member in members}
    bodies = []
    for place, part in enumerate(separate_bodies([contribution_of(member, 1) for member in members])):
        inside = tuple(by_key[contribution.study] for contribution in part.contributions)
        known = all(people[member.study.key] for member in inside)
        weights = tuple(
            contribution_of(member, people[member.study.key] or 1 if known else 1) for member in inside
        )
        weighted_by = PARTICIPANTS if known else EQUAL
        entries = entered.of(outcome.id, part.key)
        bodies.append(Body(outcome, place, part.key, inside, weights, weighted_by, entries))
    return bodies


def contribution_of(member: Member, weight: float) -> Contribution:
    """Return the share of a member in its body, as the arithmetic of risk of bias takes it."""
    levels = member.declared.risk_of_bias if member.declared else {}
    judgement = member.judgement if member.judgement in levels else None
    return Contribution(
        member.study.key,
        weight,
        member.start,
        levels,
        judgement,
        randomised=member.is_randomised,
        controlled=member.is_controlled,
        label=member.label,
    )
