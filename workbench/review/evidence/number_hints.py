"""Set the flags of the number checks beside the items that judge how the result is reported.

A hint judges nothing and changes no answer. It is read from the findings of the study, which all reviewers
share, and never from anybody's appraisal.
"""

from __future__ import annotations

from dataclasses import dataclass

from checklists import Checklist
from workbench.review.evidence.findings import check_numbers, tally
from workbench.review.session import ReviewSession, use_case

RESULT_DOMAINS = {
    "case-report": "D4",
    "case-series": "D6",
    "inspect-sr": "D4",
    "psm-cohort": "D7",
    "rob-2": "D5",
    "robins-i-v2": "D6",
    "single-arm": "D7",
    "single-arm-covid": "D7",
}
"""By the id of a checklist, the domain that judges the reported result."""


@dataclass(frozen=True, slots=True)
class NumberHint:
    """A flag of the number checks: of which outcome, and what does not fit together."""

    outcome: str
    message: str


@dataclass(frozen=True, slots=True)
class NumberHints:
    """What the number checks say of a study.

    Attributes:
        flags: what asks for a look, outcome by outcome.
        tally: how many findings were checked, flagged and noted; empty where there is none.
    """

    flags: tuple[NumberHint, ...] = ()
    tally: str = ""


def judges_the_result(checklist: Checklist, item_id: str) -> bool:
    """Return True if an item is about the reported result, so that the numbers bear on it."""
    return RESULT_DOMAINS.get(checklist.id) == checklist.domain_of(item_id).id


@use_case
def number_hints(session: ReviewSession, study: str) -> NumberHints:
    """List the flags of the number checks of a study, outcome by outcome.

    The first check of two groups imports scipy, which takes most of a second: call it where nobody waits.
    """
    lines = check_numbers(session, study)
    flags = tuple(NumberHint(line.outcome.label, flag.message) for line in lines for flag in line.flags)
    return NumberHints(flags, tally([line.checks for line in lines]) if lines else "")
