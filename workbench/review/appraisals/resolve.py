"""Find what users name on a checklist, however they spell it: items, answers, domains, levels."""

from __future__ import annotations

from collections.abc import Callable, Collection

from checklists import Checklist, Preliminary
from checklists.errors import did_you_mean
from checklists.language.model import DIRECTION
from workbench.errors import UsageError


def directions(checklist: Checklist) -> tuple[str, ...]:
    """Return the ids under which predicted directions of bias are answered, such as `D3.direction`."""
    predicted = checklist.predicted_direction
    if predicted is None:
        return ()
    judged = len(checklist.judged_domains)
    domains = checklist.targets[:judged] if "domain" in predicted.per else ()
    wholes = checklist.targets[judged:] if "overall" in predicted.per else ()
    return tuple(f"{target}{DIRECTION}" for target in (*domains, *wholes))


def known_item(checklist: Checklist, text: str, asked: Callable[[], Collection[str]] | None = None) -> str:
    """Return the id of an item of the checklist, or of a predicted direction.

    Args:
        checklist: the checklist.
        text: an id, or the number that is shown where it differs from the id.
        asked: gives the items of the variant that is answered; called only where several have the number.

    Raises:
        UsageError: there is none; the message says which there are. Or several have the number.
    """
    wanted = text.strip()
    ids = [item.id for item in checklist.items]
    folded = {name.casefold(): name for name in directions(checklist)}
    if wanted in ids:
        return wanted
    if wanted.casefold() in folded:
        return folded[wanted.casefold()]
    numbered = [item.id for item in checklist.items if item.shown == wanted]
    if len(numbered) > 1 and asked is not None:
        there = asked()
        numbered = [item for item in numbered if item in there] or numbered
    if len(numbered) == 1:
        return numbered[0]
    if numbered:
        raise UsageError(f"{checklist.id} has several items {wanted}: name one of {', '.join(numbered)}")
    raise UsageError(
        f"{checklist.id} has no item {wanted!r}: {did_you_mean(wanted, ids)} (`workbench checklists show "
        f"{checklist.id}` lists them)"
    )


def known_code(checklist: Checklist, item: str, text: str) -> str:
    """Return a code that the item takes, in the checklist's spelling.

    Raises:
        UsageError: there is none; the message says which there are.
    """
    wanted = text.strip().upper()
    predicted = checklist.predicted_direction
    if predicted is not None and not checklist.has_item(item):
        codes, wanted = list(predicted.options), wanted.replace(" ", "_")
    else:
        codes = list(checklist.codes(item))
    by_upper = {code.upper(): code for code in codes}
    if wanted not in by_upper:
        name = f"item {item}" if checklist.has_item(item) else item
        raise UsageError(f"{name} does not take {text!r}: it takes {', '.join(codes)}")
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
        if wanted.casefold() in {domain.id.casefold() for domain in checklist.domains}:
            raise UsageError(f"{wanted} is recorded, not judged")
        if not targets:
            raise UsageError(f"{checklist.id} judges nothing: its answers are recorded")
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
        raise UsageError(f"{checklist.id} does not judge {target} {text!r}: {did_you_mean(wanted, levels)}")
    return wanted


def checked_value(preliminary: Preliminary, value: str) -> str:
    """Return the value of a preliminary as stored: free words, one option, or several joined by commas.

    Raises:
        UsageError: it does not take one of the options.
    """
    if not preliminary.options:
        return value.strip()
    chosen = [part.strip() for part in value.split(",")] if preliminary.many else [value.strip()]
    for option in chosen:
        if option and option not in preliminary.options:
            raise UsageError(
                f"{preliminary.id} does not take {option!r}: {did_you_mean(option, preliminary.options)}"
            )
    return ", ".join(option for option in preliminary.options if option in chosen)
