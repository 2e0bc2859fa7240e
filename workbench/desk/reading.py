"""The texts of a study, for reading beside the checklist."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from store import appraisals as stored
from store import documents
from workbench.desk.session import Desk, use_case
from workbench.desk.sheets import Sheet, begin, read_sheet
from workbench.desk.studies import find

KIND_WORDS = {
    "abstract": "abstract",
    "full_text": "full text",
    "supplement": "supplement",
    "protocol": "protocol",
    "registry": "registry entry",
    "summary": "summary by others",
}


@dataclass(frozen=True, slots=True)
class ReadingText:
    """One document of a study with its text."""

    id: UUID
    kind: str
    source_name: str
    text: str

    @property
    def heading(self) -> str:
        """What stands above it on the screen."""
        return f"{self.source_name} ({KIND_WORDS.get(self.kind, self.kind)})"


@use_case
def texts(desk: Desk, text: str) -> list[ReadingText]:
    """The documents of a study with their texts, in the order in which they were added."""
    study = find(desk, text)
    return [
        ReadingText(one.id, one.kind.value, one.source_name, documents.read_text(desk.db, one.id))
        for one in documents.list_documents(desk.db, study.id)
    ]


@use_case
def tie_quote(
    desk: Desk, text: str, item: str, document: UUID, start: int, end: int, *, result: str = ""
) -> Sheet:
    """Tie characters `start` to `end` of a document to an item of the viewer's sheet.

    Raises:
        ConflictError: the appraisal is submitted.
        UsageError: the offsets are outside the text.
    """
    sheet = read_sheet(desk, find(desk, text), result)
    appraisal = begin(desk, sheet)
    stored.add_quote(desk.db, appraisal.id, item, document, start, end, by=desk.require_reviewer())
    return read_sheet(desk, sheet.study, sheet.result)
