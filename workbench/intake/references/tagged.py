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
from workbench.intake.references.values import Raw, escaped, is_nothing, make_reference
from workbench.page_ranges import page_range

_PROPER_RIS = re.compile(r"^[ \t\ufeff]{0,4}TY[ \xa0]{2}-", re.MULTILINE)
_LOOSE_RIS = re.compile(r"^[ \t]{0,4}TY[ \t\xa0]{1,4}-", re.MULTILINE)
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
    small: re.Pattern[str] | None
    """What is accepted where the file has no start mark in capitals either."""
    start: str
    end: str
    """The tag that ends a record, or an empty string. It may stand alone on its line."""
    blank_ends: bool
    """Whether a blank line ends a record too."""
    fields: Mapping[str, Sequence[str]]
    """Tags by field, the preferred one first."""
    lists: frozenset[str]
    """Tags whose continuation lines are values of their own."""
    written: Mapping[str, str]
    """Which tag each field is written under."""
    skipped: re.Pattern[str] | None = None
    """Lines between records that say nothing, such as their numbers."""
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

    def join(self, later: _Entry) -> None:
        """Take in what stands further down in the file."""
        for tag, values in later.values.items():
            self.values.setdefault(tag, []).extend(values)
        self.last = later.last


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
    starts = ends = 0
    is_open = False
    for line in _tagged_lines(text, form):
        if line.tag == form.end and form.end:
            ends += is_open
            is_open = False
        elif line.tag:
            starts += line.tag == form.start
            is_open = True
    return max(starts, ends)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line: its tag and value, or an empty tag and the line itself."""

    number: int
    tag: str
    value: str


def _tagged_lines(text: str, form: TaggedForm) -> Iterator[_Line]:
    """Yield the lines one at a time, so that no second copy of a large file is made."""
    pattern = _line_pattern(text, form)
    alone = _alone(form)
    start = number = 0
    while start < len(text):
        number += 1
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start:end]
        match = pattern.match(line)
        if match:
            yield _Line(number, match[1].strip().upper(), match[2].strip())
        elif alone is not None and alone.match(text, start):
            yield _Line(number, form.end, "")
        else:
            yield _Line(number, "", line)
        start = end + 1


def _line_pattern(text: str, form: TaggedForm) -> re.Pattern[str]:
    """Return the proper pattern, or a looser one where the file never uses the proper start mark."""
    if form.loose is None or form.small is None or _PROPER_RIS.search(text):
        return form.line
    return form.loose if _LOOSE_RIS.search(text) else form.small


def _alone(form: TaggedForm) -> re.Pattern[str] | None:
    """Return what an end mark without its sign looks like: the next record or the end follows."""
    if not form.end:
        return None
    return re.compile(
        rf"[ \t]{{0,4}}{form.end}[ \t]{{0,9}}(?:\s{{0,100}}\Z|\n\s{{0,100}}{form.start}[ \t\xa0])"
    )


def _entries(text: str, form: TaggedForm) -> Iterator[_Entry]:
    """Cut at the marks; tags that stand before a start mark or behind an end mark are of that record."""
    reader = _Reader(form)
    for line in _tagged_lines(text, form):
        yield from reader.take(line)
    yield from reader.finish()


class _Reader:
    """Gather lines into records."""

    def __init__(self, form: TaggedForm) -> None:
        self._form = form
        self._entry: _Entry | None = None
        self._is_ended = False
        self._between: _Entry | None = None
        """Tags behind the end of a record and before the next start mark."""
        self._blank_before = self._blank = False
        """Whether a blank line stands before what is between, and since the last line that is not blank."""
        self._tags_come_first: bool | None = None
        """Whether the file's first record has tags before its start mark."""
        self._is_linked = False

    def take(self, line: _Line) -> Iterator[_Entry]:
        """Take a line in; yield the record that it completes."""
        if line.tag:
            if self._tags_come_first is None:
                self._tags_come_first = line.tag != self._form.start
            if line.tag == self._form.start:
                yield from self._start(line.number)
            elif line.tag == self._form.end:
                yield from self._end()
            if line.tag != self._form.end:
                self._open(line.number).add(line.tag, line.value)
            self._is_linked = self._blank = False
        elif self._form.skipped is not None and self._form.skipped.fullmatch(line.value):
            yield from self.finish()
        elif line.value.strip():
            self._extend(line.value)
            self._blank = False
        else:
            self._blank = True
            if self._form.blank_ends:
                yield from self.finish()

    def finish(self) -> Iterator[_Entry]:
        """Yield what is left."""
        entry, between = self._entry, self._between
        self._entry = self._between = None
        self._is_ended = False
        if between is not None and entry is not None and not self._is_record(between, entry):
            entry.join(between)
            between = None
        if entry is not None:
            yield entry
        if between is not None:
            yield between

    def _start(self, number: int) -> Iterator[_Entry]:
        """Begin a record; what stood between two may be the beginning of the second."""
        if self._entry is None:
            return
        if not self._is_ended:
            if self._form.start not in self._entry.values:
                return
            yield self._entry
            self._entry = None
            return
        between, self._between = self._between, None
        belongs_to_next = bool(self._tags_come_first) or (self._blank_before and not self._blank)
        if between is not None and not belongs_to_next:
            self._entry.join(between)
            between = None
        yield self._entry
        self._entry, self._is_ended = between, False

    def _end(self) -> Iterator[_Entry]:
        """End the record, or the one without a start mark that stands behind it."""
        if self._between is not None and self._entry is not None:
            yield self._entry
            self._entry, self._between = self._between, None
        self._is_ended = self._entry is not None

    def _open(self, number: int) -> _Entry:
        """Return where a tag belongs: the record, or what stands behind its end."""
        if self._entry is not None and self._is_ended:
            if self._between is None:
                self._between, self._blank_before = _Entry(number), self._blank
            return self._between
        if self._entry is None:
            self._entry = _Entry(number)
        return self._entry

    def _extend(self, line: str) -> None:
        """Add a line without a tag to the value before; text between records is passed over."""
        entry = self._between if self._is_ended else self._entry
        if entry is None:
            return
        notice = _NOTICE.match(line) is not None
        if not notice and not (self._is_linked and _ADDRESS.fullmatch(line)):
            entry.extend(line.strip())
        self._is_linked = notice

    def _is_record(self, between: _Entry, before: _Entry) -> bool:
        """Return True if tags behind an end mark are a record without a start mark: they have a title too."""
        tags = self._form.fields["title"]
        return any(tag in between.values for tag in tags) and any(tag in before.values for tag in tags)


def _raw(entry: _Entry, form: TaggedForm) -> Raw:
    """Values by field."""
    raw: dict[str, list[str]] = {}
    for name, tags in form.fields.items():
        for tag in tags:
            joint = "; " if tag in form.lists else " "
            joined = (joint.join(lines) for lines in entry.values.get(tag, ()))
            values = [value for value in joined if not is_nothing(value)]
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
    first, last = page_range(record.bibliography.pages) or (record.bibliography.pages, "")
    values |= {"first_page": (first,) if first else (), "last_page": (last,) if last else ()}
    values["database"] = ("PubMed",) if values["pmid"] else ()
    values["notes"] = tuple(f"Registration: {number}" for number in values["registration"])
    # Digits alone would be read as a number of PubMed.
    values["record_id"] = (record.key,) if record.key and not record.key.isdigit() else ()
    for name, tag in form.written.items():
        for value in values[name] or (("",) if tag == form.start else ()):
            yield name, value
