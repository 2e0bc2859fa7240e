"""Choose the appraisals that tables are made from: those that the viewer may see, and which of them count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Generic, Literal, TypeVar
from uuid import UUID

from checklists import Checklist, oxford_level
from checklists.language.answer_codes import NOT_ASKED
from store import appraisals as stored
from store.records import Appraisal, AppraisalKind, AppraisalState, Study
from workbench.counts import count
from workbench.output.symbols import order_of
from workbench.review.appraisals.imported_words import imported_note
from workbench.review.appraisals.level_sheets import AppraisalOfTable
from workbench.review.appraisals.sheets import WHOLE_STUDY_LABEL, Sheet, pinned_checklist
from workbench.review.appraisals.variants import variant_in_words
from workbench.review.blindness.independence import later_words
from workbench.review.blindness.visibility import (
    hidden_until,
    hidden_work,
    studies_with_hidden_work,
)
from workbench.review.sentences import name_some
from workbench.review.session import CONSENSUS
from workbench.review.view import View

Of = Literal["consensus", "independent", "all"]
"""Which appraisals: the consensus where there is one and else the independent ones, these alone, or all."""

DRAFT_NOTE = "draft: not submitted yet, may still change"
AS_SUBMITTED = "as submitted before others' work could be seen"


Shown = TypeVar("Shown", bound=AppraisalOfTable)


@dataclass(frozen=True, slots=True)
class Material(Generic[Shown]):
    """What every table is made from.

    Attributes:
        studies: in full where `gather` was asked for all of them; else those that somebody has begun.
        sheets: the appraisals that are shown, as sheets or as level sheets.
        hidden: on how many studies the viewer may not see what others have submitted.
        left_out: studies with visible appraisals by another checklist than the study has now, and which.
        unresolved: the results of studies that several have submitted and nobody has reconciled, each with
            the number of items on which they differ.
        labels: how studies are called in notes, by their keys; those that are not there by their keys.
        hidden_until: until when it is hidden, in words.
        is_final: whether the notes are for a manuscript.
    """

    studies: tuple[Study, ...]
    sheets: tuple[Shown, ...]
    hidden: int
    unresolved: tuple[tuple[str, int], ...]
    left_out: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    hidden_until: str = ""
    is_final: bool = False

    def by_form(self, only: str | None = None) -> list[list[Shown]]:
        """Group the sheets that have the same columns, in the order in which they first occur.

        Sheets of one checklist stand together where their versions and variants judge the same targets on
        the same scales, and add up the same totals. Scales are never mixed.

        Args:
            only: the id of a checklist; None: of all.
        """
        grouped: dict[str, dict[Hashable, list[Shown]]] = defaultdict(lambda: defaultdict(list))
        # A form is known by its identity, as thousands have the same; kept, so that this stays its own.
        known: dict[int, tuple[Checklist, list[Shown]]] = {}
        for sheet in self.sheets:
            if only in (None, sheet.checklist.id):
                form = sheet.form
                if id(form) not in known:
                    known[id(form)] = form, grouped[sheet.checklist.id][columns_of(form)]
                known[id(form)][1].append(sheet)
        return [sheets for forms in grouped.values() for sheets in forms.values()]

    def apart(self, sheets: Sequence[Shown]) -> str:
        """Say what distinguishes a group of sheets from the others of its checklist; empty if it has none.

        Args:
            sheets: one of the groups of `by_form`, or a part of it.
        """
        first = sheets[0]
        own = columns_of(first.form)
        others = [
            each
            for each in self.sheets
            if each.checklist.id == first.checklist.id and columns_of(each.form) != own
        ]
        if not others:
            return ""
        parts = [variant_in_words(first.form) or ("variant not chosen yet" if first.form.deciding else "")]
        if {each.checklist.version for each in others} != {first.checklist.version}:
            parts.insert(0, first.checklist.version)
        words = ", ".join(filter(None, parts))
        return f" ({words})" if words else ""

    def notes(self, sheets: Iterable[AppraisalOfTable]) -> tuple[str, ...]:
        """What must be known of the appraisals that are not final, not there, or not as they are now."""
        sheets = list(sheets)
        notes = [DRAFT_NOTE] if any(not sheet.submitted for sheet in sheets) else []
        shown = {_name(sheet.study.key, sheet.result) for sheet in sheets}
        waiting = [
            f"{self._called(name)} ({count(number, 'item as given differs', 'items as given differ')})"
            for name, number in self.unresolved
            if name in shown
        ]
        if waiting:
            notes.append(f"{len(waiting)} not reconciled yet: {name_some(waiting)}")
        if later := [_later(sheet) for sheet in sheets if isinstance(sheet, Sheet) and sheet.now is not None]:
            notes.append(f"{AS_SUBMITTED}: {name_some([*map(self._called, later)])}")
        named = ((self._called(_name(sheet.study.key, sheet.result)), sheet) for sheet in sheets)
        notes += imported_note(named, final=self.is_final)
        if self.left_out:
            aside = name_some([*map(self._called, self.left_out)])
            notes.append(f"left out, for the study has another checklist now: {aside}")
        return (*notes, self.hidden_note) if self.hidden else tuple(notes)

    def _called(self, name: str) -> str:
        """Return a name that begins with the key of a study, with its label in place of that."""
        key, white, rest = name.partition(" ")
        return f"{self.labels.get(key, key)}{white}{rest}"

    @property
    def hidden_note(self) -> str:
        """On how many studies work of others is hidden."""
        return f"{hidden_work(self.hidden)} stays hidden {self.hidden_until}"


@lru_cache(maxsize=256)
def columns_of(form: Checklist) -> Hashable:
    """Return what decides the columns of a table: targets with their scales, and totals."""
    judged = tuple((target, order_of(form.scale_of(target))) for target in form.targets)
    return judged, tuple(total.id for total in form.totals)


def gather(view: View, of: Of = "consensus") -> Material[Sheet]:
    """Choose the appraisals that are shown in full, as far as the viewer may see them.

    Args:
        view: a reading of the review, or of one study.
        of: which appraisals.
    """
    return view.once((gather, of), lambda: _gather(view, of))


def _gather(view: View, of: Of) -> Material[Sheet]:
    studies = tuple(view.included.values())
    chosen, until = _choose(view, of), hidden_until(view.session)
    sheets = view.sheets(chosen.appraisals)
    first = view.independent(sheets)
    shown = tuple(sheets if of == "consensus" else first)
    unresolved = _unresolved(first, chosen) if of == "consensus" else ()
    return Material(
        studies, shown, chosen.hidden, unresolved, chosen.left_out, view.labels, until, view.session.is_final
    )


def gather_levels(
    view: View, of: Of = "consensus", *, with_sources: bool = False
) -> Material[AppraisalOfTable]:
    """Choose the appraisals whose final levels are shown, as far as the viewer may see them.

    A long list is read much faster than by `gather`; the material has no studies.

    Args:
        view: a reading of the review.
        of: which appraisals.
        with_sources: also what the reviewers said was read.
    """
    return view.once((gather_levels, of, with_sources), lambda: _gather_levels(view, of, with_sources))


def _gather_levels(view: View, of: Of, with_sources: bool) -> Material[AppraisalOfTable]:
    chosen, until = _choose(view, of), hidden_until(view.session)
    first = view.level_sheets(chosen.appraisals, with_sources=with_sources)
    if of != "consensus":
        return Material(
            (), tuple(first), chosen.hidden, (), chosen.left_out, view.labels, until, view.session.is_final
        )
    reopened = [appraisal for appraisal in chosen.appraisals if appraisal.reopened]
    now = iter(view.sheets(reopened))
    shown = tuple(
        next(now) if appraisal.reopened else sheet
        for appraisal, sheet in zip(chosen.appraisals, first, strict=True)
    )
    return Material(
        (),
        shown,
        chosen.hidden,
        _unresolved(first, chosen),
        chosen.left_out,
        view.labels,
        until,
        view.session.is_final,
    )


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


def judged_results(view: View, of: Of = "consensus") -> Judged:
    """Return for which results each study was judged, and the level that its design and answers give it."""
    chosen = _choose(view, of)
    codes = stored.codes_of(view.session.db, [appraisal.id for appraisal in chosen.appraisals])
    labels: dict[UUID, dict[str, None]] = defaultdict(dict)
    levels: dict[UUID, dict[int, None]] = defaultdict(dict)
    for appraisal in chosen.appraisals:
        checklist = pinned_checklist(view.session, appraisal)
        labels[appraisal.study_id][appraisal.result or WHOLE_STUDY_LABEL] = None
        if (level := oxford_level(checklist, codes[appraisal.id])) is not None:
            levels[appraisal.study_id][level] = None
    for study in view.included.values():
        present = view.catalogue.get(study.checklist)
        oxford = present.oxford if present is not None else None
        if study.id not in levels and oxford is not None:
            levels[study.id][oxford.default] = None
    return Judged(
        tuple(view.included.values()),
        {study: tuple(results) for study, results in labels.items()},
        {study: tuple(sorted(numbers)) for study, numbers in levels.items()},
    )


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Whose appraisals a table shows, before anything of what is in them is read.

    Attributes:
        appraisals: those that are shown, by study and result, a consensus last.
        hidden: see `Material`.
        left_out: see `Material`.
    """

    appraisals: list[Appraisal]
    hidden: int
    left_out: tuple[str, ...]


