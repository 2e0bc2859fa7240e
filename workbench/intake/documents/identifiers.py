"""Find DOI, PMID, PMCID and registration numbers, as the study prints them for itself.

The callers pass the study's own part only: a reference list's DOI is never seen here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from urllib.parse import unquote

from workbench.intake.documents.prose import one_line

_QUOTED = re.compile(r"%(?:2F|28|29|3A|3B|3C|3E|5B|5D|23|3F)", re.IGNORECASE)
_DOI = re.compile(r"\b10\.\d{4,9}(?:/|%2[fF])[^\s\"<>|]{1,200}")
_DOI_VALUE = re.compile(r"(?<![\d.])10\. {0,2}\d{4,9}(?:/|%2f) {0,1}\S", re.IGNORECASE)
_BEFORE_VALUE = re.compile(
    r"[\W_]{0,20}|\S{1,300}[/=:]|(?:.{0,80}[\W_])?doi[\W_]{0,6}(?:\S{1,300}[/=:])?", re.IGNORECASE
)
"""What may stand before a DOI in a field that is known to hold one: signs, an address, a label."""
_DOI_LABEL = re.compile(
    r"(?:\bdoi[:.]?|doi\.org/(?:doi:)?|\bdoi\)?:?|\burn:doi:|\binfo:doi/|\S/doi/(?:abs/|full/|pdf/|epdf/)?)[\s<(\[]{0,3}$",
    re.IGNORECASE,
)
_NEXT_VALUE = re.compile(r"[;,|](?=10\.\d{4,9}/|https?:|doi:)|</", re.IGNORECASE)
_QUERY = re.compile(r"\?(?:[A-Za-z_.]{2,30}=|$).*|#[A-Za-z][\w.\-]*$|&(?:amp;)?[A-Za-z_]{2,30}=.*", re.DOTALL)
_PAGE_OF_ADDRESS = re.compile(
    r"(?:/(?:full|fulltext|abstract|summary|pdf|epdf|html|meta|asset|tables?|figures?|references|downloadpdf)"
    r"|\.(?:full|abstract|short|long|pdf|html?|full\.pdf|full-text)|v\d{1,2}(?:\.full)?(?:\.pdf)?)/?$",
    re.IGNORECASE,
)
_PREPRINT_VERSION = re.compile(r"(10\.1101/(?:\d{4}\.\d\d\.\d\d\.)?\d{6,9})v\d{1,2}$")
_PART_OF_ARTICLE = re.compile(
    r"/-/dc\d|/\S+[./](?:suppl?|supp(?:lement(?:al|ary)?|info|mat)?)(?:[./_\-]?\w{0,12})?$|-supplement(?:ary)?$"
    r"|\d\.[gtse]\d{3}$|\w[./](?:fig|figure|table|tbl|video|movie)[\-_.]?s?\d{1,3}[a-z]?$"
    r"|/supp-\d|10\.7554/elife\.\d{5}\.\d{3}$|\.sapp\d",
    re.IGNORECASE,
)
"""Figures, tables and supplements of an article, which have DOIs of their own."""
_NOT_THE_ARTICLE = re.compile(
    r"\b(?:data(?:set|base|sets)?|repository|dryad|zenodo|figshare|supplement\w{0,8}|code|comment"
    r"|erratum|preprint"
    r"|correction|corrected|retract\w{0,5}|protocol|previous(?:ly)?|earlier|reported (?:by|in)|see|update)\b",
    re.IGNORECASE,
)
_REPOSITORY_PREFIXES = ("10.5061/", "10.5281/", "10.6084/", "10.17605/")
_PMID = re.compile(r"\bPMID\s{0,2}:?\s{0,3}(\d{1,8})(?!\d)", re.IGNORECASE)
_PMCID = re.compile(r"\bPMCID\s{0,2}:?\s{0,3}(PMC\d{1,9})(?!\d)", re.IGNORECASE)

_DECORATION = " \t\xa0-*•<[(|#_:>–—.;,"
_CITE = re.compile(
    r"[\W_]{0,12}(?:how to cite|(?:to )?cite (?:this|as)|(?:recommended |suggested )?citation|please cite)\b",
    re.IGNORECASE,
)
_PREPRINT_SERVER = re.compile(r"[\W_]{0,6}(?:med|bio|chem)rxiv preprint\b", re.IGNORECASE)
"""How a preprint server begins the line with the preprint's own DOI."""
_OTHERS = re.compile(
    r"[\W_]{0,12}(?:comment|erratum|corrigendum|retraction|update|republished|summary) (?:in|on|for|of)\b",
    re.IGNORECASE,
)
_INDEX = re.compile(
    r"(?:PMID|PMCID|DOI|ISSN|eISSN)\s{0,2}:?\s{0,3}[\w./()\-]{1,100}|\[(?:Indexed for MEDLINE|doi|pii)\]",
    re.IGNORECASE,
)
"""Identifiers that stand in a row on a line of their own."""
_SMALL_WORD = re.compile(r"\b[a-z]{2,}\b")
_FIRST_SECTION = re.compile(
    r"^[#*_ \t]{0,8}(?:\d{1,2}\.? )?(?:introduction|background|(?:materials?|patients) and methods"
    r"|methods|results|case (?:report|presentation))[*_: \t]{0,6}$",
    re.IGNORECASE | re.MULTILINE,
)
_HEADER = 20_000

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
_REGISTER_NUMBER = re.compile(
    r"\b(?:clinical ?trials?\.gov|isrctn|eudract|umin(?:-ctr)?|prospero|jrct|drks|anzctr)[ ,:]{0,3}"
    r"(?:registration |trial )?(?:number|identifier|id|no\.?)[,:;]{0,2} {0,2}$",
    re.IGNORECASE,
)
"""A register and the word "number" directly before the number, as journals print it below an abstract."""
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

