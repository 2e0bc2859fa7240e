"""Prove what must hold of each domain, over every combination of its answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TypeAlias

from checklists.errors import quoted
from checklists.proof.combinations import Row, Walk, is_asked, worse_answers

Location: TypeAlias = tuple[str | int, ...]
Report: TypeAlias = Callable[[Location, str, str], None]
"""Takes where in the document, the kind of problem, and the message."""


def prove_domain(walk: Walk, here: Location, report: Report) -> None:
    """Check a walked domain and report what does not hold, with counter-examples."""
    _prove_rules(walk, here, report)
    _prove_levels(walk, here, report)
    for position, item in enumerate(walk.plan.items):
        place = (*here, "items", position)
        if item.asked is not None:
            _prove_asked(walk, position, place, report)
        if walk.plan.domain.items[position].role is None:
            _prove_matters(walk, position, place, report)
        if item.id not in walk.plan.domain.not_monotone:
            _prove_order(walk, position, here, report)


def _prove_rules(walk: Walk, here: Location, report: Report) -> None:
    fired = Counter(walk.rows.values())
    for position, plan in enumerate(walk.plan.rules.rules):
        if not fired[position]:
            place = (*here, "rules", position)
            report(place, "reach", f"rule {plan.rule.id} never fires: {_why_unreached(walk, position)}")


def _why_unreached(walk: Walk, position: int) -> str:
    """Name the earlier rules that take all the combinations for which a rule would hold, and one of these."""
    condition = walk.plan.rules.rules[position].condition
    taken: Counter[int] = Counter()
    example: Row = ()
    for row, rule in walk.rows.items():
        if condition is None or condition.truth(dict(zip(walk.ids, row, strict=True)), {}):
            taken[rule] += 1
            example = example or row
    if not taken:
        return "its condition holds for no combination of answers"
    earlier = ", ".join(walk.plan.rules.rules[rule].rule.id for rule in sorted(taken))
    return f"wherever it would hold, {earlier} comes first, as for {walk.show(example)}"


def _prove_levels(walk: Walk, here: Location, report: Report) -> None:
    domain, ordered = walk.plan.domain, walk.checklist.scale.ordered
    ceiling = ordered.index(domain.max_judgement) if domain.max_judgement else len(ordered) - 1
    for rank, level in enumerate(ordered):
        if rank <= ceiling and level not in walk.reached:
            message = f"no combination of answers in {domain.id} gives {quoted(level)}"
            if rank == len(ordered) - 1:
                message += f"; if that is meant, declare max_judgement: {_worst(walk)}"
            report(here, f"level {level}", message)
    for row, rule in walk.rows.items():
        level = walk.judgements[rule]
        if level in ordered[ceiling + 1 :]:
            message = f"{walk.plan.rules.rules[rule].rule.id} gives {quoted(level)}, worse than the declared"
            example = f"max_judgement {quoted(ordered[ceiling])}: {walk.show(row)}"
            report((*here, "rules", rule), "ceiling", f"{message} {example}")


def _worst(walk: Walk) -> str:
    return max(
        (level for level in walk.checklist.scale.ordered if level in walk.reached),
        key=walk.checklist.scale.ordered.index,
        default=walk.checklist.scale.ordered[0],
    )


def _prove_asked(walk: Walk, position: int, place: Location, report: Report) -> None:
    item = walk.plan.items[position]
    seen = {is_asked(item, walk.ids, row) for row in walk.rows}
    if seen != {True, False}:
        example = walk.show(next(iter(walk.rows)))
        always = "always" if seen == {True} else "never"
        report(
            (*place, "ask_if"), "asked", f"ask_if {always} holds, so {item.id} is {always} asked: {example}"
        )


def _prove_matters(walk: Walk, position: int, place: Location, report: Report) -> None:
    item = walk.plan.items[position]
    for row in walk.rows:
        if not is_asked(item, walk.ids, row):
            continue
        judgement = walk.judgement(row)
        for code in item.offered:
            if any(walk.judgement(other) != judgement for other in walk.changed(row, position, code)):
                return
    example = walk.show(next(iter(walk.rows)))
    message = f"no answer to {item.id} ever changes the judgement (as for {example}, whatever it is)"
    report(place, "matters", f"{message}; give it a role if it is only recorded")


def _prove_order(walk: Walk, position: int, here: Location, report: Report) -> None:
    item = walk.plan.items[position]
    worse = worse_answers(item, walk.checklist)
    ranks = {level: rank for rank, level in enumerate(walk.checklist.scale.ordered)}
    ranked = [ranks.get(level) for level in walk.judgements]
    for row, rule in walk.rows.items():
        rank = ranked[rule]
        # Nothing is better than the best level, so a worse answer cannot improve on it.
        if not rank:
            continue
        for code in worse.get(row[position], ()):
            for other in walk.changed(row, position, code):
                other_rank = ranked[walk.rows[other]]
                if other_rank is not None and other_rank < rank:
                    report(
                        (*here, "rules", walk.rows[other]),
                        f"order {item.id}",
                        _disorder(walk, item.id, row, other),
                    )
                    return


def _disorder(walk: Walk, item: str, row: Row, other: Row) -> str:
    position = walk.ids.index(item)
    before, after = walk.plan.rules.rules[walk.rows[row]].rule, walk.plan.rules.rules[walk.rows[other]].rule
    return (
        f"a worse answer gives a better judgement: {item} from {row[position]} to {other[position]} turns "
        f"{quoted(before.judge)} ({before.id}) into {quoted(after.judge)} ({after.id}); "
        f"{walk.show(row)} against {walk.show(other)}"
    )
