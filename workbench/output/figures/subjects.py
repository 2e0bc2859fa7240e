"""Define what a figure shows, as plain values that need no review and no drawing library."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.output.symbols import LevelOrder, Symbol, symbol_of, symbols_on


@dataclass(frozen=True, slots=True)
class Lights:
    """A traffic-light matrix: a panel of columns for each axis, each column on its scale.

    Attributes:
        name: goes into the file name where there are several, such as the id of the checklist.
        title: above the matrix.
        columns: id and title of each column, such as ``("D1", "Selection")``.
        rows: label of each row, with a level a column; None where nothing is judged yet.
        levels: the whole scale, best to worst, then what is off it.
        overridden: row and column of each judgement that differs from the suggested one.
        notes: below.
        studies: the study of each row, where several rows can be of one; they stay together.
        orders: the scale of each column; empty where all are on `levels`, a scale of risk of bias.
        panels: the axis of each column, in words; empty where there is one only.
    """

    name: str
    title: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, tuple[str | None, ...]], ...]
    levels: tuple[str, ...]
    overridden: frozenset[tuple[int, int]] = frozenset()
    notes: tuple[str, ...] = ()
    studies: tuple[str, ...] = ()
    orders: tuple[LevelOrder, ...] = ()
    panels: tuple[str, ...] = ()

    def symbol(self, column: int, level: str | None) -> Symbol:
        """Return how a level looks in a column."""
        return symbol_of(level, self.orders[column] if self.orders else None)

    @property
    def legends(self) -> tuple[tuple[Symbol, ...], ...]:
        """The symbols of each scale that columns are on."""
        return _legends(self.levels, self.orders)

    @property
    def legend_names(self) -> tuple[str, ...]:
        """The axes of each legend, in words; empty where there is one legend, or one axis."""
        return _legend_names(self.orders, self.panels)


@dataclass(frozen=True, slots=True)
class Bars:
    """Stacked bars of shares: a panel of bars for each axis, each bar on its scale.

    Attributes:
        bars: label of each bar, with a share between 0 and 1 for each level of its scale; they sum to 1.
        levels: the scale, best to worst, then what is off it.
        orders: the scale of each bar; empty where all are on `levels`, a scale of risk of bias.
        panels: the axis of each bar, in words; empty where there is one only.
        wholes: the bars that are over all, which are set apart; None: the last.
        studies: how many are counted.
    """

    name: str
    title: str
    bars: tuple[tuple[str, tuple[float, ...]], ...]
    levels: tuple[str, ...]
    notes: tuple[str, ...] = ()
    orders: tuple[LevelOrder, ...] = ()
    panels: tuple[str, ...] = ()
    wholes: frozenset[int] | None = None
    studies: int = 0

    def symbols(self, bar: int) -> tuple[Symbol, ...]:
        """Return the symbols of the levels of a bar, in order."""
        if not self.orders:
            return tuple(map(symbol_of, self.levels))
        order = self.orders[bar]
        return tuple(symbol_of(level, order) for level in order.levels)

    def is_whole(self, bar: int) -> bool:
        """Return True if a bar is one over all."""
        return bar in self.wholes if self.wholes is not None else bar == len(self.bars) - 1

    @property
    def legends(self) -> tuple[tuple[Symbol, ...], ...]:
        """The symbols of each scale that bars are on."""
        return _legends(self.levels, self.orders)

    @property
    def legend_names(self) -> tuple[str, ...]:
        """The axes of each legend, in words; empty where there is one legend, or one axis."""
        return _legend_names(self.orders, self.panels)


def _legends(levels: tuple[str, ...], orders: tuple[LevelOrder, ...]) -> tuple[tuple[Symbol, ...], ...]:
    if not orders:
        return (tuple(map(symbol_of, levels)),)
    return tuple(tuple(symbols_on(order)[level] for level in order.levels) for order in dict.fromkeys(orders))


def _legend_names(orders: tuple[LevelOrder, ...], panels: tuple[str, ...]) -> tuple[str, ...]:
    kinds = dict.fromkeys(orders)
    if len(kinds) < 2 or len(set(panels)) < 2:
        return ("",) * max(len(kinds), 1)
    axes = {
        kind: dict.fromkeys(panel for order, panel in zip(orders, panels, strict=True) if order == kind)
        for kind in kinds
    }
    return tuple(", ".join(names) for names in axes.values())


@dataclass(frozen=True, slots=True)
class Certainty:
    """One body of evidence in an overview of GRADE.

    Attributes:
        label: the outcome, and the studies where it has several bodies.
        start: the certainty that its designs start from, in words; empty where none is known.
        levels: of each domain, negative for down; None while nothing is rated; a word where nothing can be.
        symbols: such as ⊕⊕◯◯; empty while there is no certainty.
        word: the certainty in words, or why there is none.
    """

    label: str
    start: str
    levels: tuple[int | str | None, ...]
    symbols: str
    word: str


@dataclass(frozen=True, slots=True)
class Certainties:
    """The overview: outcomes by the reasons to rate down or up."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Certainty, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Estimate:
    """The raw agreement or a coefficient of agreement with its interval.

    Attributes:
        label: what was agreed on; empty where it is what the row before is about.
        series: the name of the coefficient, the same words wherever it is the same.
        value: the coefficient; None where it is not defined.
        lower: the ends of its interval; None where there is none.
        remark: the numbers in words, or that there are none.
    """

    label: str
    series: str
    value: float | None
    lower: float | None
    upper: float | None
    remark: str


