"""DOI, PMID, PMCID and registration numbers."""

from __future__ import annotations

import pytest

from workbench.intake.documents import identifiers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("doi: 10.5555/a.b-1. Epub 2024", "10.5555/a.b-1"),
        ("DOI: 10.5555/A(1)2", "10.5555/A(1)2"),
        ("(https://doi.org/10.5555/abc)", "10.5555/abc"),
        ("<https://doi.org/10.5555/abc>", "10.5555/abc"),
        ("[link](https://doi.org/10.5555/abc)", "10.5555/abc"),
        ("- 10.5555/own", "10.5555/own"),
        ("Data are at https://doi.org/10.5061/dryad.9", ""),
        ("Comment in: doi: 10.5555/comment", ""),
        (
            "doi: 10.1371/journal.pone.0000001.g001\ndoi: 10.1371/journal.pone.0000001",
            "10.1371/journal.pone.0000001",
        ),
        ("https://doi.org/10.1136/oats.12.3/-/DC1", ""),
        ("Figure 1. doi: 10.7717/oats.12/fig-1", ""),
        ("We measured as Rye did before (doi: 10.5555/rye.1).", ""),
        (
            "Citation: Malt A (2020) Oats. Pretend ONE 15(3): e1. https://doi.org/10.5555/oats.1",
            "10.5555/oats.1",
        ),
        ("Oats\nMethods\nGrip was taken with the Rye scale, doi: 10.5555/rye.1, by two.", ""),
        ("Oats\nMethods\nGrip was taken.\nHow to cite: Malt A. Oats. doi: 10.5555/oats.1", "10.5555/oats.1"),
        ("J Reed 2020;3:4 · https://www.doi.org/10.5555/oats.1", "10.5555/oats.1"),
        ("as 10.5555/loose says", ""),
        ("version 10.1 of the code", ""),
        ("", ""),
    ],
)
def test_article_doi(text: str, expected: str) -> None:
    """The DOI must be labelled or begin its line; trailing punctuation goes, inner brackets stay."""
    assert expected == identifiers.article_doi(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trial registration: UMIN000012345", "UMIN000012345"),
        ("This trial was registered at jRCT (jRCTs031200001).", "jRCTs031200001"),
        ("Registered as ISRCTN12345678.", "ISRCTN12345678"),
        ("EudraCT number 2015-001234-56; registered in 2015", "2015-001234-56"),
        ("The study is registered with the Chinese registry, ChiCTR2000012345.", "ChiCTR2000012345"),
        ("The protocol was registered in PROSPERO (CRD42020123456).", "CRD42020123456"),
        ("ClinicalTrials.gov number, NCT01234567.", "NCT01234567"),
        ("(Funded by the Oat Board; OATS ClinicalTrials.gov number, NCT01234567.)", "NCT01234567"),
        ("Two others were registered earlier (NCT01234567).", ""),
        ("Trials under way (ClinicalTrials.gov NCT01234567) will tell.", ""),
        ("The BIG trial (NCT01234567) enrolled many.", ""),
        ("XNCT012345678", ""),
        ("The earlier trial NCT01234567 failed. This trial is registered, NCT07654321.", "NCT07654321"),
    ],
)
def test_registration_is_the_studys_own(text: str, expected: str) -> None:
    """A number counts when the study says that it is registered under it; other trials' numbers do not."""
    assert expected == identifiers.registration(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PMID: 12345678 PMID: 2", "12345678"),
        ("pmid 12", "12"),
        ("PMID: x", ""),
        ("PMID: 123456789", ""),
        ("DOI: 10.5555/oats.1 PMID: 12", "12"),
        ("J Reed. 2020;3:4. doi: 10.5555/oats.1. PMID: 12", "12"),
        ("Oats\nResults\nRye had seen ten before, J Reed. 2003;1:2. PMID: 12.", ""),
        ("Rye treated ten with spelt (J Reed. 2003;1:2. PMID: 12).", ""),
        ("Comment in: J Reed. PMID: 12", ""),
        ("Oats\nResults\nTen improved.\nPMID: 12", "12"),
    ],
)
def test_pmid(text: str, expected: str) -> None:
    """The first labelled number of at most eight digits that the article prints for itself."""
    assert expected == identifiers.pmid(text)


