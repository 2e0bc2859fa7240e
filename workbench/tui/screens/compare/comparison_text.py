"""Put a comparison into words: the lines of the list, the title, what finishing means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rich.cells import cell_len
from textual.content import Content

from workbench.counts import count
from workbench.hidden_characters import show
from workbench.output.line_breaks import cut
from workbench.output.symbols import symbol_of
from workbench.review.reviewers.comparison import units_in_words
from workbench.tui.plain import cut_words, fill, join, plain, stack
from workbench.tui.theme import TIER_STYLES, level_mark, level_symbol
from workbench.tui.widgets.compact_table import letters
from workbench.tui.widgets.headed_list import Group

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.output.symbols import LevelOrder
    from workbench.review.reviewers.reconcile import ComparedLine, Comparison, Side

STATE_WORDS = {
    "none": "no consensus yet",
    "draft": "consensus is a draft",
    "submitted": "consensus SUBMITTED",
}
SHORT_STATES = {"none": "no consensus", "draft": "draft", "submitted": "SUBMITTED"}
AGREED = "⇒"
"""Stands before what is agreed, in the strip as in the line in front."""
OVERALL = "overall"
WHOLE = "whole study"
WIDEST = 17
"""Cells of the widest column of a reviewer: room for "NI No information" and "⊖ Some concerns"."""

WIDEST_NAME = 10
"""Cells that the name of a reviewer gets above a column of codes; the line in front has it whole."""

NARROWEST = 6
"""Cells that a name is cut to where many reviewers leave no room for more."""

WIDEST_ID = 12
"""Cells for the ids of lines; the longest that all checklists have is "overall"."""

CONSENSUS = "consensus"

MOST_WARNING_LINES = 3
"""Lines that warnings take above the list, as the style sheet has it."""

ALL_WARNINGS = " … w: all"
"""Stands behind the last line of warnings that have no room."""

WANTED_TITLE = 30
"""Cells of a title that are worth more than the words of the answers beside it, which codes stand for."""

Wording = Literal["words", "levels", "short"]
"""How much of an answer stands in a column: all in words, levels in words, or codes and letters alone."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of the list: how much is written in them, and in how many cells.

    Attributes:
        id: cells for the id of a line, with the gap behind it.
        side: of a reviewer.
        consensus: of the consensus.
    """

    wording: Wording
    id: int
    side: int
    consensus: int


def strip(comparison: Comparison) -> list[Content]:
    """Return the judgements of all reviewers by domain, bold where they differ, and how many items differ.

    Behind the signs of the reviewers stands that of the consensus, once there is one. The same is given in
    fewer and fewer words, for lines that are too short for all.
    """
    parts = []
    for line in sorted(comparison.lines, key=lambda each: (len(each.id), each.id)):
        if line.is_judgement and line.id != OVERALL:
            symbols = [level_symbol(side.code, line.order) for side in line.sides]
            name = plain(f"{line.id} ", "$text-muted" if line.agree else "bold")
            if line.consensus is not None and line.consensus.code:
                symbols += [plain(AGREED), level_symbol(line.consensus.code, line.order)]
            parts.append(join(name, *symbols))
    items = [line for line in comparison.lines if not line.is_judgement]
    differing = sum(not line.agree for line in items)
    open_lines = len(comparison.unresolved)
    unresolved = f"{open_lines} unresolved" if open_lines else "nothing unresolved"
    counted = [f"{unresolved} · {differing} of {len(items)} differ", unresolved]
    wordings = [Content("  ").join([*parts, plain(words)]) for words in counted]
    return [*wordings, Content(" ").join([plain(unresolved), *parts])]


def study_of(comparison: Comparison) -> str:
    """Return the study for the header, with the result where it is one of several."""
    is_whole = comparison.result in (None, "", WHOLE)
    return comparison.study if is_whole else f"{comparison.study} · {comparison.result}"


def verdict_line(comparison: Comparison) -> list[Content]:
    """Return the judgement of the whole by each reviewer, and how far the consensus is.

    The same is given in fewer and fewer words, for lines that are too short for all.
    """
    whole, short_whole = _whole(comparison, level_mark), _whole(comparison, level_symbol)
    totals = []
    for total in comparison.totals:
        values = zip(comparison.reviewers, total.values, strict=True)
        told = " ".join(f"{reviewer} {value}" for reviewer, value in values)
        totals.append(join(plain(f"{total.title} ", "bold"), plain(told)))
    state = plain(STATE_WORDS[comparison.consensus_state], "$text-muted")
    short_state = plain(SHORT_STATES[comparison.consensus_state], "$text-muted")
    wordings = (
        [*whole, *totals, state, plain(comparison.checklist_title, "$text-muted")],
        [*whole, *totals, state],
        [*whole, *totals, short_state],
        [*short_whole, *totals, short_state],
        [short_state, *short_whole, *totals],
    )
    return [Content("  ").join(parts) for parts in wordings]


def _whole(comparison: Comparison, draw: Callable[[str | None, LevelOrder | None], Content]) -> list[Content]:
    """Draw what everybody has of the whole; nothing where it is not judged."""
    whole = next((line for line in comparison.lines if line.id == OVERALL), None)
    if whole is None:
        return []
    sides = [join(plain(f"{side.reviewer} "), draw(side.code, whole.order)) for side in whole.sides]
    if whole.consensus is not None:
        sides.append(join(plain("agreed "), draw(whole.consensus.code, whole.order)))
    return [plain("Overall", "bold"), *sides]


def heading_of(comparison: Comparison, line: ComparedLine) -> str:
    """Return what stands above the line in front: its id, and the domain that it belongs to."""
    titles = {each.id: each.title for each in comparison.lines if each.kind == "domain"}
    if line.kind != "item" or line.domain not in titles:
        return f"{line.id} · {line.domain}" if line.kind == "item" else line.id
    return f"{line.id} · {line.domain} {titles[line.domain]}"


def place_of(comparison: Comparison, line: ComparedLine) -> str:
    """Return which of the unresolved lines one is, as `n` goes through them; empty for one that is settled.

    They are those that the strip counts: a judgement that follows from the items is none of them.
    """
    waiting = [each.id for each in comparison.lines if each.id in comparison.unresolved]
    return f"{waiting.index(line.id) + 1} of {len(waiting)} unresolved" if line.id in waiting else ""


def columns_of(comparison: Comparison, width: int) -> Columns:
    """Return the columns of a list of this width: one a reviewer and one for the consensus.

    The words of the answers give way to the words of the items: a code stands for an answer, and nothing for
    an item.
    """
    ids = min(max((cell_len(line.id) for line in comparison.lines), default=0), WIDEST_ID) + 1
    room = width - len("▸ ") - len("! ") - ids
    number = len(comparison.reviewers)
    name = max(map(cell_len, _names(comparison)), default=0)
    wordings: tuple[Wording, ...] = ("words", "levels", "short")
    for wording in wordings:
        longest = min(max((_cells(line, wording) for line in comparison.lines), default=0), WIDEST)
        consensus = max(longest, len(CONSENSUS))
        spare = (room - (consensus + 1) - WANTED_TITLE) // max(number, 1) - 1
        if spare >= max(longest, min(name, WIDEST_NAME)):
            break
    side = min(name, WIDEST_NAME, max(spare, NARROWEST))
    return Columns(wording, ids, max(longest, side), consensus)


def _names(comparison: Comparison) -> list[str]:
    """Return what stands above the columns of the reviewers: the key that takes an answer, and the name."""
    return [show(f"{number} {name}") for number, name in enumerate(comparison.reviewers, 1)]


def _cells(line: ComparedLine, wording: Wording) -> int:
    """Return the cells that the longest answer of a line takes; free words are cut to what others need."""
    if line.kind in ("preliminary", "direction"):
        return 0
    sides = [side for side in (*line.sides, line.consensus) if side is not None]
    return max((cell_len(_cell_words(line, side, wording)) for side in sides), default=0)


def headings(comparison: Comparison, width: int) -> Content:
    """Return the line above the list: who stands in which column, and the number key for each."""
    columns = columns_of(comparison, width)
    cells = [fill(name, columns.side) for name in _names(comparison)]
    cells.append(fill(CONSENSUS, columns.consensus))
    return plain(" " * (len("▸ ! ") + columns.id) + " ".join(cells))


def groups(comparison: Comparison, width: int) -> list[Group]:
    """Group the lines: what changes a judgement, what differs besides, what agrees."""
    columns = columns_of(comparison, width)
    unresolved = set(comparison.unresolved)
    kinds: dict[str, list[ComparedLine]] = {_FIRST: [], "!": [], "≠": [], "=": []}
    for line in comparison.lines:
        kinds[_FIRST if is_before_items(line) and not line.agree else sign(line)].append(line)
    room = width - len("▸ ! ") - columns.id - len(comparison.reviewers) * (columns.side + 1)
    room -= columns.consensus + 1
    return [
        Group(
            plain(
                f"{mark.strip()} {_group_words(comparison, mark)} ({units_in_words(lines)})",
                _SIGN_STYLES[mark.strip()],
            ),
            tuple((line.id, _row(line, columns, room, line.id in unresolved)) for line in lines),
        )
        for mark, lines in kinds.items()
    ]


def sign(line: ComparedLine) -> str:
    """Return `=` where reviewers agree, `≠` where they differ, `!` where this changes a judgement."""
    if line.agree:
        return "="
    return "!" if is_before_items(line) or line.changes_judgement else "≠"


def is_before_items(line: ComparedLine) -> bool:
    """Return True for what is settled before the items, such as the outcome that is judged."""
    return line.kind == "preliminary"


_FIRST = "! "
"""The group of what all other answers are about."""
_GROUP_WORDS = {
    _FIRST: "differ in what comes before the items",
    "!": "differ, and a judgement changes",
    "≠": "differ, no judgement changes",
    "=": "agree",
}
_SIGN_STYLES = {"!": "bold $text-error", "≠": "bold $text-warning", "=": "bold $text-success"}


def _group_words(comparison: Comparison, mark: str) -> str:
    words = _GROUP_WORDS[mark]
    return words.replace("judgement", "judgement or sum") if comparison.totals else words


def _row(line: ComparedLine, columns: Columns, room: int, is_open: bool) -> Content:
    mark = sign(line)
    cells = [_cell(line, side, columns.wording, columns.side) for side in line.sides]
    title = plain(cut(show(line.title), max(room, 0)), "$text-muted")
    return join(
        plain(f"{mark} ", _SIGN_STYLES[mark]),
        plain(fill(show(line.id), columns.id - 1) + " "),
        Content(" ").join([*cells, _consensus_cell(line, columns, is_open), title]),
    )


def _cell(line: ComparedLine, side: Side, wording: Wording, cells: int) -> Content:
    style = ""
    if line.is_judgement and side.code:
        style = TIER_STYLES[symbol_of(side.code, line.order).tier]
    return plain(fill(_cell_words(line, side, wording), cells), style)


def _cell_words(line: ComparedLine, side: Side, wording: Wording) -> str:
    """Return what stands in a column for an answer or a level."""
    if not side.code:
        return "–"
    if not line.is_judgement:
        return show(_item_words(side) if wording == "words" else _short_words(line, side))
    symbol = symbol_of(side.code, line.order)
    words = f"{symbol.symbol}{letters(symbol)}" if wording == "short" else symbol.mark()
    return show(words + ("*" if side.note else ""))


def _consensus_cell(line: ComparedLine, columns: Columns, is_open: bool) -> Content:
    cells = columns.consensus
    if line.consensus is not None:
        return _cell(line, line.consensus, columns.wording, cells)
    if is_open:
        return plain(fill("open", cells), "$text-warning")
    # A judgement on which all agree may still change with an item that is open.
    return plain(fill("as agreed" if line.agree and not line.is_judgement else "·", cells), "$text-muted")


def _item_words(side: Side) -> str:
    return "–" if side.code is None else option_words(side.code, side.label)


def option_words(code: str, label: str) -> str:
    """Return an answer in words, after its code where the words do not say it: points say themselves."""
    says_itself = code.replace("_", " ").casefold() == label.casefold() or _POINTS.match(label)
    return label if says_itself else f"{code} {label}"


def _short_words(line: ComparedLine, side: Side) -> str:
    """Return the code of an answer, or its points where its label begins with them."""
    points = _POINTS.match(side.label)
    if line.kind != "item":
        return side.label
    return points[0] if points else side.code or "–"


_POINTS = re.compile(r"\d+(?=:)")
"""The points with which labels begin, such as "2: told": the code says less."""


def spoken(line: ComparedLine, side: Side) -> Content:
    """Return what a side says, in words."""
    if side.code is None:
        return plain("nothing answered" if not line.is_judgement else "not judged")
    if not line.is_judgement:
        return plain(_item_words(side), "bold")
    symbol = symbol_of(side.code, line.order)
    return plain(symbol.mark(), f"bold {TIER_STYLES[symbol.tier]}")


def warnings_in(comparison: Comparison, width: int) -> Content:
    """Return what is to be known before anything is settled, in as many lines as there is room for.

    What has no room is announced with the key that shows it.
    """
    lines = [
        line
        for words in comparison.warnings
        for line in join("⚑ ", plain(words)).wrap(max(width, len(ALL_WARNINGS) + 1))
    ]
    if len(lines) > MOST_WARNING_LINES:
        last = lines[MOST_WARNING_LINES - 1].truncate(width - len(ALL_WARNINGS) - 1, ellipsis=True)
        lines = [*lines[: MOST_WARNING_LINES - 1], join(cut_words(last, width), plain(ALL_WARNINGS, "bold"))]
    return stack(lines)


def all_warnings(comparison: Comparison) -> Content:
    """Return all that is to be known before anything is settled."""
    return stack([join("⚑ ", plain(words)) for words in comparison.warnings])


def finishing(comparison: Comparison) -> Content:
    """Say what the reviewers should know before the consensus is submitted."""
    decided = [line for line in comparison.lines if line.consensus is not None and not line.agree]
    parts = [plain(f"What becomes of {count(len(decided), 'difference')}", "bold")]
    for line in decided:
        if line.consensus is not None:
            head = join(plain(f"{line.id}  "), spoken(line, line.consensus))
            parts.append(join(head, plain(f" — {line.consensus_reason}", "$text-muted")))
    parts.append(Content(""))
    parts.extend(join(plain("⚑ ", "$text-warning"), plain(words)) for words in comparison.warnings)
    parts.append(plain("The tables show the consensus from then on; what each submitted stays as it is."))
    return stack(parts)


def unresolved_words(comparison: Comparison) -> str:
    """Say in a line which differences are open."""
    missing = comparison.unresolved
    named = ", ".join(missing[:12]) + (", …" if len(missing) > 12 else "")
    return f"{len(missing)} unresolved: {named}"
