"""Read and write the files that a user names: on this machine, or through the browser where it is served.

Every dialog that asks for a file goes through here, so that under `workbench serve` no path on the server can
be typed.
"""

from __future__ import annotations

import tempfile
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from workbench.errors import NotFoundError, UsageError
from workbench.served import UPLOADS, is_plain_name
from workbench.tui.dialogs.path_completion import Completion, complete, complete_name

if TYPE_CHECKING:
    from textual.app import App

    from workbench.output.made_files import MadeFiles

ALL = "*"
"""Stands for all uploaded files, where several can be read at once."""
_MOST_NAMED = 6

Deliver = Callable[[BinaryIO, str], object]
"""Hands an open file to the browser under a name; closes it when it is sent."""


class UserFiles(ABC):
    """Find what a user names in dialogs.

    Attributes:
        word: what the user types there.
    """

    word: str
    has_shell: bool
    """True where the user can run commands beside the screens."""

    @abstractmethod
    def complete(self, text: str, *, writes: bool) -> Completion:
        """Complete what is typed as far as only one name is possible."""

    @abstractmethod
    def hint(self, here: str, *, writes: bool) -> str:
        """Return what is said beside the field; `here` is what is said on the user's own machine."""

    @abstractmethod
    def source(self, text: str) -> Path:
        """Return the file, or folder, to read.

        Raises:
            WorkbenchError: no such file can be meant.
        """

    @abstractmethod
    def written(self, text: str) -> AbstractContextManager[Path]:
        """Give a `with` statement the path to write to; where the block ends well, the user has the file.

        Raises:
            WorkbenchError: no file can be called so.
        """

    @abstractmethod
    def place(self, text: str) -> Path:
        """Return the path after which files are named that are made for the user.

        Raises:
            UsageError: no file can be called so, or there is no such folder.
        """

    @abstractmethod
    def standing(self, place: Path) -> str:
        """Say that something stands at a place; empty where nothing does."""

    @abstractmethod
    def replaced(self, made: MadeFiles) -> tuple[str, ...]:
        """Return the paths of what would be replaced."""

    @abstractmethod
    def give(self, made: MadeFiles) -> tuple[str, ...]:
        """Put files where the user has them, and return what they are called there.

        Raises:
            WorkbenchError: they cannot be written.
        """


class OwnFiles(UserFiles):
    """The files of the machine that the user sits at."""

    word = "path"
    has_shell = True

    def complete(self, text: str, *, writes: bool) -> Completion:
        """Complete a path."""
        return complete(text)

    def hint(self, here: str, *, writes: bool) -> str:
        """Return the words as they are."""
        return here

    def source(self, text: str) -> Path:
        """Return the path that was typed; `~` is the user's own folder."""
        return Path(text.strip()).expanduser()

    @contextmanager
    def written(self, text: str) -> Iterator[Path]:
        """Give the path that was typed."""
        yield self.source(text)

    def place(self, text: str) -> Path:
        """Return the path that was typed."""
        place = self.source(text)
        if not text.strip():
            raise UsageError("Name the file to write.")
        if not place.absolute().parent.is_dir():
            raise UsageError(f"There is no folder {place.absolute().parent}: make it first, or name another.")
        return place

    def standing(self, place: Path) -> str:
        """Say since when a file or folder of that name is there."""
        try:
            changed = datetime.fromtimestamp(place.stat().st_mtime).astimezone()
        except (OSError, ValueError):
            return ""
        what = "folder" if place.is_dir() else "file"
        since = f"{changed:%Y-%m-%d %H:%M}"
        return f"A {what} of that name is there, of {since}; you are asked before it is replaced."

    def replaced(self, made: MadeFiles) -> tuple[str, ...]:
        """Return the paths at which something is now."""
        return made.replaced

    def give(self, made: MadeFiles) -> tuple[str, ...]:
        """Write the files to their paths."""
        made.write()
        return made.paths


