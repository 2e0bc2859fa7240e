"""Draw the item in front: statement, answers, guidance, what silence means, quotes and note."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from workbench.counts import count
from workbench.output.recorded_items import role_in_words
from workbench.review.appraisals.answer_numbers import answer_numbers
from workbench.tui.plain import join, plain
from workbench.tui.screens.appraise.item_text import (
    added,
    based_on,
    hinted,
    not_summed_up,
    summed_up,
    why_no_items,
)
from workbench.tui.screens.appraise.rows import GAP, Pick, Row, pack, whole, wrap
from workbench.tui.theme import TONE_MARKS, TONE_STYLES
from workbench.tui.unsaved_texts import SIGN, note_heading

if TYPE_CHECKING:
    from checklists import AnswerOption, Checklist, Item
    from workbench.review.appraisals.preliminaries import Basis
    from workbench.review.appraisals.quote_anchors import Anchor
    from workbench.review.appraisals.sheets import Sheet
    from workbench.review.evidence.number_hints import NumberHints

IN_LINE_FROM = 70
"""Cells from which the answers stand side by side."""
SILENT = "NI"
"""The code of the answer that the text says nothing."""


@dataclass(frozen=True, slots=True)
class Questions:
    """Hold what is asked before the items and not filled in.

    Attributes:
        names: ids of the preliminaries; empty where nothing is asked.
        decide: True if one of them decides which items are asked, or how they are judged.
    """

    names: Sequence[str] = ()
    decide: bool = False


@dataclass(frozen=True, slots=True)
class Front:
    """Hold what is in front, and what belongs to it.

    Attributes:
        domain: id of the domain in front.
        item: id of the item in front; empty where the domain asks none.
        anchors: the quotes of the sheet and where they stand.
        hints: what the number checks flag, if the item is about the reported result.
        bases: what the item rests on.
        unsaved: headings of the windows in which something was typed and not saved.
        questions: what is asked before the items.
    """

    sheet: Sheet
    domain: str
    item: str
    anchors: Sequence[Anchor] = ()
    hints: NumberHints | None = None
    bases: Sequence[Basis] = ()
    unsaved: Sequence[str] = ()
    questions: Questions = Questions()

    def has_unsaved_note(self, item: str) -> bool:
        """Return True if a note on an item was typed and not saved."""
        return note_heading(item) in self.unsaved

    @property
    def chosen(self) -> str | None:
        """Return the code that is given to the item in front."""
        given = self.sheet.answers.get(self.item)
        return given.code if given else None


def item_rows(front: Front, width: int, room: int | None = None) -> list[Row]:
    """Draw the item in front with all that belongs to it.

    Args:
        front: what is in front.
        width: cells of a row.
        room: rows that are in sight at least; where note and quotes begin below them, a line under the
            answers has their first words. None: as many as there are.
    """
    rows = question_rows(front, width)
    if not front.item:
        return [*rows, *wrap(plain(why_no_items(front.sheet, front.domain)), width)]
    checklist = front.sheet.checklist
    item = checklist.item(front.item)
    rows += wrap(plain(f"{item.shown}  {item.text}", "bold"), width)
    rows += answer_rows(checklist, item.id, front.chosen, width)
    if front.has_unsaved_note(item.id):
        rows += wrap(plain(f"{SIGN} A note is typed and not saved: o shows it", "$text-warning"), width)
    begin = len(rows)
    told = [*based_on(front.bases), *_guidance(checklist, item)]
    numbers = hinted(front.hints) if front.hints else []
    if front.hints and front.hints.flags:
        # They may change an answer, so nobody should have to scroll to them.
        rows += [row for words in numbers for row in wrap(words, width)]
        numbers = []
    # Where answers stand side by side, lines are dearer than cells: the text above has those that are saved.
    for words in [*([_run_on(told)] if width >= IN_LINE_FROM else told), *numbers]:
        rows += wrap(words, width)
    own = added(front.sheet, item, front.anchors)
    in_full = [row for words in own for row in wrap(words, width)]
    if room is None or len(rows) + len(in_full) <= room:
        return [*rows, *in_full]
    rows[begin:begin] = [Row(line) for line in summed_up(front.sheet, item, front.anchors, width)]
    for words in not_summed_up(front.sheet, item, front.anchors, width):
        rows += wrap(words, width)
    return rows


def question_rows(front: Front, width: int) -> list[Row]:
    """Draw that something is asked before the items and how to open it; no row where nothing is."""
    names, decides = front.questions.names, front.questions.decide
    if not names:
        return []
    first = f"Before the items: {count(len(names), 'question')} · enter opens"
    follows = "decides what is asked" if decides else "or answer the items first"
    whole_line = f"{first} · {follows}"
    lines = [whole_line] if len(whole_line) <= width else [first, follows]
    return [
        whole(
            plain(line, "bold $key")
            .truncate(width, ellipsis=True)
            .pad_right(max(width - len(line), 0))
            .stylize("on $cursor-row"),
            Pick(questions=True),
        )
        for line in lines
    ]


def brief_rows(front: Front, width: int) -> list[Row]:
    """Draw statement and answers of the item in front, a line each."""
    if not front.item:
        return [Row(plain(why_no_items(front.sheet, front.domain)).truncate(width, ellipsis=True))]
    if front.questions.decide:
        return [*question_rows(front, width), Row(_statement(front, width))][:2]
    checklist = front.sheet.checklist
    item = checklist.item(front.item)
    answers = pack(_answers(checklist, item.id, front.chosen), width)
    if len(answers) > 1:
        answers = pack(_answers(checklist, item.id, front.chosen, short=True), width)
    return [Row(_statement(front, width)), *answers[:1]]


def _statement(front: Front, width: int) -> Content:
    item = front.sheet.checklist.item(front.item)
    return plain(f"{item.shown}  {item.text}", "bold").truncate(width, ellipsis=True)


def answer_line(front: Front, width: int) -> list[Row]:
    """Draw the answers of the item in front on one line, by their codes."""
    if not front.item:
        return brief_rows(front, width)
    checklist = front.sheet.checklist
    item = checklist.item(front.item)
    answers = _answers(checklist, item.id, front.chosen, short=True)
    return pack([(plain(item.shown, "bold"), Pick(item=item.id)), *answers], width)[:1]


def answer_rows(checklist: Checklist, item: str, chosen: str | None, width: int) -> list[Row]:
    """Draw the answers, side by side where the pane is wide enough."""
    if width >= IN_LINE_FROM:
        return pack(_answers(checklist, item, chosen), width)
    rows = []
    for number, option in answer_numbers(checklist, item).items():
        style, sign = _look(checklist, item, option, chosen)
        words = join(
            plain(f"{sign} ", style),
            plain(f"{number} ", "bold $key"),
            plain(f"{option.code:<3}{option.label}", style),
        )
        rows += [Row(row.words, ((0, width, Pick(answer=number)),)) for row in wrap(words, width)]
    return rows


def _answers(
    checklist: Checklist, item: str, chosen: str | None, *, short: bool = False
) -> list[tuple[Content, Pick]]:
    pieces = []
    for number, option in answer_numbers(checklist, item).items():
        style, sign = _look(checklist, item, option, chosen)
        words = option.code if short else _name(option)
        piece = join(plain(sign, style), plain(str(number), "bold $key"), plain(f" {words}", style))
        pieces.append((piece, Pick(answer=number)))
    return pieces


def _name(option: AnswerOption) -> str:
    """Return the label of an answer, after its code where the label does not say it.

    Guidance names answers by their codes: PY is the beginning of "Probably yes", WN of nothing.
    """
    initials = "".join(word[0] for word in option.label.split()).upper()
    return option.label if initials == option.code else f"{option.code} {option.label}"


def _look(checklist: Checklist, item: str, option: AnswerOption, chosen: str | None) -> tuple[str, str]:
    """Return style and sign of an answer."""
    if option.code != chosen:
        return "", "○"
    return f"bold {TONE_STYLES[checklist.tone(item, option.code)]}", "●"


def _guidance(checklist: Checklist, item: Item) -> list[Content]:
    """Say how the item is answered, with the answers in bold, and what follows from silence."""
    lines = []
    if item.role:
        words = role_in_words(item.role).capitalize()
        told = f"{words}: it does not touch the judgement and may stay open."
        lines.append(plain(told, "$text-muted"))
    names = [name for option in checklist.options(item.id) for name in (option.label, option.code)]
    lines.append(_emphasised(item.guidance, names))
    if not item.role and item.ni_policy == "concern":
        lines.append(plain(_silence(checklist, item.id), "$text-muted"))
    return [line for line in lines if line.plain]


def _run_on(paragraphs: Sequence[Content]) -> Content:
    """Return paragraphs as one, more than a blank apart."""
    return Content(GAP).join(paragraphs)


def _emphasised(guidance: str, labels: Sequence[str]) -> Content:
    """Return guidance with the answers that it explains in bold, such as "Yes:"."""
    words = plain(guidance, lines=True)
    names = sorted({*labels, "Yes", "No"}, key=len, reverse=True)
    for match in re.finditer(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))}):", words.plain):
        words = words.stylize("bold", *match.span())
    return words


def _silence(checklist: Checklist, item: str) -> str:
    numbers = {option.code: number for number, option in answer_numbers(checklist, item).items()}
    key = f"{numbers[SILENT]} counts" if SILENT in numbers else "Silence counts"
    return f"Not said in the paper? {key} as a concern here."


def sign_of(sheet: Sheet, item: Item) -> Content:
    """Draw the answer to an item in a cell: its tone, its star where points count, or that it is open."""
    given = sheet.answers.get(item.id)
    code = given.code if given else None
    if code is None:
        return plain("·", "$text-muted")
    if sheet.checklist.totals and not item.role:
        points = sheet.checklist.points(item.id)
        if max(points.values(), default=0) == 1:
            return plain("★", "$key") if points.get(code, 0) else plain("☆", "$text-muted")
    tone = "none" if item.role else sheet.checklist.tone(item.id, code)
    return plain(TONE_MARKS[tone] if tone != "none" else "▪", TONE_STYLES[tone])
