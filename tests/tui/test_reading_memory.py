"""Where a reviewer stood is remembered beside the settings, and a broken memory stops nobody."""

from __future__ import annotations

from workbench.paths import settings_path
from workbench.tui.reading_memory import MOST, StudyPlace, keep_place, last_study, read_place

PLACE = StudyPlace(document="d1", item="1.2", result="death", tops={"d1": 40})


def test_a_place_is_kept_for_each_review_and_reviewer() -> None:
    """Nobody else's place is taken for one's own."""
    keep_place("a.db", "anna", "ono2021", PLACE)
    assert PLACE == read_place("a.db", "Anna", "ono2021")
    for location, reviewer, study in (
        ("b.db", "anna", "ono2021"),
        ("a.db", "bea", "ono2021"),
        ("a.db", "anna", "ito2020"),
    ):
        assert StudyPlace() == read_place(location, reviewer, study)


def test_the_study_that_was_left_last_is_known() -> None:
    """Of each review and reviewer; a study that was left again counts anew."""
    assert last_study("a.db", "anna") is None
    for study in ("ono2021", "ito2020", "ono2021"):
        keep_place("a.db", "anna", study, PLACE)
    assert "ono2021" == last_study("a.db", "anna")
    assert last_study("a.db", "bea") is None


async def test_the_list_begins_with_the_study_that_was_left_last(opened) -> None:
    """Where it is there no more, with the first."""
    async with opened() as driver:
        await driver.until(lambda: driver.app.screen.query_one("#list").progress, "the list is there")
        await driver.press("down", "down", "enter")
        await driver.until(lambda: getattr(driver.app.screen, "is_ready", False), "a study is open")
        left = driver.app.screen.study
        await driver.press("escape")
        await driver.until_shown("5 studies")
    async with opened() as driver:
        await driver.until(lambda: driver.app.screen.query_one("#list").progress, "the list is there")
        assert left == driver.app.screen.current.key


def test_what_cannot_be_read_counts_as_absent() -> None:
    """A damaged file, and values of another kind."""
    keep_place("a.db", "anna", "ono2021", PLACE)
    (path,) = (settings_path().parent / "reading").glob("*.json")
    path.write_text('{"ono2021": {"document": 3, "tops": {"d1": "x", "d2": -1, "d3": 7}}}')
    assert StudyPlace(tops={"d3": 7}) == read_place("a.db", "anna", "ono2021")
    path.write_text("{")
    assert StudyPlace() == read_place("a.db", "anna", "ono2021")


def test_the_studies_left_longest_ago_are_forgotten() -> None:
    """The file stays small."""
    for number in range(MOST + 1):
        keep_place("a.db", "anna", f"study{number}", PLACE)
    assert StudyPlace() == read_place("a.db", "anna", "study0")
    assert PLACE == read_place("a.db", "anna", "study1")


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path, monkeypatch) -> None:
    """The place is not kept, and nothing is said."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "file"))
    keep_place("a.db", "anna", "ono2021", PLACE)
    assert StudyPlace() == read_place("a.db", "anna", "ono2021")
