"""Getting studies in: bytes of a document go in, frozen records come out.

Pure: no database, no terminal, no network. What a text does not print stays empty; nothing is guessed.
"""

from workbench.intake.decoding import MAX_BYTES
from workbench.intake.design import CHECKLISTS, DESIGN_NAMES, suggest_design
from workbench.intake.errors import IntakeError
from workbench.intake.keys import make_key, suggest_key
from workbench.intake.reading import read_document
from workbench.intake.records import DesignSuggestion, StudyText
from workbench.intake.sections import Part, Section

__all__ = [
    "CHECKLISTS",
    "DESIGN_NAMES",
    "MAX_BYTES",
    "DesignSuggestion",
    "IntakeError",
    "Part",
    "Section",
    "StudyText",
    "make_key",
    "read_document",
    "suggest_design",
    "suggest_key",
]
