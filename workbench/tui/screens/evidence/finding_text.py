"""Put findings into words: the line of a study, the one in front, and what a form's numbers say so far."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from workbench.counts import count
from workbench.hidden_characters import show
from workbench.output.line_breaks import cut
from workbench.review.evidence.findings import FIELDS, tally
from workbench.tui.dialogs.form import FormField
from workbench.tui.plain import fill, join, plain, stack
from workbench.tui.unsaved_texts import SIGN
from workbench.tui.widgets.headed_list import Group

if TYPE_CHECKING:
    from workbench.review.evidence.findings import CheckLine, FindingLine, Problem

SOURCE, QUOTE = "source", "quote"
"""Fields of the form beside the numbers."""

KEY = 18
"""Cells for the key of a study."""

MOST_LISTED = 200
"""Studies without numbers that are listed; others are named with a key."""


def groups(findings: Sequence[FindingLine], others: Sequence[str], drafts: Sequence[str]) -> list[Group]:
    """List the studies with numbers, then those without."""
    with_numbers = tuple((finding.study, _line(finding, finding.study in drafts)) for finding in findings)
    without = tuple(
        (key, join(plain(fill(cut(show(key), KEY - 1), KEY)), _draft(key in drafts, "–")))
        for key in others[:MOST_LISTED]
    )
    counted = f"  {tally([finding.checks for finding in findings])}" if findings else ""
    left_out = len(others) - len(without)
    more = f"; {left_out} more, s names one" if left_out else ""
    return [
        Group(plain(f"Studies with numbers ({len(with_numbers)}){counted}", "bold"), with_numbers),
        Group(plain(f"Studies without ({len(others)}{more})", "bold $text-muted"), without),
    ]


def _line(finding: FindingLine, has_draft: bool) -> Content:
    flag = plain(f"⚑{len(finding.flags)} ", "$text-warning") if finding.flags else Content("   ")
    return join(plain(fill(cut(show(finding.study), KEY - 1), KEY)), flag, _draft(has_draft, finding.shown))


def _draft(has_draft: bool, text: str) -> Content:
    return join(plain(f"{SIGN} not saved  ", "$text-warning"), plain(text)) if has_draft else plain(text)


def finding_in_front(finding: FindingLine) -> Content:
    """Describe a finding with its source and everything that its numbers say."""
    lines = [join(plain(f"{finding.study}  ", "bold"), plain(finding.shown, lines=True))]
    if finding.source:
        lines.append(join(plain("Source  "), plain(finding.source, lines=True)))
    if finding.quote:
        lines.append(join(plain("”  ", "bold"), plain(finding.quote, "italic", lines=True)))
    return stack([*lines, *checks(finding.checks)])


def preview(problems: Sequence[Problem], check_lines: Sequence[CheckLine]) -> Content:
    """Say what a form means so far: every problem, then what the numbers say."""
    lines: list[Content] = []
    if problems:
        heading = count(len(problems), "thing cannot stand", "things cannot stand")
        lines.append(plain(f"✗ {heading}", "bold $text-error"))
        lines.extend(plain(f"  · {problem}", "$text-error") for problem in problems)
    lines.extend(checks(check_lines))
    if not lines:
        lines.append(plain("What the numbers say appears here while you type.", "$text-muted"))
    return stack(lines)


def checks(check_lines: Sequence[CheckLine]) -> list[Content]:
    """List what numbers say: flags with arithmetic and innocent explanations, notes, then what follows."""
    lines: list[Content] = []
    for flag in (line for line in check_lines if line.is_flag):
        lines.append(join(plain("⚑ ", "bold $text-warning"), plain(flag.message, "bold")))
        if flag.arithmetic:
            lines.append(plain(f"  {flag.arithmetic}"))
        lines.extend(plain(f"  may be innocent: {words}", "$text-muted") for words in flag.innocent)
    for note in (line for line in check_lines if line.is_note):
        how = f"  ({note.arithmetic})" if note.arithmetic else ""
        lines.append(join(plain(f"≈ {note.message}"), plain(how, "$text-muted")))
    for line in check_lines:
        if not (line.is_flag or line.is_note):
            how = f"  ({line.arithmetic})" if line.arithmetic else ""
            lines.append(join(plain(f"= {line.message}"), plain(how, "$text-muted")))
    return lines


def form_fields(finding: FindingLine | None) -> list[FormField]:
    """Return the fields of the form: the numbers, where they stand, and the passage that backs them."""
    entered = finding.fields if finding else {}
    fields = [
        FormField(
            field.id,
            field.label.removeprefix(f"{field.group}: ".casefold()),
            field.hint,
            in_one_line(entered.get(field.id, "")),
            field.group,
        )
        for field in FIELDS
    ]
    where = "Where the numbers stand"
    source, quote = (finding.source, finding.quote) if finding else ("", "")
    return [
        *fields,
        FormField(SOURCE, "source", "such as: table 2, page 5", in_one_line(source), where),
        FormField(QUOTE, "quote", "the passage, word by word", in_one_line(quote), where),
    ]


def in_one_line(text: str) -> str:
    """Join the lines of a text, as a field of one line holds it; a passage may run over several."""
    return " ".join(text.split())
