"""Make citation keys such as `yamakawa2025`: readable, stable, safe in file names and on a command line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence, Set
from itertools import count

from workbench.intake.records import StudyText


def _words(text: str) -> frozenset[str]:
    """The words of a list written as running text."""
    return frozenset(text.split())


_UNFOLDED = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ħ": "h"}
)
_PARTICLES = _words("van von der den de del della di da dos du la le el al bin ibn ten ter zu af av st")
_SUFFIXES = _words("jr sr ii iii iv md phd msc mph do dr prof")
_INITIALS = re.compile(r"(?:[^\W\d_]\.?-?){1,3}")
_UNTELLING = _words(
    """a an the of in on for and or with without to from by as at is are was were be we our this these
    that its effect effects efficacy safety use role impact evaluation assessment outcome outcomes
    comparison analysis study studies trial trials case cases series report reports cohort review
    reviews systematic meta literature retrospective prospective observational longitudinal randomized
    randomised controlled open label single multicenter multicentre consecutive included patients
    patient adults children hospitalized hospitalised acute chronic severe refractory successful rapid
    early late new novel first two three four five six seven eight nine ten using during after before
    among between versus treatment therapy background objective introduction abstract methods results
    conclusion protocol pilot preliminary no title"""
)
_LONGEST = 40
_SHORTEST_WORD = 3


def make_key(
    authors: Sequence[str], year: int | None, title: str, taken: Set[str], *, fallback: str = ""
) -> str:
    """A key of ``a``-``z`` and digits that is not in ``taken``.

    The first author's family name and the year; without an author the first telling word of the title, then
    of ``fallback``. A second one of that name gets ``b``, a third ``c``; where no year is known ``2``, ``3``.

    >>> make_key(["Hideaki Yamakawa"], 2025, "Any", {"yamakawa2025"})
    'yamakawa2025b'
    >>> make_key([], None, "The effect of \\u0141ukaszewicz [/ syndrome", set())
    'lukaszewicz'
    """
    name = family_name(authors[0]) if authors else ""
    stem = name or _telling_word(title) or _telling_word(fallback) or "study"
    base = stem if year is None else f"{stem}{abs(year)}"
    used = {key.casefold() for key in taken}
    if base not in used:
        return base
    candidates = (f"{base}{suffix}" for suffix in _suffixes(lettered=base[-1].isdigit()))
    return next(key for key in candidates if key not in used)


def suggest_key(study: StudyText, taken: Set[str]) -> str:
    """The key for a document as it was read; without a title its first words or its name stand in.

    >>> from store.bibliography import Bibliography
    >>> suggest_key(StudyText(Bibliography(abstract="Chronic urticaria is common.")), set())
    'urticaria'
    """
    printed = study.bibliography
    fallback = f"{study.opening} {study.name}"
    return make_key(printed.authors, printed.year, printed.title, taken, fallback=fallback)


def fold(text: str) -> str:
    """Lower-case ASCII letters, digits and single spaces; everything else is gone.

    >>> fold("Müller-Øst [bold]")
    'muller ost bold'
    """
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_UNFOLDED))
    kept = "".join(character for character in plain if not unicodedata.combining(character))
    # An apostrophe joins (O'Brien), everything else that is no letter parts.
    return " ".join(re.sub(r"[^a-z0-9]+", " ", re.sub("['’ʼ`´]", "", kept)).split())


def family_name(author: str) -> str:
    """The family name, folded: of ``Given Family``, ``Family, Given`` and ``Family GH``."""
    author = author[:200]
    if "," in author and fold(author.split(",")[0]):
        return fold(author.split(",")[0]).replace(" ", "")[:_LONGEST]
    words = [word for word in author.split() if fold(word) and fold(word) not in _SUFFIXES]
    bare = list(words)
    while len(bare) > 1 and _INITIALS.fullmatch(bare[-1]) and bare[-1].isupper():
        bare.pop()
    if len(bare) < len(words):
        return fold(" ".join(bare)).replace(" ", "")[:_LONGEST]
    start = len(words) - 1
    while start > 0 and fold(words[start - 1]) in _PARTICLES:
        start -= 1
    return fold(" ".join(words[max(start, 0) :])).replace(" ", "")[:_LONGEST]


def _telling_word(text: str) -> str:
    """The first word that says what the text is about, or else its first word of letters."""
    words = [word for word in fold(text[:2000]).split() if word[0].isalpha() and len(word) >= _SHORTEST_WORD]
    telling = (word for word in words if word not in _UNTELLING)
    return next(telling, words[0] if words else "")[:_LONGEST]


def _suffixes(*, lettered: bool) -> Iterator[str]:
    """``b`` to ``z`` and then numbers; only numbers after a key that ends in a letter."""
    if lettered:
        yield from "bcdefghijklmnopqrstuvwxyz"
        yield from (f"x{number}" for number in count(27))
    yield from (str(number) for number in count(2))
