"""Hold the levels of an appraisal, domain by domain, without the reasons for them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain

from checklists.language.answer_codes import NOT_ASKED
from checklists.language.model import Checklist


@dataclass(frozen=True, slots=True)
class JudgedDomain:
    """The judgement that the answers to some items give a domain.

    Attributes:
        codes: For each item of the domain, in order: the answer; NA if the item is not asked or not there;
            None if it is asked and not answered.
        asked: How many judged items are asked, given the answers so far.
        answered: How many of them are answered.
        suggested: The level that the rules give; None while it is open, or where no rule gives one.
        possible: The levels that are still possible.
        recorded: How many items are asked that are only recorded.
        recorded_answered: How many of them are answered.
    """

    codes: tuple[str | None, ...]
    asked: int
    answered: int
    suggested: str | None
    possible: frozenset[str]
    recorded: int = 0
    recorded_answered: int = 0


@dataclass(frozen=True, slots=True)
class FinalLevels:
    """The levels of an appraisal, without the reasons.

    Attributes:
        judged: The domains of the checklist, in order, before any override; those that this variant does not
            have are there with nothing asked.
        domains: For each domain, in order, its final level; None while that is open, or where there is none.
        overall: The final level of the whole on the main axis; None while that is open or there is none.
        others: The final levels of the whole on the other axes, in the order of the checklist's targets.
        totals: For each total, in order, its sum; None while that is open.
    """

    judged: tuple[JudgedDomain, ...]
    domains: tuple[str | None, ...]
    overall: str | None
    others: tuple[str | None, ...] = ()
    totals: tuple[int | None, ...] = ()

    def at_targets(self, checklist: Checklist) -> tuple[str | None, ...]:
        """Return the final levels in the order of the targets of the checklist."""
        domains = self.domains
        if len(checklist.judged_domains) < len(domains):
            pairs = zip(checklist.domains, domains, strict=True)
            domains = tuple(level for domain, level in pairs if domain.is_judged)
        return (*domains, self.overall, *self.others) if checklist.overalls else domains

    @property
    def codes(self) -> tuple[str | None, ...]:
        """The code of each item of the checklist, in order; see `JudgedDomain`."""
        return tuple(chain.from_iterable([domain.codes for domain in self.judged]))

    @property
    def asked(self) -> int:
        """The number of judged items that are asked, given the answers so far."""
        return sum([domain.asked for domain in self.judged])

    @property
    def answered(self) -> int:
        """The number of these items that are answered."""
        return sum([domain.answered for domain in self.judged])

    @property
    def recorded(self) -> int:
        """The number of items that are asked and only recorded."""
        return sum([domain.recorded for domain in self.judged])

    @property
    def recorded_answered(self) -> int:
        """The number of these items that are answered."""
        return sum([domain.recorded_answered for domain in self.judged])


def fit_to(checklist: Checklist, variant: Checklist, levels: FinalLevels) -> FinalLevels:
    """Return the levels of a variant domain by domain and item by item of the whole checklist."""
    judged = {domain.id: each for domain, each in zip(variant.domains, levels.judged, strict=True)}
    finals = {domain.id: each for domain, each in zip(variant.domains, levels.domains, strict=True)}
    codes = dict(zip((item.id for item in variant.items), levels.codes, strict=True))
    absent = JudgedDomain((), 0, 0, None, frozenset())
    return replace(
        levels,
        judged=tuple(
            replace(
                judged.get(domain.id, absent),
                codes=tuple(codes.get(item.id, NOT_ASKED) for item in domain.items),
            )
            for domain in checklist.domains
        ),
        domains=tuple(finals.get(domain.id) for domain in checklist.domains),
    )
