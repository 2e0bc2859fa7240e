"""Read and write the files that a user names: on this machine, or through the browser where it is served.

Every dialog that asks for a file goes through here, so that under `workbench serve` no path on the server can
be typed.
"""

from __future__ import annotations

import tempfile
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from workbench.errors import NotFoundError, UsageError
from workbench.served import UPLOADS, is_plain_name
from workbench.tui.dialogs.path_completion import Completion, complete, complete_name

if TYPE_CHECKING:
    from textual.app import App

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


class OwnFiles(UserFiles):
    """The files of the machine that the user sits at."""

    word = "path"

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


class BrowserFiles(UserFiles):
    """The files that the browser sent to this reviewer's folder on the server, and those that it is given.

    Args:
        folder: the reviewer's own; the process works in it, so that what names a file shows no more of it.
        deliver: hands a file to the browser.
    """

    word = "name"

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


_OWN = OwnFiles()


def files_of(app: App[Any]) -> UserFiles:
    """Return the files of whoever uses an application."""
    found = getattr(app, "files", _OWN)
    assert isinstance(found, UserFiles)
    return found
