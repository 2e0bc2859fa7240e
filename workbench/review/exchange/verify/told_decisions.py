"""Tell which steps of the history are decisions that no other step tells of."""

from __future__ import annotations

from store.appraisal_line import DECIDE
from workbench.review.exchange.merge.conflicts import fact_in
from workbench.review.exchange.merge.facts import Fact
from workbench.review.exchange.verify.ledger import Values


def decided_fact(event: Values) -> Fact | None:
    """Return what a step decided between two values of; None for other steps, and for versions of appraisals.

    The value that stands from then on is its `after`. What has a step of its own, such as a correction of a
    study, is told by that one: see `workbench.review.exchange.merge.decision_events`.
    """
    if event["action"] != DECIDE or event["appraisal_id"] is not None or "fact" not in event["about"]:
        return None
    return fact_in(event)
