"""What the tables are made from, read once: the appraisals that the viewer may see, and which count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from checklists import find_checklist, oxford_level
from store import appraisals as stored
from store import studies as stored_studies
from store.records import Appraisal, AppraisalKind, AppraisalState, Study
from workbench.review.appraisals.sheets import WHOLE_STUDY_LABEL, Sheet, pinned_checklist, sheets_of
from workbench.review.blindness.independence import as_first_submitted, glimpses, later_words
from workbench.review.blindness.visibility import (
    Place,
    hidden_work,
    place_of,
    studies_with_hidden_work,
    visible_to,
)
from workbench.review.reviewers.consensus import code_of
from workbench.review.sentences import name_some
from workbench.review.session import CONSENSUS, ReviewSession

Of = Literal["consensus", "independent", "all"]
"""Which appraisals: the consensus where there is one and else the independent ones, these alone, or all."""

DRAFT_NOTE = "draft: not submitted yet, may still change"
AS_SUBMITTED = "as submitted before others' work could be seen"


@dataclass(frozen=True, slots=True)
class Material:
    """What every table is made from.

    Attributes:
        hidden: on how many studies the viewer may not see what others have submitted.
        left_out: studies with visible appraisals by another checklist than the study has now, and which.
        unresolved: the results of studies that several have submitted and nobody has reconciled, each with
            the number of items on which they differ.
    """

    studies: tuple[Study, ...]
    sheets: tuple[Sheet, ...]
    hidden: int
    unresolved: tuple[tuple[str, int], ...]
    left_out: tuple[str, ...] = ()

    def by_checklist(self) -> dict[str, list[Sheet]]:
        """Sheets by checklist id, in the order the checklists first occur. Scales are never mixed."""
        grouped: dict[str, list[Sheet]] = defaultdict(list)
        for sheet in self.sheets:
            grouped[sheet.checklist.id].append(sheet)
        return dict(grouped)

    def notes(self, sheets: Iterable[Sheet]) -> tuple[str, ...]:
        """What must be known of the appraisals that are not final, not there, or not as they are now."""
        sheets = list(sheets)
        notes = [DRAFT_NOTE] if any(not sheet.submitted for sheet in sheets) else []
        shown = {_name(sheet.study, sheet.result) for sheet in sheets}
        waiting = [f"{name} ({count} items differ)" for name, count in self.unresolved if name in shown]
        if waiting:
            notes.append(f"{len(waiting)} not reconciled yet: {name_some(waiting)}")
        if later := [_later(sheet) for sheet in sheets if sheet.now is not None]:
            notes.append(f"{AS_SUBMITTED}: {name_some(later)}")
        if self.left_out:
            notes.append(f"left out, for the study has another checklist now: {name_some(self.left_out)}")
        return (*notes, self.hidden_note) if self.hidden else tuple(notes)

    @property
    def hidden_note(self) -> str:
        """On how many studies work of others is hidden."""
        return hidden_work(self.hidden) + " stays hidden until both have submitted"


def gather(
    session: ReviewSession, of: Of = "consensus", *, all_studies: bool = True, key: str | None = None
) -> Material:
    """Read the material of all tables, as far as the viewer may see it.

    Args:
        of: which appraisals.
        all_studies: also those that nobody has begun; without them a long list is read much faster.
        key: of one study, and nothing else is read.
    """
    chosen = _choose(session, of, all_studies, key)
    by_id = {study.id: study for study in chosen.studies}
    sheets = sheets_of(session, [(by_id[one.study_id], one) for one in chosen.appraisals])
    first = _as_submitted(session, sheets, chosen.everyone)
    unresolved = _unresolved(first, by_id) if of == "consensus" else ()
    shown = tuple(sheets if of == "consensus" else first)
    return Material(chosen.studies, shown, chosen.hidden, unresolved, chosen.left_out)


@dataclass(frozen=True, slots=True)
class Judged:
    """What is known of the studies without judging them again.

    Attributes:
        studies: all of them, by key.
        results: by study id for which results it was judged, in words.
        oxford: by study id its Oxford 2011 levels, one unless those who judged it answered differently.
    """

    studies: tuple[Study, ...]
    results: Mapping[UUID, Sequence[str]]
    oxford: Mapping[UUID, Sequence[int]]


def judged_results(session: ReviewSession, of: Of = "consensus") -> Judged:
    """For which results each study was judged, and the level that its design and answers give it."""
    chosen = _choose(session, of, all_studies=True, key=None)
    codes = stored.codes_of(session.db, [one.id for one in chosen.appraisals])
    labels: dict[UUID, dict[str, None]] = defaultdict(dict)
    levels: dict[UUID, dict[int, None]] = defaultdict(dict)
    for one in chosen.appraisals:
        labels[one.study_id][one.result or WHOLE_STUDY_LABEL] = None
        levels[one.study_id][oxford_level(pinned_checklist(session, one), codes[one.id])] = None
    for study in chosen.studies:
        if study.id not in levels and study.checklist:
            levels[study.id][find_checklist(study.checklist).oxford.default] = None
    return Judged(
        chosen.studies,
        {study: tuple(found) for study, found in labels.items()},
        {study: tuple(sorted(found)) for study, found in levels.items()},
    )


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Whose appraisals a table shows, before anything of what is in them is read.

    Attributes:
        everyone: all appraisals, of the viewer and of others, seen or not.
        appraisals: those that are shown, by study and result, a consensus last.
    """

    studies: tuple[Study, ...]
    everyone: list[Appraisal]
    appraisals: list[Appraisal]
    hidden: int
    left_out: tuple[str, ...]


