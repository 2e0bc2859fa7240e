"""JSON lines of many shapes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from workbench.intake import read_document


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        ('"Ada One, Bo Two"', ("Ada One", "Bo Two")),
        ('"One, Ada; Two, Bo"', ("One, Ada", "Two, Bo")),
        ('["Ada One", "Bo Two"]', ("Ada One", "Bo Two")),
        ('[{"name": "Ada One"}, {"given": "Bo", "family": "Two"}]', ("Ada One", "Bo Two")),
        ('"Ada One and Bo Two"', ("Ada One", "Bo Two")),
        ("null", ()),
        ("7", ()),
        ("[1, {}, null]", ()),
    ],
)
def test_authors_in_every_shape(authors: str, expected: tuple[str, ...]) -> None:
    """Authors come as one string, as strings, or as objects; anything else is no author."""
    study = read_document(f'{{"title": "T", "authors": {authors}}}'.encode(), "x")
    assert expected == study.bibliography.authors


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ('"year": 2019', 2019),
        ('"publicationDate": "2019-05-01"', 2019),
        ('"pubDate": "May 2019"', 2019),
        ('"year": 19', None),
        ('"year": true', None),
        ('"year": null', None),
        ('"paperid": 2019', None),
    ],
)
def test_year_only_from_date_fields(field: str, expected: int | None) -> None:
    """A year is taken from a date field that holds one, and from nowhere else."""
    assert expected == read_document(f'{{"title": "T", {field}}}'.encode(), "x").bibliography.year


@pytest.mark.parametrize(
    "text",
    [
        '{"title": "broken',
        "[1, 2, 3] patients",
        "[] patients",
        "{not json} at all",
        "[" * 100_000 + "a",
        '{"a":' * 50_000 + "1",
        '{"title": 5' + "0" * 5000 + "}",
        '{"title": null, "abstract": ["", {}]}',
    ],
)
def test_what_is_no_record_is_read_as_text_with_a_note(text: str) -> None:
    """A broken line, JSON of another shape and absurd nesting fall back to plain text, and a note says so."""
    study = read_document(text.encode(), "x")
    assert study.form == "text"
    assert any("begins like JSON" in note for note in study.notes)


def test_broken_record_does_not_lose_the_abstract_below() -> None:
    """Where the JSON line is cut off, the abstract that follows as text is still found."""
    text = '{"title": "Cut off, "doi": 1\nAbstract\nMethods: We treated three patients with mud.\n'
    assert (
        read_document(text.encode(), "x").bibliography.abstract
        == "Methods: We treated three patients with mud."
    )


def test_abstract_below_serves_when_the_record_has_none() -> None:
    """A record without an abstract takes the one that is printed below it."""
    study = read_document(b'{"title": "T", "abstract": null}\nAbstract\nWe saw rain.\n', "x")
    assert study.bibliography.abstract == "We saw rain."


def test_list_of_records_reads_the_first_and_says_so() -> None:
    """Of several records that are one document on request the first gives the fields, and a note says so."""
    study = read_document(b'[{"title": "One"}, {"title": "Two"}]', "x", as_document=True)
    assert study.bibliography.title == "One"
    assert any("Further records" in note for note in study.notes)
    lines = read_document(b'{"title": "One"}\n{"title": "Two"}', "x", as_document=True)
    assert any("Further records" in note for note in lines.notes)


@pytest.mark.parametrize(
    ("doi", "expected"),
    [
        ('"https://doi.org/10.5555/ABC.1"', "10.5555/ABC.1"),
        ('"doi:10.5555/abc"', "10.5555/abc"),
        ('"10.5555/abc."', "10.5555/abc"),
        ('"../../etc/passwd"', ""),
        ('"10.5555"', ""),
        ("12", ""),
    ],
)
def test_doi_of_the_record_is_cleaned(doi: str, expected: str) -> None:
    """Resolver prefix and trailing full stop go; what is no DOI is not taken for one."""
    assert expected == read_document(f'{{"title": "T", "doi": {doi}}}'.encode(), "x").bibliography.doi


@pytest.mark.parametrize(
    ("values", "expected"), [({"pmid": "31"}, "31"), ({"pmid": 31}, "31"), ({"pmid": "x'; DROP"}, "")]
)
def test_pmid_is_digits_only(values: dict[str, Any], expected: str) -> None:
    """A PMID is digits; anything else is dropped."""
    assert expected == read_document(json.dumps({"title": "T", **values}).encode(), "x").bibliography.pmid
