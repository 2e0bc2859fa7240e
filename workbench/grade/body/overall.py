"""Find the certainty of the evidence as a whole: the lowest among the critical outcomes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.grade.body.scale import CERTAINTIES, CERTAINTY_WORDS, check_certainty
from workbench.grade.numbers.wording import listed

CRITICAL, IMPORTANT = 7, 4
LEAST, MOST = 1, 9


@dataclass(frozen=True, slots=True)
class OutcomeCertainty:
    """One outcome with what is needed for the overall certainty.

    Attributes:
        name: The outcome.
        importance: 1 to 9; None while nobody rated it.
        certainty: Id of the level; None while the outcome is not graded.
    """

    name: str
    importance: int | None
    certainty: str | None


@dataclass(frozen=True, slots=True)
class OverallCertainty:
    """The overall certainty, or why there is none yet.

    Attributes:
        certainty: Id of the level, or None.
        because: One sentence.
        decided_by: The critical outcomes that have this level.
    """

    certainty: str | None
    because: str
    decided_by: tuple[str, ...] = ()


def importance_word(importance: int | None) -> str:
    """Give the word for an importance: critical 7 to 9, important 4 to 6, limited 1 to 3.

    Raises:
        ValueError: If it is not a whole number from 1 to 9.

    >>> [importance_word(n) for n in (9, 7, 6, 4, 3, 1, None)]
    ['critical', 'critical', 'important', 'important', 'limited', 'limited', 'not rated']
    """
    if importance is None:
        return "not rated"
    if isinstance(importance, bool) or not isinstance(importance, int) or not LEAST <= importance <= MOST:
        raise ValueError(f"importance is a whole number from {LEAST} to {MOST}; {importance!r} is none")
    if importance >= CRITICAL:
        return "critical"
    return "important" if importance >= IMPORTANT else "limited"


def overall_certainty(outcomes: Sequence[OutcomeCertainty]) -> OverallCertainty:
    """Give the lowest certainty among the critical outcomes.

    An outcome with several bodies of evidence is given once, with the certainty of the body relied upon.

    Raises:
        ValueError: If an importance or a certainty is none.

    Source:
        GRADE 18 (Schünemann HJ, et al. J Clin Epidemiol 2019;111:105-14), Table 1.

    >>> outcomes = [OutcomeCertainty("death", 9, "low"), OutcomeCertainty("CT score", 5, "very_low")]
    >>> overall_certainty(outcomes).certainty
    'low'
    """
    critical = [each for each in outcomes if importance_word(each.importance) == "critical"]
    if not critical:
        return OverallCertainty(None, "no outcome is rated as critical (importance 7 to 9)")
    levels = [check_certainty(each.certainty) for each in critical if each.certainty is not None]
    open_ones = [each.name for each in critical if each.certainty is None]
    lowest = min(levels, key=CERTAINTIES.index, default=None)
    # What is not graded yet could be lower still, unless the floor is reached already.
    if lowest is None or (open_ones and lowest != CERTAINTIES[0]):
        return OverallCertainty(None, f"not graded yet: {listed(open_ones)}")
    decided_by = tuple(each.name for each in critical if each.certainty == lowest)
    because = f"{CERTAINTY_WORDS[lowest]}, the lowest among the critical outcomes: {listed(decided_by)}"
    return OverallCertainty(lowest, because, decided_by)
