"""The fields of an article in a PDF: from where it prints its own, and empty where that cannot be told."""

from __future__ import annotations

import pytest

from tests.intake.test_pdf_layout import BESIDE, LONG
from tests.intake.tiny_pdf import Placed, lines, placed_pdf
from workbench.intake import StudyText, read_document
from workbench.intake.pdf.title import is_banner

TITLE = ["Reed mats and wrong notes in harpers: a", "matched cohort study of three cold winters"]
ONE_LINE = " ".join(TITLE)
REFERENCES = [
    f"{n}. Malt A. Mats in town {n}. Pretend J Straw 200{n};4:1-9. doi:10.5555/straw.{n} PMID: 3100000{n}"
    for n in range(1, 8)
]


def read(*pages: list[Placed], title: str = "") -> StudyText:
    """Read a PDF of placed texts."""
    return read_document(placed_pdf(pages, title=title), "a.pdf")


def head(*, top: float = 730) -> list[Placed]:
    """Return title and authors as an article prints them."""
    return [
        *lines(60, top, TITLE, size=18, leading=21),
        Placed(60, top - 50, "Ada Malt, Bo Rye and Cy Spelt-Oat", 11),
    ]


def body(y: float = 620, *, times: int = 1) -> list[Placed]:
    """Return lines of prose."""
    return lines(60, y, [*LONG, *BESIDE] * times)


def prose(y: float, count: int, page: int = 0) -> list[Placed]:
    """Return lines of prose that are different on each page."""
    words = " ".join([*LONG, *BESIDE]).split()
    turned = [words[(7 * page + 11 * number + at) % len(words)] for number in range(count) for at in range(9)]
    texts = [" ".join(turned[at : at + 9]) for at in range(0, len(turned), 9)]
    return lines(60, y, texts)


def article() -> list[list[Placed]]:
    """Return a journal's article with banners, an abstract, headings and references."""
    first = [
        Placed(60, 770, "Pretend Reeds", 30),
        Placed(60, 755, "Pretend Reeds 2021, 14:77-80", 8),
        Placed(430, 755, "www.reeds.example", 8),
        Placed(60, 740, "O R I G I N A L  A R T I C L E", 11, bold=True),
        *lines(60, 710, TITLE, size=18, leading=21),
        Placed(60, 665, "Ada Malt", 11),
        Placed(101, 669, "1", 7),
        Placed(105, 665, ", Bo Rye", 11),
        Placed(144, 669, "2,*", 7),
        Placed(155, 665, "and Cy Spelt-Oat", 11),
        Placed(60, 650, "1 Department of Straw, Pretend University", 7),
        Placed(60, 630, "Abstract", 10, bold=True),
        Placed(
            60, 618, "Background: Harpers have cold hands. Methods: We matched 88 pairs. Results: They", 9
        ),
        Placed(60, 607, "played better. Conclusions: Reed mats may help harpers who play in the winter.", 9),
        Placed(60, 592, "Received 4 May 2020; accepted 11 January 2021. doi:10.5555/reeds.2021.77", 7),
        Placed(60, 570, "1. Introduction", 10, bold=True),
        *body(556, times=2),
        Placed(60, 25, "77", 8),
    ]
    second = [
        Placed(60, 770, "Malt et al. Pretend Reeds 2021, 14:77-80", 8),
        Placed(60, 730, "2. Methods", 10, bold=True),
        *body(716, times=2),
        Placed(60, 320, "References", 10, bold=True),
        *lines(60, 306, REFERENCES, size=8, leading=10),
        Placed(60, 25, "78", 8),
    ]
    return [first, second]


def test_fields_of_an_article() -> None:
    """The largest print is the journal's name; the numbers of the references are not the article's."""
    study = read(*article())
    found = study.bibliography
    assert ONE_LINE == found.title
    assert ("Ada Malt", "Bo Rye", "Cy Spelt-Oat") == found.authors
    assert ("Pretend Reeds", 2021, "10.5555/reeds.2021.77") == (found.journal, found.year, found.doi)
    assert ("", "") == (found.pmid, found.registration)
    assert "full_text" == study.kind
    assert "References" not in study.own_text


