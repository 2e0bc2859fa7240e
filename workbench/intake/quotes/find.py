"""Find a quote in a text, however it was copied.

Spaces, hyphens, ligatures and quotation marks differ between page and quote. Raised digits are copied as
plain ones from a viewer, typed as ``10^6``, or left out where they point to references; bars part cells in
our text only. Only linear-time patterns are used.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

Exactness = Literal["exact", "spaces", "typography", "case"]
_Pieces = Callable[[str], Iterator[tuple[int, int, str]]]
"""A function that cuts a text into pieces, each with its start, its end and how it is compared."""


class Found(NamedTuple):
    """Where a quote stands, and how much had to be overlooked to find it."""

    start: int
    end: int
    exactness: Exactness


_LIGATURES = {
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
    "…": "...",
    "½": "1/2",
    "¼": "1/4",
    "¾": "3/4",
    "Æ": "AE",
    "æ": "ae",
    "Œ": "OE",
    "œ": "oe",
}
_LIKE = (
    str.maketrans("₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹₊⁺₋⁻₌⁼₍⁽₎⁾", "01234567890123456789++--==(())")
    | str.maketrans("ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", "abcdefghijklmnoprstuvwxyz")
    | str.maketrans("ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "aehijklmnoprstuvx")
    | str.maketrans(dict.fromkeys("“”„‟«»″", '"'))
    | str.maketrans(dict.fromkeys("‘’‚‛`´′", "'"))
    | str.maketrans("µ∶×", "μ:x")
)
_RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"
_HYPHENS = "\\-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_REFERENCE_MARK = re.compile(
    r"(?<=[^\W_]|[.,;:!?)\]”’\"'])[ ]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4}(?:[,–\-⁻][⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4}){0,30}(?![⁰¹²³⁴⁵⁶⁷⁸⁹])"
)
_POWER = re.compile(
    r"(?:(?<!\d)10|(?<![^\W\d_])(?:[^\W\d_]|[cmkdnµμ]m|kg|m[lL]|min|mol|sec))$",
)
"""What has a power behind it and no reference mark: ten, a symbol of one letter, a unit."""
_SPACED = re.compile(r"[^\s]+")
_PIECES = re.compile(
    rf"(?P<ligature>[{''.join(_LIGATURES)}])"
    rf"|(?P<hyphen>[{_HYPHENS}]+)|(?P<cell>\|)|(?P<power>\^(?=[\d+({_HYPHENS}]))"
    rf"|(?P<plain>(?:[^\s|^{_HYPHENS}{_UNSEEN}{''.join(_LIGATURES)}]|\^(?![\d+({_HYPHENS}]))+)"
)
_LONGEST_QUOTE = 20_000


def find_quote(text: str, quote: str, *, whole_words: bool = True, near: int | None = None) -> Found | None:
    """Return where the quote stands: exactly if possible, else without spaces, typography, or case.

    Typography includes reference marks: a sentence is found with and without its raised numbers.

    Args:
        text: the text of a document.
        quote: what somebody says is in it.
        whole_words: whether a quote may not begin or end inside a word or a number, so that "expected" is not
            found in "unexpected", nor "5 died" in "15 died".
        near: where it is expected; of several places the nearest is taken then, and else the first.

    >>> find_quote("CO\\u2082 in non-\\nsmokers", "CO2 in nonsmokers")
    Found(start=0, end=19, exactness='typography')
    """
    quote = quote.strip()[:_LONGEST_QUOTE]
    if not any(character.isalnum() for character in quote):
        return None
    exact = ((start, start + len(quote)) for start in _occurrences(text, quote))
    place = _chosen(text, exact, whole_words, near)
    if place is not None:
        return Found(*place, "exact")
    tries: tuple[tuple[Exactness, _Pieces], ...] = (
        ("spaces", _spaced),
        ("typography", _loose),
        ("typography", _without_marks),
    )
    for exactness, pieces in tries:
        match = _Squeezed(text, pieces).find(_Squeezed(quote, pieces).text, whole_words, near)
        if match is not None:
            return Found(*match, exactness)
    for pieces in (_loose, _without_marks):
        folded, wanted = _Squeezed(text, pieces).without_case(), _Squeezed(quote, pieces).without_case()
        match = folded.find(wanted.text, whole_words, near)
        if match is not None:
            return Found(*match, "case")
    return None


class _Squeezed:
    """A text as some pieces of it, and where each piece came from."""

    def __init__(self, text: str, pieces_of: _Pieces) -> None:
        self._source = text
        self._starts: list[int] = []
        self._places: list[tuple[int, int, bool]] = []
        pieces: list[str] = []
        size = 0
        for start, end, shown in pieces_of(text):
            self._starts.append(size)
            self._places.append((start, end, len(shown) != end - start))
            pieces.append(shown)
            size += len(shown)
        self.text = "".join(pieces)

    def without_case(self) -> _Squeezed:
        """The same in small letters, where that keeps the length."""
        lowered = "".join(low if len(low := character.lower()) == 1 else character for character in self.text)
        self.text = lowered
        return self

    def find(self, wanted: str, whole_words: bool, near: int | None) -> tuple[int, int] | None:
        """Where in the source the occurrence is that `_chosen` takes."""
        if not any(character.isalnum() for character in wanted):
            return None
        last = len(wanted) - 1
        places = (
            (self._place(at, first=True), self._place(at + last, first=False))
            for at in _occurrences(self.text, wanted)
        )
        return _chosen(self._source, places, whole_words, near)

    def _place(self, at: int, *, first: bool) -> int:
        """The source's offset before the first, or behind the last, character of a stretch."""
        number = bisect_right(self._starts, at) - 1
        start, end, changed = self._places[number]
        if changed:
            return start if first else end
        return start + at - self._starts[number] + (not first)