def _choose(view: View, of: Of) -> _Chosen:
    return view.once((_choose, of), lambda: _choose_anew(view, of))


def _choose_anew(view: View, of: Of) -> _Chosen:
    view.session.require_reviewer()
    present: list[Appraisal] = []
    aside: dict[str, None] = {}
    for appraisal in view.counted:
        if _is_present(appraisal, view):
            present.append(appraisal)
        else:
            aside[f"{appraisal.study_key} ({appraisal.checklist_id})"] = None
    shown = [appraisal for group in _by_result(present) for appraisal in _chosen(group, of)]
    unseen = [appraisal for appraisal in view.unseen if not appraisal.of_excluded]
    hidden = {appraisal.id for appraisal in unseen if _is_present(appraisal, view)}
    return _Chosen(shown, studies_with_hidden_work(unseen, hidden), tuple(aside))


def _is_present(appraisal: Appraisal, view: View) -> bool:
    """Return True if it was made with the checklist that its study has now."""
    return appraisal.checklist_id == view.checklists_now[appraisal.study_key]


def _is_consensus(appraisal: Appraisal) -> bool:
    return appraisal.kind is AppraisalKind.CONSENSUS


def _by_result(appraisals: Iterable[Appraisal]) -> Iterator[list[Appraisal]]:
    """Group appraisals that stand in the order of study and result, as the store gives them."""
    return (list(group) for _, group in groupby(appraisals, key=attrgetter("study_key", "result")))


