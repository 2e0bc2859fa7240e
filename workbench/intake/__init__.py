"""Getting studies in: bytes of a document go in, frozen records come out.

Pure: no database, no terminal, no network. What a text does not print stays empty; nothing is guessed. The
packages that read PDF and BibTeX are imported only when such a file is read.
"""

from workbench.intake.design.suggest import CHECKLISTS, DESIGN_NAMES, suggest_design
from workbench.intake.documents.clean_text import CleanText, Fold, clean_text
from workbench.intake.documents.decoding import MAX_BYTES
from workbench.intake.documents.keys import make_key, suggest_key
from workbench.intake.documents.pages import page_of, page_starts
from workbench.intake.documents.pdf import MAX_PDF_BYTES
from workbench.intake.documents.pdf_child import PdfChild
from workbench.intake.documents.read import read_document, read_documents
from workbench.intake.documents.retraction import retraction_of
from workbench.intake.documents.sections import Part, Section
from workbench.intake.errors import IntakeError
from workbench.intake.quotes.find import Found, find_quote, on_words
from workbench.intake.quotes.nearest import Near, nearest_passage
from workbench.intake.quotes.passages import Passage, best_passages
from workbench.intake.records import Confidence, DesignSuggestion, StudyText

__all__ = [
    "CHECKLISTS",
    "DESIGN_NAMES",
    "MAX_BYTES",
    "MAX_PDF_BYTES",
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
    "Section",
    "StudyText",
    "best_passages",
    "clean_text",
    "find_quote",
    "make_key",
    "nearest_passage",
    "on_words",
    "page_of",
    "page_starts",
    "read_document",
    "read_documents",
    "retraction_of",
    "suggest_design",
    "suggest_key",
]
