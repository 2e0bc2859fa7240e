"""Prepare the figures that the page draws: shares as bars, the certainty of the evidence as a grid."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.output.figures.subjects import Bars, Certainties
from workbench.output.symbols import Symbol

_SAID, _SIGNED = 0.14, 0.05
"""From these shares on a piece of a bar says its sign and share, or its sign."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a bar; start and length in percent of the bar.

    Attributes:
        label: what is written on it, as far as there is room.
    """

    symbol: Symbol
    start: float
    length: float
    label: str

    @property
    def middle(self) -> float:
        """Where the label stands."""
        return round(self.start + self.length / 2, 3)


@dataclass(frozen=True, slots=True)
class BarShown:
    """One bar, and the same in words; `panel` names the axis that begins with it."""

    label: str
    pieces: tuple[Piece, ...]
    said: str
    panel: str = ""


@dataclass(frozen=True, slots=True)
class BarsShown:
    """The bars of a checklist, with a legend for each scale."""

    kind = "bars"
    anchor: str
    title: str
    bars: tuple[BarShown, ...]
    legends: tuple[tuple[Symbol, ...], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """How far a domain moved the certainty: class, sign and words."""

    style: str
    sign: str
    words: str


@dataclass(frozen=True, slots=True)
class CertaintyShown:
    """One outcome of the grid."""

    label: str
    start: str
    steps: tuple[Step, ...]
    symbols: str
    word: str


@dataclass(frozen=True, slots=True)
class CertaintiesShown:
    """Outcomes by what rated them down or up."""

    kind = "certainties"
    anchor: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[CertaintyShown, ...]
    notes: tuple[str, ...]


def bars_shown(subject: Bars, anchor: str) -> BarsShown:
    """Return bars with everything measured in percent, so that they fit any window."""
    bars = tuple(
        _bar(label, shares, subject.symbols(number), _panel_begun(subject.panels, number))
        for number, (label, shares) in enumerate(subject.bars)
    )
    return BarsShown(anchor, subject.title, bars, subject.legends, subject.notes)


def _panel_begun(panels: tuple[str, ...], number: int) -> str:
    """Return the name of the panel that begins with a bar; empty where none does."""
    if not panels or (number > 0 and panels[number - 1] == panels[number]):
        return ""
    return panels[number]


def _bar(label: str, shares: tuple[float, ...], symbols: tuple[Symbol, ...], panel: str) -> BarShown:
    pieces, start, said = [], 0.0, []
    for symbol, share in zip(symbols, shares, strict=True):
        if share > 0:
            percent = f"{share:.0%}"
            text = (
                f"{symbol.symbol} {percent}" if share >= _SAID else symbol.symbol if share >= _SIGNED else ""
            )
            pieces.append(Piece(symbol, round(start, 3), round(100 * share, 3), text))
            said.append(f"{symbol.word} {percent}")
        start += 100 * share
    return BarShown(label, tuple(pieces), ", ".join(said), panel)


def certainties_shown(subject: Certainties, anchor: str) -> CertaintiesShown:
    """Return the grid with signs and words for each step."""
    rows = tuple(
        CertaintyShown(row.label, row.start, tuple(map(step_of, row.levels)), row.symbols, row.word)
        for row in subject.rows
    )
    return CertaintiesShown(anchor, subject.title, subject.columns, rows, subject.notes)


def step_of(level: int | str | None) -> Step:
    """Return a step in sign and words.

    >>> step_of(-2).words, step_of(0).words, step_of(1).sign, step_of(None).words
    ('down 2', 'not down', '▲', 'not rated')
    """
    if level is None or isinstance(level, str):
        return Step("step-none", "", level or "not rated")
    if level == 0:
        return Step("step-0", "", "not down")
    way, sign = ("down", "▼") if level < 0 else ("up", "▲")
    return Step(f"step-{way}-{min(abs(level), 3)}", sign, f"{way} {abs(level)}")
