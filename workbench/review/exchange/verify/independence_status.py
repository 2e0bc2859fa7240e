"""Name how independence of two appraisals is known, and what each status means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Independence(StrEnum):
    """How independence is known, from the strongest proof to the weakest."""

    SEALED = "sealed before exchange"
    PARTLY = "sealed, exchanged in part"
    SEPARATE = "separate files, chain order only"
    SERVER = "one database, kept by row-level security"
    SHARED = "one shared file, kept by the program only"
    IMPORTED = "imported, not known"
    UNSEALED = "made without a seal"
    KEPT_BACK = "not known, steps are kept back"
    NOT = "not independent"


MEANING: Final[Mapping[Independence, str]] = {
    Independence.SEALED: (
        "each had the other's seal before giving their own answers away, so neither changed anything after"
        " seeing the other's"
    ),
    Independence.PARTLY: "one of the two had the other's seal before giving their own answers away",
    Independence.SEPARATE: (
        "they worked in two files that were joined after both had submitted; no seals were exchanged before"
    ),
    Independence.SERVER: (
        "each worked with a login of their own on a database server that kept the other's work from them, as"
        " their signed steps say; whoever owns that database could read all of it"
    ),
    Independence.SHARED: (
        "the work of one was in a file of the other before the other had submitted, or nothing shows that"
        " they worked in two files; there the program hid it, and whoever can open the file can read it"
    ),
    Independence.IMPORTED: "at least one was made elsewhere and brought in from a file",
    Independence.UNSEALED: (
        "at least one has no signature and no seal, as what was made before seals existed or in a browser;"
        " whether it ever had them, the file cannot show"
    ),
    Independence.KEPT_BACK: (
        "steps of one of the two are here without their contents, and could be of any kind; a file that has"
        " them whole says more"
    ),
    Independence.NOT: (
        "one was submitted, or chosen of two versions made in two files, after the other's work could be seen"
    ),
}
"""What each status means, in words for people who do not know the program. `verify`, the methods and the
report use the same."""
UNCHECKED: Final = (
    "How independence is known is read from the history as it stands; whether the history holds was not"
    " checked here: `workbench verify` checks it."
)
"""What goes with it wherever `verify` did not run."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two appraisals of one result of a study with one checklist.

    Attributes:
        study: key of the study.
        checklist: id of the checklist.
        first, second: handles.
        status: how independence of what counts is known: the last version before the other could be seen.
        later: what is known of versions after that; empty where nothing was changed after seeing.
        shares_folder: True if both write from one settings folder, so that they may be one person.
    """

    study: str
    checklist: str
    first: str
    second: str
    status: Independence
    later: str
    shares_folder: bool


def summarise(pairs: Iterable[Pair]) -> list[tuple[Independence, int]]:
    """Count the pairs by status, from the strongest proof to the weakest."""
    counts = Counter(pair.status for pair in pairs)
    return [(status, counts[status]) for status in Independence if counts[status]]
