"""Show a checklist as text for a terminal, as rows, and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from workbench.cli.paragraphs import BLANK, Paragraph, running, set_in_lines
from workbench.output.recorded_items import role_in_words
from workbench.output.table import Column, Table

if TYPE_CHECKING:
    from checklists import Checklist, Domain, Item, Rule
    from checklists.language.parts import OnlyIf

_DEEPEST = 7
"""Blanks before the lines of a paragraph: ids may be long, and most of the line is for words."""

_COLUMNS = (
    Column("domain", "Domain"),
    Column("item", "Item"),
    Column("text", "Text"),
    Column("answers", "Answers"),
    Column("ask_if", "Asked if"),
    Column("guidance", "Guidance"),
)


def as_text(checklist: Checklist, width: int | None) -> str:
    """Write the whole checklist as paragraphs: what it is for, the items, the rules.

    Args:
        checklist: the checklist.
        width: cells that a line may take; None where no terminal reads it.
    """
    return set_in_lines(_lines(checklist), width)


def as_table(checklist: Checklist) -> Table:
    """Build a table with one row for each item."""
    rows = tuple(
        (
            *(domain.id, item.id, item.text, " ".join(_codes(checklist, item))),
            *(_asked_if(checklist, item), item.guidance),
        )
        for domain in checklist.domains
        for item in domain.items
    )
    return Table("checklist", checklist.title, _COLUMNS, rows)


def as_json(checklist: Checklist) -> dict[str, Any]:
    """Return the checklist with its conditions in words; `--source` gives the definition itself."""
    return {
        "id": checklist.id,
        "version": checklist.version,
        "sha256": checklist.sha256,
        "status": checklist.status,
        "title": checklist.title,
        "design": ", ".join(checklist.design_classes),
        "unit_of_assessment": checklist.unit_of_assessment,
        "answers": {code: option.label for code, option in checklist.answers.items()},
        "judgements": {level: checklist.label(level) for level in checklist.levels},
        "preliminaries": [
            {
                "id": preliminary.id,
                "text": preliminary.text,
                "required": preliminary.required,
                "options": list(preliminary.options),
            }
            for preliminary in checklist.preliminaries
        ],
        "domains": [_domain_json(checklist, domain) for domain in checklist.domains],
        "overall": [_rule_json(checklist, rule) for rule in checklist.overall_rules],
        "overalls": {
            axis: {
                "judged_by": overall.judged_by,
                "judgements": list(checklist.levels_of(checklist.overall_target(axis))),
                "rules": [_rule_json(checklist, rule) for rule in overall.rules],
            }
            for axis, overall in checklist.overalls.items()
        },
        "totals": [
            {"id": total.id, "title": total.title, "items": list(checklist.item_ids(total.items))}
            for total in checklist.totals
        ],
        "flags": [
            {"id": flag.id, "when": _words(checklist, flag.when), "message": flag.message}
            for flag in checklist.flags
        ],
    }


def _domain_json(checklist: Checklist, domain: Domain) -> dict[str, Any]:
    return {
        "id": domain.id,
        "title": domain.title,
        "asks": domain.asks,
        "judged_by": domain.judged_by,
        "axis": domain.axis,
        "only_if": _only_if(domain.only_if),
        "items": [
            {
                "id": item.id,
                "text": item.text,
                "guidance": item.guidance,
                "answers": _codes(checklist, item),
                "ask_if": _asked_if(checklist, item) or None,
                "role": item.role,
                "yes_is": item.yes_is,
                "points": dict(checklist.points(item.id)),
                "only_if": _only_if(item.only_if),
            }
            for item in domain.items
        ],
        "rules": [_rule_json(checklist, rule) for rule in domain.rules],
    }


def _rule_json(checklist: Checklist, rule: Rule) -> dict[str, Any]:
    when = _words(checklist, rule.when) if rule.when is not None else "otherwise"
    return {
        "id": rule.id,
        "when": when,
        "judgement": rule.judge,
        "ask": list(rule.ask or ()),
        "because": rule.because,
    }


def _only_if(conditions: tuple[OnlyIf, ...]) -> dict[str, list[str]]:
    """Return the options that each preliminary must have for a part to be there."""
    return {condition.preliminary: list(condition.options) for condition in conditions}


def _lines(checklist: Checklist) -> Iterator[Paragraph]:
    yield Paragraph(f"{checklist.id} {checklist.version} ({checklist.status})")
    yield Paragraph(checklist.title)
    yield Paragraph(
        f"For: {', '.join(checklist.design_classes) or 'any design'}; "
        f"judged is the {checklist.unit_of_assessment}."
    )
    for condition in checklist.applies_to.include_if if checklist.applies_to else ():
        yield from _paragraph(condition, "  + ")
    for condition in checklist.applies_to.use_another_if if checklist.applies_to else ():
        yield from _paragraph(condition, "  - ")
    yield Paragraph(
        "Judgements: " + "; ".join(f"{level} ({checklist.label(level)})" for level in checklist.levels)
    )
    yield Paragraph(
        "Answers: " + "; ".join(f"{code} {option.label}" for code, option in checklist.answers.items())
    )
    for preliminary in checklist.preliminaries:
        choice = f" [{', '.join(preliminary.options)}]" if preliminary.options else ""
        yield from _paragraph(
            f"{preliminary.text}{choice}{' (required)' if preliminary.required else ''}",
            f"{preliminary.id}  ",
        )
    for domain in checklist.domains:
        yield from _domain_lines(checklist, domain)
    yield BLANK
    for total in checklist.totals:
        items = ", ".join(checklist.item_ids(total.items))
        highest = f", at most {checklist.out_of(total.id)}"
        yield from _paragraph(f"{total.title}: the points of {items}{highest}", f"{total.id}  ")
    for axis, overall in checklist.overalls.items():
        yield Paragraph(checklist.title_of(checklist.overall_target(axis)))
        if overall.source:
            yield from _paragraph(f"the rules are from: {overall.source}", "  ")
        if overall.judged_by == "reviewer":
            yield from _paragraph("judged by the reviewer, with a reason", "  ")
        for rule in overall.rules:
            yield from _rule_lines(checklist, rule)
    if not checklist.overalls:
        yield Paragraph("There is no overall judgement.")
    for flag in checklist.flags:
        yield from _paragraph(f"flag if {_words(checklist, flag.when)}: {flag.message}", f"  {flag.id}  ")


def _domain_lines(checklist: Checklist, domain: Domain) -> Iterator[Paragraph]:
    yield BLANK
    yield Paragraph(f"{domain.id}  {domain.title}")
    for text in filter(None, [domain.asks, _there_if(checklist, domain.only_if), _judge_of(domain)]):
        yield from _paragraph(text, "  ")
    for item in domain.items:
        yield from _paragraph(f"{item.text} [{' '.join(_codes(checklist, item))}]", f"  {item.id}  ")
        asked = _asked_if(checklist, item)
        role = role_in_words(item.role)
        there = _there_if(checklist, item.only_if)
        points = _points(checklist, item)
        for text in filter(None, [there, f"asked if {asked}" if asked else "", role, points, item.guidance]):
            yield from _paragraph(text, "       ")
    for rule in domain.rules:
        yield from _rule_lines(checklist, rule)


def _points(checklist: Checklist, item: Item) -> str:
    """Say what the answers of an item are worth; empty where no total counts it."""
    if not any(item.id in checklist.item_ids(total.items) for total in checklist.totals):
        return ""
    from checklists.language.answer_codes import NOT_ASKED

    worth = checklist.points(item.id)
    codes = [*checklist.codes(item.id)]
    if item.ask_if is not None and NOT_ASKED not in codes:
        codes.append(NOT_ASKED)
    return f"points: {', '.join(f'{code} {worth.get(code, 0)}' for code in codes)}"


def _rule_lines(checklist: Checklist, rule: Rule) -> Iterator[Paragraph]:
    when = f"if {_words(checklist, rule.when)}" if rule.when is not None else "otherwise"
    level = rule.judge or f"the reviewer chooses among {', '.join(rule.levels)}"
    stops = "; nothing else is asked then" if rule.stop else ""
    yield from _paragraph(f"{when}: {level}, because {rule.because}{stops}", f"  {rule.id}  ")


def _there_if(checklist: Checklist, conditions: tuple[OnlyIf, ...]) -> str:
    """Say in which variants a part is there; empty if in all."""
    told = (f"{each.preliminary} is {' or '.join(each.options)}" for each in conditions)
    return f"only if {' and '.join(told)}" if conditions else ""


def _judge_of(domain: Domain) -> str:
    """Say who judges a domain where the rules do not."""
    return {"reviewer": "judged by the reviewer, with a reason", "none": "recorded, not judged"}.get(
        domain.judged_by, ""
    )


def _paragraph(text: str, lead: str) -> Iterable[Paragraph]:
    return running(text, lead, " " * min(len(lead), _DEEPEST))


def _codes(checklist: Checklist, item: Item) -> list[str]:
    return [option.code for option in checklist.options(item.id)]


def _asked_if(checklist: Checklist, item: Item) -> str:
    return _words(checklist, item.ask_if) if item.ask_if is not None else ""


def _words(checklist: Checklist, condition: Any) -> str:
    from checklists import explain

    return explain(condition, checklist)
