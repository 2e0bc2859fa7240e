"""Count the records that a text of no known format seems to hold, so that several do not become one study."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.intake.documents.json_values import json_records
from workbench.intake.documents.reference_list import count_cited
from workbench.intake.documents.sections import own_part, split_sections

_READ = 2_000_000
_TAG = re.compile(
    r"^\ufeff?[ \t]{0,3}(?P<tag>[A-Z][A-Z0-9]{1,4}|%[0-9A-Z])(?: {0,3}[-:=] {0,3}| {1,3})(?=\S)", re.MULTILINE
)
_FIELD = re.compile(
    r"^[ \t#*]{0,8}(?P<tag>titles?|titre|titel|título|titolo|authors?|auteurs?|autoren|journal|source|year"
    r"|doi|pmid|abstract|accession(?: number)?)[* \t]{0,4}[:=]",
    re.IGNORECASE | re.MULTILINE,
)
_BEGINS = re.compile(
    r"^[ \t#*\-=<\[(]{0,12}(?:record|document|result|item|citation|reference|datensatz|entry|no\.?)"
    r"[ \t]{0,2}#?(\d{1,6})(?: (?:of|von|/) \d{1,6})?[ \t.:*\-=>\])]{0,12}$",
    re.IGNORECASE | re.MULTILINE,
)
_NUMBERED = re.compile(r"^[ \t]{0,4}[\[(<]?(\d{1,5})[\])>.:]{1,2}[ \t]{1,4}(?=\S)", re.MULTILINE)
_PMID_LINE = re.compile(
    r"^[ \t\-*•]{0,6}PMID[ \t]{0,3}[:\-]?[ \t]{0,3}(\d{1,8})\b", re.IGNORECASE | re.MULTILINE
)
_DOI_LINE = re.compile(
    r"^[ \t\-*•]{0,6}(?:doi[ \t]{0,2}[:=]?[ \t]{0,2})?(?:https?://(?:dx\.)?doi\.org/)?"
    r"(10\.\d{4,9}/\S{1,200})[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_ID = re.compile(r"\bPMID\b|\bdoi\b|10\.\d{4,9}/|\bUI ?[:-] ?\d", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_RULE = re.compile(r"^(?:-{5,}|={5,}|\*{5,}|_{5,}|#{5,})[ \t]*$", re.MULTILINE)
_LONGEST_RECORD = 8_000
"""Characters of a record with its abstract, on average; a document has more."""
_FEWEST_TAGS, _SHARE_TAGGED = 2, 0.5
_SHARE_CITED = 0.7
_KEYS_OF_WORKS = frozenset(
    {"title", "doi", "pmid", "abstract", "abstracttext", "ti", "articletitle", "name", "summary"}
)
_NO_TAGS = frozenset({"AND", "THE", "FOR", "BMI", "DNA", "RNA", "HIV", "CI", "OR", "HR", "RR", "SD"})


@dataclass(frozen=True, slots=True)
class RecordCount:
    """How many records a text seems to hold, and what says so."""

    count: int
    why: str


def count_records(text: str) -> RecordCount:
    """Return the largest number of records that something in the text speaks for; 1 where nothing does.

    >>> count_records("QX: Oats\\nQY: 2011\\n\\nQX: Rye\\nQY: 2012\\n")
    RecordCount(count=2, why='lines tagged QX')
    """
    text = text[:_READ]
    counts = [RecordCount(count, why) for count, why in _counts(text) if count > 1]
    return max(counts, key=lambda entry: entry.count, default=RecordCount(1, ""))


def is_json_without_record(text: str) -> bool:
    """Return True for JSON from start to end in which nothing describes a work."""
    if text.lstrip(" \t\n\ufeff")[:1] not in ("[", "{"):
        return False
    records = json_records(text)
    if records is None:
        return False
    return not any(isinstance(record, dict) and _describes_work(record) for record in records)


def _counts(text: str) -> Iterator[tuple[int, str]]:
    """Yield a number for each thing that may speak for several records."""
    start = text.lstrip(" \t\n\ufeff")[:1]
    if start in ("[", "{"):
        records = json_records(text)
        if records is not None:
            works = [record for record in records if isinstance(record, dict) and _describes_work(record)]
            yield len(works), "objects in JSON"
            return
    own = own_part(text, split_sections(text))
    yield _tagged(text, _TAG)
    yield _tagged(text, _FIELD)
    yield len({match[1] for match in _BEGINS.finditer(text)}), "lines that number records"
    # The list of references of a text is no list of records; a list of records may look like one.
    listed = text if _is_list_itself(own) else own
    yield _numbered(listed), "numbered entries, each with a citation"
    yield _listed(listed), "lines that are citations"
    for pattern, least, why in ((_PMID_LINE, 2, "lines with a PMID"), (_DOI_LINE, 3, "lines with a DOI")):
        count = len({match[1].casefold() for match in pattern.finditer(own)})
        yield (count if count >= least and len(own) < _LONGEST_RECORD * count else 1), why
    yield _ruled(text), "rules between entries"


def _is_list_itself(own: str) -> bool:
    """Return True if what does not count as references is cited works as well, or a heading at most."""
    lines = [line for line in own.split("\n") if len(line.split()) > 2]
    return sum(1 for line in lines if count_cited(line)) >= 0.4 * len(lines)


def _describes_work(record: dict[str, object]) -> bool:
    """Return True if an object has a field that works have."""
    keys = {"".join(filter(str.isalpha, key.casefold())) for key in record}
    return bool(keys & _KEYS_OF_WORKS)


def _tagged(text: str, pattern: re.Pattern[str]) -> tuple[int, str]:
    """Count how often the first tag comes again, where most lines have a tag and several kinds do."""
    tags = (match["tag"].casefold() for match in pattern.finditer(text) if match["tag"] not in _NO_TAGS)
    counts = Counter(tags)
    lines = sum(1 for line in text.split("\n") if line.strip() and not line[:1].isspace())
    again = [tag for tag, count in counts.items() if count > 1]
    if len(again) < _FEWEST_TAGS or counts.total() < _SHARE_TAGGED * lines:
        return 1, ""
    shown = again[0].upper() if pattern is _TAG else f"“{again[0].capitalize()}”"
    return counts[again[0]], f"lines tagged {shown}"


def _numbered(text: str) -> int:
    """Count entries that count up from 1 at the text's beginning, where most hold a citation."""
    starts: list[int] = []
    for match in _NUMBERED.finditer(text):
        if int(match[1]) == len(starts) + 1:
            starts.append(match.start())
    if len(starts) < 2 or len(text[: starts[0]].strip()) > 400:
        return 1
    entries = [text[begin:end] for begin, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    cited = sum(1 for entry in entries if _YEAR.search(entry) and (count_cited(entry) or _ID.search(entry)))
    return len(entries) if cited >= _SHARE_CITED * len(entries) else 1


def _listed(text: str) -> int:
    """Count paragraphs that are citations, where nearly all are; headings and blank lines aside."""
    parts = [part for part in re.split(r"\n[ \t]*\n|\n(?=\S)", text) if len(part.split()) > 5]
    cited = sum(1 for part in parts if len(part) < 1_500 and _YEAR.search(part) and count_cited(part))
    return cited if cited >= 3 and cited >= 0.9 * len(parts) else 1


def _ruled(text: str) -> int:
    """Count entries between rules, where several have an identifier of their own."""
    entries = [entry for entry in _RULE.split(text) if entry.strip()]
    telling = sum(1 for entry in entries if _ID.search(entry) and _YEAR.search(entry))
    return telling if telling >= 2 and len(text) < _LONGEST_RECORD * telling else 1
