"""What is remembered for a user, and what names the review and the reviewer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from workbench import config
from workbench.paths import settings_path, shown_location


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user without settings, and no variables that would name a review or a reviewer."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setattr(
        "workbench.config.settings_path", lambda: tmp_path / "appraisal-workbench" / "settings.json"
    )
    for name in ("WORKBENCH_DB", "WORKBENCH_REVIEWER"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "appraisal-workbench"


def test_a_handle_is_remembered_for_later_runs() -> None:
    """Nobody is known at first; afterwards the last handle given is."""
    assert None is config.remembered_reviewer()
    assert config.remember_reviewer(" ana ")
    assert config.remember_reviewer("ben")
    assert "ben" == config.remembered_reviewer()


def test_other_settings_stay_when_one_is_kept(home: Path) -> None:
    """Remembering writes one setting and leaves no temporary file behind."""
    config.remember("theme", "dark")
    config.remember_reviewer("ana")
    values = dict(config.read_settings().values)
    assert values.pop(config.MADE_BY)
    assert {"theme": "dark", "reviewer": "ana"} == values
    assert ["settings.json"] == [path.name for path in home.iterdir()]


@pytest.mark.parametrize("content", [b"{", b"[1]", b"\xff\xfe", b"", b"[" * 100_000, b"null"])
def test_broken_settings_count_as_absent_with_a_note(home: Path, content: bytes) -> None:
    """No content of the settings file can stop a session."""
    home.mkdir()
    (home / "settings.json").write_bytes(content)
    assert None is config.remembered_reviewer()
    assert "going on without" in config.read_settings().note


def test_broken_settings_are_set_aside_rather_than_overwritten(home: Path) -> None:
    """What somebody wrote by hand can be looked at afterwards."""
    home.mkdir()
    (home / "settings.json").write_text('{"reviewer": "ana",}')
    assert config.remember_reviewer("ben")
    assert '{"reviewer": "ana",}' == (home / "settings.json.broken").read_text()
    assert {"reviewer": "ben"} == json.loads((home / "settings.json").read_text())


def test_values_of_another_type_are_passed_over(home: Path) -> None:
    """A handle that is a number in the file is no handle."""
    home.mkdir()
    (home / "settings.json").write_text('{"reviewer": 7}')
    assert None is config.remembered_reviewer()


def test_settings_that_cannot_be_written_are_reported_and_stop_nothing(home: Path) -> None:
    """A file stands where the folder should be."""
    home.write_text("in the way")
    assert not config.remember_reviewer("ana")
    assert None is config.remembered_reviewer()


def test_the_option_comes_before_the_variable_and_that_before_what_is_remembered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The nearer to the command, the stronger; blank names nobody."""
    config.remember_reviewer("remembered")
    assert "remembered" == config.reviewer_handle(None)
    monkeypatch.setenv("WORKBENCH_REVIEWER", "  ")
    assert "remembered" == config.reviewer_handle("")
    monkeypatch.setenv("WORKBENCH_REVIEWER", "variable")
    assert "variable" == config.reviewer_handle(None)
    assert "option" == config.reviewer_handle(" option ")


def test_the_review_is_the_option_the_variable_or_the_one_in_this_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without a word it is review.db here."""
    assert "review.db" == config.review_location(None)
    monkeypatch.setenv("WORKBENCH_DB", "other.db")
    assert "other.db" == config.review_location(None)
    assert "mine.db" == config.review_location("mine.db")


def test_settings_lie_under_the_users_configuration_folder() -> None:
    """The folder carries the name of the distribution."""
    assert ("appraisal-workbench", "settings.json") == settings_path().parts[-2:]


def test_a_password_is_never_shown() -> None:
    """Only the password of a URL is masked."""
    assert "postgresql+psycopg://me:***@host:5432/r" == shown_location(
        "postgresql+psycopg://me:s3cr:t@host:5432/r"
    )
    assert "postgresql://host/r" == shown_location("postgresql://host/r")
    assert "folder/a:b@c.db" == shown_location("folder/a:b@c.db")
