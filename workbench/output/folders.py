"""Write a folder of files as a whole or not at all, and read with care one that somebody sent.

It is written beside its place and renamed, so that an interruption leaves what was there, and no half folder.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from store.drafts import clear_abandoned, draft_beside
from workbench.errors import ConflictError, UsageError, WorkbenchError

MOST_BYTES = 2_000_000_000
"""Of all files together."""
MOST_FILES = 500_000
_NAME = re.compile(r"(?:[a-z0-9_-]+/)*[a-z0-9_-]+(?:\.[a-z0-9]+)?")
_HARMLESS = (".gitattributes", ".DS_Store")


@dataclass(frozen=True, slots=True)
class Kind:
    """What tells the folders of a kind, which may be replaced, from others.

    Attributes:
        marker: the file that every one has.
        mark: a text that stands in it.
        names: what the paths of all its files look like.
    """

    marker: str
    mark: str
    names: re.Pattern[str]


def write_folder(path: str | Path, files: Mapping[str, bytes], kind: Kind) -> None:
    """Put a folder with these files in its place, in place of one of the same kind.

    Args:
        path: the folder.
        files: bytes by their path in it, with slashes.
        kind: of the folder.

    Raises:
        ConflictError: something is there that was not written like this; it is left as it was.
        WorkbenchError: it cannot be written; what was there is as it was.
    """
    target = Path(path).resolve()
    _require_replaceable(target, Path(path), kind)
    clear_abandoned(target.parent)
    draft, replaced = draft_beside(target), draft_beside(target)
    try:
        _write_all(draft, files)
        if target.exists():
            target.rename(replaced)
        try:
            draft.rename(target)
        except OSError:
            if replaced.exists():
                replaced.rename(target)
            raise
    except OSError as problem:
        raise WorkbenchError(
            f"{path} cannot be written: {problem.strerror or problem}; nothing was changed there"
        ) from problem
    finally:
        shutil.rmtree(draft, ignore_errors=True)
        if target.exists():
            shutil.rmtree(replaced, ignore_errors=True)


def read_folder(path: Path) -> dict[str, bytes]:
    """Return the files of a folder by their path in it, with slashes.

    What begins with a dot, such as the folder of git, is passed over, and so is what has a name that no file
    of ours has at the top, such as a README; links are not followed.

    Raises:
        UsageError: there are links in it, it is too large, or it cannot be read.
    """
    files: dict[str, bytes] = {}
    total = 0
    try:
        for name, entry in _walk(path):
            if _NAME.fullmatch(name) is None:
                if "/" in name:
                    raise UsageError(f"{path.name} holds a file that no export has: {name[:80]!r}")
                continue
            total += entry.stat().st_size
            if total > MOST_BYTES or len(files) >= MOST_FILES:
                raise UsageError(f"{path.name} is larger than any review: it is not read")
            files[name] = entry.read_bytes()
    except OSError as problem:
        raise UsageError(f"{path} cannot be read: {problem.strerror or problem}") from problem
    return files


def _walk(folder: Path, before: str = "") -> Iterator[tuple[str, Path]]:
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith("."):
            continue
        if entry.is_symlink():
            raise UsageError(f"{before}{entry.name} is a link: an export has none, so it is not read")
        if entry.is_dir():
            yield from _walk(entry, f"{before}{entry.name}/")
        elif entry.is_file():
            yield before + entry.name, entry


def _require_replaceable(target: Path, shown: Path, kind: Kind) -> None:
    if not target.parent.is_dir():
        raise UsageError(f"there is no folder {target.parent}: make it first")
    if not target.exists():
        return
    if not target.is_dir():
        raise ConflictError(f"{shown} is a file: give the name of a folder")
    if not any(target.iterdir()):
        return
    marker = target / kind.marker
    if not marker.is_file() or kind.mark.encode() not in marker.read_bytes():
        raise ConflictError(f"{shown} is not the folder of an export: name one that is new or empty")
    for entry in sorted(target.rglob("*")):
        name = entry.relative_to(target).as_posix()
        is_ours = entry.is_dir() or kind.names.fullmatch(name) is not None
        if name in _HARMLESS:
            continue
        if name.startswith(".") or entry.is_symlink() or not is_ours:
            raise ConflictError(
                f"{shown} holds {name}, which no export has, so it is not replaced: name a folder in it, such"
                f" as {shown / 'review'}"
            )


def _write_all(draft: Path, files: Mapping[str, bytes]) -> None:
    """Write the files and flush them to the disk."""
    draft.mkdir()
    for folder in sorted({str(Path(name).parent) for name in files}):
        (draft / folder).mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (draft / name).write_bytes(data)
    if hasattr(os, "sync"):
        os.sync()