_SEEN = {
    "doi": ("DOIs", _DOI),
    "pmid": ("PMIDs", _PMID),
    "pmcid": ("PMCIDs", _PMCID),
    "registration": ("registrations", _REGISTRATION),
}


def clean_doi(value: str) -> str:
    """Return the bare DOI of a field, however it is spelled; empty if the field holds none.

    Resolvers, proxies, publishers' addresses, ``%2F``, ``info:doi/`` and ``urn:doi:`` are taken off, and so
    is what merely follows: a query, an anchor, punctuation, a second DOI.

    >>> clean_doi("https://doi.org/10.1016/S0140-6736(20)30183-5).")
    '10.1016/S0140-6736(20)30183-5'
    >>> clean_doi("https://doi-org.proxy.example/10.5555%2Foat.1?via=hub"), clean_doi("as 10.5555/a says")
    ('10.5555/oat.1', '')
    """
    value = one_line(value[:600])
    value = value if value.isascii() else unicodedata.normalize("NFKC", value)
    match = _DOI_VALUE.search(value)
    if match is None or not _BEFORE_VALUE.fullmatch(value[: match.start()]):
        return ""
    # "10. 5555/a b": only the blank behind the first stop belongs to the DOI.
    head, slash, rest = _unquoted(value[match.start() :]).partition("/")
    words = rest.split()
    doi = f"{head.replace(' ', '')}{slash}{words[0] if words else ''}"
    other = _NEXT_VALUE.search(doi)
    doi = _QUERY.sub("", doi[: other.start()] if other else doi)
    if "/" in value[: match.start()]:
        doi = _PREPRINT_VERSION.sub(r"\1", _PAGE_OF_ADDRESS.sub("", doi))
    doi = _trimmed(doi)
    return doi if re.fullmatch(r"10\.\d{4,9}/\S+", doi) else ""


def is_part_doi(doi: str) -> bool:
    """Return True if a DOI names a figure, a table or a supplement of an article and not the article.

    >>> is_part_doi("10.1371/journal.pone.0000001.g002"), is_part_doi("10.1371/journal.pone.0000001")
    (True, False)
    """
    return _PART_OF_ARTICLE.search(doi) is not None


