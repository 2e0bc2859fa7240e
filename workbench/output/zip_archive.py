"""Pack a zip whose bytes depend on its content alone, and read with care one that somebody sent.

Parts are stored without compression, since compressors differ between machines; the dates in it are those of
the format's beginning. Nothing is ever unpacked to the disk.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from workbench.errors import UsageError

MOST_BYTES = 2_000_000_000
"""Of all parts together."""
MOST_PARTS = 200_000
MOST_RATIO = 200
"""How many times larger than the archive the parts may be once they are large; text shrinks to a fifth."""
_SMALL = 50_000_000

_NAME = re.compile(r"(?:[a-z0-9_-]+/)*[a-z0-9_-]+(?:\.[a-z0-9]+)?")
_READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Return the zip of some parts, sorted by their names; the same parts give the same bytes anywhere."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(parts):
            if _NAME.fullmatch(name) is None:
                raise ValueError(f"no name for a part: {name!r}")
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, parts[name])
    return out.getvalue()


def unpack(path: Path) -> dict[str, bytes]:
    """Return the parts of a zip.

    Raises:
        UsageError: it is no zip, is damaged, has names that are not ours, or would fill the memory.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _examine(entries, path)
            return {entry.filename: _read(archive, entry) for entry in entries if not entry.is_dir()}
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as problem:
        raise UsageError(f"{path.name} is not a whole zip archive ({problem}): ask for it again") from problem


def _examine(entries: list[zipfile.ZipInfo], path: Path) -> None:
    """Refuse an archive before anything of it is read."""
    if len(entries) > MOST_PARTS:
        raise UsageError(f"{path.name} has {len(entries):,} parts: at most {MOST_PARTS:,} are read")
    total = sum(entry.file_size for entry in entries)
    if total > MOST_BYTES or (total > _SMALL and total > MOST_RATIO * path.stat().st_size):
        raise UsageError(f"{path.name} would unpack to {total:,} bytes, which no review has: it is not read")
    folders = _folders(entries)
    seen = set()
    for entry in entries:
        name = entry.filename
        # What packs a folder again adds an entry for the folder itself, which says nothing.
        empty_folder = name in folders and entry.file_size == 0
        if _NAME.fullmatch(name) is None and not empty_folder:
            raise UsageError(f"{path.name} holds a part that no export has: {name[:80]!r}")
        if name in seen:
            raise UsageError(f"{path.name} holds the part {name} twice")
        if entry.flag_bits & 0x1 or entry.compress_type not in _READABLE:
            raise UsageError(f"{path.name} holds {name} encrypted or packed in a way that is not read")
        seen.add(name)


def _folders(entries: list[zipfile.ZipInfo]) -> frozenset[str]:
    """Return the folders that the names of the parts themselves hold, each with its slash."""
    named = (entry.filename for entry in entries if _NAME.fullmatch(entry.filename))
    return frozenset(name[: at + 1] for name in named for at, sign in enumerate(name) if sign == "/")


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as stream:
        data = stream.read(entry.file_size + 1)
    if len(data) != entry.file_size:
        raise zipfile.BadZipFile(f"{entry.filename} has another length than it says")
    return data
