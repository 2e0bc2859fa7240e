"""Define the exit codes of the command line; scripts rely on these numbers."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """The ways in which a run of `workbench` can end."""

    OK = 0
    FAILURE = 1
    """Something went wrong that is neither of the below, or part of the work could not be done."""
    USAGE = 2
    """The command was not understood, or lacks something it needs."""
    NOT_FOUND = 3
    """The review, study, checklist, item or table asked for does not exist."""
    CONFLICT = 4
    """What was asked contradicts what is there, such as answering in a submitted appraisal."""
    INTERRUPTED = 130
    """Ctrl+C, by the convention of shells (128 + SIGINT)."""
