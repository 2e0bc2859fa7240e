"""Hold what follows from the answers: a judgement for each domain and for the whole, with its trace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from checklists.errors import UnknownDomain, did_you_mean, quoted
from checklists.language.model import Checklist
from checklists.language.parts import ONLY_AXIS, Flag, JudgedBy


@dataclass(frozen=True, slots=True)
class DomainVerdict:
    """The judgement of a domain; appraisals whose answers are alike share one.

    Attributes:
        id: The domain.
        title: Its title.
        suggested: The level that the rules give; None while that depends on answers not yet given, where the
            reviewer is asked, and where nobody judges.
        final: The override if there is one, else the suggested level.
        rule: The id of the rule that fired; None while none has.
        because: Its reason, in words.
        answers: The answers that the rule looked at, item to code; for `otherwise` those of all asked items.
        decisive: The items among them that by themselves made it fire; all of them for `otherwise`.
        possible: The levels that are still possible, best to worst: one once a rule has given it.
        overridden: True if a reviewer's judgement stands in place of the suggested one.
        ask: The levels among which the reviewer is to choose, with a reason; empty where a rule decides.
        judged_by: Who judges: `rules`, `reviewer`, or `none`.
        axis: The axis it lies on.
        is_needed: False if the appraisal was stopped before it.
    """

    id: str
    title: str
    suggested: str | None
    final: str | None
    rule: str | None
    because: str | None
    answers: Mapping[str, str]
    decisive: tuple[str, ...]
    possible: tuple[str, ...]
    overridden: bool
    ask: tuple[str, ...] = ()
    judged_by: JudgedBy = "rules"
    axis: str = ONLY_AXIS
    is_needed: bool = True


@dataclass(frozen=True, slots=True)
class OverallVerdict:
    """The judgement of the whole, from the final judgements of the domains and from answers.

    Attributes are those of DomainVerdict, save these:
        domains: The domains that made the rule fire, each with its level.
        answers: The answers, options and totals that the rule looked at.
        stopped: True if the rule ended the appraisal, so that the rest of the form is not needed.
        target: The id under which it is overridden: "overall", with another axis "overall.AXIS".
    """

    suggested: str | None
    final: str | None
    rule: str | None
    because: str | None
    domains: dict[str, str]
    possible: tuple[str, ...]
    overridden: bool
    ask: tuple[str, ...] = ()
    judged_by: JudgedBy = "rules"
    axis: str = ONLY_AXIS
    target: str = "overall"
    answers: dict[str, str] = field(default_factory=dict)
    stopped: bool = False
    is_needed: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on everything that was answered.

    Attributes:
        domains: A verdict for each domain that is there in this variant, in order.
        overall: The verdict on the whole, on the axis that GRADE reads; None if the checklist has none.
        flags: The flags that certainly hold.
        asked: The items that are asked and judged, given the answers so far, in order.
        answered: Those of them that are answered.
        unanswered: Those that are not.
        recorded: The items that are asked and only recorded, in order.
        shown: All items that are asked, domain by domain, in each the judged ones before the recorded ones.
        overalls: The verdicts on the whole by axis.
        totals: Total id to the sum of points; None while that depends on answers not yet given.
        total_limits: Total id to the lowest and highest sums that are still possible.
        checklist: The checklist in the variant that was judged.
    """

    domains: tuple[DomainVerdict, ...]
    overall: OverallVerdict | None
    flags: tuple[Flag, ...]
    asked: tuple[str, ...]
    answered: tuple[str, ...]
    unanswered: tuple[str, ...]
    recorded: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    overalls: Mapping[str, OverallVerdict] = field(default_factory=dict)
    totals: Mapping[str, int | None] = field(default_factory=dict)
    total_limits: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    checklist: Checklist | None = None

    @property
    def final_overall(self) -> str | None:
        """The final level of the whole on the axis that GRADE reads; None while open, or if there is none."""
        return None if self.overall is None else self.overall.final

    @property
    def to_judge(self) -> tuple[DomainVerdict | OverallVerdict, ...]:
        """The verdicts that wait for the reviewer's own judgement."""
        waiting: tuple[DomainVerdict | OverallVerdict, ...] = (*self.domains, *self.overalls.values())
        return tuple(verdict for verdict in waiting if verdict.ask and verdict.final is None)

    def domain(self, domain_id: str) -> DomainVerdict:
        """Return the verdict on one domain, or raise UnknownDomain with the nearest id."""
        for verdict in self.domains:
            if verdict.id == domain_id:
                return verdict
        known = did_you_mean(domain_id, (verdict.id for verdict in self.domains))
        raise UnknownDomain(f"there is no domain {quoted(domain_id)}; {known}")

    def on(self, target: str) -> DomainVerdict | OverallVerdict:
        """Return the verdict on a target: a domain, or the whole ("overall"), or raise UnknownDomain."""
        for whole in self.overalls.values():
            if whole.target == target:
                return whole
        return self.domain(target)

    def final(self, target: str) -> str | None:
        """Return the final level of a target; None while it has none, or where it is not there."""
        for domain in self.domains:
            if domain.id == target:
                return domain.final
        for whole in self.overalls.values():
            if whole.target == target:
                return whole.final
        return None
