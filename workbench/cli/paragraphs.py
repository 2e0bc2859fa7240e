"""Set running text in the lines of a terminal: headings, and paragraphs with a hanging indent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from workbench.hidden_characters import show

_READABLE = 100
"""Cells of a line of a paragraph where the terminal has more; longer lines are hard to follow."""

_LEAST = 20


class Paragraph(NamedTuple):
    """One text that begins a line.

    Attributes:
        text: any text; made safe to print where it is set.
        lead: what stands before its first line.
        rest: what stands before its other lines.
        running: True if it is broken into lines of a readable length in a file, too; a heading is not.
    """

    text: str
    lead: str = ""
    rest: str = "  "
    running: bool = False


BLANK = Paragraph("")

TIED = "\u00a0"
"""A space at which no line ends, as between an item and its answer; it is printed as a plain one."""


def running(text: str, lead: str, rest: str) -> Iterable[Paragraph]:
    """Yield a paragraph of running text, or nothing where there is no text."""
    if text.strip():
        yield Paragraph(text, lead, rest, running=True)


def set_in_lines(paragraphs: Iterable[Paragraph], width: int | None) -> str:
    """Set the paragraphs in lines, each with its line end.

    Args:
        paragraphs: in order.
        width: cells that a line may take; None where no terminal reads them.
    """
    return "".join(f"{line}\n" for paragraph in paragraphs for line in _lines(paragraph, width)).replace(
        TIED, " "
    )


def _lines(paragraph: Paragraph, width: int | None) -> tuple[str, ...]:
    from workbench.output.line_breaks import wrap  # imported here: --help has no use for it

    text = show(paragraph.text)
    if width is None and not paragraph.running:
        return (paragraph.lead + text,)
    most = _READABLE if width is None else width
    return wrap(
        text, max(min(most, _READABLE) if paragraph.running else most, _LEAST), paragraph.lead, paragraph.rest
    )
