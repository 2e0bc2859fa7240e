"""Write out the abbreviations that stand in a table, for the line of them that journals ask for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from workbench.output.table import Table, cell_text

ABBREVIATIONS = {
    "AC1": "Gwet's first agreement coefficient, which counts every difference alike",
    "AC2": "Gwet's second agreement coefficient, which weights differences",
    "AUC": "area under the curve",
    "CI": "confidence interval",
    "COVID-19": "coronavirus disease 2019",
    "CT": "computed tomography",
    "DOI": "digital object identifier",
    "GRADE": "Grading of Recommendations Assessment, Development and Evaluation",
    "HR": "hazard ratio",
    "IQR": "interquartile range",
    "IRR": "incidence rate ratio",
    "JAK": "Janus kinase",
    "JBI": "Joanna Briggs Institute",
    "MD": "mean difference",
    "MID": "minimal important difference",
    "NOS": "Newcastle-Ottawa scale",
    "OR": "odds ratio",
    "Oxford 2011": "levels of evidence of the Oxford Centre for Evidence-Based Medicine, 2011",
    "PMCID": "PubMed Central identifier",
    "PMID": "PubMed identifier",
    "PRISMA": "Preferred Reporting Items for Systematic reviews and Meta-Analyses",
    "PSM": "propensity score matching",
    "RD": "risk difference",
    "RR": "risk ratio",
    "SD": "standard deviation",
    "SE": "standard error",
    "SMD": "standardised mean difference",
}
"""What the program itself abbreviates, in tables and their heads; alphabetically."""

LETTERS = {
    "n": (r"(?m)(?<![\w-])n(?= [\d–-]| treated| compared|$)", "number"),
    "P": (
        r"(?<![\w-])P(?= ?[<=>≤≥]? ?[01]?\.\d| values?\b)",
        "probability of such a result or a more extreme one without a difference",
    ),
}
"""Letters that stand for something before a number, or at the head of a column."""

_WRITTEN_OUT = re.compile(r"((?:[\w'’-]+ ){1,8})\(([A-Z][A-Za-z]*[A-Z]|[A-Z]+-?\d*)s?\)")

_LISTED = re.compile(r"\s*[,:=]\s*")
"""What stands between an abbreviation and its words in a list."""
_SHORT = re.compile(r"(?<![\w.])[A-Z][A-Za-z0-9]*[A-Z0-9](?:-\d+)?(?!\w)")
_NOT_SHORT = re.compile(r"[IVXLC]+|[A-Z]+\d{4,}")

_PLACE = r"(?<!\w)(?<![A-Z0-9]-)(?:{})(?![\w-])"
_AFTER = r"(?:(?<=to )|(?<=were )|(?<=was )|(?<=are )){}(?![\w-])"
"""Where a letter is a code of an answer: "1.2 to N"; a letter alone may be somebody's initial."""


def place_of_abbreviation(short: str) -> re.Pattern[str]:
    """Return what finds an abbreviation as a word of its own."""
    return re.compile(_PLACE.format(re.escape(short)))


def written_out_in(texts: Iterable[str]) -> dict[str, str]:
    """Return the abbreviations that texts explain themselves, words before a bracket, with those words.

    The words are as few as have the letters in their order, the first word beginning with the first letter.

    >>> written_out_in(["What do Janus kinase (JAK) inhibitors change in interstitial lung disease (ILD)?"])
    {'JAK': 'Janus kinase', 'ILD': 'interstitial lung disease'}
    >>> written_out_in(["Adults (UK) treated at home (NHS)"])
    {}
    """
    known: dict[str, str] = {}
    for text in texts:
        for before, short in _WRITTEN_OUT.findall(text):
            words = before.split()
            letters = [letter.casefold() for letter in short if letter.isalpha()]
            for first in range(len(words) - 1, -1, -1):
                if _has_letters(words[first:], letters):
                    known.setdefault(short, " ".join(words[first:]))
                    break
    return known


def _has_letters(words: Sequence[str], letters: Sequence[str]) -> bool:
    """Return True if words begin with the first of some letters and have the others after it, in order."""
    if words[0][:1].casefold() != letters[0] or len(words) > len(letters):
        return False
    rest = iter("".join(words).casefold())
    return all(letter in rest for letter in letters)


