"""Tell the names of groups that publish together from those of people, and turn the latter."""

from __future__ import annotations

import re

_GROUPS = re.compile(
    r"\b(?:alliance|association|centres?|centers?|collaborati(?:on|ve)|collaborators|commission|committee|"
    r"consorti(?:um|a)|council|department|foundation|group|initiative|institutes?|investigators|ministry|"
    r"network|organi[sz]ation|panel|programme|program|registry|society|task ?force|team|trial(?:s|ists)?|"
    r"university|work(?:ing|force) ?group)\b",
    re.IGNORECASE,
)
"""Words that stand in the names of groups, and seldom in those of people."""


def group_name(author: str) -> str:
    """Return the name of a group as it is written, without the marks that keep it whole; empty for a person.

    A name with a comma and something behind it is that of a person, whatever its words.

    >>> group_name("RECOVERY Collaborative Group"), group_name("{WHO Solidarity Trial Consortium}")
    ('RECOVERY Collaborative Group', 'WHO Solidarity Trial Consortium')
    >>> group_name("Group, Adam"), group_name("Hideaki Ono")
    ('', '')
    """
    name = " ".join(author.split()).rstrip(", ")
    is_braced = name.startswith("{") and name.endswith("}")
    name = name.removeprefix("{").removesuffix("}") if is_braced else name
    if "," in name or " " not in name:
        return name if is_braced else ""
    return name if is_braced or _GROUPS.search(name) else ""


_PARTICLES = frozenset(
    {"van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "el", "al"}
    | {"bin", "ibn", "ten", "ter", "zu", "zur", "af", "av", "st"}
)
_SUFFIX = re.compile(r"(?:jr|sr)\.?|i{2,3}|iv", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[^\W\d_]\.?-?){1,4}")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.\-](?!$)|\.$)*")
_FAMILY_FIRST = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Chinese, Japanese and Korean letters: such names begin with the family."""


def inverted_name(author: str) -> str:
    """Return the name of a person as `Family, Given`, and one of a group or in one word as it is.

    >>> [inverted_name(name) for name in ("Keishi Sugino", "Ada M. van der Berg", "Li W", "Ono, Hideaki")]
    ['Sugino, Keishi', 'van der Berg, Ada M.', 'Li, W', 'Ono, Hideaki']
    >>> inverted_name("Sam Clay Jr."), inverted_name("RECOVERY Collaborative Group"), inverted_name("Plato")
    ('Clay, Sam, Jr.', 'RECOVERY Collaborative Group', 'Plato')
    """
    words = author.split()
    if "," in author or group_name(author) or _FAMILY_FIRST.search(author):
        return author
    if len(words) < 2 or not all(_WORD.fullmatch(word) for word in words):
        return author
    suffix = f", {words.pop()}" if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    start = len(words) - 1
    if _INITIALS.fullmatch(words[-1]) and words[-1].isupper():
        return f"{' '.join(words[:-1])}, {words[-1]}{suffix}"
    while start > 1 and words[start - 1].casefold() in _PARTICLES:
        start -= 1
    return f"{' '.join(words[start:])}, {' '.join(words[:start])}{suffix}"


def listed_name(author: str) -> str:
    """Return a name as medical journals list it: the family and the initials, of a group all of it.

    >>> [listed_name(name) for name in ("Keishi Sugino", "Ono, Jean-Luc H.", "Li W", "Clay, Sam, Jr.")]
    ['Sugino K', 'Ono JLH', 'Li W', 'Clay S Jr']
    >>> listed_name("{WHO Solidarity Trial Consortium}"), listed_name("Byron, A")
    ('WHO Solidarity Trial Consortium', 'Byron A')
    """
    group = group_name(author)
    family, *rest = [part.strip() for part in inverted_name(author).split(",")]
    if group or not family or not any(rest):
        return group or " ".join(author.replace(",", " ").split())
    letters = "".join(_initials_of(word) for word in rest[0].split())
    suffix = " ".join(part.rstrip(".") for part in rest[1:] if part)
    return " ".join(part for part in (family, letters, suffix) if part)


def _initials_of(word: str) -> str:
    """Return the initials of one given name; what is initials already is kept, without stops."""
    if _INITIALS.fullmatch(word) and word.isupper():
        return "".join(letter for letter in word if letter.isalpha())
    return "".join(part[0].upper() for part in word.split("-") if part[:1].isalpha())
