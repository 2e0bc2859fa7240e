"""Go from item to item, and hear how the appraisal stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checklists.errors import did_you_mean
from workbench.cli.dialogue.console import sentence
from workbench.cli.dialogue.item_lines import answer_in_words, tell_item
from workbench.cli.dialogue.spoken_judgement import standing_lines
from workbench.output.recorded_items import count_apart

if TYPE_CHECKING:
    from workbench.cli.dialogue.appraisal import Appraisal


def next_open(appraisal: Appraisal, _: str = "") -> None:
    """Go to the next item without an answer; after the last comes the first."""
    items = appraisal.items
    here = items.index(appraisal.item) + 1 if appraisal.item in items else 0
    given = appraisal.sheet.codes
    waiting = next((item for item in (*items[here:], *items[:here]) if item not in given), None)
    if waiting is not None:
        appraisal.go_to(waiting)
        tell_item(appraisal)
    elif items and not appraisal.sheet.submitted:
        appraisal.tell("Every item has an answer. Type where to hear how it stands, or submit.")
    else:
        tell_item(appraisal)


def read_item(appraisal: Appraisal, _: str) -> None:
    """Read out the item in front, with its guidance."""
    tell_item(appraisal, in_full=True)


def move(appraisal: Appraisal, by: int) -> None:
    """Go some items on or back; stay at the first and the last."""
    items = appraisal.items
    if appraisal.item in items:
        place = items.index(appraisal.item) + by
        if not 0 <= place < len(items):
            appraisal.tell("This is the last item." if by > 0 else "This is the first item.")
            return
        appraisal.go_to(items[place])
    tell_item(appraisal)


def go(appraisal: Appraisal, name: str) -> None:
    """Go to an item, or to the first item of a domain."""
    wanted = name.casefold()
    items = {item.casefold(): item for item in reversed(appraisal.items)}
    for item in reversed(appraisal.items):
        items.setdefault(appraisal.sheet.checklist.item(item).shown.casefold(), item)
    domains: dict[str, str] = {}
    for item in appraisal.items:
        domains.setdefault(appraisal.sheet.checklist.domain_of(item).id.casefold(), item)
    place = items.get(wanted) or domains.get(wanted)
    if place is None:
        there = did_you_mean(name, list(appraisal.items)) if appraisal.items else "none is asked yet"
        appraisal.tell(sentence(f"No item {name} is asked: {there}"))
        return
    appraisal.go_to(place)
    tell_item(appraisal)


def list_items(appraisal: Appraisal, _: str) -> None:
    """List the items that are asked, each with its answer."""
    domain = ""
    for item in appraisal.items:
        here = appraisal.sheet.checklist.domain_of(item)
        if here.id != domain:
            domain = here.id
            appraisal.tell(f"{here.id}, {here.title}.")
        given = answer_in_words(appraisal, item) or "no answer yet"
        appraisal.tell(f"{item}: {given}. {appraisal.sheet.checklist.item(item).text}")
    if not appraisal.items:
        tell_item(appraisal)


def tell_where(appraisal: Appraisal, _: str = "") -> None:
    """Tell which appraisal this is, how far it is, and how each judgement stands."""
    tell_appraisal(appraisal)
    for line in standing_lines(appraisal.sheet):
        appraisal.tell(line)
    if appraisal.sheet.missing_preliminaries:
        appraisal.tell(f"Still to be filled in before: {', '.join(appraisal.sheet.missing_preliminaries)}.")


def tell_appraisal(appraisal: Appraisal) -> None:
    """Tell which appraisal this is, and how far it is."""
    sheet = appraisal.sheet
    state = sheet.state.replace("_", " ")
    appraisal.tell(
        f"{sheet.study.key}, {sheet.result_label}, {sheet.checklist.title}, version "
        f"{sheet.checklist.version}. {state.capitalize()}."
    )
    appraisal.tell(f"{count_apart(*sheet.progress, of=' of ')}.")


def set_guidance(appraisal: Appraisal, has_guidance: bool) -> None:
    """Read the guidance when an item is read, or leave it out."""
    appraisal.has_guidance = has_guidance
    told = "read with each item" if has_guidance else "left out; item reads it all the same"
    appraisal.tell(f"Guidance is {told}.")
