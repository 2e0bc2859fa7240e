"""Read the authors of an article from the lines below its title.

Names are given only where all of them are plain: a list with one name too many or too few is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from workbench.intake.pdf.layout import PageLayout
from workbench.intake.pdf.pieces import Piece, Use, needs_blank
from workbench.intake.pdf.text import flat
from workbench.intake.pdf.title import is_banner

_PARTICLE = "de|da|do|dos|du|la|le|di|del|della|van|von|der|den|ter|ten|bin|ibn|al|el|y|e|af|av|zu|zur"
_PART = rf"(?:[^\W\d_a-z][\w'’.\-]*|{_PARTICLE})"
_NAME = re.compile(rf"{_PART}(?: {_PART}){{0,6}}")
_NO_NAMES = re.compile(
    r"universit|departe?ment|institut|hospital|school|college|cent(?:er|re)\b|division|faculty|laborator|clinic\b"
    r"|unit\b|@|correspond|address|\b\d{4,}\b|received|accepted|abstract|introduction|background|objective|\bdoi\b"
    r"|copyright|©|\bet al\b|summary|key ?words|https?:|www\.",
    re.IGNORECASE,
)
"""A line with one of these is an affiliation, a date or a heading."""
_CITATION = re.compile(r"(?:19|20)\d\d ?[;,:(]|\d ?: ?\d|\b10\.\d{4,9}/")
_NO_PERSON = re.compile(
    r"comput|scien|engineer|brain|research|technolog|systems?\b|group|\blabs?\b|society|members?\b|ieee|corporation"
    r"|department|medic|surgery|health|network|team\b|\bway\b|street|avenue|china|germany|france|\busa\b|states"
    r"|models?\b|\binc\b|\bltd\b|author",
    re.IGNORECASE,
)
_DEGREE = re.compile(
    r"(?:M\.?D|Ph\.?D|M\.?Sc|B\.?Sc|M\.?A|B\.?A|MPH|RN|Jr|Sr|Dr\.?PH|FRCP|MBBS|MBChB|PharmD|DO|DDS|PT|DPT"
    r"|[A-Z]{2,5})\.?"
)
_HONOUR = re.compile(r"^(?:Dr|Prof|Professor|Mr|Mrs|Ms)\.? (?=\w)|^by (?=[A-Z])", re.IGNORECASE)
_MARKS = re.compile(
    r"[*†‡§¶∗¤{}⁎#✉⁰¹²³⁴⁵⁶⁷⁸⁹]+|(?<=[^\W\d_])\d[\d,]*|\[[a-z\d,]{1,8}\]|\(\d{1,2}(?:, ?\d{1,2})*\)"
)
_SEPARATOR = re.compile(r",|;|\band\b|\bAND\b|&|·|•|\s{3,}")
_HEADING = re.compile(r"(?:abstract|introduction|background|objective|summary)", re.IGNORECASE)
_GAP = "\t"
_MOST_LINES = 14
_LONGEST_LINE = 260
_MOST_WORDS = 7
_WIDE = 0.65
"""Parts of the type size: a wider gap parts two names."""


def read_authors(page: PageLayout, title: Sequence[Piece]) -> tuple[str, ...]:
    """Return the names below the title; none where a part is no name, or where further names stand apart."""
    if not title:
        return ()
    below = _below(page, title)
    lines = _name_lines(below[:_MOST_LINES])
    names: list[str] = []
    for part in _parts(_joined(lines)):
        name = _HONOUR.sub("", " ".join(part.split()).strip(" .,;:"))
        if not name or _DEGREE.fullmatch(name):
            continue
        if _is_name(name) and not _NO_PERSON.search(name) and len(name.split()) > 1:
            names.append(name)
        elif len(flat(name)) > 2:
            return ()
    return () if _has_names_apart(below, lines) or _has_more_beside(below, lines) else tuple(names)


def is_front_matter(text: str) -> bool:
    """Return True if a line is an affiliation, a list of names, a date or a citation rather than prose.

    >>> is_front_matter("Department of Mud, Pretend University"), is_front_matter("We gave mud to ten.")
    (True, False)
    """
    if len(text) > _LONGEST_LINE:
        return False
    address = _NO_NAMES.search(text) is not None and not re.search(r"[a-z]{2}[.!?](?: [A-Z]|$)", text)
    return address or _CITATION.search(text[:90]) is not None or _has_names(text) or is_banner(text)


def _below(page: PageLayout, title: Sequence[Piece]) -> list[Piece]:
    """Return the pieces below the title, from above."""
    low, right = title[-1].y - 2, max(piece.right for piece in title) + 60
    pieces = [piece for piece in page.of_use(Use.TEXT) if piece.y < low and piece.left < right]
    return sorted(pieces, key=lambda piece: (-piece.y, piece.left))


def _name_lines(below: Sequence[Piece]) -> list[Piece]:
    """Return the lines of names: of one size, close below each other, until something else stands."""
    lines: list[Piece] = []
    for piece in below:
        text = _without_marks(piece)
        other_size = bool(lines) and abs(lines[0].size - piece.size) > 0.12 * piece.size
        apart = bool(lines) and lines[-1].y - piece.y > 3 * piece.size
        if _NO_NAMES.search(text) or len(text) > _LONGEST_LINE or other_size or apart:
            if lines or _HEADING.match(text):
                break
        elif is_banner(text):
            continue
        elif _has_names(text):
            lines.append(piece)
        elif lines or len(text.split()) > 6:
            break
    return lines


def _has_names(text: str) -> bool:
    """Return True if most parts of a line are names and it is no sentence."""
    parts = [part.strip(" .,;") for part in _parts(text)]
    parts = [part for part in parts if len(flat(part)) > 1]
    names = sum(_is_name(part) for part in parts)
    return (
        bool(parts) and names >= 0.7 * len(parts) and not re.search(r"[.:?] [A-Z][a-z]+ [a-z]+ [a-z]+", text)
    )


def _parts(text: str) -> list[str]:
    """Part a line of names. A wide gap parts whole names; in a justified line it may stand within one."""
    parts: list[str] = []
    for part in _SEPARATOR.split(text):
        names = part.split(_GAP)
        parts += names if all(map(_is_whole, names)) else [" ".join(names)]
    return parts


def _is_name(part: str) -> bool:
    """Return True if a text is written as names are."""
    return len(part) < 80 and _NAME.fullmatch(part) is not None and len(part.split()) <= _MOST_WORDS


def _is_whole(name: str) -> bool:
    """Return True if a text is a whole name, and not half of one that goes on in the next line."""
    words = name.strip(" ,.;").split()
    return 2 <= len(words) <= 4 and len(words[-1]) > 1 and _is_name(" ".join(words))


def _joined(lines: Sequence[Piece]) -> str:
    """Join the lines; between two whole names a line's end parts them."""
    text = ""
    before: Piece | None = None
    for line in lines:
        shown = _without_marks(line)
        if before is not None:
            last = _parts(_without_marks(before))[-1]
            parted = abs(before.y - line.y) < 2 or (_is_whole(last) and _is_whole(_parts(shown)[0]))
            text += ", " if parted else " "
        text += shown
        before = line
    return text


