"""Build the table of how independence is known, pair by pair, as `workbench verify` tells it."""

from __future__ import annotations

from workbench.output import Column, Table
from workbench.review.exchange.verify.independence_status import MEANING, UNCHECKED, Pair, summarise
from workbench.review.tables.material import Of
from workbench.review.tables.registry import TABLES
from workbench.review.view import View

_COLUMNS = (
    Column("study", "Study"),
    Column("checklist", "Checklist"),
    Column("first", "First"),
    Column("second", "Second"),
    Column("status", "How independence is known"),
    Column("later", "Later versions"),
    Column("shares_folder", "One account"),
)
_LIMIT = (
    "No file can show that nobody looked in another way, such as at a copied file, in a talk or under a"
    " second name."
)


def build(view: View, of: Of) -> list[Table]:
    """Return one row a pair of submitted appraisals that are compared, the strongest proof first.

    What each status means stands below. It says nothing of answers, so everybody may have it.
    """
    pairs = view.pairs
    strength = {status: place for place, status in enumerate(MEANING)}

    def place(pair: Pair) -> tuple[int, int, str]:
        return strength[pair.status], view.place_of(pair.study), pair.checklist

    rows = tuple(
        (
            *(pair.study, pair.checklist, pair.first, pair.second),
            *(str(pair.status), pair.later, "yes" if pair.shares_folder else ""),
        )
        for pair in sorted(
            pairs, key=lambda pair: (strength[pair.status], view.place_of(pair.study), pair.checklist)
        )
    )
    if not rows:
        notes: tuple[str, ...] = ("no two people have submitted appraisals of the same result yet",)
    else:
        notes = (*(f"{status}: {MEANING[status]}" for status, _ in summarise(pairs)), UNCHECKED, _LIMIT)
    return [Table("independence", TABLES["independence"].title, _COLUMNS, rows, notes)]
