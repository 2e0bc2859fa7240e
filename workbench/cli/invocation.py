"""Hold what every verb of one run shares: the review, the reviewer, and how to open the screens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from workbench.cli import failure, output
from workbench.cli.confirmation import confirm
from workbench.config import read_settings, remember, review_location, reviewer_handle
from workbench.errors import ConflictError

if TYPE_CHECKING:
    from workbench.review.session import ReviewSession

OpenScreens = Callable[[str, str | None], None]
"""Opens the review at a location for a reviewer, until the user leaves; raises WorkbenchError."""


@dataclass(frozen=True, slots=True)
class Invocation:
    """One run of the command line.

    Attributes:
        db: the `--db` option.
        reviewer_option: the `--reviewer` option.
        open_screens: given from outside, because the command line does not know the screens.
        new_reviewer: the `--new-reviewer` option.
    """

    db: str | None
    reviewer_option: str | None
    open_screens: OpenScreens
    new_reviewer: bool = False

    @property
    def location(self) -> str:
        """The review meant."""
        return review_location(self.db)

    @property
    def reviewer(self) -> str | None:
        """The reviewer meant; None where nobody said, after telling of settings that could not be read."""
        handle = reviewer_handle(self.reviewer_option)
        if handle is None and (note := read_settings().note):
            output.say(note)
        return handle

    @contextmanager
    def open_review(self, location: str | None = None) -> Iterator[ReviewSession]:
        """Open the review for a `with` statement; see that a mistyped handle does not become a reviewer.

        Raises:
            WorkbenchError: it cannot be opened; the message says what to do.
        """
        from workbench.review.session import open_review  # imported here: the database costs half a second

        handle = self.reviewer
        with open_review(location or self.location, reviewer=handle) as session:
            is_new = handle is not None and not self._is_known(session, handle)
            try:
                yield session
            finally:
                failure.name_left_out(session.left_out)
            if is_new and self._is_known(session, session.reviewer or ""):
                output.say(f"{session.reviewer} is a reviewer of this review from now on.")

    def _is_known(self, session: ReviewSession, handle: str) -> bool:
        """Return True if a reviewer has a handle; ask about a new one at a terminal, and refuse a slip.

        Raises:
            ConflictError: it is nearly the handle of somebody else, or the file was handed out to another
                one who has not begun, and nobody said that it is new.
        """
        from workbench.review.reviewers import handles

        standing = handles.standing_of(session, handle)
        told = f"told.{standing.handle.casefold()}"
        if standing.former_note and read_settings().values.get(told) != standing.present:
            output.say(standing.former_note)
            remember(told, standing.present or "")  # said once, not with every command
        if standing.is_known or not standing.others:
            return standing.is_known
        if self.new_reviewer:
            handles.add_reviewer(session, handle, is_new=True)
            output.say(f"{handle} is a reviewer of this review from now on.")
            return True
        if output.on_terminal():
            confirm(f"Add {standing.handle} as a new reviewer?", [f"{standing.in_words()}."])
            handles.add_reviewer(session, handle, is_new=True)
            return True
        if standing.near:
            raise ConflictError(
                f"{standing.in_words()}: pass --reviewer {standing.near}, or --new-reviewer too if it is "
                "somebody else"
            )
        if standing.made_for:
            raise ConflictError(
                f"{standing.in_words()}: if you are {standing.made_for}, pass --reviewer {standing.made_for}"
                f" (`workbench --reviewer {standing.made_for} reviewer rename {standing.made_for} "
                f"{standing.handle}` gives you this handle); pass --new-reviewer too if you are somebody else"
            )
        return False

    def show_screens(self, location: str) -> None:
        """Open the screens on a review and stay until the user leaves.

        Raises:
            WorkbenchError: the review cannot be opened.
        """
        self.open_screens(location, self.reviewer)


pass_invocation = click.make_pass_decorator(Invocation)
"""Hand a verb the invocation as its first argument."""
