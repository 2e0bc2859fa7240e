"""Describe a figure in words, for readers who cannot see it; its title is beside it as the caption."""

from __future__ import annotations

from collections import Counter
from functools import singledispatch

from workbench.counts import count
from workbench.output.figures.subjects import (
    Agreements,
    Bars,
    Certainties,
    Disagreements,
    Forest,
    Lights,
    Panels,
    Subject,
)

_MOST = 1_000
"""Characters; screen readers read an alternative text in one go."""


def alt_text(subject: Subject) -> str:
    """Return what the figure shows, in one paragraph."""
    text = " ".join(describe(subject).split())
    return text if len(text) <= _MOST else text[: _MOST - 1].rstrip() + "…"


@singledispatch
def describe(subject: object) -> str:
    """Return what a figure shows; each kind of figure has its words.

    Raises:
        TypeError: there are none for this kind.
    """
    raise TypeError(f"no words for a figure of {type(subject).__name__}")


@describe.register
def _(subject: Lights) -> str:
    rows = "; ".join(f"{name}: {', '.join(_judged(subject, levels))}" for name, levels in subject.rows)
    size = f"{count(len(subject.rows), 'row')} by {count(len(subject.columns), 'column')}"
    return f"Matrix of judgements, {size}. {rows}."


def _judged(subject: Lights, levels: tuple[str | None, ...]) -> list[str]:
    """Return the whole of a row where it has one, else how often each level stands in it."""
    wholes = [
        f"{name} {subject.symbol(column, level).word}"
        for column, ((name, title), level) in enumerate(zip(subject.columns, levels, strict=True))
        if not title
    ]
    if wholes:
        return wholes
    words = (subject.symbol(column, level).word for column, level in enumerate(levels))
    return [f"{number} {word}" for word, number in Counter(words).items()]


@describe.register
def _(subject: Bars) -> str:
    bars = []
    for number, (name, shares) in enumerate(subject.bars):
        words = zip(subject.symbols(number), shares, strict=True)
        bars.append(f"{name}: {', '.join(f'{symbol.word} {share:.0%}' for symbol, share in words if share)}")
    return f"Stacked bars. {'; '.join(bars)}."


@describe.register
def _(subject: Certainties) -> str:
    return f"Certainty of the evidence. {'; '.join(f'{row.label}: {row.word}' for row in subject.rows)}."


@describe.register
def _(subject: Panels) -> str:
    return " ".join(f"{part.title}. {describe(part)}" for part in subject.parts)


@describe.register
def _(subject: Forest) -> str:
    panels = []
    for panel in subject.panels:
        rows = [f"{row.label}: {row.words}" for block in panel.blocks for row in block.rows]
        if panel.pooled is not None:
            rows.append(f"{panel.pooled.label}: {panel.pooled.words}")
        panels.append(f"{panel.measure}: {'; '.join(rows)}")
    return f"Study estimates with intervals, and the judgements of each study. {'. '.join(panels)}."


@describe.register
def _(subject: Agreements) -> str:
    rows = "; ".join(f"{row.label} {row.series} {row.remark}".strip() for row in subject.rows)
    return f"Agreement with intervals. {rows}."


@describe.register
def _(subject: Disagreements) -> str:
    rows = []
    for name, cells in subject.rows:
        columns = (column for column, differs in zip(subject.columns, cells, strict=True) if differs)
        rows.append(f"{name}: {', '.join(columns)}")
    return f"Items on which reviewers differ. {'; '.join(rows) or 'none'}."
