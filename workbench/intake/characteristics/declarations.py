"""Find who paid for a study, and what its authors declare."""

from __future__ import annotations

import re

from workbench.intake.characteristics.printed import Printed, sentence_around, the_only

_EDGE = r"[#*_ \t]{0,8}"
_FUNDING_HEADING = (
    r"funding(?: information| statement| sources?| and support)?|sources? of (?:funding|support)"
    r"|financial support|role of (?:the )?funding source"
)
_INTERESTS_HEADING = (
    r"(?:conflicts?|declarations?|statements?|disclosures?) of (?:competing )?interests?(?: statement)?"
    r"|(?:competing|conflicting) (?:financial )?interests?|conflicts? of interests? statements?"
    r"|declaration of conflicting interests|disclosures?(?: statement)?|duality of interest"
)
_NEXT_HEADING = re.compile(
    r"(?:figures?|tables?|references|keywords|abstract|author contributions?|data availability.*|ethics.*"
    r"|acknowledge?ments?|supplement.*|publication types|mesh terms|substances|orcid|comment in"
    r"|similar articles|appendix.*|about the journal)[:.]?",
    re.IGNORECASE,
)
_LONGEST = 400
_PAID = re.compile(
    r"\b(?:this|the|our)(?: present)? (?:work|study|research|trial|project|investigation)s? "
    r"(?:was|is|has been|were) (?:\w{1,15} )?(?:supported|funded|sponsored|financed)"
    r"(?: (?:in part|by grants?))? ?"
    r"(?:in part )?by (?:an? )?(?P<who>[^\n]{3,400}?)(?=\.(?:\s|$)|\n|$)",
    re.IGNORECASE,
)
_NOT_MONEY = re.compile(
    r"^(?:the )?(?:data|evidence|finding|result|observation|hypothes|literature|fact)", re.IGNORECASE
)
_NOBODY_PAID = re.compile(
    r"\b(?:received|had|there was|obtained) no (?:specific |external |financial |dedicated )*"
    r"(?:funding|grant|support|financial support)\b|\bno (?:specific |external )?(?:funding|grant)s? "
    r"(?:was|were) (?:received|obtained)\b|\bdid not receive any (?:specific )?(?:grant|funding)\b",
    re.IGNORECASE,
)
_NO_INTERESTS = re.compile(
    r"\b(?:authors?|we|they|none)\b[^.\n]{0,60}\b(?:no|none|not have any|nothing)\b[^.\n]{0,40}"
    r"\b(?:conflicts?|competing|interests?|disclos\w{1,4}|declare)\b[^.\n]{0,60}|\bnone declared\b",
    re.IGNORECASE,
)


def funding(text: str) -> list[Printed]:
    """Return who paid: the part with that heading, else a sentence that says it of this study."""
    part = _part(text, _FUNDING_HEADING)
    where = part or (0, len(text))
    nobody = _NOBODY_PAID.search(text, *where)
    paid = [match for match in _PAID.finditer(text, *where) if not _NOT_MONEY.match(match["who"])]
    if nobody and paid:
        return []
    if nobody:
        return [Printed("funding", "none", *sentence_around(text, *nobody.span()))]
    if paid:
        return the_only(Printed("funding", _tidy(match["who"]), *match.span()) for match in paid)
    return [Printed("funding", _tidy(text[slice(*part)]), *part)] if part else []


def interests(text: str) -> list[Printed]:
    """Return what the authors declare: the part with that heading, else a sentence that declares nothing."""
    part = _part(text, _INTERESTS_HEADING)
    if part is None:
        none = [match for match in _NO_INTERESTS.finditer(text) if "interest" in match[0].casefold()]
        return the_only(Printed("interests", "none declared", *match.span()) for match in none[:1])
    words = _tidy(text[slice(*part)])
    is_none = _NO_INTERESTS.fullmatch(words.rstrip(".")) or re.fullmatch(
        r"(?:none|nil|no)\.?", words, re.IGNORECASE
    )
    if is_none or (
        len(words) < 160 and _NO_INTERESTS.search(words) and ";" not in words and "exc" not in words
    ):
        return [Printed("interests", "none declared", *part)]
    return [Printed("interests", words, *part)]


def _says_none(words: str) -> bool:
    """Return True if a short statement says that nobody has any, without an exception."""
    return len(words) < 160 and bool(_NO_INTERESTS.search(words)) and not re.search(r";|except|other", words)


def _part(text: str, heading: str) -> tuple[int, int] | None:
    """Return the paragraph under a heading, or behind a label; None where there is none, or more than one."""
    label = rf"(?:[:.]{_EDGE}(?=\S)|[:.]?\s{{0,3}}\n\s{{0,20}})"
    pattern = rf"^{_EDGE}(?:{heading}){_EDGE}{label}(?P<words>[^\n]{{2,4000}})"
    found = {}
    for match in re.finditer(pattern, text, re.MULTILINE | re.IGNORECASE):
        words = match["words"].strip()
        if not _NEXT_HEADING.fullmatch(words) and not words.isupper():
            start = match.start("words") + len(match["words"]) - len(match["words"].lstrip())
            found[" ".join(words.split())] = (start, start + len(words))
    if len(found) != 1:
        return None
    start, end = next(iter(found.values()))
    return (start, end) if end - start <= _LONGEST else (start, _last_sentence_end(text, start))


def _last_sentence_end(text: str, start: int) -> int:
    """Return where the last sentence ends that is within the length of a value."""
    ends = [match.end() for match in re.finditer(r"\.(?=\s|$)", text[start : start + _LONGEST])]
    return start + (ends[-1] if ends else _LONGEST)


def _tidy(words: str) -> str:
    return re.sub(r"^the (?=[A-Z])", "", " ".join(words.split())).strip(" ;,")
