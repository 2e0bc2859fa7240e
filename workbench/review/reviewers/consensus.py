"""Read the consensus on one result of a study: what was decided, what all gave alike, what is still open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from checklists import Checklist, Verdict, judge
from checklists.judgement.judge import settle
from checklists.language.answer_codes import NOT_ASKED
from store import appraisals as stored
from store.records import Answer, Appraisal, AppraisalKind, AppraisalState, Override, Worksheet
from workbench.review.appraisals.resolve import directions
from workbench.review.appraisals.sheets import Sheet, answers_to_judge
from workbench.review.appraisals.variants import asked_preliminaries, governing, same_entry, to_agree_on
from workbench.review.reviewers.comparison import ConsensusState
from workbench.review.session import ReviewSession


@dataclass(frozen=True, slots=True)
class Consensus:
    """The consensus as it stands, whether begun or not.

    Attributes:
        appraisal: None before the first decision.
        answers: what was decided on items, by item id.
        overrides: what was decided on domains and the whole.
        alike: item id to the code that all reviewers gave.
        alike_levels: domain id or `overall` to the judgement in which all overrode, with their reasons.
        preliminaries: what all entered alike before the items, or was decided, by id.
        verdict: what follows from all of this.
        unresolved: ids of the items, domains and the whole that still need a decision.
    """

    appraisal: Appraisal | None
    answers: dict[str, Answer]
    overrides: dict[str, Override]
    alike: dict[str, str]
    alike_levels: dict[str, tuple[str, str]]
    preliminaries: dict[str, str]
    verdict: Verdict
    unresolved: tuple[str, ...]

    @property
    def form(self) -> Checklist:
        """The checklist in the variant that the consensus is judged with."""
        assert self.verdict.checklist is not None
        return self.verdict.checklist

    @property
    def state(self) -> ConsensusState:
        """The state: not begun, a draft, or submitted."""
        if self.appraisal is None:
            return "none"
        return "submitted" if self.appraisal.state.value == "submitted" else "draft"


def read_consensus(session: ReviewSession, sheets: Sequence[Sheet]) -> Consensus:
    """Read the consensus of reviewers who submitted a result with the same version of a checklist."""
    worksheet = _worksheet(session, sheets[0])
    checklist = sheets[0].checklist
    answers, overrides = _decided(worksheet)
    preliminaries = _preliminaries(sheets, worksheet)
    if worksheet is not None and worksheet.appraisal.state.value == "submitted":
        given = answers_to_judge(checklist, worksheet.codes, preliminaries)
        verdict = judge(checklist, given, overrides=worksheet.levels)
        alike = {item: code for item, code in worksheet.codes.items() if item not in answers}
        alike_levels = {
            target: (override.judgement, override.reason)
            for target, override in worksheet.overrides.items()
            if target not in overrides
        }
        return Consensus(
            worksheet.appraisal, answers, overrides, alike, alike_levels, preliminaries, verdict, ()
        )
    alike, alike_levels = _alike(sheets), _alike_levels(sheets)
    codes = alike | {item: answer.code for item, answer in answers.items() if answer.code is not None}
    levels = {target: level for target, (level, _) in alike_levels.items()}
    levels |= {target: override.judgement for target, override in overrides.items()}
    given = answers_to_judge(checklist, codes, preliminaries)
    verdict = judge(checklist, given, overrides=levels)
    still_open = (
        *_open_preliminaries(sheets, given, preliminaries),
        *_open_items(checklist, sheets, given, verdict),
        *_open_judgements(sheets, levels, verdict),
        *_open_directions(sheets, codes),
    )
    appraisal = worksheet.appraisal if worksheet else None
    return Consensus(appraisal, answers, overrides, alike, alike_levels, preliminaries, verdict, still_open)


def code_of(sheet: Sheet, item: str) -> str | None:
    """Return a reviewer's answer; NA where the item was not asked, None where there is none."""
    if item not in sheet.verdict.shown:
        return NOT_ASKED
    answer = sheet.answers.get(item)
    return answer.code if answer else None


def level_of(verdict: Verdict, target: str) -> str | None:
    """Return the final judgement of a domain or of the whole."""
    return verdict.final(target)


def targets_of(checklist: Checklist) -> tuple[str, ...]:
    """Return the ids of what is judged: the domains in order, and the whole last, if there is one."""
    return checklist.targets


def _worksheet(session: ReviewSession, sheet: Sheet) -> Worksheet | None:
    appraisals = stored.find_appraisals(
        session.db, study_id=sheet.study.id, result=sheet.result, kind=AppraisalKind.CONSENSUS
    )
    same = [appraisal for appraisal in appraisals if appraisal.checklist_sha256 == sheet.checklist.sha256]
    return stored.read_worksheet(session.db, same[0].id) if same else None


def _decided(worksheet: Worksheet | None) -> tuple[dict[str, Answer], dict[str, Override]]:
    if worksheet is None:
        return {}, {}
    answers = {item: answer for item, answer in worksheet.answers.items() if answer.decided_by is not None}
    overrides = {
        target: override
        for target, override in worksheet.overrides.items()
        if override.decided_by is not None
    }
    return answers, overrides


