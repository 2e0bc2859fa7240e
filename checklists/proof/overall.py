"""Prove what must hold of the overall rules and the flags, over every combination of domain judgements.

Tens of thousands of combinations are walked in milliseconds, because the rules see only how many domains are
at which levels: each combination is reduced to these counts, packed into one number, and each number is
judged once.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from itertools import product
from operator import gt
from typing import Final

from checklists.errors import quoted
from checklists.judgement.compiled import plan_of
from checklists.judgement.evaluate import Scope, compile_condition
from checklists.language.conditions import (
    EVERY_DOMAIN,
    Condition,
    CountOf,
    DomainsAre,
    ItemIs,
    expand,
    leaves,
)
from checklists.language.model import Checklist
from checklists.proof.combinations import Row, Walk
from checklists.proof.domains import Report

LARGEST_PRODUCT: Final = 2_000_000
_BITS: Final = 16  # room for a count of one leaf; a definition has far fewer items and domains


def prove_overall(checklist: Checklist, walks: Sequence[Walk], report: Report) -> int:
    """Check the overall rules; returns how many combinations of domain judgements there are."""
    reached = [[level for level in checklist.levels if level in walk.reached] for walk in walks]
    total = reduce(lambda size, levels: size * len(levels), reached, 1)
    if total > LARGEST_PRODUCT:
        message = f"more than {LARGEST_PRODUCT:,} combinations of domain judgements, too many to walk"
        report(("overall",), "size", message)
        return 0
    fired = _fire(checklist, reached)
    counted = set(fired)
    for position, rule in enumerate(checklist.overall_rules):
        if position not in counted:
            message = f"rule {rule.id} never fires, whatever the domains are"
            report(("overall", "rules", position), "reach", message)
    given = {checklist.overall_rules[position].judge for position in counted}
    for level in checklist.scale.ordered:
        if level not in given:
            message = f"no combination of domain judgements gives the overall {quoted(level)}"
            report(("overall", "rules"), f"level {level}", message)
    for position in range(len(reached)):
        _prove_order(checklist, reached, fired, position, report)
    return total


def _fire(checklist: Checklist, reached: list[list[str]]) -> list[int]:
    """Return the position of the rule that fires for each combination, in the order of itertools.product."""
    names = [domain.id for domain in checklist.domains]
    all_leaves = [leaf for rule in checklist.overall_rules if rule.when for leaf in leaves(rule.when)]
    kinds = [leaf for leaf in all_leaves if isinstance(leaf, DomainsAre)]
    sums = [0]
    for name, levels in zip(names, reached, strict=True):
        shares = [_share(kinds, name, level) for level in levels]
        sums = [total + share for total in sums for share in shares]
    # Judge one combination for each sum; the others with the same sum fire the same rule.
    first = dict(zip(sums, product(*reached), strict=True))
    rules = plan_of(checklist).overalls[0].rules.rules
    judged: dict[int, int] = {}
    for total, row in first.items():
        levels_of = {name: frozenset((level,)) for name, level in zip(names, row, strict=True)}
        judged[total] = next(
            position
            for position, plan in enumerate(rules)
            if plan.condition is None or plan.condition.truth({}, levels_of)
        )
    return [judged[total] for total in sums]


def _share(kinds: Sequence[DomainsAre], domain: str, level: str) -> int:
    """Return what a domain at a level adds to the count of each leaf, packed into one number."""
    return sum(
        1 << (_BITS * place)
        for place, leaf in enumerate(kinds)
        if level in leaf.levels and (leaf.domains == EVERY_DOMAIN or domain in leaf.domains)
    )


def _prove_order(
    checklist: Checklist, reached: list[list[str]], fired: list[int], position: int, report: Report
) -> None:
    """Check that a worse level of one domain, all others alike, never gives a better overall judgement."""
    ordered = checklist.scale.ordered
    ranks = [ordered.index(rule.judge) if rule.judge in ordered else None for rule in checklist.overall_rules]
    # A level beside the order is put where it can neither be worse than another nor better.
    lower = [-1 if ranks[rule] is None else ranks[rule] for rule in fired]
    upper = [len(ordered) if ranks[rule] is None else ranks[rule] for rule in fired]
    levels = reached[position]
    stride = reduce(lambda size, each: size * len(each), reached[position + 1 :], 1)
    for block in range(0, len(fired), stride * len(levels)):
        for better in range(len(levels)):
            for worse in range(better + 1, len(levels)):
                if levels[worse] not in ordered:
                    continue
                start, other = block + better * stride, block + worse * stride
                pairs = map(gt, lower[start : start + stride], upper[other : other + stride])  # type: ignore[arg-type]
                shift = next((index for index, wrong in enumerate(pairs) if wrong), None)
                if shift is not None:
                    message = _disorder(checklist, reached, fired, position, (start + shift, other + shift))
                    rule = ("overall", "rules", fired[other + shift])
                    report(rule, f"order {checklist.domains[position].id}", message)
                    return


def _disorder(
    checklist: Checklist, reached: list[list[str]], fired: list[int], position: int, pair: tuple[int, int]
) -> str:
    rows = [_row(reached, index) for index in pair]
    before, after = (checklist.overall_rules[fired[index]] for index in pair)
    domain = checklist.domains[position].id
    names = [each.id for each in checklist.domains]
    example = ", ".join(f"{name}={level}" for name, level in zip(names, rows[0], strict=True))
    return (
        f"a worse domain gives a better overall judgement: {domain} from {rows[0][position]} to "
        f"{rows[1][position]} turns {quoted(before.judge)} ({before.id}) into {quoted(after.judge)} "
        f"({after.id}); {example}"
    )


def _row(reached: list[list[str]], index: int) -> tuple[str, ...]:
    row: list[str] = []
    for levels in reversed(reached):
        index, place = divmod(index, len(levels))
        row.append(levels[place])
    return tuple(reversed(row))


def prove_flags(checklist: Checklist, walks: Sequence[Walk], report: Report) -> None:
    """Check that every flag, and every case of the Oxford level, can hold for some answers."""
    for position, flag in enumerate(checklist.flags):
        if not _can_hold(flag.when, checklist, walks):
            report(("flags", position), "flag", f"the flag {flag.id} is never raised, whatever the answers")
    for position, case in enumerate(checklist.oxford.cases if checklist.oxford else ()):
        if not _can_hold(case.when, checklist, walks):
            message = f"the case for level {case.level} never holds, whatever the answers"
            report(("oxford_2011", "if", position), "case", message)


def _can_hold(condition: Condition, checklist: Checklist, walks: Sequence[Walk]) -> bool:
    """Return True if some answers make a condition over items and domains hold; exact without a walk."""
    parts = [leaf for leaf in leaves(condition) if isinstance(leaf, (ItemIs, CountOf, DomainsAre))]
    sums: dict[int, tuple[tuple[Walk, Row], ...]] = {0: ()}
    for walk in walks:
        shares: dict[int, Row] = {}
        for row in walk.rows:
            shares.setdefault(_row_share(parts, walk, row, checklist), row)
        sums = {
            total + share: (*rows, (walk, row))
            for total, rows in sums.items()
            for share, row in shares.items()
        }
    truth = compile_condition(condition, Scope(checklist)).truth
    for rows in sums.values():
        codes = {item: code for walk, row in rows for item, code in zip(walk.ids, row, strict=True)}
        levels = {walk.plan.domain.id: frozenset((walk.judgement(row),)) for walk, row in rows}
        if truth(codes, levels):
            return True
    return False


def _row_share(
    parts: Sequence[ItemIs | CountOf | DomainsAre], walk: Walk, row: Row, checklist: Checklist
) -> int:
    """Return what a combination of answers adds to the count of each leaf, packed into one number."""
    total = 0
    for place, leaf in enumerate(parts):
        if isinstance(leaf, DomainsAre):
            count = 1 if _share([leaf], walk.plan.domain.id, walk.judgement(row)) else 0
        else:
            items = (leaf.item,) if isinstance(leaf, ItemIs) else leaf.count.items
            wanted = expand(leaf.names if isinstance(leaf, ItemIs) else leaf.count.names, checklist.groups)
            count = sum(item in items and code in wanted for item, code in zip(walk.ids, row, strict=True))
        total += count << (_BITS * place)
    return total
