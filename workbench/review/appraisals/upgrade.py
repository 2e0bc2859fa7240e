"""Take one's own appraisals of a study to the newer version of their checklist; only ever on request."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checklists import Checklist
from store import appraisals as stored
from store.checklist_upgrades import take_to_version
from store.records import AppraisalKind, Study
from workbench.errors import ConflictError
from workbench.review.appraisals.own_sheet import StudyResult, changing
from workbench.review.appraisals.sheets import (
    Sheet,
    counting_order,
    required_checklist,
    sheet_of,
    version_of,
)
from workbench.review.blindness.visibility import visible_to
from workbench.review.checklists.known_checklists import Catalogue
from workbench.review.sentences import name_some
from workbench.review.session import ReviewSession, use_case
from workbench.review.studies.known_studies import find


@dataclass(frozen=True, slots=True)
class UpgradePlan:
    """What an upgrade does to one appraisal.

    Attributes:
        study: key of the study.
        result: the result that is judged, in words.
        checklist: id of the checklist.
        before: the version that the appraisal was made with.
        after: the version that it is taken to.
        kept: the items whose answers are taken over, with notes and quotes.
        asked_again: the items whose answers are taken away; notes and quotes stay.
        added: the items that the version before did not have.
        dropped: the domains, and the whole, whose overrides are taken away.
    """

    study: str
    result: str
    checklist: str
    before: str
    after: str
    kept: tuple[str, ...]
    asked_again: tuple[str, ...]
    added: tuple[str, ...]
    dropped: tuple[str, ...]

    def in_words(self) -> str:
        """Say in one sentence what is kept, what is asked again, what is new, and which overrides go."""
        parts = [
            _count(self.kept, "answer is kept", "answers are kept"),
            _count(self.asked_again, "is asked again", "are asked again"),
            _count(self.added, "item is new", "items are new"),
        ]
        if self.dropped:
            what = "override of" if len(self.dropped) == 1 else "overrides of"
            goes = "goes" if len(self.dropped) == 1 else "go"
            parts.append(f"the {what} {name_some(list(self.dropped))} {goes} to the history")
        where = f"{self.study} · {self.result}"
        return f"{where}: {self.checklist} {self.before} → {self.after}: {'; '.join(parts)}."


def _count(items: tuple[str, ...], one: str, many: str) -> str:
    named = f" ({name_some(list(items))})" if items else ""
    return f"{len(items)} {one if len(items) == 1 else many}{named}"


@use_case
def plan_upgrades(session: ReviewSession, text: str, checklist_id: str = "") -> list[UpgradePlan]:
    """Say what an upgrade of the viewer's appraisals of a study would do, result by result.

    Args:
        session: the open review and who works in it.
        text: the study; see `find`.
        checklist_id: the checklist, which must be that of the study; empty for the study's.

    Raises:
        NotFoundError: no such study or checklist.
        ConflictError: nothing is begun, nothing is older, something is submitted, or the newer version does
            not say what it takes over.
    """
    return [plan for _, plan in _plans(session, find(session, text), checklist_id)]


@use_case
def upgrade(session: ReviewSession, text: str, checklist_id: str = "") -> list[UpgradePlan]:
    """Take the viewer's appraisals of a study to the newer version; see `plan_upgrades`.

    Nothing is lost: what is taken away stands in the history.
    """
    study, catalogue = find(session, text), Catalogue(session.db)
    plans = []
    for sheet, _ in list(_plans(session, study, checklist_id)):
        with changing(session, StudyResult(study, sheet.result), begins=False) as own:
            current = catalogue.find(own.checklist.id)
            plan = _plan(own.sheet(), current)
            take_to_version(
                own.draft, version_of(current), asked_again=plan.asked_again, dropped=plan.dropped
            )
        plans.append(plan)
    return plans


@use_case
def is_older(session: ReviewSession, text: str) -> bool:
    """Return True if the viewer has an appraisal of a study that the present version could take over."""
    study = find(session, text)
    if study.checklist is None or session.reviewer is None:
        return False
    current = Catalogue(session.db).get(study.checklist)
    if current is None:
        return False
    versions = {upgrade.version for upgrade in current.upgrades}
    return any(
        sheet.checklist.sha256 != current.sha256 and sheet.checklist.version in versions
        for sheet in _own_sheets(session, study)
    )


def _own_sheets(session: ReviewSession, study: Study) -> list[Sheet]:
    """Read the viewer's sheets with any version of its checklist; of each result the one that counts."""
    own = stored.find_appraisals(
        session.db,
        study_id=study.id,
        reviewer=session.require_reviewer(),
        checklist_id=study.checklist,
        kind=AppraisalKind.INDEPENDENT,
    )
    counting = {appraisal.result: appraisal for appraisal in sorted(own, key=counting_order)}
    return [sheet_of(session, study, counting[result]) for result in sorted(counting)]


