"""Say who appraises in a review, so that a rating can be confirmed by a second one of them."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from store.records import AppraisalKind, AppraisalState
from workbench.review.blindness.adjudication import adjudicator_of

if TYPE_CHECKING:
    from workbench.review.view import View


@dataclass(frozen=True, slots=True)
class Appraisers:
    """The people whose word counts for a rating.

    Attributes:
        handles: of those who have submitted an appraisal that the viewer may see, or are allocated a study.
        named: handle of who decides disagreements by the protocol; empty where it names nobody.
    """

    handles: frozenset[str]
    named: str = ""

    @property
    def several(self) -> bool:
        """True if two or more appraise, so that one person's rating is not enough."""
        return len(self.handles) > 1

    def may_confirm(self, handle: str) -> bool:
        """Return True if somebody may confirm the ratings of others."""
        return handle in self.handles or (bool(self.named) and handle.casefold() == self.named.casefold())


NOBODY = Appraisers(frozenset())


def appraisers_of(view: View) -> Appraisers:
    """Find who appraises the studies that are not left out of the review, as far as the viewer may see it.

    What is hidden from a viewer changes nothing that the viewer sees, so it does not count here either; a
    final table is refused while anything is hidden.
    """
    # Thousands of appraisals have a few such parts between them.
    parts = set(
        map(attrgetter("reviewer", "kind", "state", "of_excluded", "superseded_in"), view.visible_heads)
    )
    counts = (AppraisalKind.INDEPENDENT, AppraisalState.SUBMITTED, False, None)
    submitted = {reviewer for reviewer, *rest in parts if tuple(rest) == counts}
    allocated = view.allocated
    left_out = {row.id for row in view.study_rows.values() if row.excluded is not None} if allocated else ()
    asked = {handle for study, handles in allocated.items() if study not in left_out for handle in handles}
    return Appraisers(frozenset(submitted | asked), adjudicator_of(view.review))
