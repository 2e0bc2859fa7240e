"""What stands above and around a title: kinds of article, notices, citations, dates, odd signs."""

from __future__ import annotations

import pytest

from workbench.intake import read_document, suggest_key

TITLE = "Oats for oboists: a case series"
NAMES = "Ada Malt, Berta Rye"
ABSTRACT = "\n\nAbstract\nTen had oats.\n"
NOTICE = (
    "medRxiv preprint doi: https://doi.org/10.1101/2020.05.01.20087965; this version posted May 5, 2020.\n"
    "The copyright holder for this preprint is the author/funder.\n\n"
)


@pytest.mark.parametrize(
    ("text", "year", "journal", "doi"),
    [
        (f"ORIGINAL ARTICLE\n{TITLE}\n{NAMES}{ABSTRACT}", None, "", ""),
        (f"Case Report\n\n{TITLE}\n\n{NAMES}{ABSTRACT}", None, "", ""),
        (f"{TITLE}\n{NAMES}\nPosted May 05, 2020.{ABSTRACT}", 2020, "", ""),
        (
            f"{TITLE}\n{NAMES}\nPublished online 3 March 2021\ndoi: 10.5555/oats.1{ABSTRACT}",
            2021,
            "",
            "10.5555/oats.1",
        ),
        (f"{TITLE}\nAda Malt MD, Berta Rye PhD\nFirst published: 03 March 2021{ABSTRACT}", 2021, "", ""),
        (f"{NOTICE}{TITLE}\n\n{NAMES}{ABSTRACT}", 2020, "", "10.1101/2020.05.01.20087965"),
        (
            f"Malt A, Rye B. {TITLE}. J Reed. 2021 Mar 2;12(3):45-50. doi: 10.5555/oats.1.{ABSTRACT}",
            2021,
            "J Reed",
            "10.5555/oats.1",
        ),
        (f"---\ntitle: {TITLE}\nauthor: {NAMES}\nyear: 2020\n---\n{ABSTRACT}", 2020, "", ""),
    ],
)
def test_front_matter_gives_title_authors_year_and_doi(
    text: str, year: int | None, journal: str, doi: str
) -> None:
    """Kinds, notices, dates and running citations are understood, and none of them becomes the title."""
    study = read_document(text.encode(), "a.txt")
    own = study.bibliography
    assert (TITLE, 2, year, journal, doi) == (own.title, len(own.authors), own.year, own.journal, own.doi)
    assert "Ten had oats." == own.abstract.split("\n")[-1]
    assert suggest_key(study, set()).startswith("malt")


@pytest.mark.parametrize(
    "title",
    [
        "=Oats for oboists: a case series",
        "+Oats and @rye in oboists",
        "Oats for \u202eoboists\u202c of Arabia",
        "“Oats” [rye] for 'oboists' (of Arabia)",
        "Oats for oboists " * 1_200,
        "Hafer für Oboisten — 燕麦",
    ],
)
def test_odd_titles_cost_no_other_field(title: str) -> None:
    """Signs of formulas, turned text, quotes, brackets and 20,000 characters are kept; so are the authors."""
    text = f"{title}\n\nAda \u202eMalt\u202c, Berta Rye{ABSTRACT}"
    own = read_document(text.encode(), "a.txt").bibliography
    assert (title.strip(), 2, "Ten had oats.") == (own.title, len(own.authors), own.abstract)


@pytest.mark.parametrize("site", [" | medRxiv", " - Pretend Reeds", " — J Reed", ""])
def test_title_of_a_saved_page_is_without_the_site(site: str) -> None:
    """The name of the site behind a page's title is cut where the page prints the rest."""
    page = (
        f"<html><head><title>{TITLE}{site}</title></head><body><h1>{TITLE}</h1><p>{NAMES}</p></body></html>"
    )
    assert TITLE == read_document(page.encode(), "a.html").bibliography.title
