"""Put into words why a judgement came out as it did, and what submitting means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from checklists import explain
from workbench.output.recorded_items import count_apart
from workbench.review.appraisals.sheets import is_own_judgement
from workbench.review.appraisals.tipping_answers import tips_of
from workbench.review.appraisals.tipping_text import tipping_lines
from workbench.tui.plain import join, plain, stack
from workbench.tui.theme import level_mark, possible_words

if TYPE_CHECKING:
    from checklists import DomainVerdict, OverallVerdict, Rule
    from workbench.review.appraisals.sheets import Sheet


def verdict_lines(sheet: Sheet, domain_id: str) -> Content:
    """Return the two lines that are always in sight: the judgements of the domain in front and the whole."""
    domain = sheet.verdict.domain(domain_id)
    progress = count_apart(*sheet.progress)
    flags = f"  ⚑ {len(sheet.verdict.flags)}" if sheet.verdict.flags else ""
    name = "Overall" if sheet.verdict.overalls or not sheet.checklist.totals else "Totals"
    return stack(
        [
            join(plain(f"{domain_id:<8}", "bold"), standing(sheet, domain_id, domain)),
            join(plain(f"{name:<8}", "bold"), plain(progress + flags + "  "), _wholes(sheet)),
        ]
    )


def _wholes(sheet: Sheet) -> Content:
    """Say how the whole stands, axis by axis, and the totals, on one line."""
    wholes = sheet.verdict.overalls
    if len(wholes) > 1:
        parts = [_short(sheet, axis, whole) for axis, whole in wholes.items()]
    else:
        parts = [standing(sheet, whole.target, whole) for whole in wholes.values()]
    totals = _short_totals(sheet)
    # A reason may be long; what is short comes before it.
    parts = [*totals, *parts] if len(wholes) == 1 else [*parts, *totals]
    if not parts:
        return plain("this checklist has no overall judgement", "$text-muted")
    first, *others = parts
    return join(first, *(join(plain(" · ", "$text-muted"), other) for other in others))


def _short_totals(sheet: Sheet) -> list[Content]:
    """Write the totals; several by their ids, or they have no room on the line (w has their names)."""
    totals = sheet.checklist.totals
    if len(totals) < 2:
        return [plain(f"{total.title}: {sheet.total_in_words(total.id)}") for total in totals]
    sums = []
    for total in totals:
        least, most = sheet.verdict.total_limits[total.id]
        reached = str(least) if least == most else f"{least}–{most}"
        sums.append(plain(f"{total.id} {reached}/{sheet.form.out_of(total.id)}"))
    return sums


def _short(sheet: Sheet, axis: str, whole: OverallVerdict) -> Content:
    """Say how the whole stands on one of several axes, without the reason."""
    name = axis.replace("_", " ")
    if whole.final is not None:
        level = level_mark(whole.final, sheet.order_of(whole.target))
    elif not whole.is_needed:
        level = plain("not needed", "$text-muted")
    elif whole.ask:
        level = plain("for you to judge (O)", "$text-warning")
    else:
        level = plain("open", "$text-muted")
    return join(plain(f"{name[:1].upper()}{name[1:]} ", "bold"), level, _direction(sheet, whole.target))


def _direction(sheet: Sheet, target: str) -> Content:
    given = sheet.direction(target)
    return plain(f" → {given.replace('_', ' ')}" if given else "", "$text-accent")


def standing(sheet: Sheet, target: str, verdict: DomainVerdict | OverallVerdict) -> Content:
    """Say how a judgement stands: its level with the reason, who is to judge, or what is still possible."""
    order = sheet.order_of(target) if verdict.judged_by != "none" else None
    direction = _direction(sheet, target)
    if not verdict.is_needed:
        return plain("not needed", "$text-muted")
    if verdict.judged_by == "none":
        return plain("recorded, not judged", "$text-muted")
    if verdict.final is None and verdict.ask:
        words = f"for you to judge (O): {possible_words(verdict.ask)}"
        because = f"  {verdict.because}" if verdict.because else ""
        return join(plain(words, "$text-warning"), plain(because, "$text-muted"))
    if target in sheet.overrides and is_own_judgement(verdict):
        return join(level_mark(verdict.final, order), plain(" (your judgement)"), direction)
    if verdict.overridden:
        was = f" (overridden; suggested: {(verdict.suggested or 'open').replace('_', ' ')})"
        return join(level_mark(verdict.final, order), plain(was), direction)
    if verdict.suggested is None:
        words = f"still possible: {possible_words(verdict.possible)}" if verdict.possible else "open"
        return join(plain(words, "$text-muted"), direction)
    return join(level_mark(verdict.final, order), direction, plain(f"  {verdict.because}", "$text-muted"))


def why(sheet: Sheet) -> Content:
    """Explain the whole judgement: what it hangs on, then each domain with rule, answers and overrides."""
    parts = [_why_overall(sheet), *_hangs_on(sheet), Content("")]
    for domain in sheet.verdict.domains:
        parts.extend([*_why_domain(sheet, domain), Content("")])
    parts.extend(join(plain("⚑ ", "$text-warning"), plain(flag.message)) for flag in sheet.verdict.flags)
    return stack(parts)


def _hangs_on(sheet: Sheet) -> list[Content]:
    """Say which single answers would change the judgement; nothing before the first answer."""
    lines = tipping_lines(sheet, tips_of(sheet))
    return (
        [Content(""), plain("What it hangs on", "bold"), *(plain(f"  {line}") for line in lines)]
        if lines
        else []
    )


def why_domain(sheet: Sheet, domain_id: str) -> Content:
    """Explain the judgement of one domain."""
    return stack(_why_domain(sheet, sheet.verdict.domain(domain_id)))


def _why_overall(sheet: Sheet) -> Content:
    lines: list[Content] = []
    for overall in sheet.verdict.overalls.values():
        title = sheet.checklist.title_of(overall.target)
        lines.append(join(plain(f"{title}  ", "bold"), standing(sheet, overall.target, overall)))
        if overall.rule:
            behind = overall.domains | overall.answers
            made_by = ", ".join(f"{name} {value.replace('_', ' ')}" for name, value in behind.items())
            lines.append(
                plain(f"  rule {overall.rule}: {overall.because}" + (f" ({made_by})" if made_by else ""))
            )
        lines.extend(_cut_offs(sheet, overall))
        lines.extend(_override(sheet, overall.target))
    lines.extend(_totals(sheet))
    return stack(lines or [plain("This checklist has no overall judgement.", "$text-muted")])


def _cut_offs(sheet: Sheet, overall: OverallVerdict) -> list[Content]:
    """Say which sums of the totals lead to which level; nothing where no rule reads a total."""
    form = sheet.form
    declared = next(
        each for axis, each in form.overalls.items() if form.overall_target(axis) == overall.target
    )
    if not any(
        f"the total {total.id} " in _condition(sheet, rule)
        for rule in declared.rules
        for total in form.totals
    ):
        return []
    lines = [plain("  cut-offs, the first that fits:", "$text-muted")]
    for rule in declared.rules:
        mark = "▸" if rule.id == overall.rule else " "
        level = form.label(rule.judge, overall.target) if rule.judge else "yours to judge"
        lines.append(plain(f"  {mark} {level}: {_condition(sheet, rule)}"))
    return lines


def _why_domain(sheet: Sheet, domain: DomainVerdict) -> list[Content]:
    lines = [join(plain(f"{domain.id} {domain.title}  ", "bold"), standing(sheet, domain.id, domain))]
    if domain.rule:
        rule = next(each for each in sheet.checklist.domain(domain.id).rules if each.id == domain.rule)
        lines.append(plain(f"  rule {rule.id}: {domain.because}"))
        lines.append(plain(f"  fires when {_condition(sheet, rule)}", "$text-muted"))
        for item, code in domain.answers.items():
            label = sheet.checklist.answers[code].label if code in sheet.checklist.answers else code
            text = f" — {sheet.checklist.item(item).text}" if sheet.checklist.has_item(item) else ""
            lines.append(plain(f"    {item} {code:<2} {label}{text}"))
    elif domain.possible:
        lines.append(
            plain(f"  depends on unanswered items; still possible: {possible_words(domain.possible)}")
        )
    lines.extend(_override(sheet, domain.id))
    return lines


def _condition(sheet: Sheet, rule: Rule) -> str:
    return (
        "no rule before it does"
        if rule.otherwise or rule.when is None
        else explain(rule.when, sheet.checklist)
    )


def _override(sheet: Sheet, target: str) -> list[Content]:
    given = sheet.overrides.get(target)
    if given is None or target not in sheet.form.targets:
        return []
    did = "judged" if sheet.is_own_judgement(target) else "overridden to"
    return [plain(f"  {did} {given.judgement.replace('_', ' ')}: {given.reason}", "bold")]


def _totals(sheet: Sheet) -> list[Content]:
    return [plain(f"{total.title}: {sheet.total_in_words(total.id)}") for total in sheet.checklist.totals]


def submitting(sheet: Sheet) -> Content:
    """Say what the reviewer should know before submitting."""
    lines = [
        join(
            plain(f"{sheet.checklist.title_of(whole.target)}  ", "bold"),
            standing(sheet, whole.target, whole),
        )
        for whole in sheet.verdict.overalls.values()
    ]
    lines.extend(_totals(sheet))
    lines.extend(
        join(plain(f"{domain.id} {domain.title}  "), level_mark(domain.final, sheet.order_of(domain.id)))
        for domain in sheet.verdict.domains
        if domain.judged_by != "none" and domain.is_needed
    )
    lines.append(Content(""))
    lines.extend(join(plain("⚑ ", "$text-warning"), plain(flag.message)) for flag in sheet.verdict.flags)
    unrecorded = len(sheet.verdict.recorded) - sheet.recorded_answered
    if unrecorded:
        words = f"Recorded items without an answer: {unrecorded}; nothing waits for them."
        lines.append(plain(words, "$text-muted"))
    missing = sheet.missing_preliminaries
    if missing:
        lines.append(plain(f"Not filled in before reading (press p): {', '.join(missing)}", "$text-warning"))
    lines.append(plain("A submitted appraisal changes only by being reopened, with a reason."))
    return stack(lines)
