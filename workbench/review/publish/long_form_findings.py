"""Build the long form of findings: one row for each number of a study's finding, as it was entered."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.review.evidence.finding_form import fields_of
from workbench.review.publish.long_form import LongRow
from workbench.review.view import View


def finding_long_rows(view: View) -> Iterator[LongRow]:
    """Yield rows by outcome and study; `item` has the field, such as `treatment_events`."""
    labels = {outcome.id: outcome.label for outcome in view.outcomes}
    for finding in view.findings:
        for field, text in fields_of(finding).items():
            yield {
                "study": view.studies[finding.study_id].key,
                "result": labels[finding.outcome_id],
                "kind": "finding",
                "row": "finding",
                "item": field,
                "text": text,
                "source": finding.source or None,
            }
