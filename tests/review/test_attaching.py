"""Attaching documents to studies that are there already."""

from __future__ import annotations

import pytest

from workbench.errors import UsageError
from workbench.review.appraisals import texts
from workbench.review.documents import attach as attaching
from workbench.review.studies import known_studies

STUDY = "pretend2016"


@pytest.fixture
def supplement(tmp_path):
    """A text that belongs to the case report."""
    path = tmp_path / "more.txt"
    path.write_text("Table S1. The bath water was 37 degrees on every day.\n")
    return path


def test_a_document_is_attached_with_its_kind(anna, supplement) -> None:
    """The study keeps its fields and has one document more."""
    before = known_studies.show_study(anna, STUDY)
    (report,) = attaching.attach(anna, STUDY, [supplement], kind="supplement")
    after = known_studies.show_study(anna, STUDY)
    assert ("added", STUDY) == (report.status, report.study_key)
    assert ["full_text", "supplement"] == [one.kind for one in after.documents]
    assert before.bibliography == after.bibliography
    assert "37 degrees" in texts.texts(anna, STUDY)[1].text


def test_attaching_twice_changes_nothing(anna, supplement) -> None:
    """The same bytes are reported with the study that has them."""
    attaching.attach(anna, STUDY, [supplement])
    (report,) = attaching.attach(anna, "itch", [supplement])
    assert ("duplicate", STUDY) == (report.status, report.study_key)
    assert 1 == len(known_studies.show_study(anna, "itch").documents)


def test_an_unknown_kind_is_refused_with_the_list(anna, supplement) -> None:
    """Nothing is attached."""
    with pytest.raises(UsageError, match="there are abstract, full_text, supplement"):
        attaching.attach(anna, STUDY, [supplement], kind="poem")
    assert 1 == len(known_studies.show_study(anna, STUDY).documents)


@pytest.mark.parametrize(
    ("name", "text", "by"),
    [
        ("a.txt", "Methods in full\n\ndoi: 10.5555/sand.2021.7\n\nMore words of it.\n", "DOI"),
        (
            "b.txt",
            "Warm sand for stiff shoulder [/bold]: matched by propensity score.\n\nIn full.\n",
            "title",
        ),
        ("borresen2021 full.txt", "Nothing in it says whose it is.\n", "name of the file"),
    ],
)
def test_a_file_finds_its_study(anna, tmp_path, name, text, by) -> None:
    """By DOI, by title, at last by a key in its name; the report says which."""
    path = tmp_path / name
    path.write_text(text)
    (report,) = attaching.match(anna, [path])
    assert ("added", "borresen2021") == (report.status, report.study_key)
    assert f"(by {by})" in report.message


def test_a_file_that_matches_no_study_is_named_and_adds_none(anna, tmp_path) -> None:
    """The list of studies stays as it is; the message says how to attach it."""
    path = tmp_path / "other.txt"
    path.write_text("Something else altogether.\n")
    (report,) = attaching.match(anna, [path])
    assert "failed" == report.status
    assert "--to STUDY" in report.message
    assert 5 == len(known_studies.rows(anna))
