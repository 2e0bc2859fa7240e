"""Part a line of authors into names, where several stand in one."""

from __future__ import annotations

import re

_AND = re.compile(r",? (?:and|&|und|et) ", re.IGNORECASE)
_QUOTED_LIST = re.compile(r"\[\s{0,4}(['\"]).{1,100000}\1\s{0,4},?\s{0,4}\]", re.DOTALL)
_QUOTED = re.compile(r"(?:^|(?<=[\[, ]))(['\"])(.{1,300}?)\1(?=\s{0,4}(?:,|\]|$))")
_ET_AL = re.compile(
    r"(?:,? ?(?:and|&))? ?\bet\.? al\b\.?|,? (?:and|&) (?:\d{1,4} )?(?:others|colleagues|co-?workers)\b", re.I
)
_BODY = re.compile(
    r"\b(?:organi[sz]ation|council|groups?|society|universit\w{1,4}|departments?|collaborat\w{1,6}|study"
    r"|trial|registry|investigators?|network|committee|association|institut\w{1,4}|cent(?:re|er)s?|ministry"
    r"|foundation|agency|consortium|college|academy|board|bureau|office|service|federation|union|alliance"
    r"|initiative|task force|team|hospital|health|programme?|project|working|company|inc|ltd|gmbh|national"
    r"|international|world)\b",
    re.IGNORECASE,
)
"""Words of bodies that write: their "and" parts no names."""
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[ \-]?){1,4}(?:,? (?:jr|sr|ii|iii|2nd|3rd)\.?)?", re.IGNORECASE)
_WORD = r"[^\W\d_][\w'’.\-]{0,40}"
_PERSON = re.compile(rf"{_WORD}(?: {_WORD}){{0,4}}(?:, {_WORD}(?: {_WORD}){{0,3}})?\.?")
_MOST, _DEEPEST = 20_000, 10


def split_names(value: str) -> list[str]:
    """Return the names of a value; one that holds a single name, or a body's, is returned whole.

    >>> split_names("Malt, A. and Rye, B."), split_names("Malt A, Rye B, Oat C")
    (['Malt, A.', 'Rye, B.'], ['Malt A', 'Rye B', 'Oat C'])
    >>> split_names("World Oat Organization and Rye Council"), split_names("['Malt, A.', 'Rye, B.']")
    (['World Oat Organization and Rye Council'], ['Malt, A.', 'Rye, B.'])
    """
    return _split(value[:_MOST], _DEEPEST)


def _split(value: str, depth: int) -> list[str]:
    """Part a value, and its parts again, so that parting what comes out changes nothing."""
    value = value.strip(" ,")
    names = _split_once(value)
    if names == [value] or not depth:
        return [value]
    return [name for part in names for name in _split(part, depth - 1)]


def _split_once(value: str) -> list[str]:
    """Part a value at what parts its outermost names."""
    if _QUOTED_LIST.fullmatch(value):
        quoted = [match[2] for match in _QUOTED.finditer(value[1:-1])]
        return quoted or [value]
    value = _ET_AL.sub("", value).strip(" ,")
    if _BODY.search(value):
        return [value]
    parts = _AND.split(value)
    if len(parts) > 1 and "," not in parts[-1]:
        # "Ada Malt, Berta Rye, and Cleo Oat": names that are not turned have no commas inside.
        parts = [name.strip() for part in parts for name in part.split(",")]
    if len(parts) > 1 and all(_is_person(part) or len(_at_commas(part)) > 1 for part in parts):
        return parts
    return _at_commas(value)


def _at_commas(value: str) -> list[str]:
    """Return the names of a list whose commas part whole names, or part families from initials as well."""
    parts = [part.strip() for part in value.split(",") if part.strip()]
    if len(parts) > 1 and all(_is_family_and_initials(part) for part in parts):
        return parts
    families, given = parts[::2], parts[1::2]
    # "Malt, A., Rye, B.": every second part is initials.
    alternate = len(families) == len(given) > 1 and all(map(_is_initials, given))
    if alternate and not any(map(_is_initials, families)):
        return [f"{family}, {initials}" for family, initials in zip(families, given, strict=True)]
    if len(parts) > 2 and all(
        " " in part and _PERSON.fullmatch(part) and not _ends_small(part) for part in parts
    ):
        return parts
    return [value.strip(" ,")]


def _is_person(part: str) -> bool:
    """Return True if a part can be a person's name: two words at least, with capitals."""
    return (
        _PERSON.fullmatch(part.strip()) is not None
        and len(part.split()) > 1
        and not _ends_small(part.split(",")[0])
    )


def _is_family_and_initials(part: str) -> bool:
    """Return True for a name such as "Malt A" or "van der Berg PJ"."""
    family, _, initials = part.rpartition(" ")
    return bool(family) and _is_initials(initials) and _PERSON.fullmatch(family) is not None


def _is_initials(part: str) -> bool:
    """Return True for capitals with or without stops."""
    return _INITIALS.fullmatch(part) is not None and not any(character.islower() for character in part[:8])


def _ends_small(part: str) -> bool:
    """Return True if the last word begins with a small letter, as no name's does."""
    return part.split()[-1:] != [] and part.split()[-1][0].islower()
