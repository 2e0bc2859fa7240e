"""Which records are one study, and what merging them does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from store.bibliography import Bibliography
from workbench.intake.references import Difference, Reference, as_study, duplicates, find_duplicates, merge

SAND = Bibliography(
    title="Warm sand for stiff shoulder", authors=("Børresen, Ada",), year=2021, doi="10.5555/Sand.7"
)


def test_doi_counts_without_case_and_resolver() -> None:
    """A DOI in capitals behind a resolver is the same DOI."""
    other = Bibliography(title="Other words", doi="https://doi.org/10.5555/SAND.7")
    (group,) = find_duplicates([SAND, other])
    assert ("doi", "10.5555/sand.7", (0, 1), ()) == (group.reason, group.value, group.references, group.known)


def test_pmid_counts_where_no_doi_is_there() -> None:
    """A PubMed id makes two records one, also with one that is known already."""
    (group,) = find_duplicates(
        [Bibliography(title="A", pmid="0123")],
        [SAND, Bibliography(title="B", pmid="123")],
    )
    assert ("pmid", (0,), (1,)) == (group.reason, group.references, group.known)


def test_title_year_and_first_author_count_last() -> None:
    """Case, accents, signs and the order of the author's names do not matter; the year does."""
    twin = Bibliography(title="WARM SAND, for stiff shoulder.", authors=("Ada Borresen", "Li Wei"), year=2021)
    later = Bibliography(title=SAND.title, authors=SAND.authors, year=2022)
    (group,) = find_duplicates([later, twin], [SAND])
    assert ("title", (1,), (0,)) == (group.reason, group.references, group.known)


def test_titles_in_other_scripts_are_told_apart() -> None:
    """A title without Latin letters is compared by its own letters."""
    one = Bibliography(title="肩関節周囲炎に対する温砂療法の症例報告", authors=("山川 英明",), year=2020)
    other = Bibliography(title="足の冷えに対する粘土療法の症例報告です", authors=("山川 英明",), year=2020)
    assert () == find_duplicates([one, other])
    assert 1 == len(find_duplicates([one, one]))


def test_different_dois_are_different_studies() -> None:
    """The same title, year and author under another DOI is no duplicate; a short title is none either."""
    assert () == find_duplicates(
        [
            SAND,
            Bibliography(title=SAND.title, authors=SAND.authors, year=2021, doi="10.5555/other"),
        ]
    )
    reply = Bibliography(title="Reply", authors=("Byron, A",), year=2020)
    assert () == find_duplicates([reply, reply])


def test_groups_join_and_keep_the_stronger_reason() -> None:
    """Three records held together by a DOI and a PMID are one group."""
    middle = Bibliography(title="B", doi=SAND.doi, pmid="7")
    (group,) = find_duplicates([SAND, Bibliography(title="C", pmid="7"), middle])
    assert ("doi", (0, 1, 2)) == (group.reason, group.references)


def test_a_thousand_editorials_are_not_all_compared_with_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many records of one title with different DOIs each is compared with fifty at most."""
    compared: list[object] = []
    monkeypatch.setattr(duplicates, "_agree", lambda one, other: compared.append((one, other)))
    many = [
        Bibliography(title=SAND.title, authors=SAND.authors, year=2021, doi=f"10.5555/{n}")
        for n in range(1_000)
    ]
    assert () == find_duplicates(many)
    assert len(compared) <= 50 * len(many)


def test_merge_fills_only_what_is_empty() -> None:
    """The first record keeps its values, takes what it lacks, and the report names both."""
    other = Reference(
        Bibliography(title="Warm sand for stiff shoulders", year=2021, pmid="7"), keywords=("sand",)
    )
    merged, report = merge(Reference(SAND), other)
    assert replace(SAND, pmid="7") == merged.bibliography
    assert ("sand",) == merged.keywords
    assert ("pmid", "keywords") == report.filled
    assert (Difference("title", SAND.title, other.bibliography.title),) == report.differing


def test_reference_as_a_study() -> None:
    """Design suggestion and keys take a reference as a document; its labelled parts are set apart."""
    study = as_study(
        Reference(
            Bibliography(title="Mud", abstract="AIMSMud is old. RESULTSIt helps."),
            publication_types=("Review",),
        )
    )
    assert "AIMS: Mud is old.\n\nRESULTS: It helps." == study.bibliography.abstract
    assert ("reference", ("Review",)) == (study.form, study.publication_types)
