"""Find where a review lies: in a file on this machine, or in a database on a PostgreSQL server.

What is shown of a place never holds a password.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from store.errors import InvalidValue

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
MOST_IN_NAME = 247
"""Bytes of a file name: file systems take 255, and SQLite writes files beside it with up to eight more."""
MOST_IN_PATH = 460
"""Bytes of a whole path: SQLite takes some 500, and new reviews are written under a longer name first."""
_SECRET_OPTIONS = ("password", "sslpassword")


@dataclass(frozen=True, slots=True)
class FilePlace:
    """A SQLite file; `path` is absolute, and `shown` is as the user wrote it."""

    path: Path
    shown: str


@dataclass(frozen=True, slots=True)
class ServerPlace:
    """A PostgreSQL database; `secrets` are what must not be shown."""

    url: URL
    shown: str
    secrets: tuple[str, ...]


Place = FilePlace | ServerPlace


def find_place(location: str | Path) -> Place:
    """Read a path or an address such as `postgresql://anna@host/review`.

    Raises:
        InvalidValue: empty, not a path this system can have, or an address of another kind of database.
    """
    given = str(location)
    if not given.strip():
        raise InvalidValue("no review is named: give a file, or the address of a PostgreSQL database")
    scheme = _SCHEME.match(given)
    if scheme is None:
        return _file(given, given)
    kind = scheme[1].lower()
    if kind in ("postgres", "postgresql", "postgresql+psycopg"):
        return _server(given)
    if kind == "sqlite":
        path = given[len("sqlite://") :]
        if path.startswith("/") and len(path) > 1:
            return _file(unquote(path[1:].partition("?")[0]), given)
    raise InvalidValue(
        f"a review is a file or a PostgreSQL database (postgresql://…), not an address with {kind}://"
    )


def _file(path: str, shown: str) -> FilePlace:
    try:
        os.fsencode(path)
        if "\0" in path:
            raise ValueError
        absolute = Path(path).expanduser().absolute()
    except (ValueError, RuntimeError):
        raise InvalidValue("the name of the review is not a path on this machine: give another") from None
    name, whole = len(os.fsencode(absolute.name)), len(os.fsencode(absolute))
    if name > MOST_IN_NAME or whole > MOST_IN_PATH:
        what, most = ("name", MOST_IN_NAME) if name > MOST_IN_NAME else ("path", MOST_IN_PATH)
        raise InvalidValue(
            f"the {what} of the review is too long: the files beside it need room, so give one of at most "
            f"{most} bytes"
        )
    if path.strip() in (":memory:", ""):
        raise InvalidValue("a review must be a file, so that nothing is lost: give its name")
    return FilePlace(absolute, shown)


def _server(address: str) -> ServerPlace:
    try:
        url = make_url(address).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError):
        # The address may hold a password: the message repeats nothing of it.
        raise InvalidValue("the address cannot be read: write postgresql://user@host:5432/database") from None
    secrets = [str(url.password)] if url.password else []
    shown = url.set(drivername="postgresql")
    for option in _SECRET_OPTIONS:
        if option in url.query:
            value = url.query[option]
            secrets += [value] if isinstance(value, str) else list(value)
            shown = shown.update_query_dict({option: "***"})
    return ServerPlace(url, shown.render_as_string(hide_password=True), tuple(secrets))