def _chosen(group: Sequence[Appraisal], of: Of) -> list[Appraisal]:
    """Which appraisals of one place a table shows. A consensus counts once it is submitted."""
    independent = [appraisal for appraisal in group if not _is_consensus(appraisal)]
    agreed = [
        appraisal
        for appraisal in group
        if _is_consensus(appraisal) and appraisal.state is AppraisalState.SUBMITTED
    ]
    last = [max(agreed, key=lambda appraisal: appraisal.changed_at)] if agreed else []
    if of == "all":
        return independent + last
    return last if last and of == "consensus" else independent


def _unresolved(sheets: Sequence[AppraisalOfTable], chosen: _Chosen) -> tuple[tuple[str, int], ...]:
    """Return the places with several submitted appraisals and no consensus."""
    unresolved = []
    pairs = zip(sheets, chosen.appraisals, strict=True)
    for (key, result), group in groupby(pairs, key=lambda pair: (pair[1].study_key, pair[1].result)):
        done = [sheet for sheet, _ in group if sheet.submitted and sheet.reviewer != CONSENSUS]
        if len(done) > 1:
            unresolved.append((_name(key, result), differences(done)))
    return tuple(unresolved)


def differences(sheets: Sequence[AppraisalOfTable]) -> int:
    """Count the items to which not all gave the same answer."""
    if len({sheet.checklist.sha256 for sheet in sheets}) == 1:
        by_item = zip(*[sheet.settled_codes for sheet in sheets], strict=True)
        return sum([codes.count(codes[0]) < len(codes) for codes in by_item])
    codes_of: dict[str, list[str | None]] = defaultdict(list)
    for sheet in sheets:
        for item, code in zip(sheet.checklist.items, sheet.settled_codes, strict=True):
            codes_of[item.id].append(code)
    # An item that a version does not have is not asked there.
    missing = {item: {NOT_ASKED} if len(codes) < len(sheets) else set() for item, codes in codes_of.items()}
    return sum(len(set(codes) | missing[item]) > 1 for item, codes in codes_of.items())


def _later(sheet: Sheet) -> str:
    """Whose appraisal it is, and what of it is different by now."""
    return f"{_name(sheet.study.key, sheet.result)} by {sheet.reviewer} (later: {later_words(sheet)})"


def _name(key: str, result: str) -> str:
    return f"{key} ({result})" if result else key
