"""Show, export, replace, link and confirm the keys that reviewers write with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from store import history, key_facts
from store.key_facts import CONFIRM, LINK, REPLACE, link_message
from store.writing_places import KnownPlace, WritingPlace, list_places
from workbench import keys
from workbench.errors import ConflictError, NotFoundError, UsageError
from workbench.review.exchange.key_standing import KeyStanding, standings
from workbench.review.exchange.seals import fingerprint
from workbench.review.reviewers.handles import standing_of
from workbench.review.session import ReviewSession, use_case
from workbench.served import is_served


@dataclass(frozen=True, slots=True)
class ReviewerKey:
    """A key of a reviewer.

    Attributes:
        is_here: True if it is the one that this user signs with.
        note: what the history says of it.
    """

    handle: str
    fingerprint: str
    public_key: str
    is_here: bool
    note: str


@use_case
def keys_of(session: ReviewSession, handle: str | None = None) -> list[ReviewerKey]:
    """List the keys of a reviewer, by default of the one at work; one's own is made if there is none.

    Raises:
        UsageError: nobody said who is working, or no key can be kept here.
        NotFoundError: nobody has the handle.
    """
    wanted = _handle(session, handle)
    own = _own(session) if _is_own(session, wanted) else None
    known = _standings(session)
    found = [place.public_key for place in _places(session, wanted)]
    if own is not None and own.public_key not in found:
        found.append(own.public_key)
    return [
        ReviewerKey(
            wanted,
            fingerprint(key),
            key,
            own is not None and own.public_key == key,
            known.get(key, KeyStanding()).in_words(),
        )
        for key in found
    ]


@use_case
def export_key(session: ReviewSession, target: Path, *, private: bool = False) -> ReviewerKey:
    """Write one's own key to a new file: the public part, or with the private one, for oneself alone.

    Raises:
        ConflictError: something is at the target.
        UsageError: it cannot be written, or there is no key.
    """
    reviewer = session.require_reviewer()
    own = _own(session)
    try:
        if private:
            keys.export_private(reviewer, target)
        else:
            text = f"{reviewer}\n{fingerprint(own.public_key)}\n{own.public_key}\n"
            keys.write_new(target, text)
    except FileExistsError:
        raise ConflictError(f"{target} exists already: name a file that does not exist") from None
    except OSError as problem:
        raise UsageError(f"{target} cannot be written: {problem.strerror}") from problem
    return ReviewerKey(reviewer, fingerprint(own.public_key), own.public_key, True, "")


@use_case
def restore_key(session: ReviewSession, source: Path) -> ReviewerKey:
    """Take over a key that was exported with its private part, where there is none of this reviewer.

    Raises:
        ConflictError: there is one already.
        NotFoundError: there is no such file.
        UsageError: it is no key.
    """
    reviewer = session.require_reviewer()
    try:
        place = keys.restore(reviewer, source)
    except FileExistsError:
        raise ConflictError(
            f"there is a key of {reviewer} here already ({keys.key_path(reviewer)}): put that file aside,"
            " or say with `workbench reviewer link FILE` that both are yours"
        ) from None
    except FileNotFoundError:
        raise NotFoundError(f"there is no file {source}") from None
    except (OSError, ValueError):
        raise UsageError(
            f"{source.name} is no key: `workbench reviewer key --private -o FILE` writes one"
        ) from None
    return ReviewerKey(reviewer, fingerprint(place.public_key), place.public_key, True, "")


@use_case
def replace_key(session: ReviewSession) -> ReviewerKey:
    """Note that one's older keys are replaced by a new one, which is made unless it was already.

    An old key that is still at hand signs for the new one. Otherwise the new one is worth chain order only
    until a co-reviewer confirms it.

    Raises:
        UsageError: nothing was written with a key yet, or none can be kept here.
    """
    reviewer = session.require_reviewer()
    current = _own(session)
    known = _standings(session)
    told = known.get(current.public_key, KeyStanding())
    places = [place.public_key for place in _places(session, reviewer)]
    lost = [
        key
        for key in places
        if key != current.public_key and key not in told.replaces | told.linked | told.half_linked
    ]
    if not places:
        raise UsageError(f"{reviewer} has written nothing with a key here yet, so there is none to replace")
    old, proofs = lost, []
    if not lost:
        if current.public_key not in places:
            raise UsageError(f"the key of {reviewer} here is new already, and its replacement is noted")
        old, before = [current.public_key], current
        new = keys.replace(reviewer)
        if new is None or new.public_key == before.public_key:
            raise UsageError(f"the key of {reviewer} cannot be replaced: {keys.key_path(reviewer)} stays")
        proofs = [before.sign(link_message([before.public_key, new.public_key])).hex()]
        current = new
    about = {"new": current.public_key, "old": " ".join(sorted(old)), "proof": " ".join(proofs)}
    key_facts.tell(session.db, REPLACE, about, by=reviewer)
    return _as_noted(session, reviewer, current.public_key)


@use_case
def link_key(session: ReviewSession, other: str) -> ReviewerKey:
    """Note that another key is of the same person; it signs too where it is at hand.

    Args:
        session: the open review.
        other: a handle, the file of an exported key, or a public key.

    Raises:
        NotFoundError: there is no such key in the review.
        UsageError: it is one's own.
    """
    reviewer = session.require_reviewer()
    own = _own(session)
    key, signer = _other(session, other)
    if key == own.public_key:
        raise UsageError("this is the key that you sign with here: name the other one")
    if key not in {place.public_key for place in list_places(session.db)}:
        raise NotFoundError(f"nothing in this review was written with the key {fingerprint(key)}")
    told = _standings(session).get(own.public_key, KeyStanding())
    if key in told.linked:
        raise ConflictError(f"{fingerprint(key)} is linked already, signed by both keys")
    message = link_message([own.public_key, key])
    proof = signer.sign(message).hex() if signer is not None else ""
    about = {"key": own.public_key, "other": key, "proof": proof}
    key_facts.tell(session.db, LINK, about, by=reviewer)
    return _as_noted(session, reviewer, own.public_key)


@use_case
def confirm_key(session: ReviewSession, handle: str) -> list[ReviewerKey]:
    """Note that the keys which take the place of lost ones are those of a co-reviewer.

    Raises:
        NotFoundError: nobody has the handle.
        UsageError: it is one's own handle, or there is nothing to confirm.
    """
    reviewer, wanted = session.require_reviewer(), _handle(session, handle)
    if _is_own(session, wanted):
        raise UsageError("a co-reviewer must confirm your key, not you")
    _own(session)
    known = _standings(session)
    weak = [
        place.public_key
        for place in _places(session, wanted)
        if place.public_key in known and known[place.public_key].is_weak
    ]
    if not weak:
        raise UsageError(f"no key of {wanted} takes the place of a lost one: there is nothing to confirm")
    for key in weak:
        key_facts.tell(session.db, CONFIRM, {"key": key}, by=reviewer)
    return [_as_noted(session, wanted, key) for key in weak]


def _as_noted(session: ReviewSession, handle: str, key: str) -> ReviewerKey:
    told = _standings(session).get(key, KeyStanding())
    return ReviewerKey(handle, fingerprint(key), key, _is_own(session, handle), told.in_words())


def _handle(session: ReviewSession, handle: str | None) -> str:
    if handle is None:
        return session.require_reviewer()
    present = standing_of(session, handle).present
    if present is None:
        raise NotFoundError(f"nobody here has the handle {handle!r}: `workbench reviewer` lists who does")
    return present


def _is_own(session: ReviewSession, handle: str) -> bool:
    return session.reviewer is not None and handle.casefold() == session.reviewer.casefold()


def _own(session: ReviewSession) -> WritingPlace:
    reviewer = session.require_reviewer()
    place = keys.place_of(reviewer)
    if place is None and is_served():
        raise UsageError(
            "no key is kept on a server, so what you submit in a browser is not sealed: to seal it, "
            "work in a file of your own, which the lead hands out"
        )
    if place is None:
        raise UsageError(
            f"there is no sound key of {reviewer} here, and none can be kept at {keys.key_path(reviewer)}"
        )
    return place


def _other(session: ReviewSession, other: str) -> tuple[str, WritingPlace | None]:
    """Return the public key that is meant, and what signs with it where it is at hand."""
    if len(other) == 64 and all(digit in "0123456789abcdef" for digit in other.lower()):
        return other.lower(), None
    path = Path(other)
    if path.is_file():
        try:
            place = keys.read_private(path)
        except (OSError, ValueError):
            raise UsageError(
                f"{path.name} is no key: `workbench reviewer key --private -o FILE` writes one"
            ) from None
        return place.public_key, place
    handle = _handle(session, other)
    here = keys.place_of(handle) if keys.has_key(handle) else None
    own = keys.place_of(session.require_reviewer())
    found = [
        place.public_key
        for place in _places(session, handle)
        if own is None or place.public_key != own.public_key
    ]
    if here is not None and here.public_key in found:
        return here.public_key, here
    if len(found) != 1:
        many = "several keys: give the public key" if found else "no other key in this review"
        raise UsageError(f"{handle} has {many}")
    return found[0], None


def _places(session: ReviewSession, handle: str) -> list[KnownPlace]:
    return [place for place in list_places(session.db) if place.reviewer.casefold() == handle.casefold()]


def _standings(session: ReviewSession) -> dict[str, KeyStanding]:
    places = [
        {"id": str(place.id), "reviewer_id": place.reviewer, "public_key": place.public_key}
        for place in list_places(session.db)
    ]
    return standings(places, history.list_placed(session.db, key_facts.FACTS))
