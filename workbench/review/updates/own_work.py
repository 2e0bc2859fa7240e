"""List what must be looked at again in one's own work, as something that it rests on changed since.

Everything here is said of the viewer's own appraisals, and of a consensus that the viewer may see.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from store import appraisals as stored
from store.records import Appraisal, AppraisalKind, AppraisalState, Quote
from workbench.review.appraisals.quote_anchors import Anchors
from workbench.review.appraisals.sheets import WHOLE_STUDY_LABEL
from workbench.review.studies.earlier_design import before_in_words, earlier_designs
from workbench.review.updates.lines import UpdateLine, command_line, of_result
from workbench.review.updates.review_changes import left_out
from workbench.review.updates.text_changes import TextChange, TextChanges
from workbench.review.view import View

_AGAIN = "read it, and reopen the appraisal if an answer changes"


@dataclass(frozen=True, slots=True)
class _Work:
    """The work that the viewer answers for, on studies that are not left out.

    Attributes:
        own: the viewer's own appraisals, by study, the latest last.
        agreed: submitted consensuses that the viewer may see.
    """

    own: dict[UUID, list[Appraisal]]
    agreed: list[Appraisal]


def own_work(view: View, texts: TextChanges) -> Iterator[UpdateLine]:
    """Yield what must be looked at again in appraisals and designs, study by study within each kind."""
    work = _work_of(view)
    quotes = _quotes_of_unread(view, texts, work)
    yield from _texts_after(view, texts, work, quotes)
    yield from _lost_quotes(view, work, quotes)
    yield from _older_versions(view, work)
    yield from _other_checklists(view, work)
    yield from _overwritten_designs(view)


def _work_of(view: View) -> _Work:
    out = left_out(view)
    own: dict[UUID, list[Appraisal]] = defaultdict(list)
    for appraisal in view.appraisals:
        is_own = appraisal.reviewer == view.viewer and appraisal.kind is AppraisalKind.INDEPENDENT
        if is_own and appraisal.study_id not in out:
            own[appraisal.study_id].append(appraisal)
    agreed = [
        appraisal
        for appraisal in view.visible
        if appraisal.kind is AppraisalKind.CONSENSUS
        and appraisal.state is AppraisalState.SUBMITTED
        and appraisal.study_id not in out
    ]
    return _Work(own, agreed)


def _quotes_of_unread(view: View, texts: TextChanges, work: _Work) -> dict[UUID, list[Quote]]:
    """Read the viewer's quotes from documents that are not read any more, by id of the appraisal."""
    unread = {study: gone for study in work.own if (gone := texts.unread(study))}
    ids = [appraisal.id for study in unread for appraisal in work.own[study]]
    if not ids:
        return {}
    gone = set().union(*unread.values())
    quotes = stored.quotes_of(view.session.db, ids)
    return {
        identity: found
        for identity, its in quotes.items()
        if (found := [quote for quote in its if quote.document_id in gone])
    }


def _texts_after(
    view: View, texts: TextChanges, work: _Work, quotes: dict[UUID, list[Quote]]
) -> Iterator[UpdateLine]:
    """Yield the documents that came, were replaced or withdrawn after an appraisal was made from them."""
    for study, mine in work.own.items():
        for appraisal in mine:
            for change in texts.of(study):
                if appraisal.state is AppraisalState.SUBMITTED:
                    if _is_later(change, appraisal):
                        yield _after_submission(appraisal, change)
                elif change.at > appraisal.changed_at and _is_quoted(quotes.get(appraisal.id, ()), change):
                    yield _after_quoting(appraisal, change)
    for appraisal in work.agreed:
        for change in texts.of(appraisal.study_id):
            if _is_later(change, appraisal):
                yield _after_consensus(appraisal, change)


def _is_later(change: TextChange, appraisal: Appraisal) -> bool:
    return appraisal.submitted_at is not None and change.at > appraisal.submitted_at


def _is_quoted(quotes: Sequence[Quote], change: TextChange) -> bool:
    return any(quote.document_id in change.gone for quote in quotes)


def _after_submission(appraisal: Appraisal, change: TextChange) -> UpdateLine:
    words = ("reopen", appraisal.study_key, *of_result(appraisal.result))
    command = command_line(*words, then="--reason …")
    return _text_line(appraisal, change, "after you submitted", _AGAIN, command)


