"""LaTeX tables (booktabs). Any LaTeX compiles Latin text; other scripts need XeLaTeX or LuaLaTeX."""

from __future__ import annotations

from workbench.output.table import Table
from workbench.output.tabulated import tabulated
from workbench.visible import show

_START, _BREAK, _END = "\x01", "\x02", "\x03"
"""Hold the place of commands while tabulate escapes; ``show`` leaves no such character in a text."""

_CONTROL_NAMES = (
    *(
        "NUL",
        "SOH",
        "STX",
        "ETX",
        "EOT",
        "ENQ",
        "ACK",
        "BEL",
        "BS",
        "TAB",
        "LF",
        "VT",
        "FF",
        "CR",
        "SO",
        "SI",
    ),
    *(
        "DLE",
        "DC1",
        "DC2",
        "DC3",
        "DC4",
        "NAK",
        "SYN",
        "ETB",
        "CAN",
        "EM",
        "SUB",
        "ESC",
        "FS",
        "GS",
        "RS",
        "US",
    ),
    *("SP", "DEL"),
)
_MATHS = {
    "⊕": r"\oplus", "⊖": r"\ominus", "⊗": r"\otimes", "⊠": r"\boxtimes", "◯": r"\bigcirc", "◇": r"\diamond",
    "✓": r"\checkmark", "·": r"\cdot", "⏎": r"\hookleftarrow", "≤": r"\le", "≥": r"\ge", "≈": r"\approx",
    "≠": r"\ne", "±": r"\pm", "×": r"\times", "−": "-", "∞": r"\infty", "→": r"\rightarrow",
    "←": r"\leftarrow", "↑": r"\uparrow", "↓": r"\downarrow", "α": r"\alpha", "β": r"\beta", "γ": r"\gamma",
    "δ": r"\delta", "κ": r"\kappa", "λ": r"\lambda", "μ": r"\mu", "µ": r"\mu", "ρ": r"\rho", "σ": r"\sigma",
    "τ": r"\tau", "χ": r"\chi", "ω": r"\omega",
}  # fmt: skip
_AFTER_ESCAPING = str.maketrans(
    {symbol: f"${command}$" for symbol, command in _MATHS.items()}
    | {chr(0x2400 + code): rf"\texttt{{{name}}}" for code, name in enumerate(_CONTROL_NAMES)}
    # At the start of a row these two would be read as arguments of the \\ before it.
    | {"[": "{[}", "*": "{*}", "`": r"\textasciigrave{}", "|": r"\textbar{}"}
    | {_START: r"\shortstack[l]{", _BREAK: r" \\ ", _END: "}"}
)
_ESCAPES = str.maketrans(
    {mark: "\\" + mark for mark in "&%$#_{}"}
    | {
        "^": r"\^{}",
        "~": r"\textasciitilde{}",
        "\\": r"\textbackslash{}",
        "<": r"\ensuremath{<}",
        ">": r"\ensuremath{>}",
    }
)
_PREAMBLE = "% Needs \\usepackage{booktabs} and \\usepackage{amssymb}.\n"


def render_latex(tables: tuple[Table, ...]) -> str:
    """Block after block as a ``table`` float: title as caption, rows, notes below."""
    return _PREAMBLE + "\n".join(_block(table) for table in tables)


def _block(table: Table) -> str:
    lines = [r"\begin{table}", r"\centering"]
    if table.title:
        lines.append(rf"\caption{{{_prose(table.title)}}}")
    lines.append(_finish(tabulated(table, "latex_booktabs", _cell)))
    lines.extend(rf"\par\footnotesize {_prose(note)}" for note in table.notes)
    return "\n".join([*lines, r"\end{table}"]) + "\n"


def _cell(text: str) -> str:
    """A cell before tabulate escapes it; one with line breaks becomes a small stack of lines."""
    lines = show(text, keep_newlines=True).replace("\t", " ").split("\n")
    return lines[0] if len(lines) == 1 else _START + _BREAK.join(lines) + _END


def _prose(text: str) -> str:
    """Text outside the table, on one line."""
    return _finish(show(text).translate(_ESCAPES))


def _finish(escaped: str) -> str:
    """What tabulate's escaping leaves out: symbols, row starts, and dashes that would run together."""
    return escaped.replace("--", "-{}-").replace("--", "-{}-").translate(_AFTER_ESCAPING)
