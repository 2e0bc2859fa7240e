"""Draw pairs of studies, decisions on them, and two records beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from workbench.output.line_breaks import safe_lines
from workbench.tui.plain import fill, join, plain, stack
from workbench.tui.widgets.headed_list import Group

if TYPE_CHECKING:
    from workbench.review.studies.duplicates import Decision, DuplicatePair
    from workbench.review.studies.records_beside import Mark, RecordLine, RecordsBeside

MOST = 200
"""Pairs that the list shows at once; deciding on them brings the next ones."""
KEYS = 30
"""Cells of the two keys in a line of the list."""
TITLE = 13
"""Cells of the title of a field."""
MARKS: dict[Mark, tuple[str, str]] = {
    "same": (" ", "$text-muted"),
    "differ": ("≠", "bold $text-warning"),
    "first": ("‹", "$text-muted"),
    "second": ("›", "$text-muted"),
}
"""By how two values agree, the sign between them and the style of the line."""
LEGEND = "≠ they differ   ‹ only the first says it   › only the second"
NOTHING = "No two studies look alike, and nothing is decided yet."


def id_of(first: str, second: str) -> str:
    """Return what finds a pair in the list."""
    return f"{first} {second}"


def groups(pairs: Sequence[DuplicatePair], decisions: Sequence[Decision], width: int) -> list[Group]:
    """Group the pairs by how sure it is, and below what was decided."""
    shown = pairs[:MOST]
    groups = []
    for sureness in dict.fromkeys(pair.sureness for pair in shown):
        lines = tuple(
            (id_of(pair.study, pair.other), _pair(pair, width)) for pair in shown if pair.sureness is sureness
        )
        count = sum(pair.sureness is sureness for pair in pairs)
        more = f", the first {len(lines)}" if count > len(lines) else ""
        groups.append(Group(_heading(f"{sureness.value.capitalize()} ({count:,}{more})"), lines))
    for kind, title in (("merged", "Decided: merged"), ("distinct", "Decided: distinct")):
        lines = tuple(
            (id_of(each.study, each.other), _decision(each, width)) for each in decisions if each.kind == kind
        )
        groups.append(Group(_heading(f"{title} ({len(lines):,})"), lines[:MOST]))
    return groups


def beside(records: RecordsBeside, width: int, *, in_full: bool = False) -> Content:
    """Draw two records beside each other: what differs first; a line each, or every value in full."""
    column = max((width - TITLE - 4) // 2, 10)
    lines = records.lines
    if not in_full:
        lines = tuple(sorted(lines, key=lambda line: line.mark == "same"))
    heading = join(
        plain(" " * (TITLE + 1)),
        plain(fill(f"1 {records.first}", column), "bold $text-primary"),
        plain("   "),
        plain(fill(f"2 {records.second}", column), "bold $text-primary"),
    )
    drawn = [heading]
    for line in lines:
        drawn += _in_full(line, column) if in_full else [_row(line, line.first, line.second, column)]
    return stack([*drawn, plain(LEGEND, "$text-muted")] if in_full else drawn)


def _heading(text: str) -> Content:
    return plain(text, "bold $text-primary")


def _pair(pair: DuplicatePair, width: int) -> Content:
    from store.bibliography import field_in_words

    shared = ", ".join(field_in_words(name) for name in pair.shared)
    differing = ", ".join(field_in_words(each.field) for each in pair.differing if not each.is_of_one)
    told = f"{' and '.join(pair.excluded)} excluded; " if pair.excluded else ""
    told += f"share {shared}" if shared else "named by you"
    told += f"; differ in {differing}" if differing else ""
    return _in_list(f"{pair.study} · {pair.other}", told, width)


def _decision(decision: Decision, width: int) -> Content:
    sign = "←" if decision.kind == "merged" else "≠"
    told = f"{decision.by} {decision.at:%Y-%m-%d}: {decision.reason}"
    return _in_list(f"{decision.study} {sign} {decision.other}", told, width)


def _in_list(keys: str, told: str, width: int) -> Content:
    room = max(KEYS, min(cell_len(keys), width // 2))
    return join(
        plain(fill(keys, room)), plain("  "), plain(fill(told, max(width - room - 2, 8)), "$text-muted")
    )


def _row(line: RecordLine, first: str, second: str, column: int, title: str | None = None) -> Content:
    mark, style = MARKS[line.mark]
    values = "bold" if line.mark == "differ" else ""
    return join(
        plain(fill(line.title if title is None else title, TITLE), "$text-muted"),
        plain(" "),
        plain(fill(" ".join(first.split()), column), values),
        plain(f" {mark} ", style),
        plain(fill(" ".join(second.split()), column), values),
    )


def _in_full(line: RecordLine, column: int) -> list[Content]:
    """Draw a field in as many lines as its longer value takes."""
    parts = [
        list(safe_lines(" ".join(value.split()), column, "")) or [""] for value in (line.first, line.second)
    ]
    height = max(map(len, parts))
    first, second = (part + [""] * (height - len(part)) for part in parts)
    return [
        _row(line, left, right, column, None if number == 0 else "")
        for number, (left, right) in enumerate(zip(first, second, strict=True))
    ]
