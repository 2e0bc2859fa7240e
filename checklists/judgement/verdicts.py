"""Hold what follows from the answers: a judgement for each domain and for the whole, with its trace."""

from __future__ import annotations

from dataclasses import dataclass

from checklists.errors import UnknownDomain, did_you_mean, quoted
from checklists.language.parts import Flag


@dataclass(frozen=True, slots=True)
class DomainVerdict:
    """The judgement of a domain.

    Attributes:
        id: The domain.
        title: Its title.
        suggested: The level that the rules give; None while that depends on answers not yet given.
        final: The override if there is one, else the suggested level.
        rule: The id of the rule that fired; None while none has.
        because: Its reason, in words.
        answers: The answers that the rule looked at, item to code; for `otherwise` those of all asked items.
        decisive: The items among them that by themselves made it fire; all of them for `otherwise`.
        possible: The levels that are still possible, best to worst: one once a rule has fired.
        overridden: True if a reviewer's judgement stands in place of the suggested one.
    """

    id: str
    title: str
    suggested: str | None
    final: str | None
    rule: str | None
    because: str | None
    answers: dict[str, str]
    decisive: tuple[str, ...]
    possible: tuple[str, ...]
    overridden: bool


@dataclass(frozen=True, slots=True)
class OverallVerdict:
    """The judgement of the whole, from the final judgements of the domains.

    Attributes are those of DomainVerdict, save `domains`: the domains that made the rule fire, each with its
    level.
    """

    suggested: str | None
    final: str | None
    rule: str | None
    because: str | None
    domains: dict[str, str]
    possible: tuple[str, ...]
    overridden: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on everything that was answered.

    Attributes:
        domains: A verdict for each domain, in order.
        overall: The verdict on the whole.
        flags: The flags that certainly hold.
        asked: The items that are asked, given the answers so far, in order.
        answered: Those of them that are answered.
        unanswered: Those that are not.
    """

    domains: tuple[DomainVerdict, ...]
    overall: OverallVerdict
    flags: tuple[Flag, ...]
    asked: tuple[str, ...]
    answered: tuple[str, ...]
    unanswered: tuple[str, ...]

    def domain(self, domain_id: str) -> DomainVerdict:
        """Return the verdict on one domain, or raise UnknownDomain with the nearest id."""
        for verdict in self.domains:
            if verdict.id == domain_id:
                return verdict
        known = did_you_mean(domain_id, (verdict.id for verdict in self.domains))
        raise UnknownDomain(f"there is no domain {quoted(domain_id)}; {known}")
