"""Write out what tables abbreviate: words of the program, codes of answers, words of the review."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.output import Table
from workbench.output.abbreviations import read_abbreviations, write_out, written_out_in
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


def _codes(view: View) -> dict[str, str]:
    labels: dict[str, dict[str, None]] = {}
    for sheet in gather_levels(view, "all").sheets:
        for code, answer in sheet.checklist.answers.items():
            labels.setdefault(code, {})[answer.label.lower()] = None
    return {code: " or ".join(each) for code, each in labels.items()}
