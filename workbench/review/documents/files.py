"""Find the files that are to be added, and read them."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from workbench.intake import (
    MAX_PDF_BYTES,
    IntakeError,
    PdfChild,
    StudyText,
    read_document,
    read_documents,
)


def files_of(paths: Iterable[str | Path]) -> Iterator[Path]:
    """Yield the files meant by some paths: a folder stands for the files directly in it, by name."""
    for path in map(Path, paths):
        inside = [entry for entry in _entries(path) if not _why_left_out(path, entry)]
        if inside:
            yield from inside
        else:
            yield path


def left_out(paths: Iterable[str | Path]) -> Iterator[tuple[Path, str]]:
    """Yield what folders among the paths hold besides the files that `files_of` yields, and why."""
    for folder in map(Path, paths):
        for entry in _entries(folder):
            if why := _why_left_out(folder, entry):
                yield entry, why


def _entries(folder: Path) -> list[Path]:
    """Return what is directly in a folder, by name; nothing for what is no folder or cannot be read."""
    try:
        return sorted(folder.iterdir()) if folder.is_dir() else []
    except OSError:
        return []


def _why_left_out(folder: Path, entry: Path) -> str:
    """Say why an entry of a folder is not added; empty for a file that is in the folder itself."""
    try:
        if entry.is_dir():
            return "a folder in the folder: add it by itself"
        if entry.is_symlink() and not entry.exists():
            return "a link whose target is missing"
        if entry.is_symlink() and not entry.resolve().is_relative_to(folder.resolve()):
            return f"a link out of the folder, to {entry.resolve()}: add that file by itself"
        return "" if entry.is_file() else "no regular file"
    except (OSError, RuntimeError):
        return "a link that leads to itself"


def read_bytes(path: Path) -> bytes:
    """Read the bytes of a regular file.

    Pipes and devices are refused before they are opened: reading one might never end.

    Raises:
        IntakeError: it cannot be read, is no regular file, or is too large; one line that says why.
    """
    try:
        information = path.stat()
        if stat.S_ISDIR(information.st_mode):
            raise IntakeError("this folder holds no files")
        if not stat.S_ISREG(information.st_mode):
            raise IntakeError("not a regular file")
        # The largest of the limits; the readers of other forms have smaller ones of their own.
        if information.st_size > MAX_PDF_BYTES:
            raise IntakeError(f"larger than {MAX_PDF_BYTES // 1_000_000} MB: give the article only")
        return path.read_bytes()
    except IntakeError:
        raise
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise IntakeError(f"cannot be read: {reason}") from error


class FileReader:
    """A reader of the files of one batch; PDFs are read in a process that ends with the batch."""

    def __init__(self) -> None:
        self._child = PdfChild()

    def documents(self, data: bytes, name: str, *, as_document: bool = False) -> list[StudyText]:
        """Read the documents of a file, which is one but for XML of several articles.

        Args:
            data: the file's bytes.
            name: the file's name.
            as_document: take a text that seems to hold several records as one document.

        Raises:
            IntakeError: it cannot be read; one line that says why.
        """
        return read_documents(data, name, extract_pdf=self._child.extract, as_document=as_document)

    def document(self, data: bytes, name: str, *, as_document: bool = False) -> StudyText:
        """Read a file that holds one document; for arguments and errors see `documents`."""
        return read_document(data, name, extract_pdf=self._child.extract, as_document=as_document)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._child.close()
