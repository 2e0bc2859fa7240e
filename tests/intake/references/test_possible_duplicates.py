"""Records that may be one study, and identifiers that stand on several works."""

from __future__ import annotations

import pytest

from store.bibliography import Bibliography
from workbench.intake.references import find_duplicates, find_possible_duplicates, find_shared_identifiers
from workbench.intake.references.possible_duplicates import is_other_work

CLAY = Bibliography(title="Clay compresses in goalkeepers: a cohort", authors=("Oda, Kei",), year=2019)


def like(**changes: object) -> Bibliography:
    """The record on clay with some fields changed."""
    fields = {name: getattr(CLAY, name) for name in ("title", "authors", "year", "doi", "pmid")}
    return Bibliography(**{**fields, **changes})


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        (CLAY, like(year=2020), "the same title, 2019 and 2020"),
        (CLAY, like(year=None), "the same title, 2019 and no year"),
        (like(doi="10.5555/a.1"), like(doi="10.5555/b.2"), "DOIs 10.5555/a.1 and 10.5555/b.2"),
        (like(pmid="31000001"), like(pmid="31000002"), "PMIDs 31000001 and 31000002"),
        (like(authors=("van der Berg, Piet",)), like(authors=("Berg, P. van der",)), "names van der Berg"),
        (like(authors=("Kei Oda",)), like(authors=("Oda Kei",)), "names Kei Oda and Oda Kei"),
        (
            like(title="Interferon-β for itch in divers"),
            like(title="Interferon beta for itch in divers"),
            "the same",
        ),
        (like(title="TNF-α and mud for cooks"), like(title="TNF-alpha and mud for cooks"), "the same title"),
        (
            like(title="[Sand baths for cooks]"),
            like(title="Sand baths for cooks [Article in Japanese]"),
            "the same",
        ),
        (
            like(title="Trial of <i>Sphagnum</i> for H₂O itch"),
            like(title="Trial of Sphagnum for H2O itch"),
            "same",
        ),
        (
            like(title="RETRACTED: Clay compresses in goalkeepers: a cohort", year=2020),
            CLAY,
            "the same title",
        ),
        (
            like(title="砂浴療法の症例集積", authors=("佐藤, 美咲",)),
            like(title="砂浴療法の症例集積", authors=("佐藤美咲",)),
            "same",
        ),
        (
            like(title="Warm clay compresses in ageing goalkeepers of the league: a cohort"),
            like(title="Warm clay compresses in ageing goalkeepers of the league"),
            "titles that begin alike",
        ),
    ],
)
def test_pairs_that_may_be_one_study_are_told_with_the_reason(
    first: Bibliography, second: Bibliography, told: str
) -> None:
    """A year apart, turned names, Greek letters, brackets and other identifiers: possible, both ways."""
    for pair in ((first, second), (second, first)):
        (possible,) = find_possible_duplicates(pair)
        assert (0, 1) == (possible.first, possible.second)
    assert told in find_possible_duplicates((first, second))[0].why


@pytest.mark.parametrize(
    "other",
    [
        like(title="Correction to: Clay compresses in goalkeepers: a cohort", year=2020),
        like(title="Clay compresses in goalkeepers: a cohort - authors' reply", year=2020),
        like(title="Protocol: Clay compresses in goalkeepers: a cohort"),
        like(year=2021),
        like(authors=("Marsh, T.",)),
        like(title="Clay compresses in shepherds: a cohort"),
        like(title="Reply"),
    ],
)
def test_other_papers_are_not_possible_duplicates(other: Bibliography) -> None:
    """Corrections, replies, protocols, other years, other people and other titles are other papers."""
    assert () == find_possible_duplicates((CLAY, other))


def test_pairs_within_what_is_known_are_left_out() -> None:
    """Only what is new is asked about; known studies come behind it."""
    assert () == find_possible_duplicates((), (CLAY, like(year=2020)))
    (pair,) = find_possible_duplicates((CLAY,), (like(year=2020),))
    assert (0, 1) == (pair.first, pair.second)


MUD = Bibliography(
    title="P-101: Mud wraps in stiff necks", authors=("Quill, P.",), year=2019, doi="10.5555/supp"
)
PEAT = Bibliography(
    title="P-102: Peat baths for knees", authors=("Marsh, T.",), year=2019, doi="10.5555/SUPP"
)
LETTER = Bibliography(title="Peat for sailors: letter", authors=("Letter, C.",), doi="10.5555/jl")
REPLY = Bibliography(title="Peat for sailors: authors' reply", authors=("Reply, D.",), doi="10.5555/jl")
PREFACE = Bibliography(title="Preface", authors=("Preface, A.",), doi="10.5555/book")
CHAPTER = Bibliography(title="A case series of spike shoes", authors=("Spike, B.",), doi="10.5555/book")
NUMBER = Bibliography(title="Rye for viols", authors=("Rye, B.",), pmid="31000001")
OTHER_NUMBER = Bibliography(title="Oats for oboes", authors=("Malt, A.",), pmid="31000001")


@pytest.mark.parametrize("pair", [(MUD, PEAT), (LETTER, REPLY), (PREFACE, CHAPTER), (NUMBER, OTHER_NUMBER)])
def test_one_identifier_on_different_works_joins_nothing_and_is_told(
    pair: tuple[Bibliography, Bibliography],
) -> None:
    """Posters, chapters, a letter and its reply stay apart; the shared identifier is named with its works."""
    assert () == find_duplicates(pair)
    (shared,) = find_shared_identifiers(pair)
    assert (0, 1) == shared.references
    assert () == find_duplicates(pair[:1], pair[1:])
    assert ((0,), (0,)) == (
        find_shared_identifiers(pair[:1], pair[1:])[0].references,
        find_shared_identifiers(pair[:1], pair[1:])[0].known,
    )


def test_record_that_fits_both_works_does_not_join_them() -> None:
    """A record with the shared DOI and nothing else goes to the first; the works stay apart."""
    bare = Bibliography(doi="10.5555/supp")
    (group,) = find_duplicates([MUD, bare, PEAT])
    assert (0, 1) == group.references


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (MUD, Bibliography(title="Something else", doi=MUD.doi)),
        (MUD, Bibliography(authors=("Marsh, T.",), doi=MUD.doi)),
        (MUD, Bibliography(title="Schlammwickel bei steifem Hals", authors=("Quill P",), doi=MUD.doi)),
        (MUD, Bibliography(title="P-101: Mud wraps", authors=("Marsh, T.",), doi=MUD.doi)),
        (MUD, Bibliography(title="P-101 Mud wraps in stiff neck", authors=("Marsh, T.",), doi=MUD.doi)),
    ],
)
def test_works_differ_only_where_both_title_and_first_author_do(
    first: Bibliography, second: Bibliography
) -> None:
    """A missing field, a translated title, a shorter one or a slip does not make another work."""
    assert not is_other_work(first, second)
    assert 1 == len(find_duplicates((first, second)))
