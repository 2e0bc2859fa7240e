"""See, before anybody is served, that each process will log in to the server as its own reviewer."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable

from workbench.errors import UsageError
from workbench.serve.seats import Seat

_LOOK = (sys.executable, "-P", "-m", "workbench", "reviewer", "list", "--format", "json")
"""Opens the review as the process of a reviewer will, and reads little of it."""
_LONGEST = 60.0
"""Seconds after which a server that does not answer is given up."""


def check_logins(seats: Iterable[Seat]) -> None:
    """Open the review once as each reviewer, with the variables that the reviewer's process will have.

    Raises:
        UsageError: a login is that of somebody else, has no part in the review, or does not get in.
    """
    for seat in seats:
        if problem := _problem(seat):
            raise UsageError(
                f"{seat.handle} cannot be served with the login of that entry: {problem} (its password"
                " stands in the service file or in PGPASSFILE; that of whoever serves is not passed on)"
            )


def _problem(seat: Seat) -> str:
    """Return what speaks against a login in one line; empty for nothing."""
    try:
        done = subprocess.run(
            _LOOK,
            env=seat.environment(),
            cwd=seat.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "the server did not answer within a minute"
    if done.returncode == 0:
        return ""
    told = done.stderr.strip().splitlines() or ["it ended without a message"]
    return told[-1].removeprefix("workbench: error: ")
