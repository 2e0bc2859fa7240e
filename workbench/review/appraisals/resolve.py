"""Find what users name on a checklist, however they spell it: items, answers, domains, levels."""

from __future__ import annotations

from checklists import Checklist
from checklists.errors import did_you_mean
from workbench.errors import UsageError


def known_item(checklist: Checklist, text: str) -> str:
    """Return the id of an item of the checklist.

    Raises:
        UsageError: there is none; the message says which there are.
    """
    wanted = text.strip()
    ids = [item.id for item in checklist.items]
    if wanted not in ids:
        raise UsageError(
            f"{checklist.id} has no item {wanted!r}: {did_you_mean(wanted, ids)} (`workbench checklists show "
            f"{checklist.id}` lists them)"
        )
    return wanted


def known_code(checklist: Checklist, item: str, text: str) -> str:
    """Return a code that the item takes, in the checklist's spelling.

    Raises:
        UsageError: there is none; the message says which there are.
    """
    wanted = text.strip().upper()
    codes = [option.code for option in checklist.options(item)]
    by_upper = {code.upper(): code for code in codes}
    if wanted not in by_upper:
        raise UsageError(f"item {item} does not take {text!r}: it takes {', '.join(codes)}")
    return by_upper[wanted]


def known_target(checklist: Checklist, text: str) -> str:
    """Return a domain id, or `overall`, in the checklist's spelling.

    Raises:
        UsageError: there is none; the message says which there are.
    """
    wanted = text.strip()
    targets = checklist.targets
    by_folded = {target.casefold(): target for target in targets}
    if wanted.casefold() not in by_folded:
        raise UsageError(f"{checklist.id} has no domain {wanted!r}: it has {', '.join(targets)}")
    return by_folded[wanted.casefold()]


def known_level(checklist: Checklist, target: str, text: str) -> str:
    """Return the id of a level that a domain or the whole may have.

    Raises:
        UsageError: there is none; the message says which there are.
    """
    wanted = text.strip().casefold().replace(" ", "_")
    levels = checklist.levels_of(target)
    if wanted not in levels:
        raise UsageError(f"{checklist.id} does not judge {text!r}: {did_you_mean(wanted, levels)}")
    return wanted
