"""Errors are one line and carry the exit code that scripts rely on."""

from __future__ import annotations

import pytest

from workbench.errors import ConflictError, NotFoundError, UsageError, WorkbenchError
from workbench.exit_codes import ExitCode


def test_exit_codes_are_the_numbers_that_the_contract_names() -> None:
    """0 ok, 1 failure, 2 usage, 3 not found, 4 conflict."""
    assert [0, 1, 2, 3, 4, 130] == [int(code) for code in ExitCode]


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (WorkbenchError, ExitCode.FAILURE),
        (UsageError, ExitCode.USAGE),
        (NotFoundError, ExitCode.NOT_FOUND),
        (ConflictError, ExitCode.CONFLICT),
    ],
)
def test_each_error_knows_its_exit_code(kind: type[WorkbenchError], code: ExitCode) -> None:
    """The code follows from the kind of error, not from who catches it."""
    assert code is kind("no").exit_code


def test_a_message_of_several_lines_becomes_one() -> None:
    """Other libraries' messages have line breaks; a user reads one line."""
    assert "first second" == str(WorkbenchError("first\n  second\n"))
