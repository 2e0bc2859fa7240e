"""Make hidden characters visible, so that text from users and documents can be put on a terminal.

An escape sequence in a title can clear a screen or fake a judgement; a bidirectional override can show a
sentence in another order than it has; a zero-width space makes two different keys look alike. All of these
become something to see. What scripts need to be written at all stays as it is: combining marks, variation
selectors, and beside letters other than Latin ones the zero-width joiner and non-joiner and the marks of
direction. Among Latin letters these have no use but to hide something, and are shown too.
"""

from __future__ import annotations

import re

_PICTURES: dict[int, str] = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "\u2421"}
"""C0 and DEL have pictures of their own in Unicode, one character each: ESC is ␛, TAB is ␉."""

_UNPICTURED_RANGES = (
    (0x80, 0x9F),  # C1: some terminals run U+009B as they run ESC [
    (0x200B, 0x200B),  # zero-width space
    (0x2028, 0x202E),  # line and paragraph separator; bidirectional embeddings and overrides
    (0x2060, 0x2064),  # word joiner and invisible operators
    (0x2066, 0x2069),  # bidirectional isolates
    (0xFEFF, 0xFEFF),  # zero-width no-break space, also known as the byte order mark
    (0xFFF9, 0xFFFB),  # interlinear annotation
    (0xFFFE, 0xFFFF),  # no characters at all: XML, and so Word and Excel, refuse them
    (0xD800, 0xDFFF),  # lone surrogates: they cannot even be written as UTF-8
)
_UNPICTURED = [code for first, last in _UNPICTURED_RANGES for code in range(first, last + 1)]

_BY_NUMBER: dict[int, str] = {code: f"\\u{{{code:X}}}" for code in _UNPICTURED}
_ONE_LINE: dict[int, str] = _PICTURES | _BY_NUMBER | {0x0A: "\u23ce"}
_RUNNING: dict[int, str] = {code: shown for code, shown in _ONE_LINE.items() if code not in (0x09, 0x0A)}
_IN_PLACE: dict[int, str] = _PICTURES | dict.fromkeys(_UNPICTURED, "\ufffd")
for _kept in (0x09, 0x0A):
    del _IN_PLACE[_kept]

_OTHER_LETTERS = "\u0300-\u061b\u061d-\u200a\u2010-\U0010ffff"
_USELESS_MARK = re.compile(
    f"(?<![{_OTHER_LETTERS}])(?:[\u200c\u200d]|[\u061c\u200e\u200f](?![{_OTHER_LETTERS}]))"
)
"""A joiner behind nothing that it could join, and a mark of direction between letters of one direction."""

# Nearly every text has nothing to show, and a search is ten times faster than translating it.
HIDDEN = re.compile(
    "[\x00-\x1f\x7f" + "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in _UNPICTURED_RANGES) + "]"
)
"""Matches one character that `show` replaces."""


def show(text: str, keep_newlines: bool = False) -> str:
    """Return the text with everything hidden made visible. A safe text comes back unchanged.

    Args:
        text: any text, lone surrogates included.
        keep_newlines: True for running text: line breaks and tabs stay, and CR LF becomes LF. False for a
            line or a cell: the result is one line, a line break shows as `⏎` and a tab as `␉`.

    >>> show("Smith [bold]\\x1b[2J\\n2020")
    'Smith [bold]␛[2J⏎2020'
    >>> show("one\\r\\ntwo", keep_newlines=True)
    'one\\ntwo'
    >>> show("a\\u202eb"), show("a\\u200fb")
    ('a\\\\u{202E}b', 'a\\\\u{200F}b')
    """
    if HIDDEN.search(text) is not None:
        text = text.replace("\r\n", "\n").translate(_RUNNING if keep_newlines else _ONE_LINE)
    return text if text.isascii() else _USELESS_MARK.sub(_by_number, text)


def _by_number(mark: re.Match[str]) -> str:
    return f"\\u{{{ord(mark[0]):X}}}"


def show_in_place(text: str) -> str:
    """Make hidden characters visible as `show` does, one for one, and keep line breaks and tabs.

    Positions in the result are positions in the text, which a pane needs where passages are selected. What
    has no picture of its own becomes `\ufffd`.

    >>> show_in_place("a\\x1bb\\u202ec")
    'a␛b\ufffdc'
    """
    return text if HIDDEN.search(text) is None else text.translate(_IN_PLACE)
