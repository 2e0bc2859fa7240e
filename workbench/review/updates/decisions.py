"""Read decisions after merges as the steps that they come to, where no other step tells of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from store.appraisal_line import DECIDE
from store.records import Event
from workbench.review.exchange.merge.conflicts import fact_in
from workbench.review.exchange.merge.facts import Fact


def decided_fact(event: Event) -> Fact | None:
    """Return what a step decided between two values of; None for other steps and versions of appraisals."""
    if event.action != DECIDE or event.appraisal_id is not None or "fact" not in event.about:
        return None
    return fact_in({"appraisal_id": None, "about": event.about})


def as_steps(events: Iterable[Event]) -> Iterator[Event]:
    """Yield events, decisions as the withdrawal, or the merge of studies, that they come to.

    What was decided as it stood changes nothing and is left out.

    Args:
        events: in the order in which they happened.
    """
    for event in events:
        fact = decided_fact(event)
        if fact is None:
            yield event
        elif event.before != event.after:
            yield _as_step(event, fact)


def _as_step(event: Event, fact: Fact) -> Event:
    kind = fact[0], fact[-1]
    if kind == ("document", "withdrawn_because"):
        action = "document.withdraw" if event.after else "document.restore"
        return replace(event, action=action, about={"document": fact[1]}, reason=event.after or event.reason)
    if kind == ("study", "merged_into"):
        action = "study.merge" if event.after else "study.split"
        return replace(event, action=action, about={"merged": fact[1], "kept": event.after or event.before})
    return event
