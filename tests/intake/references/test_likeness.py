"""Pairs of records that may be one study are found by what they share, the surest first."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.bibliography import Bibliography
from workbench.intake.references import ComparedRecord, Sureness, compare_records, like_pairs

CLAY = Bibliography(
    title="Clay poultices for stiff wrists in potters: a pilot trial",
    authors=("Lehm, Anton", "Ton B"),
    year=2019,
    journal="Clay and Health",
    doi="10.5555/clay.1",
    pmid="90000001",
)
BARE = Bibliography(title=CLAY.title, authors=CLAY.authors, year=CLAY.year)
OTHER = Bibliography(title="Peat baths for tired knees of dancers", authors=("Marsh T",), year=2019)


def pair(one: Bibliography, other: Bibliography, documents: tuple[str, str] = ("a", "b")):
    """What two records share, or None."""
    first, second = (
        ComparedRecord(key, printed, frozenset({document}))
        for key, printed, document in zip("ab", (one, other), documents, strict=True)
    )
    return compare_records(first, second)


@pytest.mark.parametrize(
    ("change", "shared"),
    [
        ({"doi": "https://doi.org/10.5555/CLAY.1"}, ("doi", "title, year and first author")),
        ({"pmid": "090000001"}, ("pmid", "title, year and first author")),
    ],
)
def test_an_identifier_is_the_surest_however_it_is_written(
    change: dict[str, str], shared: tuple[str, ...]
) -> None:
    """Resolver, case and leading zeros make no difference."""
    found = pair(CLAY, replace(BARE, **change))
    assert (Sureness.VERY_LIKELY, shared) == (found.sureness, found.shared)


def test_documents_registrations_and_pmcids_are_shared_too() -> None:
    """A registration may stand among others; two reports of one trial are possible only."""
    bare = Bibliography()
    assert ("document",) == pair(bare, bare, ("x", "x")).shared
    assert ("pmcid",) == pair(replace(bare, pmcid="PMC77"), replace(bare, pmcid="pmc77")).shared
    one = replace(BARE, registration="NCT01234567")
    other = replace(one, registration="EudraCT 2011-000123-11; NCT01234567")
    assert Sureness.LIKELY is pair(one, other).sureness
    later = replace(other, title="Follow-up of potters with stiff wrists after five years")
    assert (Sureness.POSSIBLE, ("registration",)) == (pair(one, later).sureness, pair(one, later).shared)


def test_one_abstract_under_two_titles_is_possible() -> None:
    """A conference abstract and the paper may share it under other titles; a short one says nothing."""
    words = "Potters were given clay poultices. " * 8
    paper = replace(BARE, abstract=f"Methods:\n\n{words}")
    poster = replace(paper, title="Stiff wrists soften under clay", abstract=f"METHODS: {words}")
    found = pair(paper, poster)
    assert (Sureness.POSSIBLE, ("abstract",)) == (found.sureness, found.shared)
    assert [found] == like_pairs([ComparedRecord("a", paper), ComparedRecord("b", poster)])
    assert pair(replace(paper, abstract="No abstract."), replace(poster, abstract="No abstract.")) is None


def test_an_identifier_on_different_works_never_makes_them_one() -> None:
    """The DOI of a supplement stands on all its posters: listed, and named as what it is."""
    found = pair(CLAY, replace(OTHER, doi=CLAY.doi))
    assert (Sureness.DIFFERENT_WORKS, ("doi",)) == (found.sureness, found.shared)


@pytest.mark.parametrize(
    ("change", "sureness"),
    [
        ({}, Sureness.LIKELY),
        ({"title": "CLAY POULTICES for stiff wrists in potters - a pilot trial."}, Sureness.LIKELY),
        ({"authors": ("A. Lehm",)}, Sureness.LIKELY),
        ({"doi": "10.5555/another"}, Sureness.POSSIBLE),
        ({"year": 2020}, Sureness.POSSIBLE),
        ({"year": None}, Sureness.POSSIBLE),
        ({"authors": ()}, Sureness.POSSIBLE),
        ({"title": "Clay poultices for stif wrists in potters: a pilot trial"}, Sureness.POSSIBLE),
        (
            {"title": "Clay poultices for stiff wrists in potters: pilot trial", "year": 2018},
            Sureness.POSSIBLE,
        ),
    ],
)
def test_titles_count_with_year_and_author(change: dict[str, object], sureness: Sureness) -> None:
    """The same title of one year and author is likely; what is a little off is possible."""
    assert sureness is pair(CLAY, replace(BARE, **change)).sureness


@pytest.mark.parametrize(
    "change",
    [
        {"authors": ("Marsh T",)},
        {"title": "Clay poultices for stiff wrists in potters: a pilot trial, part 2"},
        {"title": "Erratum: Clay poultices for stiff wrists in potters: a pilot trial"},
        {"title": "Clay poultices for stif wrists in potters: a pilot trial", "year": 2012},
        {"title": OTHER.title},
    ],
)
def test_other_works_are_no_pair(change: dict[str, object]) -> None:
    """Another author, another part, a correction, another time, another title."""
    if "part 2" in str(change):
        assert pair(replace(CLAY, title=CLAY.title + ", part 1"), replace(BARE, **change)) is None
    else:
        assert pair(CLAY, replace(BARE, **change)) is None


def test_short_titles_without_year_or_author_say_nothing() -> None:
    """ "Reply to the editor" stands on a thousand letters."""
    short = Bibliography(title="Reply to the editor")
    assert pair(short, short) is None


def test_where_they_differ_is_said() -> None:
    """Each field with both values; what only one prints is told apart."""
    found = pair(CLAY, replace(BARE, year=2020, journal="Other Journal"))
    told = {each.field: (each.first, each.second, each.is_of_one) for each in found.differing}
    assert {
        "year": (2019, 2020, False),
        "journal": ("Clay and Health", "Other Journal", False),
        "doi": ("10.5555/clay.1", "", True),
        "pmid": ("90000001", "", True),
    } == told


def test_the_surest_come_first() -> None:
    """By sureness, then by how much is shared, then by key."""
    records = [
        ComparedRecord("d", replace(BARE, year=2020)),
        ComparedRecord("c", BARE),
        ComparedRecord("b", replace(BARE, doi=CLAY.doi)),
        ComparedRecord("a", CLAY),
        ComparedRecord("e", replace(OTHER, pmid=CLAY.pmid)),
    ]
    found = [(each.first + each.second, each.sureness.value) for each in like_pairs(records)]
    assert [("ab", "very likely"), ("ac", "likely"), ("bc", "likely")] == found[:3]
    assert [("ad", "possible"), ("bd", "possible"), ("cd", "possible"), ("ae", "different works")] == found[
        3:
    ]


def test_many_records_of_one_title_are_compared_with_their_neighbours_only() -> None:
    """A thousand equal records take a thousand pairs, not half a million."""
    records = [ComparedRecord(f"s{number:04}", BARE) for number in range(1000)]
    assert 999 == len(like_pairs(records))


def test_numbered_titles_are_no_duplicates() -> None:
    """ "Case series 12 of …" and "Case series 13 of …" differ by what tells them apart."""
    records = [
        ComparedRecord(
            f"s{number}", replace(BARE, title=f"Case series {number} of potters with stiff wrists")
        )
        for number in range(200)
    ]
    assert [] == like_pairs(records)


TEXTS = st.text(max_size=60)
RECORDS = st.builds(
    Bibliography,
    title=TEXTS,
    authors=st.lists(TEXTS, max_size=2).map(tuple),
    year=st.none() | st.integers(1, 9999),
    doi=TEXTS,
    pmid=TEXTS,
    pmcid=TEXTS,
    registration=TEXTS,
)


@given(st.lists(RECORDS, max_size=6))
def test_any_texts_are_compared_and_the_order_of_records_changes_nothing(records: list[Bibliography]) -> None:
    """Whatever stands in the fields."""
    compared = [ComparedRecord(f"s{number}", record) for number, record in enumerate(records)]
    assert like_pairs(compared) == like_pairs(compared[::-1])
