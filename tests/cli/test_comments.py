"""The verb `workbench comment`, and comments wherever studies are shown and brought in."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run

STUDY = "sugino2023"


def test_a_comment_is_written_listed_shown_and_taken_away(ran: Run) -> None:
    """Each step says what it did; the list is data."""
    ran("--db", "x.db", "--reviewer", "anna", "demo")
    written = ran(
        "--db", "x.db", "--reviewer", "anna", "comment", STUDY, "Is page 3 meant?", "--about", "1.1"
    )
    assert 0 == written.code
    assert "on 1.1 is kept" in written.err
    (line,) = ran("--db", "x.db", "--reviewer", "anna", "comment", STUDY, "--format", "json").json
    assert (STUDY, "1.1", "Is page 3 meant?", "anna", "") == tuple(
        line[name] for name in ("study", "about", "text", "author", "imported_from")
    )
    assert "T" in line["written_at"]
    told = ran("--db", "x.db", "--reviewer", "anna", "comment", STUDY).out
    assert line["written_at"][:16].replace("T", " ") in told
    assert line["written_at"] not in told
    assert [line] == ran("--db", "x.db", "--reviewer", "anna", "show", STUDY, "--format", "json").json[
        "comments"
    ]
    assert "Is page 3 meant?" in ran("--db", "x.db", "--reviewer", "anna", "show", STUDY).out
    assert [] == ran("--db", "x.db", "--reviewer", "bea", "show", STUDY, "--format", "json").json["comments"]
    assert "Is page 3 meant?" not in ran("--db", "x.db", "--reviewer", "bea", "comment").out
    assert 0 == ran("--db", "x.db", "--reviewer", "anna", "comment", STUDY, "--remove", line["id"]).code
    assert [] == ran("--db", "x.db", "--reviewer", "anna", "comment", "--format", "json").json
    assert 3 == ran("--db", "x.db", "--reviewer", "anna", "comment", "--remove", line["id"]).code


def test_what_contradicts_itself_is_a_usage_error(ran: Run) -> None:
    """Nothing is kept."""
    ran("--db", "x.db", "--reviewer", "anna", "demo")
    for words in (("--remove", "ab", STUDY, "text"), (STUDY, "--about", "1.1"), (STUDY, "x", "--about", "Q")):
        assert 2 == ran("--db", "x.db", "--reviewer", "anna", "comment", *words).code
    assert [] == ran("--db", "x.db", "--reviewer", "anna", "comment", "--format", "json").json


def test_comments_of_a_file_come_in(ran: Run, tmp_path: Path) -> None:
    """The exit code is 1 where a row has no place; a trial keeps nothing."""
    ran("--db", "x.db", "--reviewer", "anna", "demo")
    path = tmp_path / "remarks.csv"
    path.write_text(f"study,about,text,author\n{STUDY},1.2,hm,anna\nnowhere,,x,anna\n", encoding="utf-8")
    tried = ran("--db", "x.db", "--reviewer", "anna", "import", str(path), "--as", "comments", "--dry-run")
    assert (1, True) == (tried.code, "would come in" in tried.out)
    assert [] == ran("--db", "x.db", "--reviewer", "anna", "comment", "--format", "json").json
    assert "line 3" in ran("--db", "x.db", "--reviewer", "anna", "import", str(path), "--as", "comments").out
    (line,) = ran("--db", "x.db", "--reviewer", "anna", "comment", "--format", "json").json
    assert ("hm", "remarks.csv") == (line["text"], line["imported_from"])
    refused = ran(
        "--db", "x.db", "--reviewer", "anna", "import", str(path), "--as", "comments", "--submitted"
    )
    assert 2 == refused.code
