"""Decide who may see what somebody remarked: whoever may see that person's work on the study.

A comment can say what is in an appraisal. So the comments of others on a study are seen by those who have
submitted it, as answers are, or decide its disagreements, and while whoever wrote them has nothing there that
is hidden.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cached_property
from uuid import UUID

from store import comments, history, reviewers
from store.comments import Comment
from store.records import AppraisalKind, AppraisalState, Event
from workbench.review.blindness.adjudication import adjudicator_of, open_places
from workbench.review.blindness.visibility import place_of
from workbench.review.view import View


class CommentGate:
    """The comments that a viewer may see.

    Args:
        view: a reading of the review, or of the one study that is asked for.
    """

    def __init__(self, view: View) -> None:
        self._view = view

    def shown(self, found: Iterable[Comment]) -> list[Comment]:
        """Return the comments that may be seen, in the order given."""
        return [each for each in found if self.lets_through(each.study_id, each.reviewer)]

    def lets_through(self, study: UUID, author: str) -> bool:
        """Return True if the viewer may see what somebody remarks on a study.

        Args:
            study: its id; of a merged one that of the study that was kept.
            author: handle of who wrote it.
        """
        viewer = self._view.viewer
        if viewer is None or author == viewer:
            return viewer is not None
        states, hidden = self._standing
        if (study, author) in hidden:
            return False
        return (
            not self._view.review.blind
            or states[study, viewer] == {AppraisalState.SUBMITTED}
            or (study in self._to_decide and not states[study, viewer])
        )

    @cached_property
    def _to_decide(self) -> set[UUID]:
        """The studies of which the viewer, named to decide disagreements, sees what others submitted."""
        viewer = self._view.viewer
        if viewer is None or viewer.casefold() != adjudicator_of(self._view.review).casefold():
            return set()
        places = open_places(viewer, ((place_of(each), each) for each in self._view.appraisals))
        return {study for study, _, _ in places}

    @cached_property
    def _standing(
        self,
    ) -> tuple[defaultdict[tuple[UUID, str], set[AppraisalState]], set[tuple[UUID, str]]]:
        """The states of independent appraisals, and where one is hidden, by study and reviewer."""
        states: defaultdict[tuple[UUID, str], set[AppraisalState]] = defaultdict(set)
        hidden = set()
        for appraisal in [*self._view.appraisals, *self._view.superseded]:
            if appraisal.kind is AppraisalKind.INDEPENDENT:
                key = place_of(appraisal)[0], appraisal.reviewer
                if appraisal.superseded_in is None:
                    states[key].add(appraisal.state)
                if appraisal.id not in self._view.visible_ids:
                    hidden.add(key)
        return states, hidden

    def hides(self, event: Event) -> bool:
        """Return True if an event tells of a comment that the viewer may not see."""
        if event.action not in comments.ACTIONS:
            return False
        study = self._roots.get(event.study_key or "")
        author = self._handles.get(event.about.get("author", ""), event.reviewer)
        return study is None or not self.lets_through(study, author)

    def hidden_among(self, events: Collection[Event]) -> list[Event]:
        """Return the events that tell of comments that the viewer may not see."""
        return [event for event in events if self.hides(event)]

    def hidden_comments(self) -> list[UUID]:
        """Return the ids of the comments that the viewer may not see."""
        found = comments.list_comments(self._view.session.db)
        return [each.id for each in found if not self.lets_through(each.study_id, each.reviewer)]

    def hides_anything(self) -> bool:
        """Return True if there is a comment that the viewer may not see, or was one."""
        events = history.list_events(self._view.session.db, actions=comments.ACTIONS)
        return bool(self.hidden_among(events) or self.hidden_comments())

    @cached_property
    def _roots(self) -> dict[str, UUID]:
        return comments.roots_by_key(self._view.session.db)

    @cached_property
    def _handles(self) -> dict[str, str]:
        return {str(person.id): person.handle for person in reviewers.list_reviewers(self._view.session.db)}
