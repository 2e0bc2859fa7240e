"""Find where the list of references of a text begins, whether or not it has a heading of its own line.

Other papers' DOIs, PMIDs and design words stand in that list. A heading is believed for what follows it: a
table with a column "Reference" has rows of cells below it, a reference list has years, volumes and pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_WORDS = (
    r"references?(?: list| and notes| cited)?|list of references|bibliograph(?:y|ie)"
    r"|(?:literature|works) cited"
    r"|literatur(?:verzeichnis|angaben)?|quellen(?:verzeichnis)?|r[ée]f[ée]rences(?: bibliographiques)?"
    r"|referencias(?: bibliogr[áa]ficas)?|bibliograf[ií]a|refer[êe]ncias(?: bibliogr[áa]ficas)?"
    r"|riferimenti bibliografici|literatuur(?:lijst)?|referenties|referenser|referencer|referanser|litteratur"
    r"|literatura|piśmiennictwo|bibliografie|kaynaklar|kaynakça|lähteet|kirjallisuus|irodalom(?:jegyzék)?"
    r"|список (?:использованной )?литературы|литература|βιβλιογραφία"
    r"|参考文献|參考文獻|引用文献|文献|참고 ?문헌|المراجع|منابع|مراجع"
)
_LETTERS = frozenset({"references", "bibliography", "literaturecited", "referencesandnotes", "workscited"})
"""Headings whose letters are set apart: "R E F E R E N C E S", "R EFERENCES"."""
_EDGE = r"[^\w\n]{0,12}"
_NUMBER = r"(?:(?:\d{1,2}|[IVX]{1,5})[.)]?[ \t\xa0]{1,4})?"
_SURE = re.compile(
    r"references(?: list| and notes| cited)?|bibliography|(?:literature|works) cited|参考文献", re.I
)
_ALONE = re.compile(f"^{_EDGE}{_NUMBER}(?P<words>{_WORDS}){_EDGE}$", re.IGNORECASE | re.MULTILINE)
_SPACED = re.compile(
    rf"^{_EDGE}{_NUMBER}(?P<words>[A-Z](?: {{0,2}}[A-Z]){{9,22}}){_EDGE}$",
    re.MULTILINE,
)
_JOINED = re.compile(
    r"(?<=[.!?)\]”\"’])[ \t\xa0]{1,4}(?P<words>[■▪●◆•*#=–—|]{0,4}[ \t]{0,2}(?:\d{1,2}\.? )?"
    r"(?:REFERENCES?|References|BIBLIOGRAPHY|Bibliography|LITERATURE CITED|Literature Cited|LITERATUR"
    r"|REFERENCIAS|RÉFÉRENCES|REFERÊNCIAS))(?=[ \t]{0,4}:?[ \t]{0,4}(?:$|\[?\(?1[\])., \t]|[A-Z]))",
    re.MULTILINE,
)
_RUN_ON = re.compile(
    rf"^{_EDGE}{_NUMBER}(?P<words>REFERENCES?|References|BIBLIOGRAPHY|Bibliography|LITERATURE CITED)"
    r"[ \t:]{1,6}(?=\[?\(?1[\]).]{0,2}[ \t]{1,4}\S)",
    re.MULTILINE,
)
_CITED = re.compile(
    r"(?:19|20)\d{2}[a-z]?\s?(?:[A-Z][a-z]{2}\s?\d{0,2}\s?)?[;:,(]\s?\(?[A-Z]?\d|\b\d{1,4}\s?\(\d{1,4}[^()\n]{0,12}\)\s?[:,]\s?[a-z]?\d"
    r"|\((?:19|20)\d{2}[a-z]?\)[.,:]? |;\s?\d{1,4}\s?:\s?[a-z]?\d|\bin press\b|doi\.org/|\bdoi:|\bPMID\b",
    re.IGNORECASE,
)
"""What a line of a reference list holds: a year with its volume, volume and pages, a year in brackets."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_ENTRY_NUMBER = re.compile(r"[ \t]{0,8}[\[(]?(\d{1,3})[\]).]{0,2}[ \t\xa0]{1,4}(?=[^\W\d])")
_PEOPLE = re.compile(
    r"[^\W\d_][\w'’\-]{1,30}(?: [^\W\d_][\w'’\-]{1,30})?,? (?:[A-Z]\.?[ \-]?){1,4}(?:[,.;:& ]|$)"
    r"|[^\W\d_]{1,40} et al\b"
)
_CELLS = re.compile(r"\S[ \xa0]{0,9}\t[ \xa0]{0,9}\S|\S[ \t]{0,2}\|[ \t]{0,2}\S|\S {3,}\S")
_BODY = re.compile(
    r"^[#*_ \t]{0,8}(?:\d{1,2}\.? )?(?:introduction|(?:materials?|patients) and methods|methods|results"
    r"|discussion|conclusions?)[*_: \t]{0,6}$",
    re.IGNORECASE | re.MULTILINE,
)
_MOST_HEADINGS = 100
_AHEAD_LINES, _AHEAD = 40, 6_000
_SHARE_CITED, _SHARE_CELLS = 0.12, 0.4
_FEWEST_ENTRIES = 5
_FEWEST_ENTRIES_WITH_YEAR = 0.7
_MOST_LINES_OF_ENTRY = 14
_SEARCHED = 0.4
"""A list without a heading is looked for behind this share of the text."""


