"""What the tables are made from, read once: the appraisals that the viewer may see, and which count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from store import appraisals as stored
from store import studies as stored_studies
from store.records import Appraisal, AppraisalKind, AppraisalState, Study
from workbench.desk.blindness import Place, place_of, visible_to
from workbench.desk.consensus import code_of
from workbench.desk.session import CONSENSUS, Desk
from workbench.desk.sheets import Sheet, sheets_of

Of = Literal["consensus", "independent", "all"]
"""Which appraisals: the consensus where there is one and else the independent ones, these alone, or all."""

DRAFT_NOTE = "draft: not submitted yet, may still change"


@dataclass(frozen=True, slots=True)
class Material:
    """What every table is made from.

    Attributes:
        hidden: how many independent appraisals the viewer may not see.
        unresolved: the results of studies that several have submitted and nobody has reconciled, each with
            the number of items on which they differ.
    """

    studies: tuple[Study, ...]
    sheets: tuple[Sheet, ...]
    hidden: int
    unresolved: tuple[tuple[str, int], ...]

    def by_checklist(self) -> dict[str, list[Sheet]]:
        """Sheets by checklist id, in the order the checklists first occur. Scales are never mixed."""
        grouped: dict[str, list[Sheet]] = defaultdict(list)
        for sheet in self.sheets:
            grouped[sheet.checklist.id].append(sheet)
        return dict(grouped)

    def notes(self, sheets: Iterable[Sheet]) -> tuple[str, ...]:
        """What the reader must know of the appraisals that are not final or not there."""
        sheets = list(sheets)
        notes = [DRAFT_NOTE] if any(not sheet.submitted for sheet in sheets) else []
        shown = {_name(sheet.study, sheet.result) for sheet in sheets}
        waiting = [f"{name} ({count} items differ)" for name, count in self.unresolved if name in shown]
        if waiting:
            notes.append(f"{len(waiting)} not reconciled yet: {', '.join(waiting)}")
        if self.hidden:
            notes.append(f"{self.hidden} appraisals by others stay hidden until both have submitted")
        return tuple(notes)


def gather(desk: Desk, of: Of = "consensus") -> Material:
    """Read the material of all tables, as far as the viewer may see it."""
    desk.require_reviewer()
    studies = tuple(stored_studies.list_full(desk.db))
    by_id = {study.id: study for study in studies}
    order = {study.id: place for place, study in enumerate(studies)}
    everyone = stored.find_appraisals(desk.db)
    present = [one for one in visible_to(desk, everyone) if _is_present(one, by_id)]
    hidden = sum(one.kind is AppraisalKind.INDEPENDENT and _is_present(one, by_id) for one in everyone) - sum(
        one.kind is AppraisalKind.INDEPENDENT for one in present
    )
    places = _by_place(present)
    seen = [one for group in places.values() for one in _chosen(group, of)]
    seen.sort(key=lambda one: (order[one.study_id], one.result, _is_consensus(one), one.reviewer))
    sheets = sheets_of(desk, [(by_id[one.study_id], one) for one in seen])
    unresolved = _unresolved(sheets, by_id) if of == "consensus" else ()
    return Material(studies, tuple(sheets), hidden, unresolved)


def _is_present(one: Appraisal, studies: dict[UUID, Study]) -> bool:
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


def _name(study: Study, result: str) -> str:
    return f"{study.key} ({result})" if result else study.key
