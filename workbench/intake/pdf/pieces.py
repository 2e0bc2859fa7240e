"""Make pieces of lines from the words of a PDF's page.

A piece is a stretch of words on one baseline without a wide gap: a line of a column, or a cell of a table.
Numbers are parts of the type size unless they are said to be points; they are those that worked best on real
articles.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum

from workbench.intake.pdf.pages import Word as RawWord

RAISED = dict(
    zip(
        "0123456789+-−–=()abcdefghijklmnoprstuvwxyz",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ",
        strict=True,
    )
)
LOWERED = dict(zip("0123456789+-−–=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
_AS_THEY_ARE = frozenset(",;.*†‡§¶∗⁎#")
"""Signs without a raised form that do not keep the others from theirs."""
_SMALL = 0.86
"""Type that is smaller than this part of its line's may be raised or lowered."""
_LONGEST_LATE = 14
"""Letters of a piece that is drawn apart from the line it belongs to."""
_MOST_LATE = 600


@dataclass(slots=True)
class Word:
    """A word at its place, in points; ``script`` is 1 where it is raised and -1 where it is lowered."""

    left: float
    right: float
    y: float
    size: float
    bold: bool
    glued: bool
    text: str
    order: int
    script: int = 0


class Use(Enum):
    """What a piece is on its page."""

    TEXT = "text"
    RUNNING = "running line"
    LINE_NUMBER = "line number"
    STAMP = "margin stamp"


@dataclass(slots=True, eq=False)
class Piece:
    """Words on one baseline; ``size`` and ``y`` are those of its main words, not of raised ones."""

    words: list[Word]
    left: float = 0.0
    right: float = 0.0
    y: float = 0.0
    size: float = 0.0
    bold: bool = False
    order: int = 0
    text: str = ""
    use: Use = Use.TEXT
    letters: str = field(default="", init=False)
    """Its letters alone, in small type, without digits: what repeats on other pages is compared by them."""

    def settle(self) -> None:
        """Work out everything else from the words."""
        words = self.words
        self.left = min(word.left for word in words)
        self.right = max(word.right for word in words)
        self.order = min(word.order for word in words)
        sizes: Counter[float] = Counter()
        for word in words:
            sizes[round(word.size * 2) / 2] += len(word.text)
        length = sizes.total()
        self.size = max([size for size in sizes if sizes[size] >= 0.3 * length] or sizes)
        baselines: Counter[float] = Counter()
        for word in [word for word in words if word.size >= 0.9 * self.size] or words:
            baselines[round(word.y * 2) / 2] += len(word.text)
        self.y = baselines.most_common(1)[0][0]
        self.bold = sum(len(word.text) for word in words if word.bold) > 0.6 * length
        for word in words:
            word.script = self._script(word)
        self.text = self._written()
        self.letters = "".join(character for character in self.text.casefold() if character.isalpha())

    def _script(self, word: Word) -> int:
        """Return 1 for a raised word, -1 for a lowered one, else 0."""
        above = word.y - self.y
        if word.size < _SMALL * self.size and above > 0.13 * self.size:
            return 1
        if word.size < _SMALL * self.size and above < -0.04 * self.size:
            return -1
        if abs(above) > 0.27 * self.size and len(word.text) <= 4:
            return 1 if above > 0 else -1
        return 0

    def in_order(self) -> list[Word]:
        """Return the words from left to right."""
        return sorted(self.words, key=lambda word: (word.left, word.order))

    def _written(self) -> str:
        """Write the words with raised and lowered signs in their own form, so that 10⁶ is not 106."""
        out = ""
        before: Word | None = None
        for word in self.in_order():
            if before is not None and needs_blank(before, word, self.size):
                out += " "
            out += _in_script(word)
            before = word
        return out


def needs_blank(before: Word, word: Word, size: float) -> bool:
    """Return True if a blank stands between two words of a piece."""
    gap = word.left - before.right
    if word.glued and gap < 0.35 * size:
        return False
    if len(before.text) == 1 and (before.text + word.text).isupper() and word.size < 0.95 * before.size:
        # A capital before small capitals; "A" and "I" may be words.
        return gap > (0.18 if before.text in "AI" else 0.35) * before.size
    # The box of a "1" is narrow, so that a mark may seem to stand apart.
    return not ((word.script or before.script) and gap < 0.2 * size)


def _in_script(word: Word) -> str:
    """Return a word with its raised or lowered signs; as it is where one of them has no such form."""
    if not word.script:
        return word.text
    forms = RAISED if word.script > 0 else LOWERED
    if all(sign in forms or sign in _AS_THEY_ARE for sign in word.text):
        return "".join(forms.get(sign, sign) for sign in word.text)
    return word.text


def make_pieces(raw: Iterable[RawWord]) -> list[Piece]:
    """Make pieces of the words of a page that have one angle, in drawing order."""
    groups: list[list[Word]] = []
    for number, (left, right, y, size, bold, glued, text) in enumerate(raw):
        word = Word(left, right, y, size, bold, glued, text, number)
        if groups and _goes_on(groups[-1], word):
            groups[-1].append(word)
        else:
            groups.append([word])
    pieces = [Piece(words) for words in groups]
    for piece in pieces:
        piece.settle()
    return _with_late_ones(pieces)


def _goes_on(words: Sequence[Word], word: Word) -> bool:
    """Return True if a word stands on the line of the last ones and close behind them."""
    before, recent = words[-1], words[-6:]
    base = max(recent, key=lambda earlier: earlier.size)
    large = max(word.size, base.size)
    above = word.y - base.y
    level = (
        abs(above) < 0.12 * large
        or (min(word.size, base.size) < _SMALL * large and -0.35 * large < above < 0.7 * large)
        or abs(word.y - before.y) < 0.12 * large
        or (word.glued and abs(above) < 0.5 * large)
    )
    return level and -0.4 * large < word.left - before.right < 1.15 * large


def _with_late_ones(pieces: list[Piece]) -> list[Piece]:
    """Put short pieces that were drawn apart, such as raised marks, into the lines that they stand in."""
    late = [piece for piece in pieces if sum(len(word.text) for word in piece.words) <= _LONGEST_LATE]
    if not late or len(late) > _MOST_LATE:
        return pieces
    by_place = sorted(pieces, key=lambda piece: piece.y)
    places = [piece.y for piece in by_place]
    reach = max(piece.size for piece in pieces)
    taken: set[int] = set()
    for piece in late:
        low = bisect_left(places, piece.y - 0.75 * reach - 1)
        high = bisect_right(places, piece.y + 0.3 * reach + 1)
        lines = [
            line
            for line in by_place[low:high]
            if line is not piece and id(line) not in taken and _belongs(piece, line)
        ]
        if lines:
            line = min(lines, key=lambda line: abs(piece.y - line.y))
            line.words += piece.words
            line.settle()
            taken.add(id(piece))
    return [piece for piece in pieces if id(piece) not in taken]


def _belongs(piece: Piece, line: Piece) -> bool:
    """Return True if a short piece stands within a line or touches it."""
    size = line.size
    if size < 0.97 * piece.size:
        return False
    if piece.right < line.left - 0.25 * size or piece.left > line.right + 0.25 * size:
        return False
    above = piece.y - line.y
    return -0.3 * size < above < 0.75 * size if piece.size < _SMALL * size else abs(above) < 0.1 * size


def usual_size(pieces: Sequence[Piece]) -> float:
    """Return the type size that most letters have, in points; 10 where there are none."""
    sizes: Counter[float] = Counter()
    for piece in pieces:
        sizes[piece.size] += len(piece.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0
