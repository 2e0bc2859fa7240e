"""PubMed pages beyond the two fixtures."""

from __future__ import annotations

from workbench.intake import read_document

PAGE = """Case Reports
Invent Med J
. 2017 Jan 4;3(2):e5.
doi: 10.5555/imj.17.

Salt cave rest for a stubborn cough

Affiliations
Case Reports

Salt cave rest for a stubborn cough

Ann B Cee 1 2, Dora van Eff 3, Émile Gee
Affiliations
1 Nowhere.

Abstract

Background: A 40-year-old miner coughed.
Copyright © 2017 Nobody.

PMID: 424242
"""


def test_full_page_lists_all_authors_and_the_journal() -> None:
    """The author line below the title is split, without numbers; the journal stands above the date."""
    study = read_document(PAGE.encode(), "p")
    assert study.bibliography.authors == ("Ann B Cee", "Dora van Eff", "Émile Gee")
    assert (
        study.bibliography.journal,
        study.bibliography.year,
        study.bibliography.doi,
        study.bibliography.pmid,
    ) == ("Invent Med J", 2017, "10.5555/imj.17", "424242")


def test_abstract_ends_before_the_copyright_line() -> None:
    """Copyright and ids below the abstract are not part of it."""
    assert (
        read_document(PAGE.encode(), "p").bibliography.abstract == "Background: A 40-year-old miner coughed."
    )


def test_page_without_abstract_says_so() -> None:
    """A page that shows no abstract gives none, and a note."""
    study = read_document(
        b"Some words here\n- PMID: 12\nSome words here\nSimilar articles\n-\nOther. PMID: 13\n", "p"
    )
    assert (study.bibliography.pmid, study.bibliography.abstract) == ("12", "")
    assert "The page shows no abstract." in study.notes
    assert study.bibliography.title == "Some words here"


def test_record_after_a_comment_is_still_the_study() -> None:
    """In the text form of PubMed a "Comment in" block stands above the abstract and does not swallow it."""
    text = (
        "Dots against itch in nurses\n- PMID: 77\nComment in\n  J Other. 2001. doi: 10.5555/comment.\n\n"
        "BACKGROUND: Itch is common.\nDOI: 10.5555/dots.1\n"
    )
    study = read_document(text.encode(), "p")
    assert (study.bibliography.pmid, study.bibliography.doi) == ("77", "10.5555/dots.1")
