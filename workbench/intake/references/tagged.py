"""Read and write the tagged forms: one value a line, each behind its tag.

The packages for these forms were tried against the traps and lose records: rispy 0.10 joins a record that has
no ``ER`` with the next and drops a last one, nbib 0.3 drops a last record without a final line end and
stops at a line without a tag. A reader that cuts at the start marks loses none, so this one is our own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from workbench.intake.references.records import Reference
from workbench.intake.references.reference_format import Opened
from workbench.intake.references.values import Raw, escaped, make_reference

_PROPER_RIS = re.compile(r"^[ \t\ufeff]{0,4}TY[ \xa0]{2}-", re.MULTILINE)
_NOTICE = re.compile(r"[ \t]{0,4}Link to the (?:Ovid Full Text|External Link Resolver)", re.IGNORECASE)
"""What Ovid writes into records without a tag; its address may stand on a line of its own below."""
_ADDRESS = re.compile(r"[ \t]{0,4}https?://\S{1,2000}[ \t]{0,4}")
_SEPARATE = frozenset({"keywords", "publication_types", "year", "doi", "accession", "notes"})
"""Fields that gather all their tags; of the others the first tag that is there counts."""


@dataclass(frozen=True, slots=True)
class TaggedForm:
    """What tells one tagged form from another."""

    line: re.Pattern[str]
    """A line with a tag: the tag, then the value."""
    loose: re.Pattern[str] | None
    """What is accepted where no line of the file has the proper form of the start mark."""
    start: str
    end: str
    """The tag that ends a record, or an empty string."""
    blank_ends: bool
    """Whether a blank line ends a record too."""
    fields: Mapping[str, Sequence[str]]
    """Tags by field, the preferred one first."""
    lists: frozenset[str]
    """Tags whose continuation lines are values of their own."""
    written: Mapping[str, str]
    """Which tag each field is written under."""
    written_line: str = ""
    """How a line is written, with ``{tag}`` and ``{value}``."""
    start_value: str = ""
    """What is written behind the start mark where that is no field."""
    written_doi: str = "{doi}"
    """How a DOI is written."""


@dataclass(slots=True)
class _Entry:
    """One record while it is read: the lines of each value, by tag."""

    line: int
    values: dict[str, list[list[str]]] = field(default_factory=dict)
    last: str = ""

    def add(self, tag: str, value: str) -> None:
        self.values.setdefault(tag, []).append([value])
        self.last = tag

    def extend(self, line: str) -> None:
        self.values[self.last][-1].append(line)


def open_tagged(text: str, form: TaggedForm) -> Opened:
    """Open a file of a tagged form: its records are read one by one, in the order of the file."""
    entries = enumerate(_entries(text, form), 1)
    records = (make_reference(_raw(entry, form), position, entry.line) for position, entry in entries)
    return Opened(_count(text, form), records)


def write_tagged(records: Sequence[Reference], form: TaggedForm) -> str:
    """Write the records in that form, a blank line after each."""
    return "".join(_written(record, form) for record in records)


def _count(text: str, form: TaggedForm) -> int:
    """Count the records that the marks announce: start marks or end marks, whichever are more."""
    pattern = _line_pattern(text, form)
    starts = ends = 0
    for _, line in _lines(text):
        match = pattern.match(line)
        if match:
            tag = match[1].strip()
            starts += tag == form.start
            ends += tag == form.end
    return max(starts, ends)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Numbered lines, one at a time, so that no second copy of a large file is made."""
    start = number = 0
    while start < len(text):
        number += 1
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield number, text[start:end]
        start = end + 1


def _line_pattern(text: str, form: TaggedForm) -> re.Pattern[str]:
    """The proper pattern, or the loose one where the file never uses the proper start mark."""
    if form.loose is None or _PROPER_RIS.search(text):
        return form.line
    return form.loose


def _entries(text: str, form: TaggedForm) -> Iterator[_Entry]:
    """Cuts at every start mark, whether or not the record before was ended."""
    pattern = _line_pattern(text, form)
    entry: _Entry | None = None
    linked = False
    for number, line in _lines(text):
        match = pattern.match(line)
        tag = match[1].strip() if match else ""
        if tag == form.start or (not line.strip() and form.blank_ends) or (tag and tag == form.end):
            if entry is not None:
                yield entry
            entry = None
        if match and tag != form.end:
            entry = entry or _Entry(number)
            entry.add(tag, match[2].strip())
            linked = False
        elif entry is not None and not match and line.strip():
            notice = _NOTICE.match(line) is not None
            if not notice and not (linked and _ADDRESS.fullmatch(line)):
                entry.extend(line.strip())
            linked = notice
    if entry is not None:
        yield entry


def _raw(entry: _Entry, form: TaggedForm) -> Raw:
    """Values by field."""
    raw: dict[str, list[str]] = {}
    for name, tags in form.fields.items():
        for tag in tags:
            joint = "; " if tag in form.lists else " "
            values = [joint.join(lines) for lines in entry.values.get(tag, ())]
            if values and (name in _SEPARATE or not any(raw.get(name, ()))):
                raw.setdefault(name, []).extend(values)
    return raw


def _written(record: Reference, form: TaggedForm) -> str:
    """Write one record, from its start mark to the blank line after it."""
    lines = [form.written_line.format(tag=form.start, value=form.start_value)] if form.start_value else []
    for field_name, value in _pairs(record, form):
        tag = form.written[field_name]
        lines.append(form.written_line.format(tag=tag, value=escaped(value)))
    if form.end:
        lines.append(form.written_line.format(tag=form.end, value=""))
    return "\n".join([*lines, "", ""])


def _pairs(record: Reference, form: TaggedForm) -> Iterator[tuple[str, str]]:
    """Yield fields and values in the order of the form's tags; NBIB begins with its PMID, be it empty."""
    values = record.values()
    values["doi"] = tuple(form.written_doi.format(doi=doi) for doi in values["doi"])
    values["database"] = ("PubMed",) if values["pmid"] else ()
    values["notes"] = tuple(f"Registration: {number}" for number in values["registration"])
    for name, tag in form.written.items():
        for value in values[name] or (("",) if tag == form.start else ()):
            yield name, value
