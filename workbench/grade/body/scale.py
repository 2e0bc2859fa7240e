"""Name the levels of certainty, the domains that move it, and each rating in the words of GRADE.

The ids of the domains are the codes of FHIR R5's `certainty-type`, so that other programs know them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

CERTAINTIES: tuple[str, ...] = ("very_low", "low", "moderate", "high")
"""Ids of the levels of certainty, the lowest first."""

CERTAINTY_WORDS: Mapping[str, str] = MappingProxyType(
    {"very_low": "very low", "low": "low", "moderate": "moderate", "high": "high"}
)
"""Id of a level → its word."""

_FILLED, _OPEN = "⊕", "◯"  # U+2295 and U+25EF


RestsOn = Literal["appraisals", "effect", "findings"]
"""What a rating is made on: how the studies were judged, the effect of all of them, or what each found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeDomain:
    """One reason to rate certainty down or up.

    Attributes:
        id: The code in FHIR R5.
        title: What people call it.
        words: Levels → what a rating of so many levels is called; 0 is always there. Levels are negative for
            down and positive for up.
        rests_on: What a rating is made on; a trace leads there, and blindness hides what rests on appraisals.
        has_column: True if an evidence profile has a column for it; the others share one.
        question: What a person must answer where no number suggests anything; empty where one can.
    """

    id: str
    title: str
    words: Mapping[int, str]
    rests_on: RestsOn = "findings"
    has_column: bool = False
    question: str = ""

    @property
    def rates_up(self) -> bool:
        """True if the domain raises certainty rather than lowering it."""
        return max(self.words) > 0


_DOWN_TWO = {0: "not serious", -1: "serious", -2: "very serious"}
_DOWN_THREE = _DOWN_TWO | {-3: "extremely serious"}


def _declared(*domains: GradeDomain) -> Mapping[str, GradeDomain]:
    return MappingProxyType({domain.id: domain for domain in domains})


GRADE_DOMAINS: Mapping[str, GradeDomain] = _declared(
    GradeDomain(
        id="RiskOfBias",
        title="risk of bias",
        words=MappingProxyType(_DOWN_THREE),
        rests_on="appraisals",
        has_column=True,
    ),
    GradeDomain(
        id="Inconsistency", title="inconsistency", words=MappingProxyType(_DOWN_TWO), has_column=True
    ),
    GradeDomain(
        id="Indirectness",
        title="indirectness",
        words=MappingProxyType(_DOWN_TWO),
        has_column=True,
        question="do population, treatment, comparison and outcome fit the question?",
    ),
    GradeDomain(
        id="Imprecision",
        title="imprecision",
        words=MappingProxyType(_DOWN_THREE),
        rests_on="effect",
        has_column=True,
    ),
    GradeDomain(
        id="PublicationBias",
        title="publication bias",
        words=MappingProxyType({0: "undetected", -1: "strongly suspected"}),
    ),
    GradeDomain(
        id="LargeEffect",
        title="large effect",
        words=MappingProxyType({0: "no", 1: "large", 2: "very large"}),
        rests_on="effect",
    ),
    GradeDomain(
        id="DoseResponseGradient",
        title="dose-response gradient",
        words=MappingProxyType({0: "no", 1: "present"}),
        question="does more of the treatment go with more of the effect?",
    ),
    GradeDomain(
        id="PlausibleConfounding",
        title="plausible confounding",
        words=MappingProxyType({0: "no", 1: "would shrink the effect seen, or make one where none is seen"}),
        question="would what is left of bias have worked against what was found?",
    ),
)
"""Id → domain, in the order of an evidence profile: five that rate down, then three that rate up.

Source: Guyatt GH, et al. J Clin Epidemiol 2011;64:383-94 (GRADE 1) and 1311-6 (GRADE 9). Three levels down
are offered where newer guidance has them: risk of bias with a critical study, and imprecision.
"""


def check_certainty(level: str) -> str:
    """Give the level back if it is one.

    Raises:
        ValueError: If it is not; the message names those that are.

    >>> check_certainty("medium")
    Traceback (most recent call last):
    ValueError: there is no certainty 'medium'; there are 'very_low', 'low', 'moderate', 'high'
    """
    if level not in CERTAINTIES:
        known = ", ".join(repr(each) for each in CERTAINTIES)
        raise ValueError(f"there is no certainty {level!r}; there are {known}")
    return level


def find_domain(domain_id: str) -> GradeDomain:
    """Give the domain with this id.

    Raises:
        ValueError: If there is none; the message names those there are.
    """
    domain = GRADE_DOMAINS.get(domain_id)
    if domain is None:
        raise ValueError(f"there is no GRADE domain {domain_id!r}; there are {', '.join(GRADE_DOMAINS)}")
    return domain


def symbols(level: str) -> str:
    """Draw a level of certainty as GRADE does.

    Both signs are of ambiguous width: some terminals give them two cells. `ascii_symbols` is always four.

    Raises:
        ValueError: If there is no such level.

    >>> [symbols(level) for level in CERTAINTIES]
    ['⊕◯◯◯', '⊕⊕◯◯', '⊕⊕⊕◯', '⊕⊕⊕⊕']
    """
    return _drawn(level, _FILLED, _OPEN)


def ascii_symbols(level: str) -> str:
    """Draw a level of certainty in four ASCII characters.

    Raises:
        ValueError: If there is no such level.

    >>> [ascii_symbols(level) for level in CERTAINTIES]
    ['+---', '++--', '+++-', '++++']
    """
    return _drawn(level, "+", "-")


def _drawn(level: str, filled: str, empty: str) -> str:
    steps = CERTAINTIES.index(check_certainty(level)) + 1
    return filled * steps + empty * (len(CERTAINTIES) - steps)
