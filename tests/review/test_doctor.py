"""What the doctor sees."""

from __future__ import annotations

from pathlib import Path

import pytest

from checklists import list_checklists
from workbench.review.admin import doctor


def statuses(location: str | None, reviewer: str | None = "anna") -> dict[str, str]:
    """Name of each check and its status."""
    return {check.name: check.status for check in doctor.examine(location, reviewer)}


def test_a_sound_review_and_the_built_in_checklists_are_ok(review: str) -> None:
    """Every definition is proved, the review is opened, nothing is a problem."""
    found = statuses(review)
    assert "ok" == found["review"]
    assert ["ok"] * len(list_checklists()) == [
        status for name, status in found.items() if name.startswith("checklist ")
    ]
    assert "problem" not in found.values()


def test_a_missing_review_is_a_warning(tmp_path: Path) -> None:
    """The doctor is also asked before there is a review."""
    assert "warning" == statuses(str(tmp_path / "none.db"))["review"]


def test_a_file_that_is_no_review_is_a_problem(tmp_path: Path) -> None:
    """And it is left as it was."""
    path = tmp_path / "other.db"
    path.write_text("other")
    assert "problem" == statuses(str(path))["review"]
    assert "other" == path.read_text()


def test_another_owner_of_a_package_name_is_warned_of(monkeypatch: pytest.MonkeyPatch) -> None:
    """`store` is a name that others use; the advice is to install the workbench apart."""
    monkeypatch.setattr(
        doctor.metadata, "packages_distributions", lambda: {"store": ["appraisal-workbench", "shopkit"]}
    )
    (check,) = [one for one in doctor.examine(None, "anna") if one.name == "packages"]
    assert "warning" == check.status
    assert "shopkit" in check.message
    assert "pipx" in check.message


def test_an_unknown_reviewer_is_told_how_to_become_known() -> None:
    """The option and the variable are named."""
    (check,) = [one for one in doctor.examine(None, None) if one.name == "reviewer"]
    assert "WORKBENCH_REVIEWER" in check.message
