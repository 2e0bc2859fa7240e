"""Build the lines of a comparison from the sheets of the reviewers and their consensus."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from checklists import Checklist, Item, Preliminary
from checklists.language.model import DIRECTION
from workbench.output.symbols import order_of
from workbench.review.appraisals.answer_numbers import answer_numbers
from workbench.review.appraisals.sheets import Sheet
from workbench.review.appraisals.tipping_answers import Tip, tips_of
from workbench.review.appraisals.tipping_text import tip_in_words
from workbench.review.appraisals.variants import governing, same_entry, to_agree_on
from workbench.review.reviewers.comparison import ComparedLine, LineKind, Reach, Side
from workbench.review.reviewers.consensus import Consensus, code_of, entries, level_of
from workbench.review.reviewers.differences_that_matter import items_that_matter
from workbench.review.reviewers.side_by_side import settled_by
from workbench.review.session import CONSENSUS

NO_ANSWER = "no answer"
ALIKE = "all gave the same"
FOLLOWS = "follows from what was agreed upon"


def lines_of(sheets: Sequence[Sheet], consensus: Consensus) -> tuple[ComparedLine, ...]:
    """Build all lines: differences that change a judgement, other differences, then what agrees.

    Each group is in the order of the checklist: what decides a variant first, a domain after its items, the
    whole last. In each group the items that would change a judgement alone stand first, those that reach the
    overall one before the others. What no reviewer was asked and the consensus does not ask has no line.
    """
    lines = list(_in_order(sheets, consensus))
    return tuple(sorted(lines, key=_place))


def _place(line: ComparedLine) -> tuple[bool, bool, int]:
    places = {"overall": 1, "domain": 2, "": 3}
    if line.kind == "preliminary":  # all else is about what was judged
        return line.agree, False, 0
    return line.agree, not line.changes_judgement, places[line.reach]


def _in_order(sheets: Sequence[Sheet], consensus: Consensus) -> Iterator[ComparedLine]:
    checklist = sheets[0].checklist
    forms = [*(sheet.form for sheet in sheets), *([consensus.form] if consensus.form.choices else [])]
    tips = _tips(sheets)
    summed_apart = _items_summed_apart(sheets)
    for preliminary in to_agree_on(checklist):
        line = _preliminary_line(sheets, preliminary, consensus)
        if any(side.code for side in line.sides):
            yield line
    for domain in checklist.domains:
        judged_apart = _are_judged_apart(sheets, domain.id)
        telling = items_that_matter(sheets, domain) if judged_apart else frozenset()
        for item in domain.items:
            if any(form.has_item(item.id) for form in forms):
                is_apart = item.id in telling or item.id in summed_apart
                yield _item_line(sheets, item, domain.id, is_apart, consensus, tips.get(item.id, ()))
        if any(domain.id in form.targets for form in forms):
            yield _judgement_line(sheets, "domain", domain.id, domain.title, consensus)
            yield from _direction_lines(sheets, domain.id, consensus)
    for target in checklist.targets[len(checklist.judged_domains) :]:
        yield _judgement_line(sheets, "overall", target, checklist.title_of(target), consensus)
        yield from _direction_lines(sheets, target, consensus)


def _are_judged_apart(sheets: Sequence[Sheet], domain: str) -> bool:
    """Return True if the reviewers judge a domain differently, by what they set or by the rules alone.

    A judgement that was set by hand hides what an answer does; the consensus begins with the rules again.
    """
    judged = [each for sheet in sheets for each in sheet.verdict.domains if each.id == domain]
    return len({each.final for each in judged}) > 1 or len({each.suggested for each in judged}) > 1


def _items_summed_apart(sheets: Sequence[Sheet]) -> set[str]:
    """Return the items with which the reviewers come to other points, in sums that differ."""
    checklist = sheets[0].checklist
    return {
        item
        for total in checklist.totals
        if len({sheet.totals[total.id] for sheet in sheets}) > 1
        for item in checklist.item_ids(total.items)
        if len({checklist.points(item).get(code_of(sheet, item) or "", 0) for sheet in sheets}) > 1
    }


def _preliminary_line(
    sheets: Sequence[Sheet], preliminary: Preliminary, consensus: Consensus
) -> ComparedLine:
    name = preliminary.id
    values = [sheet.preliminaries.get(name) or None for sheet in sheets]
    offered = dict.fromkeys([*(value for value in values if value), *preliminary.options])
    governs = preliminary in governing(sheets[0].checklist)
    alike = same_entry(preliminary, entries(sheets, name), governs=governs)
    return _chosen_line(
        sheets,
        "preliminary",
        name,
        preliminary.text,
        values,
        tuple(offered),
        consensus,
        alike=alike,
        changes=governs,
        takes_words=not preliminary.options,
    )


def _direction_lines(sheets: Sequence[Sheet], target: str, consensus: Consensus) -> Iterator[ComparedLine]:
    """Yield the line of the predicted direction of a target, where anybody has given one."""
    checklist, values = sheets[0].checklist, [sheet.direction(target) for sheet in sheets]
    if checklist.predicted_direction is not None and any(values):
        title = f"Predicted direction of bias: {checklist.title_of(target)}"
        options = checklist.predicted_direction.options
        yield _chosen_line(
            sheets,
            "direction",
            f"{target}{DIRECTION}",
            title,
            values,
            options,
            consensus,
            alike=values[0] if len(set(values)) == 1 else None,
            changes=False,
        )


def _chosen_line(
    sheets: Sequence[Sheet],
    kind: LineKind,
    name: str,
    title: str,
    values: Sequence[str | None],
    options: tuple[str, ...],
    consensus: Consensus,
    *,
    alike: str | None,
    changes: bool,
    takes_words: bool = False,
) -> ComparedLine:
    """Build the line of something without labels: chosen from options, or in free words."""
    in_words = _as_written if takes_words else _in_words
    sides = tuple(
        Side(sheet.reviewer, value, in_words(value), "", ())
        for sheet, value in zip(sheets, values, strict=True)
    )
    agree = alike is not None or len(set(values)) == 1
    agreed, reason = _consensus_choice(name, consensus, alike, in_words)
    return ComparedLine(
        kind=kind,
        id=name,
        domain=name.removesuffix(DIRECTION),
        title=title,
        sides=sides,
        agree=agree,
        changes_judgement=changes and not agree,
        consensus=agreed,
        consensus_reason=reason,
        options=tuple((option, in_words(option)) for option in options),
        taken_from=_taken_from(sides, agreed),
        takes_words=takes_words,
    )


def _consensus_choice(
    name: str, consensus: Consensus, alike: str | None, in_words: Callable[[str | None], str]
) -> tuple[Side | None, str]:
    if consensus.state == "none" or name in consensus.unresolved:
        return None, ""
    decided = consensus.answers.get(name)
    if decided is not None and decided.code:
        side = Side(CONSENSUS, decided.code, in_words(decided.code), decided.note, ())
        return side, _reasoned(decided.note, decided.decided_by, decided.answered_at)
    return (Side(CONSENSUS, alike, in_words(alike), "", ()), ALIKE) if alike else (None, "")


def _as_written(value: str | None) -> str:
    return value or NO_ANSWER


def _in_words(value: str | None) -> str:
    return value.replace("_", " ") if value else NO_ANSWER


def _tips(sheets: Sequence[Sheet]) -> dict[str, list[tuple[Sheet, Tip]]]:
    """Find, by item, where one reviewer's answer alone would change a judgement of another."""
    tips: dict[str, list[tuple[Sheet, Tip]]] = defaultdict(list)
    for sheet in sheets:
        for tip in tips_of(sheet, [other for other in sheets if other is not sheet]):
            if tip.given_by:
                tips[tip.change.target].append((sheet, tip))
    return tips


