"""Drafts in the settings folder: whose they are, whole or not at all, bounded, and never in the way."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench import entry_drafts
from workbench.entry_drafts import DamagedDraftError, DraftFolder, EntryDraft

NOW = datetime(2026, 11, 26, 14, 2, tzinfo=UTC)


def draft(text: str) -> EntryDraft:
    """A draft of one field."""
    return EntryDraft({"text": text}, {"text": ""}, NOW)


@given(about=st.text(), handle=st.text(), text=st.text())
def test_what_was_written_is_read(about: str, handle: str, text: str) -> None:
    """Whatever handle, entry and text are made of."""
    folder = DraftFolder("review", handle)
    folder.write(about, draft(text))
    assert draft(text) == folder.read(about)


def test_a_handle_has_its_own_drafts() -> None:
    """In each review; capitals make no other handle."""
    DraftFolder("one", "anna").write("note", draft("hers"))
    read = [DraftFolder(*each).read("note") for each in (("one", "ben"), ("two", "anna"), ("one", "Anna"))]
    assert [None, None, draft("hers")] == read


def test_only_the_user_may_read_them() -> None:
    """The file and the folders above it."""
    folder = DraftFolder("review", "anna")
    folder.write("note", draft("words"))
    (file,) = folder.path.iterdir()
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (file, *list(file.parents)[:3])]
    assert [0o600, 0o700, 0o700, 0o700] == modes


@pytest.mark.parametrize("damage", [b"", b"{", b"[1]", b'{"about": "note"}', b"\xff\xfe", b"[" * 100_000])
def test_a_damaged_file_is_put_aside(damage: bytes) -> None:
    """Once: then there is no draft, and the next one can be written."""
    folder = DraftFolder("review", "anna")
    folder.write("note", draft("words"))
    (file,) = folder.path.iterdir()
    file.write_bytes(damage)
    with pytest.raises(DamagedDraftError, match="damaged"):
        folder.read("note")
    assert folder.read("note") is None
    folder.write("note", draft("anew"))
    assert (draft("anew"), damage) == (folder.read("note"), file.with_suffix(".damaged").read_bytes())


def test_a_write_that_fails_leaves_the_draft_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing beside it."""
    folder = DraftFolder("review", "anna")
    folder.write("note", draft("before"))

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        folder.write("note", draft("after"))
    assert (draft("before"), 1) == (folder.read("note"), len(list(folder.path.iterdir())))


def test_a_text_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The draft before it stays."""
    monkeypatch.setattr(entry_drafts, "LARGEST", 200)
    folder = DraftFolder("review", "anna")
    folder.write("note", draft("short"))
    with pytest.raises(ValueError, match="too long"):
        folder.write("note", draft("x" * 200))
    assert draft("short") == folder.read("note")


def test_old_ones_and_the_oldest_of_too_many_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """And remains of a write that was interrupted, a day later."""
    monkeypatch.setattr(entry_drafts, "MOST", 2)
    folder = DraftFolder("review", "anna")
    for days, name in enumerate(["today", "yesterday", "before"]):
        folder.write(name, draft(name))
        age(folder, name, days)
    folder.write("old", draft("old"))
    age(folder, "old", 400)
    rest = folder.path / "rest.new"
    rest.touch()
    os.utime(rest, (NOW.timestamp(), NOW.timestamp()))
    folder.sweep(NOW + timedelta(days=2))
    assert {"today", "yesterday"} == folder.abouts()
    assert not rest.exists()


def age(folder: DraftFolder, about: str, days: int) -> None:
    """Let the file of a draft be some days old."""
    path: Path = folder._file(about)
    moment = (NOW - timedelta(days=days)).timestamp()
    os.utime(path, (moment, moment))


def test_the_drafts_of_a_former_handle_follow() -> None:
    """The same person goes on with them."""
    DraftFolder("review", "anna").write("note", draft("hers"))
    DraftFolder("review", "amara").follow("anna")
    assert (draft("hers"), None) == (
        DraftFolder("review", "amara").read("note"),
        DraftFolder("review", "anna").read("note"),
    )
