"""Read sheets: appraisals with their checklists and judgements, ready to be shown."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache

from checklists import Checklist, DomainVerdict, OverallVerdict, Verdict, judge
from checklists.language.answer_codes import NOT_ASKED
from checklists.language.model import DIRECTION
from checklists.language.variants import options_chosen
from store import appraisals
from store.appraisal_heads import HeadVersion
from store.records import OVERALL as OVERALL
from store.records import (
    WHOLE_STUDY,
    Answer,
    Appraisal,
    AppraisalKind,
    AppraisalState,
    ChecklistVersion,
    Override,
    Quote,
    Study,
    Worksheet,
)
from workbench.errors import ConflictError
from workbench.output.symbols import LevelOrder, order_of
from workbench.review.checklists.known_checklists import Catalogue, pinned
from workbench.review.session import CONSENSUS, ReviewSession

WHOLE_STUDY_LABEL = "whole study"
NOT_STARTED = "not_started"


@dataclass(frozen=True)  # without slots, so that what tables ask for again and again is remembered
class Sheet:
    """The sheet a reviewer works on: a study, its pinned checklist, the answers, the judgement.

    `worksheet` is None until the first answer is saved; looking at a study leaves no trace in the review.
    `now` is the sheet as it stands today where this one has what was submitted independently, before its
    reviewer went on with others' work in sight; see `independence`. None on every other sheet.
    """

    study: Study
    checklist: Checklist
    reviewer: str
    result: str
    worksheet: Worksheet | None
    verdict: Verdict
    now: Sheet | None = None

    @property
    def answers(self) -> dict[str, Answer]:
        """The answers and notes, by item id."""
        return self.worksheet.answers if self.worksheet else {}

    @property
    def overrides(self) -> dict[str, Override]:
        """The overrides, by domain id or `overall`."""
        return self.worksheet.overrides if self.worksheet else {}

    @property
    def overridden(self) -> frozenset[str]:
        """The targets whose override stands in place of a suggestion, not where none is made."""
        return overridden_targets(self.verdict, self.overrides)

    @property
    def totals(self) -> Mapping[str, int | None]:
        """By id of each total its sum; None while it is open."""
        return self.verdict.totals

    def is_own_judgement(self, target: str) -> bool:
        """Return True if the reviewer is to judge a target, because the rules suggest no level for it."""
        return target in self.form.targets and is_own_judgement(self.verdict.on(target))

    def total_in_words(self, total: str) -> str:
        """Write a total with its highest sum: "7 of 9", or "5 to 7 of 9" while answers are missing."""
        return total_in_words(self.verdict, self.form, total)

    def direction(self, target: str) -> str | None:
        """Return the predicted direction of bias of a target; None where none is given."""
        answer = self.answers.get(f"{target}{DIRECTION}")
        return answer.code if answer else None

    def order_of(self, target: str) -> LevelOrder:
        """Return the scale of a target, for how its levels look."""
        return order_of(self.checklist.scale_of(target))

    @property
    def preliminaries(self) -> dict[str, str]:
        """The entries of the preliminaries, by their id."""
        return self.worksheet.preliminaries if self.worksheet else {}

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The passages tied to items."""
        return self.worksheet.quotes if self.worksheet else ()

    @property
    def appraisal(self) -> Appraisal | None:
        """The stored appraisal, None before the first answer."""
        return self.worksheet.appraisal if self.worksheet else None

    @property
    def imported_from(self) -> str | None:
        """The name of the file that it came from; None for one that was made here."""
        return self.appraisal.imported_from if self.appraisal else None

    @property
    def state(self) -> str:
        """The state: `not_started`, `draft` or `submitted`."""
        return self.worksheet.appraisal.state.value if self.worksheet else NOT_STARTED

    @property
    def submitted(self) -> bool:
        """True if it has to be reopened before it can be changed."""
        return self.state == AppraisalState.SUBMITTED.value

    @property
    def result_label(self) -> str:
        """The result that is judged, in words."""
        return self.result or WHOLE_STUDY_LABEL

    @property
    def codes(self) -> dict[str, str]:
        """The codes of the items that have one, by item id."""
        return self.worksheet.codes if self.worksheet else {}

    @cached_property
    def finals(self) -> tuple[str | None, ...]:
        """The final level of each target of the checklist, in order; None while open."""
        finals = {domain.id: domain.final for domain in self.verdict.domains}
        finals |= {whole.target: whole.final for whole in self.verdict.overalls.values()}
        return tuple(map(finals.get, self.checklist.targets))

    @property
    def final_overall(self) -> str | None:
        """The final level of the whole on the main axis; None while it is open or where there is none."""
        return self.verdict.final_overall

    @property
    def levels_beside(self) -> dict[str, str]:
        """The final levels of the whole on the other axes, as far as there are any, by axis."""
        wholes, main = self.verdict.overalls, self.checklist.main_axis
        return {axis: whole.final for axis, whole in wholes.items() if axis != main and whole.final}

    @cached_property
    def settled_codes(self) -> tuple[str | None, ...]:
        """The answer to each item, in order: NA where it is not asked, None where it has none."""
        given, asked = self.codes, set(self.verdict.shown)
        return tuple(given.get(item.id) if item.id in asked else NOT_ASKED for item in self.checklist.items)

    @property
    def asked(self) -> tuple[str, ...]:
        """The ids of the items that are asked, in the order in which they are shown."""
        return self.verdict.shown

    @property
    def asked_by_domain(self) -> dict[str, list[str]]:
        """The ids of the items that are asked by the domain of the checklist that they belong to."""
        asked: dict[str, list[str]] = {domain.id: [] for domain in self.checklist.domains}
        for item in self.verdict.shown:
            asked[self.checklist.domain_of(item).id].append(item)
        return asked

    @property
    def open_items(self) -> tuple[str, ...]:
        """The items without an answer, as they are shown: the judged ones of a domain before the others."""
        return tuple(item for item in self.verdict.shown if item not in self.codes)

    @property
    def recorded_answered(self) -> int:
        """The number of answered items that are only recorded."""
        return sum(item in self.codes for item in self.verdict.recorded)

    @property
    def progress(self) -> tuple[int, int, int, int]:
        """The numbers of judged items that are answered and asked, and of recorded ones likewise."""
        verdict = self.verdict
        counts = len(verdict.answered), len(verdict.asked)
        return (*counts, self.recorded_answered, len(verdict.recorded))

    @property
    def missing_preliminaries(self) -> tuple[str, ...]:
        """The ids of the required preliminaries that nobody filled in."""
        filled = {key for key, value in self.preliminaries.items() if value.strip()}
        return tuple(p.id for p in self.form.preliminaries if p.required and p.id not in filled)

    @property
    def form(self) -> Checklist:
        """The checklist with the parts that are there for the preliminaries as they are filled in."""
        return self.verdict.checklist or self.checklist

    @property
    def sources_read(self) -> str:
        """The sources the reviewer said were read, such as "abstract, full_text"; may be empty."""
        return self.preliminaries.get(sources_preliminary(self.checklist), "")


