"""Compare two or more submitted appraisals, and settle the differences in a consensus.

The independent appraisals are only read here. The consensus is an appraisal of its own, which everybody may
change who has submitted one of the same result; the history says who did.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from store import appraisals as stored
from store import consensus_decisions
from store.judgements import copies_of
from store.records import Appraisal, AppraisalKind, AppraisalState
from workbench.errors import ConflictError, UsageError
from workbench.review.appraisals.imported_words import imported_note
from workbench.review.appraisals.resolve import (
    checked_value,
    known_code,
    known_item,
    known_level,
    known_target,
)
from workbench.review.appraisals.sheets import Sheet, version_of
from workbench.review.appraisals.variants import to_agree_on, variant_in_words
from workbench.review.blindness.independence import changed_later
from workbench.review.reviewers.comparison import ComparedLine as ComparedLine
from workbench.review.reviewers.comparison import ComparedTotal
from workbench.review.reviewers.comparison import Comparison as Comparison
from workbench.review.reviewers.comparison import ConsensusState as ConsensusState
from workbench.review.reviewers.comparison import LineKind as LineKind
from workbench.review.reviewers.comparison import Side as Side
from workbench.review.reviewers.comparison_lines import lines_of
from workbench.review.reviewers.consensus import read_consensus, targets_of
from workbench.review.reviewers.side_by_side import DISCUSSION as DISCUSSION
from workbench.review.reviewers.side_by_side import SAID_DISCUSSION as SAID_DISCUSSION
from workbench.review.reviewers.side_by_side import SideBySide, lay_out
from workbench.review.sentences import name_some
from workbench.review.session import ReviewSession, use_case


@use_case
def compare(session: ReviewSession, text: str, *, result: str = "") -> Comparison:
    """Compare the submitted appraisals of a study side by side.

    Raises:
        ConflictError: the viewer has not submitted, or fewer than two reviewers have; the message says who is
            done and what to do.
    """
    return _comparison(lay_out(session, text, result))


@use_case
def reconcile(
    session: ReviewSession,
    text: str,
    target: str,
    code: str,
    reason: str,
    *,
    decided_by: str | None = None,
    result: str = "",
) -> Comparison:
    """Settle one line, replacing what was settled on it before; it is saved when this returns.

    Args:
        target: an item id, a domain id, or `overall`.
        code: an answer's code, a level's id, or `=anna` for what anna has.
        reason: why; required.
        decided_by: `discussion`, a third person's handle, or free words. None: the viewer, where the
            protocol names them to decide, else `discussion`. A discussion that is named is stored as one
            between the reviewers.

    Raises:
        UsageError: no such line or code, no reason, or nobody who decided.
        ConflictError: as `compare`, or the consensus is submitted.
    """
    with session.db.writing():
        table = lay_out(session, text, result)
        if not reason.strip():
            raise UsageError("a consensus needs a reason: say why this and not the other answer")
        decided_by = table.usual_decider if decided_by is None else _known_decider(decided_by)
        _must_be_draft(table)
        target, is_item = _known_line(table, target)
        code = _known_value(table, target, code, is_item)
        decide = consensus_decisions.decide_item if is_item else consensus_decisions.decide_judgement
        appraisal, by = _begin(session, table), session.require_reviewer()
        decide(session.db, appraisal.id, target, code, reason.strip(), decided_by=decided_by, by=by)
        return _after(session, table)


@use_case
def take_over(
    session: ReviewSession,
    text: str,
    reviewer: str,
    reason: str,
    *,
    decided_by: str | None = None,
    result: str = "",
) -> tuple[Comparison, tuple[str, ...]]:
    """Settle all open differences that change no judgement as one reviewer has them, with one reason.

    Items on which that reviewer has no answer to take stay open. It is saved when this returns, all of it or
    nothing.

    Args:
        reviewer: handle of the one whose answers are taken.
        decided_by: as in `reconcile`.

    Returns:
        The comparison as it is then, and the ids of what was settled.

    Raises:
        UsageError: no reason, nobody who decided, or no such reviewer.
        ConflictError: as `reconcile`, there is no such difference, or a judgement that all share would change
            because of what was settled before.
    """
    with session.db.writing():
        table = lay_out(session, text, result)
        if not reason.strip():
            raise UsageError("a consensus needs a reason: say why these answers can be taken over")
        decided_by = table.usual_decider if decided_by is None else _known_decider(decided_by)
        _must_be_draft(table)
        settled: dict[str, str] = {}
        name = reviewer.strip().removeprefix("=")
        while waiting := [
            (line, side)
            for line in _comparison(table).open_without_effect
            if (side := _side_of(line, name)).code in dict(line.options) and line.id not in settled
        ]:
            appraisal, by = _begin(session, table), session.require_reviewer()
            for line, side in waiting:
                consensus_decisions.decide_item(
                    *(session.db, appraisal.id, line.id, str(side.code), reason.strip()),
                    decided_by=decided_by,
                    by=by,
                )
                settled[line.id] = line.domain
            # An item may be asked only once the one that it hangs on is settled.
            table = replace(table, consensus=read_consensus(session, table.sheets))
        _must_have_no_effect(table, settled)
        return _comparison(table), tuple(settled)


def _must_have_no_effect(table: SideBySide, settled: Mapping[str, str]) -> None:
    """Refuse what settled nothing, or moves a judgement that all share; domains by settled item."""
    if not settled:
        left = any(not line.agree for line in _comparison(table).lines)
        then = "settle the others one by one" if left else "the reviewers agree on everything"
        raise ConflictError(
            f"{table.name}: no difference that changes no judgement could be taken over; {then}"
        )
    for line in _comparison(table).lines:
        level = table.consensus.verdict.final(line.id) if line.is_judgement else None
        if line.id in settled.values() and line.agree and level not in (None, line.sides[0].code):
            raise ConflictError(
                f"{table.name}: with what was settled before, these answers would change the judgement of "
                f"{line.id}, which all reviewers share; settle its items one by one"
            )


@use_case
def withdraw(session: ReviewSession, text: str, target: str, *, result: str = "") -> Comparison:
    """Take back what was settled on one line.

    Raises:
        ConflictError: as `reconcile`, or nothing was settled on it.
    """
    with session.db.writing():
        table = lay_out(session, text, result)
        _must_be_draft(table)
        target, _ = _known_line(table, target)
        appraisal = table.consensus.appraisal
        by = session.require_reviewer()
        if appraisal is None or not consensus_decisions.withdraw(session.db, appraisal.id, target, by=by):
            raise ConflictError(f"{table.name}: nothing was settled on {target}")
        return _after(session, table)


@use_case
def finish_consensus(session: ReviewSession, text: str, *, result: str = "") -> Comparison:
    """Submit the consensus, with what all gave alike filled in.

    Raises:
        ConflictError: as `compare`, something is not settled yet (it is named), or it was submitted before.
    """
    with session.db.writing():
        table = lay_out(session, text, result)
        _must_be_draft(table)
        missing = table.consensus.unresolved
        if missing:
            raise ConflictError(
                f"the consensus on {table.name} cannot be finished: {len(missing)} not settled "
                f"({', '.join(missing)}); settle each with "
                f"`workbench reconcile {table.study.key} ITEM CODE --reason …`"
            )
        appraisal, by = _begin(session, table), session.require_reviewer()
        alike, alike_levels = table.consensus.alike, table.consensus.alike_levels
        reasons = {target: reason for target, (_, reason) in alike_levels.items()}
        reasons |= {target: decided.reason for target, decided in table.consensus.overrides.items()}
        consensus_decisions.finish(
            session.db,
            appraisal.id,
            alike,
            alike_levels,
            by=by,
            judgements=copies_of(table.consensus.verdict, reasons),
            preliminaries=_settled_preliminaries(table),
        )
        return _after(session, table)


def _settled_preliminaries(table: SideBySide) -> dict[str, str]:
    """Return the values of the preliminaries that the consensus rests on."""
    chosen = {name: ", ".join(options) for name, options in table.consensus.form.choices}
    settled = table.consensus.preliminaries
    names = [each.id for each in to_agree_on(table.sheets[0].checklist) if settled.get(each.id)]
    return chosen | {name: settled[name] for name in names}


@use_case
def reopen_consensus(session: ReviewSession, text: str, reason: str, *, result: str = "") -> Comparison:
    """Make a submitted consensus a draft again; the reason stands in the history.

    Raises:
        UsageError: no reason.
        ConflictError: as `compare`, or it is not submitted.
    """
    with session.db.writing():
        table = lay_out(session, text, result)
        if not reason.strip():
            raise UsageError("reopening needs a reason: it stands in the history")
        appraisal = table.consensus.appraisal
        if appraisal is None or table.consensus.state != "submitted":
            raise ConflictError(f"the consensus on {table.name} is not submitted: there is nothing to reopen")
        stored.reopen(session.db, appraisal.id, reason.strip(), by=session.require_reviewer())
        return _after(session, table)


def _known_decider(text: str) -> str:
    if not text.strip():
        raise UsageError(f"who decided? Say {DISCUSSION}, or name the third person")
    return SAID_DISCUSSION if text.strip().casefold() == DISCUSSION else text.strip()


def _after(session: ReviewSession, table: SideBySide) -> Comparison:
    """Compare again after a change to the consensus, in the same transaction: the sheets are as they were."""
    return _comparison(replace(table, consensus=read_consensus(session, table.sheets)))


def _comparison(table: SideBySide) -> Comparison:
    checklist = table.sheets[0].checklist
    lines = [
        replace(
            line,
            comments=tuple(each for each in table.remarks if each.about == line.id),
            sides=_flagged(table, line),
        )
        for line in lines_of(table.sheets, table.consensus)
    ]
    shown = {remark for line in lines for remark in line.comments}
    return Comparison(
        study=table.study.key,
        result=table.sheets[0].result_label,
        checklist_id=checklist.id,
        checklist_title=checklist.title,
        reviewers=tuple(sheet.reviewer for sheet in table.sheets),
        lines=tuple(lines),
        unresolved=table.consensus.unresolved,
        consensus_state=table.consensus.state,
        warnings=tuple(_warnings(table)),
        adjudicator=table.adjudicator,
        usual_decider=table.usual_decider,
        comments=tuple(each for each in table.remarks if each not in shown),
        totals=tuple(
            ComparedTotal(total.title, tuple(sheet.total_in_words(total.id) for sheet in table.sheets))
            for total in checklist.totals
        ),
    )


def _flagged(table: SideBySide, line: ComparedLine) -> tuple[Side, ...]:
    """Return the sides of a line with the flags of their quotes."""
    if not table.flags or line.kind != "item":
        return line.sides
    return tuple(
        replace(
            side,
            quote_flags=tuple(
                table.flags.get(quote.id, "") for quote in sheet.quotes if quote.item_id == line.id
            ),
        )
        for side, sheet in zip(line.sides, table.sheets, strict=True)
    )


def _warnings(table: SideBySide) -> Iterator[str]:
    shown = {sheet.appraisal.id: sheet for sheet in table.sheets if sheet.appraisal}
    if len({sheet.form.choices for sheet in table.sheets}) > 1:
        told = (f"{sheet.reviewer} {variant_in_words(sheet.form) or 'none yet'}" for sheet in table.sheets)
        first = "; settle this first" if set(table.consensus.unresolved) & _deciding(table) else ""
        yield f"they judged different variants: {'; '.join(told)}{first}"
    yield from _settled_otherwise(table)
    yield from imported_note((table.name, sheet) for sheet in table.sheets)
    for glimpse in table.glimpsed:
        if sheet := shown.get(glimpse.appraisal.id):
            yield glimpse.in_words() + _changed(sheet)
    finished = table.consensus.appraisal.submitted_at if table.consensus.appraisal else None
    for sheet in shown.values():
        at = sheet.appraisal.submitted_at if sheet.appraisal else None
        if finished and at and at > finished:
            yield f"{sheet.reviewer} submitted anew on {at:%Y-%m-%d}, after the consensus"
    yield from _missing(table)
    yield from _decided_by_others(table)


def _settled_otherwise(table: SideBySide) -> Iterator[str]:
    """Say what the reviewers filled in differently before the items, such as another outcome.

    What decides on the items, or says what is judged, has a line of its own in the comparison.
    """
    compared = to_agree_on(table.sheets[0].checklist)
    for each in table.sheets[0].checklist.preliminaries:
        values = {
            sheet.reviewer: " ".join(sheet.preliminaries.get(each.id, "").split()) for sheet in table.sheets
        }
        if each not in compared and len(set(values.values()) - {""}) > 1:
            told = "; ".join(f"{name} “{value}”" for name, value in values.items() if value)
            yield f"before the items, {each.id} {each.text}: {told}"


def _decided_by_others(table: SideBySide) -> Iterator[str]:
    """Say what a third person decided whom the protocol does not name; a discussion comes before any."""
    usual = {DISCUSSION, SAID_DISCUSSION, table.adjudicator.casefold()}
    decided: dict[str, list[str]] = defaultdict(list)
    by = {target: answer.decided_by for target, answer in table.consensus.answers.items()}
    by |= {target: override.decided_by for target, override in table.consensus.overrides.items()}
    for target, who in by.items():
        if table.adjudicator and who and who.casefold() not in usual:
            decided[who].append(target)
    for who, targets in decided.items():
        yield (
            f"{name_some(targets)} {'was' if len(targets) == 1 else 'were'} decided by {who}; the protocol "
            f"names {table.adjudicator} to decide disagreements"
        )


def _deciding(table: SideBySide) -> set[str]:
    return {preliminary.id for preliminary in table.sheets[0].checklist.deciding}


def _changed(sheet: Sheet) -> str:
    """Say which answers changed after the shown ones were submitted, and what they are now."""
    changed = changed_later(sheet)
    pairs = [(item.id, *changed[item.id]) for item in sheet.checklist.items if item.id in changed]
    changes = [f"{item} {then or 'none'} (later {now or 'none'})" for item, then, now in pairs]
    return f"; shown is what was submitted before: {name_some(changes)}" if changes else ""


def _missing(table: SideBySide) -> Iterator[str]:
    """Name each reviewer who has submitted but is not shown, once."""
    names = {sheet.reviewer for sheet in table.sheets}
    submitted = (each.reviewer for each in table.everyone if each.state is AppraisalState.SUBMITTED)
    for name in dict.fromkeys(submitted):
        if name not in names:
            yield f"{name} used another version of the checklist and is not shown"


def _must_be_draft(table: SideBySide) -> None:
    if table.consensus.state == "submitted":
        raise ConflictError(
            f"the consensus on {table.name} is submitted; reopen it first, with a reason "
            f"(`workbench reconcile {table.study.key} --reopen --reason …`)"
        )


def _begin(session: ReviewSession, table: SideBySide) -> Appraisal:
    """Return the stored consensus, and begin it if there is none."""
    return table.consensus.appraisal or stored.start_appraisal(
        session.db,
        table.study.id,
        reviewer=session.require_reviewer(),
        checklist=version_of(table.sheets[0].checklist),
        result=table.result,
        kind=AppraisalKind.CONSENSUS,
    )


def _known_line(table: SideBySide, text: str) -> tuple[str, bool]:
    """Find the line that is meant, and say whether it is an item."""
    checklist, wanted = table.sheets[0].checklist, text.strip()
    folded = {target.casefold() for target in targets_of(checklist)}
    if wanted.casefold() in folded:
        return known_target(checklist, wanted), False
    preliminaries = {each.id.casefold(): each.id for each in to_agree_on(checklist)}
    if wanted.casefold() in preliminaries:
        return preliminaries[wanted.casefold()], True
    return known_item(checklist, wanted), True


def _known_value(table: SideBySide, target: str, text: str, is_item: bool) -> str:
    checklist = table.sheets[0].checklist
    if not text.strip().startswith("="):
        preliminary = next((each for each in to_agree_on(checklist) if each.id == target), None)
        if preliminary is not None:
            return _must_fit(target, checked_value(preliminary, text))
        return known_code(checklist, target, text) if is_item else known_level(checklist, target, text)
    line = next(line for line in lines_of(table.sheets, table.consensus) if line.id == target)
    side = _side_of(line, text.strip().removeprefix("="))
    if side.code not in [code for code, _ in line.options]:
        raise UsageError(f"{side.reviewer} gave no answer to {target} that could be taken: give a code")
    return _must_fit(target, str(side.code))


def _must_fit(target: str, text: str) -> str:
    """Return free words if they can be settled on."""
    if not text:
        raise UsageError(f"{target}: say what was settled on; 0 takes a decision back")
    if len(text) > consensus_decisions.LONGEST:
        raise UsageError(
            f"{target}: {len(text)} characters are too many to settle on, at most "
            f"{consensus_decisions.LONGEST} are kept; say it in fewer words"
        )
    return text


def _side_of(line: ComparedLine, name: str) -> Side:
    """Return the side of the reviewer who is named."""
    side = next((side for side in line.sides if side.reviewer.casefold() == name.casefold()), None)
    if side is None:
        known = ", ".join(f"={side.reviewer}" for side in line.sides)
        raise UsageError(f"={name}: there is no such reviewer here; take {known}")
    return side
