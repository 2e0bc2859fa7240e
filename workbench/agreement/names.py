"""Check the names that a caller gives, and say which was probably meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping

_LONGEST_QUOTE = 60
_LONGEST_LIST = 10
_NEAR_ENOUGH = 0.5  # difflib's ratio: "kappa" still finds "cohen_kappa"; "zz" finds nothing


def quoted(thing: object) -> str:
    """Quote what a caller gave, on one line and not too long.

    >>> quoted("Y\\nes")
    "'Y\\\\nes'"
    """
    text = repr(thing)
    return text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1]}…"


def nearest(given: object, known: Iterable[object]) -> str:
    """Say which of the known things was probably meant, or which there are.

    >>> nearest("PYs", ["Y", "PY", "N"])
    "did you mean 'PY'?"
    >>> nearest("1", [1, 2, 3])
    'did you mean 1?'
    >>> nearest("zz", ["Y", "N"])
    "there are 'Y', 'N'"
    """
    things = list(known)
    by_text = {str(thing).casefold(): thing for thing in reversed(things)}
    close = difflib.get_close_matches(str(given).casefold(), list(by_text), n=1, cutoff=_NEAR_ENOUGH)
    if close:
        return f"did you mean {quoted(by_text[close[0]])}?"
    shown = ", ".join(quoted(thing) for thing in things[:_LONGEST_LIST])
    return f"there are {shown}{', …' if len(things) > _LONGEST_LIST else ''}"


def check_name(given: object, known: Mapping[str, object], what: str) -> None:
    """Refuse a name that does not exist.

    Raises:
        ValueError: If it does not; the message names the nearest that does.

    >>> check_name("cohens_kappa", {"cohen_kappa": 1, "gwet_ac": 2}, "coefficient")
    Traceback (most recent call last):
    ValueError: there is no coefficient 'cohens_kappa'; did you mean 'cohen_kappa'?
    """
    if not isinstance(given, str) or given not in known:
        raise ValueError(f"there is no {what} {quoted(given)}; {nearest(given, known)}")