def is_own_judgement(verdict: DomainVerdict | OverallVerdict) -> bool:
    """Return True if the reviewer is to judge, because the rules suggest no level."""
    return verdict.suggested is None and bool(verdict.ask)


def overridden_targets(verdict: Verdict, targets: Iterable[str]) -> frozenset[str]:
    """Return those of some overridden targets that the override takes a suggestion away from.

    The others are left to the reviewer's own judgement, or are not there in this variant.
    """
    targets = tuple(targets)
    if not targets:  # nearly always
        return frozenset()
    wholes = {whole.target: whole for whole in verdict.overalls.values()}
    judged_there: dict[str, DomainVerdict | OverallVerdict] = {each.id: each for each in verdict.domains}
    judged_there |= wholes
    return frozenset(
        target for target in targets if target in judged_there and not is_own_judgement(judged_there[target])
    )


def total_in_words(verdict: Verdict, form: Checklist, total: str) -> str:
    """Write a total with its highest sum; while answers are missing, the sums that are still possible."""
    least, most = verdict.total_limits[total]
    sums = str(least) if least == most else f"{least} to {most}"
    return f"{sums} of {form.out_of(total)}"


def totals_in_words(checklist: Checklist, verdict: Verdict) -> str:
    """Write all totals, such as "Stars: 7 of 9"; empty if there are none."""
    form = verdict.checklist or checklist
    return "; ".join(
        f"{total.title}: {total_in_words(verdict, form, total.id)}" for total in checklist.totals
    )


