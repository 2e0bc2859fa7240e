"""Finding the words of a quote in the documents of a study."""

from __future__ import annotations

import re
from dataclasses import dataclass

from store import documents
from store.records import Document, Study
from workbench.desk.session import Desk
from workbench.errors import UsageError


@dataclass(frozen=True, slots=True)
class Located:
    """Where a quote stands: characters `start` to `end` of a document's text."""

    document: Document
    start: int
    end: int
    text: str


def locate(desk: Desk, study: Study, quote: str) -> Located:
    """Find a quote in the study's documents: as it is first, then with any run of white space as one.

    Raises:
        UsageError: no document of the study has these words, so the answer cannot rest on them.
    """
    words = quote.split()
    if not words:
        raise UsageError("an empty quote backs nothing: give the words as they stand in the text")
    pattern = re.compile(r"\s+".join(re.escape(word) for word in words))
    for document in documents.list_documents(desk.db, study.id):
        text = documents.read_text(desk.db, document.id)
        start = text.find(quote)
        end = start + len(quote)
        if start < 0 and (match := pattern.search(text)):
            start, end = match.span()
        if start >= 0:
            return Located(document, start, end, text[start:end])
    raise UsageError(
        f"these words are in no document of {study.key}; quote the text exactly "
        f"(`workbench show {study.key}` lists its documents)"
    )
