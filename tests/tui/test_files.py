"""Files that a user names: paths on the own machine, names of uploads and downloads in a browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZipFile

import pytest
from textual.widgets import Input

import workbench.tui
from workbench.errors import NotFoundError, UsageError
from workbench.output.made_files import MadeFiles
from workbench.served import FILES
from workbench.tui.files import BrowserFiles, OwnFiles

SENT = dict[str, bytes]


@pytest.fixture
def sent() -> SENT:
    """What the browser got, by name."""
    return {}


@pytest.fixture
def files(tmp_path: Path, sent: SENT, monkeypatch: pytest.MonkeyPatch) -> BrowserFiles:
    """The files of a reviewer who uploaded two, in a process that works in the folder of them."""
    (tmp_path / "uploads").mkdir()
    for name in ("heart.md", "healing.md"):
        (tmp_path / "uploads" / name).write_text(name)
    monkeypatch.chdir(tmp_path)

    def deliver(file: BinaryIO, name: str) -> None:
        with file:
            sent[name] = file.read()

    return BrowserFiles(tmp_path, deliver)


def test_on_the_own_machine_a_path_is_a_path(tmp_path: Path) -> None:
    """With the user's folder for a tilde, and without the blanks of a careless paste."""
    own = OwnFiles()
    assert Path("~/a.md").expanduser() == own.source(" ~/a.md ")
    with own.written(str(tmp_path / "out")) as path:
        assert tmp_path / "out" == path
    assert "A path" == own.hint("A path", writes=False)


def test_in_a_browser_a_file_is_named_as_it_was_uploaded(files: BrowserFiles) -> None:
    """Or all of them with a star; what is shown of the folder is that it holds uploads."""
    assert Path("uploads/heart.md") == files.source(" heart.md ")
    assert Path("uploads") == files.source("*")
    assert "hea" == files.complete("h", writes=False).text
    assert "heart.md" == files.complete("hear", writes=False).text
    assert "healing.md, heart.md" in files.hint("A path", writes=False)


@pytest.mark.parametrize(
    "typed",
    [
        "/etc/passwd",
        "../secret.db",
        "uploads/heart.md",
        "~/review.db",
        "",
        ".",
        "..",
        "heart.md/..",
        "HEART.MD",
    ],
)
def test_in_a_browser_nothing_else_can_be_read(files: BrowserFiles, tmp_path: Path, typed: str) -> None:
    """Whether there is such a file on the server or not."""
    (tmp_path / "secret.db").write_text("secret")
    with pytest.raises(NotFoundError, match="Upload files"):
        files.source(typed)


def test_what_is_written_goes_to_the_browser_and_leaves_nothing(
    files: BrowserFiles, tmp_path: Path, sent: SENT
) -> None:
    """Also where writing fails half way."""
    with files.written(" anna.seals ") as path:
        path.write_text("seals")
    assert {"anna.seals": b"seals"} == sent

    def fail() -> None:
        with files.written("two") as path:
            path.write_text("half")
            raise OSError("full")

    with pytest.raises(OSError, match="full"):
        fail()
    assert ["anna.seals"] == list(sent)
    assert ["uploads"] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.parametrize("typed", ["../up", "/tmp/x", "a/b", "", ".", "a\x1b[2J", "~"[:0] + "a\\b"])
def test_in_a_browser_nothing_is_written_elsewhere(files: BrowserFiles, typed: str) -> None:
    """A name with a folder in it is refused before anything is written."""
    with pytest.raises(UsageError, match="without a folder"), files.written(typed):
        pytest.fail("there is a path")


def test_one_made_file_goes_to_the_browser_as_it_is_and_several_as_an_archive(
    files: BrowserFiles, tmp_path: Path, sent: SENT
) -> None:
    """With captions and notes in it; nothing is left on the server, and no name leads elsewhere."""
    assert ("lights.csv",) == files.give(MadeFiles({"lights.csv": "a,b"}))
    assert ("lights-a.zip",) == files.give(MadeFiles({"lights-a.svg": b"<svg/>"}, {"lights-a.txt": "A."}))
    assert b"a,b" == sent["lights.csv"]
    with ZipFile(BytesIO(sent["lights-a.zip"])) as archive:
        assert ["lights-a.svg", "lights-a.txt"] == archive.namelist()
    assert ["uploads"] == [path.name for path in tmp_path.iterdir()]
    with pytest.raises(UsageError, match="without a folder"):
        files.place("../lights.csv")


async def test_a_served_reviewer_saves_a_table_without_a_path(
    opened: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A path is refused, no command is named, and nothing stays on the server."""
    folder = tmp_path / "anna"
    (folder / "uploads").mkdir(parents=True)
    monkeypatch.setenv(FILES, str(folder))
    monkeypatch.chdir(folder)
    sent: SENT = {}
    async with opened() as driver:
        driver.app.files._deliver = lambda file, name: sent.update({name: file.read()})
        await driver.until_shown("all saved")
        await driver.press("ctrl+s")
        await driver.until_shown("Save a file", "5 rows")
        assert "The same" not in driver.text
        await driver.press("enter", "4")
        await driver.until_shown("Save: ", "●CSV")
        field = driver.app.screen.query_one("#field-path", Input)
        field.value = "../up.csv"
        await driver.press("ctrl+s")
        await driver.until_shown("give a name without a folder")
        field.value = "facts.csv"
        await driver.press("ctrl+s")
        await driver.until_shown("Wrote facts.csv")
        assert str(folder) not in driver.text
    assert sent["facts.csv"].startswith(b"study,title,")
    assert ["uploads"] == [path.name for path in folder.iterdir()]


def test_no_screen_makes_a_path_of_what_was_typed_by_itself() -> None:
    """Otherwise a path on the server could be typed there."""
    room = Path(workbench.tui.__file__).parent
    allowed = {
        "files.py",
        "dialogs/path_completion.py",
        "reading_memory.py",
        "screens/studies/backup_prompt.py",
    }
    found = {
        path.relative_to(room).as_posix()
        for path in room.rglob("*.py")
        if re.search(r"expanduser|\bPath\(|(?<![.\w])(?<!def )open\(", path.read_text(encoding="utf-8"))
    }
    assert allowed >= found


async def test_served_dialogs_offer_uploads_and_refuse_paths(
    opened: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The question for a document names what is there; a path of the server is as good as nothing."""
    folder = tmp_path / "anna"
    (folder / "uploads").mkdir(parents=True)
    (folder / "uploads" / "oats.md").write_text("# Oat baths\n\nA 58-year-old man bathed in oats.\n")
    monkeypatch.setenv(FILES, str(folder))
    monkeypatch.chdir(folder)
    async with opened() as driver:
        await driver.until_shown("all saved")
        await driver.press("a")
        await driver.until_shown("Uploaded: oats.md", "tab completes the name")
        await driver.type("/etc/hosts")
        await driver.press("enter")
        await driver.until_shown("no file '/etc/hosts' is uploaded")
        await driver.press(*["backspace"] * 10)
        await driver.type("oa")
        await driver.press("tab")
        await driver.press("enter")
        await driver.until_shown("What became of each file", "added")
        assert str(folder) not in driver.text


async def test_a_served_reviewer_makes_no_backup_and_stays_who_they_are(
    opened: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy would hold what is hidden, and the link settled the handle."""
    monkeypatch.setenv(FILES, str(tmp_path))
    async with opened() as driver:
        await driver.until_shown("all saved")
        await driver.press("B")
        await driver.until_shown("holds everybody's work")
        await driver.press("W")
        await driver.until_shown("settled by the link")
