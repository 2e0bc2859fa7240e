"""Hold what every verb of one run shares: the review, the reviewer, and how to open the screens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from workbench.cli import output
from workbench.config import read_settings, review_location, reviewer_handle
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from workbench.review.session import ReviewSession

OpenScreens = Callable[[str, str | None], str | None]
"""Opens the review at a location for a reviewer, and returns why it could not go on, or None."""


@dataclass(frozen=True, slots=True)
class Invocation:
    """One run of the command line.

    Attributes:
        db: the `--db` option.
        reviewer_option: the `--reviewer` option.
        open_screens: given from outside, because the command line does not know the screens.
    """

    db: str | None
    reviewer_option: str | None
    open_screens: OpenScreens

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

    def open_review(self, location: str | None = None) -> ReviewSession:
        """Open the review; verbs use it in a `with` statement.

        Raises:
            WorkbenchError: it cannot be opened; the message says what to do.
        """
        from workbench.review.session import open_review  # imported here: the database costs half a second

        return open_review(location or self.location, reviewer=self.reviewer)

    def show_screens(self, location: str) -> None:
        """Open the screens on a review and stay until the user leaves.

        Raises:
            WorkbenchError: they could not go on.
        """
        trouble = self.open_screens(location, self.reviewer)
        if trouble:
            raise WorkbenchError(trouble)


pass_invocation = click.make_pass_decorator(Invocation)
"""Hand a verb the invocation as its first argument."""
