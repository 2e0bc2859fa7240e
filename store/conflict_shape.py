"""Check the JSON values of a conflict: what it is about, what stands, and what waits beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from store.errors import InvalidValue

_CANDIDATE: Final = {"value", "event", "at", "made", "extra"}
_OF_VERSION: Final = {"row", "parts"}


def check_conflict(row: Mapping[str, Any]) -> None:
    """Refuse a conflict that cannot be read.

    Raises:
        InvalidValue: it does not say what it is about, or what waits.
    """
    about, is_version = row["about"], row["kind"] == "appraisal"
    if is_version:
        is_told = isinstance(about, dict) and isinstance(about.get("appraisal"), str)
    else:
        fact = about.get("fact") if isinstance(about, dict) else None
        is_told = bool(fact) and isinstance(fact, list) and all(isinstance(part, str) for part in fact)
    revised = about.get("revised", 0) if isinstance(about, dict) else 0
    if row["kind"] not in ("appraisal", "fact") or not is_told or type(revised) is not int:
        raise InvalidValue("a conflict does not say what it is about")
    other = row["other"]
    if not _is_candidate(other) or not (is_version or _is_candidate(row["here"])):
        raise InvalidValue("a conflict does not say what stands and what waits")
    if is_version and not _is_version(row["here"], other):
        raise InvalidValue("a conflict does not say which version of an appraisal waits")


def _is_candidate(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == _CANDIDATE
        and isinstance(value["event"], str | None)
        and isinstance(value["at"], str)
        and isinstance(value["made"], bool)
        and isinstance(value["extra"], dict)
    )


def _is_version(here: Any, other: Mapping[str, Any]) -> bool:
    """Return True if the version that waits is whole; of the one that stood the last event does."""
    is_named = isinstance(here, dict) and "event" in here and isinstance(here["event"], str | None)
    is_alone = is_named and "extra" not in here
    return (
        _is_whole_version(other)
        and is_named
        and (is_alone or (_is_candidate(here) and _is_whole_version(here)))
    )


def _is_whole_version(version: Mapping[str, Any]) -> bool:
    extra = version["extra"]
    return (
        isinstance(version["value"], dict)
        and extra.keys() == _OF_VERSION
        and isinstance(extra["row"], dict)
        and isinstance(extra["parts"], dict)
        and all(
            isinstance(rows, list) and all(isinstance(row, dict) for row in rows)
            for rows in extra["parts"].values()
        )
    )
