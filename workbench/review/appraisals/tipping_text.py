"""Say in a few lines what the judgement of an appraisal hangs on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from checklists import OverallVerdict, judge_levels
from workbench.output.symbols import word_of
from workbench.review.appraisals.sheets import Sheet, answers_to_judge
from workbench.review.appraisals.tipping_answers import Tip
from workbench.review.sentences import NAMED, choice_of

MOST_LINES = 5
OPEN = "open"
ROBUST = "robust to any one answer"


def tipping_lines(sheet: Sheet, tips: Sequence[Tip]) -> tuple[str, ...]:
    """Say what the whole rests on, and what near answer or what passage of the full text would change it.

    Args:
        sheet: the appraisal.
        tips: as `tips_of` gives them.

    Returns:
        At most five sentences; none for a sheet without an answer.
    """
    if sheet.worksheet is None:
        return ()
    return tuple(_lines(sheet, tips))[:MOST_LINES]


def _lines(sheet: Sheet, tips: Sequence[Tip]) -> Iterator[str]:
    wholes = [whole for whole in sheet.verdict.overalls.values() if whole.is_needed]
    targets = tuple(whole.target for whole in wholes)
    for whole in wholes:
        yield _rests_on(sheet, whole, tips)
    if not wholes:
        yield "This checklist has no overall judgement; below stands what would change a domain."
        targets = sheet.form.targets
    moving = [tip for tip in tips if not tip.change.targets.isdisjoint(targets)]
    answers = [tip for tip in moving if tip.change.kind == "answer"]
    near = [tip for tip in answers if tip.is_close]
    silent = [tip for tip in answers if tip.change.was_silent and not tip.given_by]
    if near:
        yield f"One answer would change it: {name_tips(sheet, near, targets)}."
    elif answers and not silent:
        yield f"No near answer would change it; one further off would: {name_tips(sheet, answers, targets)}."
    if silent:
        yield f"If the full text says: {name_tips(sheet, silent, targets)}."
    overrides = [tip for tip in moving if tip.change.kind == "override"]
    if overrides:
        named = (f"of {tip.change.target}: {_results(sheet, tip, targets)}" for tip in overrides)
        yield f"Without the override {'; '.join(named)}."
    apart = [tip for tip in tips if tip.given_by and tip not in moving]
    if apart and wholes:
        yield f"Of a domain alone: {name_tips(sheet, apart, sheet.form.targets)}."


def name_tips(sheet: Sheet, tips: Sequence[Tip], targets: Sequence[str]) -> str:
    """Name changes of answers with what results: "1.5 to N (critical); 2.1 or 2.3 to PN (serious)"."""
    codes: dict[tuple[str, str, str], list[str]] = {}
    for tip in tips:
        key = (tip.change.target, _results(sheet, tip, targets), as_given(tip))
        codes.setdefault(key, []).append(tip.change.after or "")
    items: dict[tuple[str, str, str], list[str]] = {}
    for (item, results, given), after in codes.items():
        items.setdefault((" or ".join(after), given, results), []).append(item)
    named = [
        f"{choice_of(own)} to {after}{given} ({results})" for (after, given, results), own in items.items()
    ]
    return "; ".join(named[:NAMED]) + ("; and others" if len(named) > NAMED else "")


def as_given(tip: Tip) -> str:
    """Say who gave the other answer; empty where nobody did."""
    return f", as {' and '.join(tip.given_by)} has it" if tip.given_by else ""


def tip_in_words(sheet: Sheet, tip: Tip) -> str:
    """Say what another answer would change in an appraisal: "with N alone, as bea has it, …"."""
    changes = ", ".join(
        f"{change.target} {level_word(change.after)} instead of {level_word(change.before)}"
        for change in reversed(tip.change.levels)
    )
    return f"With {tip.change.after} alone{as_given(tip)}, {sheet.reviewer}'s judgements would be: {changes}."


def _results(sheet: Sheet, tip: Tip, targets: Sequence[str]) -> str:
    """Write the levels that result, with the name of the target where it is not the main one."""
    main = sheet.verdict.overall.target if sheet.verdict.overall is not None else ""
    results = [
        f"{'' if change.target == main else f'{_short(sheet, change.target)} '}{level_word(change.after)}"
        for change in tip.change.levels
        if change.target in targets and not (tip.change.opened and change.after is None)
    ]
    if tip.change.opened:
        results.append(decided_by(tip.change.opened))
    return ", ".join(results)


def decided_by(items: Iterable[str]) -> str:
    """Say which items decide once another answer has them asked.

    >>> decided_by(["5.2"]), decided_by(["5.2", "5.3"])
    ('then decided by 5.2, which was not asked', 'then decided by 5.2 and 5.3, which were not asked')
    """
    named = list(dict.fromkeys(items))
    verb = "was" if len(named) == 1 else "were"
    return f"then decided by {' and '.join(named)}, which {verb} not asked"


def level_word(level: str | None) -> str:
    """Return the word of a level within a sentence; "open" for none."""
    return OPEN if level is None else word_of(level).lower()


def _short(sheet: Sheet, target: str) -> str:
    wholes = {whole.target: whole.axis for whole in sheet.verdict.overalls.values()}
    return wholes[target].replace("_", " ") if target in wholes else target


def _rests_on(sheet: Sheet, whole: OverallVerdict, tips: Sequence[Tip]) -> str:
    title = sheet.checklist.title_of(whole.target)
    if whole.final is None:
        return f"{title} is open."
    level = level_word(whole.final)
    if whole.overridden:
        own = sheet.is_own_judgement(whole.target)
        whose = "judgement" if own else "override"
        suggested = "" if own else f", in place of {level_word(whole.suggested)}"
        return f"{title} {level} is the reviewer's own {whose}{suggested}: no answer changes it."
    is_robust = not any(tip.change.level(whole.target) for tip in tips if tip.change.kind == "answer")
    robust = f"; it is {ROBUST}" if is_robust else ""
    parts = _basis(sheet, whole)
    if not parts:
        return f"{title} {level}: no rule for another level applies{robust}."
    suffices = ""
    if _is_doubled(sheet, whole, tips):
        suffices = " (either alone suffices)" if len(parts) == 2 else " (no single one is needed)"
    listed = ", ".join(parts[:NAMED]) + (" and others" if len(parts) > NAMED else "")
    if len(parts) == 2:
        listed = " and ".join(parts)
    return f"{title} {level} rests on {listed}{suffices}{robust}."


def _basis(sheet: Sheet, whole: OverallVerdict) -> list[str]:
    """Name what made the rule of the whole fire: items of the only domain, else domains with their items."""
    if _is_otherwise(sheet, whole):
        return []
    domains = {name: _items(sheet, name) for name in sheet.form.targets if name in whole.domains}
    items = [name for name in whole.answers if sheet.form.has_item(name)]
    if len(domains) == 1 and not items:
        (name, own), *_ = domains.items()
        return [f"{item} ({name})" for item in own] or [name]
    return [f"{name} ({', '.join(own)})" if own else name for name, own in domains.items()] + items


def _is_otherwise(sheet: Sheet, whole: OverallVerdict) -> bool:
    rules = sheet.form.overalls[whole.axis].rules
    return any(rule.id == whole.rule and rule.when is None for rule in rules)


def _items(sheet: Sheet, domain: str) -> tuple[str, ...]:
    """Return the items that made the rule of a domain fire; none where it is overridden or none did."""
    verdict = sheet.verdict.domain(domain)
    rules = {rule.id: rule for rule in sheet.form.domain(domain).rules}
    if verdict.overridden or verdict.rule is None or rules[verdict.rule].when is None:
        return ()
    return tuple(item.id for item in sheet.form.items if item.id in verdict.decisive)


def _is_doubled(sheet: Sheet, whole: OverallVerdict, tips: Sequence[Tip]) -> bool:
    """Return True if the whole would stay where any single part of what it rests on were otherwise.

    Of several domains each is set to its best level in turn; of several items of one domain each is changed
    to every other code, which the tips tell.
    """
    items = [name for name in whole.answers if sheet.form.has_item(name)]
    if items or _is_otherwise(sheet, whole):
        return False
    if len(whole.domains) == 1:
        own = _items(sheet, next(iter(whole.domains)))
        changing = {tip.change.target for tip in tips if tip.change.level(whole.target)}
        return len(own) > 1 and not changing & set(own)
    return len(whole.domains) > 1 and all(
        _with_best(sheet, name).get(whole.target) == whole.final for name in whole.domains
    )


def _with_best(sheet: Sheet, domain: str) -> Mapping[str, str | None]:
    """Return the final levels by target if a domain were at its best level."""
    assert sheet.worksheet is not None
    answers = answers_to_judge(sheet.checklist, sheet.codes, sheet.preliminaries)
    best = sheet.checklist.levels_of(domain)[0]
    levels = judge_levels(sheet.checklist, answers, overrides=sheet.worksheet.levels | {domain: best})
    return dict(zip(sheet.checklist.targets, levels.at_targets(sheet.checklist), strict=True))
