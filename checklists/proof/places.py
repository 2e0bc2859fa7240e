"""Say where in the document the parts of a checklist stand, and show forms and levels in messages."""

from __future__ import annotations

from functools import cached_property

from checklists.errors import quoted
from checklists.language.model import Checklist
from checklists.language.parts import Rule
from checklists.proof.findings import Location
from checklists.proof.program import Row
from checklists.proof.steps import Outcomes


class Places:
    """The places of the parts of a checklist, whichever of them a variant has.

    Args:
        checklist: The whole checklist.
    """

    def __init__(self, checklist: Checklist) -> None:
        """Keep the checklist."""
        self._checklist = checklist

    @cached_property
    def _domains(self) -> dict[str, int]:
        return {domain.id: position for position, domain in enumerate(self._checklist.domains)}

    @cached_property
    def _items(self) -> dict[str, Location]:
        return {
            item.id: (*self.domain(domain.id), "items", position)
            for domain in self._checklist.domains
            for position, item in enumerate(domain.items)
        }

    def domain(self, domain_id: str) -> Location:
        """Return the place of a domain."""
        return ("domains", self._domains[domain_id])

    def item(self, item_id: str) -> Location:
        """Return the place of an item."""
        return self._items[item_id]

    def whole(self, axis: str) -> Location:
        """Return the place of the judgement of the whole on an axis."""
        return ("overall", axis)


def show(row: Row) -> str:
    """Write a form as a reader can check it: `1.1=Y, 1.2=PN`."""
    return ", ".join(f"{name}={code}" for name, code in row.items())


def show_outcomes(outcomes: Outcomes) -> str:
    """Write a level in quotes, or the levels that are asked for."""
    levels = " or ".join(quoted(level) for level in outcomes)
    return levels if len(outcomes) == 1 else f"the choice of {levels}"


def show_result(outcomes: Outcomes, rules: tuple[Rule, ...], position: int) -> str:
    """Write a level with the rule that gives it: `"high" (D1-R1)`."""
    rule = f" ({rules[position].id})" if rules else ""
    return f"{show_outcomes(outcomes)}{rule}"
