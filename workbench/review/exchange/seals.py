"""Give seals to others and take theirs: the proof that work was done, without the work.

Two reviewers who exchange seals first and contents afterwards can show later that neither changed anything
after seeing the other's work.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from store import appraisals, studies
from store import seals as stored
from store.records import AppraisalKind, AppraisalState
from store.seal_content import signed_bytes
from store.seals import Seal
from store.writing_places import list_places
from workbench import keys
from workbench.counts import count
from workbench.errors import NotFoundError, UsageError
from workbench.output.atomic_files import write_file
from workbench.review.session import ReviewSession, use_case

FORMAT: Final = "appraisal-workbench seals"
VERSION: Final = 1
_LARGEST = 50_000_000
_HEX = {"public_key": 64, "folder": 32, "digest": 64, "head": 64, "signature": 128}
_ABOUT = ("study", "documents", "result", "checklist")


@dataclass(frozen=True, slots=True)
class SealFile:
    """What a seal file holds.

    Attributes:
        data: the bytes of the file.
        seals: those in it.
        unsealed: how many appraisals of the reviewer are submitted and imported, which have no seal.
    """

    data: bytes
    seals: tuple[Seal, ...]
    unsealed: int = 0

    def in_words(self, name: str) -> str:
        """Say what was written to a file, and what is not in it."""
        told = f"wrote {name}: {count(len(self.seals), 'seal')}"
        return f"{told}; {unsealed_words(self.unsealed)}" if self.unsealed else told


def unsealed_words(number: int) -> str:
    """Say how many appraisals of the reviewer have no seal."""
    return f"{count(number, 'imported appraisal')} of yours without a seal"


@dataclass(frozen=True, slots=True)
class Received:
    """What became of the seals of a file: the new ones, and how many were here already."""

    new: tuple[Seal, ...]
    known: int


@dataclass(frozen=True, slots=True)
class SealLine:
    """A seal in the list of them; `key` is the fingerprint of the key that sealed.

    Of a seal whose study is not here the id stands for its key.
    """

    study: str
    result: str
    reviewer: str
    sealed_at: datetime
    received_at: datetime | None
    digest: str
    key: str


@use_case
def seal_lines(session: ReviewSession) -> list[SealLine]:
    """List all seals by study and time; which result somebody else judged is not told."""
    every_study = studies.list_full(session.db, with_merged=True)
    keys_by_id = {str(study.id): study.key for study in every_study}
    lines = [
        SealLine(
            keys_by_id.get(each.about["study"], each.about["study"]),
            each.about["result"] if each.handle == session.reviewer else "",
            each.handle,
            each.sealed_at,
            each.received_at,
            each.digest,
            fingerprint(each.public_key),
        )
        for each in stored.list_seals(session.db)
    ]
    return sorted(lines, key=lambda line: (line.study, line.sealed_at, line.digest))


@use_case
def count_unsealed(session: ReviewSession) -> int:
    """Count what the reviewer submitted and that has no seal: what came from a file was not made here."""
    return _imported_of(session, session.require_reviewer())


@use_case
def export_seals(session: ReviewSession) -> SealFile:
    """Write the seals of what the reviewer submitted, without contents; the history tells of it.

    Raises:
        UsageError: nobody said who is working, or nothing of this reviewer is sealed.
    """
    reviewer = session.require_reviewer()
    own = _own_key(session, reviewer)
    sealed = [each for each in stored.list_seals(session.db) if each.public_key == own]
    unsealed = _imported_of(session, reviewer)
    if not sealed:
        imported = f"; the {count(unsealed, 'appraisal')} that you imported got no seal" if unsealed else ""
        raise UsageError(
            "nothing of yours is sealed here: an appraisal is sealed when you submit it on this machine"
            f"{imported}"
        )
    stored.tell_export(session.db, [each.digest for each in sealed], by=reviewer)
    data = {"format": FORMAT, "version": VERSION, "seals": [_as_json(each) for each in sealed]}
    text = json.dumps(data, indent=1, ensure_ascii=False) + "\n"
    return SealFile(text.encode(), tuple(sealed), unsealed)


def _imported_of(session: ReviewSession, reviewer: str) -> int:
    """Count the submitted appraisals of a reviewer that came from a file."""
    found = appraisals.find_appraisals(session.db, reviewer=reviewer, kind=AppraisalKind.INDEPENDENT)
    return sum(each.state is AppraisalState.SUBMITTED and each.imported_from is not None for each in found)


@use_case
def write_seals(session: ReviewSession, target: Path) -> SealFile:
    """Write the seals of what the reviewer submitted to a file; where that fails, nothing is told of it.

    Raises:
        UsageError: nobody said who is working, or nothing of this reviewer is sealed.
        WorkbenchError: the file cannot be written.
    """
    with session.db.writing():
        made = export_seals(session)
        write_file(target, made.data)
        return made


def is_seal_file(path: Path) -> bool:
    """Return True if a file says of itself that it holds seals; it may be spoilt all the same."""
    try:
        with path.open("rb") as file:
            return FORMAT.encode() in file.read(200)
    except OSError:
        return False


@use_case
def receive_seals(session: ReviewSession, path: Path) -> Received:
    """Keep the seals of others from a file: all of it, or nothing.

    Raises:
        NotFoundError: there is no such file.
        UsageError: it is no seal file, or one of its seals does not hold.
    """
    reviewer = session.require_reviewer()
    given = read_seals(path)
    own = _own_key(session, reviewer)
    if given and all(each.public_key == own for each in given):
        raise UsageError(f"{path.name} has your own seals: give it to your co-reviewer, and take theirs")
    new = stored.receive(session.db, [each for each in given if each.public_key != own], by=reviewer)
    return Received(tuple(new), len(given) - len(new))


def read_seals(path: Path) -> list[Seal]:
    """Read a seal file and check each signature in it.

    Raises:
        NotFoundError: there is no such file.
        UsageError: it is no seal file, or one of its seals does not hold.
    """
    if not path.is_file():
        raise NotFoundError(f"there is no file {path}")
    try:
        if path.stat().st_size > _LARGEST:
            raise UsageError(f"{path.name} is too large for a file of seals")
        found = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(found, dict) or found.get("format") != FORMAT:
            raise UsageError(f"{path.name} is no file of seals: `workbench seal -o FILE` makes one")
        if found.get("version") != VERSION:
            raise UsageError(f"{path.name} was made by a later version: upgrade appraisal-workbench")
        sealed = [_seal(each) for each in found["seals"]]
    except OSError as problem:
        raise UsageError(f"{path.name} cannot be read: {problem.strerror}") from problem
    except (ValueError, KeyError, TypeError, RecursionError) as problem:
        raise UsageError(f"{path.name} is spoilt: ask for it again") from problem
    for each in sealed:
        if not is_signed(each.public_key, each.signature, signed_bytes(each.digest, each.head)):
            raise UsageError(f"a seal of {each.handle} in {path.name} was altered: ask for the file again")
    return sealed


def is_signed(public_key: str, signature: str, data: bytes) -> bool:
    """Return True if a signature is that of a key over these bytes."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key)).verify(bytes.fromhex(signature), data)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(public_key: str) -> str:
    """Return a short form of a public key, for people to compare.

    >>> fingerprint("ab" * 32)
    'abab-abab-abab-abab'
    """
    return "-".join(public_key[start : start + 4] for start in range(0, 16, 4))