def _item_line(
    sheets: Sequence[Sheet],
    item: Item,
    domain: str,
    judged_apart: bool,
    consensus: Consensus,
    tips: Sequence[tuple[Sheet, Tip]],
) -> ComparedLine:
    sides = tuple(_answer_side(sheet, item.id) for sheet in sheets)
    agree = len({side.code for side in sides}) == 1
    checklist = sheets[0].checklist
    agreed, reason = _consensus_answer(checklist, item.id, consensus)
    return ComparedLine(
        kind="item",
        id=item.id,
        domain=domain,
        title=item.text,
        sides=sides,
        agree=agree,
        changes_judgement=not agree and judged_apart,
        consensus=agreed,
        consensus_reason=reason,
        options=tuple((option.code, option.label) for option in checklist.options(item.id)),
        taken_from=_taken_from(sides, agreed),
        option_numbers=tuple(answer_numbers(checklist, item.id)),
        reach=_reach(tips),
        tips=tuple(tip_in_words(sheet, tip) for sheet, tip in tips),
    )


def _reach(tips: Sequence[tuple[Sheet, Tip]]) -> Reach:
    wholes = {whole.target for sheet, _ in tips for whole in sheet.verdict.overalls.values()}
    changed = {level.target for _, tip in tips for level in tip.change.levels}
    return "" if not tips else "overall" if wholes & changed else "domain"


