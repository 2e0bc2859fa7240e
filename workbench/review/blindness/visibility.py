"""Decide who may see whose work: the one gate that every screen, command, table and history goes through.

The promise: nobody sees another reviewer's answers, notes or judgements of a study before having
submitted an appraisal of the same result of that study with the same checklist, and then only what the
other has submitted too. Until then a reviewer can only learn that another is done or not. A consensus holds
what its reviewers submitted, so it is seen by those only who may see all of that; who reopens the own
appraisal keeps sight of the finished consensus that stood then, and of no later one. Whom the protocol names
to decide disagreements sees what two others have submitted; see `adjudication`.

Blindness can be lifted for the whole review, with a reason that stands in the history: every reviewer then
sees what others have submitted, whether done or not. Drafts stay hidden all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar
from uuid import UUID

from store import history, reviews
from store.records import Appraisal, AppraisalKind, AppraisalState, Event
from workbench.counts import count
from workbench.review.blindness.adjudication import adjudicator_of, open_places
from workbench.review.blindness.seeable import Id, Seeable
from workbench.review.session import ReviewSession

RISK_OF_BIAS = "RiskOfBias"
"""The GRADE domain whose rating rests on appraisals."""

COMMENT = "comment"
WORDS = (COMMENT, "statement", "up_anyway")
"""The parts of what is entered for a body of evidence that can say what is in appraisals."""

AnySeeable = TypeVar("AnySeeable", bound=Seeable[Hashable])

Place = tuple[UUID, str, str]
"""What two appraisals must have in common to be compared: study, result, id of the checklist. An appraisal
that a merge of studies superseded is seen by those who are done with the study that was kept.
"""


LastStep = Callable[[AnySeeable, str], int]
"""Gives the number of the last event of a kind, such as `submit`, on an appraisal that has one."""


def visible_to(session: ReviewSession, appraisals: Iterable[AnySeeable]) -> list[AnySeeable]:
    """Return the appraisals whose content the viewer may see, in the order given.

    Args:
        session: its reviewer is the viewer; somebody unknown sees nobody's work.
        appraisals: of one study or of many; the viewer's own must be among them, drafts too.
    """

    def last_step(appraisal: AnySeeable, action: str) -> int:
        identity = appraisal.id if isinstance(appraisal.id, UUID) else UUID(str(appraisal.id))
        return history.list_events(session.db, appraisal_id=identity, actions=(action,))[-1].number

    review = reviews.read_review(session.db)
    return visible_appraisals(
        session.reviewer,
        appraisals,
        is_blind=review.blind,
        adjudicator=adjudicator_of(review),
        last_step=last_step,
    )


def visible_appraisals(
    viewer: str | None,
    appraisals: Iterable[AnySeeable],
    *,
    is_blind: bool,
    adjudicator: str,
    last_step: LastStep[AnySeeable],
) -> list[AnySeeable]:
    """Return the appraisals whose content a viewer may see, in the order given.

    Args:
        viewer: a handle; None, somebody unknown, sees nobody's work.
        appraisals: of one study or of many; the viewer's own must be among them, drafts too.
        is_blind: True if reviewers are blind to each other until they have submitted.
        adjudicator: handle of who decides disagreements by the protocol; empty for nobody.
        last_step: see `LastStep`.
    """
    if viewer is None:
        return []
    everything = list(appraisals)
    independent, consensus = AppraisalKind.INDEPENDENT, AppraisalKind.CONSENSUS
    submitted = AppraisalState.SUBMITTED
    own = [
        appraisal
        for appraisal in everything
        if appraisal.reviewer == viewer and appraisal.kind is independent and appraisal.superseded_in is None
    ]
    finished = _finished(own)
    kept = _kept_in_sight(own, everything, finished, last_step) if is_blind else set()
    if is_blind and viewer.casefold() == adjudicator.casefold():
        finished |= open_places(viewer, ((place_of(appraisal), appraisal) for appraisal in everything))
    # A consensus belongs to nobody alone: whoever began it is not asked for. All here is asked of thousands.
    return [
        appraisal
        for appraisal in everything
        if (appraisal.reviewer == viewer and appraisal.kind is not consensus)
        or (
            (appraisal.state is submitted or appraisal.kind is consensus)
            and (not is_blind or place_of(appraisal) in finished or appraisal.id in kept)
        )
    ]


def visible_ids(session: ReviewSession, appraisals: Iterable[Appraisal]) -> set[UUID]:
    """Return the ids of what `visible_to` lets through."""
    return {appraisal.id for appraisal in visible_to(session, appraisals)}


def studies_with_hidden_work(appraisals: Iterable[Appraisal], hidden: Collection[UUID]) -> int:
    """Count the studies on which somebody has submitted work that is hidden.

    Drafts, results and consensuses are not counted: of others nothing is told but that they are done or not.

    Args:
        hidden: ids of appraisals.
    """
    done = (
        appraisal
        for appraisal in appraisals
        if appraisal.kind is AppraisalKind.INDEPENDENT and appraisal.state is AppraisalState.SUBMITTED
    )
    return len({place_of(appraisal)[0] for appraisal in done if appraisal.id in hidden})


def hidden_work(studies: int) -> str:
    """Describe the hidden work of others on a number of studies.

    >>> hidden_work(3), hidden_work(1), hidden_work(0)
    ("others' work on 3 studies", "others' work on 1 study", "others' work")
    """
    where = f" on {count(studies, 'study')}" if studies else ""
    return f"others' work{where}"


def hidden_until(session: ReviewSession) -> str:
    """Say until when work of others is hidden from the viewer, in words that follow `hidden_work`."""
    if session.is_reader:
        return "until blindness is lifted, as a reader appraises nothing"
    return "until both have submitted"


def unseen_reviewers(appraisals: Iterable[Seeable[Hashable]], visible: Collection[Hashable]) -> set[str]:
    """Return the handles of those who have an appraisal of their own that the viewer may not see.

    Their ratings of risk of bias, the starts they chose, the reasons for both, and their comments on bodies
    of evidence can say what is in it, and stay hidden with it.

    Args:
        appraisals: all of the review.
        visible: ids of those that the viewer may see.
    """
    return {
        appraisal.reviewer
        for appraisal in appraisals
        if appraisal.kind is AppraisalKind.INDEPENDENT
        and appraisal.superseded_in is None  # the one that stands in its place decides
        and appraisal.id not in visible
    }


def tells_of_appraisals(event: Event) -> bool:
    """Return True if an event says what is in appraisals: a rating that rests on them, words on the whole.

    An event that does not say what it is about might, so it counts as one that does.
    """
    if event.action == "body.divide":  # written by a migration, and nobody's work
        return False
    noun = event.action.partition(".")[0]
    if noun == "body":
        return event.about.get("part") in (None, *WORDS)
    if noun == "rating":
        return event.about.get("domain") in (None, RISK_OF_BIAS)
    return noun == "start"


def is_confirmation(event: Event) -> bool:
    """Return True if an event says that a rating or an entry stands, and changes nothing in it."""
    return event.action in ("rating.confirm", "body.confirm")


def visible_events(events: Iterable[Event], unseen: Collection[str]) -> Iterator[Event]:
    """Leave out the events that say what is in appraisals that the viewer may not see.

    What took the place of something hidden does not tell what that was. Who confirms something repeats the
    words of whoever entered it, so a confirmation of something hidden is left out too.

    Args:
        events: by time; those of one rating, comment or start all or none.
        unseen: see `unseen_reviewers`.
    """
    covered: set[tuple[str, frozenset[tuple[str, str]]]] = set()
    for event in events:
        if not tells_of_appraisals(event):
            yield event
            continue
        about = (event.action.partition(".")[0], frozenset(event.about.items()))
        if event.reviewer in unseen:
            if not is_confirmation(event):
                covered.add(about)
        elif not (is_confirmation(event) and about in covered):
            yield replace(event, before=None) if about in covered else event
            covered.discard(about)


def place_of(appraisal: Seeable[Id]) -> tuple[Id, str, str]:
    """Return the place of an appraisal: its study, or the one that it was merged into; result, checklist."""
    return (appraisal.superseded_in or appraisal.study_id, appraisal.result, appraisal.checklist_id)


def _finished(own: Collection[Seeable[Hashable]]) -> set[tuple[Hashable, str, str]]:
    """Return the places that somebody has submitted, and of which no draft is open.

    Args:
        own: the independent appraisals of that person that count.
    """
    submitted = {place_of(appraisal) for appraisal in own if appraisal.state is AppraisalState.SUBMITTED}
    return submitted - {place_of(appraisal) for appraisal in own if appraisal.state is AppraisalState.DRAFT}


def _kept_in_sight(
    own: Iterable[AnySeeable],
    appraisals: Sequence[AnySeeable],
    finished: Collection[tuple[Hashable, str, str]],
    last_step: LastStep[AnySeeable],
) -> set[Hashable]:
    """Return the finished consensuses that the viewer could see until reopening the own appraisal."""
    reopened = {
        place: appraisal
        for appraisal in own
        if appraisal.reopened
        and appraisal.state is AppraisalState.DRAFT
        and (place := place_of(appraisal)) not in finished
    }
    if not reopened:
        return set()
    kept = set[Hashable]()
    for appraisal in appraisals:
        is_done = appraisal.kind is AppraisalKind.CONSENSUS and appraisal.state is AppraisalState.SUBMITTED
        if is_done and place_of(appraisal) in reopened:
            draft = reopened[place_of(appraisal)]
            if last_step(appraisal, "submit") < last_step(draft, "reopen"):
                kept.add(appraisal.id)
    return kept
