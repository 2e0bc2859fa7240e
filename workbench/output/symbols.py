"""Show a judgement by a symbol and a word, and by a colour only besides.

Covers the levels of all built-in scales. The colours are from the palettes of Okabe and Ito and of Paul Tol,
which people with any of the usual forms of colour blindness can tell apart.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Symbol:
    """One level as people see it.

    Attributes:
        level: id in the definitions, such as ``some_concerns``; None where nothing is judged yet.
        symbol: one character, one terminal cell wide in most terminals.
        plain: the same in ASCII, for terminals and files that have no more.
        word: the level in words. Always shown with the symbol.
        colour: hexadecimal RGB, an addition and never the only sign.
    """

    level: str | None
    symbol: str
    plain: str
    word: str
    colour: str

    def mark(self, *, plain: bool = False) -> str:
        """Return symbol and word, such as ``⊕ Low`` (``+ Low`` in plain ASCII)."""
        return f"{self.plain if plain else self.symbol} {self.word}"


_SYMBOLS = (
    Symbol("low", "⊕", "+", "Low", "#009E73"),
    Symbol("some_concerns", "⊖", "-", "Some concerns", "#E69F00"),
    Symbol("moderate", "⊖", "-", "Moderate", "#E69F00"),
    Symbol("serious", "⊗", "x", "Serious", "#D55E00"),
    Symbol("high", "⊗", "x", "High", "#D55E00"),
    Symbol("critical", "⊠", "X", "Critical", "#882255"),
    Symbol("no_information", "?", "?", "No information", "#999999"),
    Symbol(None, "·", ".", "Not judged yet", "#DDDDDD"),
)

SYMBOLS: dict[str | None, Symbol] = {symbol.level: symbol for symbol in _SYMBOLS}
"""By level, best to worst, then what is off the scale."""


def symbol_of(level: str | None) -> Symbol:
    """Return the symbol of a level; one that no built-in scale has gets a neutral symbol and its id as word.

    >>> symbol_of("some_concerns").mark()
    '⊖ Some concerns'
    >>> symbol_of("very_serious").mark(plain=True)
    'o Very serious'
    """
    known = SYMBOLS.get(level)
    if known is not None or level is None:
        return known or SYMBOLS[None]
    return Symbol(level, "◇", "o", level.replace("_", " ").capitalize(), "#999999")


def show_judgement(level: str | None, *, plain: bool = False) -> str:
    """Return symbol and word of a level, such as ``⊗ Serious``."""
    return symbol_of(level).mark(plain=plain)
