"""Count the SQL statements of a block, or break it off at one of them as a killed process would."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Engine, event

_NOT_COUNTED = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA", "SAVEPOINT", "RELEASE")


class BrokenOffError(BaseException):
    """Raised in the place of a statement. Nothing catches it, so nothing can make up for what is missing."""


@dataclass
class Statements:
    """What a block asked of the database.

    Attributes:
        sent: the statements, without those that begin and end transactions.
        writing: how many transactions that write began.
    """

    sent: list[str] = field(default_factory=list)
    writing: int = 0


@contextmanager
def counting(break_at: int | None = None) -> Iterator[Statements]:
    """Count the statements of the block.

    Args:
        break_at: raise `BrokenOffError` in the place of the statement with this number, from 0.
    """
    counted = Statements()

    def before(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        counted.writing += statement.startswith("BEGIN IMMEDIATE")
        if statement.lstrip().startswith(_NOT_COUNTED):
            return
        if len(counted.sent) == break_at:
            raise BrokenOffError(statement)
        counted.sent.append(statement)

    event.listen(Engine, "before_cursor_execute", before)
    try:
        yield counted
    finally:
        event.remove(Engine, "before_cursor_execute", before)
