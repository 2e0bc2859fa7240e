"""Tell what was written before appraising had begun from the order of events, never from clocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from store.records import Event


@dataclass(frozen=True, slots=True)
class FirstWork:
    """The first answer, quote or judgement of an appraisal, or that it was submitted.

    Attributes:
        number: of its event.
        at: when; None where the viewer may know no more than that there is a submitted one.
    """

    number: int
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Lateness:
    """How something that was written came after the first study had been appraised.

    Attributes:
        how: `written` or `changed`.
        first_appraised: when the first study was appraised; None where the viewer may not know.
    """

    how: str
    first_appraised: datetime | None

    @property
    def remark(self) -> str:
        """The remark that stands beside it, in the same words everywhere."""
        first = f" ({self.first_appraised:%Y-%m-%d})" if self.first_appraised else ""
        return f"{self.how} after the first study was appraised{first}"


def lateness(events: Sequence[Event], first: FirstWork | None) -> Lateness | None:
    """Return how the last of some events came too late, or None where it did not.

    Args:
        events: that wrote one thing, oldest first.
        first: the first work of those that the thing should come before; None where there is none.
    """
    if first is None or not events or events[-1].number < first.number:
        return None
    was_there = any(event.after and event.number < first.number for event in events)
    return Lateness("changed" if was_there else "written", first.at)