@lru_cache(maxsize=1024)
def may_be_asked(checklist: Checklist, target: str) -> bool:
    """Return True if the rules of a target may leave its level to the reviewer, or if it has no rules."""
    whole = target == OVERALL or target.startswith(f"{OVERALL}.")
    part = checklist.overalls[checklist.axis_of(target)] if whole else checklist.domain(target)
    return any(rule.ask for rule in part.rules) or (not part.rules and part.judged_by == "reviewer")


def pinned_checklist(session: ReviewSession, appraisal: Appraisal | HeadVersion) -> Checklist:
    """Return the checklist as it was when the appraisal began, whatever has become of it since."""
    return pinned(session.db, appraisal, with_wording=session.with_wording)


def sources_preliminary(checklist: Checklist) -> str:
    """Return the id of the preliminary that asks what was read; empty where the checklist has none."""
    return next((each.id for each in checklist.preliminaries if "full_text" in each.options), "")


def version_of(checklist: Checklist) -> ChecklistVersion:
    """Return what the store pins to an appraisal."""
    return ChecklistVersion(checklist.sha256, checklist.id, checklist.version, checklist.source)


def judged(checklist: Checklist, worksheet: Worksheet | None) -> Verdict:
    """Judge the answers and overrides of a worksheet; without one, a sheet with no answers."""
    if worksheet is None:
        return judge(checklist, {})
    answers = answers_to_judge(checklist, worksheet.codes, worksheet.preliminaries)
    return judge(checklist, answers, overrides=worksheet.levels)


def answers_to_judge(
    checklist: Checklist, codes: Mapping[str, str], preliminaries: Mapping[str, str]
) -> Mapping[str, str]:
    """Return what `judge` is given: the codes, and the preliminaries where anything is decided by them.

    What a consensus settled before the items is stored beside its answers, and judged by as a preliminary.
    """
    names = {each.id for each in checklist.preliminaries}
    if not names.isdisjoint(codes):
        codes = {item: code for item, code in codes.items() if item not in names}
    if not checklist.reads_preliminaries:
        return codes
    read = {
        each.id: value
        for each in checklist.preliminaries
        if (value := preliminaries.get(each.id, "").strip()) and options_chosen(each, value) is not None
    }
    return {**codes, **read}


def own_appraisal(session: ReviewSession, study: Study, result: str) -> Appraisal | None:
    """Find the viewer's own appraisal of a result with the study's present checklist, if one was begun."""
    own = appraisals.find_appraisals(
        session.db,
        study_id=study.id,
        reviewer=session.require_reviewer(),
        checklist_id=study.checklist,
        result=result,
        kind=AppraisalKind.INDEPENDENT,
    )
    return max(own, key=counting_order, default=None)


def counting_order(appraisal: Appraisal) -> tuple[bool, datetime]:
    """Return the order of appraisals of one place by one reviewer; the last one counts.

    What was submitted counts before a draft, as in `store.draft_changes.owning_latest`.
    """
    return appraisal.state is AppraisalState.SUBMITTED, appraisal.started_at


def normal_result(result: str) -> str:
    """Return the result as stored: "whole study" and the empty text mean the same."""
    cleaned = " ".join(result.split())
    return WHOLE_STUDY if cleaned.casefold() == WHOLE_STUDY_LABEL else cleaned


