"""Put what reviewers submitted into columns: one for each item, domain and whole, one row a result."""

from __future__ import annotations

from collections.abc import Sequence

from checklists import Checklist
from checklists.language.answer_codes import NOT_ASKED
from workbench.review.reviewers.consensus import targets_of
from workbench.review.reviewers.submitted_ratings import RatedResult, SubmittedAppraisal

RatingRow = tuple[str | None, ...]
"""What was given on one result, one code or level a reviewer; None where there is none."""


class RatingTable:
    """The ratings of some results by some reviewers, by the items and domains of one checklist version.

    Attributes:
        results: In order of the rows.
        reviewers: In order of the codes in a row.
        checklist: The version whose items and domains are asked for.
        names: What the rows are about, as people read it.
    """

    def __init__(
        self, results: Sequence[RatedResult], reviewers: tuple[str, ...], checklist: Checklist
    ) -> None:
        self.results, self.reviewers, self.checklist = results, reviewers, checklist
        self.names = [result.name for result in results]
        self._items = {item.id: place for place, item in enumerate(checklist.items)}
        self._targets = {target: place for place, target in enumerate(targets_of(checklist))}
        self._width = len(self._items) + len(self._targets)
        self._columns = [self._columns_of(reviewer) for reviewer in reviewers]

    def codes(self, item: str) -> list[RatingRow]:
        """Return the answers to an item, NA where it was not asked."""
        return self._rows(self._items[item])

    def levels(self, target: str) -> list[RatingRow]:
        """Return the final levels of a domain or of the whole."""
        return self._rows(len(self._items) + self._targets[target])

    def _rows(self, place: int) -> list[RatingRow]:
        return list(zip(*(columns[place] for columns in self._columns), strict=True))

    def _columns_of(self, reviewer: str) -> list[tuple[str | None, ...]]:
        """Turn what a reviewer submitted on each result into a column for each item and target."""
        nothing = (None,) * self._width
        rows = [
            nothing if appraisal is None else self._row(appraisal)
            for appraisal in (result.appraisals.get(reviewer) for result in self.results)
        ]
        return list(zip(*rows, strict=True)) if rows else [()] * self._width

    def _row(self, appraisal: SubmittedAppraisal) -> RatingRow:
        version = appraisal.checklist
        if version is self.checklist or version == self.checklist:
            return appraisal.codes + appraisal.levels
        codes = dict(zip((item.id for item in version.items), appraisal.codes, strict=True))
        levels = dict(zip(targets_of(version), appraisal.levels, strict=True))
        return (
            *(codes.get(item, NOT_ASKED) for item in self._items),
            *(self._known(levels.get(target), target) for target in self._targets),
        )

    def _known(self, level: str | None, target: str) -> str | None:
        """Return a level of another version, or None where this one does not have it."""
        return level if level in self.checklist.levels_of(target) else None
