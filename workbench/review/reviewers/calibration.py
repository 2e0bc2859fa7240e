"""Mark studies to practise on, which stay out of the agreement between the reviewers and of nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from store import appraisals as stored
from store import studies as stored_studies
from store.records import AppraisalKind, AppraisalState
from workbench.review.session import ReviewSession, use_case
from workbench.review.studies.known_studies import StudyListing, find, show_study

ONLY_AGREEMENT = "left out of agreement only"
"""What calibration means, in the words of lists and details."""


_MARKED = (
    f"It is appraised as any other and {ONLY_AGREEMENT}: `agreement --calibration` shows it apart.",
    "What is agreed on it counts in tables and certainty.",
    "A practice paper not of the review is excluded instead: `workbench exclude {key} --reason …`, or X.",
)
_TAKEN_AWAY = ("Its results count in the agreement between the reviewers again.",)


@dataclass(frozen=True, slots=True)
class CalibrationChange:
    """What a change of the mark would do, to be confirmed.

    Attributes:
        study: key of the study.
        is_needed: False where the study has the mark, or lacks it, already.
        question: what is asked.
        lines: what follows from it, a sentence or two each.
    """

    study: str
    is_needed: bool
    question: str
    lines: tuple[str, ...]


@use_case
def plan_calibration(session: ReviewSession, text: str, on: bool) -> CalibrationChange:
    """Say what marking a study as one for calibration, or taking the mark away, would do.

    Raises:
        NotFoundError: no such study.
    """
    study = find(session, text)
    appraisals = stored.find_appraisals(session.db, study_id=study.id, kind=AppraisalKind.INDEPENDENT)
    done = {appraisal.reviewer for appraisal in appraisals if appraisal.state is AppraisalState.SUBMITTED}
    lines = [part.format(key=study.key) for part in (_MARKED if on else _TAKEN_AWAY)]
    if len(done) > 1:
        lines.append(f"{' and '.join(sorted(done))} have submitted it, so the agreement changes at once.")
    question = (
        f"Mark {study.key} for calibration?" if on else f"Take the calibration mark of {study.key} away?"
    )
    return CalibrationChange(study.key, study.calibration != on, question, tuple(lines))


@use_case
def calibrate(session: ReviewSession, text: str, on: bool) -> StudyListing:
    """Mark a study as one for calibration, or take the mark away.

    It is appraised as any other; agreement shows it apart, so that practising does not count there. Its
    consensus counts in tables and certainty.

    Raises:
        NotFoundError: no such study.
    """
    study = find(session, text)
    stored_studies.set_calibration(session.db, study.id, on, by=session.require_reviewer())
    return show_study(session, study.key)
