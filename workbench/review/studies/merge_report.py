"""Say in sentences what merging two studies does, as far as the viewer may know it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from store import documents as stored_documents
from store import outcomes as stored_outcomes
from store.bibliography import field_in_words
from store.merge_plans import Merge
from store.records import Appraisal, AppraisalKind, Study
from workbench.review.appraisals.sheets import WHOLE_STUDY_LABEL
from workbench.review.evidence.outcome_lines import outcome_line
from workbench.review.sentences import name_some
from workbench.review.view import View


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What a merge does, or would do.

    Attributes:
        kept, other: keys of the two studies.
        sentences: what moves, what stays and what stands; of appraisals those that the viewer may see.
    """

    kept: str
    other: str
    sentences: tuple[str, ...]


def report_on(view: View, plan: Merge, kept: Study, other: Study) -> MergeReport:
    """Describe a merge from a reading of the review before it."""
    return MergeReport(kept.key, other.key, tuple(_sentences(view, plan, kept, other)))


def _sentences(view: View, plan: Merge, kept: Study, other: Study) -> Iterator[str]:
    moving = [appraisal for appraisal in plan.appraisals if appraisal.id in view.visible_ids]
    counts = (
        (len(plan.documents), "document", "documents"),
        (len(plan.findings), "finding", "findings"),
        (len(moving), "appraisal that you may see", "appraisals that you may see"),
        (len(plan.allocations), "allocation", "allocations"),
    )
    parts = [
        f"{number} {singular if number == 1 else plural}" for number, singular, plural in counts if number
    ]
    if parts:
        yield f"to {kept.key}: {', '.join(parts)}"
    taken = [field_in_words(name) for name in plan.record] + list(plan.characteristics)
    taken += ["design and checklist"] if plan.assignment else []
    if taken:
        yield f"{kept.key} lacks and takes over: {', '.join(taken)}"
    yield from _staying(view, plan, kept, other)
    yield from _superseded(view, plan, kept, other)
    checklist = other.checklist if plan.assignment else kept.checklist
    aside = sorted({appraisal.checklist_id for appraisal in moving} - {checklist})
    if aside:
        yield (
            f"{kept.key} keeps its checklist ({checklist or 'none'}): appraisals with {', '.join(aside)} are "
            "kept, but tables show them only if it is assigned"
        )


def _staying(view: View, plan: Merge, kept: Study, other: Study) -> Iterator[str]:
    """Say which documents and findings both have."""
    if plan.same_documents:
        same = set(plan.same_documents)
        known = stored_documents.list_documents(view.session.db, other.id)
        names = [document.source_name for document in known if document.id in same]
        yield f"both have the same document; it stays with {other.key}: {name_some(names)}"
    if plan.same_findings:
        labels = _labels(view, plan.same_findings)
        yield f"both have a finding for {name_some(labels)}: that of {kept.key} stands"


def _labels(view: View, outcomes: Sequence[UUID]) -> list[str]:
    wanted = set(outcomes)
    known = stored_outcomes.list_outcomes(view.session.db)
    return [outcome_line(outcome, ()).label for outcome in known if outcome.id in wanted]


def _superseded(view: View, plan: Merge, kept: Study, other: Study) -> Iterator[str]:
    """Name the appraisals that stay behind: of others' only where the viewer may see what stands instead."""
    seen = [appraisal for appraisal in view.visible if appraisal.study_id == kept.id]
    standing = {_owner(appraisal) for appraisal in seen}
    for appraisal in plan.superseded:
        is_consensus = appraisal.kind is AppraisalKind.CONSENSUS
        if appraisal.id in view.visible_ids and (is_consensus or _owner(appraisal) in standing):
            yield (
                f"{_whose(appraisal, view.viewer)} of {other.key} ({appraisal.result or WHOLE_STUDY_LABEL}, "
                f"{appraisal.checklist_id}) is superseded: {_why(appraisal, kept)}; the history keeps it"
            )


def _owner(appraisal: Appraisal) -> tuple[str, str, str]:
    return appraisal.reviewer, appraisal.result, appraisal.checklist_id


def _whose(appraisal: Appraisal, viewer: str | None) -> str:
    if appraisal.kind is AppraisalKind.CONSENSUS:
        return "the consensus"
    return "your appraisal" if appraisal.reviewer == viewer else f"{appraisal.reviewer}'s appraisal"


def _why(appraisal: Appraisal, kept: Study) -> str:
    if appraisal.kind is AppraisalKind.CONSENSUS:
        return f"it rests on appraisals that are, or {kept.key} has one"
    return f"that of {kept.key} stands"
