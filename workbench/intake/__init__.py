"""Read studies: bytes of a document go in, frozen records come out.

Pure: no database, no terminal, no network. What a text does not print stays empty; nothing is guessed. The
packages that read PDF and BibTeX are imported only when such a file is read.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.intake.characteristics.printed import Printed, numbers_in
    from workbench.intake.characteristics.suggest import suggest_characteristics
    from workbench.intake.design.checklists_by_design import (
        ROUTES,
        checklists_for,
        is_routed,
        reason_for_none,
    )
    from workbench.intake.design.names import DESIGN_NAMES
    from workbench.intake.design.population import Population, population_of
    from workbench.intake.design.suggest import suggest_design
    from workbench.intake.documents.citation_keys import make_key, suggest_key
    from workbench.intake.documents.clean_text import CleanText, Fold, clean_text
    from workbench.intake.documents.decoding import MAX_BYTES
    from workbench.intake.documents.pages import page_of, page_starts
    from workbench.intake.documents.read import read_document, read_documents
    from workbench.intake.documents.retraction import retraction_of
    from workbench.intake.documents.sections import Part, Section
    from workbench.intake.errors import IntakeError
    from workbench.intake.pdf.child import PdfChild
    from workbench.intake.pdf.extract import MAX_PDF_BYTES
    from workbench.intake.quotes.find import Found, find_quote, on_words
    from workbench.intake.quotes.headings import heading_above, headings_of, headings_to_read_by
    from workbench.intake.quotes.nearest import Near, nearest_passage
    from workbench.intake.quotes.passages import Passage, as_typed, best_passages, sentence_spans
    from workbench.intake.quotes.ranking import Query, rank_passages
    from workbench.intake.records import Confidence, DesignSuggestion, StudyText

_MODULES = {
    "CleanText": "workbench.intake.documents.clean_text",
    "Confidence": "workbench.intake.records",
    "DESIGN_NAMES": "workbench.intake.design.names",
    "DesignSuggestion": "workbench.intake.records",
    "Fold": "workbench.intake.documents.clean_text",
    "Found": "workbench.intake.quotes.find",
    "IntakeError": "workbench.intake.errors",
    "MAX_BYTES": "workbench.intake.documents.decoding",
    "MAX_PDF_BYTES": "workbench.intake.pdf.extract",
    "Near": "workbench.intake.quotes.nearest",
    "Part": "workbench.intake.documents.sections",
    "Passage": "workbench.intake.quotes.passages",
    "Printed": "workbench.intake.characteristics.printed",
    "Population": "workbench.intake.design.population",
    "PdfChild": "workbench.intake.pdf.child",
    "Section": "workbench.intake.documents.sections",
    "ROUTES": "workbench.intake.design.checklists_by_design",
    "StudyText": "workbench.intake.records",
    "as_typed": "workbench.intake.quotes.passages",
    "best_passages": "workbench.intake.quotes.passages",
    "sentence_spans": "workbench.intake.quotes.passages",
    "Query": "workbench.intake.quotes.ranking",
    "rank_passages": "workbench.intake.quotes.ranking",
    "checklists_for": "workbench.intake.design.checklists_by_design",
    "clean_text": "workbench.intake.documents.clean_text",
    "find_quote": "workbench.intake.quotes.find",
    "heading_above": "workbench.intake.quotes.headings",
    "headings_of": "workbench.intake.quotes.headings",
    "headings_to_read_by": "workbench.intake.quotes.headings",
    "is_routed": "workbench.intake.design.checklists_by_design",
    "make_key": "workbench.intake.documents.citation_keys",
    "nearest_passage": "workbench.intake.quotes.nearest",
    "numbers_in": "workbench.intake.characteristics.printed",
    "on_words": "workbench.intake.quotes.find",
    "page_of": "workbench.intake.documents.pages",
    "page_starts": "workbench.intake.documents.pages",
    "population_of": "workbench.intake.design.population",
    "read_document": "workbench.intake.documents.read",
    "read_documents": "workbench.intake.documents.read",
    "retraction_of": "workbench.intake.documents.retraction",
    "reason_for_none": "workbench.intake.design.checklists_by_design",
    "suggest_characteristics": "workbench.intake.characteristics.suggest",
    "suggest_design": "workbench.intake.design.suggest",
    "suggest_key": "workbench.intake.documents.citation_keys",
}
"""By name, the module that has it. It is imported when the name is first asked for."""

__all__ = [
    "DESIGN_NAMES",
    "MAX_BYTES",
    "MAX_PDF_BYTES",
    "ROUTES",
    "CleanText",
    "Confidence",
    "DesignSuggestion",
    "Fold",
    "Found",
    "IntakeError",
    "Near",
    "Part",
    "Passage",
    "PdfChild",
    "Population",
    "Printed",
    "Query",
    "Section",
    "StudyText",
    "as_typed",
    "best_passages",
    "checklists_for",
    "clean_text",
    "find_quote",
    "heading_above",
    "headings_of",
    "headings_to_read_by",
    "is_routed",
    "make_key",
    "nearest_passage",
    "numbers_in",
    "on_words",
    "page_of",
    "page_starts",
    "population_of",
    "rank_passages",
    "read_document",
    "read_documents",
    "reason_for_none",
    "retraction_of",
    "sentence_spans",
    "suggest_characteristics",
    "suggest_design",
    "suggest_key",
]


def __getattr__(name: str) -> Any:
    """Return a name of this room, and import its module now."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_MODULES[name]), name)
    globals()[name] = value
    return value
