"""Trace a certainty down to the answers, quotes and facts that it rests on.

It shows what the viewer may see and nothing else, like the ratings themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from checklists import DomainVerdict, OverallVerdict
from store.records import OVERALL
from workbench.grade import CERTAINTY_WORDS, GRADE_DOMAINS, RatingState, state_remark
from workbench.review.appraisals.sheets import Sheet, is_own_judgement
from workbench.review.evidence.bodies import Body, Member
from workbench.review.evidence.body_records import BodyRow, EntryLine, RatingLine
from workbench.review.evidence.finding_form import quote_of, shown
from workbench.review.evidence.outcomes import choose_outcome
from workbench.review.evidence.ratings import find_domain
from workbench.review.evidence.replaced_sources import Flags
from workbench.review.session import ReviewSession, use_case
from workbench.review.view import View

_FACTS = ("condition", "treatment", "comparison", "outcomes")
"""Characteristics of a study that say how directly it answers the question."""


@dataclass(frozen=True, slots=True)
class Node:
    """One step of a trace.

    Attributes:
        kind: `outcome`, `certainty`, `effect`, `entry`, `rating`, `finding`, `study`, `appraisal`, `domain`,
            `override`, `rule`, `answer`; leaves are `quote`, `note`, `fact`, or `missing` where nothing was
            given.
        text: one line.
        children: what it rests on.
        key: of a certainty, the key of its body of evidence; else empty.
    """

    kind: str
    text: str
    children: tuple[Node, ...] = ()
    key: str = ""

    def leaves(self) -> tuple[Node, ...]:
        """Return the leaves of the trace: the facts, quotes and notes that everything rests on."""
        if not self.children:
            return (self,)
        return tuple(leaf for child in self.children for leaf in child.leaves())


@use_case
def trace(session: ReviewSession, outcome: str | UUID, *, domain: str | None = None) -> Node:
    """Trace what the certainty of an outcome rests on, or one GRADE domain of it.

    Args:
        session: the open review and who works in it.
        outcome: see `outcomes.find_outcome`.
        domain: see `ratings.find_domain`; without it all domains that are rated.

    Raises:
        NotFoundError: there is no such outcome.
        UsageError: there is no such GRADE domain.
    """
    view = View(session)
    meant = choose_outcome(view.outcomes, outcome)
    only = find_domain(domain) if domain is not None else None
    bodies, flags = view.bodies_of(meant), Flags(view)
    return Node("outcome", meant.label, tuple(_certainty(body, row, only, flags) for body, row in bodies))


def _certainty(body: Body, row: BodyRow, only: str | None, flags: Flags) -> Node:
    if row.certainty:
        stale = f" ({state_remark(RatingState.STALE)})" if row.is_certainty_stale else ""
        text = f"{row.symbols} {CERTAINTY_WORDS[row.certainty]}{stale}: {row.sum_note}"
    else:
        so_far = f" ({row.sum_note})" if row.sum_note else ""
        text = f"no certainty yet: {row.refused_because}{so_far}"
    start = Node("fact", f"start: {row.start_because}")
    lines = [line for line in row.ratings if line.domain == only or (only is None and _tells(line))]
    has_effect = row.effect or any(entry.text for entry in row.entries)
    effect = (
        (_effect(body, row, flags),)
        if has_effect and (only is None or GRADE_DOMAINS[only].rests_on == "effect")
        else ()
    )
    kept = tuple(Node("fact", sentence) for sentence in row.kept)
    children = (start, *kept, *effect, *(_rating(body, line, flags) for line in lines))
    return Node("certainty", text, children, row.key)


def _effect(body: Body, row: BodyRow, flags: Flags) -> Node:
    """Trace the effect and its absolute effect to what persons entered and studies found."""
    entries = [
        Node("entry", _entered(entry), _source(entry))
        for entry in row.entries
        if entry.entered_by or entry.text
    ]
    findings = [_found(member, "", flags) for member in body.members]
    text = f"effect: {row.effect or 'none'} ({row.effect_because})"
    absolute = f"absolute effect: {row.absolute or 'none'} ({row.absolute_because})"
    return Node("effect", text, (Node("fact", absolute), *entries, *findings))


def _entered(entry: EntryLine) -> str:
    who = f", entered by {entry.entered_by}" if entry.entered_by else ""
    return f"{entry.title}: {entry.text}{who}{', before the last change' if entry.stale else ''}"


def _source(entry: EntryLine) -> tuple[Node, ...]:
    return (Node("fact", f"source: {entry.source}"),) if entry.source else ()


def _tells(line: RatingLine) -> bool:
    """Return True for a domain of the whole trace: rated, or risk of bias, or suggested to be rated up."""
    return line.final is not None or _rests_on_appraisals(line) or bool(line.suggested)


def _rests_on_appraisals(line: RatingLine) -> bool:
    return GRADE_DOMAINS[line.domain].rests_on == "appraisals"


def _rating(body: Body, line: RatingLine, flags: Flags) -> Node:
    levels = "" if not line.final else f" ({line.final:+d})"
    who = f", rated by {line.rated_by}" if line.rated_by else ""
    state = "" if line.state is RatingState.NOT_RATED else f", {line.state_text}"
    children = []
    if line.rated_by and line.reason:
        children.append(Node("fact", f"reason: {line.reason}"))
    if line.because:
        children.append(Node("fact", f"{_suggested(line)}: {line.because}"))
    basis = _appraised if _rests_on_appraisals(line) else _found
    return Node(
        "rating",
        f"{line.title}: {line.word}{levels}{who}{state}",
        (*children, *(basis(member, line.domain, flags) for member in body.members)),
    )


def _suggested(line: RatingLine) -> str:
    if line.suggested is None:
        return "no suggestion"
    return f"suggested {line.suggested:+d}" if line.suggested else "suggested 0"


def _found(member: Member, domain: str, flags: Flags) -> Node:
    """Trace what a study found to the words behind it; for indirectness also to the people it was about."""
    leaves = []
    if quote := quote_of(member.finding):
        leaves.append(Node("quote", f"“{quote}”"))
    if member.finding.source:
        leaves.append(Node("fact", f"source: {member.finding.source}"))
    if flag := flags.of_finding(member):
        leaves.append(Node("fact", f"flag: the numbers are {flag}"))
    if domain == "Indirectness":
        facts = member.study.facts
        leaves += [Node("fact", f"{name}: {facts[name]}") for name in _FACTS if facts.get(name)]
    text = f"{member.study.key}: {shown(member.finding)}"
    return Node("finding", text, tuple(leaves) or (Node("missing", "neither quote nor source was given"),))


def _appraised(member: Member, domain: str, flags: Flags) -> Node:
    if member.sheet is None:
        why = "no submitted appraisal that may be used"
        return Node("study", member.study.key, (Node("missing", why),))
    sheet = member.full_sheet
    overall = sheet.verdict.overall
    final = sheet.verdict.final_overall
    level = sheet.checklist.label(final, OVERALL) if final else "not judged"
    because = overall.because if overall is not None else "this checklist has no overall judgement"
    text = (
        f"{member.study.key}: {level}, by {sheet.reviewer} with {sheet.checklist.id}"
        f" {sheet.checklist.version} ({sheet.result_label}): {because}"
    )
    children = [_overridden(sheet, OVERALL)] if OVERALL in sheet.overrides else []
    totals = [
        Node("fact", f"{total.title}: {sheet.total_in_words(total.id)}") for total in sheet.checklist.totals
    ]
    others = [
        Node("fact", _whole(sheet, whole))
        for whole in sheet.verdict.overalls.values()
        if whole.target != OVERALL
    ]
    domains = (_domain(sheet, verdict, flags) for verdict in sheet.verdict.domains)
    return Node("appraisal", text, (*children, *totals, *others, *domains))


def _whole(sheet: Sheet, whole: OverallVerdict) -> str:
    """Write the judgement on an axis that GRADE does not read."""
    level = sheet.checklist.label(whole.final, whole.target) if whole.final else "not judged"
    return f"{sheet.checklist.title_of(whole.target)}: {level}"


def _domain(sheet: Sheet, verdict: DomainVerdict, flags: Flags) -> Node:
    if not verdict.is_needed:
        return Node("domain", f"{verdict.id} {verdict.title}: not needed")
    if verdict.judged_by == "none":
        given = ((item, sheet.codes[item]) for item in sheet.verdict.shown if item in sheet.codes)
        own = [
            _answer(sheet, *pair, flags)
            for pair in given
            if sheet.checklist.domain_of(pair[0]).id == verdict.id
        ]
        return Node("domain", f"{verdict.id} {verdict.title}: recorded, not judged", tuple(own))
    level = sheet.checklist.label(verdict.final, verdict.id) if verdict.final else "not judged"
    answers = tuple(_answer(sheet, item, code, flags) for item, code in verdict.answers.items())
    why = verdict.because or "not all items are answered"
    told = f"{verdict.rule or 'no rule yet'}: {why}"
    if is_own_judgement(verdict):
        told = f"{verdict.rule or 'no rule'}: left to the reviewer{f', {why}' if verdict.because else ''}"
    rule = Node("rule", told, answers or (() if is_own_judgement(verdict) else (_silent(),)))
    children = [_overridden(sheet, verdict.id)] if verdict.id in sheet.overrides else []
    return Node("domain", f"{verdict.id} {verdict.title}: {level}", (*children, rule))


def _overridden(sheet: Sheet, target: str) -> Node:
    override = sheet.overrides[target]
    did = "judged" if sheet.is_own_judgement(target) else "set to"
    text = f"{did} {sheet.checklist.label(override.judgement, target)} by {sheet.reviewer}"
    return Node("override", text, (Node("note", override.reason),))


def _answer(sheet: Sheet, item: str, code: str, flags: Flags) -> Node:
    label = sheet.checklist.answers[code].label if code in sheet.checklist.answers else ""
    text = f"{item} {sheet.checklist.item(item).text}: {code} ({label})"
    return Node("answer", text, tuple(_behind(sheet, item, flags)) or (_silent(),))


def _behind(sheet: Sheet, item: str, flags: Flags) -> Iterable[Node]:
    for quote in sheet.quotes:
        if quote.item_id == item:
            flag = flags.of_quote(quote)
            yield Node("quote", f"“{quote.text}” ({flag})" if flag else f"“{quote.text}”")
    given = sheet.answers.get(item)
    if given and given.note:
        yield Node("note", given.note)


def _silent() -> Node:
    return Node("missing", "neither passage nor note was given")