def _choose(session: ReviewSession, of: Of, all_studies: bool, key: str | None) -> _Chosen:
    session.require_reviewer()
    one_study = None if key is None else stored_studies.get_study(session.db, key)
    everyone = stored.find_appraisals(session.db, study_id=one_study.id if one_study else None)
    begun = None if all_studies else {one.study_id for one in everyone}
    studies = (one_study,) if one_study else tuple(stored_studies.list_full(session.db, begun))
    by_id = {study.id: study for study in studies}
    visible = visible_to(session, everyone)
    present = [one for one in visible if _is_present(one, by_id)]
    seen = [one for group in _by_place(present).values() for one in _chosen(group, of)]
    seen.sort(key=lambda one: (one.study_key, one.result, _is_consensus(one), one.reviewer))
    hidden = {one.id for one in everyone if _is_present(one, by_id)} - {one.id for one in visible}
    aside = dict.fromkeys(
        f"{one.study_key} ({one.checklist_id})" for one in visible if not _is_present(one, by_id)
    )
    return _Chosen(studies, everyone, seen, studies_with_hidden_work(everyone, hidden), tuple(aside))


def _as_submitted(
    session: ReviewSession, sheets: Sequence[Sheet], everyone: Iterable[Appraisal]
) -> list[Sheet]:
    """The sheets as they were before others' work could be seen."""
    if not any(sheet.appraisal and sheet.appraisal.reopened for sheet in sheets):
        return list(sheets)
    return as_first_submitted(session, sheets, glimpses(session, everyone))


def _is_present(one: Appraisal, studies: Mapping[UUID, Study]) -> bool:
    return one.checklist_id == studies[one.study_id].checklist


def _is_consensus(one: Appraisal) -> bool:
    return one.kind is AppraisalKind.CONSENSUS


def _by_place(found: Iterable[Appraisal]) -> dict[Place, list[Appraisal]]:
    grouped: dict[Place, list[Appraisal]] = defaultdict(list)
    for one in found:
        grouped[place_of(one)].append(one)
    return grouped


def _chosen(group: Sequence[Appraisal], of: Of) -> list[Appraisal]:
    """Which appraisals of one place a table shows. A consensus counts once it is submitted."""
    independent = [one for one in group if not _is_consensus(one)]
    agreed = [one for one in group if _is_consensus(one) and one.state is AppraisalState.SUBMITTED]
    last = [max(agreed, key=lambda one: one.changed_at)] if agreed else []
    if of == "all":
        return independent + last
    return last if last and of == "consensus" else independent


def _unresolved(sheets: Sequence[Sheet], studies: dict[UUID, Study]) -> tuple[tuple[str, int], ...]:
    """The places with several submitted appraisals and no consensus."""
    shown: dict[Place, list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        if sheet.appraisal and sheet.submitted and sheet.reviewer != CONSENSUS:
            shown[place_of(sheet.appraisal)].append(sheet)
    return tuple(
        (_name(studies[place[0]], place[1]), differences(group))
        for place, group in shown.items()
        if len(group) > 1
    )


def differences(sheets: Sequence[Sheet]) -> int:
    """The number of items to which not all gave the same answer."""
    items = dict.fromkeys(item.id for sheet in sheets for item in sheet.checklist.items)
    return sum(len({code_of(sheet, item) for sheet in sheets}) > 1 for item in items)


def _later(sheet: Sheet) -> str:
    """Whose appraisal it is, and what of it is different by now."""
    return f"{_name(sheet.study, sheet.result)} by {sheet.reviewer} (later: {later_words(sheet)})"


def _name(study: Study, result: str) -> str:
    return f"{study.key} ({result})" if result else study.key
