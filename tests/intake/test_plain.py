"""Plain text beyond the fixture."""

from __future__ import annotations

import pytest

from workbench.intake import read_document


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mud for sore heels\nAnn Bee, Cy Dee\nAbstract\nWe used mud.", "Mud for sore heels"),
        ("Mud for sore heels.\n\nAbstract\nWe used mud.", "Mud for sore heels."),
        ("Title: Mud for heels\nYear: 2011\nWe used mud.", "Mud for heels"),
        ("We used mud in six patients.\nAll of them walked again within a week, which was a surprise.", ""),
        ("We used mud. It helped a little.\nAbstract\nmore", ""),
        ("Mud for sore heels\nWe used mud in forty adults and they walked.", "Mud for sore heels"),
        ("Mud", ""),
        ("Abstract\nWe used mud.", ""),
    ],
)
def test_title_only_where_the_first_line_clearly_is_one(text: str, expected: str) -> None:
    """A first line is a title when a heading vouches for it or it is no sentence; else there is none."""
    assert expected == read_document(text.encode(), "t").bibliography.title


def test_labelled_fields_are_taken() -> None:
    """Fields that the text labels are read."""
    text = (
        "Title: Mud for heels\nAuthors: Ann Bee, Cy Dee\nJournal: Heel J\nYear: 2011\n"
        "DOI: 10.5555/mud\nPMID: 7\n\n"
        "Mud was used in forty adults."
    )
    study = read_document(text.encode(), "t")
    assert (
        study.bibliography.title,
        study.bibliography.authors,
        study.bibliography.journal,
        study.bibliography.year,
        study.bibliography.doi,
        study.bibliography.pmid,
    ) == ("Mud for heels", ("Ann Bee", "Cy Dee"), "Heel J", 2011, "10.5555/mud", "7")
    assert study.bibliography.abstract == "Mud was used in forty adults."


def test_citation_line_gives_journal_and_year() -> None:
    """A citation in the first line, as PubMed's text form prints it, gives journal, year and DOI."""
    text = (
        "1. Heel J. 2011 May;4(2):7-9. doi: 10.5555/mud.2.\n\nMud for sore heels.\n\n"
        "Bee A(1), Dee C.\n\nWe used mud."
    )
    study = read_document(text.encode(), "t")
    assert (
        study.bibliography.journal,
        study.bibliography.year,
        study.bibliography.doi,
        study.bibliography.title,
    ) == ("Heel J", 2011, "10.5555/mud.2", "Mud for sore heels.")
    assert study.bibliography.abstract == "We used mud."


def test_long_text_without_abstract_heading_is_a_full_text() -> None:
    """Thousands of words are no abstract: none is claimed."""
    study = read_document(("Mud helps. " * 1500).encode(), "t")
    assert (study.kind, study.bibliography.abstract) == ("full_text", "")


def test_summary_without_the_original_is_a_summary() -> None:
    """Where nothing follows the summary by others, the document is a summary and has no abstract."""
    study = read_document(b"A website says that mud helps in a case series.\nView Original Abstract\n", "t")
    assert (study.kind, study.bibliography.abstract) == ("summary", "")


def test_one_line_of_ten_megabytes() -> None:
    """A single line of 10 MB is read without an abstract and in bounded time."""
    study = read_document(b"word " * 2_000_000, "t")
    assert (study.kind, len(study.text)) == ("full_text", 10_000_000)


@pytest.mark.parametrize(
    ("line", "journal", "year"),
    [
        ("Bulletin of Heels 2020;7:55-60. doi: 10.5555/boh.55", "Bulletin of Heels", 2020),
        ("Heel J. 2019 Mar 3;7(Suppl 1):S55-S60. Epub 2018 Dec 1.", "Heel J", 2019),
        ("Journal of Water, Mud, and Soil 2016, 14(2):e77", "Journal of Water, Mud, and Soil", 2016),
        ("Letters from Heels (2010) 17, 931-940", "Letters from Heels", 2010),
        ("Heels 9: 7-10, 2009", "Heels", 2009),
        ("Accepted 2020;7:55-60", "", None),
        ("Eve F, Gil H. Other mud. Heel J 2020;7:55-60", "", None),
        ("In Heel J 2020;7:55 others gave mud to ten adults.", "", None),
    ],
)
def test_citation_below_the_authors_gives_journal_and_year(line: str, journal: str, year: int | None) -> None:
    """A line of its own with journal, year, volume and pages is the article's; nothing else is taken."""
    text = f"Mud for sore heels\n\nBee A, Dee C\n\n{line}\n\nAbstract\nWe used mud."
    bibliography = read_document(text.encode(), "t").bibliography
    assert (bibliography.journal, bibliography.year) == (journal, year)
    assert bibliography.authors == ("Bee A", "Dee C")
    assert bibliography.abstract == "We used mud."


def test_citation_in_the_abstract_is_another_article() -> None:
    """A citation below the heading of the abstract belongs to another work."""
    text = "Mud for sore heels\n\nBee A, Dee C\n\nAbstract\nWe used mud.\nHeel J 2020;7:55-60.\n"
    bibliography = read_document(text.encode(), "t").bibliography
    assert (bibliography.journal, bibliography.year) == ("", None)


@pytest.mark.parametrize(
    ("below", "authors"),
    [
        ("Norre H\n\nHeel J 2020;7:55-60.\n\nAbstract", ("Norre H",)),
        ("Norre H\n\nAbstract", ("Norre H",)),
        ("de la Crumb HA 1\n\nHeel J 2020;7:55-60.\n", ("de la Crumb HA",)),
        ("Vitamin D\n\nAbstract", ()),
        ("Rapid Communication\n\nAbstract", ()),
        ("Norre H\n\nSome other line of a page\n\nAbstract", ()),
    ],
)
def test_one_name_is_the_author_where_the_line_below_vouches_for_it(
    below: str, authors: tuple[str, ...]
) -> None:
    """A surname with initials is the author between the title and a citation or the abstract's heading."""
    study = read_document(f"Mud for sore heels\n\n{below}\nWe used mud in forty adults.".encode(), "t")
    assert study.bibliography.authors == authors
    if authors:
        assert study.bibliography.abstract == "We used mud in forty adults."


@pytest.mark.parametrize(
    ("line", "authors", "journal"),
    [
        ("Bee A, Dee C. Heel J. 2011;4(2):7-9. doi:10.5555/mud.2", ("Bee A", "Dee C"), "Heel J"),
        ("Bee A. Mud Case Rep. 2011;4:7.", ("Bee A",), "Mud Case Rep"),
        ("Bee A, Dee C. Journal of Mud. 2011;4:7-9. NCT04999999", ("Bee A", "Dee C"), "Journal of Mud"),
    ],
)
def test_names_and_journal_in_one_line_below_the_title(
    line: str, authors: tuple[str, ...], journal: str
) -> None:
    """As people write an abstract into a file: the title, the citation, the text."""
    text = f"Mud for sore heels: a case series\n\n{line}\n\nWe used mud on the heels of nine people."
    found = read_document(text.encode(), "t").bibliography
    assert ("Mud for sore heels: a case series", authors, 2011, journal) == (
        found.title,
        found.authors,
        found.year,
        found.journal,
    )
    assert "We used mud on the heels of nine people." == found.abstract
