"""Keep the keys with which this user signs: one for each handle, in the settings folder.

A key is made when a handle first writes, and stays in a file that nobody else may read. Without one, or where
the folder cannot be written, people work as before; what they do is then chained without a key.
"""

from __future__ import annotations

import json
import os
import re
import secrets
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from store.writing_places import WritingPlace
from workbench.paths import settings_path
from workbench.served import is_served

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_FOLDER_ID = "folder-id"
_FIELDS = ("person", "private", "public")
_KEY = re.compile("[0-9a-f]{64}")


def place_of(handle: str) -> WritingPlace | None:
    """Return the place at which a handle writes here, made if need be; None where no key can be kept.

    A server keeps none: whoever runs it could sign with the keys of all whom it serves.
    """
    if is_served():
        return None
    return _place(settings_path().parent, handle.casefold())


def new_place() -> WritingPlace:
    """Return the place of somebody new, with a key that is kept nowhere."""
    return _as_place(_new_key(), "")


def key_path(handle: str) -> Path:
    """Return the file that has, or would have, the key of a handle."""
    return settings_path().parent / "keys" / f"{handle.casefold()}.json"


def has_key(handle: str) -> bool:
    """Return True if there is a file for the key of a handle here, sound or not."""
    return key_path(handle).exists()


def follow(handle: str, former: str) -> None:
    """Let the key of a former handle be that of a handle from now on; one that is there already stays.

    The file of the former handle stays too: other reviews may know the person by it.
    """
    with suppress(OSError, ValueError):
        found = _read(key_path(former))
        if found is not None:
            _write_private(key_path(handle), _as_text(found))
    forget()


def replace(handle: str) -> WritingPlace | None:
    """Put the key of a handle aside, never delete it, and make a new one."""
    path = key_path(handle)
    number = 1
    while (aside := path.with_name(f"{path.name}.replaced-{number}")).exists():
        number += 1
    with suppress(OSError):
        path.rename(aside)
    forget()
    return place_of(handle)


def export_private(handle: str, target: Path) -> None:
    """Write the key of a handle with its private part to a new file, which only the user may read.

    Raises:
        FileExistsError: something is there; it is left alone.
        ValueError: there is no sound key of this handle here.
        OSError: it cannot be written.
    """
    found = _read(key_path(handle))
    if found is None:
        raise ValueError(f"there is no key of {handle} here")
    write_new(target, _as_text(found), mode=0o600)


def restore(handle: str, source: Path) -> WritingPlace:
    """Take over a key that was written with `export_private`.

    Raises:
        FileExistsError: there is a key of this handle already; it is left alone.
        ValueError: it is no such file.
        OSError: it cannot be read or written.
    """
    found = _read(source)
    if found is None:
        raise FileNotFoundError(source)
    if not _fits(found):
        raise ValueError(f"{source} is no key file")
    path = key_path(handle)
    if path.exists():
        raise FileExistsError(path)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write_private(path, _as_text(found))
    forget()
    return place_of(handle) or _as_place(found, "")


def read_private(source: Path) -> WritingPlace:
    """Read a key that was written with `export_private`, to sign with it once.

    Raises:
        ValueError: it is no such file.
        OSError: it cannot be read.
    """
    found = _read(source)
    if found is None or not _fits(found):
        raise ValueError(f"{source} is no key file")
    return _as_place(found, "")


def write_new(target: Path, text: str, *, mode: int = 0o644) -> None:
    """Write a file that does not exist yet.

    Raises:
        FileExistsError: something is there; it is left alone.
        OSError: it cannot be written.
    """
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)


def forget() -> None:
    """Read the keys anew when they are asked for again."""
    _place.cache_clear()


@lru_cache(maxsize=64)
def _place(folder: Path, handle: str) -> WritingPlace | None:
    path = folder / "keys" / f"{handle}.json"
    try:
        found = _read(path) or _make(path)
        return _as_place(found, _folder_id(folder)) if _is_written_well(found) else None
    except (OSError, ValueError):
        return None


def _as_place(found: dict[str, str], folder_id: str) -> WritingPlace:
    def sign(data: bytes) -> bytes:
        return _private_key(found["private"]).sign(data)

    return WritingPlace(found["public"], UUID(found["person"]), folder_id, sign)


def _is_written_well(found: dict[str, str]) -> bool:
    return all(_KEY.fullmatch(found[part]) for part in ("private", "public"))


def _fits(found: dict[str, str]) -> bool:
    """Return True if the private part of a key is that of its public part."""
    return _is_written_well(found) and found["public"] == _public_of(found["private"])


def _public_of(private: str) -> str:
    return _private_key(private).public_key().public_bytes_raw().hex()


def _as_text(found: dict[str, str]) -> str:
    return json.dumps(found, indent=2) + "\n"


def _read(path: Path) -> dict[str, str] | None:
    """Read a key file.

    Raises:
        ValueError: it is not one.
    """
    try:
        found: Any = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    if not isinstance(found, dict) or any(not isinstance(found.get(name), str) for name in _FIELDS):
        raise ValueError(f"{path} is no key file")
    return {name: found[name] for name in _FIELDS}


def _make(path: Path) -> dict[str, str]:
    """Make a key and keep it; where another program was faster, that one's."""
    made = _new_key()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write_private(path, _as_text(made))
    return _read(path) or made


def _new_key() -> dict[str, str]:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    return {
        "person": str(uuid4()),
        "private": key.private_bytes_raw().hex(),
        "public": key.public_key().public_bytes_raw().hex(),
    }


def _folder_id(folder: Path) -> str:
    """Return the random id of a settings folder, made if need be."""
    path = folder / _FOLDER_ID
    if not path.exists():
        _write_private(path, secrets.token_hex(16) + "\n")
    return path.read_text(encoding="utf-8").strip()


def _write_private(path: Path, text: str) -> None:
    """Write a file for the user alone, whole or not at all; one that is there already stays."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            return
        except OSError:  # no hard links here
            if not path.exists():
                draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _private_key(private: str) -> Ed25519PrivateKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(private))
