"""Write the numbers of final tables as journals print them, and name what is compared above the risks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from workbench.output import Cell, Labelled, Table
from workbench.output.table import cell_text
from workbench.review.publish.manuscript.manuscript_sentences import within

_EXACT_P = re.compile(r"(?<![\w-])P (?=(?:0?\.\d|1(?:\.0+)?(?![\d.])))")
_BOUND_OF_P = re.compile(r"(?<![\w-])P ?([<>≤≥=]) ?(?=[01]?\.\d)")
_SPREAD = re.compile(r"(?<=\d) ± (\d[\d.,]*\d|\d)")
_CHANGE = re.compile(r"(?<![\w.,-])(?P<before>[-−]?\d[\d.,]*(?: \(SD [\d.,]+\))?) → (?=[-−]?\d)")
_WHOLE_PERCENT = re.compile(r"(?<![\d.])(0|100)\.0+(?= ?%)")

_QUOTE = "quote"
"""The id of the column with words of a paper, which stay as the paper has them."""
_WITHOUT = "Risk without treatment"
_BY_PARTICIPANTS = "All participants by what their study calls for: "
"""Those of a study count also where it gives none for an outcome, so they may be more than in its row."""
_LONGEST_NAME = 60
"""Characters of a treatment that may stand in the head of a column."""


def in_journal_style(table: Table, compared: Mapping[str, str]) -> Table:
    """Return a table with its numbers as journals print them; programs keep theirs.

    Args:
        table: of a final report.
        compared: the lines of the header of the summary of findings, by name.
    """
    rows = tuple(
        tuple(
            cell if name == _QUOTE else _journal_cell(cell) for cell, name in zip(row, table.ids, strict=True)
        )
        for row in table.rows
    )
    risks = _Risks.of(compared)
    heads = {"risk_without": risks.without, "risk_with": f"{risks.given} (95 % CI)"}
    is_of_findings = table.name == "findings"

    def said(text: str) -> str:
        text = text.replace(_WITHOUT, risks.without).replace("By participants: ", _BY_PARTICIPANTS)
        return journal_numbers(text)

    return replace(
        table,
        columns=tuple(
            replace(column, title=heads[column.id]) if is_of_findings and column.id in heads else column
            for column in table.columns
        ),
        rows=rows,
        notes=tuple(map(said, table.notes)),
        header=tuple(map(said, table.header)),
        footnotes={letter: said(text) for letter, text in table.footnotes.items()},
    )


def journal_numbers(text: str) -> str:
    """Write P values with their sign, standard deviations as such, and changes and whole shares in words.

    >>> journal_numbers("14/17 (82.4 %) against 9/17; P 0.049"), journal_numbers("6/6 (100.0 %), P <0.05")
    ('14/17 (82.4 %) against 9/17; P = 0.049', '6/6 (100 %), P < 0.05')
    >>> journal_numbers("247.2 ± 53.6 → 220.1 ± 58.6 points, n 6"), journal_numbers("96.4 → 87.1 Torr")
    ('from 247.2 (SD 53.6) to 220.1 (SD 58.6) points, n 6', 'from 96.4 to 87.1 Torr')
    >>> journal_numbers("2026-11-27 → 2026-11-28"), journal_numbers("-3 → -5")
    ('2026-11-27 → 2026-11-28', 'from -3 to -5')
    >>> journal_numbers("P3 is known; class P 2; 20.0 %; P 0.0535 to 0.143")
    'P3 is known; class P 2; 20.0 %; P = 0.0535 to 0.143'
    """
    if "±" in text or "→" in text:
        text = _CHANGE.sub(r"from \g<before> to ", _SPREAD.sub(r" (SD \1)", text))
    if "P" in text:
        text = _BOUND_OF_P.sub(r"P \1 ", _EXACT_P.sub("P = ", text))
    return _WHOLE_PERCENT.sub(r"\1", text) if "%" in text else text


def _journal_cell(cell: Cell) -> Cell:
    if not isinstance(cell, str | Labelled):
        return cell
    text = cell_text(cell)
    said = journal_numbers(text)
    if said == text:
        return cell
    return replace(cell, label=said) if isinstance(cell, Labelled) else Labelled(cell, said)


@dataclass(frozen=True, slots=True)
class _Risks:
    """What the risks with and without the treatment are called."""

    without: str = _WITHOUT
    given: str = "Risk with treatment"

    @classmethod
    def of(cls, compared: Mapping[str, str]) -> _Risks:
        """Name the treatments where both are entered and short."""
        without, given = compared.get("comparison", ""), compared.get("treatment", "")
        if not all(0 < len(name) <= _LONGEST_NAME for name in (without, given)):
            return cls()
        return cls(f"Risk with {within(without)}", f"Risk with {within(given)}")
