"""RIS, NBIB and ``.enw``: one value a line, each behind its tag.

The packages for these forms were tried against the traps and lose records: rispy 0.10 joins a record that has
no ``ER`` with the next and drops a last one, nbib 0.3 drops a last record without a final line end and
stops at a line without a tag. A reader that cuts at the start marks loses none, so this one is our own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from workbench.intake.references.records import Reference
from workbench.intake.references.tagged_forms import NBIB, TAGGED, TaggedForm
from workbench.intake.references.values import Raw, escaped, make_reference

_PROPER_RIS = re.compile(r"^[ \t\ufeff]{0,4}TY[ \xa0]{2}-", re.MULTILINE)
_NOTICE = re.compile(r"[ \t]{0,4}Link to the (?:Ovid Full Text|External Link Resolver)", re.IGNORECASE)
"""What Ovid writes into records without a tag; its address may stand on a line of its own below."""
_ADDRESS = re.compile(r"[ \t]{0,4}https?://\S{1,2000}[ \t]{0,4}")
_SEPARATE = frozenset({"keywords", "publication_types", "year", "doi", "accession", "notes"})
"""Fields that gather all their tags; of the others the first tag that is there counts."""


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


def read_tagged(text: str, name: str) -> Iterator[Reference]:
    """The records of a RIS, NBIB or ``.enw`` file, one by one, in its order."""
    form = TAGGED[name]
    for position, entry in enumerate(_entries(text, form), 1):
        yield make_reference(_raw(entry, form), position, entry.line)


def count_tagged(text: str, name: str) -> int:
    """How many records the marks announce: the larger of the numbers of start marks and of end marks."""
    form = TAGGED[name]
    pattern = _line_pattern(text, form)
    starts = ends = 0
    for _, line in _lines(text):
        match = pattern.match(line)
        if match:
            tag = match[1].strip()
            starts += tag == form.start
            ends += tag == form.end
    return max(starts, ends)


def write_tagged(records: Sequence[Reference], name: str) -> str:
    """The records in that form, a blank line after each."""
    return "".join(_written(record, name) for record in records)


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


def _written(record: Reference, name: str) -> str:
    """One record, from its start mark to the blank line after it."""
    form = TAGGED[name]
    lines = (
        [] if name == "nbib" else [_line(name, form.start, "JOUR" if name == "ris" else "Journal Article")]
    )
    for field_name, value in _pairs(record, form):
        lines.append(_line(name, form.written[field_name], escaped(value)))
    if form.end:
        lines.append(_line(name, form.end, ""))
    return "\n".join([*lines, "", ""])


def _pairs(record: Reference, form: TaggedForm) -> Iterator[tuple[str, str]]:
    """Fields and values in the order of the form's tags; NBIB begins with its PMID, be it empty."""
    values = record.values()
    if form is NBIB:
        values["doi"] = tuple(f"{doi} [doi]" for doi in values["doi"])
    values["database"] = ("PubMed",) if values["pmid"] else ()
    values["notes"] = tuple(f"Registration: {number}" for number in values["registration"])
    for name, tag in form.written.items():
        for value in values[name] or (("",) if tag == form.start else ()):
            yield name, value


def _line(name: str, tag: str, value: str) -> str:
    """One line with its tag."""
    if name == "enw":
        return f"%{tag} {value}"
    return f"{tag:<4}- {value}"
