"""Show a judgement by a symbol and a word, and by a colour only besides.

A level gets its looks by its place on its own scale, never by its name: "high" is the worst risk of bias and
the best confidence in a systematic review. The worse a level, the darker its colour: the lightness (CIE L*)
falls from level to level, so that the order survives grey print and every form of colour blindness.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from checklists import Scale

Tier = Literal["best", "good", "middle", "poor", "worst", "beside", "none"]
"""How a level stands on its scale; `beside` is off the order, `none` is no level yet."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """One level as people see it.

    Attributes:
        level: id in the definitions, such as ``some_concerns``; None where nothing is judged yet.
        symbol: one character, one terminal cell wide in most terminals.
        plain: the same in ASCII, for terminals and files that have no more.
        word: the level in words. Always shown with the symbol.
        colour: hexadecimal RGB, an addition and never the only sign.
        tier: how it stands on its scale, for what chooses its own colours.
    """

    level: str | None
    symbol: str
    plain: str
    word: str
    colour: str
    tier: Tier

    def mark(self, *, plain: bool = False) -> str:
        """Return symbol and word, such as ``⊕ Low`` (``+ Low`` in plain ASCII)."""
        return f"{self.plain if plain else self.symbol} {self.word}"


@dataclass(frozen=True, slots=True)
class LevelOrder:
    """The levels of a scale, which decide how each of them looks.

    Attributes:
        ordered: best to worst.
        off_scale: those beside the order.
    """

    ordered: tuple[str, ...]
    off_scale: tuple[str, ...] = ()

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels in order, then those beside it."""
        return self.ordered + self.off_scale


@dataclass(frozen=True, slots=True)
class _Look:
    symbol: str
    plain: str
    colour: str


_LOOKS: Final[dict[Tier, _Look]] = {
    "best": _Look("⊕", "+", "#C4EBDD"),
    "good": _Look("⊙", "o", "#DEDD8C"),
    "middle": _Look("⊖", "-", "#EBC354"),
    "poor": _Look("⊗", "x", "#DE7F3E"),
    "worst": _Look("⊠", "X", "#8E1B3A"),
    "beside": _Look("?", "?", "#FFFFFF"),
    "none": _Look("·", ".", "#ECEFF3"),
}
TIERS: Final = tuple(_LOOKS)
"""All tiers, from the best to what is not judged."""
TIER_COLOURS: Final = {tier: look.colour for tier, look in _LOOKS.items()}
_TIERS_OF: Final[dict[int, tuple[Tier, ...]]] = {
    1: ("best",),
    2: ("best", "poor"),
    3: ("best", "middle", "poor"),
    4: ("best", "middle", "poor", "worst"),
    5: ("best", "good", "middle", "poor", "worst"),
}
"""By how many levels a scale has, the tier of each."""

_BY_NAME = LevelOrder(("low", "moderate", "serious", "critical"), ("no_information",))
_ALSO_BY_NAME = LevelOrder(("low", "some_concerns", "high"), ("no_information",))
"""The scales of risk of bias that levels are of where no scale is said."""


@cache
def symbols_on(order: LevelOrder) -> dict[str | None, Symbol]:
    """Return the symbol of each level of a scale, best to worst, and of None.

    >>> [symbol.mark() for symbol in symbols_on(LevelOrder(("high", "low"), ("unclear",))).values()]
    ['⊕ High', '⊗ Low', '? Unclear', '· Not judged yet']
    """
    symbols: dict[str | None, Symbol] = {
        level: _ranked(level, rank, len(order.ordered)) for rank, level in enumerate(order.ordered)
    }
    for place, level in enumerate(order.off_scale):
        look = _Look("?" if place == 0 else "◇", "?" if place == 0 else "%", _LOOKS["beside"].colour)
        symbols[level] = _symbol(level, look, "beside")
    none = _LOOKS["none"]
    nothing = Symbol(None, none.symbol, none.plain, "Not judged yet", none.colour, "none")
    return {**symbols, None: nothing}


def _ranked(level: str, rank: int, count: int) -> Symbol:
    """Return the symbol of a level by its place; on a long scale those in the middle are numbered."""
    tiers = _TIERS_OF.get(count)
    if tiers is None:
        best, good, middle, poor, worst = _TIERS_OF[5]
        tiers = (best, good, *[middle] * (count - 4), poor, worst)
    look = _LOOKS[tiers[rank]]
    if count > len(_TIERS_OF) and tiers[rank] == "middle":
        number = str((rank + 1) % 10)
        look = _Look(number, number, look.colour)
    return _symbol(level, look, tiers[rank])


def _symbol(level: str, look: _Look, tier: Tier) -> Symbol:
    return Symbol(level, look.symbol, look.plain, word_of(level), look.colour, tier)


def word_of(level: str) -> str:
    """Return a level in words.

    >>> word_of("some_concerns")
    'Some concerns'
    """
    return level.replace("_", " ").capitalize()


_places = {**symbols_on(_BY_NAME), **symbols_on(_ALSO_BY_NAME)}
SYMBOLS: dict[str | None, Symbol] = {
    level: _places[level]
    for level in ("low", "some_concerns", "moderate", "serious", "high", "critical", "no_information", None)
}
"""By level of the scales of risk of bias, best to worst, then what is off the scale."""


def order_of(scale: Scale) -> LevelOrder:
    """Return the order of a scale of a checklist."""
    return LevelOrder(scale.ordered, scale.off_scale)


def symbol_of(level: str | None, order: LevelOrder | None = None) -> Symbol:
    """Return the symbol of a level.

    Args:
        level: the level, or None.
        order: its scale; None: that of risk of bias. A level that it does not have gets a neutral symbol.

    >>> symbol_of("some_concerns").mark(), symbol_of("high", LevelOrder(("high", "low"))).mark()
    ('⊖ Some concerns', '⊕ High')
    >>> symbol_of("very_serious").mark(plain=True)
    '% Very serious'
    """
    known = (SYMBOLS if order is None else symbols_on(order)).get(level)
    if known is not None or level is None:
        return known or SYMBOLS[None]
    return _symbol(level, _Look("◇", "%", _LOOKS["beside"].colour), "beside")


def show_judgement(level: str | None, order: LevelOrder | None = None, *, plain: bool = False) -> str:
    """Return symbol and word of a level, such as ``⊗ Serious``."""
    return symbol_of(level, order).mark(plain=plain)


def legend_of(orders: tuple[LevelOrder, ...], *, has_open: bool = True) -> tuple[tuple[Symbol, ...], ...]:
    """Return the symbols of each different scale, and once, at the end of the last, that of no level.

    Args:
        orders: the scales.
        has_open: whether anything has no level; else its symbol is left out.
    """
    different = tuple(dict.fromkeys(orders))
    if not different:
        return ()
    rows = [tuple(symbols_on(order)[level] for level in order.levels) for order in different]
    if has_open:
        rows[-1] = (*rows[-1], SYMBOLS[None])
    return tuple(rows)
