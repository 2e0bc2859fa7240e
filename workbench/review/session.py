"""Open a review for the person who works in it, and report trouble of the rooms below."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from types import TracebackType
from typing import Literal, ParamSpec, Self, TypeVar

import store
from checklists import ChecklistError, ChecklistNotFound
from store import Store, reviewers
from store.errors import (
    AlreadyExists,
    Conflict,
    DamagedValue,
    InvalidValue,
    NotFound,
    ReviewNotFound,
    StoreError,
    UnreachableReview,
)
from store.records import Reviewer
from store.reviews import read_review
from store.validation import handle_key
from store.writing_places import WritingPlace, list_places
from workbench import keys
from workbench.config import remembered_reviewer
from workbench.counts import count
from workbench.entry_drafts import DraftFolder
from workbench.errors import ConflictError, NotFoundError, UsageError, WorkbenchError
from workbench.intake import IntakeError
from workbench.reading_marks import MarkFolder

LabelStyle = Literal["key", "author-year", "number"]

CONSENSUS = "consensus"
"""Stands where a reviewer's handle stands in appraisals of one person; nobody can be called so."""

_MOST_NAMED = 20
"""How many values that cannot be read are named one by one."""

P = ParamSpec("P")
T = TypeVar("T")


def use_case(function: Callable[P, T]) -> Callable[P, T]:
    """Let a use case raise only `WorkbenchError`, whatever the rooms below raise.

    Front ends catch one family of errors, each with its exit code and a one-line message.
    """

    @wraps(function)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> T:
        db = _review_among((*args, *kwargs.values()))
        changes = db.changes if db is not None else 0
        try:
            return function(*args, **kwargs)
        except Exception as error:
            if db is None or not _is_worth_another_try(db, changes, error):
                if isinstance(error, StoreError | ChecklistError | IntakeError):
                    raise in_our_words(error) from error
                raise
        try:
            return function(*args, **kwargs)
        except (StoreError, ChecklistError, IntakeError) as error:
            raise in_our_words(error) from error

    return guarded


def may_come_from_damage(error: BaseException) -> bool:
    """Return True for an error that a value in the review may have caused which is not what it should be."""
    if isinstance(error, WorkbenchError):
        return error.__cause__ is not None and may_come_from_damage(error.__cause__)
    if isinstance(error, StoreError | IntakeError):
        return isinstance(error, DamagedValue | UnreachableReview)
    return not isinstance(error, OSError)


def _is_worth_another_try(db: Store, changes: int, error: Exception) -> bool:
    """Return True if damage behind an error was left out, and nothing was written before it was met."""
    if not may_come_from_damage(error):
        return False
    try:
        return db.leave_out_damage() and db.changes == changes
    except StoreError as other:
        raise in_our_words(other) from error


def _review_among(values: Iterable[object]) -> Store | None:
    """Return the review that a use case is called with: the session, or something that holds it."""
    for value in values:
        session = value if isinstance(value, ReviewSession) else getattr(value, "session", None)
        if isinstance(session, ReviewSession):
            return session.db
    return None


def in_our_words(error: Exception) -> WorkbenchError:
    """Translate an error of the store, the checklists or the intake into one for front ends."""
    message = str(error)
    if isinstance(error, NotFound | ReviewNotFound | ChecklistNotFound):
        return NotFoundError(message)
    if isinstance(error, Conflict | AlreadyExists):
        return ConflictError(message)
    if isinstance(error, InvalidValue | ChecklistError):
        return UsageError(message)
    return WorkbenchError(message)


@dataclass(frozen=True, slots=True)
class ReviewSession:
    """One open review and, once known, the reviewer who sits at it.

    Attributes:
        with_wording: False while something is made for others, who may have no right to the texts of
            checklists that are somebody else's.
        label: how studies are named in what is made for others: by key, author and year, or number.
        is_final: True while something is made that has the words of a manuscript, not those of the team.
        first_number: of the studies where numbers name them: a text may cite other works before.
    """

    db: Store
    reviewer: str | None
    with_wording: bool = True
    label: LabelStyle = "key"
    is_final: bool = False
    first_number: int = 1

    def require_reviewer(self) -> str:
        """Return the reviewer's handle.

        Raises:
            UsageError: where nobody said who is working.
        """
        if self.reviewer is None:
            raise UsageError(
                "who are you? Pass --reviewer HANDLE, set WORKBENCH_REVIEWER, or open the workbench once"
            )
        if self.reviewer.casefold() == CONSENSUS:
            raise UsageError(f"{self.reviewer!r} stands for what reviewers agree on: choose another handle")
        return self.reviewer

    def require_owner(self, act: str) -> None:
        """Raise where a server keeps a team and this login is one of it, not the one that owns the review.

        Args:
            act: what the owner alone does, as an infinitive.

        Raises:
            ConflictError: with the login that can do it.
        """
        if self.db.member is None:
            return
        from store.team.members import owner_login  # only for a server

        raise ConflictError(
            f"only the login that owns this review on its server, {owner_login(self.db)}, can {act}, since a"
            f" member's login ({self.db.member.login}, {self.db.member.role}) does not see everything: ask"
            " whoever has that login"
        )

    @property
    def role(self) -> str:
        """Return the role of the login in a team; empty for whoever owns the review, and without a team."""
        return "" if self.db.member is None else self.db.member.role

    @property
    def is_reader(self) -> bool:
        """Return True if the login is that of a reader of a team, who appraises nothing."""
        return self.role == "reader"

    def make_whole(self) -> bool:
        """Return True if the file has every change, after trying where something is still beside it."""
        return self.db.make_whole()

    @property
    def left_out(self) -> list[str]:
        """One line on each value that could not be read and was left out, and one on what helps."""
        rows = self.db.left_out
        if not rows:
            return []
        lines = [row.in_words for row in rows[:_MOST_NAMED]]
        if len(rows) > _MOST_NAMED:
            lines.append(f"and {len(rows) - _MOST_NAMED:,} more")
        helps = (
            "; have them set right in the database, or go on with a backup"
            if self.db.is_on_server
            else ", and `workbench doctor --repair FILE` writes a copy of the rest"
        )
        lines.append(
            f"{count(len(rows), 'value')} of the review cannot be read, and what is shown lacks that: "
            f"`workbench doctor` names each{helps}"
        )
        return lines

    def close(self) -> None:
        """Close the review; nothing is pending, because every change was saved when it was made."""
        self.db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@use_case
