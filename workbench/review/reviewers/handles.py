"""Tell known reviewers from new ones, so that a mistyped handle does not become somebody."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from store import reviewers as stored
from store.records import Reviewer
from store.validation import handle as valid_handle
from store.validation import handle_key
from workbench import keys
from workbench.errors import ConflictError, UsageError
from workbench.review.session import CONSENSUS, ReviewSession, use_case, write_as

MAKER: Final = "example"
"""The handle that stands in the history for what the program put into the example; it is no person."""
_LONG_FROM: Final = 5
"""Letters from which on two may differ; of three or four letters one may, of fewer none."""

# Letters of other scripts that look like Latin ones; those that Unicode itself takes apart are not in it.
_PAIRS: Final = (
    "аa еe оo сc рp хx уy іi јj ѕs ԁd һh ԛq ԝw кk мm тt вb нh пn гr ӏl "
    "αa βb εe ηn ιi κk νv οo ρp τt υu χx γy ωw օo հh ոn ցg յj սu ıi łl øo đd"
)
_LOOK_ALIKE: Final = str.maketrans({pair[0]: pair[1] for pair in _PAIRS.split()})
_FIGURES: Final = str.maketrans("01", "ol")


@dataclass(frozen=True, slots=True)
class Standing:
    """The standing of a handle in a review.

    Attributes:
        handle: as it was typed.
        present: the handle of the reviewer who is meant; None where nobody has or had it.
        near: the known handle that it could be a slip of; empty where there is none.
        others: the handles of all known reviewers.
        made_for: whom the file was handed out to, where nobody has worked in it yet; else empty.
    """

    handle: str
    present: str | None
    near: str
    others: tuple[str, ...]
    made_for: str = ""

    @property
    def is_known(self) -> bool:
        """True if a reviewer has the handle, or had it."""
        return self.present is not None

    @property
    def former_note(self) -> str:
        """What is said of somebody who has another handle by now; empty otherwise."""
        if self.present is None or handle_key(self.present) == handle_key(self.handle):
            return ""
        return f"{self.handle} is called {self.present} by now."

    def in_words(self) -> str:
        """Say of an unknown handle who is known, and whom it resembles."""
        if self.near:
            return f"{self.handle} is not a reviewer of this review, and looks like {self.near}"
        if self.made_for:
            return (
                f"this file was handed out to {self.made_for}, and nobody has worked in it yet; {self.handle}"
                " is not a reviewer of this review"
            )
        names = ", ".join(self.others[:_MOST_NAMED]) + (", …" if len(self.others) > _MOST_NAMED else "")
        return f"{self.handle} is not a reviewer of this review yet ({names})"


_MOST_NAMED = 8


def own_names(session: ReviewSession) -> set[str]:
    """Return the handles that the viewer has and had, as the history may have them."""
    by = session.require_reviewer()
    for reviewer in stored.list_reviewers(session.db):
        if handle_key(reviewer.handle) == handle_key(by):
            return {by, reviewer.handle, *reviewer.former}
    return {by}


@use_case
def list_reviewers(session: ReviewSession) -> list[Reviewer]:
    """List the reviewers of the review by handle, with their names and the handles that they had."""
    return people(session)


def people(session: ReviewSession) -> list[Reviewer]:
    """List the reviewers who are persons, by handle."""
    return [reviewer for reviewer in stored.list_reviewers(session.db) if reviewer.handle != MAKER]


@use_case
def standing_of(session: ReviewSession, handle: str) -> Standing:
    """Say whether somebody has a handle, and whom it resembles otherwise.

    Raises:
        UsageError: no handle is written so.
    """
    given = valid_handle(handle.strip())
    known = people(session)
    names = tuple(reviewer.handle for reviewer in known)
    key = handle_key(given)
    has = (reviewer for reviewer in known if handle_key(reviewer.handle) == key)
    had = (reviewer for reviewer in known if key in map(handle_key, reviewer.former))
    owner = next(has, None) or next(had, None)
    near = "" if owner else nearest(given, names)
    made_for = "" if owner else stored.made_for(session.db)
    return Standing(given, owner.handle if owner else None, near, names, made_for)


@use_case
def add_reviewer(session: ReviewSession, handle: str, name: str = "", *, is_new: bool = False) -> Reviewer:
    """Make somebody known who has not worked in the review yet.

    Args:
        session: the open review.
        handle: the handle.
        name: the name that stands beside it.
        is_new: True if it is somebody new although the handle resembles a known one.

    Raises:
        ConflictError: somebody has or had the handle, or one that it could be a slip of.
        UsageError: a handle or name that does not do.
    """
    wanted = _usable(handle)
    standing = standing_of(session, wanted)
    if standing.is_known:
        raise ConflictError(f"{wanted} is or was the handle of {standing.present}: choose another one")
    if standing.near and not is_new:
        raise ConflictError(f"{standing.in_words()}: add --new-reviewer if it is somebody else")
    return stored.ensure_reviewer(session.db, wanted, " ".join(name.split()))


@use_case
def rename_reviewer(session: ReviewSession, handle: str, new: str) -> Reviewer:
    """Give a reviewer another handle; appraisals, history, decisions and allocations follow.

    Raises:
        NotFoundError: nobody has the handle.
        ConflictError: somebody has or had the new one.
        UsageError: a handle that does not do.
    """
    by, wanted = session.require_reviewer(), _usable(new)
    before = standing_of(session, handle)
    if before.present is None or handle_key(before.present) != handle_key(by):
        return stored.rename_reviewer(session.db, handle.strip(), wanted, by=by)
    write_as(session.db, by, renamed=wanted)  # so that one's own key signs on
    try:
        renamed = stored.rename_reviewer(session.db, handle.strip(), wanted, by=by)
    except BaseException:
        write_as(session.db, by)
        raise
    keys.follow(renamed.handle, by)
    return renamed


@use_case
def name_reviewer(session: ReviewSession, handle: str, name: str) -> bool:
    """Give a reviewer a name beside the handle; an empty one takes it away. Return True if it changed.

    Raises:
        NotFoundError: nobody has the handle.
    """
    return stored.name_reviewer(
        session.db, handle.strip(), " ".join(name.split()), by=session.require_reviewer()
    )


def nearest(handle: str, known: Iterable[str]) -> str:
    """Return the known handle that another one could be a slip of, the nearest first; empty where none.

    A slip changes at most two letters, and fewer than it leaves: of a handle of five letters two, of one of
    three or four one, of initials none. Numbers are meant: rev1 and rev2 are two people. Letters of another
    script that look alike are always a slip.

    >>> nearest("ana", ["anna", "bea"]), nearest("bea", ["ann"]), nearest("ab", ["ac"])
    ('anna', '', '')
    >>> nearest("rev2", ["rev1"]), nearest("\N{CYRILLIC SMALL LETTER A}b", ["ab"])
    ('', 'ab')
    """
    found = []
    for other in known:
        if _skeleton(handle) == _skeleton(other):
            found.append((0, other))
            continue
        one, two = _folded(handle), _folded(other)
        if _digits(one) != _digits(two):
            continue
        longest = max(len(one), len(two))
        most = 2 if longest >= _LONG_FROM else 1 if longest >= 3 else 0
        if abs(len(one) - len(two)) <= most and (distance := _distance(one, two)) <= most:
            found.append((distance, other))
    return min(found)[1] if found else ""


def _usable(handle: str) -> str:
    wanted = valid_handle(handle.strip())
    if wanted.casefold() == CONSENSUS:
        raise UsageError(f"{wanted!r} stands for what reviewers agree on: choose another handle")
    return wanted


def _folded(handle: str) -> str:
    """Return a handle without case, accents and forms of letters, in Latin letters where they look alike."""
    apart = unicodedata.normalize("NFKD", handle.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).translate(_LOOK_ALIKE)


def _skeleton(handle: str) -> str:
    """Return what handles have in common that look alike, figures such as 0 and 1 too."""
    return _folded(handle).translate(_FIGURES)


def _digits(handle: str) -> str:
    return "".join(character for character in handle if character.isdigit())


def _distance(one: str, two: str) -> int:
    """Return how many letters were changed, added, left out or swapped with their neighbour.

    The optimal string alignment distance.

    >>> _distance("bea", "bae"), _distance("anna", "annie"), _distance("", "ab")
    (1, 2, 2)
    """
    before: list[int] = []
    row = list(range(len(two) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, other in enumerate(two, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == two[j - 2] and one[i - 2] == other:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]
