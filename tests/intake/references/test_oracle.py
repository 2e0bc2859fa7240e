"""On a file without traps, another reader gives the same."""

from __future__ import annotations

import pytest

from workbench.intake.references import make_reference, read_references, write_references

RECORDS = [
    make_reference(
        {
            "title": [f"Warm sand {number}"],
            "authors": ["Byron, Ada", "Wei, Li"],
            "year": ["2021"],
            "doi": [f"10.5555/sand.{number}"],
            "abstract": ["Ten adults were treated. All were well."],
            "keywords": ["sand", "shoulder"],
        }
    )
    for number in range(3)
]


def test_rispy_reads_what_we_write() -> None:
    """The RIS that is written is RIS to others too."""
    rispy = pytest.importorskip("rispy")
    text = write_references(RECORDS, "ris")
    others = rispy.loads(text)
    ours = read_references(text.encode(), "a.ris").records
    assert [record.bibliography.title for record in ours] == [other["title"] for other in others]
    assert [list(record.bibliography.authors) for record in ours] == [other["authors"] for other in others]
    assert [record.bibliography.doi for record in ours] == [other["doi"] for other in others]
    assert [list(record.keywords) for record in ours] == [other["keywords"] for other in others]


def test_bibtexparser_reads_what_we_write() -> None:
    """The BibTeX that is written is BibTeX to others too, without a failed record."""
    bibtexparser = pytest.importorskip("bibtexparser")
    library = bibtexparser.parse_string(write_references(RECORDS, "bibtex"))
    assert [] == library.failed_blocks
    assert [record.bibliography.title for record in RECORDS] == [entry["title"] for entry in library.entries]
