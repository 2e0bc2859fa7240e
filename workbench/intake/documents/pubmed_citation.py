"""Read citations in one line, as PubMed prints them: names, title, journal, date, identifiers."""

from __future__ import annotations

import re
from dataclasses import dataclass

DATED = re.compile(
    r"(?P<journal>[^\W\d_][^.?!\n]{0,150}?(?:\. [a-z(][^.?!\n]{0,60})?)\. (?P<year>(?:19|20)\d{2})"
    r"(?=[ ;.:]|$)"
    r"(?: (?:[A-Z][a-z]{2}(?:[-/][A-Z][a-z]{2})?(?: \d{1,2}(?:-\d{1,2})?)?"
    r"|Spring|Summer|Autumn|Fall|Winter))?"
    r"\s?(?:[;.:]|$)"
)
"""A journal, a full stop, and the date of the issue: "J Hair. 2021 Mar 2;12(3):45-50."."""
_STOP = re.compile(r"(?<=[.?!\]]) ")
_DOI = re.compile(r"\bdoi: ?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_PMID = re.compile(r"\bPMID: ?(\d{1,8})\b")
_PMCID = re.compile(r"\bPMCID: ?(PMC\d{1,9})\b")
_NAME = re.compile(
    r"[^\W\d_][\w'’.\-]*(?: [^\W\d_][\w'’.\-]*){0,4} [^\W\d_a-z]{1,4}(?: (?:Jr|Sr|II|III|IV|2nd|3rd|4th))?"
)
_MARKS = re.compile(r"\((?:\d{1,3}|[#*†‡])(?:,\s?\d{1,3})*\)(?=\(|,|;|\.|$)|(?:\(#\))")


@dataclass(frozen=True, slots=True)
class RunningCitation:
    """What a citation in one line says; empty where it does not."""

    title: str
    authors: tuple[str, ...] = ()
    journal: str = ""
    year: int | None = None


def read_running_citation(line: str) -> RunningCitation:
    """Read names up to the first full stop if they are names, a title, and a journal with its date.

    >>> read_running_citation("Malt A, Rye B. Oats vs. rye? J Reed. 2021 Mar 2;12(3):45-50.")
    RunningCitation(title='Oats vs. rye?', authors=('Malt A', 'Rye B'), journal='J Reed', year=2021)
    """
    first, *rest = _STOP.split(line, maxsplit=1)
    names = names_of(first)
    body = rest[0] if names is not None and rest else line
    dated = next((match for match in DATED.finditer(body) if _begins_sentence(body, match.start())), None)
    title = (body[: dated.start()] if dated else _STOP.split(body, maxsplit=1)[0]).strip().removesuffix(".")
    if dated is None:
        return RunningCitation(title, tuple(names or ()))
    return RunningCitation(title, tuple(names or ()), dated["journal"], int(dated["year"]))


def _begins_sentence(body: str, at: int) -> bool:
    """Return True if the place follows the end of a title."""
    return at > 2 and body[at - 1] == " " and body[at - 2] in ".?!]"


def identifiers_of(text: str) -> dict[str, list[str]]:
    """Return the DOI, PMID and PMCID that stand behind their labels."""
    patterns = {"doi": _DOI, "pmid": _PMID, "pmcid": _PMCID}
    return {name: [match[1] for match in pattern.finditer(text)][:1] for name, pattern in patterns.items()}


def names_of(text: str) -> list[str] | None:
    """Return the names of a list such as "Silva A(1), Costa R; Oat Group"; None where it is none.

    >>> names_of("Silva A(1)(2), Costa R(1); Oat Group."), names_of("Baricitinib for alopecia")
    (['Silva A', 'Costa R', 'Oat Group'], None)
    """
    bare = _MARKS.sub("", text.strip().rstrip("."))
    bare = re.sub(r"\(\d{1,3}\)", "", bare)
    people, *groups = [part.strip() for part in bare.split(";")]
    names = [part.strip(" .") for part in people.split(",") if part.strip(" .")]
    if names and names[-1].casefold() == "et al":
        names.pop()
    if not names or not all(_NAME.fullmatch(name[:200]) for name in names):
        return None
    return [*names, *(group for group in groups if group)]
