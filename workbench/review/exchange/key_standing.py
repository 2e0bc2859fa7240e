"""Tell from the history how far each key stands for a person: replaced, linked, confirmed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from store.key_facts import CONFIRM, LINK, REPLACE, link_message
from workbench.review.exchange.seals import fingerprint, is_signed


@dataclass(slots=True)
class KeyStanding:
    """What the history says of a key.

    Attributes:
        replaces: keys that it took the place of without their signature.
        linked: keys of the same person, both of which signed that.
        half_linked: those of which only one signed it.
        confirmed_by: the handles of others who know it to be the person's.
    """

    replaces: set[str] = field(default_factory=set)
    linked: set[str] = field(default_factory=set)
    half_linked: set[str] = field(default_factory=set)
    confirmed_by: set[str] = field(default_factory=set)

    @property
    def is_weak(self) -> bool:
        """True if it stands for a lost key, and nobody else said that it is the person's."""
        return bool(self.replaces) and not self.confirmed_by

    def in_words(self) -> str:
        """Write it for the page of `verify` and the list of keys; empty where there is nothing to say."""
        parts = []
        if self.replaces:
            worth = (
                f"confirmed by {' and '.join(sorted(self.confirmed_by))}"
                if self.confirmed_by
                else "worth chain order only until a co-reviewer confirms it"
            )
            parts.append(f"takes the place of a lost key ({_names(self.replaces)}), {worth}")
        if self.linked:
            parts.append(f"linked with {_names(self.linked)}, signed by both")
        if self.half_linked:
            parts.append(f"linked with {_names(self.half_linked)}, signed by one of them only")
        return "; ".join(parts)


def standings(
    places: Sequence[Mapping[str, Any]], events: Iterable[Mapping[str, Any]]
) -> dict[str, KeyStanding]:
    """Return what the history says of each key, by public key.

    Args:
        places: with `id`, `reviewer_id` and `public_key`.
        events: with `action`, `about`, `place_id` and `reviewer`; others are passed over.
    """
    known = {place["public_key"]: place for place in places}
    by_id = {place["id"]: place for place in places}
    found: dict[str, KeyStanding] = defaultdict(KeyStanding)
    said: set[tuple[str, str]] = set()
    for event in events:
        place = by_id.get(event["place_id"] or "")
        if place is None or event["action"] not in (CONFIRM, LINK, REPLACE):
            continue
        own, about = place["public_key"], event["about"]
        if event["action"] == CONFIRM:
            target = known.get(about.get("key", ""))
            if target is not None and target["reviewer_id"] != place["reviewer_id"]:
                found[target["public_key"]].confirmed_by.add(event["reviewer"])
            continue
        others = about.get("old" if event["action"] == REPLACE else "other", "").split()
        for other in others:
            said.add((own, other))
            if has_proof(about, own, other):
                said.add((other, own))
            elif event["action"] == REPLACE:
                found[own].replaces.add(other)
    for own, other in said:
        for key, linked in ((own, other), (other, own)):
            if (other, own) in said:
                found[key].linked.add(linked)
                found[key].replaces.discard(linked)
            elif other not in found[own].replaces:
                found[key].half_linked.add(linked)
    return dict(found)


def has_proof(about: Mapping[str, str], own: str, other: str) -> bool:
    """Return True if an event brings the signature of another key that both are of one person."""
    message = link_message([own, other])
    return any(is_signed(other, proof, message) for proof in about.get("proof", "").split())


def _names(keys: Iterable[str]) -> str:
    return ", ".join(fingerprint(key) for key in sorted(keys))
