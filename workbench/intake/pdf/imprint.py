"""Read journal, year and identifiers of an article from where it prints its own.

That is the first page, the running heads and feet, and the lines that say how to cite it. Numbers in the
reference list or in the body belong to other works and are never taken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise

from workbench.intake.pdf.text import TextLine

_NAME = r"(?P<journal>[A-Z][\w&.,:’' \-]{2,70}?)"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_CITATIONS = (
    # Ash et al. (2017), Winds, doi …
    re.compile(
        rf"^.{{0,60}}? et al\.? \({_YEAR}\), (?P<journal>[A-Z][\w&., \-]{{2,60}}?), doi", re.IGNORECASE
    ),
    # WINDS, VOL. 60, JULY 2011
    re.compile(
        rf"^(?P<journal>[A-Z][A-Z ]{{3,60}}), vol\.? \d+,(?: no\.? \d+,)? [a-z]+ {_YEAR}", re.IGNORECASE
    ),
    # Winds 2010, 4:1 | Winds (2010) 17, 931 | Ash et al. Winds 2010;86:272
    re.compile(
        rf"^(?:.{{0,60}}? et al\.?[,.]? ?)?{_NAME}[ ,.;]*\(?{_YEAR}\)?"
        r"(?: [A-Z][a-z]{2}(?: \d{1,2})?)?[,;:. ]{1,3}(?:vol\.? ?)?\d{1,4} ?(?:\(\d|[,:(]|$)"
    ),
    # Winds 9: 7-10, 2009 (June)
    re.compile(
        rf"^{_NAME},? (?:vol\.? ?)?\d{{1,4}}(?: ?\(\d+\))?[:,] ?[\w–\-]+[,;]? (?:[A-Z][a-z]+ \d{{0,2}},? ?)?"
        rf"\(?{_YEAR}\b"
    ),
    # Winds 9(1): 7-10, 2009
    re.compile(rf"^{_NAME} \d{{1,4}}\(\d{{1,3}}\): ?[\w –\-]+, {_YEAR}"),
)
_ARTICLE_ID = re.compile(rf"volume {_YEAR}, article id", re.IGNORECASE)
_NO_JOURNAL = re.compile(
    r"(?:spring|summer|fall|autumn|winter|jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]{0,6}\.?$"
    r"|received|published|submitted|copyright|©|available|revised|downloaded|correspond|volume|vol\b",
    re.IGNORECASE,
)
_YEARS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:citation|cite this article)[^\n]{0,120}?\(((?:19|20)\d\d)\)",
        r"\b((?:19|20)\d\d), ?vol",
        r"published[: ](?:online:? ?)?[^\n]{0,20}?\b((?:19|20)\d\d)",
        r"©\s*(?:the authors?(?:\(s\))?,? )?((?:19|20)\d\d)",
        r"copyright[^\n]{0,12}((?:19|20)\d\d)",
    )
)
_BARE_CITATION = re.compile(r"\b(?P<journal>[A-Z][\w.]+(?: [A-Z][\w.&]+){0,5}) \d{1,3}\(\d{1,3}\): ?e?\d+")
_LONGEST_LINE = 160
_CITE = re.compile(
    r"^\W{0,4}(?:(?:how to cite|cite this (?:article|paper) as|to cite this article|cite as)\b|citation: )",
    re.IGNORECASE,
)
_CITE_LINES = 12
_CITED_JOURNAL = re.compile(
    r"[.?!:] (?P<journal>[A-Z][\w.&]{1,30}(?: (?:[A-Z][\w.&]{0,30}|of|and|the|in|for|on|&)){0,9}),?"
    r"(?: (?P<year>(?:19|20)\d\d)[,;]?)? ?\d{1,4} ?(?:\(\d{1,4}\))? ?: ?[a-z]?\d"
)
_CITED_YEAR = re.compile(r"\(((?:19|20)\d\d)\)")
_DOI_ABOVE = re.compile(r"^\s*doi:\s*10\.\d{4,9}/\S+\s*$", re.IGNORECASE)


def read_journal_and_year(lines: Iterable[str]) -> tuple[str, int | None]:
    """Return journal and year of the first line that is a citation, else a year of publication alone.

    >>> read_journal_and_year(["Mud in winter", "Pretend Winds 2021, 14:77-80"])
    ('Pretend Winds', 2021)
    >>> read_journal_and_year(["Received 4 May 2020", "© The Authors 2021"])
    ('', 2021)
    """
    plain = [unicodedata.normalize("NFKC", line[:400]).strip() for line in lines]
    for above, line in pairwise(plain):
        match = _ARTICLE_ID.match(line)
        if match and 0 < len(above.split()) <= 10:
            return above, int(match["year"])
    for line in plain:
        for pattern in _CITATIONS if len(line) < _LONGEST_LINE else ():
            match = pattern.search(line)
            if match and not _NO_JOURNAL.match(match["journal"]):
                return _journal(match["journal"]), int(match["year"])
    text = "\n".join(plain)
    found = (pattern.search(text) for pattern in _YEARS)
    year = next((int(match[1]) for match in found if match), None)
    bare = _BARE_CITATION.search(text)
    return (_journal(bare["journal"]) if bare else ""), year


def _journal(name: str) -> str:
    """Return a journal's name without what stood before it; the full stop of an abbreviation stays."""
    name = name.strip(" ,;:")
    starts = list(re.finditer(r"[a-z]{6,}\. (?=[A-Z])", name))
    name = name[starts[-1].end() :] if starts else name
    name = re.sub(r",? (?:vol\.? ?)?\d{1,4}$", "", name)
    return name if re.search(r"\b\w{1,5}\.$", name) else name.rstrip(".")


def citing_lines(lines: Sequence[TextLine]) -> str:
    """Return the lines in which an article says how it is to be cited, with a DOI right above them.

    >>> texts = ["The end.", "doi: 10.5555/own.1", "Cite this article as: Ash. Mud. 2020", "in print"]
    >>> citing_lines([TextLine(text, 0, 0) for text in texts])
    'doi: 10.5555/own.1\\nCite this article as: Ash. Mud. 2020\\nin print'
    """
    for at, line in enumerate(lines):
        if _CITE.match(line.text):
            above = [lines[at - 1].text] if at and _DOI_ABOVE.match(lines[at - 1].text) else []
            block = [*above, line.text]
            for following in lines[at + 1 : at + _CITE_LINES]:
                if not following.text.strip() or abs(following.size - line.size) > 0.04 * line.size:
                    break
                block.append(following.text)
            return "\n".join(block)
    return ""


def read_cited(block: str) -> tuple[str, int | None]:
    """Return journal and year of the lines that say how to cite an article.

    >>> read_cited("How to cite this article Ash et al. (2017), Mud: a trial. Pretend Winds\\n3:e118; DOI")
    ('Pretend Winds', 2017)
    >>> read_cited("Cite this article as: Ash et al.: Mud for hands. BMC Pretend Winds 2014 14:1.")
    ('BMC Pretend Winds', 2014)
    """
    text = " ".join(unicodedata.normalize("NFKC", block).split())
    match = _CITED_JOURNAL.search(text)
    year = _CITED_YEAR.search(text)
    given = (match["year"] if match else None) or (year[1] if year else None)
    return (_journal(match["journal"]) if match else ""), int(given) if given else None
