"""Read judgements by study and domain, as robvis, Covidence and RevMan have them in their CSV files.

robvis: `Study`, a column a domain, `Overall`, `Weight`. RevMan (data package v1): `Study`, and for each
domain a pair `Domain (judgement): X` and `Domain (support): X`. The columns of Covidence's export are not
public: what is taken are the columns for the study and the reviewer, and every other pair of a judgement
with its support, or judgement alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workbench.intake.appraisals.cell_tables import CellTable, fold_heading
from workbench.intake.appraisals.records import (
    FaultyLine,
    FormatName,
    JudgementRow,
    NamedJudgement,
    ReadAppraisals,
)
from workbench.intake.errors import IntakeError

_STUDY = ("study", "study id", "study name", "study label", "study key", "author year", "title")
_REVIEWER = ("reviewer", "reviewer name", "reviewer id", "rater", "assessor", "assessed by")
_BESIDE = frozenset(
    {
        *("weight", "covidence #", "covidence id", "covidence number", "doi", "pmid", "year", "authors"),
        *("ref id", "date", "status", "consensus", "title", "study id", "journal", "abstract", "volume"),
        *("issue", "pages", "url", "keywords", "pmcid", "publication year", "publication type"),
    }
)
"""Columns that are no domain."""

_REVMAN = re.compile(r"domain \((judgement|judgment|support)\):\s*(.+)", re.IGNORECASE | re.DOTALL)
_JUDGEMENT_END = re.compile(r"[\s:,–-]*\(?\b(?:judge?ment|rating)\)?$", re.IGNORECASE)
_SUPPORT_END = re.compile(
    r"[\s:,–-]*\(?\b(?:support(?:ing)?(?: for judge?ment)?(?: text| information)?|comments?|notes?"
    r"|justification|rationale)\)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Columns:
    """The places of what is read in a row.

    Attributes:
        judged: name of a domain to the place of its judgement.
        supported: name of a domain to the place of its support.
    """

    study: int
    reviewer: int | None
    judged: Mapping[str, int]
    supported: Mapping[str, int]


def is_revman(table: CellTable) -> bool:
    """Return True if domains are named as in RevMan's data package."""
    return any(_REVMAN.match(heading) for heading in table.headings)


def is_covidence(table: CellTable) -> bool:
    """Return True if the columns for study and reviewer are called as in Covidence."""
    folded = {fold_heading(heading) for heading in table.headings}
    return bool(folded & {"covidence #", "covidence id", "covidence number", "reviewer name"})


def is_robvis(table: CellTable) -> bool:
    """Return True if a column names studies, and others may be domains: the shape of robvis."""
    return table.place_of(*_STUDY) is not None and bool(_named_columns(table)[0])


def read_revman(table: CellTable) -> ReadAppraisals:
    """Return the judgements of RevMan's data package.

    Raises:
        IntakeError: the columns are not those of RevMan.
    """
    judged: dict[str, int] = {}
    supported: dict[str, int] = {}
    for place, heading in enumerate(table.headings):
        match = _REVMAN.match(heading)
        if match is not None:
            into = supported if match[1].casefold() == "support" else judged
            into[" ".join(match[2].split())] = place
    return _read(table, "revman", judged, supported)


def read_covidence(table: CellTable) -> ReadAppraisals:
    """Return the judgements of a risk-of-bias export of Covidence.

    Raises:
        IntakeError: no column names studies, or none a domain.
    """
    return _read_named(table, "covidence")


def read_robvis(table: CellTable) -> ReadAppraisals:
    """Return the judgements of a file for robvis.

    Raises:
        IntakeError: no column names studies, or none a domain.
    """
    return _read_named(table, "robvis")


def _read_named(table: CellTable, format_name: FormatName) -> ReadAppraisals:
    return _read(table, format_name, *_named_columns(table))


def _named_columns(table: CellTable) -> tuple[dict[str, int], dict[str, int]]:
    """Return by name of a domain the places of its judgement, and of its support."""
    taken = {table.place_of(*_STUDY), table.place_of(*_REVIEWER)}
    judged: dict[str, int] = {}
    supported: dict[str, int] = {}
    for place, heading in enumerate(table.headings):
        if place in taken or fold_heading(heading) in _BESIDE or not heading:
            continue
        support = _SUPPORT_END.sub("", heading)
        if support and support != heading:
            supported[support] = place
        else:
            judged[_JUDGEMENT_END.sub("", heading) or heading] = place
    return judged, supported


def _read(
    table: CellTable, format_name: FormatName, judged: Mapping[str, int], supported: Mapping[str, int]
) -> ReadAppraisals:
    study = table.place_of(*_STUDY)
    if study is None or not judged:
        missing = "names the studies (such as Study)" if study is None else "has judgements"
        raise IntakeError(f"no column {missing}: look at the first line, or say with --as what the file is")
    columns = _Columns(study, table.place_of(*_REVIEWER), judged, supported)
    rows, faults = [], list(table.faults)
    for row in table.rows:
        name = " ".join(row.cells[study].split())
        if not name:
            faults.append(FaultyLine(row.line, "a row", "no study is named in it"))
            continue
        reviewer = "" if columns.reviewer is None else " ".join(row.cells[columns.reviewer].split())
        rows.append(JudgementRow(row.line, name, reviewer, tuple(_judgements(row.cells, columns))))
    lonely = [heading for heading in supported if heading not in judged]
    notes = (*table.notes, *_unused(lonely))
    return ReadAppraisals(
        format_name, judgements=tuple(rows), faults=tuple(faults), notes=notes, unit=table.unit
    )


def _judgements(cells: Sequence[str], columns: _Columns) -> Iterator[NamedJudgement]:
    """Yield the judgements of a row; empty ones are none."""
    for name, place in columns.judged.items():
        word = " ".join(cells[place].split())
        support = columns.supported.get(name)
        if word:
            yield NamedJudgement(name, word, "" if support is None else cells[support].strip())


def _unused(headings: Sequence[str]) -> Iterator[str]:
    if headings:
        yield f"Columns that support no judgement are left out: {', '.join(headings[:5])}."