@pytest.mark.parametrize(
    ("text", "expected"), [("PMCID: PMC12", "PMC12"), ("pmcid:pmc12", "PMC12"), ("PMC12", "")]
)
def test_pmcid(text: str, expected: str) -> None:
    """Only a labelled id counts."""
    assert expected == identifiers.pmcid(text)


@pytest.mark.parametrize(
    "written",
    [
        "10.5555/oats.1",
        "https://www.doi.org/10.5555/oats.1",
        "http://dx.doi.org/10.5555/oats.1",
        "https://doi-org.proxy.example/10.5555/oats.1",
        "https://proxy.example/login?url=https://doi.org/10.5555/oats.1",
        "10.5555%2Foats.1",
        "info:doi/10.5555/oats.1",
        "urn:doi:10.5555/oats.1",
        "https://doi.org/doi:10.5555/oats.1",
        "https://publisher.example/doi/full/10.5555/oats.1?via=hub",
        "https://publisher.example/articles/10.5555/oats.1/full",
        "https://publisher.example/article?id=10.5555/oats.1&rss=yes",
        "https://publisher.example/content/pdf/10.5555/oats.1.pdf",
        "https://doi.org/10.5555/oats.1#sec2",
        "10.5555/oats.1; 10.5555/rye.2",
        "10.5555/oats.1,https://doi.org/10.5555/oats.1",
        "10. 5555/oats.1",
        "10．5555／oats.1",
        "\uff0210.5555/oats.1\uff02",
        "DOI 10.5555/oats.1.",
        "PMID: 12; doi: 10.5555/oats.1",
        "<https://doi.org/10.5555/oats.1>",
        "10.5555/oats.1\u200b",
    ],
)
def test_every_spelling_of_a_doi_gives_the_same(written: str) -> None:
    """Resolvers, proxies, addresses, escapes and what follows are taken off."""
    assert "10.5555/oats.1" == identifiers.clean_doi(written)


@pytest.mark.parametrize(
    "written",
    ["see 10.5555/oats.1", "10.5555/", "10.55/oats", "210.5555/oats", "oats", "", "https://a.example/"],
)
def test_what_holds_no_doi_gives_none(written: str) -> None:
    """A sentence that mentions a DOI, and what only looks like one, give an empty text."""
    assert "" == identifiers.clean_doi(written)


@pytest.mark.parametrize(
    ("doi", "expected"),
    [
        ("10.1371/journal.pone.0000001.t002", True),
        ("10.1371/journal.pone.0000001.s003", True),
        ("10.1136/oats.12.3/-/DC1", True),
        ("10.5555/oats.1/suppl", True),
        ("10.5555/oats.1.suppl2", True),
        ("10.5194/oats-1-2-2020-supplement", True),
        ("10.7717/oats.12/table-2", True),
        ("10.7554/eLife.00001.003", True),
        ("10.1136/bmj.g366", False),
        ("10.1002/suppose.1", False),
        ("10.1016/j.supp.2019.1", False),
        ("10.1007/s100", False),
    ],
)
def test_doi_of_a_part_is_told_from_the_article_s(doi: str, expected: bool) -> None:
    """Figures, tables and supplements have endings of their own; numbers of articles may look alike."""
    assert expected == identifiers.is_part_doi(doi)


def test_note_says_where_other_papers_identifiers_stand() -> None:
    """What was seen in the text and in the reference list is counted, and only what is missing is told."""
    text = "Ten had been seen (PMID: 12).\nReferences\n1. Rye B. J Reed. 2003;1:2. PMID: 34\n2. PMID: 56"
    expected = (
        "Seen, but not as the study's own: PMIDs: 1 in the running text"
        " and 2 among its references or in what surrounds it."
    )
    assert expected == identifiers.seen_elsewhere(text, text.split("References")[0], {"doi", "pmid"})
    assert "" == identifiers.seen_elsewhere(text, text.split("References")[0], {"doi"})
