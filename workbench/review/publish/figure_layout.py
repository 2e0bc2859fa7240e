"""Lay out what a checklist judges for a figure: axis by axis, each target on its scale."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from checklists import Checklist
from workbench.output.symbols import LevelOrder, order_of


@dataclass(frozen=True)
class Layout:
    """The columns or bars of a figure of one checklist, in one variant."""

    checklist: Checklist

    @cached_property
    def targets(self) -> tuple[str, ...]:
        """The targets axis by axis, the main one first; on each the domains and then the whole."""
        checklist = self.checklist
        axes = dict.fromkeys(checklist.axis_of(target) for target in checklist.targets)
        ordered = sorted(axes, key=lambda axis: axis != checklist.main_axis)
        return tuple(
            target for axis in ordered for target in checklist.targets if checklist.axis_of(target) == axis
        )

    @cached_property
    def orders(self) -> tuple[LevelOrder, ...]:
        """The scale of each target."""
        return tuple(order_of(self.checklist.scale_of(target)) for target in self.targets)

    @cached_property
    def panels(self) -> tuple[str, ...]:
        """The axis of each target in words; empty where there is one only."""
        axes = [self.checklist.axis_of(target) for target in self.targets]
        words = (axis.replace("_", " ") for axis in axes)
        return tuple(f"{axis[:1].upper()}{axis[1:]}" for axis in words) if len(set(axes)) > 1 else ()

    @cached_property
    def wholes(self) -> frozenset[int]:
        """The places of the judgements of the whole."""
        return frozenset(place for place, target in enumerate(self.targets) if not self._is_domain(target))

    def label(self, target: str) -> str:
        """Return the name of a target: a domain with its id."""
        title = self.title(target)
        return f"{target} {title}" if self._is_domain(target) else title

    def title(self, target: str) -> str:
        """Return the title of a target; under the name of its axis, a whole is just "Overall"."""
        return "Overall" if self.panels and not self._is_domain(target) else self.checklist.title_of(target)

    def _is_domain(self, target: str) -> bool:
        return target in {domain.id for domain in self.checklist.judged_domains}


def file_name(checklist: Checklist, apart: str) -> str:
    """Return what the file of a figure is called: the checklist, and what distinguishes it from others.

    >>> from checklists import find_checklist
    >>> file_name(find_checklist("case-report"), " (P1 adhering; P3 other, failed)")
    'case-report-P1-adhering-P3-other-failed'
    """
    kept = "".join(letter if letter.isalnum() or letter in "_.-" else " " for letter in apart)
    return "-".join([checklist.id, *kept.split()])
