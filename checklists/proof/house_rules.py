"""Prove the house rules, to which a file is held that says `house_rules: true`.

Silence alone is never worse than the second level, and a form that is silent throughout is `no_information`;
an answer NA that is offered judges as the best answer (rules 2 and 3). An item that is only recorded is read
by nothing that judges (rule 1). A poor answer in the place of silence takes no fewer levels of GRADE (P10,
and P10w for the answer WN).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from checklists.errors import quoted
from checklists.language.answer_codes import NOT_ASKED
from checklists.language.model import Checklist
from checklists.language.parts import Item
from checklists.proof.diagram import Comparison
from checklists.proof.findings import Report
from checklists.proof.judged import Judged, of_tone, offers_silence
from checklists.proof.orders import ranked_answers, rises
from checklists.proof.places import Places, show
from checklists.proof.program import Offer
from checklists.proof.steps import Answer, Step, items_walked

SILENT_LEVEL: Final = "no_information"
WEAK_NO: Final = "WN"
"""The poor answer that P10w is about: no, but unlikely to matter much."""


def prove_house_rules(judged: Judged, report: Report) -> None:
    """Hold a domain or a whole to the house rules.

    Args:
        judged: It, walked through from the answers.
        report: Takes what is found.
    """
    if any(offers_silence(judged.checklist, step) for step in judged.layout.steps):
        _prove_silence_alone(judged, report)
        _prove_all_silence(judged, report)
    items = _items(judged)
    _prove_not_applicable(judged, items, report)
    grade = judged.checklist.grade
    for start, levels in grade.starts.items() if grade is not None else ():
        _prove_silence_costs(judged, items, start, levels.risk_of_bias, report)


def prove_recorded(checklist: Checklist, places: Places) -> Report:
    """Check that an item that is only recorded decides about no judged item."""
    report = Report()
    for domain in checklist.domains:
        for item in items_walked(domain):
            if item.role is not None:
                message = f"{item.id} is only recorded (role), but decides whether a judged item is asked"
                report.fault("house 1", item.id, places.item(item.id), message)
    return report


def _items(judged: Judged) -> tuple[Item, ...]:
    steps = (step for step in judged.layout.steps if isinstance(step, Answer) and step.domain is not None)
    return tuple(judged.checklist.item(step.name) for step in steps)


def _prove_silence_alone(judged: Judged, report: Report) -> None:
    """Check that where no answer speaks against the study, the level is the second or better."""
    checklist = judged.checklist
    fired = judged.walk.reach(lambda step, offer: of_tone(checklist, step, offer, "good", "unknown", "none"))
    for rule, row in fired.items():
        if any((judged.scale.rank(level) or 0) > 1 for level in judged.outcomes[rule]):
            message = f"silence alone gives {judged.give(rule)}, worse than the second level: {show(row)}"
            report.fault("house 2", f"{judged.target} alone", judged.rule_at(rule), message)
            return


def _prove_all_silence(judged: Judged, report: Report) -> None:
    """Check that where every item is silent that can be, the level is `no_information`."""
    checklist = judged.checklist

    def silent(step: Step, offer: Offer) -> tuple[str, ...]:
        tones = ("unknown",) if offers_silence(checklist, step) else ("good", "none")
        return of_tone(checklist, step, offer, *tones)

    for rule, row in judged.walk.reach(silent).items():
        if judged.outcomes[rule] != (SILENT_LEVEL,):
            message = f"silence throughout gives {judged.give(rule)}, not {quoted(SILENT_LEVEL)}: {show(row)}"
            report.fault("house 2", f"{judged.target} all", judged.rule_at(rule), message)
            return


def _prove_not_applicable(judged: Judged, items: tuple[Item, ...], report: Report) -> None:
    """Check that NA, where it is offered, gives neither a better nor a worse level than the best answer.

    A level beside the order is not compared with those between the best and the worst: where every other
    item is silent, an item that does not apply may leave `no_information`.
    """
    is_better = judged.scale.is_better
    search = Comparison(
        judged.diagram,
        lambda before, after: rises(is_better, before, after) or rises(is_better, after, before),
    )
    for item in items:
        ranked = ranked_answers(judged.checklist, item.id)
        if NOT_ASKED not in judged.checklist.codes(item.id) or not ranked:
            continue
        found = search.find(item.id, ((ranked[0], NOT_ASKED),))
        if found is not None:
            message = f"NA does not judge as {ranked[0]}: {judged.contrast(item.id, found)}"
            where = judged.rule_at(judged.fire(found.after))
            report.fault("house 3", f"{judged.target} {item.id}", where, message)


def _prove_silence_costs(
    judged: Judged, items: tuple[Item, ...], start: str, taken: Mapping[str, int], report: Report
) -> None:
    """Check that a poor answer in the place of silence takes no fewer levels of GRADE."""
    if not set(judged.checklist.levels_of(judged.target)) <= set(taken):
        return
    search = Comparison(
        judged.diagram, lambda before, after: rises(lambda new, old: taken[new] > taken[old], before, after)
    )
    exempt = {(each.item, each.code) for each in judged.checklist.silence_exempt}
    for item in items:
        codes = judged.checklist.codes(item.id)
        silent = [code for code in codes if judged.checklist.tone(item.id, code) == "unknown"]
        poor = [code for code in codes if judged.checklist.tone(item.id, code) == "poor"]
        for kind, answers in (("P10w", {WEAK_NO}), ("P10", set(poor) - {WEAK_NO})):
            moves = [(old, new) for old in silent for new in poor if new in answers]
            found = search.find(item.id, tuple(move for move in moves if (item.id, move[1]) not in exempt))
            if found is not None:
                message = (
                    f"a poor answer takes fewer levels of {start} than silence: "
                    f"{judged.contrast(item.id, found)}"
                )
                where = judged.rule_at(judged.fire(found.after))
                report.fault(kind, f"{judged.target} {item.id}", where, message)
