"""Write text for LaTeX: specials are escaped, our symbols have commands, other scripts a way out."""

from __future__ import annotations

import re
import unicodedata

from workbench.hidden_characters import show
from workbench.output.em_widths import longest_word, width_of

BREAK = r"\newline{}"
"""A line break in a cell whose column has a width."""

OTHER_SCRIPT = (
    r"\providecommand{\otherscript}[2]{\ifdefined\Umathchar#2\else\texttt{#1}\fi}"
    "% pdfLaTeX has no such letters: it prints their numbers"
)
"""Goes before the tables where letters stand that pdfLaTeX cannot print; XeLaTeX and LuaLaTeX can."""

_CONTROL_NAMES = (
    *("NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "TAB", "LF", "VT", "FF", "CR", "SO"),
    *("SI", "DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC", "FS", "GS"),
    *("RS", "US", "SP", "DEL"),
)  # fmt: skip
_MATHS = {
    "⊕": r"\oplus", "⊙": r"\odot", "⊖": r"\ominus", "⊗": r"\otimes", "⊠": r"\boxtimes",
    "◯": r"\bigcirc", "◇": r"\diamond",
    "✓": r"\checkmark", "·": r"\cdot", "⏎": r"\hookleftarrow", "≤": r"\le", "≥": r"\ge", "≈": r"\approx",
    "≠": r"\ne", "±": r"\pm", "×": r"\times", "−": "-", "∞": r"\infty", "→": r"\rightarrow",
    "←": r"\leftarrow", "↑": r"\uparrow", "↓": r"\downarrow", "α": r"\alpha", "β": r"\beta", "γ": r"\gamma",
    "δ": r"\delta", "κ": r"\kappa", "λ": r"\lambda", "μ": r"\mu", "µ": r"\mu", "ρ": r"\rho", "σ": r"\sigma",
    "τ": r"\tau", "χ": r"\chi", "ω": r"\omega", "¬": r"\neg", "÷": r"\div",
}  # fmt: skip
_WRITTEN = (
    {mark: "\\" + mark for mark in "&%$#_{}"}
    | {"^": r"\^{}", "~": r"\textasciitilde{}", "\\": r"\textbackslash{}"}
    | {"<": r"\ensuremath{<}", ">": r"\ensuremath{>}", "|": r"\textbar{}", "`": r"\textasciigrave{}"}
    # At the start of a row these two would be read as arguments of the \\ before it.
    | {"[": "{[}", "*": "{*}", "\t": " "}
    | {symbol: f"${command}$" for symbol, command in _MATHS.items()}
    | {chr(0x2400 + code): rf"\texttt{{{name}}}" for code, name in enumerate(_CONTROL_NAMES)}
    | {"\u00a0": "~", "\u00ad": r"\-", "\u2009": r"\,", "\u202f": r"\,", "\u2011": "-", "\u2010": "-"}
    | {"•": r"\textbullet{}", "©": r"\copyright{}", "£": r"\pounds{}", "\u200e": "", "\u200f": ""}
)
_KNOWN = frozenset("–—‘’“”…†‡§¶®™°¡¿ßæÆœŒøØłŁåÅıȷ½¼¾²³¹ªº€¢¥")
"""What pdfLaTeX prints beside ASCII and composed letters, with its usual packages."""

_ACCENTS = frozenset("\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0327")
_NEARLY = 1.01
"""Widths are rounded."""

_NAME = re.compile(r"[^\W\d_]{1,24}[^\w]*")
"""A word that LaTeX hyphenates by itself, though the first of a cell only behind some white."""

_FILLED = 0.5
"""Pieces of a broken word are shorter than the line, so that each line is filled by one or two."""

_WORDS = re.compile(r"([ \t\n]+)")
_DASHES = re.compile(r"(?<=-)(?=-)")


def to_latex(text: str, room: float | None = None) -> str:
    """Return LaTeX that shows exactly the text.

    Args:
        text: any text at all. Line breaks become ``BREAK``.
        room: of a line, in ems; a word that is wider may be broken. None: no word is.

    >>> to_latex("50% [x]\\\\n")
    '50\\\\% {[}x]\\\\textbackslash{}n'
    >>> to_latex("p--q")
    'p-{}-q'
    """
    shown = _DASHES.sub("\x01", show(text, keep_newlines=True))
    pieces = _WORDS.split(shown)
    return "".join(_space(piece) if number % 2 else _word(piece, room) for number, piece in enumerate(pieces))


def has_other_script(latex: str) -> bool:
    """Return True if ``OTHER_SCRIPT`` must go before it."""
    return r"\otherscript{" in latex


def _space(piece: str) -> str:
    return BREAK * piece.count("\n") if "\n" in piece else piece.replace("\t", " ")


def _word(word: str, room: float | None) -> str:
    if room is None or longest_word(word) <= room * _NEARLY:
        return _letters(word)
    if _NAME.fullmatch(word):
        return r"\hspace{0pt}" + _letters(word)
    parts, filled = [""], 0.0
    for letter in word:
        wide = width_of(letter)
        if parts[-1] and filled + wide > _FILLED * room:
            parts, filled = [*parts, ""], 0.0
        parts[-1], filled = parts[-1] + letter, filled + wide
    return r"\allowbreak{}".join(map(_letters, parts))


def _letters(word: str) -> str:
    """Write a word without spaces; what pdfLaTeX cannot print goes through ``\\otherscript``, run by run."""
    if word.isascii():
        return "".join(_WRITTEN.get(letter, "{}" if letter == "\x01" else letter) for letter in word)
    latex: list[str] = []
    foreign = ""
    for letter in (*unicodedata.normalize("NFC", word), ""):
        if letter and not is_known(letter):
            foreign += letter
            continue
        if foreign:
            numbers = " ".join(f"U+{ord(letter):04X}" for letter in foreign)
            latex.append(rf"\otherscript{{{numbers}}}{{{foreign}}}")
            foreign = ""
        latex.append(_WRITTEN.get(letter, "{}" if letter == "\x01" else letter))
    return "".join(latex)


def is_known(letter: str) -> bool:
    """Return True if pdfLaTeX prints a letter, as it is or as we write it."""
    if letter in _WRITTEN or letter in _KNOWN or letter.isascii():
        return True
    parts = unicodedata.normalize("NFD", letter)
    return len(parts) == 2 and parts[0].isascii() and parts[0].isalpha() and parts[1] in _ACCENTS
