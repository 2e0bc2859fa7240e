"""What a browser uploads is stored under a harmless name, whole or not at all, within bounds."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import UsageError
from workbench.serve import uploads


async def chunks(*parts: bytes) -> AsyncIterator[bytes]:
    """The parts of a file as they come."""
    for part in parts:
        yield part


async def test_a_file_is_stored_and_a_second_of_its_name_takes_its_place(tmp_path: Path) -> None:
    """So that a mended file can be sent again."""
    assert "Résumé (2).md" == await uploads.store(tmp_path, "Re\u0301sume\u0301 (2).md", chunks(b"one"))
    await uploads.store(tmp_path, "Résumé (2).md", chunks(b"t", b"wo"))
    assert ["Résumé (2).md"] == uploads.names_in(tmp_path)
    assert b"two" == (tmp_path / "Résumé (2).md").read_bytes()


@pytest.mark.parametrize(
    "name", ["../up.md", "/etc/passwd", "a\\b", "C:x", "", "..", ".", "a\x1b[2J", "x" * 200]
)
async def test_a_name_that_leads_elsewhere_or_hides_something_is_refused(tmp_path: Path, name: str) -> None:
    """Nothing is stored then."""
    folder = tmp_path / "uploads"
    folder.mkdir()
    with pytest.raises(UsageError, match="rename it"):
        await uploads.store(folder, name, chunks(b"x"))
    assert [folder] == list(tmp_path.iterdir())
    assert [] == list(folder.iterdir())


@given(st.text(max_size=60))
def test_whatever_a_name_is_it_stays_in_the_folder(name: str) -> None:
    """Either it is refused, or it is one plain name."""
    try:
        stored = uploads.uploaded_name(name)
    except UsageError:
        return
    assert Path("/folder") == (Path("/folder") / stored).parent
    assert ".." != stored


async def test_what_is_too_large_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither half a file nor the end of the earlier one."""
    await uploads.store(tmp_path, "a.md", chunks(b"kept"))
    monkeypatch.setattr(uploads, "LARGEST", 5)
    with pytest.raises(UsageError, match=r"a\.md is too large"):
        await uploads.store(tmp_path, "a.md", chunks(b"abc", b"def"))
    assert b"kept" == (tmp_path / "a.md").read_bytes()
    monkeypatch.setattr(uploads, "MOST_BYTES", 6)
    with pytest.raises(UsageError, match="in all"):
        await uploads.store(tmp_path, "b.md", chunks(b"abc"))
    monkeypatch.setattr(uploads, "MOST_FILES", 1)
    with pytest.raises(UsageError, match="1 file here already"):
        await uploads.store(tmp_path, "b.md", chunks(b"a"))
    assert ["a.md"] == [path.name for path in tmp_path.iterdir()]
