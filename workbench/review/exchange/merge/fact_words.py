"""Name in words what two files can have two values of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.review.exchange.merge.facts import SHARED_PRELIMINARY, THRESHOLDS

Rows = Mapping[str, Sequence[dict[str, Any]]]

WORDS = {
    "key": "the key",
    "excluded_because": "the exclusion",
    "merged_into": "the duplicate",
    "abstract": "the abstract",
    "facts": "the characteristics",
    "blind": "whether appraisals are blind",
    "study_id": "the study that it belongs to",
    "withdrawn_because": "why the document was taken out",
}
"""Columns in words, where the name of the column does not do."""


def what_of(fact: Sequence[str], rows: Rows) -> str:
    """Name a fact in words."""
    outcomes = {row["id"]: row["name"] for row in rows["outcome"]}
    table = fact[0]
    if table == "protocol":
        return f"the field {fact[1]} of the protocol"
    if table in ("allocation", "distinct_pair", "own_checklist"):
        return _what_of_row(fact, rows)
    if table == "characteristic":
        return f"the characteristic {fact[2]}"
    if table == "finding":
        return f"the finding for {outcomes.get(fact[1], 'an outcome')}"
    if table in ("certainty_rating", "body_entry", "chosen_start"):
        return f"{' '.join(fact[2:])} of {outcomes.get(fact[1], 'an outcome')}"
    if table == "outcome" and fact[2] == THRESHOLDS:
        return f"the threshold {fact[3].replace('_', ' ')} of {outcomes.get(fact[1], 'an outcome')}"
    if table == "outcome":
        return f"{fact[2].replace('_', ' ')} of the outcome {outcomes.get(fact[1], '')}"
    if table == SHARED_PRELIMINARY:
        return f"your preliminary {fact[3]}"
    if fact == ("review", "title"):
        return "the title of the review"
    if table == "reviewer":
        handle = next((row["handle"] for row in rows["reviewer"] if row["id"] == fact[1]), "somebody")
        return f"the {fact[-1]} of the reviewer {handle}"
    return WORDS.get(fact[-1], f"the {fact[-1].replace('_', ' ')}")


def _what_of_row(fact: Sequence[str], rows: Rows) -> str:
    """Name a row that says one thing of what other rows say."""
    if fact[0] == "allocation":
        handle = next((row["handle"] for row in rows["reviewer"] if row["id"] == fact[2]), "somebody")
        return f"whether {handle} is asked to appraise it"
    if fact[0] == "distinct_pair":
        keys = {row["id"]: row["key"] for row in rows["study"]}
        return f"whether it is another study than {keys.get(fact[2], 'one that is not here')}"
    versions = (row for row in rows["checklist_version"] if row["id"] == fact[1])
    return next((f"the checklist {row['checklist_id']} {row['version']}" for row in versions), "a checklist")
