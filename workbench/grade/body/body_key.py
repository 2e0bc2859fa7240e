"""Name a body of evidence: the studies of an outcome that GRADE rates together."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from workbench.grade.body.scale import CERTAINTIES, CERTAINTY_WORDS


@dataclass(frozen=True, slots=True)
class BodyKey:
    """The features that the studies of one body of evidence share, besides the outcome.

    Two kinds of study never share a body because they start at the same certainty.

    Attributes:
        randomised: True if the studies are randomised.
        controlled: True if their findings have a comparison.
        start: Id of the certainty that GRADE starts from; None where no study has a checklist.

    >>> str(BodyKey(False, True, "high")), str(BodyKey(False, False, "very_low"))
    ('cohort-high', 'single-arm-very-low')
    >>> str(BodyKey(True, True, "high"))
    'randomised'
    """

    randomised: bool
    controlled: bool
    start: str | None

    def __str__(self) -> str:
        """Return the key as people type it and as the store keeps it."""
        if (self.randomised, self.controlled, self.start) == (True, True, CERTAINTIES[-1]):
            return "randomised"
        start = "no-start" if self.start is None else self.start.replace("_", "-")
        return f"{self._kind}-{start}"

    @property
    def label(self) -> str:
        """The key in words.

        >>> BodyKey(False, True, "high").label, BodyKey(False, False, None).label
        ('studies with a comparison, start high', 'single arms, no start')
        """
        kind = {
            "randomised": "randomised studies",
            "randomised-single-arm": "arms of randomised studies",
            "cohort": "studies with a comparison",
            "single-arm": "single arms",
        }[self._kind]
        start = "no start" if self.start is None else f"start {CERTAINTY_WORDS[self.start]}"
        return f"{kind}, {start}"

    @classmethod
    def label_of(cls, text: str) -> str:
        """Return in words what a key says, as people type it; what is no key stays as it is.

        >>> BodyKey.label_of("cohort-high"), BodyKey.label_of("randomised")
        ('studies with a comparison, start high', 'randomised studies, start high')
        """
        starts = (None, *CERTAINTIES)
        keys = (cls(*features) for features in product((True, False), (True, False), starts))
        return next((key.label for key in keys if str(key) == text), text)

    @property
    def rank(self) -> tuple[int, bool, bool]:
        """The place among the bodies of an outcome: the greater comes first."""
        start = -1 if self.start is None else CERTAINTIES.index(self.start)
        return (start, self.randomised, self.controlled)

    @property
    def _kind(self) -> str:
        if self.randomised:
            return "randomised" if self.controlled else "randomised-single-arm"
        return "cohort" if self.controlled else "single-arm"