def test_an_abstract_ends_where_the_body_begins() -> None:
    """Its labelled parts are paragraphs; dates, addresses and the introduction are not in it."""
    abstract = read(*article()).bibliography.abstract
    expected = [
        "Background: Harpers have cold hands.",
        "Methods: We matched 88 pairs.",
        "Results: They played better.",
        "Conclusions: Reed mats may help harpers who play in the winter.",
    ]
    assert expected == abstract.split("\n\n")


def test_an_abstract_without_an_end_stays_empty() -> None:
    """Nothing parts it from the body, which is no abstract."""
    pages = [
        [*head(), Placed(60, 650, "Abstract"), *prose(638, 48)],
        *[prose(720, 54, at) for at in (1, 2, 3)],
    ]
    study = read(*pages)
    assert ("full_text", "") == (study.kind, study.bibliography.abstract)


def test_an_abstract_may_begin_behind_its_heading_on_one_line() -> None:
    """The heading is bold and the rest is not; nothing else parts them."""
    page = [
        *head(),
        Placed(60, 660, "Summary", bold=True),
        Placed(110, 660, "Harpers have cold hands, and mats of"),
    ]
    page += [*lines(60, 648, LONG[:2]), Placed(60, 610, "Introduction", bold=True), *prose(596, 40)]
    abstract = read(page, *[prose(720, 50, at) for at in (1, 2, 3)]).bibliography.abstract
    assert abstract.startswith("Harpers have cold hands, and mats of Half")
    assert abstract.endswith(LONG[1])


def test_an_abstract_of_one_page_needs_no_heading() -> None:
    """What stands below title and authors is the abstract where the document is nothing more."""
    study = read([*head(), Placed(60, 650, "Pretend J Harp 2019;7:101-103. doi:10.5555/harp.7", 8), *body()])
    assert ("abstract", True) == (study.kind, study.bibliography.abstract.startswith(LONG[0]))
    assert ("Pretend J Harp", 2019) == (study.bibliography.journal, study.bibliography.year)


def test_an_abstract_without_a_heading_stands_above_the_introduction() -> None:
    """It is told by its own type size, or by its labels; a paragraph of the body is none."""
    abstract = [
        "Objectives. We asked what mats of reed do. Methods. Thirty",
        "harpers were asked by one",
        "person.",
    ]

    def first_page(size: float, texts: list[str]) -> list[Placed]:
        above = [Placed(60, 668, "Received 4 May 2020; accepted 11 January 2021", 8)]
        above += lines(60, 650, texts, size=size)
        return [*head(), *above, Placed(60, 600, "1. Introduction", bold=True), *prose(585, 40)]

    rest = [prose(720, 50, at) for at in (1, 2, 3)]
    assert " ".join(abstract[1:]) in read(first_page(9, abstract), *rest).bibliography.abstract
    assert read(first_page(10, abstract), *rest).bibliography.abstract.startswith("Objectives")
    assert "" == read(first_page(10, list(LONG[:3])), *rest).bibliography.abstract


def test_an_abstract_ends_at_a_first_section_of_any_name() -> None:
    """A numbered heading in bold begins the body."""
    page = [
        *head(),
        Placed(60, 660, "Abstract", bold=True),
        *prose(645, 6),
        Placed(60, 560, "1 Mats", bold=True),
    ]
    study = read([*page, *prose(540, 40)], *[prose(720, 50, at) for at in (1, 2, 3)])
    assert study.bibliography.abstract
    assert "Mats" not in study.bibliography.abstract


def test_a_text_is_full_by_its_own_length_or_its_headings() -> None:
    """References do not count; a "©" or a "doi:" line in the middle does not end it."""
    headings = [Placed(60, 660, "Methods", bold=True), *prose(640, 16), Placed(60, 440, "© 2020 Malt", 7)]
    headings += [Placed(60, 420, "Results", bold=True), *prose(400, 30, 1)]
    references = [Placed(60, 660, "References", bold=True), *lines(60, 640, REFERENCES * 6)]
    assert "full_text" == read([*head(), *headings], prose(720, 30, 2)).kind
    assert "abstract" == read([*head(), *prose(640, 46)], prose(720, 30, 2)).kind
    assert "abstract" == read([*head(), *references], lines(60, 720, REFERENCES * 8)).kind


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (ONE_LINE, ONE_LINE),
        ("Microsoft Word - harpers final.docx", ONE_LINE),
        ("Reed mats and wrong notes in harpers", ONE_LINE),
        ("A quite different name of a template", ONE_LINE),
        ("", ONE_LINE),
    ],
)
def test_the_files_own_title_counts_only_where_it_is_printed_whole(given: str, expected: str) -> None:
    """Names of files and templates, and halves of titles, are not taken."""
    assert expected == read([*head(), *body()], title=given).bibliography.title


