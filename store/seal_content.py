"""Define what a seal of an appraisal holds, so that anybody can compute it anew from the records.

The content is canonical JSON (RFC 8785) without any name, so that a corrected record does not break it. The
digest hides it: without the nonce, which stays with the appraisal, nothing can be guessed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from store.event_chain import canonical

FORMAT = "appraisal seal 1"


def sealed_content(
    *,
    person: str,
    study: str,
    documents: Iterable[str],
    result: str,
    checklist: str,
    wording: str | None,
    preliminaries: Mapping[str, str],
    answers: Mapping[str, tuple[str | None, str]],
    quotes: Iterable[tuple[str, str, int, int]],
    overrides: Mapping[str, tuple[str, str]],
) -> dict[str, Any]:
    """Return what is sealed.

    Args:
        person: public key of the place that seals, in hex.
        study: id of the study.
        documents: sha256 of each document of the study at that time.
        result: the result that is judged; empty for the whole study.
        checklist: sha256 of the checklist.
        wording: sha256 of the texts of the checklist that are somebody else's; None without any.
        preliminaries: by id, what was settled before the items.
        answers: by item, code and note.
        quotes: item, sha256 of the document, start and end.
        overrides: by target, level and reason.
    """
    return {
        "format": FORMAT,
        "person": person,
        "study": study,
        "documents": sorted(documents),
        "result": result,
        "checklist": checklist,
        "wording": wording,
        "preliminaries": dict(preliminaries),
        "answers": {item: {"code": code, "note": note} for item, (code, note) in answers.items()},
        "quotes": [
            {"item": item, "document": document, "start": start, "end": end}
            for item, document, start, end in sorted(quotes)
        ],
        "overrides": {
            target: {"judgement": level, "reason": reason} for target, (level, reason) in overrides.items()
        },
    }


def content_text(content: Mapping[str, Any]) -> str:
    """Return the bytes that are sealed, as text."""
    return canonical(content).decode()


def digest_of(nonce: str, text: str) -> str:
    """Return the digest of sealed text with its nonce, both in hex."""
    return hashlib.sha256(bytes.fromhex(nonce) + text.encode()).hexdigest()


def signed_bytes(digest: str, head: str) -> bytes:
    """Return what the place signs: the digest, and the event that submitted the appraisal."""
    return bytes.fromhex(digest) + bytes.fromhex(head)
