"""Write a file beside its place and then rename it, so that what was there stays whole.

An interruption, a full disk or a fault while writing leaves the old file as it was, and no partial one.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from store.drafts import clear_abandoned, draft_beside
from workbench.errors import UsageError, WorkbenchError


def suffix_of(path: str | Path, known: Sequence[str]) -> str:
    """Return the suffix of a file to write, in lower case and without its dot.

    Args:
        path: the file.
        known: what can be written, such as ``("svg", "pdf")``.

    Raises:
        UsageError: it is none of these.

    >>> suffix_of("out/Figure.PDF", ("svg", "pdf"))
    'pdf'
    """
    suffix = Path(path).suffix.lower().removeprefix(".")
    if suffix in known:
        return suffix
    choice = ", ".join(f".{ending}" for ending in known)
    what = f"the suffix .{suffix}" if suffix else f"a file without a suffix ({Path(path).name or path})"
    raise UsageError(f"{what} is not known here: choose one of {choice}")


def write_file(path: str | Path, data: bytes | str) -> None:
    """Put data in a file, in place of what was there, all of it or nothing.

    Args:
        path: the file; a link is followed, and keeps pointing to it.
        data: text is written as UTF-8.

    Raises:
        WorkbenchError: it cannot be written; the message says why, and what was there is as it was.
    """
    write_files({str(path): data})


def write_files(files: Mapping[str, bytes | str]) -> None:
    """Put several files in their places: nothing is replaced before all of them are written beside.

    Raises:
        WorkbenchError: see ``write_file``.
    """
    beside: list[tuple[Path, Path]] = []
    current: str | Path = ""
    try:
        for current, data in files.items():
            target = _target(Path(current))
            clear_abandoned(target.parent)
            beside.append((draft_beside(target), target))
            _write(beside[-1][0], target, data.encode() if isinstance(data, str) else data)
        for partial, target in beside:
            current = target
            partial.replace(target)
    except OSError as problem:
        raise WorkbenchError(
            f"{current} cannot be written: {problem.strerror or problem}; nothing was changed there"
        ) from problem
    finally:
        for partial, _ in beside:
            with suppress(OSError):
                partial.unlink(missing_ok=True)


def _target(path: Path) -> Path:
    target = path.resolve()
    if target.is_dir():
        raise UsageError(f"{path} is a folder: give the name of a file")
    if target.exists() and not target.is_file():
        raise UsageError(f"{path} is not a file that could be replaced")
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(None, "it is protected from writing")
    return target


def _write(partial: Path, target: Path, data: bytes) -> None:
    """Write and flush to the disk, with the permissions of the file that will be replaced."""
    with partial.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    if target.exists():
        partial.chmod(target.stat().st_mode & 0o777)
