"""Put into words why a judgement came out as it did, and what submitting means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from checklists import explain
from workbench.output.recorded_items import count_apart
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
    return stack(
        [
            join(plain(f"{domain_id:<8}", "bold"), _standing(domain)),
            join(plain(f"{'Overall':<8}", "bold"), plain(progress + flags + "  "), _wholes(sheet)),
        ]
    )


def _wholes(sheet: Sheet) -> Content:
    """Say how the whole stands, axis by axis, and the totals, on one line."""
    parts = [_standing(whole) for whole in sheet.verdict.overalls.values()]
    parts += [plain(f"{total.title}: {_sum(sheet, total.id)}") for total in sheet.checklist.totals]
    if not parts:
        return plain("this checklist has no overall judgement", "$text-muted")
    first, *others = parts
    return join(first, *(join(plain("  ·  ", "$text-muted"), other) for other in others))


def _sum(sheet: Sheet, total: str) -> str:
    value, (least, most) = sheet.verdict.totals[total], sheet.verdict.total_limits[total]
    return f"{value} of {sheet.form.out_of(total)}" if value is not None else f"{least} to {most} possible"


def _standing(verdict: DomainVerdict | OverallVerdict) -> Content:
    if not verdict.is_needed:
        return plain("not needed", "$text-muted")
    if verdict.judged_by == "none":
        return plain("recorded, not judged", "$text-muted")
    if verdict.final is None and verdict.ask:
        return plain(f"for you to judge (o): {possible_words(verdict.ask)}", "$text-warning")
    if verdict.overridden:
        was = f" (overridden; suggested: {(verdict.suggested or 'open').replace('_', ' ')})"
        return join(level_mark(verdict.final), plain(was))
    if verdict.suggested is None:
        words = f"open: {possible_words(verdict.possible)}" if verdict.possible else "open"
        return plain(words, "$text-muted")
    return join(level_mark(verdict.final), plain(f"  {verdict.because}", "$text-muted"))


def why(sheet: Sheet) -> Content:
    """Explain the whole judgement: each domain with rule, answers that made it fire, overrides and flags."""
    parts = [_why_overall(sheet), Content("")]
    for domain in sheet.verdict.domains:
        parts.extend([*_why_domain(sheet, domain), Content("")])
    parts.extend(join(plain("⚑ ", "$text-warning"), plain(flag.message)) for flag in sheet.verdict.flags)
    return stack(parts)


def why_domain(sheet: Sheet, domain_id: str) -> Content:
    """Explain the judgement of one domain."""
    return stack(_why_domain(sheet, sheet.verdict.domain(domain_id)))


def _why_overall(sheet: Sheet) -> Content:
    lines: list[Content] = []
    for overall in sheet.verdict.overalls.values():
        title = sheet.checklist.title_of(overall.target)
        lines.append(join(plain(f"{title}  ", "bold"), _standing(overall)))
        if overall.rule:
            behind = overall.domains | overall.answers
            made_by = ", ".join(f"{name} {value.replace('_', ' ')}" for name, value in behind.items())
            lines.append(
                plain(f"  rule {overall.rule}: {overall.because}" + (f" ({made_by})" if made_by else ""))
            )
        lines.extend(_override(sheet, overall.target))
    lines.extend(plain(f"{total.title}: {_sum(sheet, total.id)}") for total in sheet.checklist.totals)
    return stack(lines or [plain("This checklist has no overall judgement.", "$text-muted")])


def _why_domain(sheet: Sheet, domain: DomainVerdict) -> list[Content]:
    lines = [join(plain(f"{domain.id} {domain.title}  ", "bold"), _standing(domain))]
    if domain.rule:
        rule = next(each for each in sheet.checklist.domain(domain.id).rules if each.id == domain.rule)
        lines.append(plain(f"  rule {rule.id}: {domain.because}"))
        lines.append(plain(f"  fires when {_condition(sheet, rule)}", "$text-muted"))
        for item, code in domain.answers.items():
            label = sheet.checklist.answers[code].label if code in sheet.checklist.answers else code
            lines.append(plain(f"    {item} {code:<2} {label} — {sheet.checklist.item(item).text}"))
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
    return (
        [plain(f"  overridden to {given.judgement.replace('_', ' ')}: {given.reason}", "bold")]
        if given
        else []
    )


def submitting(sheet: Sheet) -> Content:
    """Say what the reviewer should know before submitting."""
    lines = [
        join(plain(f"{sheet.checklist.title_of(whole.target)}  ", "bold"), _standing(whole))
        for whole in sheet.verdict.overalls.values()
    ]
    lines.extend(plain(f"{total.title}: {_sum(sheet, total.id)}") for total in sheet.checklist.totals)
    lines.extend(
        join(plain(f"{domain.id} {domain.title}  "), level_mark(domain.final))
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
