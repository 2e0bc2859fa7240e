"""Write out what tables abbreviate: words of the program, codes of answers, words of the review."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from workbench.output import Table
from workbench.output.abbreviations import (
    ABBREVIATIONS,
    place_of_abbreviation,
    read_abbreviations,
    write_out,
    written_out_in,
)
from workbench.output.report.content import Paragraph
from workbench.review.admin.protocol import protocol_of
from workbench.review.tables.material import gather_levels
from workbench.review.view import View


def own_abbreviations(view: View) -> dict[str, str]:
    """Return what the question or the protocol writes out, and what the protocol lists as abbreviations."""
    protocol = protocol_of(view)
    texts = written_out_in([view.review.question, *(line.value for line in protocol.written)])
    return {**texts, **read_abbreviations(protocol.line("abbreviations").value)}


def with_abbreviations(tables: Iterable[Table], view: View) -> list[Table]:
    """Return tables with a last note that writes out what they abbreviate, where they abbreviate anything."""
    codes, own = _codes(view), own_abbreviations(view)
    return [write_out(table, codes, own) for table in tables]


_STANDS_ALONE = ("AC1", "AC2", "Oxford 2011")
"""What the text explains in a sentence of its own, or does not have."""
_QUOTED = re.compile(r"“[^”]*”")


def write_out_once(paragraphs: Sequence[Paragraph], own: Mapping[str, str]) -> list[Paragraph]:
    """Return paragraphs in which an abbreviation is written out where it stands first, or behind its title.

    Args:
        paragraphs: in the order of the text.
        own: what the review abbreviates itself, written out.
    """
    known = {short: words for short, words in {**ABBREVIATIONS, **own}.items() if short not in _STANDS_ALONE}
    return [replace(part, text=_first_written_out(part.text, known)) for part in paragraphs]


def _first_written_out(text: str, known: dict[str, str]) -> str:
    """Return a text in which what is known is written out once; what was is known no longer."""
    for short, words in list(known.items()):
        match = place_of_abbreviation(short).search(text)
        if match is None:
            continue
        del known[short]
        before, after = text[: match.start()], text[match.end() :]
        quoted = [
            end for start, end in map(re.Match.span, _QUOTED.finditer(text)) if start < match.start() < end
        ]
        if quoted:  # a title stays as it is
            text = f"{text[: quoted[0]]} ({short}, {words}){text[quoted[0] :]}"
        elif (before[-1:], after[:1]) != ("(", ")"):  # else the text does it itself
            is_within = before.count("(") > before.count(")")
            text = f"{before}{words} {f'[{short}]' if is_within else f'({short})'}{after}"
    return text


def _codes(view: View) -> dict[str, str]:
    labels: dict[str, dict[str, None]] = {}
    for sheet in gather_levels(view, "all").sheets:
        for code, answer in sheet.checklist.answers.items():
            labels.setdefault(code, {})[answer.label.lower()] = None
    return {code: " or ".join(each) for code, each in labels.items()}
