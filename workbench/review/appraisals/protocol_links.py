"""Lead from the questions and items of checklists to what the protocol of the review says about them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from checklists import Checklist, Preliminary
from store.records import ProtocolEntry

FIRST: Final = "first"
"""The first line of a field, which names the most important of several."""
REST: Final = "rest"
"""The lines after the first."""

OFFERED: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "jbi-cross-sectional": {"P3": ("confounders", "")},
    "nos-case-control": {"P1": ("confounders", FIRST), "P2": ("confounders", REST)},
    "nos-cohort": {"P1": ("confounders", FIRST), "P2": ("confounders", REST)},
    "psm-cohort": {"P1": ("confounders", "")},
    "quadas-3": {"P1": ("question", "")},
    "rob-2": {"P4": ("treatment", ""), "P5": ("comparison", "")},
    "robins-i-v2": {"PP1": ("confounders", "")},
    "single-arm": {"P2": ("benchmark", "")},
    "single-arm-covid": {"P2": ("benchmark", "")},
}
"""By checklist and preliminary, the field of the protocol that it is offered from, and which part of it."""

_SINGLE_ARM: Final[dict[str, tuple[str, ...]]] = {
    "1.1": ("P2",),
    "1.2": ("P2",),
    "2.5": ("population",),
    "3.2": ("co_interventions",),
    "3.3": ("co_interventions",),
}
RESTS_ON: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "jbi-cross-sectional": dict.fromkeys(("5", "6"), ("P3",)),
    "psm-cohort": {"1.1": ("P1",), "2.4": ("population",), "4.3": ("co_interventions",)},
    "quadas-3": dict.fromkeys(("1.4", "4.3"), ("P2",)),
    "rob-2": {"2.3B": ("co_interventions",)},
    "robins-i-v2": dict.fromkeys(("1.1A", "1.2A", "1.2B", "1.3B", "4.3"), ("PP1",)),
    "single-arm": _SINGLE_ARM,
    "single-arm-covid": _SINGLE_ARM,
}
"""By checklist and item, the preliminaries and fields of the protocol that it rests on, besides the
preliminaries that its own words name by their ids."""


def field_for(checklist_id: str, preliminary_id: str) -> str:
    """Return the field of the protocol that a preliminary is offered from; empty where there is none."""
    return OFFERED.get(checklist_id, {}).get(preliminary_id, ("", ""))[0]


def offered_value(protocol: Mapping[str, ProtocolEntry], checklist_id: str, preliminary: Preliminary) -> str:
    """Return what the protocol says about a preliminary, to begin with; empty where it says nothing.

    What the team settled for this very preliminary comes before the field that it is offered from.

    Args:
        protocol: the entries of the protocol.
        checklist_id: id of the checklist.
        preliminary: the preliminary.
    """
    settled = protocol.get(f"{checklist_id}.{preliminary.id}")
    if settled is not None:
        return settled.value
    field, part = OFFERED.get(checklist_id, {}).get(preliminary.id, ("", ""))
    entry = protocol.get(field)
    if entry is None or preliminary.options:
        return ""
    lines = [line.strip() for line in re.split(r"[\n;]", entry.value) if line.strip()]
    chosen = {FIRST: lines[:1], REST: lines[1:]}.get(part, lines)
    return "; ".join(chosen)


@lru_cache(maxsize=1024)
def rests_on(checklist: Checklist, item_id: str) -> tuple[str, ...]:
    """Return the preliminaries and fields of the protocol that an item rests on, each once."""
    item = checklist.item(item_id)
    words = set(re.findall(r"\w+", f"{item.text} {item.guidance}"))
    named = (each.id for each in checklist.preliminaries if each.id in words and not each.id.isalpha())
    return tuple(dict.fromkeys((*named, *RESTS_ON.get(checklist.id, {}).get(item_id, ()))))


def named_outcomes(written: str) -> list[str]:
    """Return the outcomes that the protocol names, by line or semicolon: the words before a colon."""
    lines = (part for line in written.splitlines() for part in line.split(";"))
    names = (line.lstrip("-*• ").partition(":")[0].strip() for line in lines)
    return [name for name in names if name]
