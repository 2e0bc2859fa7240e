"""List what must be looked at again in the evidence and in the characteristics of studies.

Both are shared, as far as each may see them.
"""

from __future__ import annotations

from collections.abc import Iterator

from store import body_entries, documents
from store.characteristics import list_characteristics
from store.records import Finding
from workbench.intake import find_quote
from workbench.review.evidence.finding_form import stored_quote
from workbench.review.studies.known_characteristics import heading_of
from workbench.review.updates.lines import UpdateLine, command_line
from workbench.review.updates.review_changes import left_out
from workbench.review.updates.text_changes import TextChange, TextChanges
from workbench.review.view import View


def shared_work(view: View, texts: TextChanges) -> Iterator[UpdateLine]:
    """Yield the findings, characteristics, ratings and entries that something changed under."""
    yield from _findings(view, texts)
    yield from _characteristics(view, texts)
    yield from _stale(view)


def _findings(view: View, texts: TextChanges) -> Iterator[UpdateLine]:
    """Yield the findings that were entered before the document behind them was replaced or withdrawn."""
    out = left_out(view)
    findings = [finding for finding in view.findings if finding.study_id not in out]
    if not any(texts.unread(finding.study_id) for finding in findings):
        return
    entered = {
        (event.study_key, event.about.get("outcome")): event
        for event in view.evidence_events
        if event.action == "finding"
    }
    outcomes = {outcome.id: outcome.label for outcome in view.outcomes}
    for finding in findings:
        key, outcome = view.study_rows[finding.study_id].key, outcomes[finding.outcome_id]
        event = entered.get((key, str(finding.outcome_id)))
        for change in texts.of(finding.study_id):
            if change.gone and event is not None and change.at > event.at and _rests_on(finding, change):
                yield UpdateLine(
                    group="look again",
                    kind="finding",
                    what=f"{change.what}, after the numbers for {outcome} were entered",
                    do="compare the numbers with what is there now",
                    command=command_line("finding", key, outcome, then="…"),
                    study=key,
                    about=outcome,
                    at=change.at,
                    by=change.by,
                    names=(change.target,),
                )


def _rests_on(finding: Finding, change: TextChange) -> bool:
    """Return True if numbers were read in a document that is gone, or nobody said in which one."""
    name = stored_quote(finding).get("document")
    return not isinstance(name, str) or name in change.names


def _characteristics(view: View, texts: TextChanges) -> Iterator[UpdateLine]:
    """Yield the characteristics whose quote is from a document that was replaced or withdrawn since."""
    out = left_out(view)
    for each in list_characteristics(view.session.db):
        if not each.quote or each.study_id in out or each.study_id not in view.study_rows:
            continue
        key, heading = view.study_rows[each.study_id].key, heading_of(each.name)
        for change in texts.of(each.study_id):
            if change.at > each.entered_at and each.source in change.names:
                is_there = change.read_now is not None and (
                    find_quote(documents.read_text(view.session.db, change.read_now.id), each.quote)
                    is not None
                )
                stands = "its words stand there too" if is_there else "its words do not stand there"
                yield UpdateLine(
                    group="look again",
                    kind="characteristic",
                    what=f"{change.what}, after {heading} was quoted from it"
                    + (f"; {stands}" if change.read_now is not None else ""),
                    do="see whether the value still holds, and quote it anew",
                    command=command_line("characteristic", key, each.name, then="VALUE --quote …"),
                    study=key,
                    about=each.name,
                    at=change.at,
                    by=change.by,
                    names=(change.target,),
                )


def _stale(view: View) -> Iterator[UpdateLine]:
    """Yield the ratings of certainty, and what was entered for bodies, that were made before a change."""
    if not view.ratings and not body_entries.list_entries(view.session.db):
        return
    for _, row in view.bodies:
        label, place = row.outcome.label, ("--body", row.key)
        stale = [rating for rating in row.ratings if rating.stale]
        if stale:
            named = ", ".join(rating.title for rating in stale)
            do = f"look at what changed, then rate {'it' if len(stale) == 1 else 'each'} again or confirm it"
            command = command_line("certainty", label, *place)
            yield _stale_line("rating", f"{named} of {label}, {row.key}: rated", do, command, label)
        for entry in row.entries:
            if entry.stale:
                what = f"{entry.part} of {label}, {row.key}: entered by {entry.entered_by}"
                command = command_line("body", label, *place, "--confirm", entry.part)
                yield _stale_line("body", what, "enter it again, or say that it stands", command, label)


def _stale_line(kind: str, what: str, do: str, command: str, outcome: str) -> UpdateLine:
    return UpdateLine(
        group="look again",
        kind=kind,
        what=f"{what} before the last change of what it rests on",
        do=do,
        command=command,
        about=outcome,
    )