def _plans(session: ReviewSession, study: Study, checklist_id: str) -> Iterator[tuple[Sheet, UpgradePlan]]:
    current = Catalogue(session.db).find(checklist_id.strip() or required_checklist(study))
    if current.id != study.checklist:
        raise ConflictError(
            f"{study.key} is judged with {study.checklist or 'no checklist'}, not with {current.id}: "
            "an upgrade goes to a newer version of the same checklist"
        )
    sheets = _own_sheets(session, study)
    if not sheets:
        raise ConflictError(f"{study.key} is not begun with {current.id}, so there is nothing to upgrade")
    older = [sheet for sheet in sheets if sheet.checklist.sha256 != current.sha256]
    if not older:
        raise ConflictError(
            f"{study.key} is judged with {current.id} {current.version} already, the newest version"
        )
    # All are looked at before the first is changed, so that nothing is half done.
    for sheet in older:
        if sheet.submitted:
            which = f" --result '{sheet.result}'" if sheet.result else ""
            agreed = consensus_words(session, sheet)
            raise ConflictError(
                f"{study.key} · {sheet.result_label} is submitted: reopen it first with "
                f"`workbench reopen {study.key}{which} --reason …`{f'; {agreed}' if agreed else ''}"
            )
    yield from [(sheet, _plan(sheet, current)) for sheet in older]


def consensus_words(session: ReviewSession, sheet: Sheet) -> str:
    """Say what becomes of the consensus that an appraisal is part of; empty where the viewer sees none."""
    appraisals = stored.find_appraisals(
        session.db, study_id=sheet.study.id, result=sheet.result, checklist_id=sheet.checklist.id
    )
    agreed = [each for each in visible_to(session, appraisals) if each.kind is AppraisalKind.CONSENSUS]
    if not agreed:
        return ""
    return (
        f"the consensus on it was made with {agreed[0].checklist_version} and stays as it is, also in the "
        "tables, until all who agreed on it have upgraded and agree anew"
    )


def _plan(sheet: Sheet, current: Checklist) -> UpgradePlan:
    """Work out what an upgrade does to a sheet.

    Raises:
        ConflictError: the newer version does not say what it takes over.
    """
    before = sheet.checklist
    rule = next((each for each in current.upgrades if each.version == before.version), None)
    if rule is None:
        raise ConflictError(
            f"{current.id} {current.version} does not say which answers of {before.version} it takes over: "
            f"{sheet.study.key} stays with {before.version}"
        )
    ids = {item.id for item in current.items}
    keep = {item for item in rule.keep if item in ids}
    given = sheet.codes
    kept = tuple(item for item in given if item in keep and given[item] in current.codes(item))
    return UpgradePlan(
        study=sheet.study.key,
        result=sheet.result_label,
        checklist=current.id,
        before=before.version,
        after=current.version,
        kept=kept,
        asked_again=tuple(item for item in given if item not in kept),
        added=tuple(item.id for item in current.items if not before.has_item(item.id)),
        dropped=tuple(target for target in sheet.overrides if not _stands(target, before, current, keep)),
    )


def _stands(target: str, before: Checklist, current: Checklist, keep: set[str]) -> bool:
    """Return True if an override may stay: no item behind it is reworded, new or gone."""
    if target not in current.targets:
        return False
    domains = {domain.id for domain in current.domains}
    if target not in domains:
        return {item.id for item in before.items} == {item.id for item in current.items} == keep
    then, now = ({item.id for item in each.domain(target).items} for each in (before, current))
    return then == now and now <= keep