@pytest.mark.parametrize(
    "kicker", ["R E S E A R C H  A R T I C L E", "CASE REPORT", "Open Access", "Journal of Reeds"]
)
def test_banners_are_no_titles(kicker: str) -> None:
    """However large they are."""
    study = read([Placed(60, 770, kicker, 30), *head(), *body()])
    assert ONE_LINE == study.bibliography.title
    assert is_banner(kicker)


def test_a_title_that_cannot_be_read_stays_empty() -> None:
    """The next smaller line would be another thing's name."""
    page = [
        Placed(60, 740, "Mats (^) -2 ^( [-840 /#2 << ^(O] of", 20),
        Placed(60, 700, "Ada Malt and Bo Rye", 14),
    ]
    assert "" == read([*page, *body()]).bibliography.title


def test_journal_above_its_volume_is_read() -> None:
    """Its publisher stands above it, and the next pages repeat it."""
    top = lines(
        60,
        770,
        ["Pretend Publishing", "Straw and Reed", "Volume 2010, Article ID 157939"],
        size=8,
        leading=10,
    )
    later = [Placed(60, 770, "Straw and Reed", 8), *prose(720, 30, 1)]
    found = read([*top, *head(top=700), *body(600)], later, [later[0], *prose(720, 30, 2)]).bibliography
    assert ("Straw and Reed", 2010) == (found.journal, found.year)


def test_a_title_in_double_spacing_is_whole() -> None:
    """Its lines stand as far apart as those of the manuscript do."""
    page = [*lines(60, 740, TITLE, size=18, leading=38), Placed(60, 660, "Ada Malt and Bo Rye", 12)]
    page += lines(60, 600, [*LONG, *BESIDE], leading=22)
    assert ONE_LINE == read(page).bibliography.title


def test_a_word_of_a_title_that_is_cut_is_known_from_the_text() -> None:
    """The document has it without a hyphen."""
    title = lines(60, 730, ["Reed mats and wrong notes in har-", "pers of the winter"], size=18, leading=21)
    assert "Reed mats and wrong notes in harpers of the winter" == read([*title, *body()]).bibliography.title


def test_a_title_ends_with_a_hyphen_that_stays() -> None:
    """Behind a hyphen at a line's end no blank is set."""
    title = lines(60, 730, ["Reed mats for left-", "handed harpers in the winter"], size=18, leading=21)
    assert "Reed mats for left-handed harpers in the winter" == read([*title, *body()]).bibliography.title


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        (["Ada Malt, MD, PhD, Dr. Bo Rye & Cy Spelt"], ("Ada Malt", "Bo Rye", "Cy Spelt")),
        (["Ada Malt, Bo", "Rye and Cy Spelt"], ("Ada Malt", "Bo Rye", "Cy Spelt")),
        (["Ada Malt and Bo Rye", "Cy Spelt and Di Oat"], ("Ada Malt", "Bo Rye", "Cy Spelt", "Di Oat")),
        (["Ada Malt      Bo Rye"], ("Ada Malt", "Bo Rye")),
        (["A.   Ada Malt, Bo   Rye"], ("A. Ada Malt", "Bo Rye")),
        (["Ada van der Malt; Bo de Rye"], ("Ada van der Malt", "Bo de Rye")),
        (["Ada Malt, Pretend Straw Corporation"], ()),
        (["Straw Research Group"], ()),
        (["We asked thirty harpers."], ()),
    ],
)
def test_authors_are_names_or_nothing(below: list[str], expected: tuple[str, ...]) -> None:
    """A list with a part that is no name is not taken at all."""
    page = [*lines(60, 730, TITLE, size=18, leading=21), *lines(60, 680, below, size=11), *body()]
    assert expected == read(page).bibliography.authors