def _after_quoting(appraisal: Appraisal, change: TextChange) -> UpdateLine:
    after = (
        "after you quoted from it" if change.read_now is None else "after you quoted from what it replaces"
    )
    do = "read what is there now, and see whether your answers stand"
    command = command_line("judge", appraisal.study_key, *of_result(appraisal.result))
    return _text_line(appraisal, change, after, do, command)


def _after_consensus(appraisal: Appraisal, change: TextChange) -> UpdateLine:
    words = ("reconcile", appraisal.study_key, *of_result(appraisal.result), "--reopen")
    do = "read it, and reopen the consensus if it changes"
    command = command_line(*words, then="--reason …")
    return _text_line(appraisal, change, "after the consensus was finished", do, command, "consensus")


def _text_line(
    appraisal: Appraisal, change: TextChange, after: str, do: str, command: str, kind: str = "document"
) -> UpdateLine:
    return UpdateLine(
        group="look again",
        kind=kind,
        what=f"{change.what}, {after} ({appraisal.result or WHOLE_STUDY_LABEL})",
        do=do,
        command=command,
        study=appraisal.study_key,
        about=appraisal.result,
        at=change.at,
        by=change.by,
        names=(change.target,),
    )


def _lost_quotes(view: View, work: _Work, quotes: dict[UUID, list[Quote]]) -> Iterator[UpdateLine]:
    """Yield the quotes whose words stand in no document that is read."""
    anchors = Anchors(view.session)
    for study, mine in work.own.items():
        for appraisal in mine:
            for anchor in anchors.of_quotes(study, quotes.get(appraisal.id, ())):
                if anchor.is_flagged:
                    words = ("passages", appraisal.study_key, anchor.quote.item_id)
                    yield UpdateLine(
                        group="look again",
                        kind="quote",
                        what=f"your quote for {anchor.quote.item_id}: {anchor.in_words()}",
                        do="quote what is read now, or take the quote away",
                        command=command_line(*words),
                        study=appraisal.study_key,
                        about=anchor.quote.item_id,
                    )


def _older_versions(view: View, work: _Work) -> Iterator[UpdateLine]:
    """Yield the appraisals that were made with an older version of the study's checklist."""
    for study, mine in work.own.items():
        current = view.catalogue.get(view.study_rows[study].checklist)
        if current is None:
            continue
        latest = {each.result: each for each in mine if each.checklist_id == current.id}
        for appraisal in latest.values():
            before = appraisal.checklist_version
            if appraisal.checklist_sha256 == current.sha256:
                continue
            command = ""
            if all(upgrade.version != before for upgrade in current.upgrades):
                do = f"nothing: it stays with {before}, as {current.version} takes over no answers of it"
            elif appraisal.state is AppraisalState.SUBMITTED:
                do = f"reopen it, then `workbench assign {appraisal.study_key} --upgrade`"
                words = ("reopen", appraisal.study_key, *of_result(appraisal.result))
                command = command_line(*words, then="--reason …")
            else:
                do = "take it to the newer version: what is asked in the same words is kept"
                command = command_line("assign", appraisal.study_key, "--upgrade")
            where = f"({appraisal.result or WHOLE_STUDY_LABEL})"
            yield UpdateLine(
                group="look again",
                kind="version",
                what=f"your appraisal {where} has {current.id} {before}; now it is {current.version}",
                do=do,
                command=command,
                study=appraisal.study_key,
                about=appraisal.result,
            )


def _other_checklists(view: View, work: _Work) -> Iterator[UpdateLine]:
    """Yield the studies that the viewer has judged with another checklist than they have now only."""
    for study, mine in work.own.items():
        now = view.study_rows[study].checklist
        if now is None or any(appraisal.checklist_id == now for appraisal in mine):
            continue
        key, used = mine[-1].study_key, mine[-1].checklist_id
        yield UpdateLine(
            group="look again",
            kind="other-checklist",
            what=f"you judged it with {used}, and it has {now} now: tables and agreement leave yours out",
            do=f"judge it with {now}",
            command=command_line("judge", key),
            study=key,
        )


def _overwritten_designs(view: View) -> Iterator[UpdateLine]:
    """Yield the designs that earlier versions overwrote when a checklist was chosen."""
    out = left_out(view)
    rows = [row for identity, row in view.study_rows.items() if identity not in out]
    for key, design in earlier_designs(view.session, rows).items():
        yield UpdateLine(
            group="look again",
            kind="design",
            what=before_in_words(design),
            do="take it back, or say which design it is",
            command=command_line("edit", key, "--design", design),
            study=key,
        )
