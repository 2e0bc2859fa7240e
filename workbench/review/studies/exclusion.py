"""Leave studies out of the review with a reason, and take them in again."""

from __future__ import annotations

from store import studies as stored_studies
from workbench.errors import ConflictError, UsageError
from workbench.review.session import ReviewSession, use_case
from workbench.review.studies.known_studies import StudyListing, find, show_study


@use_case
def exclude(session: ReviewSession, text: str, reason: str) -> StudyListing:
    """Leave a study out of tables, agreement, certainty and the counts of the methods text.

    Everything that belongs to it is kept; the table of excluded studies lists it with the reason.

    Raises:
        NotFoundError: no such study.
        UsageError: no reason.
        ConflictError: it is left out for this reason already.
    """
    study, cleaned = find(session, text), " ".join(reason.split())
    if not cleaned:
        raise UsageError("leaving a study out needs a reason: it stands in the table of excluded studies")
    if study.excluded == cleaned:
        raise ConflictError(f"{study.key} is excluded already: {study.excluded}")
    stored_studies.set_excluded(session.db, study.id, cleaned, by=session.require_reviewer())
    return show_study(session, study.key)


@use_case
def include(session: ReviewSession, text: str, reason: str) -> StudyListing:
    """Take a study in again that was left out.

    Raises:
        NotFoundError: no such study.
        UsageError: no reason.
        ConflictError: it is not left out.
    """
    study, cleaned = find(session, text), " ".join(reason.split())
    if not cleaned:
        raise UsageError("taking a study in again needs a reason: it stands in the history")
    if study.excluded is None:
        raise ConflictError(f"{study.key} is not excluded, so there is nothing to take back")
    stored_studies.set_excluded(session.db, study.id, None, by=session.require_reviewer(), because=cleaned)
    return show_study(session, study.key)
