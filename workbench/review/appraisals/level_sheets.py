"""Hold the final levels of an appraisal, for lists and tables of many appraisals."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from checklists import Checklist, FinalLevels, judge, judge_levels
from checklists.judgement.compact_answers import AnswerList
from checklists.language.answer_codes import NOT_ASKED
from store import appraisals as stored
from store.records import Appraisal, AppraisalState
from workbench.review.appraisals.sheets import (
    WHOLE_STUDY_LABEL,
    answers_to_judge,
    may_be_asked,
    overridden_targets,
    pinned_checklist,
    sources_preliminary,
    whose,
)
from workbench.review.session import ReviewSession


class StudyOfTable(Protocol):
    """The part of a study that a table of appraisals shows; `Study` and `StudyRow` both have it."""

    @property
    def id(self) -> UUID:
        """The id."""

    @property
    def key(self) -> str:
        """The key."""

    @property
    def design(self) -> str | None:
        """The id of the design."""

    @property
    def checklist(self) -> str | None:
        """The id of the checklist that it has now."""


class AppraisalOfTable(Protocol):
    """The part of an appraisal that a table shows; `Sheet` and `LevelSheet` both have it."""

    @property
    def study(self) -> StudyOfTable:
        """The study that was appraised."""

    @property
    def checklist(self) -> Checklist:
        """The version that it was made with."""

    @property
    def reviewer(self) -> str:
        """The handle, or `consensus`."""

    @property
    def result(self) -> str:
        """The result as stored."""

    @property
    def result_label(self) -> str:
        """The result in words."""

    @property
    def submitted(self) -> bool:
        """True once it is submitted."""

    @property
    def imported_from(self) -> str | None:
        """The name of the file that it came from; None for one that was made here."""

    @property
    def overrides(self) -> Mapping[str, object]:
        """The domains, and `overall`, whose judgement was overridden."""

    @property
    def overridden(self) -> Collection[str]:
        """Those of them whose override stands in place of a suggestion."""

    @property
    def form(self) -> Checklist:
        """The version in the variant that was judged."""

    @property
    def totals(self) -> Mapping[str, int | None]:
        """By id of each total its sum; None while it is open."""

    @property
    def codes(self) -> Mapping[str, str]:
        """The code given to each item, by item id."""

    @property
    def finals(self) -> Sequence[str | None]:
        """The final level of each target of the checklist, in order."""

    @property
    def settled_codes(self) -> Sequence[str | None]:
        """The answer to each item, in order: NA where it is not asked, None where it has none."""

    @property
    def asked(self) -> Sequence[str]:
        """The ids of the items that are asked, in the order in which they are shown."""

    @property
    def sources_read(self) -> str:
        """The sources that the reviewer said were read."""


@dataclass(frozen=True, slots=True)
class LevelSheet:
    """One appraisal with what it comes to, without reasons, notes and quotes.

    Attributes:
        given: item id to the code given, as it was read.
        answers: what was judged: the codes, and preliminaries by which anything is decided.
        overrides: domain id, or `overall`, to the level that was set.
        sources_read: what the reviewer said was read; empty where nobody said.
    """

    study: StudyOfTable
    checklist: Checklist
    appraisal: Appraisal
    given: Mapping[str, str]
    overrides: Mapping[str, str]
    levels: FinalLevels
    sources_read: str
    answers: Mapping[str, str]

    @property
    def codes(self) -> Mapping[str, str]:
        """The code given to each item, by item id."""
        return self.given.by_item if isinstance(self.given, AnswerList) else self.given

    @property
    def form(self) -> Checklist:
        """The version in the variant that was judged."""
        return self.checklist.variant(self.answers) if self.checklist.deciding else self.checklist

    @property
    def overridden(self) -> Collection[str]:
        """The targets whose override stands in place of a suggestion, not where none is made."""
        if not any(may_be_asked(self.checklist, target) for target in self.overrides):
            return self.overrides.keys()
        verdict = judge(self.checklist, self.answers, overrides=self.overrides)
        return overridden_targets(verdict, self.overrides)

    @property
    def totals(self) -> Mapping[str, int | None]:
        """By id of each total its sum; None while it is open."""
        ids = (total.id for total in self.checklist.totals)
        return dict(zip(ids, self.levels.totals, strict=True))

    @property
    def imported_from(self) -> str | None:
        """The name of the file that it came from; None for one that was made here."""
        return self.appraisal.imported_from

    @property
    def reviewer(self) -> str:
        """The reviewer's handle, or `consensus`."""
        return whose(self.appraisal)

    @property
    def result(self) -> str:
        """The result as stored."""
        return self.appraisal.result

    @property
    def result_label(self) -> str:
        """The result that is judged, in words."""
        return self.appraisal.result or WHOLE_STUDY_LABEL

    @property
    def submitted(self) -> bool:
        """True if it has to be reopened before it can be changed."""
        return self.appraisal.state is AppraisalState.SUBMITTED

    @property
    def finals(self) -> tuple[str | None, ...]:
        """The final level of each target of the checklist, in order; None while open."""
        return self.levels.at_targets(self.checklist)

    @property
    def final_overall(self) -> str | None:
        """The final level of the whole on the main axis; None while it is open or where there is none."""
        return self.levels.overall

    @property
    def levels_beside(self) -> dict[str, str]:
        """The final levels of the whole on the other axes, as far as there are any, by axis."""
        if not self.levels.others:
            return {}
        main = self.checklist.main_axis
        axes = [axis for axis in self.checklist.overalls if axis != main]
        pairs = zip(axes, self.levels.others, strict=True)
        return {axis: level for axis, level in pairs if level is not None}

    @property
    def settled_codes(self) -> tuple[str | None, ...]:
        """The answer to each item, in order: NA where it is not asked, None where it has none."""
        return self.levels.codes

    @property
    def asked(self) -> tuple[str, ...]:
        """The ids of the items that are asked, in the order in which they are shown."""
        ids = [item.id for item in self.checklist.items_as_shown]
        number = self.levels.asked + self.levels.recorded
        if number == len(ids):
            return tuple(ids)
        settled = zip(self.checklist.items, self.settled_codes, strict=True)
        not_asked = {item.id for item, code in settled if code == NOT_ASKED}
        if number == len(ids) - len(not_asked):
            return tuple(item for item in ids if item not in not_asked)
        # NA was also given as an answer, so the codes do not tell which items are not asked.
        return judge(self.checklist, self.answers).shown


