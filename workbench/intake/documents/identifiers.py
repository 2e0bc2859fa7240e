"""DOI, PMID, PMCID and registration numbers, as the study prints them for itself.

The callers pass the study's own part only: a reference list's DOI is never seen here.
"""

from __future__ import annotations

import re

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>|]{1,200}")
_DOI_PREFIX = re.compile(r"^(?:https?://)?(?:dx\.)?doi\.org/|^doi[:\s]\s?", re.IGNORECASE)
_DOI_LABEL = re.compile(r"(?:\bdoi[:.]?|doi\.org/|\bdoi\)?:?)[\s<(\[]{0,3}$", re.IGNORECASE)
_NOT_THE_ARTICLE = re.compile(
    r"\b(?:data(?:set|base|sets)?|repository|dryad|zenodo|figshare|supplement\w{0,8}|code|comment"
    r"|erratum|preprint"
    r"|correction|corrected|retract\w{0,5}|protocol|previous(?:ly)?|earlier|reported (?:by|in)|see|update)\b",
    re.IGNORECASE,
)
_REPOSITORY_PREFIXES = ("10.5061/", "10.5281/", "10.6084/", "10.17605/")
_PMID = re.compile(r"\bPMID\s{0,2}:?\s{0,3}(\d{1,8})(?!\d)", re.IGNORECASE)
_PMCID = re.compile(r"\bPMCID\s{0,2}:?\s{0,3}(PMC\d{1,9})(?!\d)", re.IGNORECASE)

_REGISTRATION = re.compile(
    r"(?<![A-Za-z0-9])(?:NCT\s?\d{8}|UMIN\s?\d{9}|jRCTs?\d{9,10}|ISRCTN\s?\d{8}"
    r"|ChiCTR[-A-Z]{0,6}\d{8,12}|ACTRN\s?\d{14}"
    r"|DRKS\s?\d{8}|CTRI/\d{4}/\d{2,3}/\d{6}|JapicCTI-\d{6}|KCT\s?\d{7}|IRCT\d{8,16}N\d{1,3}"
    r"|PACTR\d{15,16}|TCTR\d{11}"
    r"|RBR-[a-z0-9]{6,8}|NTR\s?\d{3,5}|CRD\s?\d{11}|20\d\d-\d{6}-\d{2}(?:-\d{2})?)(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_EUROPEAN = re.compile(r"(?:EudraCT|EU ?CT|EUCTR)[^\n]{0,40}$", re.IGNORECASE)
_REGISTERED = re.compile(r"regist(?:ered|ration|ry)|trial (?:number|id)|protocol number", re.IGNORECASE)
_REGISTER_NAMED = re.compile(
    r"^[\W_]{0,4}(?:clinical ?trials?\.gov|umin(?:-ctr)?|isrctn|eudract|prospero|jrct|clinical trial)\b",
    re.IGNORECASE,
)
_SOMEBODY_ELSES = re.compile(
    r"\b(?:another|others?|previous(?:ly)?|earlier|prior|ongoing|under ?way|separate|parent|e\.g\."
    r"|such as|their|trials"
    r"|recent(?:ly)?|published|reported by|compar(?:ed|ison) with|awaited|future|planned|similar|unlike)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.;!?]\s+(?=[A-Z(])|\n")
_BEFORE = 240
_READ = 300_000
"""Characters of a text that are searched; articles are far shorter."""


def clean_doi(value: str) -> str:
    """A DOI without its resolver prefix and without punctuation that merely follows it; empty if it is none.

    >>> clean_doi("https://doi.org/10.1016/S0140-6736(20)30183-5).")
    '10.1016/S0140-6736(20)30183-5'
    """
    bare = _DOI_PREFIX.sub("", value.strip()[:400])
    if not re.match(r"10\.\d{4,9}/\S", bare):
        return ""
    return _trimmed(bare.split()[0])


def _trimmed(doi: str) -> str:
    """Cuts trailing punctuation, and closing brackets that were opened before the DOI."""
    while doi:
        last = doi[-1]
        unbalanced = last in ")]}" and doi.count(last) > doi.count({")": "(", "]": "[", "}": "{"}[last])
        if last in ".,;:'\"*_\u201d\u2019>" or unbalanced:
            doi = doi[:-1]
            continue
        break
    return doi


def article_doi(text: str) -> str:
    """The first DOI that the text gives as its own, or an empty string.

    It must be labelled or begin its line; those of data sets, comments, protocols and earlier work do not
    count.

    >>> article_doi("Data: doi 10.5061/dryad.1. doi: 10.1000/own.7. Epub 2024")
    '10.1000/own.7'
    """
    for match in _DOI.finditer(text[:_READ]):
        line_start = text.rfind("\n", 0, match.start()) + 1
        before = text[max(line_start, match.start() - 80) : match.start()]
        clause = re.split(r"[.;]\s", before)[-1]
        labelled = _DOI_LABEL.search(before) or not before.strip(" \t-*•<[(")
        if labelled and not _NOT_THE_ARTICLE.search(clause) and not match[0].startswith(_REPOSITORY_PREFIXES):
            return _trimmed(match[0].split("](")[0])
    return ""


def pmid(text: str) -> str:
    """The first labelled PubMed id.

    >>> pmid("- PMID: 12345678")
    '12345678'
    """
    found = _PMID.search(text)
    return found[1] if found else ""


def pmcid(text: str) -> str:
    """The first labelled PubMed Central id.

    >>> pmcid("PMCID: PMC1234567")
    'PMC1234567'
    """
    found = _PMCID.search(text)
    return found[1].upper() if found else ""


def registration_number(value: str) -> str:
    """The first registration number in a value that is known to hold one, such as a field of a record.

    >>> registration_number("ClinicalTrials.gov/NCT01234567")
    'NCT01234567'
    """
    found = _REGISTRATION.search(value[:400])
    return found[0].replace(" ", "") if found else ""


def registration(text: str) -> str:
    """The registration number that the study prints as its own; numbers of other trials are passed over.

    >>> registration("TRIAL REGISTRATION: ClinicalTrials.gov NCT01234567.")
    'NCT01234567'
    >>> registration("An earlier trial (NCT01234567) found nothing.")
    ''
    """
    for match in _REGISTRATION.finditer(text[:_READ]):
        window = text[max(0, match.start() - _BEFORE) : match.start()]
        sentence = _SENTENCE_END.split(window)[-1]
        if match[0][0].isdigit() and not _EUROPEAN.search(sentence):
            continue
        named = _REGISTERED.search(sentence) or _REGISTER_NAMED.match(sentence)
        if named and not _SOMEBODY_ELSES.search(sentence):
            return match[0].replace(" ", "")
    return ""
