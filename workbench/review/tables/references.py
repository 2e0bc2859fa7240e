"""Build the reference list: the studies of the review as a manuscript cites them."""

from __future__ import annotations

from workbench.output import Cell, Column, Labelled, Table
from workbench.output.citations import doi_address, pmcid_address, pmid_address, reference_text
from workbench.review.studies.study_labels import in_reference_order, year_letters
from workbench.review.tables.material import Of
from workbench.review.tables.registry import TABLES
from workbench.review.view import View

_COLUMNS = (
    Column("number", "No."),
    Column("study", "Study"),
    Column("reference", "Reference"),
    Column("doi", "DOI"),
    Column("pmid", "PMID"),
    Column("pmcid", "PMCID"),
    Column("registration", "Registration"),
)


def build(view: View, of: Of) -> list[Table]:
    """Return a row a study that is not left out, by author and year; identifiers lead to their pages.

    Where studies are cited by author and year, the letters of their labels stand behind the years.
    """
    rows = []
    is_cited_so = view.session.label == "author-year"
    for number, (study, label) in enumerate(in_reference_order(view.included.values()), start=1):
        record = study.bibliography
        rows.append(
            (
                number,
                Labelled(study.key, label),
                reference_text(record, year_letters(study, label) if is_cited_so else ""),
                _linked(record.doi, doi_address(record.doi)),
                _linked(record.pmid, pmid_address(record.pmid)),
                _linked(record.pmcid, pmcid_address(record.pmcid)),
                record.registration,
            )
        )
    notes = () if rows else ("no studies yet: add one with `workbench add FILE`",)
    return [Table("references", TABLES["references"].title, _COLUMNS, tuple(rows), notes)]


def _linked(text: str, address: str) -> Cell:
    return Labelled(text, text, link=address) if address else text
