"""The findings in the long form: one row a number of a study's finding for an outcome, as it was entered."""

from __future__ import annotations

from collections.abc import Iterator

from store import outcomes as stored
from store import studies
from workbench.review.evidence.finding_form import fields_of
from workbench.review.evidence.outcomes import list_outcomes
from workbench.review.publish.long_form import LongRow
from workbench.review.session import ReviewSession


def finding_long_rows(session: ReviewSession) -> Iterator[LongRow]:
    """Outcome by outcome and study by study; `item` has the field, such as `treatment_events`."""
    keys = {study.id: study.key for study in studies.list_studies(session.db)}
    labels = {outcome.id: outcome.label for outcome in list_outcomes(session)}
    for finding in stored.list_findings(session.db):
        for field, text in fields_of(finding).items():
            yield {
                "study": keys[finding.study_id],
                "result": labels[finding.outcome_id],
                "kind": "finding",
                "row": "finding",
                "item": field,
                "text": text,
                "source": finding.source or None,
            }
