"""Keep the keys with which this user signs: one for each handle, in the settings folder.

A key is made when a handle first writes, and stays in a file that nobody else may read. Without one, or where
the folder cannot be written, people work as before; what they do is then chained without a key.
"""

from __future__ import annotations

import json
import os
import re
import secrets
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from store.writing_places import WritingPlace
from workbench.paths import settings_path

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_FOLDER_ID = "folder-id"
_FIELDS = ("person", "private", "public")
_KEY = re.compile("[0-9a-f]{64}")


def place_of(handle: str) -> WritingPlace | None:
    """Return the place at which a handle writes here, made if need be; None where no key can be kept."""
    return _place(settings_path().parent, handle.casefold())


def key_path(handle: str) -> Path:
    """Return the file that has, or would have, the key of a handle."""
    return settings_path().parent / "keys" / f"{handle.casefold()}.json"


def forget() -> None:
    """Read the keys anew when they are asked for again."""
    _place.cache_clear()


@lru_cache(maxsize=64)
def _place(folder: Path, handle: str) -> WritingPlace | None:
    path = folder / "keys" / f"{handle}.json"
    try:
        found = _read(path) or _make(path)
        person, is_key = UUID(found["person"]), _KEY.fullmatch
        if not is_key(found["private"]) or not is_key(found["public"]):
            return None
        folder_id = _folder_id(folder)
    except (OSError, ValueError):
        return None

    def sign(data: bytes) -> bytes:
        return _private_key(found["private"]).sign(data)

    return WritingPlace(found["public"], person, folder_id, sign)


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
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    made = {
        "person": str(uuid4()),
        "private": key.private_bytes_raw().hex(),
        "public": key.public_key().public_bytes_raw().hex(),
    }
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write_private(path, json.dumps(made, indent=2) + "\n")
    return _read(path) or made


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
