"""Define what can be wrong with a definition or with answers to it, told in one line each."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_LONGEST_QUOTE = 60
_LONGEST_LIST = 10


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in a definition.

    Attributes:
        file: The file's name as it was given to the loader.
        path: Where in the document, such as `domains[D1].rules[D1-R2].judge`; empty for the whole file.
        line: The line, counted from 1; 0 when the file could not be read at all.
        message: What is wrong, and where possible what was probably meant.
        kind: What of the proof fails, such as `P4`; empty for what is wrong with shape and names.
    """

    file: str
    path: str
    line: int
    message: str
    kind: str = ""

    def __str__(self) -> str:
        """Give `file:line: path: message` on one line."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        text = ": ".join(part for part in (place, self.path, self.message) if part)
        return _UNPRINTABLE.sub(" ", text)


class ChecklistError(ValueError):
    """A definition that cannot be used, or answers that do not belong to it.

    Attributes:
        problems: Every problem found, in the order of the lines; empty when the fault is not in a definition.
    """

    def __init__(self, message: str = "", problems: Sequence[Problem] = ()) -> None:
        """Keep the problems; without a message the first of them speaks for all."""
        self.problems = tuple(problems)
        super().__init__(message or _summary(self.problems))


class ChecklistNotFound(ChecklistError):  # noqa: N818
    """The id is that of no built-in checklist."""


class UnknownItem(ChecklistError):  # noqa: N818
    """An answer was given to an item that the checklist does not have."""


class UnknownAnswer(ChecklistError):  # noqa: N818
    """An answer that the item's answer set does not offer."""


class UnknownDomain(ChecklistError):  # noqa: N818
    """A domain, or the target of an override, that the checklist does not have."""


class UnknownJudgement(ChecklistError):  # noqa: N818
    """A level that is not on the checklist's scale."""


class UnknownStart(ChecklistError):  # noqa: N818
    """A GRADE start that the checklist does not offer."""


def quoted(value: object) -> str:
    """Show a value from a file within a message: in quotes, on one line, and not endlessly long."""
    text = _UNPRINTABLE.sub("�", str(value))
    return f'"{text}"' if len(text) <= _LONGEST_QUOTE else f'"{text[: _LONGEST_QUOTE - 1]}…"'


def did_you_mean(name: str, valid: Iterable[str]) -> str:
    """Name the nearest valid name, or all of them when none is near.

    Example:
        >>> did_you_mean("standrd", ["standard", "graded_no"])
        'did you mean "standard"?'
        >>> did_you_mean("X", ["Y", "N"])
        'valid here: "Y", "N"'
    """
    names = list(dict.fromkeys(valid))
    close = nearest(name, names)
    if close is not None:
        return f"did you mean {quoted(close)}?"
    if not names:
        return "none is defined"
    shown = ", ".join(quoted(each) for each in names[:_LONGEST_LIST])
    return f"valid here: {shown}" + (", …" if len(names) > _LONGEST_LIST else "")


def nearest(name: str, valid: Iterable[str]) -> str | None:
    """Find the valid name that differs from a given one by case or by a slip of the pen, if there is one."""
    names = list(valid)
    # A name as long as a page is no misspelling, and comparing it would take long.
    if len(name) > _LONGEST_QUOTE:
        return None
    for each in names:
        if each.casefold() == name.strip().casefold():
            return each
    return next(iter(difflib.get_close_matches(name, names, n=1, cutoff=0.6)), None)


def _summary(problems: Sequence[Problem]) -> str:
    if not problems:
        return "the checklist cannot be used"
    more = len(problems) - 1
    return f"{problems[0]}" + (f" (and {more} more problem{'s' * (more > 1)})" if more else "")