def _chosen(
    text: str, places: Iterator[tuple[int, int]], whole_words: bool, near: int | None
) -> tuple[int, int] | None:
    """Of some places the first that is made of whole words, or the nearest to where it is expected."""
    whole = (place for place in places if not whole_words or on_words(text, *place))
    if near is None:
        return next(whole, None)
    return min(whole, key=lambda place: abs(place[0] - near), default=None)


def _spaced(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield everything but white space."""
    for match in _SPACED.finditer(text):
        yield match.start(), match.end(), match[0]


def _loose(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield letters and signs in their plain form; hyphens only where they may be a minus or a range."""
    return _loose_between(text, 0, len(text))


def _without_marks(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the same without the raised numbers that point to references."""
    done = 0
    for match in _REFERENCE_MARK.finditer(text):
        if _is_reference_mark(text, match.start()):
            yield from _loose_between(text, done, match.start())
            done = match.end()
    yield from _loose_between(text, done, len(text))


def _is_reference_mark(text: str, at: int) -> bool:
    """Return True if a raised number points to a reference and is no power of what stands before it."""
    return _POWER.search(text, max(0, at - 4), at) is None


def _loose_between(text: str, start: int, stop: int) -> Iterator[tuple[int, int, str]]:
    """Yield the pieces of a stretch in their plain form."""
    for match in _PIECES.finditer(text, start, stop):
        if match["plain"]:
            yield match.start(), match.end(), match[0].translate(_LIKE)
        elif match["ligature"]:
            yield match.start(), match.end(), _LIGATURES[match[0]]
        elif match["hyphen"] and text[match.end() : match.end() + 2].lstrip()[:1].isnumeric():
            # "10-20" is not "1020", and "-5" is not "5"; "non-smokers" is "nonsmokers".
            yield match.start(), match.end(), "-"


def _occurrences(text: str, wanted: str) -> Iterator[int]:
    """Where it occurs, at most a thousand times."""
    at = text.find(wanted)
    for _ in range(1000):
        if at < 0:
            return
        yield at
        at = text.find(wanted, at + 1)


def on_words(text: str, start: int, end: int) -> bool:
    """Whether neither end cuts a word or a number; scripts without spaces have no such ends."""
    return not (_inside(text, start) or _inside(text, end))


def _inside(text: str, at: int) -> bool:
    """Whether a place is inside a word."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if after in _RAISED_DIGITS and before not in _RAISED_DIGITS:
        return not _is_reference_mark(text, at)
    if before in ".," and after.isdigit() and at > 1 and text[at - 2].isdigit():
        return True  # "5 mg" is not in "1.5 mg"
    return before.isalnum() and after.isalnum() and max(before, after) < "\u2e80"
