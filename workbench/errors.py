"""Define the errors that front ends show on one line, each with its exit code."""

from __future__ import annotations

from typing import ClassVar

from workbench.exit_codes import ExitCode


class WorkbenchError(Exception):
    """An error that the user should read. Its message is one line, whatever it is made from.

    Args:
        message: what went wrong and what to do about it. Line breaks in it (other libraries' messages
            often have some) become spaces.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.FAILURE

    def __init__(self, message: str) -> None:
        self.message = " ".join(message.split())
        super().__init__(self.message)

    def __str__(self) -> str:
        return self.message


class UsageError(WorkbenchError):
    """The request is not understood, or lacks something it needs."""

    exit_code: ClassVar[ExitCode] = ExitCode.USAGE


class NotFoundError(WorkbenchError):
    """The review, study or other thing that was asked for does not exist."""

    exit_code: ClassVar[ExitCode] = ExitCode.NOT_FOUND


class ConflictError(WorkbenchError):
    """The request contradicts what is there."""

    exit_code: ClassVar[ExitCode] = ExitCode.CONFLICT
