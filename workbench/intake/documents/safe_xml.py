"""Read XML of strangers, element by element, and refuse entities, document types of its own, and depth.

Expat fetches nothing. It would still expand entities that a file declares, which is how a small file becomes
a large one, so a declaration of one ends the reading.
"""

from __future__ import annotations

import html.entities
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from workbench.intake.errors import IntakeError

_PROLOG = re.compile(r"\s{0,1000}(?:<\?xml[^>]{0,200}\?>)?")
_PASSED_OVER = re.compile(
    r"\s++|<\?[^>]{0,2000}\?>|<!--(?:(?!-->).){0,20000}-->|<!DOCTYPE[^>\[]{0,1000}(?:\[[^\]]{0,50000}\][^>]{0,100})?>",
    re.DOTALL,
)
_ROOT = re.compile(r"<(?:[A-Za-z][\w.\-]{0,60}:)?([A-Za-z_][\w.\-]{0,80})[\s/>]")
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})
_CHUNK = 1 << 16
_DEEPEST = 200


@dataclass(frozen=True, slots=True)
class Found:
    """An element with all that is in it."""

    element: Element
    line: int
    """The line that it begins on, from 1."""


def root_name(text: str) -> str:
    """Return the name of the outermost element without its prefix; empty where the text is no XML.

    >>> root_name('<?xml version="1.0"?><!-- a --><rdf:RDF xmlns:rdf="x">'), root_name("p < 0.05")
    ('RDF', '')
    """
    position = 0
    while match := _PASSED_OVER.match(text, position, 100_000):
        position = match.end()
    root = _ROOT.match(text, position)
    return root[1] if root else ""


def elements(text: str, is_wanted: Callable[[str, int], bool]) -> Iterator[Found]:
    """Yield the wanted elements as they end; names and attributes are without prefixes.

    Args:
        text: the XML, decoded.
        is_wanted: tells from an element's name and depth (0 for the outermost) whether it is wanted. What is
            in a wanted element belongs to it.

    Raises:
        IntakeError: it declares entities or a document type of its own, is nested too deeply, or is no XML
            before anything wanted has ended.
    """
    prolog = _PROLOG.match(text)
    position = prolog.end() if prolog else 0
    collector = _Collector(is_wanted, text.count("\n", 0, position))
    any_yet = False
    try:
        while position < len(text):
            end = position + _CHUNK
            # An entity is not cut in two.
            ampersand = text.rfind("&", max(position + 1, end - 40), end)
            end = ampersand if ampersand > 0 else end
            collector.parser.Parse(_ENTITY.sub(_named, text[position:end]).encode("utf-8", "replace"), False)
            position = end
            for found in collector.take():
                any_yet = True
                yield found
        collector.parser.Parse(b"", True)
    except expat.ExpatError as error:
        rest = collector.take()
        if not rest and not any_yet:
            raise IntakeError(f"this is not valid XML (line {error.lineno}): export it again") from None
        yield from rest
    yield from collector.take()


def words(element: Element | None) -> str:
    """Return the text of an element with all that is in it, as one line; empty where there is none."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def _named(entity: re.Match[str]) -> str:
    """Return what a named entity stands for; the document type that would tell is not fetched."""
    if entity[1] in _OWN:
        return entity[0]
    return html.entities.html5.get(f"{entity[1]};", "")


class _Collector:
    """Builds wanted elements out of what expat tells."""

    def __init__(self, is_wanted: Callable[[str, int], bool], lines_before: int) -> None:
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = self._entity
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self._is_wanted = is_wanted
        self._lines_before = lines_before
        self._depth = self._begun_at = self._line = 0
        self._builder: TreeBuilder | None = None
        self._done: list[Found] = []

    def take(self) -> list[Found]:
        """Return the elements that have ended since the last call."""
        done, self._done = self._done, []
        return done

    def _doctype(self, _name: str, _system: str | None, _public: str | None, has_body: bool) -> None:
        if has_body:
            raise IntakeError("this XML has a document type of its own, which is not read: export it again")

    def _entity(self, *_: object) -> None:
        raise IntakeError("this XML declares entities, which can be an attack: export it again without them")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rsplit(" ", 1)[-1]
        if self._builder is None and self._is_wanted(name, self._depth):
            self._builder, self._begun_at = TreeBuilder(), self._depth
            self._line = self.parser.CurrentLineNumber + self._lines_before
        if self._builder is not None:
            self._builder.start(name, {key.rsplit(" ", 1)[-1]: value for key, value in attributes.items()})
        self._depth += 1
        if self._depth > _DEEPEST:
            raise IntakeError("this XML is nested too deeply to be an article or a list of references")

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._builder is None:
            return
        self._builder.end(name.rsplit(" ", 1)[-1])
        if self._depth == self._begun_at:
            self._done.append(Found(self._builder.close(), self._line))
            self._builder = None

    def _characters(self, data: str) -> None:
        if self._builder is not None:
            self._builder.data(data)
