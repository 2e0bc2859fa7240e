"""Write the methods sentences on judgements: how they follow, departures, disagreements, agreement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from checklists import DomainVerdict, OverallVerdict
from store.records import Answer, Appraisal, AppraisalKind, AppraisalState
from workbench.review.appraisals.sheets import Sheet, pinned_checklist
from workbench.review.blindness.adjudication import adjudicator_of
from workbench.review.blindness.visibility import Place, place_of
from workbench.review.publish.manuscript.cited_works import Cite
from workbench.review.publish.manuscript.manuscript_people import People
from workbench.review.publish.manuscript.manuscript_sentences import (
    Sentence,
    begun,
    count,
    fact,
    in_words,
    joined,
)
from workbench.review.reviewers.side_by_side import DISCUSSION, SAID_DISCUSSION
from workbench.review.sentences import name_some
from workbench.review.view import View

_IN_ONE_STEP = timedelta(seconds=0.25)
"""What is settled so soon after the last with the same reason was taken over with it: nobody is so fast."""


def judgement_sentences(view: View, done: Sequence[Appraisal]) -> Iterator[Sentence]:
    """Say how judgements follow from answers, and how often reviewers departed from what was suggested."""
    checklists = {
        checklist.id: checklist
        for checklist in (pinned_checklist(view.session, appraisal) for appraisal in done)
    }
    by_rules = sorted(
        name for name, each in checklists.items() if any(domain.rules for domain in each.domains)
    )
    judging_nothing = sorted(name for name, each in checklists.items() if not each.targets)
    by_hand = sorted(checklists.keys() - {*by_rules, *judging_nothing})
    if by_rules:
        of = f" ({joined(by_rules)})" if by_hand or judging_nothing else ""
        text = (
            f"Fixed rules of the checklist{of} led from the answers to a suggested judgement, which a "
            "reviewer could override with a reason."
        )
        facts = (fact("checklists with rules", by_rules, "checklists"),)
        yield Sentence("judgements", text, facts, short=text)
    if by_hand:
        text = f"With {joined(by_hand)} the reviewers judged themselves; the checklist has no rules for it."
        facts = (fact("checklists without rules", by_hand, "checklists"),)
        yield Sentence("judgements", text, facts, short=text)
    if judging_nothing:
        text = f"With {joined(judging_nothing)} the answers were recorded and nothing was judged from them."
        facts = (fact("checklists that judge nothing", judging_nothing, "checklists"),)
        yield Sentence("judgements", text, facts, short=text)
    levelled = sorted(name for name, each in checklists.items() if each.oxford is not None)
    if levelled:
        giver = "checklist gives" if len(checklists) == 1 else "checklists give"
        text = (
            "Levels of evidence are those of the Oxford Centre for Evidence-Based Medicine, 2011, as the "
            f"{giver} them to the design of a study."
        )
        facts = (fact("checklists with a level of evidence", levelled, "checklists"),)
        cite = Cite("oxford-2011", "Evidence-Based Medicine, 2011", "Evidence-Based Medicine")
        yield Sentence("judgements", text, facts, cites=(cite,))
    seen = [appraisal for appraisal in done if appraisal.id in view.visible_ids]
    if seen:
        yield from _overrides(view.sheets(seen), len(done))


def _overrides(sheets: Sequence[Sheet], submitted: int) -> Iterator[Sentence]:
    """Say how many suggested judgements were overridden, in the appraisals that the viewer may see.

    Args:
        sheets: those in sight.
        submitted: how many are submitted in all.
    """
    suggested = 0
    overridden: list[str] = []
    for sheet in sheets:
        judged: list[DomainVerdict | OverallVerdict] = [
            *sheet.verdict.domains,
            *sheet.verdict.overalls.values(),
        ]
        suggested += sum(each.suggested is not None and each.is_needed for each in judged)
        overridden += [
            f"{sheet.study.key} {target} ({sheet.reviewer})" for target in sorted(sheet.overridden)
        ]
    if not suggested:
        return
    number = len(overridden)
    each = ", each with a reason" if number > 1 else ", with a reason" if number else ""
    text = (
        f"{begun(in_words(number)) if number else 'None'} of {suggested} suggested judgements "
        f"{'were' if number > 1 else 'was'} overridden{each}{_in_sight(len(sheets), submitted)}."
    )
    yield Sentence(
        "judgements",
        text,
        (
            fact("suggested judgements of domains and wholes", suggested, "submitted appraisals in sight"),
            fact("overridden", overridden, "submitted appraisals in sight"),
        ),
        short=text,
        is_result=True,
    )


def _in_sight(seen: int, submitted: int) -> str:
    """Say of how many appraisals a sentence is, where others are hidden from whoever asked; else empty."""
    noun = "appraisal" if submitted == 1 else "appraisals"
    return "" if seen == submitted else f", in the {seen} of {submitted} {noun} in sight"


def settlement_sentences(view: View, present: Sequence[Appraisal], persons: People) -> Iterator[Sentence]:
    """Say how differences were settled, over the results that the viewer may see."""
    seen = [
        appraisal
        for appraisal in present
        if appraisal.id in view.visible_ids and appraisal.state is AppraisalState.SUBMITTED
    ]
    independent = [appraisal for appraisal in seen if appraisal.kind is AppraisalKind.INDEPENDENT]
    twice = {place for place, names in reviewers_of(independent).items() if len(names) > 1}
    agreed = [
        appraisal
        for appraisal in seen
        if appraisal.kind is AppraisalKind.CONSENSUS and place_of(appraisal) in twice
    ]
    if agreed:
        yield _decisions(view, agreed, persons)
    settled = {place_of(appraisal) for appraisal in agreed}
    waiting = sorted({appraisal.study_key for appraisal in seen if place_of(appraisal) in twice - settled})
    if waiting:
        text = f"No consensus is submitted yet on {name_some([view.label_of(key) for key in waiting])}."
        yield Sentence("disagreements", text, (fact("studies", waiting, "submitted appraisals"),), short=text)


def _decisions(view: View, agreed: Sequence[Appraisal], persons: People) -> Sentence:
    ways: Counter[str] = Counter()
    taken: Counter[str] = Counter()
    for sheet in view.sheets(agreed):
        settled = [answer for answer in sheet.answers.values() if answer.decided_by]
        in_one_step = _taken_over(settled)
        taken.update(str(answer.decided_by) for answer in in_one_step)
        ways.update(str(answer.decided_by) for answer in settled if answer not in in_one_step)
        ways.update(override.decided_by for override in sheet.overrides.values() if override.decided_by)
    named = adjudicator_of(view.review).casefold()

    def whose(way: str) -> str:
        said = "the reviewers" if way == DISCUSSION else persons.of(way)
        if way == SAID_DISCUSSION:
            said = DISCUSSION
        return f"by {said}{', whom the protocol names' if named and way.casefold() == named else ''}"

    how = [f"{number} {whose(way)}" for way, number in ways.most_common()]
    # A difference that was taken over with others was not weighed by itself, whoever decided on all of them.
    how += [
        f"{number} taken over {whose(way)} as one of them has it, in one step for each result with one reason"
        for way, number in taken.most_common()
    ]
    each = "" if taken else " each"
    total = sum(ways.values()) + sum(taken.values())
    decided = (
        f"{count(total, 'difference was', 'differences were')} settled with a reason{each}: {joined(how)}"
    )
    places = {place_of(appraisal) for appraisal in agreed}
    text = (
        f"A consensus was reached on {count(len(places), 'result', 'results')}; "
        f"{decided if how else 'there was nothing to settle'}."
    )
    facts = (
        fact("studies with a consensus", sorted({each.study_key for each in agreed}), "submitted consensus"),
        *(fact(f"decided by {way}", number, "submitted consensus") for way, number in ways.most_common()),
        *(
            fact(f"taken over in one step, decided by {way}", number, "submitted consensus")
            for way, number in taken.most_common()
        ),
    )
    return Sentence("disagreements", text, facts, short=text, is_result=True)


def _taken_over(settled: Sequence[Answer]) -> list[Answer]:
    """Return the answers of a consensus that were settled together with others, with one reason for all."""
    in_order = sorted(settled, key=lambda answer: answer.answered_at)
    together: list[Answer] = []
    for first, second in pairwise(in_order):
        is_same = (first.note, first.decided_by) == (second.note, second.decided_by)
        if is_same and second.answered_at - first.answered_at <= _IN_ONE_STEP:
            together += [answer for answer in (first, second) if answer not in together]
    return together


def reviewers_of(appraisals: Sequence[Appraisal]) -> dict[Place, set[str]]:
    """Return who appraised each result."""
    names: dict[Place, set[str]] = {}
    for appraisal in appraisals:
        names.setdefault(place_of(appraisal), set()).add(appraisal.reviewer)
    return names
