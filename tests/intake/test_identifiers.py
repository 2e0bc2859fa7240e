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
    [("PMID: 12345678 PMID: 2", "12345678"), ("pmid 12", "12"), ("PMID: x", ""), ("PMID: 123456789", "")],
)
def test_pmid(text: str, expected: str) -> None:
    """The first labelled number of at most eight digits."""
    assert expected == identifiers.pmid(text)


@pytest.mark.parametrize(
    ("text", "expected"), [("PMCID: PMC12", "PMC12"), ("pmcid:pmc12", "PMC12"), ("PMC12", "")]
)
def test_pmcid(text: str, expected: str) -> None:
    """Only a labelled id counts."""
    assert expected == identifiers.pmcid(text)
