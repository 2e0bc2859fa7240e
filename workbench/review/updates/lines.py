"""Define a line of the list of updates: what happened, and what to do about it."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

Group = Literal["look again", "changed", "new"]
GROUPS: tuple[Group, ...] = ("look again", "changed", "new")
"""In the order of the list: what asks for work on what was done stands first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateLine:
    """One thing that is new, changed, or to be looked at again.

    Attributes:
        group: which of the three.
        kind: what it is, for programs, such as `document` or `rating`.
        what: what happened, in words.
        do: what to do about it, in words.
        command: the command that does it, or begins to; empty where there is nothing to do.
        study: key of the study; empty where it is about none.
        about: the result, the item or the outcome; empty where it is the study or the review.
        at: when it happened; None where nobody knows.
        by: handle of who did it; empty where it is nobody's work.
        names: of documents whose change this line tells, so that no other line tells it again.
    """

    group: Group
    kind: str
    what: str
    do: str
    command: str = ""
    study: str = ""
    about: str = ""
    at: datetime | None = None
    by: str = ""
    names: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the shape that `workbench updates --format json` prints; relied upon from outside."""
        return {
            "group": self.group,
            "kind": self.kind,
            "study": self.study or None,
            "about": self.about or None,
            "at": self.at.isoformat() if self.at else None,
            "by": self.by or None,
            "what": self.what,
            "do": self.do,
            "command": self.command or None,
        }


def command_line(*words: str, then: str = "") -> str:
    """Write a command so that a shell takes it; what is to be filled in stands at its end.

    >>> command_line("certainty", "survival (28 days)", "Imprecision", then="--confirm")
    "workbench certainty 'survival (28 days)' Imprecision --confirm"
    """
    return " ".join(filter(None, ["workbench", *map(shlex.quote, words), then]))


def of_result(result: str) -> tuple[str, ...]:
    """Return the words that name a result on the command line; none for the whole study."""
    return ("--result", result) if result else ()


def day(at: datetime) -> str:
    """Write the day of a moment, in UTC."""
    return f"{at:%Y-%m-%d}"