def read_abbreviations(text: str) -> dict[str, str]:
    """Read abbreviations that somebody lists: one a line or with semicolons between, each with its words.

    What has no words is passed over, as an earlier version took any text.

    >>> read_abbreviations("FVC, forced vital capacity; ILD: interstitial lung disease; see below")
    {'FVC': 'forced vital capacity', 'ILD': 'interstitial lung disease'}
    """
    return {short: words for line in _lines(text) for short, words in [_listed(line)] if words}


def require_abbreviations(text: str) -> None:
    """Refuse a list of abbreviations of which one has no words.

    Raises:
        ValueError: the first such line.
    """
    for line in _lines(text):
        if not _listed(line)[1]:
            raise ValueError(
                f"{line!r} has no words behind its abbreviation: write such as ILD, interstitial lung disease"
            )


def _lines(text: str) -> list[str]:
    return [line for part in re.split(r"[;\n]", text) if (line := part.strip())]


def _listed(line: str) -> tuple[str, str]:
    """Return the abbreviation and the words of a line; no words where one of them is missing."""
    short, *words = _LISTED.split(line, maxsplit=1)
    return (short, words[0]) if short and words else (line, "")


def unexplained_in(texts: Iterable[str], explained: Iterable[str]) -> list[str]:
    """Return what looks like an abbreviation and is not explained, alphabetically.

    That is a word with two capitals or more that ends in a capital or a figure. Roman numbers and the numbers
    of registers are none.

    >>> unexplained_in(["MDA5, anti-EJ, in COVID-19 (NCT04438629)", "part II of McNemar by A.B."], [])
    ['EJ', 'MDA5']
    """
    known = {*ABBREVIATIONS, *explained}
    words = {word for text in texts for word in _SHORT.findall(text)} - known
    short = (word for word in words if sum(map(str.isupper, word)) > 1 and not _NOT_SHORT.fullmatch(word))
    return sorted(short, key=str.casefold)


def abbreviations_in(
    texts: Iterable[str], codes: Mapping[str, str] | None = None, own: Mapping[str, str] | None = None
) -> str:
    """Return the line that writes out what is abbreviated in some texts; empty where nothing is.

    Args:
        texts: of a table and its notes.
        codes: the codes of answers that may stand in them, with their labels.
        own: what the review abbreviates itself, written out; it comes before what the program knows.

    >>> abbreviations_in(["RR 0.80 (95 % CI 0.5 to 1.2)", "ORAL", "PSM cohort"])
    'CI, confidence interval; PSM, propensity score matching; RR, risk ratio'
    >>> abbreviations_in(["anti-CT, X-CT"])
    'CT, computed tomography'
    >>> codes = {"N": "No", "PY": "Probably yes", "Y": "Yes"}
    >>> abbreviations_in(["1.2 to N (open)", "as bea has PY", "Ono Y"], codes)
    'N, no; PY, probably yes'
    >>> abbreviations_in(["JAK inhibitors: n 20, P 0.049"], own={"JAK": "Janus-kinase"})
    'JAK, Janus-kinase; n, number; P, probability of such a result or a more extreme one without a difference'
    """
    known = {short: f"{label[:1].lower()}{label[1:]}" for short, label in (codes or {}).items()}
    known = {**known, **ABBREVIATIONS, **(own or {})}
    letters = "|".join(re.escape(short) for short in known if len(short) == 1)
    words = "|".join(re.escape(short) for short in known if len(short) > 1)
    shown = "\n".join(texts)
    used = set(re.findall(_PLACE.format(words), shown))
    used |= set(re.findall(_AFTER.format(f"(?:{letters})"), shown)) if letters else set()
    for letter, (pattern, meaning) in LETTERS.items():
        if letter not in known and re.search(pattern, shown):
            used.add(letter)
            known[letter] = meaning
    return "; ".join(f"{short}, {known[short]}" for short in sorted(used, key=str.casefold))


def write_out(table: Table, codes: Mapping[str, str], own: Mapping[str, str]) -> Table:
    """Return a table with a last note that writes out what it abbreviates, where it abbreviates anything.

    Args:
        table: what is shown.
        codes: as in `abbreviations_in`.
        own: as in `abbreviations_in`.
    """
    if not table.rows:
        return table
    cells = (cell_text(cell) for row in table.rows for cell in row)
    short = abbreviations_in([table.title, *table.titles, *table.header, *cells, *table.notes], codes, own)
    return replace(table, notes=(*table.notes, f"Abbreviations: {short}.")) if short else table
