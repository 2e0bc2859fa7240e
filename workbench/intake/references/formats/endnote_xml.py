"""Read and write EndNote XML, as a stream by expat. Entities and document types with a body are refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.parsers import expat
from xml.sax.saxutils import escape

from workbench.intake.errors import IntakeError
from workbench.intake.references.records import Reference
from workbench.intake.references.reference_format import Opened, ReferenceFormat
from workbench.intake.references.source import Source
from workbench.intake.references.values import escaped, make_reference

_DECLARATION = re.compile(r"\s{0,100}<\?xml[^>]{0,200}\?>")
_MARK = re.compile(r"<record[\s>]")
_BEGINS = re.compile(
    r"<(?:xml|records)>[\s]{0,100}(?:<records>[\s]{0,100})?<record[\s>]"
    r"|<record>\s{0,100}<(?:database|rec-number)\b"
)
_CHUNK = 1 << 16
_DEEPEST = 100
_PATHS = {
    "titles/title": "title",
    "contributors/authors/author": "authors",
    "dates/year": "year",
    "periodical/full-title": "journal",
    "titles/secondary-title": "journal",
    "periodical/abbr-1": "journal",
    "volume": "volume",
    "number": "issue",
    "pages": "pages",
    "electronic-resource-num": "doi",
    "urls/related-urls/url": "doi",
    "accession-num": "accession",
    "remote-database-name": "database",
    "custom2": "pmcid",
    "abstract": "abstract",
    "keywords/keyword": "keywords",
    "work-type": "publication_types",
    "notes": "notes",
}
"""The field that each element is read as."""
_WRITTEN = {
    "rec-number": "number",
    "contributors/authors/author": "authors",
    "titles/title": "title",
    "periodical/full-title": "journal",
    "pages": "pages",
    "volume": "volume",
    "number": "issue",
    "keywords/keyword": "keywords",
    "dates/year": "year",
    "custom2": "pmcid",
    "electronic-resource-num": "doi",
    "accession-num": "pmid",
    "remote-database-name": "database",
    "work-type": "publication_types",
    "abstract": "abstract",
    "notes": "notes",
}
"""The field that each element is written from."""


def count_endnote_xml(text: str) -> int:
    """How many ``<record>`` begin."""
    return sum(1 for _ in _MARK.finditer(text))


def read_endnote_xml(text: str) -> Iterator[Reference]:
    """The records, one by one; where the file breaks off, those before.

    Raises:
        IntakeError: it declares entities (a known attack), is nested without end, or begins like no XML.
    """
    # The text is decoded already, so what the declaration says of the encoding no longer holds.
    start = _DECLARATION.match(text)
    position = start.end() if start else 0
    stream = _Stream(text.count("\n", 0, position))
    try:
        while position < len(text):
            stream.parser.Parse(text[position : position + _CHUNK].encode("utf-8", "replace"), False)
            position += _CHUNK
            yield from stream.take()
        stream.parser.Parse(b"", True)
    except expat.ExpatError as error:
        yield from stream.take()
        if not stream.count:
            raise IntakeError(f"this is not valid XML (line {error.lineno}): export it again") from None
    yield from stream.take()


def write_endnote_xml(records: Sequence[Reference]) -> str:
    """The records in EndNote's XML, without its styles."""
    body = "".join(_written(record, number) for number, record in enumerate(records, 1))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<xml><records>\n{body}</records></xml>\n'


class _Stream:
    """Gathers the text of the elements that hold a field, record by record."""

    def __init__(self, lines_before: int) -> None:
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = self._entity
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.count = 0
        self._lines_before = lines_before
        self._path: list[str] = []
        self._values: dict[str, list[str]] | None = None
        self._text: list[str] = []
        self._line = 0
        self._done: list[Reference] = []

    def take(self) -> list[Reference]:
        """The records that are complete since the last call."""
        done, self._done = self._done, []
        return done

    def _doctype(self, _name: str, _system: str | None, _public: str | None, has_body: bool) -> None:
        if has_body:
            raise IntakeError("this XML has a document type of its own, which is not read: export it again")

    def _entity(self, *_: object) -> None:
        raise IntakeError("this XML declares entities, which can be an attack: export it again without them")

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        if name == "record" and self._values is None:
            self._values, self._path, self._text = {}, [], []
            self._line = self.parser.CurrentLineNumber + self._lines_before
        elif self._values is not None:
            self._path.append(name)
            if len(self._path) > _DEEPEST:
                raise IntakeError("this XML is nested too deeply to be a list of references")
            if name != "style":
                self._text = []

    def _end(self, name: str) -> None:
        if self._values is None:
            return
        if not self._path:
            self.count += 1
            self._done.append(make_reference(self._values, self.count, self._line))
            self._values = None
            return
        field = _PATHS.get("/".join(self._path))
        if field is not None:
            values = self._values.setdefault(field, [])
            # The full name of the journal comes before its short ones, wherever it stands.
            values.insert(0 if self._path[-1] == "full-title" else len(values), "".join(self._text))
        if name != "style":
            self._text = []
        self._path.pop()

    def _characters(self, data: str) -> None:
        if self._values is not None:
            self._text.append(data)


def _written(record: Reference, number: int) -> str:
    """One record."""
    values = record.values()
    values["number"] = (str(number),)
    values["database"] = ("PubMed",) if values["pmid"] else ()
    values["notes"] = tuple(f"Registration: {registration}" for registration in values["registration"])
    lines = (_elements(path, values[name]) for path, name in _WRITTEN.items())
    return "<record>\n" + "".join(lines) + "</record>\n"


def _elements(path: str, values: Sequence[str]) -> str:
    """Values inside the elements of a path; the last element once for each value."""
    if not values:
        return ""
    *outer, inner = path.split("/")
    body = "".join(f"<{inner}>{escape(escaped(value))}</{inner}>" for value in values)
    for name in reversed(outer):
        body = f"<{name}>{body}</{name}>"
    return f"{body}\n"


def _recognise(source: Source) -> bool:
    """Return True if the XML begins as EndNote's does."""
    return source.start == "<" and _BEGINS.search(source.sample) is not None


ENDNOTE_XML = ReferenceFormat(
    name="endnote-xml",
    title="EndNote XML",
    recognise=_recognise,
    open=lambda text: Opened(count_endnote_xml(text), read_endnote_xml(text)),
    write=write_endnote_xml,
)
