"""Decide who may change a consensus: those who have submitted, and whom the protocol names to decide."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from store.appraisal_tables import StoredAppraisal
from store.handles import read_present_handles
from store.protocol import ADJUDICATOR
from store.records import Appraisal, AppraisalKind, AppraisalState
from store.tables import StoredChecklist, StoredReview, StoredReviewer
from store.validation import handle_key

FEWEST = 2
"""Reviewers who have submitted before there is anything to decide."""


def may_change_consensus(session: Session, consensus: Appraisal, key: str) -> bool:
    """Return True if a reviewer may change a consensus.

    While reviewers are blind that is one who has submitted there and has no draft open; and the person whom
    the protocol names to decide disagreements, where two others have submitted and that person has begun
    nothing.

    Args:
        session: in a transaction.
        consensus: the appraisal of all.
        key: the handle of the reviewer, without case.
    """
    review: Any = session.execute(select(col(StoredReview.blind), col(StoredReview.protocol))).one()
    if not review.blind:
        return True
    states = _states_by_reviewer(session, consensus)
    own = states.pop(key, set())
    done = [reviewer for reviewer, found in states.items() if AppraisalState.SUBMITTED.value in found]
    if not own and len(done) >= FEWEST:
        return key == _adjudicator_key(session, review.protocol)
    return own == {AppraisalState.SUBMITTED.value}


def _states_by_reviewer(session: Session, consensus: Appraisal) -> dict[str, set[str]]:
    """Return the states of the independent appraisals of one place, by handle without case."""
    query = (
        select(col(StoredReviewer.handle_key), col(StoredAppraisal.state))
        .join(StoredReviewer, col(StoredReviewer.id) == col(StoredAppraisal.reviewer_id))
        .join(StoredChecklist, col(StoredChecklist.id) == col(StoredAppraisal.checklist_version_id))
        .where(
            col(StoredAppraisal.kind) == AppraisalKind.INDEPENDENT.value,
            col(StoredAppraisal.study_id) == consensus.study_id,
            col(StoredAppraisal.result) == consensus.result,
            col(StoredChecklist.checklist_id) == consensus.checklist_id,
        )
    )
    states: defaultdict[str, set[str]] = defaultdict(set)
    rows: Any = session.execute(query)
    for reviewer, state in rows:
        states[reviewer].add(state)
    return states


def _adjudicator_key(session: Session, protocol: dict[str, Any]) -> str:
    """Return the handle, without case, of who decides disagreements; empty where nobody is named."""
    entry = protocol.get(ADJUDICATOR)
    if entry is None:
        return ""
    name = entry["value"]
    return handle_key(read_present_handles(session).get(name, name))