def _preliminaries(sheets: Sequence[Sheet], worksheet: Worksheet | None) -> dict[str, str]:
    """Return what all reviewers entered alike before the items; where they differ, what the consensus has."""
    decided: dict[str, str] = {}
    if worksheet is not None:
        names = {preliminary.id for preliminary in sheets[0].checklist.preliminaries}
        if worksheet.appraisal.state is AppraisalState.SUBMITTED:
            decided |= worksheet.preliminaries
        decided |= {name: code for name, code in worksheet.codes.items() if name in names}
    governs = governing(sheets[0].checklist)
    alike = {
        preliminary.id: value
        for preliminary in sheets[0].checklist.preliminaries
        if (value := same_entry(preliminary, entries(sheets, preliminary.id), governs=preliminary in governs))
    }
    return alike | {name: value for name, value in decided.items() if value}


def _alike(sheets: Sequence[Sheet]) -> dict[str, str]:
    """Return the items that all were asked and answered with the same code, with that code."""
    alike = {}
    for item in sheets[0].verdict.shown:
        codes = {code_of(sheet, item) for sheet in sheets}
        code = codes.pop()
        if not codes and code not in (None, NOT_ASKED):
            alike[item] = str(code)
    for name in directions(sheets[0].checklist):
        given = {sheet.codes.get(name) for sheet in sheets}
        direction = given.pop()
        if not given and direction is not None:
            alike[name] = direction
    return alike


def entries(sheets: Sequence[Sheet], preliminary: str) -> list[str]:
    """Return what each reviewer entered in a preliminary; empty for nothing."""
    return [sheet.preliminaries.get(preliminary, "") for sheet in sheets]


def _open_preliminaries(
    sheets: Sequence[Sheet], given: Mapping[str, str], settled: Mapping[str, str]
) -> Iterator[str]:
    """Yield what must be agreed on before the items, where the reviewers differ and nothing is settled."""
    checklist = sheets[0].checklist
    asked, governs = asked_preliminaries(checklist, given), governing(checklist)
    for preliminary in to_agree_on(checklist):
        name, is_read = preliminary.id, preliminary in governs
        if preliminary not in asked or name in (given if is_read else settled):
            continue
        if same_entry(preliminary, entries(sheets, name), governs=is_read) is None:
            yield name


def _open_directions(sheets: Sequence[Sheet], codes: Mapping[str, str]) -> Iterator[str]:
    """Yield the predicted directions on which those who gave one differ."""
    for name in directions(sheets[0].checklist):
        given = {code for sheet in sheets if (code := sheet.codes.get(name)) is not None}
        if len(given) > 1 and name not in codes:
            yield name


def _alike_levels(sheets: Sequence[Sheet]) -> dict[str, tuple[str, str]]:
    alike = {}
    for target, first in sheets[0].overrides.items():
        overrides = [sheet.overrides.get(target) for sheet in sheets]
        if all(override is not None and override.judgement == first.judgement for override in overrides):
            reasons = (f"{s.reviewer}: {s.overrides[target].reason}" for s in sheets)
            alike[target] = (first.judgement, "all reviewers judged so; " + "; ".join(reasons))
    return alike


def _open_items(
    checklist: Checklist, sheets: Sequence[Sheet], codes: Mapping[str, str], verdict: Verdict
) -> Iterator[str]:
    """Yield unanswered items that are asked, and differences that may still come to be asked."""
    if any(whole.stopped for whole in verdict.overalls.values()):
        return
    settled = settle(checklist, codes)
    undecided = checklist.is_undecided(codes)
    for item in checklist.items:
        if undecided and not all(sheet.form.has_item(item.id) for sheet in sheets):
            continue  # whether it is asked is settled first
        if settled.get(item.id, NOT_ASKED) is None:
            differ = len({code_of(sheet, item.id) for sheet in sheets}) > 1
            if differ or item.id in verdict.asked:
                yield item.id


def _open_judgements(sheets: Sequence[Sheet], levels: dict[str, str], verdict: Verdict) -> Iterator[str]:
    """Yield judgements that do not follow from the answers alone: overridden, or left to the reviewers."""
    there = verdict.checklist.targets if verdict.checklist is not None else ()
    if verdict.checklist is not None and verdict.checklist.deciding and not verdict.checklist.choices:
        # Which domains there are is settled first.
        there = tuple(target for target in there if all(target in sheet.form.targets for sheet in sheets))
    for target in targets_of(sheets[0].checklist):
        if target in levels or target not in there or not verdict.on(target).is_needed:
            continue
        judged = verdict.on(target)
        if judged.ask and judged.final is None:
            yield target  # no rule suggests a level, and the reviewers' own are not alike
            continue
        if not any(target in sheet.overrides for sheet in sheets):
            continue
        finals = {level_of(sheet.verdict, target) for sheet in sheets}
        suggested = level_of(verdict, target)
        if len(finals) > 1 or suggested not in (None, *finals):
            yield target