class BrowserFiles(UserFiles):
    """The files that the browser sent to this reviewer's folder on the server, and those that it is given.

    Args:
        folder: the reviewer's own; the process works in it, so that what names a file shows no more of it.
        deliver: hands a file to the browser.
    """

    word = "name"
    has_shell = False

    def __init__(self, folder: Path, deliver: Deliver) -> None:
        self._folder = folder
        self._deliver = deliver

    @property
    def names(self) -> list[str]:
        """Return the names of what was uploaded, by name."""
        with suppress(OSError):
            return sorted(
                path.name for path in (self._folder / UPLOADS).iterdir() if is_plain_name(path.name)
            )
        return []

    def complete(self, text: str, *, writes: bool) -> Completion:
        """Complete the name of an uploaded file; the name of a file to make is the user's own."""
        return Completion(text) if writes else complete_name(text, self.names)

    def hint(self, here: str, *, writes: bool) -> str:
        """Return what can be named here instead of a path."""
        if writes:
            return "The name under which your browser saves the file"
        names = self.names
        if not names:
            return "Nothing is uploaded yet: `Upload files` above, or drop files on this page"
        more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
        return f"Uploaded: {', '.join(names[:_MOST_NAMED])}{more}; {ALL} stands for all of them"

    def source(self, text: str) -> Path:
        """Return the path of an uploaded file.

        Raises:
            NotFoundError: none is called so.
        """
        name = text.strip()
        if name == ALL and self.names:
            return Path(UPLOADS)
        if name not in self.names:
            raise NotFoundError(f"no file {name!r} is uploaded: `Upload files` above this page sends one")
        return Path(UPLOADS) / name

    @contextmanager
    def written(self, text: str) -> Iterator[Path]:
        """Give a path in a folder of its own; then the file is sent to the browser and taken away here.

        Raises:
            UsageError: no file can be called so.
        """
        name = text.strip()
        if not is_plain_name(name):
            raise UsageError("give a name without a folder: your browser decides where the file goes")
        with tempfile.TemporaryDirectory(dir=self._folder) as folder:
            path = Path(folder) / name
            yield path
            # On Linux and macOS an open file can be read on after its name is gone.
            self._deliver(path.open("rb"), name)

    def place(self, text: str) -> Path:
        """Return the name that was typed."""
        name = text.strip()
        if not is_plain_name(name):
            raise UsageError("give a name without a folder: your browser decides where the file goes")
        return Path(name)

    def standing(self, place: Path) -> str:
        """Say nothing: the browser replaces no file."""
        return ""

    def replaced(self, made: MadeFiles) -> tuple[str, ...]:
        """Return nothing: the browser replaces no file."""
        return ()

    def give(self, made: MadeFiles) -> tuple[str, ...]:
        """Send a file to the browser; several, with what stands beside them, as one archive.

        An archive that the workbench itself reads goes alone: in another one it could not be imported. What
        it lacks was told before.
        """
        files = {Path(path).name if made.folder is None else path: data for path, data in made.files.items()}
        if not (len(files) == 1 and next(iter(files)).endswith(".zip")):
            files |= {Path(path).name: data for path, data in made.beside.items()}
        if len(files) == 1:
            (name,) = files
            self._send(name, files[name])
            return (name,)
        name = f"{Path(made.paths[0]).stem}.zip"
        archive = BytesIO()
        with ZipFile(archive, "w", ZIP_DEFLATED) as packed:
            for path, data in files.items():
                packed.writestr(path, data)
        self._send(name, archive.getvalue())
        return (name,)

    def _send(self, name: str, data: bytes | str) -> None:
        self._deliver(BytesIO(data.encode() if isinstance(data, str) else data), name)


_OWN = OwnFiles()


def files_of(app: App[Any]) -> UserFiles:
    """Return the files of whoever uses an application."""
    found = getattr(app, "files", _OWN)
    assert isinstance(found, UserFiles)
    return found