def _unquoted(value: str) -> str:
    """A value whose slashes and brackets may be written as an address writes them."""
    return unquote(value) if _QUOTED.search(value) else value


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
    """Return the first DOI that the text gives as its own, or an empty string.

    It must be labelled or begin its line. Those of data sets, comments, protocols, earlier work and of parts
    of the article do not count, nor does one that a sentence mentions.

    >>> article_doi("Data: doi 10.5061/dryad.1. doi: 10.1000/own.7. Epub 2024")
    '10.1000/own.7'
    >>> article_doi("We used the method of Rye et al. as published (doi: 10.1000/rye.1).")
    ''
    """
    header = _header_end(text)
    for match in _DOI.finditer(text[:_READ]):
        before = _line_before(text, match.start())
        label = _DOI_LABEL.search(before[-80:])
        bare = before[: len(before) - len(label[0])] if label else before
        of_others = _NOT_THE_ARTICLE.search(_clause(before[-80:])) and not _PREPRINT_SERVER.match(before)
        if (label is None and before.strip(_DECORATION)) or of_others:
            continue
        if not _prints_its_own(bare, in_header=match.start() < header):
            continue
        doi = clean_doi(match[0].split("](")[0])
        if doi and not doi.startswith(_REPOSITORY_PREFIXES) and not is_part_doi(doi):
            return doi
    return ""


def pmid(text: str) -> str:
    """Return the first labelled PubMed id that stands where an article prints its own.

    That is the beginning of a line, or a citation line of the header; a sentence only mentions it.

    >>> pmid("- PMID: 12345678"), pmid("Ten had been reported before (PMID: 12345678).")
    ('12345678', '')
    """
    return _labelled(_PMID, text)


def pmcid(text: str) -> str:
    """Return the first labelled PubMed Central id that stands where an article prints its own.

    >>> pmcid("PMCID: PMC1234567")
    'PMC1234567'
    """
    return _labelled(_PMCID, text).upper()


def seen_elsewhere(text: str, own: str, wanted: Collection[str]) -> str:
    """Return a sentence that says where identifiers stand that were not taken for the study's, or nothing.

    Args:
        text: the whole text.
        own: the study's own part of it.
        wanted: which of ``doi``, ``pmid``, ``pmcid`` and ``registration`` were not found.
    """
    told = []
    for name, (words, pattern) in _SEEN.items():
        if name not in wanted:
            continue
        here = len(set(pattern.findall(own[:_READ])))
        there = len(set(pattern.findall(text[: 4 * _READ]))) - here
        places = [f"{here} in the running text"] if here else []
        places += [f"{there} among its references or in what surrounds it"] if there > 0 else []
        if places:
            told.append(f"{words}: {' and '.join(places)}")
    return f"Seen, but not as the study's own: {'; '.join(told)}." if told else ""


def _labelled(pattern: re.Pattern[str], text: str) -> str:
    """Return the first match of a labelled identifier that the article prints for itself."""
    header = _header_end(text)
    for match in pattern.finditer(text):
        before = _line_before(text, match.start())
        if not _NOT_THE_ARTICLE.search(_clause(before[-80:])) and _prints_its_own(
            before, in_header=match.start() < header
        ):
            return match[1]
    return ""


def _header_end(text: str) -> int:
    """Return where the first section of the body begins, at most some thousand characters in."""
    body = _FIRST_SECTION.search(text, 0, _HEADER)
    return body.start() if body else min(_HEADER, len(text))


def _line_before(text: str, position: int) -> str:
    """Return what stands before a place on its line."""
    start = text.rfind("\n", max(0, position - 2_000), position) + 1
    return text[max(start, position - 2_000) : position]


def _clause(before: str) -> str:
    """Return what follows the last full stop or semicolon."""
    return re.split(r"[.;]\s", before)[-1]


def _prints_its_own(before: str, *, in_header: bool) -> bool:
    """Return True if the line before an identifier is no sentence that mentions another paper."""
    if not before.strip(_DECORATION):
        return True
    if _OTHERS.match(before):
        return False
    if _CITE.match(before) or not _INDEX.sub("", before).strip(_DECORATION):
        return True
    in_bracket = before.rfind("(") > before.rfind(")") or before.rfind("[") > before.rfind("]")
    mentions = in_bracket and len(_SMALL_WORD.findall(re.split(r"[(\[]", before)[-2])) > 2
    return in_header and not mentions


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
        named = (
            _REGISTERED.search(sentence)
            or _REGISTER_NAMED.match(sentence)
            or _REGISTER_NUMBER.search(sentence)
        )
        if named and not _SOMEBODY_ELSES.search(sentence):
            return match[0].replace(" ", "")
    return ""
