"""Hold what intake gives to the other rooms: plain frozen records."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from store.bibliography import Bibliography
from workbench.intake.documents.sections import Part, Section

_LABEL_WORDS = 9
Confidence = Literal["high", "moderate", "low"]


@dataclass(frozen=True, slots=True)
class ReaderResult:
    """What the reader of one form took from a text. Empty means: not printed."""

    bibliography: Bibliography
    kind: str = "abstract"
    publication_types: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StudyText:
    """One document as it was read."""

    bibliography: Bibliography = field(default_factory=Bibliography)
    """What the text prints of the study. Of the abstract tags and entities are resolved, and labelled parts
    are paragraphs of their own.
    """
    kind: str = "abstract"
    """``abstract``, ``full_text`` or ``summary`` (written by others): the document kinds of the store."""
    text: str = ""
    """The whole decoded text; only the byte order mark and the form of line ends are not kept."""
    sha256: str = ""
    """Of the bytes as they were read."""
    form: str = "text"
    """``json line``, ``markdown``, ``pubmed page``, ``text``, ``pdf``, ``html`` or ``reference``."""
    notes: tuple[str, ...] = ()
    """What a reader should know, one sentence each."""
    name: str = ""
    """The source's name, such as the file's."""
    sections: tuple[Section, ...] = ()
    """Which stretch of ``text`` is the study's own and which is not; together they cover all of it."""
    publication_types: tuple[str, ...] = ()
    """Publication types as an index prints them, such as ``Review`` or ``Case Reports``."""
    keywords: tuple[str, ...] = ()
    """Keywords and subject headings, where a reference file gave them."""
    pages: tuple[int, ...] = ()
    """Where in ``text`` each page begins; empty where the source has no pages."""

    @property
    def label(self) -> str:
        """Return a short label for lists: the title, or the first words of the text, marked as such."""
        if self.bibliography.title:
            return self.bibliography.title
        words = self.opening.split()
        if not words:
            return f"(no title printed) {self.name}".strip()
        more = " …" if len(words) > _LABEL_WORDS else ""
        return "(no title printed) " + " ".join(words[:_LABEL_WORDS]) + more

    @property
    def opening(self) -> str:
        """Return the first few hundred characters of the abstract, or else of the study's own part."""
        return " ".join((self.bibliography.abstract or self.own_text or self.text)[:400].split())

    @property
    def own_text(self) -> str:
        """Return the study's own part: no references, no other papers, no banners, no summary by others."""
        return "\n".join(
            self.text[section.start : section.end] for section in self.sections if section.part is Part.STUDY
        )


@dataclass(frozen=True, slots=True)
class DesignSuggestion:
    """What the study's design seems to be, and why. A suggestion: a reviewer confirms or changes it."""

    design: str | None
    """An id such as ``case_series``; None where the text does not say enough."""
    also: tuple[str, ...]
    """Further designs in the same paper, such as ``literature_review``; or ``protocol``."""
    reasons: tuple[str, ...]
    """The phrases that decided, each with where it stands; then what follows from them."""
    checklist: str | None
    """The built-in checklist that fits; None where none does."""
    confidence: Confidence | None = None
    """How sure the suggestion is; None where there is none. The rule is in ``design.rivals``."""
    route: str = ""
    """The one of the reasons that says why this checklist fits, or why none does."""
