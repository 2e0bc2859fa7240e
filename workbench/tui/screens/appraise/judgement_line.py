"""Put into words why a judgement came out as it did, and what submitting means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from checklists import explain
from workbench.output.recorded_items import count_apart
from workbench.review.appraisals.sheets import is_own_judgement
from workbench.review.appraisals.tipping_answers import tips_of
from workbench.review.appraisals.tipping_text import tipping_lines
from workbench.served import is_served
from workbench.tui.plain import cut_words, join, plain, stack
from workbench.tui.theme import level_mark, level_symbol, override_mark, possible_words
from workbench.tui.unsaved_texts import SIGN

YOURS = "◇"
"""The sign of a judgement that the checklist leaves to the reviewer."""
BESIDE = 2
"""Cells between how a domain stands and the progress."""

if TYPE_CHECKING:
    from checklists import DomainVerdict, OverallVerdict, Rule
    from workbench.review.appraisals.sheets import Sheet


def verdict_line(sheet: Sheet, domain_id: str, width: int) -> Content:
    """Return the line that is always in sight: how the domain in front stands, and right the progress."""
    flags = f"⚑ {len(sheet.verdict.flags)}: w tells  " if sheet.verdict.flags else ""
    answered, asked, _, _ = sheet.progress
    left = join(plain(f"{domain_id} ", "bold"), standing(sheet, domain_id, sheet.verdict.domain(domain_id)))
    told = (count_apart(*sheet.progress), count_apart(answered, asked, 0, 0), f"{answered}/{asked}")
    wordings = [plain(flags + words, "$text-muted") for words in told]
    fitting = (each for each in wordings if left.cell_length + BESIDE + each.cell_length <= width)
    progress = next(fitting, wordings[0])
    room = max(width - progress.cell_length - BESIDE, 0)
    left = cut_words(left, room)
    return join(left.pad_right(max(room - left.cell_length, 0)), " " * BESIDE, progress)


def domain_sign(sheet: Sheet, domain: DomainVerdict) -> Content:
    """Draw how a domain stands in a cell or two: its level, or that the reviewer judges it, or has none."""
    if domain.judged_by == "none" or not domain.is_needed:
        return plain("–", "$text-muted")
    if domain.final is None and domain.ask:
        return plain(YOURS, "$key")
    sign = level_symbol(domain.final, sheet.order_of(domain.id))
    return join(sign, override_mark(domain.id in sheet.overridden))


def domain_mark(sheet: Sheet, domain: DomainVerdict) -> Content:
    """Draw the same with the word of the level."""
    if domain.judged_by == "none" or not domain.is_needed or domain.final is None:
        words = " yours" if domain.final is None and domain.ask else ""
        return join(domain_sign(sheet, domain), plain(words or " open" * domain.is_needed, "$text-muted"))
    mark = level_mark(domain.final, sheet.order_of(domain.id))
    return join(mark, override_mark(domain.id in sheet.overridden))


def wholes(sheet: Sheet) -> Content:
    """Say how the whole stands, axis by axis, and the totals, in few words."""
    verdicts = sheet.verdict.overalls
    parts = [
        _short(sheet, axis if len(verdicts) > 1 else "overall", whole) for axis, whole in verdicts.items()
    ]
    parts = [*_short_totals(sheet), *parts]
    return plain(" · ", "$text-muted").join(parts) if parts else plain("no overall", "$text-muted")


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
        level = join(level, override_mark(whole.target in sheet.overridden))
    elif not whole.is_needed:
        level = plain("not needed", "$text-muted")
    elif whole.ask:
        level = plain(f"{YOURS} yours to judge", "$key")
    else:
        level = plain("· open", "$text-muted")
    return join(plain(f"{name[:1].upper()}{name[1:]} ", "bold"), level, _direction(sheet, whole.target))


def _direction(sheet: Sheet, target: str) -> Content:
    given = sheet.direction(target)
    return plain(f" → {given.replace('_', ' ')}" if given else "", "$text-accent")


def standing(
    sheet: Sheet, target: str, verdict: DomainVerdict | OverallVerdict, *, has_reason: bool = True
) -> Content:
    """Say how a judgement stands: its level with the reason, who is to judge, or what is still possible.

    Args:
        sheet: the sheet.
        target: what is judged.
        verdict: the judgement.
        has_reason: whether the reason follows; False where a line below tells it with its rule.
    """
    reason = f"  {verdict.because}" if verdict.because and has_reason else ""
    order = sheet.order_of(target) if verdict.judged_by != "none" else None
    direction = _direction(sheet, target)
    if not verdict.is_needed:
        return plain("not needed", "$text-muted")
    if verdict.judged_by == "none":
        return plain("recorded, not judged", "$text-muted")
    if verdict.final is None and verdict.ask:
        words = f"{YOURS} yours to judge (O): {possible_words(verdict.ask)}"
        return join(plain(words, "$key"), plain(reason, "$text-muted"))
    if target in sheet.overrides and is_own_judgement(verdict):
        return join(level_mark(verdict.final, order), plain(" (your judgement)"), direction)
    if verdict.overridden:
        ruled = level_mark(verdict.suggested, order) if verdict.suggested else plain("still open")
        was = join(override_mark(True), plain(" set by you; the rules say "), ruled)
        return join(level_mark(verdict.final, order), was, direction)
    if verdict.suggested is None:
        return join(plain(_possible(verdict.possible), "$text-muted"), direction)
    return join(level_mark(verdict.final, order), direction, plain(reason, "$text-muted"))


def _possible(levels: tuple[str, ...]) -> str:
    return f"still possible: {possible_words(levels)}" if levels else "open"


def why(sheet: Sheet, first: str = "") -> Content:
    """Explain the whole judgement: flags, what it hangs on, each domain with rule, answers and overrides.

    What is not decided yet is named once, with the levels that are still possible.

    Args:
        sheet: the sheet.
        first: id of the domain that is explained before all else; empty for none.
    """
    flags = _flags(sheet)
    parts = [*flags, Content("")] if flags else []
    parts += why_of(sheet, first)
    if whole := _why_overall(sheet):
        parts += [*whole, *_hangs_on(sheet), Content("")]
    for domain in sheet.verdict.domains:
        if domain.id != first and not _is_open(domain):
            parts.extend([*_why_domain(sheet, domain), Content("")])
    return stack([*parts, *_not_decided(sheet, first)])


def _is_open(verdict: DomainVerdict | OverallVerdict) -> bool:
    """Return True if a judgement waits for answers, and there is nothing else to tell of it."""
    is_judged = verdict.is_needed and verdict.judged_by != "none"
    return is_judged and verdict.final is None and verdict.suggested is None and not verdict.ask


def _is_open_whole(sheet: Sheet, overall: OverallVerdict) -> bool:
    return _is_open(overall) and not _cut_offs(sheet, overall)


def _not_decided(sheet: Sheet, first: str) -> list[Content]:
    """Name the parts that wait for answers, those of which the same levels are possible on one line.

    Args:
        sheet: the sheet.
        first: id of the domain that stands above already.
    """
    alike: dict[str, list[str]] = {}
    for overall in sheet.verdict.overalls.values():
        if _is_open_whole(sheet, overall):
            name = sheet.checklist.title_of(overall.target)
            alike.setdefault(_waiting(overall, is_begun=bool(sheet.codes)), []).append(name)
    for domain in sheet.verdict.domains:
        if domain.id != first and _is_open(domain):
            is_begun = any(item in sheet.codes for item in sheet.asked_by_domain.get(domain.id, ()))
            alike.setdefault(_waiting(domain, is_begun=is_begun), []).append(domain.id)
    if not alike:
        return []
    return [
        plain("Not decided yet", "bold"),
        *([] if first else _waits_for(sheet, sheet.verdict.unanswered)),
        *(plain(f"  {', '.join(names)}: {words}") for words, names in alike.items()),
    ]


def _waiting(verdict: DomainVerdict | OverallVerdict, *, is_begun: bool) -> str:
    """Say what is possible once something is answered: before that it is every level."""
    return _possible(verdict.possible) if is_begun else "no answer yet"


def _waits_for(sheet: Sheet, unanswered: Sequence[str]) -> list[Content]:
    """Name the item that is needed first; nothing where none is open."""
    if not unanswered:
        return []
    return [plain(f"  needed first: {unanswered[0]} {sheet.checklist.item(unanswered[0]).text}")]


def _flags(sheet: Sheet) -> list[Content]:
    """Draw what the checklist tells about answers; windows begin with it, since it may change an answer."""
    return [join(plain("⚑ ", "bold $text-warning"), plain(flag.message)) for flag in sheet.verdict.flags]


def _hangs_on(sheet: Sheet) -> list[Content]:
    """Say which single answers would change the judgement; nothing before the first answer."""
    lines = tipping_lines(sheet, tips_of(sheet))
    return (
        [Content(""), plain("What it hangs on", "bold"), *(plain(f"  {line}") for line in lines)]
        if lines
        else []
    )


def why_of(sheet: Sheet, domain_id: str) -> list[Content]:
    """Explain one domain with a blank line behind it; nothing where none is named."""
    return [*_why_domain(sheet, sheet.verdict.domain(domain_id)), Content("")] if domain_id else []


def why_domain(sheet: Sheet, domain_id: str) -> Content:
    """Explain the judgement of one domain."""
    return stack(_why_domain(sheet, sheet.verdict.domain(domain_id)))


def _why_overall(sheet: Sheet) -> list[Content]:
    lines: list[Content] = []
    for overall in sheet.verdict.overalls.values():
        if _is_open_whole(sheet, overall):
            continue
        title = sheet.checklist.title_of(overall.target)
        stands = standing(sheet, overall.target, overall, has_reason=not overall.rule)
        lines.append(join(plain(f"{title}  ", "bold"), stands))
        if overall.rule:
            behind = overall.domains | overall.answers
            made_by = ", ".join(f"{name} {value.replace('_', ' ')}" for name, value in behind.items())
            lines.append(
                plain(f"  rule {overall.rule}: {overall.because}" + (f" ({made_by})" if made_by else ""))
            )
        lines.extend(_cut_offs(sheet, overall))
        lines.extend(_override(sheet, overall.target))
    lines.extend(_totals(sheet))
    if not sheet.verdict.overalls and not lines:
        return [plain("This checklist has no overall judgement.", "$text-muted")]
    return lines


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
    stands = standing(sheet, domain.id, domain, has_reason=not domain.rule)
    lines = [join(plain(f"{domain.id} {domain.title}  ", "bold"), stands)]
    if domain.rule:
        rule = next(each for each in sheet.checklist.domain(domain.id).rules if each.id == domain.rule)
        lines.append(plain(f"  rule {rule.id}: {domain.because}"))
        lines.append(plain(f"  fires when {_condition(sheet, rule)}", "$text-muted"))
        for item, code in domain.answers.items():
            label = sheet.checklist.answers[code].label if code in sheet.checklist.answers else code
            text = f" — {sheet.checklist.item(item).text}" if sheet.checklist.has_item(item) else ""
            lines.append(plain(f"    {item} {code:<2} {label}{text}"))
    elif _is_open(domain):
        of_domain = sheet.asked_by_domain.get(domain.id, [])
        lines.extend(_waits_for(sheet, [item for item in of_domain if item in sheet.verdict.unanswered]))
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


def submitting(sheet: Sheet, unsaved: Sequence[str] = ()) -> Content:
    """Say what the reviewer should know before submitting.

    Args:
        sheet: what would be submitted.
        unsaved: headings of the windows in which something was typed and not saved.
    """
    lines = [
        plain(f"{SIGN} Typed and not saved, so not submitted: {heading}", "$text-warning")
        for heading in unsaved
    ]
    lines += _flags(sheet)
    lines += [
        join(
            plain(f"{sheet.checklist.title_of(whole.target)}  ", "bold"),
            standing(sheet, whole.target, whole),
        )
        for whole in sheet.verdict.overalls.values()
    ]
    lines.extend(_totals(sheet))
    lines.extend(
        join(
            plain(f"{domain.id} {domain.title}  "),
            standing(sheet, domain.id, domain)
            if domain.overridden
            else level_mark(domain.final, sheet.order_of(domain.id)),
        )
        for domain in sheet.verdict.domains
        if domain.judged_by != "none" and domain.is_needed
    )
    lines.append(Content(""))
    if is_served():
        lines.append(plain("It gets no seal: no key is kept on a server."))
    unrecorded = len(sheet.verdict.recorded) - sheet.recorded_answered
    if unrecorded:
        words = f"Recorded items without an answer: {unrecorded}; nothing waits for them."
        lines.append(plain(words, "$text-muted"))
    missing = sheet.missing_preliminaries
    if missing:
        lines.append(
            plain(f"Not filled in before reading (esc, then p): {', '.join(missing)}", "$text-warning")
        )
    lines.append(plain("A submitted appraisal changes only by being reopened, with a reason."))
    return stack(lines)
