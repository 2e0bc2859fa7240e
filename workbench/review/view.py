"""Read the review once for one use case: what is in it, who may see what, the sheets, the evidence.

A use case makes a `View` and passes it on. Each part is read when it is first asked for and then kept, so
nothing is read, judged or sorted twice, and everything that one use case says is said of one reading.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from checklists import SingleChange, Verdict
from store import allocations, appraisals, history, reviews, studies
from store.appraisal_heads import AppraisalHead, head_of, read_heads
from store.records import Appraisal, AppraisalState, CertaintyRating, Event, Finding, Review, Study, StudyRow
from workbench.review.appraisals.level_sheets import AppraisalOfTable, read_level_sheets
from workbench.review.appraisals.sheets import Sheet, judged_sheets, sheets_of
from workbench.review.blindness import independence, visibility
from workbench.review.blindness.adjudication import adjudicator_of
from workbench.review.checklists.known_checklists import Catalogue
from workbench.review.session import ReviewSession

if TYPE_CHECKING:
    from workbench.review.documents.replaced import ReplacedDocuments
    from workbench.review.evidence.appraisers import Appraisers
    from workbench.review.evidence.bodies import Body, Evidence, EvidenceSheet
    from workbench.review.evidence.body_records import BodyRow
    from workbench.review.evidence.entries import Entered
    from workbench.review.evidence.outcome_lines import OutcomeLine
    from workbench.review.exchange.verify.independence_status import Pair
    from workbench.review.reviewers.agreement import AgreementReport

T = TypeVar("T")

_STEPS = ("submit", "reopen")
_MILESTONES = (*_STEPS, "blindness.lift", "blindness.restore")
"""Actions of the events that visibility and independence rest on."""
_EVIDENCE = (
    *("checklist.assign", "rating", "rating.confirm", "start", "finding", "finding.remove", "outcome.edit"),
    *("body", "body.confirm", "body.remove", "body.divide"),
    *("study.exclude", "study.include", "study.merge", "study.split"),
)
"""Actions of the events that the evidence rests on, besides steps in appraisals."""
_FEW = 1000
"""Of the appraisals of so many studies no others are read."""


class View:
    """One reading of a review by one viewer.

    Args:
        session: the open review and who looks at it.
        study: read only the appraisals of this study.
        only: count only appraisals of the studies with these keys; None: of all.
        order: in which figures have their rows; one of `row_order.ORDERS`; empty: their own.
        levels_first: read the evidence by the levels and codes of its appraisals, which is enough for its
            rows and several times as fast; see `read_evidence_in_full`.
    """

    def __init__(
        self,
        session: ReviewSession,
        study: Study | None = None,
        *,
        only: Collection[str] | None = None,
        order: str = "",
        levels_first: bool = False,
    ) -> None:
        self.levels_first = levels_first
        self.only = only
        self.order = order
        self.session = session
        self._study = study
        self._full: dict[UUID, Study] = {}
        self._sheets: dict[UUID, Sheet] = {}
        self._verdicts: dict[Hashable, Verdict] = {}
        # By the identity of a verdict, which stays its own as long as the verdict is here.
        self._changes: dict[int, tuple[Verdict, tuple[SingleChange, ...]]] = {}
        self._made: dict[Hashable, Any] = {}

    def once(self, name: Hashable, make: Callable[[], T]) -> T:
        """Return what several tables of this reading are made from, made when it is first asked for.

        Args:
            name: what it is known by; another for what is made otherwise.
            make: makes it.
        """
        if name not in self._made:
            self._made[name] = make()
        return self._made[name]  # type: ignore[no-any-return]

    @property
    def viewer(self) -> str | None:
        """The handle of who looks; None where nobody said."""
        return self.session.reviewer

    @property
    def is_of_one_study(self) -> bool:
        """True where only the appraisals of one study are read."""
        return self._study is not None

    @cached_property
    def review(self) -> Review:
        """The review itself."""
        return reviews.read_review(self.session.db)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The checklists of the review."""
        return Catalogue(self.session.db)

    @cached_property
    def studies(self) -> dict[UUID, Study]:
        """All studies by id, in the order of their labels, which is that of their keys unless asked for."""
        return {study.id: study for study in self._in_order(self._read, lambda study: study.key)}

    @cached_property
    def _read(self) -> list[Study]:
        """All studies in the order of their keys."""
        return [self._study] if self._study is not None else studies.list_full(self.session.db)

    def place_of(self, key: str) -> int:
        """Return the place of a study among those of the review, by its label; of one without it the last."""
        return self._places.get(key, len(self._places))

    @cached_property
    def _places(self) -> Mapping[str, int]:
        if self.session.label != "key":
            return {key: place for place, key in enumerate(self.labels)}
        return {row.key: place for place, row in enumerate(self.study_rows.values())}

    def _in_order(self, things: Sequence[T], key_of: Callable[[T], str]) -> Sequence[T]:
        """Return things that are about studies in the order of the labels; those without one come last."""
        if self.session.label == "key":
            return things
        return sorted(things, key=lambda thing: self.place_of(key_of(thing)))

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """The label of each study by its key, as a reference list has them; empty where keys name them."""
        from workbench.review.studies.study_labels import study_labels

        if self.session.label == "key":
            return {}
        studies = (study for study in self._read if study.excluded is None)
        return study_labels(studies, self.session.label, self.session.first_number)

    def label_of(self, key: str) -> str:
        """Return what a study is called in what is made: see `ReviewSession.label`."""
        return self.labels.get(key, key)

    @cached_property
    def _named(self) -> Callable[[str], str]:
        """Gives what somebody is called for a handle."""
        from workbench.review.publish.manuscript.manuscript_people import People

        return People(self).named if self.session.is_final else str

    def name_of(self, handle: str) -> str:
        """Return what somebody is called in what is made: by the handle, or as a manuscript names people."""
        return self._named(handle)

    @property
    def included(self) -> dict[UUID, Study]:
        """The studies that are not left out of the review, by id, in the order of `studies`."""
        return {identity: study for identity, study in self.studies.items() if study.excluded is None}

    def full_studies(self, wanted: Collection[UUID]) -> Mapping[UUID, Study]:
        """Return studies in full, at least those with some ids; no others are read for it."""
        if self._study is not None or "studies" in self.__dict__:
            return self.studies
        if missing := set(wanted) - self._full.keys():
            self._full |= {study.id: study for study in studies.list_full(self.session.db, missing)}
        return self._full

    @cached_property
    def study_rows(self) -> Mapping[UUID, Study | StudyRow]:
        """The studies by id, in the order of their keys, in the few columns of a list or in full."""
        if self._study is not None or "studies" in self.__dict__:
            return self.studies
        return {row.id: row for row in studies.list_studies(self.session.db)}

    @cached_property
    def checklists_now(self) -> Mapping[str, str | None]:
        """By key of each study, the id of the checklist that it has now."""
        return {study.key: study.checklist for study in self.study_rows.values()}

    @cached_property
    def appraisals(self) -> list[Appraisal]:
        """The appraisals that count, whether the viewer may see them or not."""
        return [appraisal for appraisal in self._all_appraisals if appraisal.superseded_in is None]

    @cached_property
    def superseded(self) -> list[Appraisal]:
        """The appraisals that a merge of studies superseded, whether the viewer may see them or not."""
        return [appraisal for appraisal in self._all_appraisals if appraisal.superseded_in is not None]

    @cached_property
    def _all_appraisals(self) -> list[Appraisal]:
        only = self._study.id if self._study else None
        read = appraisals.find_appraisals(self.session.db, study_id=only, with_superseded=True)
        return list(self._in_order(read, lambda appraisal: appraisal.study_key))

    @cached_property
    def allocated(self) -> allocations.Allocated:
        """By id of the study, the handles of those who were asked to appraise it."""
        return allocations.allocated(self.session.db)

    # Who may see what.

    @cached_property
    def milestones(self) -> list[Event]:
        """The events that visibility and independence rest on, oldest first."""
        return history.list_events(self.session.db, actions=_MILESTONES)

    @cached_property
    def visible(self) -> list[Appraisal]:
        """The appraisals that count and whose content the viewer may see."""
        return [appraisal for appraisal in self._all_visible if appraisal.superseded_in is None]

    @property
    def counted(self) -> list[Appraisal]:
        """The visible appraisals of studies that are not left out of the review."""
        shown = [appraisal for appraisal in self.visible if not appraisal.of_excluded]
        if self.only is None:
            return shown
        return [appraisal for appraisal in shown if appraisal.study_key in self.only]

    @cached_property
    def visible_ids(self) -> set[UUID]:
        """The ids of what the viewer may see, also of what a merge of studies superseded."""
        return {appraisal.id for appraisal in self._all_visible}

    @cached_property
    def _all_visible(self) -> list[Appraisal]:
        return visibility.visible_appraisals(
            self.viewer,
            self._all_appraisals,
            is_blind=self.review.blind,
            adjudicator=adjudicator_of(self.review),
            last_step=self._last_step,
        )

    @cached_property
    def visible_heads(self) -> list[AppraisalHead]:
        """All that the viewer may see, superseded too, in few columns: fast in a big review; in no order."""
        return visibility.visible_appraisals(
            self.viewer,
            self._heads,
            is_blind=self.review.blind,
            adjudicator=adjudicator_of(self.review),
            last_step=self._last_step,
        )

    @property
    def heads(self) -> list[AppraisalHead]:
        """The appraisals that count, in few columns, whether the viewer may see them or not; in no order."""
        return [head for head in self._heads if head.superseded_in is None]

    @cached_property
    def _heads(self) -> list[AppraisalHead]:
        if "_all_appraisals" in self.__dict__:
            return [head_of(appraisal) for appraisal in self._all_appraisals]
        return read_heads(self.session.db, study_id=self._study.id if self._study else None)

    @cached_property
    def unseen(self) -> list[Appraisal]:
        """The appraisals that count and whose content the viewer may not see."""
        if len(self._all_visible) == len(self._all_appraisals):
            return []
        return [appraisal for appraisal in self.appraisals if appraisal.id not in self.visible_ids]

    @cached_property
    def hidden_ids(self) -> set[UUID]:
        """The ids of all that the viewer may not see."""
        if len(self._all_visible) == len(self._all_appraisals):
            return set()
        return {appraisal.id for appraisal in self._all_appraisals} - self.visible_ids

    @cached_property
    def unseen_reviewers(self) -> set[str]:
        """The handles of those who have an appraisal of their own that the viewer may not see."""
        heads, seen = self._heads, self.visible_heads
        if len(seen) == len(heads):
            return set()
        return visibility.unseen_reviewers(heads, {head.id for head in seen})

    @cached_property
    def glimpses(self) -> dict[UUID, independence.Glimpse]:
        """The first time that somebody went on after others' work could be seen, by appraisal id."""
        return independence.glimpses(self.session, self._all_appraisals)

    @cached_property
    def pairs(self) -> list[Pair]:
        """The pairs of appraisals that agreement compares, each with how its independence is known."""
        from workbench.review.exchange.verify.pairs import pairs_of

        return pairs_of(self)

    def _last_step(self, appraisal: Appraisal | AppraisalHead, action: str) -> int:
        """Return the number of the last event of a kind on an appraisal, which has one."""
        identity = appraisal.id
        return self._steps[identity if isinstance(identity, UUID) else UUID(identity), action]

    @cached_property
    def _steps(self) -> dict[tuple[UUID | None, str], int]:
        return {(event.appraisal_id, event.action): event.number for event in self.milestones}

    # Appraisals.

    def sheets(self, wanted: Iterable[Appraisal]) -> list[Sheet]:
        """Return the sheets of some appraisals as they stand now, each read and judged once."""
        chosen = list(wanted)
        missing = [appraisal for appraisal in chosen if appraisal.id not in self._sheets]
        if missing:
            full = self.full_studies({appraisal.study_id for appraisal in missing})
            pairs = [(full[appraisal.study_id], appraisal) for appraisal in missing]
            sheets = sheets_of(self.session, pairs, self._verdicts)
            self._sheets |= {appraisal.id: sheet for appraisal, sheet in zip(missing, sheets, strict=True)}
        return [self._sheets[appraisal.id] for appraisal in chosen]

    def _sheets_of_heads(self, wanted: Iterable[AppraisalHead]) -> list[Sheet]:
        """Return the sheets of submitted appraisals; none of one that is no more, or a draft by now."""
        ids = [UUID(head.id) for head in wanted]
        missing = [identity for identity in ids if identity not in self._sheets]
        if missing:
            worksheets = appraisals.read_worksheets(self.session.db, missing)
            full = self.full_studies({each.appraisal.study_id for each in worksheets.values()})
            pairs = [(full[each.appraisal.study_id], each) for each in worksheets.values()]
            sheets = judged_sheets(self.session, pairs, self._verdicts)
            self._sheets |= dict(zip(worksheets, sheets, strict=True))
        return [sheet for identity in ids if (sheet := self._sheets[identity]).submitted]

    def single_changes(self, sheet: Sheet) -> tuple[SingleChange, ...]:
        """Return every single change of a sheet; those of sheets that are alike are worked out once."""
        from workbench.review.appraisals.tipping_answers import changes_of  # not for a list of studies

        # Sheets of this reading that are alike have one verdict, see `sheets_of`.
        verdict = sheet.verdict
        if id(verdict) not in self._changes:
            self._changes[id(verdict)] = verdict, changes_of(sheet)
        return self._changes[id(verdict)][1]

    @property
    def sheets_in_hand(self) -> Mapping[UUID, Sheet]:
        """The sheets that were read so far, by id of the appraisal."""
        return self._sheets

    def level_sheets(
        self, wanted: Iterable[Appraisal], *, with_sources: bool = False
    ) -> list[AppraisalOfTable]:
        """Return what some appraisals come to, without reasons, notes and quotes: fast for thousands.

        What was changed after others' work could be seen is as it was before; see `independent`.

        Args:
            wanted: the appraisals.
            with_sources: also what the reviewers said was read.
        """
        chosen = list(wanted)
        reopened = [appraisal for appraisal in chosen if appraisal.reopened and appraisal.id in self.glimpses]
        first = self.independent(self.sheets(reopened))
        shown: dict[UUID, AppraisalOfTable] = dict(self._sheets)
        shown |= {appraisal.id: sheet for appraisal, sheet in zip(reopened, first, strict=True)}
        pairs = [
            (self.study_rows[appraisal.study_id], appraisal)
            for appraisal in chosen
            if not shown or appraisal.id not in shown
        ]
        if pairs:
            sheets = read_level_sheets(self.session, pairs, with_sources=with_sources)
            if not shown:
                return [*sheets]
            shown |= {sheet.appraisal.id: sheet for sheet in sheets}
        return [shown[appraisal.id] for appraisal in chosen]

    def independent(self, sheets: Sequence[Sheet]) -> list[Sheet]:
        """Return the sheets as they stood before others' work could be seen; see `Sheet.now`."""
        if not any(sheet.appraisal and sheet.appraisal.reopened for sheet in sheets):
            return list(sheets)
        return independence.as_first_submitted(self.session, sheets, self.glimpses)

    @cached_property
    def agreement(self) -> list[AgreementReport]:
        """How far the reviewers agree, one report a checklist over all of them, without the calibration.

        Only the coefficients that tables, figures and sentences show have intervals.
        """
        from workbench.review.reviewers.agreement import plan_reports

        plans = plan_reports(self.session, in_hand=self.sheets_in_hand)
        return [plan.compute(intervals="shown") for plan in plans if plan.pair is None]

    # The evidence.

    @cached_property
    def outcomes(self) -> list[OutcomeLine]:
        """The outcomes, the most important first, then by name and time point."""
        from store import outcomes  # not for a list of studies
        from workbench.review.evidence.outcome_lines import outcome_lines

        keys = {identity: study.key for identity, study in self.studies_with_findings.items()}
        return outcome_lines(outcomes.list_outcomes(self.session.db), self.findings, keys)

    @cached_property
    def findings(self) -> list[Finding]:
        """The findings of the studies that are not left out of the review, in the order of `studies`."""
        from store import outcomes

        only = self._study.id if self._study else None
        read = outcomes.list_findings(self.session.db, study_id=only, included_only=True)
        return list(self._in_order(read, lambda finding: self.studies[finding.study_id].key))

    @cached_property
    def findings_left_out(self) -> list[Finding]:
        """The findings of the studies that are left out; not asked for where nobody left any out."""
        from store import outcomes

        if not any(event.action == "study.exclude" for event in self.evidence_events):
            return []
        only = self._study.id if self._study else None
        included = {finding.study_id for finding in self.findings}
        return [
            finding
            for finding in outcomes.list_findings(self.session.db, study_id=only)
            if finding.study_id not in included
        ]

    @cached_property
    def findings_by_outcome(self) -> dict[UUID, list[Finding]]:
        """The findings by id of their outcome."""
        findings: dict[UUID, list[Finding]] = defaultdict(list)
        for finding in self.findings:
            findings[finding.outcome_id].append(finding)
        return findings

    @cached_property
    def studies_with_findings(self) -> dict[UUID, Study]:
        """The studies that have findings, by id."""
        wanted = {finding.study_id for finding in self.findings}
        full = self.full_studies(wanted) if wanted else {}
        return {identity: full[identity] for identity in wanted}

    @cached_property
    def evidence_events(self) -> list[Event]:
        """The events that the evidence rests on, oldest first; no step in appraisals of other studies."""
        with_findings = {finding.study_id for finding in self.findings}
        return history.list_events_on(self.session.db, with_findings, actions=_STEPS, always=_EVIDENCE)

    @cached_property
    def ratings(self) -> list[CertaintyRating]:
        """All ratings of certainty, also those that the viewer may not see."""
        from store import outcomes

        return outcomes.list_ratings(self.session.db)

    @cached_property
    def entered(self) -> Entered:
        """The entries for bodies of evidence, as far as the viewer may see them."""
        from store import body_entries
        from workbench.review.evidence.entries import Entered

        db = self.session.db
        return Entered(
            body_entries.list_entries(db),
            body_entries.list_starts(db),
            self.evidence_events,
            self.unseen_reviewers,
        )

    def evidence_sheets(self, wanted: Sequence[AppraisalHead]) -> Sequence[EvidenceSheet]:
        """Return what bodies of evidence need of submitted appraisals, in the order of `visible`."""
        if self.levels_first and not self.replaced.are_any:
            ids, studies = {UUID(head.id) for head in wanted}, self.studies_with_findings
            few = studies if len(studies) <= _FEW else None
            full = appraisals.find_appraisals(self.session.db, study_ids=few)
            chosen = [each for each in full if each.id in ids and each.state is AppraisalState.SUBMITTED]
            return read_level_sheets(self.session, [(studies[each.study_id], each) for each in chosen])
        return sorted(self._sheets_of_heads(wanted), key=_order)

    def read_evidence_in_full(self) -> None:
        """Read reasons, notes and quotes as well when the evidence is next asked for."""
        self.levels_first = False
        for name in ("evidence", "bodies"):
            self.__dict__.pop(name, None)

    @cached_property
    def evidence(self) -> Evidence:
        """The bodies of evidence of all outcomes."""
        from workbench.review.evidence.bodies import gather_bodies

        self.session.require_reviewer()
        return gather_bodies(self)

    @cached_property
    def bodies(self) -> list[tuple[Body, BodyRow]]:
        """The bodies of evidence, each with its row."""
        from workbench.review.evidence.body_history import BodyHistory
        from workbench.review.evidence.body_rows import row_of
        from workbench.review.evidence.dormant_ratings import dormant_sentences
        from workbench.review.evidence.replaced_sources import Flags

        body_history = BodyHistory(self.evidence_events, self.unseen_reviewers, self.evidence, self.catalogue)
        rated = {(rating.outcome_id, rating.body, rating.domain): rating for rating in self.ratings}
        kept = dormant_sentences(self.evidence, rated, body_history)
        rows = [
            (body, row_of(body, rated, body_history, self.appraisers, kept.get(body.outcome.id, ())))
            for body in self.evidence.bodies
        ]
        flags = Flags(self)
        return [(body, replace(row, replaced=flags.of_body(body))) for body, row in rows]

    @cached_property
    def replaced(self) -> ReplacedDocuments:
        """The documents that are not read any more."""
        from workbench.review.documents.replaced import ReplacedDocuments

        return ReplacedDocuments(self.session.db)

    @cached_property
    def appraisers(self) -> Appraisers:
        """The people whose word counts for a rating of certainty."""
        from workbench.review.evidence.appraisers import appraisers_of

        return appraisers_of(self)

    def bodies_of(self, outcome: OutcomeLine) -> list[tuple[Body, BodyRow]]:
        """Return the bodies of one outcome, each with its row."""
        return [pair for pair in self.bodies if pair[0].outcome.id == outcome.id]

    def forget_ratings(self) -> None:
        """Read ratings and history anew, after the use case has changed a rating and nothing else."""
        for name in ("evidence_events", "ratings", "bodies"):
            self.__dict__.pop(name, None)

    def forget_evidence(self) -> None:
        """Read the evidence anew when it is next asked for, after the use case has changed it."""
        self.forget_ratings()
        for name in ("entered", "evidence"):
            self.__dict__.pop(name, None)


def _order(sheet: Sheet) -> tuple[Any, ...]:
    assert sheet.appraisal is not None
    return appraisals.order(sheet.appraisal)
