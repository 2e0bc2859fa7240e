"""Find ratings and entries of bodies of evidence that an outcome does not have any more.

They stay in the database and apply again if the body comes back, for example when a start is chosen back.
Until then the rows of the outcome say that they do not count: a rating is never carried from one body to
another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from workbench.grade import GRADE_DOMAINS, BodyKey
from workbench.review.evidence.bodies import Evidence
from workbench.review.evidence.body_history import BodyHistory
from workbench.review.evidence.body_rows import Rated


def dormant_sentences(evidence: Evidence, rated: Rated, history: BodyHistory) -> dict[UUID, tuple[str, ...]]:
    """Return one sentence for each such body, by outcome, as far as the viewer may see it."""
    present: dict[UUID, set[str]] = defaultdict(set)
    for body in evidence.bodies:
        present[body.outcome.id].add(str(body.key))
    dormant: dict[UUID, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for outcome, key, domain in rated:
        is_dormant = key not in present[outcome] and domain in GRADE_DOMAINS
        if is_dormant and not history.hides_rating(outcome, key, domain):
            dormant[outcome][key].append(GRADE_DOMAINS[domain].title)
    for outcome, keys in present.items():
        for key, parts in evidence.entered.bodies_with_entries(outcome).items():
            if key not in keys:
                dormant[outcome][key] += parts
    return {outcome: tuple(_sentences(bodies.items())) for outcome, bodies in dormant.items()}


def _sentences(bodies: Iterable[tuple[str, list[str]]]) -> Iterable[str]:
    return (
        f"kept for {BodyKey.label_of(body)}; does not count here: {', '.join(names)}"
        for body, names in bodies
    )
