"""List the places to stand in an appraisal: the items that are asked, and domains that ask none."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from workbench.review.appraisals.sheets import Sheet

Stop = tuple[str, str]
"""A place to stand: the id of a domain, and of an item; that is empty where the domain asks none."""


def stops_of(sheet: Sheet) -> list[Stop]:
    """Return the places to stand: each judged item that is asked, by domain, or the domain without one.

    Items that are only recorded come after all others, as the list shows them.
    """
    stops: list[Stop] = []
    recorded: list[Stop] = []
    for domain in sheet.verdict.domains:
        own = [item for item in sheet.verdict.shown if sheet.checklist.domain_of(item).id == domain.id]
        judged = [item for item in own if not sheet.checklist.item(item).role]
        stops += [(domain.id, item) for item in judged or [""] * (not own)]
        recorded += [(domain.id, item) for item in own if item not in judged]
    return [*stops, *recorded]


def groups_of(sheet: Sheet) -> list[list[Stop]]:
    """Return the same in groups, as the list shows them: the domains, then what is only recorded."""
    groups: dict[str, list[Stop]] = {}
    for domain, item in stops_of(sheet):
        is_recorded = bool(item) and bool(sheet.checklist.item(item).role)
        groups.setdefault("" if is_recorded else domain, []).append((domain, item))
    return list(groups.values())


def waiting_items(sheet: Sheet) -> list[str]:
    """Return the judged items without an answer; those only recorded wait for nobody."""
    return [item for item in sheet.open_items if not sheet.checklist.item(item).role]


def next_waiting(stops: Sequence[Stop], here: Stop, waiting: Collection[str], by: int) -> str | None:
    """Return the next item that waits after a stop, or before it, round the end if need be.

    >>> stops = [("D1", "1"), ("D1", "2"), ("D2", "3")]
    >>> next_waiting(stops, ("D1", "2"), {"1", "3"}, 1), next_waiting(stops, ("D1", "1"), {"1", "3"}, -1)
    ('3', '3')
    """
    place = stops.index(here) if here in stops else 0
    order = (
        [*stops[place + 1 :], *stops[: place + 1]] if by > 0 else [*stops[:place][::-1], *stops[place:][::-1]]
    )
    return next((item for _, item in order if item in waiting), None)


def where_left(sheet: Sheet, item: str = "") -> Stop:
    """Return the place to begin at.

    That is the item that was in front when the study was left, else the first open one after the item
    answered last, else the first of all.
    """
    stops = stops_of(sheet)
    left = next((stop for stop in stops if item and stop[1] == item), None)
    if left is not None:
        return left
    if not sheet.answers:
        return stops[0]
    last = max(sheet.answers.values(), key=lambda answer: answer.answered_at).item_id
    here = next((stop for stop in stops if stop[1] == last), stops[-1])
    waiting = next_waiting(stops, here, waiting_items(sheet), 1)
    return next((stop for stop in stops if stop[1] == waiting), stops[0]) if waiting else stops[0]


def nearest_asked(sheet: Sheet, item: str) -> str:
    """Return the item that is asked and stands nearest before one that no longer is; empty if none is."""
    asked = set(sheet.verdict.shown)
    every = [each.id for each in sheet.checklist.items]
    before = every[: every.index(item)] if item in every else []
    first = sheet.verdict.shown[0] if asked else ""
    return next((each for each in reversed(before) if each in asked), first)
