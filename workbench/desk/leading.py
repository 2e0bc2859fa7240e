"""What is settled for the whole review: which studies are for calibration, and whether reviewers are blind.

A review has no roles: it is a file that its reviewers share, and any of them may do this. What keeps it
honest is the history: it says who did it, when and why, and so do the methods sentences.
"""

from __future__ import annotations

from store import reviews
from store import studies as stored_studies
from workbench.desk.session import Desk, use_case
from workbench.desk.studies import StudyListing, find, show_study
from workbench.errors import ConflictError, UsageError


@use_case
def calibrate(desk: Desk, text: str, on: bool) -> StudyListing:
    """Mark a study as one for calibration, or take the mark away.

    It is appraised as any other; agreement shows it apart, so that practising does not count.

    Raises:
        NotFoundError: no such study.
    """
    study = find(desk, text)
    stored_studies.set_calibration(desk.db, study.id, on, by=desk.require_reviewer())
    return show_study(desk, study.key)


@use_case
def lift_blindness(desk: Desk, reason: str) -> None:
    """Let every reviewer of the review see what others have submitted, whether done or not.

    Drafts stay hidden. Appraisals submitted from now on are no longer independent where others' work could be
    seen: comparisons, agreement and methods say so.

    Raises:
        UsageError: no reason.
        ConflictError: it is lifted already.
    """
    _set_blind(desk, False, reason)


@use_case
def restore_blindness(desk: Desk, reason: str) -> None:
    """Make the reviewers blind to each other again; what was seen stays in the history.

    Raises:
        UsageError: no reason.
        ConflictError: they are blind already.
    """
    _set_blind(desk, True, reason)


@use_case
def is_blind(desk: Desk) -> bool:
    """Whether reviewers are blind to each other until they have submitted."""
    return reviews.read_review(desk.db).blind


def _set_blind(desk: Desk, blind: bool, reason: str) -> None:
    if not reason.strip():
        raise UsageError("this needs a reason: it stands in the history")
    if not reviews.set_blind(desk.db, blind, reason.strip(), by=desk.require_reviewer()):
        raise ConflictError(f"blindness {'is in force already' if blind else 'is lifted already'}")
