"""The five real documents, when they lie beside the checkout."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from workbench.intake import StudyText, read_document, suggest_design, suggest_key

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the five documents are not beside this checkout")


def read(number: str) -> StudyText:
    """The document whose name begins with this number."""
    path = next(SEEDS.glob(f"{number}_*.txt"))
    return read_document(path.read_bytes(), path.name)


EXPECTED: dict[str, dict[str, Any]] = {
    "000": {
        "first": "Hideaki Yamakawa",
        "authors": 12,
        "year": 2025,
        "journal": "Respiration",
        "doi": "10.1159/000547356",
        "pmid": "",
        "pmcid": "",
        "registration": "",
        "form": "json line",
        "kind": "abstract",
        "key": "yamakawa2025",
        "design": "psm_retrospective_cohort",
        "also": (),
        "checklist": "psm-cohort",
    },
    "001": {
        "first": "",
        "authors": 0,
        "year": None,
        "journal": "",
        "doi": "",
        "pmid": "",
        "pmcid": "",
        "registration": "",
        "form": "text",
        "kind": "abstract",
        "key": "exacerbation",
        "design": "case_series",
        "also": (),
        "checklist": "case-series",
    },
    "002": {
        "first": "Hiroaki Harada",
        "authors": 1,
        "year": 2024,
        "journal": "Rheumatol Int",
        "doi": "10.1007/s00296-024-05551-2",
        "pmid": "",
        "pmcid": "",
        "registration": "",
        "form": "pubmed page",
        "kind": "abstract",
        "key": "harada2024",
        "design": "case_series",
        "also": ("literature_review",),
        "checklist": "case-series",
    },
    "003": {
        "first": "Keishi Sugino",
        "authors": 5,
        "year": 2023,
        "journal": "Respirology Case Reports",
        "doi": "10.1002/rcr2.1129",
        "pmid": "",
        "pmcid": "",
        "registration": "",
        "form": "markdown",
        "kind": "full_text",
        "key": "sugino2023",
        "design": "case_report",
        "also": (),
        "checklist": "case-report",
    },
    "004": {
        "first": "",
        "authors": 0,
        "year": None,
        "journal": "",
        "doi": "10.1172/JCI141772",
        "pmid": "32809969",
        "pmcid": "PMC8016181",
        "registration": "NCT04438629",
        "form": "pubmed page",
        "kind": "abstract",
        "key": "baricitinib",
        "design": "single_arm_before_after",
        "also": (),
        "checklist": "single-arm-covid",
    },
}


@pytest.mark.parametrize("number", EXPECTED)
def test_fields_of_the_real_documents(number: str) -> None:
    """Each of the five gives what it prints, nothing else, and the expected design and checklist."""
    study = read(number)
    suggestion = suggest_design(study)
    actual = {
        "first": study.bibliography.authors[0] if study.bibliography.authors else "",
        "authors": len(study.bibliography.authors),
        "year": study.bibliography.year,
        "journal": study.bibliography.journal,
        "doi": study.bibliography.doi,
        "pmid": study.bibliography.pmid,
        "pmcid": study.bibliography.pmcid,
        "registration": study.bibliography.registration,
        "form": study.form,
        "kind": study.kind,
        "key": suggest_key(study, set()),
        "design": suggestion.design,
        "also": suggestion.also,
        "checklist": suggestion.checklist,
    }
    assert EXPECTED[number] == actual
    assert suggestion.reasons


@pytest.mark.parametrize(
    ("number", "begins"),
    [
        ("000", "Baricitinib for acute"),
        ("002", "Baricitinib for anti"),
        ("003", "Successful"),
        ("004", "Baricitinib rest"),
    ],
)
def test_titles_of_the_real_documents(number: str, begins: str) -> None:
    """The printed title is the title."""
    assert read(number).bibliography.title.startswith(begins)


def test_document_without_title_gets_none() -> None:
    """One of the five prints no title: it stays empty and the label says so."""
    study = read("001")
    assert study.bibliography.title == ""
    assert study.label.startswith("(no title printed) Acute exacerbation")


@pytest.mark.parametrize(("number", "parts"), [("000", 4), ("001", 4), ("002", 1), ("003", 1), ("004", 6)])
def test_abstracts_of_the_real_documents(number: str, parts: int) -> None:
    """Each abstract is there once, in its parts, without tags."""
    abstract = read(number).bibliography.abstract
    assert parts == len(abstract.split("\n\n"))
    assert "<" not in abstract