def _own_key(session: ReviewSession, reviewer: str) -> str:
    """Return the public key of the reviewer here, if anything was written with it; else an empty text."""
    place = keys.place_of(reviewer)
    known = {each.public_key for each in list_places(session.db)}
    return place.public_key if place is not None and place.public_key in known else ""


def _as_json(sealed: Seal) -> dict[str, Any]:
    texts = {name: getattr(sealed, name) for name in ("handle", "reviewer", *_HEX)}
    return texts | {"about": sealed.about, "sealed_at": sealed.sealed_at.isoformat()}


def _seal(value: Any) -> Seal:
    """Make a seal of what a file says.

    Raises:
        ValueError, KeyError, TypeError: it is none.
    """
    for name, length in _HEX.items():
        if not re.fullmatch(f"[0-9a-f]{{{length}}}", value[name]):
            raise ValueError(name)
    about = {name: value["about"][name] for name in _ABOUT}
    is_text = all(isinstance(about[name], str) for name in ("study", "result", "checklist"))
    if not is_text or any(not isinstance(each, str) for each in about["documents"]):
        raise ValueError("about")
    UUID(about["study"])
    at = datetime.fromisoformat(value["sealed_at"])
    if at.tzinfo is None:
        raise ValueError("sealed_at")
    if not isinstance(value["handle"], str):
        raise TypeError("handle")
    texts = {name: value[name] for name in ("handle", *_HEX)}
    reviewer = str(UUID(value["reviewer"])) if "reviewer" in value else ""
    return Seal(**texts, about=about, sealed_at=at, reviewer=reviewer)
