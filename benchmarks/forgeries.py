"""Forge an answer of a sealed review with all hashes computed anew, as `benchmarks/changes.py` tries it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from random import Random
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from checklists import parse_checklist
from store import event_chain
from store.seal_content import content_text, digest_of, signed_bytes

Rows = dict[str, list[dict[str, Any]]]
ATTACKERS = ("nobody's key", "the own key", "no signatures")


def forge(records: Rows, private: Mapping[str, str], attacker: str, random: Random) -> tuple[Rows, bool]:
    """Change an answer with its step, and compute all hashes anew.

    Args:
        records: of the review.
        private: private keys by public key.
        attacker: one of `ATTACKERS`.
        random: chooses the answer.

    Returns:
        The forged records, and whether somebody else had signed a step after the one that was changed.
    """
    forged = deepcopy(records)
    event = random.choice([row for row in forged["event"] if row["action"] == "answer"])
    row = next(
        row
        for row in forged["answer"]
        if (row["appraisal_id"], row["item_id"]) == (event["appraisal_id"], event["target"])
    )
    row["code"] = event["after"] = random.choice(sorted(codes_of(forged, row) - {row["code"]}))
    digests = [seal["digest"] for seal in forged["seal"] if seal["appraisal_id"] == event["appraisal_id"]]
    others_signed = any(
        event["hash"] in before(records, each)
        or any(digest in each["about"].get("digests", "") for digest in digests)
        for each in records["event"]
        if each["signature"] and each["place_id"] != event["place_id"]
    )
    if attacker == "no signatures":
        strip(forged)
    else:
        seal_anew(forged, row)
    hash_anew(forged)
    if attacker == "the own key":
        sign_anew(forged, event["place_id"], private)
    return forged, others_signed


def codes_of(records: Rows, answer_row: Mapping[str, Any]) -> set[str]:
    """Return the codes that the checklist of an answer allows for its item."""
    pinned = {row["id"]: row["checklist_version_id"] for row in records["appraisal"]}
    texts = {row["id"]: row["text"] for row in records["checklist_version"]}
    checklist = parse_checklist(texts[pinned[answer_row["appraisal_id"]]])
    return set(checklist.codes(answer_row["item_id"]))


def before(records: Rows, event: Mapping[str, Any]) -> set[str]:
    """Return the hashes of all events before one."""
    by_hash = {row["hash"]: row for row in records["event"]}
    known, waiting = set[str](), list(event["parents"])
    while waiting:
        each = waiting.pop()
        if each not in known:
            known.add(each)
            waiting += by_hash[each]["parents"] if each in by_hash else []
    return known


def strip(records: Rows) -> None:
    """Take all keys, signatures and seals away, as if there had never been any."""
    records["place"], records["seal"] = [], []
    for row in records["event"]:
        row["place_id"] = row["signature"] = None
        row["about"].pop("digests", None)


def seal_anew(records: Rows, answer_row: Mapping[str, Any]) -> None:
    """Put the other code into the seal, and its digest wherever the old one stood."""
    for seal in records["seal"]:
        if seal["appraisal_id"] == answer_row["appraisal_id"]:
            content = json.loads(seal["content"])
            content["answers"][answer_row["item_id"]]["code"] = answer_row["code"]
            old, seal["content"] = seal["digest"], content_text(content)
            seal["digest"] = digest_of(seal["nonce"], seal["content"])
            for row in records["event"]:
                if "digests" in row["about"]:
                    row["about"]["digests"] = row["about"]["digests"].replace(old, seal["digest"])


def hash_anew(records: Rows) -> None:
    """Compute every commitment and hash anew, and name them wherever the old ones stood."""
    new: dict[str, str] = {}
    numbers: dict[int, str] = {}
    for row in sorted(records["event"], key=lambda row: int(row["number"])):
        row["parents"] = sorted(new.get(parent, parent) for parent in row["parents"])
        undone = numbers.get(row["undoes"])
        row["commitment"] = event_chain.commitment(row["salt"], event_chain.content_of(row, undone))
        old, row["hash"] = row["hash"], event_chain.event_hash(row["parents"], row["commitment"])
        new[old] = numbers[row["number"]] = row["hash"]
    for seal in records["seal"]:
        seal["head"] = new.get(seal["head"], seal["head"])


def sign_anew(records: Rows, place: str, private: Mapping[str, str]) -> None:
    """Sign the steps and seals of one place anew."""
    public = next(row["public_key"] for row in records["place"] if row["id"] == place)
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(private[public]))
    for row in records["event"]:
        if row["place_id"] == place and row["signature"]:
            row["signature"] = key.sign(bytes.fromhex(row["hash"])).hex()
    for seal in records["seal"]:
        if seal["place_id"] == place:
            seal["signature"] = key.sign(signed_bytes(seal["digest"], seal["head"])).hex()
