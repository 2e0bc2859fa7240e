"""Writing a file: all of it or nothing, and nothing left lying about."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.errors import UsageError, WorkbenchError
from workbench.output.atomic_files import suffix_of, write_file, write_files


def names_in(folder: Path) -> list[str]:
    """What is in a folder."""
    return sorted(one.name for one in folder.iterdir())


def test_a_file_is_written_and_replaced(tmp_path: Path) -> None:
    """Writing twice leaves what was written last, and nothing beside it."""
    target = tmp_path / "out.html"
    write_file(target, "one")
    write_file(target, "zwei – 2")
    assert ("zwei – 2", ["out.html"]) == (target.read_text("utf-8"), names_in(tmp_path))


@pytest.mark.parametrize("trouble", [KeyboardInterrupt(), OSError(28, "No space left on device")])
def test_an_interrupted_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: BaseException
) -> None:
    """Ctrl+C or a full disk in the middle leaves the old file whole and no partial one."""
    target = tmp_path / "out.html"
    target.write_text("old")

    def fail(_: int) -> None:
        raise trouble

    monkeypatch.setattr("workbench.output.atomic_files.os.fsync", fail)
    with pytest.raises((KeyboardInterrupt, WorkbenchError)) as caught:
        write_file(target, "new")
    assert ("old", ["out.html"]) == (target.read_text(), names_in(tmp_path))
    if isinstance(trouble, OSError):
        expected = f"{target} cannot be written: No space left on device; nothing was changed there"
        assert expected == str(caught.value)


def test_of_several_files_none_is_replaced_before_all_are_written(tmp_path: Path) -> None:
    """Where the second cannot be written, the first stays as it was."""
    first = tmp_path / "first.svg"
    first.write_text("old")
    with pytest.raises(WorkbenchError):
        write_files({str(first): b"new", str(tmp_path / "missing" / "second.svg"): b"new"})
    assert ("old", ["first.svg"]) == (first.read_text(), names_in(tmp_path))


def test_a_folder_is_no_target(tmp_path: Path) -> None:
    """A folder is refused in one line."""
    with pytest.raises(UsageError, match="is a folder"):
        write_file(tmp_path, "x")


def test_a_link_keeps_pointing_to_its_file(tmp_path: Path) -> None:
    """What a link points to is replaced, not the link."""
    real, link = tmp_path / "real.html", tmp_path / "link.html"
    real.write_text("old")
    link.symlink_to(real)
    write_file(link, "new")
    assert (True, "new") == (link.is_symlink(), real.read_text())


def test_permissions_stay(tmp_path: Path) -> None:
    """A private file stays private."""
    target = tmp_path / "out.html"
    target.write_text("old")
    target.chmod(0o600)
    write_file(target, "new")
    assert 0o600 == target.stat().st_mode & 0o777


@pytest.mark.parametrize("name", ["figure.gif", "figure", ".svg"])
def test_an_unknown_suffix_names_those_that_are_known(name: str) -> None:
    """The message says what can be written."""
    with pytest.raises(UsageError, match=r"choose one of \.svg, \.pdf"):
        suffix_of(name, ("svg", "pdf"))
