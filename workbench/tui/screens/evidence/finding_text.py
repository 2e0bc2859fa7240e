"""How findings look: the line of a study, the one in front, and what a form's numbers say while typing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from workbench.review.evidence.findings import FIELDS
from workbench.tui.dialogs.form import FormField
from workbench.tui.plain import fill, fit, join, plain, stack
from workbench.tui.widgets.headed_list import Group
from workbench.visible import show

if TYPE_CHECKING:
    from workbench.review.evidence.findings import CheckLine, FindingLine, Problem

SOURCE, QUOTE = "source", "quote"
"""Fields of the form beside the numbers."""

KEY = 18
"""Cells for the key of a study."""

MOST_LISTED = 200
"""Studies without numbers that are listed; others are named with a key."""


def groups(findings: Sequence[FindingLine], others: Sequence[str], drafts: Sequence[str]) -> list[Group]:
    """The studies with numbers, then those without."""
    with_numbers = tuple((one.study, _line(one, one.study in drafts)) for one in findings)
    without = tuple(
        (key, join(plain(fill(fit(show(key), KEY - 1), KEY)), _draft(key in drafts, "–")))
        for key in others[:MOST_LISTED]
    )
    left_out = len(others) - len(without)
    more = f"; {left_out} more, s names one" if left_out else ""
    return [
        Group(plain(f"Studies with numbers ({len(with_numbers)})", "bold"), with_numbers),
        Group(plain(f"Studies without ({len(others)}{more})", "bold $text-muted"), without),
    ]


def _line(one: FindingLine, has_draft: bool) -> Content:
    flag = plain(f"⚑{len(one.flags)} ", "$text-warning") if one.flags else Content("   ")
    return join(plain(fill(fit(show(one.study), KEY - 1), KEY)), flag, _draft(has_draft, one.shown))


def _draft(has_draft: bool, text: str) -> Content:
    return join(plain("✎ not saved  ", "$text-warning"), plain(text)) if has_draft else plain(text)


def finding_in_front(finding: FindingLine) -> Content:
    """A finding with its source and everything that its numbers say."""
    lines = [join(plain(f"{finding.study}  ", "bold"), plain(finding.shown, lines=True))]
    if finding.source:
        lines.append(join(plain("Source  "), plain(finding.source, lines=True)))
    if finding.quote:
        lines.append(join(plain("”  ", "bold"), plain(finding.quote, "italic", lines=True)))
    return stack([*lines, *checks(finding.checks)])


def preview(problems: Sequence[Problem], said: Sequence[CheckLine]) -> Content:
    """What a form means so far: every problem, then what the numbers say."""
    lines: list[Content] = []
    if problems:
        count = len(problems)
        heading = "1 thing cannot stand" if count == 1 else f"{count} things cannot stand"
        lines.append(plain(f"✗ {heading}", "bold $text-error"))
        lines.extend(plain(f"  · {problem}", "$text-error") for problem in problems)
    lines.extend(checks(said))
    if not lines:
        lines.append(plain("What the numbers say appears here while you type.", "$text-muted"))
    return stack(lines)


def checks(said: Sequence[CheckLine]) -> list[Content]:
    """What numbers say: flags with arithmetic and innocent explanations, then what follows from them."""
    lines: list[Content] = []
    for flag in (one for one in said if one.is_flag):
        lines.append(join(plain("⚑ ", "bold $text-warning"), plain(flag.message, "bold")))
        if flag.arithmetic:
            lines.append(plain(f"  {flag.arithmetic}"))
        lines.extend(plain(f"  may be innocent: {words}", "$text-muted") for words in flag.innocent)
    for one in said:
        if not one.is_flag:
            how = f"  ({one.arithmetic})" if one.arithmetic else ""
            lines.append(join(plain(f"= {one.message}"), plain(how, "$text-muted")))
    return lines


def form_fields(finding: FindingLine | None) -> list[FormField]:
    """The fields of the form: the numbers, where they stand, and the passage that backs them."""
    entered = finding.fields if finding else {}
    fields = [
        FormField(
            one.id,
            one.label.removeprefix(f"{one.group}: ".casefold()),
            one.hint,
            one_line(entered.get(one.id, "")),
            one.group,
        )
        for one in FIELDS
    ]
    where = "Where the numbers stand"
    return [
        *fields,
        FormField(
            SOURCE, "source", "such as: table 2, page 5", one_line(finding.source) if finding else "", where
        ),
        FormField(
            QUOTE, "quote", "the passage, word by word", one_line(finding.quote) if finding else "", where
        ),
    ]


def one_line(text: str) -> str:
    """A text as a field of one line can hold it; a passage may run over several lines of its document."""
    return " ".join(text.split())
