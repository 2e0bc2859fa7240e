"""The example review."""

from __future__ import annotations

from pathlib import Path

import pytest
from statements import counting

from workbench.errors import WorkbenchError
from workbench.review.admin import demo
from workbench.review.appraisals import texts
from workbench.review.session import create_review, open_review
from workbench.review.studies import known_studies


@pytest.fixture
def example(tmp_path: Path) -> str:
    """The example review, made."""
    location = str(tmp_path / "example.db")
    assert demo.make_example(location)
    return location


def test_the_five_studies_come_with_design_checklist_and_facts(example: str) -> None:
    """Each has the expected checklist and a fact sheet to judge it from."""
    with open_review(example, "anna") as session:
        found = {one.key: one.checklist for one in known_studies.list_studies(session)}
        sheets = [texts.texts(session, key)[0] for key in found]
    assert {
        "baricitinib": "single-arm-covid",
        "exacerbation": "case-series",
        "harada2024": "case-series",
        "sugino2023": "case-report",
        "yamakawa2025": "psm-cohort",
    } == found
    assert ["summary"] * 5 == [sheet.kind for sheet in sheets]
    assert all(len(sheet.text) > 2000 for sheet in sheets)


def test_making_it_twice_leaves_it_alone(example: str) -> None:
    """The second time nothing is made and nothing changes."""
    before = Path(example).read_bytes()
    assert not demo.make_example(example)
    assert before == Path(example).read_bytes()


def test_an_interrupted_making_is_completed(tmp_path: Path) -> None:
    """A review without studies at that place is filled."""
    location = str(tmp_path / "empty.db")
    create_review(location, title="Interrupted").close()
    assert demo.make_example(location)
    with open_review(location) as session:
        assert 5 == len(known_studies.rows(session))


def test_the_example_comes_whole_or_not_at_all(tmp_path: Path) -> None:
    """Studies, outcomes, findings and ratings are written in one transaction."""
    location = str(tmp_path / "empty.db")
    create_review(location, title="Empty").close()
    with counting() as statements:
        assert demo.make_example(location)
    # The other one is the attempt that each opening makes, to see that the file can be written.
    assert 2 == statements.writing


def test_another_file_at_that_place_is_left_alone(tmp_path: Path) -> None:
    """One line says that it is no review."""
    path = tmp_path / "letter.db"
    path.write_text("Dear reader")
    with pytest.raises(WorkbenchError, match=r"letter\.db"):
        demo.make_example(str(path))
    assert "Dear reader" == path.read_text()
