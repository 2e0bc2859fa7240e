"""Figures of judgements: the traffic light, and the shares of each judgement with and without weights."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from store import outcomes as stored
from store.records import OVERALL, Study
from workbench.output.plots.subjects import Bars, Lights
from workbench.review.appraisals.sheets import WHOLE_STUDY_LABEL, Sheet
from workbench.review.evidence.finding_form import numbers_of
from workbench.review.sentences import NAMED, name_some
from workbench.review.session import CONSENSUS, ReviewSession
from workbench.review.tables.material import Material
from workbench.review.tables.summary_weights import counted as describe
from workbench.review.tables.summary_weights import final_of, in_parts, parts

STARRED = "* overridden by the reviewer, with a reason"


def lights(sheets: list[Sheet], material: Material) -> Lights:
    """The matrix of one checklist: a row an appraisal."""
    checklist = sheets[0].checklist
    targets = [*(domain.id for domain in checklist.domains), OVERALL]
    overridden = frozenset(
        (row, column)
        for row, sheet in enumerate(sheets)
        for column, target in enumerate(targets)
        if target in sheet.overrides
    )
    rows = tuple(
        (label, tuple(final_of(sheet, target) for target in targets))
        for label, sheet in zip(_labels(sheets), sheets, strict=True)
    )
    return Lights(
        checklist.id,
        f"Risk of bias: {checklist.title}",
        (*((domain.id, domain.title) for domain in checklist.domains), ("Overall", "")),
        rows,
        checklist.levels,
        overridden,
        (*((STARRED,) if overridden else ()), *material.notes(sheets)),
        tuple(sheet.study.key for sheet in sheets),
    )


def _labels(sheets: Sequence[Sheet]) -> list[str]:
    """The study, and of result, reviewer and draft what is needed to tell the rows apart."""
    people = {sheet.reviewer for sheet in sheets}
    labels = []
    for sheet in sheets:
        beside = [sheet.result_label] if sheet.result_label != WHOLE_STUDY_LABEL else []
        beside += [sheet.reviewer] if len(people) > 1 and sheet.reviewer != CONSENSUS else []
        beside += [] if sheet.submitted else ["draft"]
        labels.append(f"{sheet.study.key} ({', '.join(beside)})" if beside else sheet.study.key)
    return labels


def bars(sheets: list[Sheet], material: Material) -> Bars | None:
    """The shares of one checklist, every judged result alike."""
    counted = [sheet for sheet in sheets if sheet.submitted]
    drafts = len(sheets) - len(counted)
    notes = [f"{describe(counted)}, each counting the same{in_parts(counted)}"]
    notes += [f"{drafts} {'drafts are' if drafts > 1 else 'draft is'} left out"] if drafts else []
    weights = dict.fromkeys((sheet.study.id for sheet in counted), 1.0)
    return _shares("Summary", counted, weights, notes, material)


def weighted(sheets: list[Sheet], material: Material, people: dict[UUID, int]) -> Bars | None:
    """The same, each result with the weight of its participants; None where no number is known."""
    counted = [sheet for sheet in sheets if sheet.submitted and sheet.study.id in people]
    weights = {sheet.study.id: float(people[sheet.study.id]) for sheet in counted}
    notes = [f"{describe(counted)}, weighted by participants: {_weights(counted, people)}{in_parts(counted)}"]
    apart = sorted({sheet.study.key for sheet in sheets} - {sheet.study.key for sheet in counted})
    why = "left out, being drafts or without a known number of participants"
    notes += [f"{why}: {name_some(apart)}"] if apart else []
    return _shares("Summary weighted by participants", counted, weights, notes, material)


def _weights(counted: Sequence[Sheet], people: dict[UUID, int]) -> str:
    """How much each study weighs, or from where to where where there are many."""
    known = {sheet.study.key: people[sheet.study.id] for sheet in counted}
    if len(known) <= NAMED:
        return ", ".join(f"{key} {number}" for key, number in known.items())
    return f"{min(known.values())} to {max(known.values())} a study, {sum(known.values()):,} together"


def _shares(
    title: str, counted: list[Sheet], weights: dict[UUID, float], notes: Sequence[str], material: Material
) -> Bars | None:
    """Over what is submitted, None without it; several appraisals of one result share its weight."""
    if not counted:
        return None
    checklist = counted[0].checklist
    each_part = zip(counted, parts(counted), strict=True)
    weighed = [(each, weights[each.study.id] * part) for each, part in each_part]
    total = sum(weight for _, weight in weighed)
    targets = [*((one.id, f"{one.id} {one.title}") for one in checklist.domains), (OVERALL, "Overall")]
    made = tuple(
        (
            label,
            tuple(
                sum(weight for sheet, weight in weighed if final_of(sheet, target) == level) / total
                for level in checklist.levels
            ),
        )
        for target, label in targets
    )
    every = (*notes, *material.notes(counted))
    return Bars(checklist.id, f"{title}: {checklist.title}", made, checklist.levels, every)


def participants(session: ReviewSession, studies: Sequence[Study]) -> dict[UUID, int]:
    """How many participants each study has, by its id; what is not known is left out.

    What was noted of the study counts; else the largest number that a finding of it is about.
    """
    found: dict[UUID, int] = {}
    for finding in stored.list_findings(session.db):
        numbers = numbers_of(finding)
        groups = (numbers.treatment, numbers.comparison) if numbers else ()
        totals = [group.total or 0 for group in groups if group is not None]
        if sum(totals):
            found[finding.study_id] = max(found.get(finding.study_id, 0), sum(totals))
    for study in studies:
        known = study.facts.get("participants")
        if isinstance(known, int) and not isinstance(known, bool) and known > 0:
            found[study.id] = known
    return found
