"""Chain the events of the history by hashes, so that a change to one shows in all that come after it.

An event is known by its hash, which is made of the hashes of its parents and of its *commitment*, and that
of a random salt and what the event says, in the canonical JSON of RFC 8785. Who must not see an event gets
its parents and its commitment: the chain can still be checked, and nothing can be guessed.

Each person has a chain for each writing place, which is a signing key. The steps in a draft of one's own
make a side chain, which joins the main chain when the draft is submitted, so that the main chain does not
tell how far somebody is.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import rfc8785

SALT_BYTES: Final = 16
MAIN: Final = ""
"""The line of events that are no steps in a draft."""
WITHHELD: Final = "withheld"
"""In `original`, the names of the columns that an export did not tell."""
SIGNED: Final = (
    *("submit", "merge", "export", "handout", "seal.export", "seal.receive"),
    *("key.replace", "key.link", "key.confirm"),
)
"""Actions whose events the place signs."""
JOINING: Final = ("submit", "reopen")
"""Steps of an appraisal that stand in the main chain."""

Values = Mapping[str, Any]


def new_salt() -> str:
    """Return the salt of a new event, in hex."""
    return secrets.token_hex(SALT_BYTES)


def canonical(value: Any) -> bytes:
    """Write a JSON value in the canonical form of RFC 8785.

    What that form does not have, whole numbers beyond 2**53 and keys that are no texts, is written as text.

    >>> canonical({"b": 1.0, "a": ["é", None]})
    b'{"a":["\\xc3\\xa9",null],"b":1}'
    """
    try:
        return rfc8785.dumps(value)
    except rfc8785.CanonicalizationError:
        return rfc8785.dumps(_as_text(json.loads(json.dumps(value))))


def _as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_text(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_as_text(each) for each in value]
    is_large = isinstance(value, int) and not isinstance(value, bool) and abs(value) > 2**53 - 1
    return str(value) if is_large else value


def content_of(event: Values, undone: str | None) -> dict[str, Any]:
    """Return what an event says, as it is hashed.

    Args:
        event: the columns of the event; ids as UUID or text, the time as datetime or text.
        undone: hash of the event that it takes back, as the column `undoes` says.
    """
    original = event.get("original") or {}
    at = event["at"]
    return {
        "action": event["action"],
        "at": at.astimezone(UTC).isoformat() if isinstance(at, datetime) else at,
        "reviewer": original.get("reviewer", event["reviewer"]),
        "place": _id(event["place_id"]),
        "study": original.get("study", _id(event["study_id"])),
        "appraisal": original.get("appraisal", _id(event["appraisal_id"])),
        "target": event["target"],
        "about": original.get("about", event["about"]),
        "before": original.get("before", event["before"]),
        "after": original.get("after", event["after"]),
        "reason": event["reason"],
        "undoes": original.get("undoes", undone),
    }


def commitment(salt: str, content: Values) -> str:
    """Return the hash of what an event says, with its salt, in hex."""
    return hashlib.sha256(bytes.fromhex(salt) + canonical(content)).hexdigest()


def event_hash(parents: Iterable[str], committed: str) -> str:
    """Return the hash by which an event is known, in hex.

    Args:
        parents: hashes of the events before it, in any order.
        committed: its commitment.
    """
    before = b"".join(bytes.fromhex(parent) for parent in sorted(parents))
    return hashlib.sha256(before + bytes.fromhex(committed)).hexdigest()


def chain_unhashed(events: Sequence[Values], independent: Iterable[Any]) -> list[dict[str, Any]]:
    """Return the columns of the chain for events that were written before there were chains.

    Copies of one old review get the same hashes: the salt of an event is its id.

    Args:
        events: oldest first, by column.
        independent: ids of the appraisals that are independent, spelt as in the events.

    Returns:
        For each event `hash`, `commitment`, `parents`, `salt`, `place_id`, `line`, `signature` and
        `original`.
    """
    own = set(independent)
    heads: dict[tuple[str, str], str] = {}
    hashes: dict[int, str] = {}
    chained = []
    for event in events:
        person, appraisal = event["reviewer"], event["appraisal_id"]
        aside = appraisal in own and event["action"] not in JOINING
        side = (person, _id(appraisal) or "")
        main = heads.get((person, MAIN))
        if aside:
            parents = [head] if (head := heads.get(side) or main) else []
        else:
            joined = heads.pop(side, None) if appraisal in own else None
            parents = [head for head in (main, joined) if head]
        row = {**event, "place_id": None, "original": None}
        salt = (_id(event["id"]) or "").replace("-", "")
        committed = commitment(salt, content_of(row, hashes.get(event["undoes"])))
        hashed = event_hash(parents, committed)
        line = line_of(appraisal) if aside else MAIN
        heads[side if aside else (person, MAIN)] = hashes[event["number"]] = hashed
        chained.append(
            {
                "hash": hashed,
                "commitment": committed,
                "parents": sorted(parents),
                "salt": salt,
                "place_id": None,
                "line": line,
                "signature": None,
                "original": None,
            }
        )
    return chained


def line_of(appraisal_id: Any) -> str:
    """Return the name of the side chain of a draft: its id in hex."""
    return str(appraisal_id).replace("-", "")


def _id(value: Any) -> str | None:
    return None if value is None else str(value)
