"""What can be measured: the results that several reviewers have submitted, as far as the viewer sees them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from store import appraisals as stored
from store import studies as stored_studies
from store.records import Appraisal, AppraisalKind, AppraisalState, Study
from workbench.review.appraisals.sheets import Sheet, sheets_of
from workbench.review.blindness.independence import Glimpse, as_first_submitted, glimpses
from workbench.review.blindness.visibility import Place, place_of, visible_to
from workbench.review.session import ReviewSession


@dataclass(frozen=True, slots=True)
class Rated:
    """One result of a study with what its reviewers submitted independently.

    Attributes:
        sheets: by reviewer; answers as they stood before others' work could be seen.
        glimpsed: in words, who went on after that, and why it does not count or does.
    """

    study: Study
    result: str
    checklist_id: str
    sheets: dict[str, Sheet]
    glimpsed: tuple[str, ...]

    @property
    def name(self) -> str:
        """The study, with the result where one is named."""
        return f"{self.study.key} ({self.result})" if self.result else self.study.key


def submitted(session: ReviewSession) -> list[Rated]:
    """Everything submitted that the viewer may see, with the present checklist of each study, by study."""
    studies = {study.id: study for study in stored_studies.list_full(session.db)}
    everyone = stored.find_appraisals(session.db, kind=AppraisalKind.INDEPENDENT)
    places = _by_place(visible_to(session, everyone), studies)
    chosen = [one for group in places.values() for one in group.values()]
    found = glimpses(session, everyone)
    sheets = sheets_of(session, [(studies[one.study_id], one) for one in chosen])
    first = dict(zip((one.id for one in chosen), as_first_submitted(session, sheets, found), strict=True))
    return [
        Rated(
            studies[place[0]],
            place[1],
            place[2],
            {one.reviewer: first[one.id] for one in group.values()},
            tuple(_glimpsed(group.values(), found)),
        )
        for place, group in places.items()
    ]


def _by_place(found: Iterable[Appraisal], studies: dict[UUID, Study]) -> dict[Place, dict[str, Appraisal]]:
    """One submitted appraisal a reviewer: with the version of the checklist used last."""
    places: dict[Place, dict[str, Appraisal]] = defaultdict(dict)
    for one in found:  # the store gives those of one reviewer by time
        is_present = one.checklist_id == studies[one.study_id].checklist
        if is_present and one.state is AppraisalState.SUBMITTED:
            places[place_of(one)][one.reviewer] = one
    return places


def _glimpsed(group: Iterable[Appraisal], found: dict[UUID, Glimpse]) -> Iterable[str]:
    return (f"{one.study_key}: {found[one.id].in_words()}" for one in group if one.id in found)