def required_checklist(study: Study) -> str:
    """Return the id of the checklist that a study is judged with.

    Raises:
        ConflictError: it has none yet.
    """
    if study.checklist is None:
        raise ConflictError(
            f"{study.key} has no checklist yet: choose one with `workbench assign {study.key} CHECKLIST`"
        )
    return study.checklist


def read_sheet(session: ReviewSession, study: Study, result: str = WHOLE_STUDY) -> Sheet:
    """Read the viewer's own sheet for a result of a study; nothing is written.

    Raises:
        ConflictError: no checklist fits the study yet.
        UsageError: nobody said who is working.
    """
    result, checklist_id = normal_result(result), required_checklist(study)
    appraisal = own_appraisal(session, study, result)
    if appraisal is None:
        checklist = Catalogue(session.db).find(checklist_id)
        return Sheet(study, checklist, session.require_reviewer(), result, None, judged(checklist, None))
    return sheet_of(session, study, appraisal)


def sheet_of(session: ReviewSession, study: Study, appraisal: Appraisal) -> Sheet:
    """Read the sheet of a stored appraisal; the caller makes sure that the viewer may see it."""
    return sheets_of(session, [(study, appraisal)])[0]


def sheets_of(
    session: ReviewSession,
    pairs: Sequence[tuple[Study, Appraisal]],
    verdicts: dict[Hashable, Verdict] | None = None,
) -> list[Sheet]:
    """Read the sheets of many stored appraisals, with few queries, in the order given.

    Args:
        session: the open review.
        pairs: the studies with their appraisals.
        verdicts: what was judged so far, by checklist, answers and overrides; what is judged here is added.
    """
    worksheets = appraisals.read_worksheets(session.db, [appraisal.id for _, appraisal in pairs])
    return judged_sheets(session, [(study, worksheets[each.id]) for study, each in pairs], verdicts)


def judged_sheets(
    session: ReviewSession,
    pairs: Sequence[tuple[Study, Worksheet]],
    verdicts: dict[Hashable, Verdict] | None = None,
) -> list[Sheet]:
    """Judge worksheets of stored appraisals, in the order given; see `sheets_of`."""
    checklists: dict[tuple[str, str], Checklist] = {}
    verdicts = {} if verdicts is None else verdicts
    sheets = []
    for study, worksheet in pairs:
        appraisal = worksheet.appraisal
        version = appraisal.checklist_id, appraisal.checklist_sha256
        checklist = checklists.get(version) or checklists.setdefault(
            version, pinned_checklist(session, appraisal)
        )
        levels = worksheet.levels
        codes = answers_to_judge(checklist, worksheet.codes, worksheet.preliminaries)
        # Reviewers agree more often than not: what was given alike is judged once.
        given = version, _in_order(checklist, codes), frozenset(levels.items())
        verdict = verdicts.get(given) or verdicts.setdefault(given, judge(checklist, codes, overrides=levels))
        sheets.append(Sheet(study, checklist, whose(appraisal), appraisal.result, worksheet, verdict))
    return sheets


def _in_order(checklist: Checklist, codes: Mapping[str, str]) -> Hashable:
    """Return answers so that those that are alike are equal, and those of thousands take little room."""
    in_order = tuple(map(codes.get, _item_ids(checklist)))
    has_others = len(codes) > len(in_order) - in_order.count(None)
    return frozenset(codes.items()) if has_others else in_order


@lru_cache(maxsize=256)
def _item_ids(checklist: Checklist) -> tuple[str, ...]:
    return tuple(item.id for item in checklist.items)


def whose(appraisal: Appraisal) -> str:
    """Return the reviewer's handle, or `consensus`: that belongs to nobody alone, whoever began it."""
    return CONSENSUS if appraisal.kind is AppraisalKind.CONSENSUS else appraisal.reviewer
