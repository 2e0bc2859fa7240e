"""Check seals: signature, digest, and that what was sealed is what stands here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from store.seal_content import content_text, digest_of, sealed_content, signed_bytes
from workbench.review.exchange.missing_records import seals_without_appraisal
from workbench.review.exchange.seals import is_signed
from workbench.review.exchange.verify.ledger import Fault, Ledger, Values, check_time


def check_seals(ledger: Ledger, kept: Iterable[tuple[str, str, str]] = ()) -> Iterator[Fault]:
    """Yield the seals that do not hold.

    Args:
        ledger: the records.
        kept: public key, digest and head of each seal that somebody kept elsewhere.
    """
    latest: dict[str, Values] = {}
    standing = _standing_submissions(ledger)
    for row in sorted(ledger.rows("seal"), key=lambda row: str(row["sealed_at"])):
        yield from _check_seal(ledger, row)
        identity = row["appraisal_id"]
        if identity is not None and standing.get(identity, row["head"]) == row["head"]:
            latest[identity] = row
    for appraisal in ledger.independent():
        if appraisal["id"] in latest:
            yield from _check_contents(ledger, appraisal, latest[appraisal["id"]])
    yield from _missing(ledger)
    for row in seals_without_appraisal(ledger.records):
        if row["content"] is None:
            yield Fault("seals", _seal_name(ledger, row), "the appraisal that it is of is missing")
    yield from _check_kept(ledger, kept)


def _standing_submissions(ledger: Ledger) -> dict[str, str]:
    """Return by appraisal which event submitted the version that stands, as far as that was sealed."""
    heads = {row["head"] for row in ledger.rows("seal")}
    return {
        identity: event["hash"]
        for identity, events in ledger.line_of.items()
        for event in events
        if event["action"] == "submit" and event["hash"] in heads
    }


def _check_seal(ledger: Ledger, row: Values) -> Iterator[Fault]:
    place, name = ledger.places.get(row["place_id"]), _seal_name(ledger, row)
    try:
        signed = signed_bytes(row["digest"], row["head"])
    except ValueError:
        signed = b""
    if place is None or not is_signed(place["public_key"], row["signature"], signed):
        yield Fault("seals", name, "its signature is not that of its place")
    if row["nonce"] is None or row["content"] is None:
        return
    try:
        same = digest_of(row["nonce"], row["content"]) == row["digest"]
    except ValueError:
        same = False
    if not same:
        yield Fault("seals", name, "what it holds is not what was sealed")
    head = ledger.by_hash.get(row["head"])
    if head is None or head["action"] != "submit":
        yield Fault("seals", name, "the event that submitted the appraisal is missing")
    elif row["appraisal_id"] not in (None, head["appraisal_id"]):
        yield Fault("seals", name, "it is not of the appraisal that was submitted")
    else:
        yield from check_time(name, row["sealed_at"], head)
    yield from _check_about(row, name)


def _seal_name(ledger: Ledger, row: Values) -> str:
    place = ledger.places.get(row["place_id"])
    who = ledger.handle_of(place["reviewer_id"]) if place else "somebody who is not here"
    return f"seal · {ledger.study_name(row['about'].get('study'))} · {who}"


def _check_about(row: Values, name: str) -> Iterator[Fault]:
    try:
        content = json.loads(row["content"])
    except ValueError:
        return  # told by the digest already
    if row["about"] != {part: content.get(part) for part in ("study", "documents", "result", "checklist")}:
        yield Fault("seals", name, "what it says it is of is not what was sealed")


def _check_contents(ledger: Ledger, appraisal: Values, row: Values) -> Iterator[Fault]:
    """Compare the last seal of an appraisal with what stands here now."""
    try:
        sealed: dict[str, Any] = json.loads(row["content"])
    except (ValueError, TypeError):
        return  # told by the digest already
    name = ledger.appraisal_name(appraisal)
    yield from _documents(ledger, name, sealed)
    now = _content_now(ledger, appraisal, sealed)
    if content_text(now) == row["content"]:
        return
    told = False
    for part in ("answers", "overrides", "preliminaries"):
        for target in sorted(now[part].keys() | sealed.get(part, {}).keys()):
            if now[part].get(target) != sealed.get(part, {}).get(target):
                told = True
                yield Fault("seals", f"{name} · {target}", "it was changed after it was sealed")
    for part in ("quotes", "checklist", "wording", "result", "study"):
        if now[part] != sealed.get(part):
            told = True
            yield Fault("seals", name, f"its {part}: not what was sealed")
    if not told:
        yield Fault("seals", name, "it is not what was sealed")


def _documents(ledger: Ledger, name: str, sealed: dict[str, Any]) -> Iterator[Fault]:
    """Yield the documents that were there when an appraisal was sealed, and are not here: none ever goes."""
    here = {row["sha256"] for row in ledger.rows("document")}
    for sha256 in sealed.get("documents", ()):
        if sha256 not in here:
            yield Fault("seals", name, f"the document {sha256[:12]} that it was made with is not here")


def _content_now(ledger: Ledger, appraisal: Values, sealed: dict[str, Any]) -> dict[str, Any]:
    """Return what would be sealed today; documents and ids as they were then, since both may change."""
    identity = appraisal["id"]
    documents = {row["id"]: row["sha256"] for row in ledger.rows("document")}
    study = appraisal["study_id"]
    same = {row["elsewhere"] for row in ledger.rows("former_id") if row["here"] == study}
    same |= {row["id"] for row in ledger.rows("study") if row["merged_into"] == study}
    if sealed.get("study") in same:
        study = sealed["study"]
    checklist = ledger.checklists[appraisal["checklist_version_id"]]

    def own(table: str) -> list[Values]:
        return [row for row in ledger.rows(table) if row["appraisal_id"] == identity]

    return sealed_content(
        person=str(sealed.get("person")),
        study=study,
        documents=sealed.get("documents", ()),
        result=appraisal["result"],
        checklist=checklist["sha256"],
        wording=sealed.get("wording"),
        preliminaries={row["preliminary_id"]: row["value"] for row in own("preliminary")},
        answers={row["item_id"]: (row["code"], row["note"]) for row in own("answer")},
        quotes=[
            (row["item_id"], documents.get(row["document_id"], ""), row["start"], row["end"])
            for row in own("quote")
        ],
        overrides={row["target"]: (row["judgement"], row["reason"]) for row in own("override")},
    )


def _missing(ledger: Ledger) -> Iterator[Fault]:
    """Yield the submissions that were sealed, as their signature shows, and have no seal here."""
    seals = {row["head"]: row for row in ledger.rows("seal")}
    for event in ledger.events:
        appraisal = ledger.appraisals.get(event["appraisal_id"] or "")
        is_own = appraisal is not None and appraisal["kind"] == "independent"
        if appraisal and is_own and event["action"] == "submit" and event["signature"]:
            made_here = appraisal["imported_from"] is None and event["at"] not in _came_in(ledger, appraisal)
            name, seal = ledger.appraisal_name(appraisal), seals.get(event["hash"])
            if made_here and seal is None:
                yield Fault("seals", name, "it was sealed, and its seal is missing")
            elif seal is not None and (seal["nonce"] is None or seal["content"] is None):
                yield Fault("seals", name, "what was sealed is missing, so that it cannot be compared")
            elif seal is not None and seal["appraisal_id"] != appraisal["id"]:
                yield Fault("seals", name, "its seal is put down as that of something else")


def _came_in(ledger: Ledger, appraisal: Values) -> set[str]:
    """Return the times at which files came into an appraisal: what they submit has no seal."""
    events = ledger.of_appraisal.get(appraisal["id"], ())
    return {event["at"] for event in events if event["action"] == "appraisal.import"}


def _check_kept(ledger: Ledger, kept: Iterable[tuple[str, str, str]]) -> Iterator[Fault]:
    held = {row["digest"]: row["head"] for row in ledger.rows("seal")}
    places = {row["public_key"]: row for row in ledger.rows("place")}
    for public_key, digest, head in kept:
        if held.get(digest) == head:
            continue
        place = places.get(public_key)
        who = ledger.handle_of(place["reviewer_id"]) if place else "somebody who is not here"
        what = (
            "the history before a seal that was kept elsewhere was written anew"
            if digest in held
            else "a seal that was kept elsewhere is missing here"
        )
        yield Fault("seals", f"seal · {who}", what)