@dataclass(frozen=True, slots=True)
class Agreements:
    """Coefficients below each other."""

    name: str
    title: str
    rows: tuple[Estimate, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Disagreements:
    """A heat map: on what share of the studies reviewers differ, and on which.

    Attributes:
        columns: the items or domains.
        rows: label of each study, with True where its reviewers differ on the column.
        shares: of each column, between 0 and 1: on how many studies they differ; None where nobody could.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[bool, ...]], ...]
    shares: tuple[float | None, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ForestRow:
    """One study in a forest plot.

    Attributes:
        label: the study.
        estimate: None where the study has none of this measure; the row stays, with its judgements.
        lower: the ends of the interval; None where there is none.
        words: estimate and interval as tables print them, or that there is none.
        levels: the judgements, one a column of its block.
        overridden: the places of those that differ from the suggested ones.
    """

    label: str
    estimate: float | None
    lower: float | None
    upper: float | None
    words: str
    levels: tuple[str | None, ...]
    overridden: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class ForestBlock:
    """The studies of one checklist; scales are never mixed.

    Attributes:
        title: the checklist, or that the studies were not appraised.
        columns: id and title of each judgement; a whole has its title alone.
        orders: the scale of each column.
    """

    title: str
    columns: tuple[tuple[str, str], ...]
    orders: tuple[LevelOrder, ...]
    rows: tuple[ForestRow, ...]


@dataclass(frozen=True, slots=True)
class ForestPanel:
    """Estimates of one measure on one axis.

    Attributes:
        measure: in words, such as "Risk ratio".
        no_effect: the value that means no effect; None where nothing is compared.
        is_ratio: whether the axis is logarithmic.
        blocks: the studies.
        pooled: an effect that a person entered, as a row without judgements; None where nothing is pooled.
        pooled_note: who entered it, from where.
        below: what an estimate below no effect means, such as "favours the treatment"; empty for nothing.
        above: what one above it means.
    """

    measure: str
    no_effect: float | None
    is_ratio: bool
    blocks: tuple[ForestBlock, ...]
    pooled: ForestRow | None = None
    pooled_note: str = ""
    below: str = ""
    above: str = ""


@dataclass(frozen=True, slots=True)
class Forest:
    """One outcome: study estimates beside the judgements of their risk of bias.

    Attributes:
        outcome: its name and time point, for those who cannot see the figure.
    """

    name: str
    title: str
    panels: tuple[ForestPanel, ...]
    notes: tuple[str, ...] = ()
    outcome: str = ""

    @property
    def blocks(self) -> tuple[ForestBlock, ...]:
        """The blocks of all panels."""
        return tuple(block for panel in self.panels for block in panel.blocks)

    @property
    def titles_by_order(self) -> dict[LevelOrder, tuple[str, ...]]:
        """The titles of the blocks that have each scale."""
        titles: dict[LevelOrder, dict[str, None]] = {}
        for block in self.blocks:
            for order in block.orders:
                titles.setdefault(order, {})[block.title] = None
        return {order: tuple(blocks) for order, blocks in titles.items()}

    @property
    def has_estimates(self) -> bool:
        """Whether any study has an estimate."""
        return any(row.estimate is not None for block in self.blocks for row in block.rows)


@dataclass(frozen=True, slots=True)
class Panels:
    """Several figures in one, such as the traffic lights of several checklists.

    Attributes:
        parts: from the first panel to the last.
    """

    name: str
    title: str
    parts: tuple[Forest | Lights | Bars | Certainties | Agreements | Disagreements, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """The notes of all panels, each once."""
        return tuple(dict.fromkeys(note for part in self.parts for note in part.notes))


Subject = Panels | Forest | Lights | Bars | Certainties | Agreements | Disagreements