def _without_marks(line: Piece) -> str:
    """Return a line without its raised words, which point to affiliations; a wide gap parts names."""
    text = ""
    before = None
    for word in line.in_order():
        if before is not None and word.left - before.right > _WIDE * line.size:
            text += _GAP
        elif before is not None and needs_blank(before, word, line.size):
            text += " "
        if word.script <= 0:
            text += word.text
        elif word.text.endswith((",", ";")):
            text += ", "
        before = word
    return _MARKS.sub("", text)


def _has_more_beside(below: Sequence[Piece], lines: Sequence[Piece]) -> bool:
    """Return True if something else stands on a line of names: it may be a name that is not known as one."""
    heights = [line.y for line in lines]
    return any(
        piece not in lines
        and len(piece.letters) >= 2
        and any(abs(piece.y - height) < 2 for height in heights)
        for piece in below
    )


def _has_names_apart(below: Sequence[Piece], lines: Sequence[Piece]) -> bool:
    """Return True if further whole names stand beside or below the lines, as authors in blocks do."""
    if not lines:
        return False
    low, size = min(line.y for line in lines), lines[0].size
    for piece in below:
        text = _without_marks(piece)
        if piece in lines or not _is_whole(text) or _NO_PERSON.search(text) or _NO_NAMES.search(text):
            continue
        same_size = abs(piece.size - size) < 0.05 * size
        if piece.y >= low - 1 or (same_size and low - 14 * size < piece.y < low - 0.5 * size):
            return True
    return False
