"""Hold the numbers of a body of evidence that its precision and the size of its effect are read from."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.grade.checks.two_by_two import TwoByTwo
from workbench.grade.numbers.numbers import Effect


@dataclass(frozen=True, slots=True)
class Precision:
    """The numbers of a body of evidence that its precision can be read from.

    Attributes:
        effect: The effect of the body; None where there is none.
        table: The counts of the only study, where the effect is computed from them; else None.
        baseline: Risk without treatment, 0 to 1; None where it is not known.
        events: Events in all groups together; None for a measurement, or where a study does not say.
        people: People in all groups together; None where a study does not say.
    """

    effect: Effect | None = None
    table: TwoByTwo | None = None
    baseline: float | None = None
    events: int | None = None
    people: int | None = None

    @property
    def rarer_events(self) -> int | None:
        """The events of the rarer outcome: those that happened or those that did not, whichever are fewer."""
        if self.events is None or self.people is None:
            return self.events
        return min(self.events, self.people - self.events)
