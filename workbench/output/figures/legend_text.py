"""Say in words what the symbols of a figure mean, for its caption."""

from __future__ import annotations

from collections.abc import Iterable
from functools import singledispatch
from string import ascii_uppercase

from workbench.output.figures.subjects import (
    Agreements,
    Bars,
    Certainties,
    Disagreements,
    Forest,
    Lights,
    Panels,
)
from workbench.output.symbols import LevelOrder, Symbol, symbols_on

_FORMS = ("filled disc", "open square", "ring", "filled square")
"""The forms that the coefficients of agreement are drawn in, in turn."""


@singledispatch
def legend_text(subject: object) -> str:
    """Return what the symbols of a figure mean, in one sentence or two; empty where words say it all."""
    return ""


@legend_text.register
def _(subject: Lights) -> str:
    return _scales(zip(subject.legend_names, subject.legends, strict=True))


@legend_text.register
def _(subject: Bars) -> str:
    named = _scales(zip(subject.legend_names, subject.legends, strict=True))
    return f"The length of a part is the share of studies with a judgement. {named}"


@legend_text.register
def _(subject: Forest) -> str:
    titles = subject.titles_by_order
    named = _scales(
        (", ".join(blocks) if len(titles) > 1 else "", _symbols_of(order)) for order, blocks in titles.items()
    )
    return f"Squares are estimates, lines their 95% intervals. {named}".rstrip()


@legend_text.register
def _(subject: Certainties) -> str:
    return (
        "Numbers are levels rated down (−) or up (+). Certainty: ⊕⊕⊕⊕ high, ⊕⊕⊕◯ moderate, ⊕⊕◯◯ low, "
        "⊕◯◯◯ very low."
    )


@legend_text.register
def _(subject: Agreements) -> str:
    series = dict.fromkeys(row.series for row in subject.rows)
    forms = [f"{_FORMS[number % len(_FORMS)]}, {name}" for number, name in enumerate(series)]
    named = f"{'; '.join(forms)}."
    return f"{named[:1].upper()}{named[1:]} Lines are 95% intervals."


@legend_text.register
def _(subject: Disagreements) -> str:
    return "■, the reviewers differ. The first row is the share of the studies on which they do."


@legend_text.register
def _(subject: Panels) -> str:
    """Name the panels of each legend, where they differ."""
    told: dict[str, list[str]] = {}
    for number, part in enumerate(subject.parts):
        told.setdefault(legend_text(part), []).append(ascii_uppercase[number % 26])
    if len(told) == 1:
        return next(iter(told))
    return " ".join(f"{', '.join(letters)}: {text}" for text, letters in told.items() if text)


def _scales(named: Iterable[tuple[str, Iterable[Symbol]]]) -> str:
    told = [f"{f'{name}: ' if name else ''}{', '.join(map(_meaning, symbols))}" for name, symbols in named]
    return f"{'; '.join(told)}." if told else ""


def _symbols_of(order: LevelOrder) -> list[Symbol]:
    return [symbols_on(order)[level] for level in order.levels]


def _meaning(symbol: Symbol) -> str:
    return f"{symbol.symbol} {symbol.word.lower()}"