def open_review(location: str, reviewer: str | None = None) -> ReviewSession:
    """Open the review at `location` (a file or a database URL) for `reviewer`.

    Raises:
        NotFoundError: there is no such review.
        WorkbenchError: it cannot be opened; the message says why and what to do.
    """
    db = store.open_review(location)
    try:
        handle, former = _known_beside_damage(db, _of_login(db, reviewer))
        if handle is not None and former and not keys.has_key(handle):
            _take_key_along(db, handle, former)
        if handle is not None and former:
            _take_folders_along(db, handle, former)
        write_as(db, handle)
        return ReviewSession(db, handle)
    except BaseException:
        db.close()
        raise


@use_case
def work_as(session: ReviewSession, reviewer: str) -> ReviewSession:
    """Return the same review with another person at work, whose handle becomes known to the review.

    Raises:
        UsageError: the handle cannot be used; the message says what one is made of. On a server with a team,
            it is not that of the login.
    """
    _of_login(session.db, reviewer)
    write_as(session.db, reviewer.strip())
    return ReviewSession(session.db, reviewers.ensure_reviewer(session.db, reviewer).handle)


def _of_login(db: Store, reviewer: str | None) -> str | None:
    """Return who works: on a server with a team the reviewer of the login, elsewhere who says so.

    Raises:
        UsageError: the login is that of another reviewer.
    """
    if db.member is None:
        return reviewer
    own = db.member.reviewer
    if reviewer is None or reviewer == remembered_reviewer():
        return own  # the handle of other reviews, which nobody gave for this one
    if reviewer.strip().casefold() != own.casefold():
        raise UsageError(
            f"the login {db.member.login} is {own}: leave --reviewer out, or connect with the login of"
            f" {reviewer.strip()[:40]}"
        )
    return own


@use_case
def review_id(session: ReviewSession) -> str:
    """Return the id of a review, which stays when its file is moved, copied or renamed."""
    return str(read_review(session.db).id)


def write_as(db: Store, reviewer: str | None, *, renamed: str | None = None) -> None:
    """Chain what this reviewer does at the place that this user's key makes, and nothing of others.

    Args:
        db: the review.
        reviewer: the handle under which the key is kept.
        renamed: the handle that the same person has from now on.
    """
    own = {name.casefold() for name in (reviewer, renamed) if name is not None}

    def place_of(handle: str) -> WritingPlace | None:
        is_own = reviewer is not None and handle.casefold() in own
        return keys.place_of(reviewer) if is_own and reviewer is not None else None

    db.place_of = place_of


def sign_on(session: ReviewSession, present: str) -> None:
    """Let the own key sign on where a merge or a decision gave the reviewer at work another handle.

    Args:
        session: the open review.
        present: the handle of the reviewer after it, read in its transaction, after which nothing is read.
    """
    by = session.require_reviewer()
    if handle_key(present) != handle_key(by):
        write_as(session.db, by, renamed=present)
        keys.follow(present, by)


def _take_key_along(db: Store, handle: str, former: tuple[str, ...]) -> None:
    """Let a key that a renamed reviewer wrote with here be found under the handle of now."""
    known = {place.public_key for place in list_places(db) if place.reviewer == handle}
    for name in former:
        place = keys.place_of(name) if keys.has_key(name) else None
        if place is not None and place.public_key in known:
            keys.follow(handle, name)
            return


def _take_folders_along(db: Store, handle: str, former: tuple[str, ...]) -> None:
    """Let drafts and marks of a renamed reviewer, which lie here by handle, be found under that of now."""
    try:
        review = str(read_review(db).id)
    except StoreError:  # a review that cannot say what it is opens beside its damage
        return
    for name in former:
        DraftFolder(review, handle).follow(name)
        MarkFolder(review, handle).follow(name)


def _known_beside_damage(db: Store, reviewer: str | None) -> tuple[str | None, tuple[str, ...]]:
    try:
        return _as_known(db, reviewer)
    except Exception as error:
        if may_come_from_damage(error) and db.leave_out_damage():
            return _as_known(db, reviewer)
        raise


def _as_known(db: Store, reviewer: str | None) -> tuple[str | None, tuple[str, ...]]:
    """Return the handle as the review spells it, and the former ones of the person.

    ANNA is anna, and a handle from before is that of now.
    """
    if reviewer is None:
        return None, ()
    wanted = reviewer.strip()
    known: dict[str, Reviewer] = {}
    for person in reviewers.list_reviewers(db):
        known |= {former.casefold(): person for former in person.former}
        known[person.handle.casefold()] = person
    found = known.get(wanted.casefold())
    return (found.handle, found.former) if found is not None else (wanted, ())


@use_case
def create_review(
    location: str, *, title: str, question: str = "", reviewer: str | None = None
) -> ReviewSession:
    """Make a new review at `location` and open it.

    Raises:
        ConflictError: something is there already; it is left as it was.
    """
    db = store.create_review(location, title=title, question=question, by=reviewer or "")
    write_as(db, reviewer)
    return ReviewSession(db, reviewer)
