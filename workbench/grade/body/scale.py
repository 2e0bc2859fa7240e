"""The words of GRADE: levels of certainty, the domains that move it, and what each rating is called.

The ids of the domains are the codes of FHIR R5's ``certainty-type``, so that other programs know them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

CERTAINTIES: tuple[str, ...] = ("very_low", "low", "moderate", "high")
"""Ids of the levels of certainty, the lowest first."""

CERTAINTY_WORDS: Mapping[str, str] = MappingProxyType(
    {"very_low": "very low", "low": "low", "moderate": "moderate", "high": "high"}
)
"""Id of a level → its word."""

_FILLED, _OPEN = "⊕", "◯"  # U+2295 and U+25EF


@dataclass(frozen=True, slots=True)
class GradeDomain:
    """One reason to rate certainty down or up.

    Attributes:
        id: The code in FHIR R5.
        title: What people call it.
        words: Levels → what a rating of so many levels is called; 0 is always there. Levels are negative for
            down and positive for up.
        has_column: Whether an evidence profile has a column for it; the others share one.
    """

    id: str
    title: str
    words: Mapping[int, str]
    has_column: bool = False

    @property
    def rates_up(self) -> bool:
        """Whether the domain raises certainty rather than lowering it."""
        return max(self.words) > 0


_DOWN_TWO = {0: "not serious", -1: "serious", -2: "very serious"}
_DOWN_THREE = _DOWN_TWO | {-3: "extremely serious"}


def _declared(*domains: GradeDomain) -> Mapping[str, GradeDomain]:
    return MappingProxyType({domain.id: domain for domain in domains})


GRADE_DOMAINS: Mapping[str, GradeDomain] = _declared(
    GradeDomain("RiskOfBias", "risk of bias", MappingProxyType(_DOWN_THREE), has_column=True),
    GradeDomain("Inconsistency", "inconsistency", MappingProxyType(_DOWN_TWO), has_column=True),
    GradeDomain("Indirectness", "indirectness", MappingProxyType(_DOWN_TWO), has_column=True),
    GradeDomain("Imprecision", "imprecision", MappingProxyType(_DOWN_THREE), has_column=True),
    GradeDomain(
        "PublicationBias", "publication bias", MappingProxyType({0: "undetected", -1: "strongly suspected"})
    ),
    GradeDomain("LargeEffect", "large effect", MappingProxyType({0: "no", 1: "large", 2: "very large"})),
    GradeDomain("DoseResponseGradient", "dose-response gradient", MappingProxyType({0: "no", 1: "present"})),
    GradeDomain(
        "PlausibleConfounding",
        "plausible confounding",
        MappingProxyType({0: "no", 1: "would shrink the effect seen, or make one where none is seen"}),
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

    Both signs are of ambiguous width: some terminals give them two cells. ``ascii_symbols`` is always four.

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