def _judgement_line(
    sheets: Sequence[Sheet], kind: LineKind, target: str, title: str, consensus: Consensus
) -> ComparedLine:
    checklist = sheets[0].checklist
    sides = tuple(_judgement_side(sheet, target) for sheet in sheets)
    agree = len({side.code for side in sides}) == 1
    agreed, reason = _consensus_judgement(checklist, target, consensus)
    return ComparedLine(
        kind=kind,
        id=target,
        domain=target,
        title=title,
        sides=sides,
        agree=agree,
        changes_judgement=not agree,
        consensus=agreed,
        consensus_reason=reason,
        options=tuple((level, checklist.label(level, target)) for level in checklist.levels_of(target)),
        taken_from=_taken_from(sides, agreed),
        order=order_of(checklist.scale_of(target)),
    )


def _taken_from(sides: Sequence[Side], agreed: Side | None) -> tuple[str, ...]:
    return tuple(side.reviewer for side in sides if agreed and side.code == agreed.code)


def _answer_side(sheet: Sheet, item: str) -> Side:
    given = sheet.answers.get(item)
    code = code_of(sheet, item)
    quotes = tuple(quote.text for quote in sheet.quotes if quote.item_id == item)
    note = given.note if given else ""
    label = _answer_label(sheet.checklist, code)
    later = code_of(sheet.now, item) if sheet.now else code
    return Side(
        *(sheet.reviewer, code, label, note, quotes),
        *(() if later == code else (later or "", _answer_label(sheet.checklist, later))),
    )


def _judgement_side(sheet: Sheet, target: str) -> Side:
    level = level_of(sheet.verdict, target)
    override = sheet.overrides.get(target)
    label = _level_label(sheet.checklist, level, target)
    later = level_of(sheet.now.verdict, target) if sheet.now else level
    return Side(
        *(sheet.reviewer, level, label, override.reason if override else "", ()),
        *(() if later == level else (later or "", _level_label(sheet.checklist, later, target))),
    )


def _consensus_answer(checklist: Checklist, item: str, consensus: Consensus) -> tuple[Side | None, str]:
    if consensus.state == "none" or item in consensus.unresolved:
        return None, ""
    decided = consensus.answers.get(item)
    code = decided.code if decided else consensus.alike.get(item)
    if item not in consensus.verdict.shown:
        return Side(CONSENSUS, "NA", _answer_label(checklist, "NA"), "", ()), FOLLOWS
    note = decided.note if decided else ""
    side = Side(CONSENSUS, code, _answer_label(checklist, code), note, ())
    if decided:
        return side, _reasoned(decided.note, decided.decided_by, decided.answered_at)
    return side, ALIKE


def _consensus_judgement(checklist: Checklist, target: str, consensus: Consensus) -> tuple[Side | None, str]:
    level = level_of(consensus.verdict, target)
    if consensus.state == "none" or target in consensus.unresolved or level is None:
        return None, ""
    decided = consensus.overrides.get(target)
    alike = consensus.alike_levels.get(target)
    note = decided.reason if decided else alike[1] if alike else ""
    side = Side(CONSENSUS, level, _level_label(checklist, level, target), note, ())
    if decided:
        return side, _reasoned(decided.reason, decided.decided_by, decided.made_at)
    return side, alike[1] if alike else FOLLOWS


def _reasoned(reason: str, decided_by: str | None, at: datetime) -> str:
    return f"{reason} ({settled_by(decided_by)}, {at:%Y-%m-%d})"


def _answer_label(checklist: Checklist, code: str | None) -> str:
    option = checklist.answers.get(code) if code else None
    return option.label if option else "Not asked" if code else NO_ANSWER


def _level_label(checklist: Checklist, level: str | None, target: str) -> str:
    return checklist.label(level, target) if level else "not judged"
