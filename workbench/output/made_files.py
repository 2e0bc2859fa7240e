"""Hold files that were made and not written yet, so that it can be asked first what they would replace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from workbench.output.atomic_files import write_files
from workbench.output.folders import Kind, write_folder


@dataclass(frozen=True, slots=True)
class MadeFiles:
    """Files in memory, and what to say of them.

    Attributes:
        files: text or bytes by path; of a folder by the path in it.
        beside: captions and notes, by path; they are written with the files, and nobody asks for them.
        said: what whoever reads the files must know, a sentence each.
        folder: the kind of folder that the files make; None: they make none.
        target: the folder.
    """

    files: Mapping[str, bytes | str]
    beside: Mapping[str, bytes | str] = field(default_factory=dict)
    said: tuple[str, ...] = ()
    folder: Kind | None = None
    target: str = ""

    @property
    def paths(self) -> tuple[str, ...]:
        """Return the paths of what was asked for."""
        return (self.target,) if self.folder is not None else tuple(self.files)

    @property
    def replaced(self) -> tuple[str, ...]:
        """Return the paths, captions and notes among them, at which something is now; no empty folder."""
        return tuple(path for path in (*self.paths, *self.beside) if _is_taken(Path(path)))

    def write(self) -> None:
        """Put all files in their places.

        Raises:
            ConflictError: something is there that is not of the kind of the folder.
            WorkbenchError: they cannot be written; what was there is as it was.
        """
        if self.folder is None:
            write_files({**self.files, **self.beside})
            return
        data = {name: each.encode() if isinstance(each, str) else each for name, each in self.files.items()}
        write_folder(self.target, data, self.folder)
        write_files(self.beside)


def _is_taken(path: Path) -> bool:
    if path.is_dir():
        return any(path.iterdir())
    return path.exists() or path.is_symlink()
