"""Check each value before it goes into a row.

Table classes do not validate, SQLite takes nearly anything, and PostgreSQL refuses what SQLite takes
(the character NUL, half a surrogate pair). So each value is judged here, alike for both databases; CHECK
constraints stand behind.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from store.bibliography import FIELDS, Bibliography, field_in_words
from store.errors import InvalidValue

MAX_TEXT = 50_000_000
"""Characters of a document's text."""
MAX_PROSE = 100_000
"""Characters of a note, a reason, a title, an abstract: far beyond what anyone writes."""
MAX_KEY = 200
"""Characters of what is indexed. PostgreSQL refuses index entries beyond 2,700 bytes, of which a character
can take 4.
"""

_SHA256 = re.compile(r"[0-9a-f]{64}")
_DOI_PREFIX = re.compile(r"\s*(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/|doi:)\s*", re.IGNORECASE)


def text(value: object, what: str, *, limit: int = MAX_PROSE, required: bool = False) -> str:
    """Return the string as it is, or refuse it.

    Args:
        value: what was given.
        what: how the message names it, such as `note`.
        limit: how many characters it may have.
        required: True if something other than white space must be in it.

    Raises:
        InvalidValue: not a string, too long, blank though required, or with a character no database keeps.
    """
    if not isinstance(value, str):
        raise InvalidValue(f"the {what} must be text, not {type(value).__name__}")
    if len(value) > limit:
        raise InvalidValue(
            f"the {what} has {len(value):,} characters; at most {limit:,} can be kept: shorten it"
        )
    if "\0" in value:
        raise InvalidValue(f"the {what} holds the character NUL, which cannot be kept: remove it")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise InvalidValue(f"the {what} holds half a character (a lone surrogate): remove it") from None
    if required and not value.strip():
        raise InvalidValue(f"the {what} is empty: give one")
    return value


def name(value: object, what: str) -> str:
    """Return a short required string that is looked up later: an item id, a code, a GRADE domain."""
    return text(value, what, limit=MAX_KEY, required=True)


def study_key(value: object) -> str:
    """Return a citation key: printable and without white space, so that it can be typed."""
    key = name(value, "study key")
    if not key.isprintable() or any(character.isspace() for character in key):
        raise InvalidValue(f"the study key {key!r} holds white space or control characters: leave them out")
    return key


def handle(value: object) -> str:
    """Return a reviewer's handle: 1 to 40 letters, digits, dots, underscores or hyphens."""
    given = unicodedata.normalize("NFC", text(value, "reviewer handle"))
    allowed = all(character.isalpha() or character in "0123456789._-" for character in given)
    if not allowed or not 1 <= len(given) <= 40:
        raise InvalidValue(
            f"the reviewer handle {given[:60]!r} does not do: use 1 to 40 letters,"
            " digits, dots, underscores or hyphens"
        )
    return given


def handle_key(value: str) -> str:
    """Return what two handles that differ only in case have in common."""
    return unicodedata.normalize("NFC", value.casefold())


def sha256(value: object, what: str) -> str:
    """Return sixty-four lower-case hexadecimal digits, or refuse the value."""
    if not isinstance(value, str) or not _SHA256.fullmatch(value):
        raise InvalidValue(f"the sha256 of the {what} must be 64 lower-case hexadecimal digits")
    return value


def sha256_of(value: str) -> str:
    """Return the hash of a text in UTF-8."""
    return hashlib.sha256(value.encode()).hexdigest()


def whole(value: object, what: str, lowest: int, highest: int) -> int:
    """Return a whole number within bounds; a truth value is not a number here."""
    if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value <= highest:
        raise InvalidValue(
            f"the {what} must be a whole number from {lowest} to {highest}, not {str(value)[:40]!r}"
        )
    return value


def utc_time(value: object, what: str) -> str:
    """Return a time in UTC as text, spelled as `isoformat` does, or refuse it."""
    try:
        parsed = datetime.fromisoformat(str(value))
    except ValueError:
        parsed = None
    if parsed is None or parsed.isoformat() != value or parsed.utcoffset() != timedelta():
        raise InvalidValue(f"the {what} is no time in UTC: {str(value)[:40]!r}")
    return value


def strings(values: object, what: str) -> list[str]:
    """Return a list of texts."""
    if isinstance(values, str) or not isinstance(values, Sequence):
        raise InvalidValue(f"the {what} must be a list of texts")
    return [text(value, what) for value in values]


_LIMITS = {"abstract": MAX_TEXT, "doi": MAX_KEY, "pmid": MAX_KEY}
"""Characters of the fields of a bibliographic record; of the others `MAX_PROSE`."""


def bibliography_columns(given: Bibliography) -> dict[str, Any]:
    """Return the columns of a study that hold a bibliographic record, and those made from them for comparing.

    Raises:
        InvalidValue: a field cannot be kept.
    """
    values: dict[str, Any] = {}
    for name in FIELDS:
        value, what = getattr(given, name), field_in_words(name)
        if name == "authors":
            values[name] = strings(value, what)
        elif name == "year":
            values[name] = None if value is None else whole(value, what, 1, 9999)
        else:
            values[name] = text(value, what, limit=_LIMITS.get(name, MAX_PROSE))
    return values | comparison_keys(given.doi, given.title)


def comparison_keys(doi: str, title: str) -> dict[str, str]:
    """Return the columns of a study that are made from its DOI and its title, for comparing."""
    return {"doi_key": doi_key(doi), "title_key": title_key(title)}


def numbers_by_name(value: object, what: str) -> dict[str, Any]:
    """Return a JSON object, or refuse it.

    Raises:
        InvalidValue: it holds something JSON has no form for (a date, NaN, a key that is no text), or NUL.
    """
    if not isinstance(value, dict):
        raise InvalidValue(f"the {what} must be values by name")
    try:
        _walk(value, what)
        plain: dict[str, Any] = json.loads(json.dumps(value, allow_nan=False))
    except (TypeError, ValueError, RecursionError):
        raise InvalidValue(
            f"the {what} can hold text, finite numbers, true, false, null, lists and objects"
        ) from None
    return plain


def _walk(value: object, what: str) -> None:
    if isinstance(value, str):
        text(value, what, limit=MAX_TEXT)
    elif isinstance(value, dict):
        for key, inner in value.items():
            text(key, what)
            _walk(inner, what)
    elif isinstance(value, list | tuple):
        for inner in value:
            _walk(inner, what)


def doi_key(doi: str) -> str:
    """Return a DOI without resolver and case, for comparing.

    >>> doi_key("https://doi.org/10.1000/ABC")
    '10.1000/abc'
    >>> doi_key("doi: 10.1000/abc")
    '10.1000/abc'
    """
    bare = doi
    while prefix := _DOI_PREFIX.match(bare):
        bare = bare[prefix.end() :]
    return bare.strip().rstrip(".").casefold()


def title_key(title: str) -> str:
    """Return a title's letters and digits without case, for comparing; at most 200.

    >>> title_key("Fluvoxamine (50 mg): a  Case-Report.")
    'fluvoxamine50mgacasereport'
    """
    folded = unicodedata.normalize("NFKC", title).casefold()
    return "".join(character for character in folded if character.isalnum())[:MAX_KEY]
