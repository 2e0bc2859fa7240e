"""Read and write BibTeX, split by bibtexparser; the records that it sets aside are taken in again.

bibtexparser 2 counts a record with a repeated field or a repeated key as failed, and gives up one whose
closing brace is missing. The first two are whole and are read; the third is read again with it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from store.bibliography import FIELDS
from workbench.author_names import group_name
from workbench.intake.documents.prose import one_line
from workbench.intake.references.formats.latex import from_latex, to_latex
from workbench.intake.references.records import Reference
from workbench.intake.references.reference_format import Opened, ReferenceFormat
from workbench.intake.references.source import Source
from workbench.intake.references.values import Raw, escaped, make_reference
from workbench.page_ranges import page_range

if TYPE_CHECKING:
    from bibtexparser.model import Block, Entry

_MARK = re.compile(
    r"^[ \t]{0,20}@(?!(?:comment|preamble|string)\b)\w{1,40}[ \t]{0,4}[{(]", re.MULTILINE | re.IGNORECASE
)
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_.:+-]*")
"""What every program takes as the key of an entry."""
_AND = re.compile(r"[{}]|\s+and\s+")
_PIECE = re.compile(r'[{}"#]')
_FIELDS = {name: (name,) for name in FIELDS} | {
    "title": ("title", "booktitle"),
    "authors": ("author", "editor"),
    "year": ("year", "date"),
    "journal": ("journal", "journaltitle", "booktitle"),
    "issue": ("number", "issue"),
    "pages": ("pages", "eid", "article_number", "articleno"),
    "doi": ("doi", "url", "ee"),
    "pmid": ("pmid",),
    "pmcid": ("pmcid", "pmc"),
    "abstract": ("abstract",),
    "keywords": ("keywords", "keyword", "author_keywords", "mesh"),
    "publication_types": ("type", "document_type"),
    "registration": ("registration",),
    "notes": ("note", "annote"),
}
_KEYS = {"authors": "author", "issue": "number", "publication_types": "type"}
"""Fields that are written under another name than their own."""
_BEGINS = re.compile(r"^[ \t]{0,20}@[a-zA-Z]{3,40}[ \t]{0,4}[{(][^\n@]{0,300}[,=]", re.MULTILINE)
_CLOSINGS = ("}", "}}", '"}', "}}}")


def count_bibtex(text: str) -> int:
    """How many records begin: ``@word{`` at the start of a line, other than comments and strings."""
    return sum(1 for _ in _MARK.finditer(text))


def read_bibtex(text: str) -> Iterator[Reference]:
    """The records, one by one, in the order of the file."""
    blocks, macros = _blocks(text)
    position = 0
    for block in blocks:
        entry = _entry(block)
        if entry is None:
            continue
        position += 1
        # The library counts lines from 0.
        yield make_reference(_raw(entry, macros), position, (block.start_line or 0) + 1)


def write_bibtex(records: Sequence[Reference]) -> str:
    """The records as ``@article`` entries; what LaTeX or BibTeX would read as a sign is escaped."""
    return "\n".join(_written(record, number) for number, record in enumerate(records, 1))


def _blocks(text: str) -> tuple[Sequence[Block], Mapping[str, str]]:
    """Blocks of the file, and its ``@string`` macros."""
    from bibtexparser.entrypoint import parse_string

    # The library logs each lost record to the terminal, where the screens are drawn; we say it in the notes.
    logging.getLogger("bibtexparser.splitter").disabled = True
    library = parse_string(text, parse_stack=[])
    return library.blocks, {string.key.casefold(): _unwrapped(string.value, {}) for string in library.strings}


def _entry(block: Block) -> Entry | None:
    """The record of a block, also of one that the library calls failed; None for comments and the like."""
    from bibtexparser.model import Entry, ParsingFailedBlock

    if isinstance(block, Entry):
        return block
    if not isinstance(block, ParsingFailedBlock):
        return None
    if isinstance(block.ignore_error_block, Entry):
        return block.ignore_error_block
    raw = (block.raw or "").rstrip().rstrip(",")
    if not _MARK.match(raw) or len(raw) > 1_000_000:
        return None
    for closing in _CLOSINGS:
        again = next(iter(_blocks(raw + closing)[0]), None)
        if isinstance(again, Entry):
            return again
        if isinstance(again, ParsingFailedBlock) and isinstance(again.ignore_error_block, Entry):
            return again.ignore_error_block
    return None


def _raw(entry: Entry, macros: Mapping[str, str]) -> Raw:
    """Values by field. Of a field that is there twice both are kept; the first counts, lists take both."""
    given: dict[str, list[str]] = {}
    for field in entry.fields:
        given.setdefault(field.key.casefold().replace("-", "_"), []).append(
            _unwrapped(str(field.value), macros)
        )
    raw: dict[str, list[str]] = {}
    for name, keys in _FIELDS.items():
        values = [value for key in keys for value in given.get(key, ())]
        if name == "authors":
            values = [person for value in values[:1] for person in _people(value)]
        elif name == "keywords":
            values = [_semicolons(value) for value in values]
        raw[name] = [from_latex(value) for value in values]
    return raw


def _unwrapped(value: str, macros: Mapping[str, str]) -> str:
    """A value without its delimiters: ``{a} # name # "b"`` is joined, names are looked up."""
    pieces, depth, quoted, start = [], 0, False, 0
    for match in _PIECE.finditer(value):
        if match.start() and value[match.start() - 1] == "\\":
            continue
        if match[0] == '"':
            quoted = not quoted if depth == 0 else quoted
        elif match[0] == "#" and depth == 0 and not quoted:
            pieces.append(value[start : match.start()])
            start = match.end()
        elif match[0] in "{}":
            depth += 1 if match[0] == "{" else -1
    pieces.append(value[start:])
    return "".join(_piece(piece.strip(), macros) for piece in pieces)


def _piece(piece: str, macros: Mapping[str, str]) -> str:
    """One piece of a value."""
    if len(piece) > 1 and (piece[0], piece[-1]) in {("{", "}"), ('"', '"')}:
        return piece[1:-1]
    return macros.get(piece.casefold(), piece)


def _people(value: str) -> Iterator[str]:
    """Names parted at "and" outside of braces; ``others`` is nobody."""
    depth, start = 0, 0
    for match in _AND.finditer(value):
        if match[0] in "{}":
            depth += 1 if match[0] == "{" else -1
        elif depth <= 0:
            yield value[start : match.start()]
            start = match.end()
    if value[start:].strip() != "others":
        yield value[start:]


def _semicolons(value: str) -> str:
    """Keywords parted by semicolons; commas part them only where there is no semicolon."""
    return value if ";" in value else value.replace(",", ";")


def _written(record: Reference, number: int) -> str:
    """One entry."""
    values = record.values()
    texts = {_KEYS.get(name, name): to_latex(escaped("; ".join(parts))) for name, parts in values.items()}
    # Two hyphens are set as the dash that stands between pages.
    texts["pages"] = "--".join(page_range(texts["pages"]) or (texts["pages"],))
    texts["title"] = " ".join(_kept(word, number) for number, word in enumerate(texts["title"].split(" ")))
    texts["author"] = " and ".join(_name(name) for name in values["authors"])
    # A semicolon at the end tells that commas are part of a keyword.
    texts["keywords"] = to_latex(escaped("".join(f"{word}; " for word in values["keywords"]).strip()))
    lines = [f"  {key} = {{{text}}}," for key, text in texts.items() if text]
    key = record.key if _KEY.fullmatch(record.key) else f"record{number}"
    return "\n".join([f"@article{{{key},", *lines, "}", ""])


def _kept(word: str, place: int) -> str:
    """Return a word of a title in braces where styles would make its capitals small; not the first letter.

    What is a command of LaTeX, or in braces already, stays as it is.

    >>> [_kept(word, place) for place, word in enumerate(("Mud", "in", "COVID-19", "of", "Ono", "50\\\\%"))]
    ['Mud', 'in', '{COVID-19}', 'of', '{Ono}', '50\\\\%']
    """
    own = word if place else word[1:]
    has_capitals = any(letter.isupper() for letter in own)
    return f"{{{word}}}" if has_capitals and not set(word) & set("\\{}$") else word


def _name(name: str) -> str:
    """A name, in braces where it holds the word that parts names, or is that of a group: it stays whole."""
    shown = to_latex(escaped(one_line(name)))
    is_whole = re.search(r"(?:^|\s)and(?:\s|$)", name) or name == "others" or group_name(name) == name
    return f"{{{shown}}}" if is_whole else shown


def _recognise(source: Source) -> bool:
    """Return True if a record begins and the file is called so or begins so: other texts have such lines."""
    begins = _BEGINS.search(source.sample) is not None
    return begins and (source.start in ("@", "%") or source.is_called(".bib", ".bibtex"))


BIBTEX = ReferenceFormat(
    name="bibtex",
    title="BibTeX",
    recognise=_recognise,
    open=lambda text: Opened(count_bibtex(text), read_bibtex(text)),
    write=write_bibtex,
)
