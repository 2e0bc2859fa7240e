"""Order the rows of a figure: by key, label, judgement or year; the rows of a study stay together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from workbench.review.appraisals.level_sheets import AppraisalOfTable
from workbench.review.publish.figure_layout import Layout
from workbench.review.tables.summary_weights import final_of
from workbench.review.view import View

Shown = TypeVar("Shown", bound=AppraisalOfTable)
Place = tuple[int | str, ...]

ORDERS = ("key", "label", "judgement", "year")
"""The orders that can be asked for."""


def in_order(sheets: Sequence[Shown], view: View) -> list[Shown]:
    """Return the appraisals in the order that the reading was asked for; equal ones by key.

    By judgement the best comes first, and a study that reviewers judged differently has its worst.
    """
    if not view.order:
        return list(sheets)
    places: dict[str, Place] = {}
    for sheet in sheets:
        place = _PLACES[view.order](sheet, view)
        key = sheet.study.key
        places[key] = max(places.get(key, place), place)
    return sorted(sheets, key=lambda sheet: (places[sheet.study.key], sheet.study.key))


def _by_label(sheet: AppraisalOfTable, view: View) -> Place:
    return (view.place_of(sheet.study.key),)


def _by_judgement(sheet: AppraisalOfTable, view: View) -> Place:
    return rank_of(sheet), _year(sheet, view)


def _by_year(sheet: AppraisalOfTable, view: View) -> Place:
    return (_year(sheet, view),)


def _year(sheet: AppraisalOfTable, view: View) -> int:
    return view.studies[sheet.study.id].bibliography.year or 9999


def rank_of(sheet: AppraisalOfTable) -> int:
    """Return the place of the overall judgement on its scale, 0 for the best; 99 where there is none."""
    layout = Layout(sheet.form)
    whole = max(layout.wholes, default=None)
    if whole is None:
        return 99
    level, order = final_of(sheet, layout.targets[whole]), layout.orders[whole]
    return order.levels.index(level) if level in order.levels else 99


def _by_key(sheet: AppraisalOfTable, view: View) -> Place:
    return (sheet.study.key,)


_PLACES: dict[str, Callable[[AppraisalOfTable, View], Place]] = {
    "key": _by_key,
    "label": _by_label,
    "judgement": _by_judgement,
    "year": _by_year,
}