def reference_list_start(text: str, start: int = 0) -> int | None:
    """Return where the list of references begins, or None where the text has none.

    Args:
        text: the document's text, with its lines as they are printed.
        start: where the document begins in it.

    >>> reference_list_start("All were peer reviewed. REFERENCES\\n1. Malt A. Oats. J Oat 2001;3:4-5.")
    24
    >>> reference_list_start("Table 1\\nReference\\tYear\\nMalt\\t2001\\nRye\\t2002") is None
    True
    """
    last_body = max((match.start() for match in _BODY.finditer(text, start)), default=-1)
    accepted = (
        at for at, sure in sorted(_headings(text, start)) if _is_list(text, at, sure and at > last_body)
    )
    at = next(accepted, None)
    return _without_heading(text, start) if at is None else at


def goes_on_as_references(text: str, position: int) -> bool:
    """Return True if what follows a heading within a reference list are references all the same."""
    lines = _lines_from(text, position)[1:16]
    return len(lines) >= 3 and sum(1 for line in lines if _CITED.search(line)) >= 0.5 * len(lines)


def count_cited(text: str) -> int:
    """Count the places of a text that are written as a citation is."""
    return sum(1 for _ in _CITED.finditer(text))


def _headings(text: str, start: int) -> Iterator[tuple[int, bool]]:
    """Yield where a heading may stand, and whether its words alone say that it is one."""
    for match in _ALONE.finditer(text, start):
        yield match.start(), _SURE.fullmatch(match["words"]) is not None
    for match in _SPACED.finditer(text, start):
        if match["words"].replace(" ", "").casefold() in _LETTERS:
            yield match.start(), True
    for pattern in (_JOINED, _RUN_ON):
        for match in pattern.finditer(text, start):
            yield match.start("words"), False


def _is_list(text: str, at: int, sure: bool) -> bool:
    """Return True if what follows a heading is a list of references and no table.

    Args:
        text: the document's text.
        at: where the heading stands.
        sure: whether the heading is enough where nothing below is written as a citation is.
    """
    lines = _lines_from(text, at)
    heading, below = (lines[0], lines[1:]) if lines else ("", [])
    rows = below[:10]
    if rows and sum(1 for row in rows if _CELLS.search(row)) > _SHARE_CELLS * len(rows):
        return False
    cited = sum(1 for line in (heading, *below) if _CITED.search(line))
    if cited and cited >= _SHARE_CITED * len(below):
        return True
    return sure


def _lines_from(text: str, position: int) -> list[str]:
    """Return the next lines that are not blank."""
    return [line for line in text[position : position + _AHEAD].split("\n") if line.strip()][:_AHEAD_LINES]


def _without_heading(text: str, start: int) -> int | None:
    """Find a list by its shape: entries that count up from 1, or that all begin with names, with years."""
    begin = start + int((len(text) - start) * _SEARCHED)
    begin = text.find("\n", begin) + 1
    if begin <= start:
        return None
    lines = _numbered_lines(text, begin)
    return _numbered_list(text, lines) or _author_list(text, lines)


def _numbered_lines(text: str, begin: int) -> list[tuple[int, str]]:
    """Return lines that are not blank, each with where it begins."""
    lines, at = [], begin
    for line in text[begin:].split("\n"):
        if line.strip():
            lines.append((at, line))
        at += len(line) + 1
    return lines


def _numbered_list(text: str, lines: Sequence[tuple[int, str]]) -> int | None:
    """Return where entries 1, 2, 3 … begin that are written as references."""
    starts: list[tuple[int, int]] = []  # number of the line, place in the text
    for number, (at, line) in enumerate(lines):
        match = _ENTRY_NUMBER.match(line)
        if match is None:
            continue
        value = int(match[1])
        if starts and number - starts[-1][0] > _MOST_LINES_OF_ENTRY:
            starts = [] if len(starts) < _FEWEST_ENTRIES else starts
        if value == len(starts) + 1:
            starts.append((number, at))
        elif value == 1 and len(starts) < _FEWEST_ENTRIES:
            starts = [(number, at)]
    if len(starts) < _FEWEST_ENTRIES:
        return None
    ends = [at for _, at in starts[1:]] + [min(len(text), starts[-1][1] + 400)]
    entries = [text[at:end] for (_, at), end in zip(starts, ends, strict=True)]
    return (
        starts[0][1]
        if _are_references([_ENTRY_NUMBER.sub("", entry, count=1) for entry in entries])
        else None
    )


def _author_list(text: str, lines: Sequence[tuple[int, str]]) -> int | None:
    """Return where a run of lines begins that all start with a name and its initials."""
    starts = [(number, at) for number, (at, line) in enumerate(lines) if _PEOPLE.match(line.strip())]
    run: list[tuple[int, int]] = []
    for number, at in [*starts, (len(lines) + _MOST_LINES_OF_ENTRY, len(text))]:
        if run and number - run[-1][0] > 4:
            ends = [place for _, place in run[1:]] + [min(len(text), run[-1][1] + 400)]
            entries = [text[place:end] for (_, place), end in zip(run, ends, strict=True)]
            if len(run) >= _FEWEST_ENTRIES and _are_references(entries):
                return run[0][1]
            run = []
        run.append((number, at))
    return None


def _are_references(entries: Sequence[str]) -> bool:
    """Return True if most entries begin with people and hold a year."""
    likely = sum(1 for entry in entries if _YEAR.search(entry) and _PEOPLE.match(entry.strip()))
    return likely >= _FEWEST_ENTRIES_WITH_YEAR * len(entries)
