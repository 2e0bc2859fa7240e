"""Check the chain: every hash, every parent, every signature."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from store import event_chain
from store.key_facts import FACTS
from store.writing_places import place_id
from workbench.review.exchange.key_standing import has_proof
from workbench.review.exchange.seals import is_signed
from workbench.review.exchange.verify.ledger import Fault, Ledger, Values


def check_history(ledger: Ledger) -> Iterator[Fault]:
    """Yield what does not hold in the history."""
    hashes = {int(event["number"]): event["hash"] for event in ledger.events}
    bare = {row["hash"]: row for row in ledger.rows("bare_event")}
    known = ledger.by_hash.keys() | bare.keys()
    for row in (*bare.values(), *ledger.events):
        faults = [*_faults_of(ledger, row, hashes, known, is_bare="number" not in row)]
        if faults:
            ledger.note_damage(row)
        yield from faults
    yield from _check_places(ledger)


def _faults_of(
    ledger: Ledger, row: Values, hashes: dict[int, str], known: Collection[str], *, is_bare: bool
) -> Iterator[Fault]:
    if is_bare:
        name = f"an event without content, {row['hash'][:12]}"
        if not _fits(row["hash"], row["parents"], row["commitment"]):
            yield Fault("history", name, "its hash is not that of its parents and its commitment")
        yield from _check_signature(ledger, row, name)
        return
    name = name_of(ledger, row)
    yield from _check_event(row, name, hashes)
    yield from _check_signature(ledger, row, name)
    yield from _check_proofs(ledger, row, name)
    if any(parent not in known for parent in row["parents"]):
        yield Fault("history", name, "an event before it is missing")


def name_of(ledger: Ledger, event: Values) -> str:
    """Name an event by its number here, its action and its author."""
    who = event["reviewer"] or "the program"
    at = str(event["at"])[:16].replace("T", " ")
    where = f" · {ledger.study_name(event['study_id'])}" if event["study_id"] else ""
    what = "a step" if event["line"] else event["action"]
    return f"event {event['number']}{where} · {what} · {who} · {at}"


def _check_event(event: Values, name: str, hashes: dict[int, str]) -> Iterator[Fault]:
    if not _fits(event["hash"], event["parents"], event["commitment"]):
        yield Fault("history", name, "its hash is not that of its parents and its commitment")
    if event_chain.WITHHELD in (event["original"] or {}):
        if not _is_kept_back_in_part(event):
            yield Fault("history", name, "a part of it is kept back that no export keeps back")
        return
    undone = hashes.get(int(event["undoes"])) if event["undoes"] is not None else None
    try:
        committed = event_chain.commitment(event["salt"], event_chain.content_of(event, undone))
    except ValueError:
        committed = ""
    if committed != event["commitment"]:
        yield Fault("history", name, "it was changed after it was written")


def _is_kept_back_in_part(event: Values) -> bool:
    """Return True if an event leaves out what an export for others may leave out, and is not whole.

    That is what stood before in a step on a risk of bias, on words about it or on a start, where somebody
    wrote it whose appraisal is hidden.
    """
    withheld = (event["original"] or {}).get(event_chain.WITHHELD)
    return (
        withheld == ["before"]
        and event["before"] is None
        and event["appraisal_id"] is None
        and event["action"].partition(".")[0] in _KEPT_BACK
    )


_KEPT_BACK = ("rating", "body", "start")
"""The first words of the actions on what appraisals lead to, of which exports keep back what was before."""


def _fits(hashed: str, parents: Any, committed: str) -> bool:
    try:
        return bool(event_chain.event_hash(parents, committed) == hashed)
    except (ValueError, TypeError):
        return False


def _check_signature(ledger: Ledger, event: Values, name: str) -> Iterator[Fault]:
    place = ledger.places.get(event["place_id"] or "")
    if event["signature"] is not None:
        if place is None:
            yield Fault("history", name, "it is signed, and the place that signed it is not here")
        elif not is_signed(place["public_key"], event["signature"], bytes.fromhex(event["hash"])):
            yield Fault("history", name, "its signature is not that of its place")
    elif place is not None and event.get("action") in event_chain.SIGNED:
        yield Fault("history", name, "its signature is missing")


def _check_proofs(ledger: Ledger, event: Values, name: str) -> Iterator[Fault]:
    """Yield the signatures that an event brings of other keys, and that are not theirs."""
    place = ledger.places.get(event["place_id"] or "")
    if event["action"] not in FACTS or place is None:
        return
    about = event["about"]
    others = f"{about.get('old', '')} {about.get('other', '')}".split()
    proved = sum(has_proof(about, place["public_key"], other) for other in others)
    if proved < len(about.get("proof", "").split()):
        yield Fault("history", name, "a signature that it brings of another key is not that of the key")


def _check_places(ledger: Ledger) -> Iterator[Fault]:
    """Yield the places that do not belong to their keys."""
    for row in ledger.rows("place"):
        try:
            is_place = str(place_id(row["public_key"])) == row["id"]
        except ValueError:
            is_place = False
        if not is_place:
            yield Fault(
                "history", ledger.handle_of(row["reviewer_id"]), "the id of a place is not that of its key"
            )
