"""Marks in the settings folder: whose they are, whole or not at all, and never in the way."""

from __future__ import annotations

import stat
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from workbench.reading_marks import MarkFolder, ReadingMark

DOCUMENT, OTHER = str(uuid4()), str(uuid4())


def made(text: str = "the words", *, document: str = DOCUMENT, start: int = 3, note: str = "") -> ReadingMark:
    """A mark that no folder has yet."""
    return ReadingMark(
        uuid4().hex, document, start, start + len(text), text, note, datetime(2026, 11, 27, 6, 0, tzinfo=UTC)
    )


@pytest.mark.parametrize("text", ["words", "[bold] \x1b[31m ‮ 漢", "half a pair \ud800", "two\nlines"])
def test_what_was_written_is_read(text: str) -> None:
    """Whatever words and note are made of."""
    folder, mark = MarkFolder("review", "anna/../../x"), made(text, note=text)
    folder.write(mark)
    assert (mark,) == folder.read([DOCUMENT]).marks
    assert (mark,) == folder.read().marks
    assert () == folder.read([OTHER]).marks


def test_a_handle_has_its_own_marks() -> None:
    """In each review; capitals make no other handle."""
    MarkFolder("one", "anna").write(made())
    assert [0, 0, 1] == [
        len(MarkFolder(*each).read().marks) for each in (("one", "ben"), ("two", "anna"), ("one", "Anna"))
    ]


def test_only_the_user_may_read_them() -> None:
    """The file and the folders above it."""
    folder = MarkFolder("review", "anna")
    folder.write(made())
    (file,) = folder.path.glob("*/*.json")
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (file, *list(file.parents)[:4])]
    assert [0o600, 0o700, 0o700, 0o700, 0o700] == modes


def test_marks_stand_in_the_order_of_the_text_and_can_be_taken_away() -> None:
    """A mark that is gone already is no trouble."""
    folder, first, second = MarkFolder("review", "anna"), made(start=1), made(start=9)
    for mark in (second, first):
        folder.write(mark)
    assert (first, second) == folder.read([DOCUMENT]).marks
    folder.remove(first)
    folder.remove(first)
    assert (second,) == folder.read([DOCUMENT]).marks


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"[1]", b"{}", b"\xff\xfe", b"[" * 100_000, b'{"document": "x", "start": 1, "end": 2}'],
)
def test_a_damaged_file_is_put_aside_and_the_others_are_read(damage: bytes) -> None:
    """Its path is told once."""
    folder, mark, other = MarkFolder("review", "anna"), made(start=1), made(start=9)
    folder.write(mark)
    folder.write(other)
    (file,) = folder.path.glob(f"*/{mark.id}.json")
    file.write_bytes(damage)
    read = folder.read([DOCUMENT])
    assert (other,) == read.marks
    (aside,) = read.put_aside
    assert damage == file.with_suffix(".damaged").read_bytes()
    assert aside == str(file.with_suffix(".damaged"))
    assert () == folder.read([DOCUMENT]).put_aside


def test_a_file_under_a_name_that_is_no_id_is_put_aside() -> None:
    """Nothing that was copied there by hand can stop the screens."""
    folder, mark = MarkFolder("review", "anna"), made()
    folder.write(mark)
    (file,) = folder.path.glob("*/*.json")
    file.rename(file.with_name("copy.json"))
    read = folder.read()
    assert ((), 1) == (read.marks, len(read.put_aside))


def test_a_renamed_reviewer_takes_the_marks_along() -> None:
    """What lies under the new handle already stays."""
    before, after = made(start=1), made(start=9)
    MarkFolder("review", "anna").write(before)
    MarkFolder("review", "anna.k").write(after)
    MarkFolder("review", "anna.k").follow("anna")
    assert (before, after) == MarkFolder("review", "anna.k").read().marks
    assert () == MarkFolder("review", "anna").read().marks
