"""Turn LaTeX in BibTeX values into plain text and back: accents, signs, braces; linear, without errors.

A full LaTeX reader takes an unescaped ``%`` for a comment and drops the rest of an abstract, which databases
do print; here only what BibTeX exports contain is resolved.
"""

from __future__ import annotations

import re
import unicodedata

_ACCENTS = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "u": "\u0306",
    ".": "\u0307",
    '"': "\u0308",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "d": "\u0323",
    "c": "\u0327",
    "k": "\u0328",
    "b": "\u0331",
}
_SIGN_WORDS = """
    ss:ß o:ø O:Ø l:ł L:Ł ae:æ AE:Æ oe:œ OE:Œ aa:å AA:Å i:ı j:ȷ dh:ð DH:Ð th:þ TH:Þ dj:đ DJ:Đ
    textbackslash:\\ textasciitilde:~ textasciicircum:^ textbraceleft:{ textbraceright:} textbar:|
    textless:< textgreater:> textunderscore:_ textquotesingle:' textdollar:$ textpercent:%
    textendash:– textemdash:— textregistered:® texttrademark:™ textcopyright:© textdegree:° degree:°
    pm:± times:× leq:≤ le:≤ geq:≥ ge:≥ neq:≠ approx:≈ sim:~ mu:μ textmu:µ cdot:· circ:° infty:∞
    alpha:α beta:β gamma:γ delta:δ epsilon:ε kappa:κ lambda:λ chi:χ sigma:σ omega:ω theta:θ tau:τ
    Delta:Δ Omega:Ω ldots:… dots:… textellipsis:… rightarrow:→ leftarrow:←
    textquoteleft:‘ textquoteright:’ textquotedblleft:“ textquotedblright:”
"""
_SIGNS = dict(pair.split(":", 1) for pair in _SIGN_WORDS.split())
_TOKEN = re.compile(
    r"""\\(?P<mark>[`'^"~=.])[ ]?(?:\{[ ]?\\?(?P<braced>[A-Za-z])[ ]?\}|\\?(?P<bare>[A-Za-z]))"""
    r"|\\(?P<letter>[uvHtcdbkr])(?:\{[ ]?\\?(?P<inside>[A-Za-z])[ ]?\}"
    r"|[ ]{1,3}(?P<after>[A-Za-z])(?![A-Za-z]))"
    r"|\\(?P<word>[A-Za-z]{1,40})(?:[ ]{0,3}\{\}|[ ]{0,3})"
    r"|\\(?P<escaped>[^A-Za-z\s])|(?P<space>\\\s)"
    r"|(?P<brace>[{}])|(?P<tie>~)|(?P<math>\$)"
)
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "%": r"\%",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
}
_SPECIALS = str.maketrans(_SPECIAL)


def from_latex(value: str) -> str:
    r"""Plain text. Unknown commands vanish and leave what they were applied to.

    >>> from_latex(r"M{\"u}ller, {\O}st \& {NK} cells: 5\% \emph{more} \textasciitilde{}2")
    'Müller, Øst & NK cells: 5% more ~2'
    """
    if not any(character in value for character in "\\{}~$"):
        return value
    drop_dollars = value.count("$") - value.count("\\$") > 1
    return _TOKEN.sub(lambda match: _plain(match, drop_dollars), value)


def to_latex(value: str) -> str:
    r"""A value that :func:`from_latex` gives back, with braces balanced for every reader.

    >>> to_latex("50% {a} ~")
    '50\\% \\textbraceleft{}a\\textbraceright{} \\textasciitilde{}'
    """
    return value.translate(_SPECIALS)


def _plain(match: re.Match[str], drop_dollars: bool) -> str:
    """What one token stands for."""
    accent = match["mark"] or match["letter"]
    if accent:
        base = match["braced"] or match["bare"] or match["inside"] or match["after"]
        return unicodedata.normalize("NFC", base + _ACCENTS.get(accent, ""))
    if match["word"]:
        return _SIGNS.get(match["word"], "")
    if match["escaped"]:
        return match["escaped"] if match["escaped"] not in "-/," else ""
    if match["math"]:
        return "" if drop_dollars else "$"
    return "" if match["brace"] else " "