def filled_in(
    session: ReviewSession, made: Sequence[tuple[UUID, str]], checklists: Mapping[str, Checklist]
) -> Mapping[UUID, Mapping[str, str]]:
    """Read the preliminaries of appraisals where any of them is judged by them; most checklists need none.

    Args:
        session: the open review.
        made: the ids of the appraisals, each with the sha256 of its version.
        checklists: the versions that they were made with, by sha256.

    Returns:
        By id of every appraisal its preliminaries; empty if none is needed.
    """
    needed = {sha256 for sha256, checklist in checklists.items() if checklist.reads_preliminaries}
    if not needed:
        return {}
    read = stored.read_worksheets(session.db, [identity for identity, sha256 in made if sha256 in needed])
    return {identity: read[identity].preliminaries if identity in read else {} for identity, _ in made}


def read_level_sheets(
    session: ReviewSession, pairs: Sequence[tuple[StudyOfTable, Appraisal]], *, with_sources: bool = False
) -> list[LevelSheet]:
    """Read the level sheets of many appraisals, with few queries, in the order given.

    Args:
        session: the open review.
        pairs: the studies with their appraisals.
        with_sources: also what the reviewers said was read.
    """
    ids = [appraisal.id for _, appraisal in pairs]
    codes = stored.codes_of(session.db, ids)
    overrides = stored.overrides_of(session.db, codes)
    checklists: dict[str, Checklist] = {}
    for _, appraisal in pairs:
        if appraisal.checklist_sha256 not in checklists:
            checklists[appraisal.checklist_sha256] = pinned_checklist(session, appraisal)
    own: Mapping[UUID, str] = {}
    shared: Mapping[tuple[str, str], str] = {}
    if with_sources:
        names = {sources_preliminary(checklist) for checklist in checklists.values()}
        own, shared = stored.values_of_preliminary(session.db, names)
    made = [(appraisal.id, appraisal.checklist_sha256) for _, appraisal in pairs]
    filled = filled_in(session, made, checklists)
    sheets = []
    # Each id is looked up as seldom as can be: its hash is worked out anew each time.
    for (study, appraisal), given, levels in zip(pairs, codes.values(), overrides.values(), strict=True):
        checklist = checklists[appraisal.checklist_sha256]
        answers = answers_to_judge(checklist, given, filled[appraisal.id]) if filled else given
        judged = judge_levels(checklist, answers, overrides=levels)
        sources = own.get(appraisal.id, "") if own else ""
        if not sources and shared and appraisal.state is AppraisalState.DRAFT:
            sources = shared.get((appraisal.reviewer, appraisal.checklist_id), "")
        sheets.append(LevelSheet(study, checklist, appraisal, given, levels, judged, sources, answers))
    return sheets
