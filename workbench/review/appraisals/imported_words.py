"""Say of appraisals that they came out of a file: the same words on screens, in tables and in methods."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from workbench.review.sentences import name_some

NOT_KNOWN = "imported, not known to be independent"
"""The standing of an appraisal that was made elsewhere."""
WITHOUT_ANSWERS = "judged without answers"


class AppraisalWithOrigin(Protocol):
    """The part of an appraisal that says where it came from."""

    @property
    def imported_from(self) -> str | None:
        """The name of the file; None for one that was made here."""

    @property
    def reviewer(self) -> str:
        """The handle."""

    @property
    def codes(self) -> Mapping[str, str]:
        """The code given to each item, by item id."""


def origin_in_words(sheet: AppraisalWithOrigin) -> str:
    """Say which file an appraisal came from, and if it has no answers; empty for one that was made here."""
    if sheet.imported_from is None:
        return ""
    return f"imported from {sheet.imported_from}" + ("" if sheet.codes else f", {WITHOUT_ANSWERS}")


def imported_note(
    named: Iterable[tuple[str, AppraisalWithOrigin]], *, final: bool = False
) -> tuple[str, ...]:
    """Return the note on the imported ones among some appraisals, each with its name; none without any.

    Args:
        named: the appraisals with their names.
        final: without handles and names of files, which say nothing to the readers of a manuscript.
    """
    told = [
        name if final else f"{name} by {sheet.reviewer} ({words})"
        for name, sheet in named
        if (words := _origin(sheet))
    ]
    told = list(dict.fromkeys(told))
    return (f"{NOT_KNOWN}: {name_some(told)}",) if told else ()


def _origin(sheet: AppraisalWithOrigin) -> str:
    return origin_in_words(sheet).removeprefix("imported ")
