"""Put outcomes, findings and ratings into the example review; risk of bias is left to those who appraise."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from store import Store, documents, history, outcomes, studies
from store.records import Outcome
from workbench.examples import ExampleOutcome, example_outcomes
from workbench.review.evidence.finding_form import as_stored


def is_wanting(db: Store, *, by: str) -> bool:
    """Return True if the making of the example stopped before its last rating.

    Only a review in which nobody else has touched outcomes, findings or ratings is called so.
    """
    actions = ("outcome.add", "outcome.edit", "finding", "finding.remove", "rating", "rating.confirm")
    done = history.list_events(db, actions=actions)
    keys = {row.key for row in studies.list_studies(db)}
    reported = {finding.study for outcome in example_outcomes() for finding in outcome.findings}
    if any(event.reviewer != by for event in done) or not reported <= keys:
        return False
    wanted = sum(
        1 + len(outcome.findings) + sum(len(domains) for domains in outcome.ratings.values())
        for outcome in example_outcomes()
    )
    return len(done) < wanted


def add(db: Store, *, by: str) -> None:
    """Put the outcomes with all that belongs to them into the example review; what is there is kept."""
    there = {(outcome.name, outcome.time_point): outcome for outcome in outcomes.list_outcomes(db)}
    keys = {row.key: row.id for row in studies.list_studies(db)}
    for example in example_outcomes():
        outcome = there.get((example.name, example.time_point)) or _outcome(db, example, by)
        for finding in example.findings:
            study = keys[finding.study]
            kept = as_stored(finding.fields, _passage(db, study, finding.quote))
            outcomes.save_finding(db, outcome.id, study, kept, source=finding.source, by=by)
        for body, domains in example.ratings.items():
            for domain, (levels, reason) in domains.items():
                outcomes.save_rating(db, outcome.id, body, domain, levels, reason, by=by)


def _outcome(db: Store, example: ExampleOutcome, by: str) -> Outcome:
    return outcomes.add_outcome(
        db,
        example.name,
        time_point=example.time_point,
        unit=example.unit,
        better=example.better,
        importance=example.importance,
        by=by,
    )


def _passage(db: Store, study: UUID, words: str) -> dict[str, Any]:
    """Locate the words in the fact sheet of the study."""
    (sheet,) = documents.list_documents(db, study)
    start = documents.read_text(db, sheet.id).index(words)
    return {"text": words, "document": sheet.source_name, "start": start, "end": start + len(words)}