def test_authors_beside_something_else_are_not_taken() -> None:
    """What stands on their line may be a name that is not known as one."""
    beside = [Placed(60, 680, "Ada Malt", 11), Placed(300, 680, "xq - 7 rye", 11)]
    assert () == read([*lines(60, 730, TITLE, size=18, leading=21), *beside, *body(600)]).bibliography.authors


def test_authors_in_blocks_are_not_taken() -> None:
    """Of names that stand in blocks with their addresses the first alone would be wrong."""
    blocks = [
        Placed(60, 680, "Ada Malt", 11),
        Placed(60, 668, "Department of Straw", 9),
        Placed(60, 645, "Bo Rye", 11),
        Placed(60, 633, "Department of Hay", 9),
    ]
    assert () == read([*lines(60, 730, TITLE, size=18, leading=21), *blocks, *body(600)]).bibliography.authors


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Pretend Winds 2010, 4:1", ("Pretend Winds", 2010)),
        ("Pretend Winds (2010) 17, 931-940", ("Pretend Winds", 2010)),
        ("Pretend J Winds 2010;86:272", ("Pretend J Winds", 2010)),
        ("Malt et al. Pretend J Winds. 2010;86:272", ("Pretend J Winds", 2010)),
        ("Pretend Winds 9(1): 7-10, 2009 (June)", ("Pretend Winds", 2009)),
        ("PRETEND WINDS, VOL. 60, JULY 2011", ("PRETEND WINDS", 2011)),
        ("Malt et al. (2017), Pretend Winds, doi 10.5555/winds.1", ("Pretend Winds", 2017)),
        ("Published online 4 May 2018", ("", 2018)),
        ("Pretend Journal of Straw 10 (2008) 003", ("Pretend Journal of Straw", 2008)),
        ("FALL 2010 93", ("", None)),
        ("Received 4 May 2018", ("", None)),
    ],
)
def test_journal_and_year_come_from_a_citation_line(line: str, expected: tuple[str, int | None]) -> None:
    """A line with dates gives a year of publication alone; that of receipt gives none."""
    found = read([*head(), Placed(60, 650, line, 8), *body()]).bibliography
    assert expected == (found.journal, found.year)


def test_journal_and_year_may_stand_in_running_lines() -> None:
    """The first page says nothing, the head of the second does."""
    second = [Placed(60, 770, "Pretend Winds 2010, 4:1", 8), *body(720)]
    found = read(
        [*head(), *body()], second, [*second[:1], *lines(60, 720, ["That was all of it."])]
    ).bibliography
    assert ("Pretend Winds", 2010) == (found.journal, found.year)


def test_a_doi_may_stand_where_the_article_says_how_to_cite_it() -> None:
    """It is the article's own there, also behind the reference list; others are not taken."""
    last = [Placed(60, 720, "References", bold=True), *lines(60, 706, REFERENCES, size=8, leading=10)]
    cite = ["doi: 10.5555/own.1", "Cite this article as: Malt et al.: Reed mats. Pretend Winds 2010 4:1."]
    assert "10.5555/own.1" == read([*head(), *body()], [*last, *lines(60, 600, cite)]).bibliography.doi
    assert "" == read([*head(), *body()], last).bibliography.doi


def test_journal_and_year_may_stand_where_the_article_says_how_to_cite_it() -> None:
    """The first page or the end of the article names both in a sentence over several lines."""
    cite = [
        "Citation: Malt A, Rye B (2018) Reed mats for the",
        "harpers of a town. Pretend Reeds",
        "13(5): e0197919.",
    ]
    found = read([*head(), *lines(60, 650, cite, size=7, leading=9), *body()]).bibliography
    assert ("Pretend Reeds", 2018) == (found.journal, found.year)
    last = [
        *prose(720, 20, 1),
        *lines(60, 400, ["How to cite this article", "Malt A. Mats of reed. Straw 2017;3:5"], size=7),
    ]
    found = read([*head(), *body()], last).bibliography
    assert ("Straw", 2017) == (found.journal, found.year)


def test_what_was_not_recognised_is_not_called_missing() -> None:
    """The page prints a year, which nothing tells from others; the note says where to look."""
    study = read([*head(), Placed(60, 650, "Presented in the winter of 1999", 8), *body()])
    assert "Not recognised in the PDF: year, journal, DOI. See its first page." in study.notes
    assert not any("Not printed" in note for note in study.notes)
