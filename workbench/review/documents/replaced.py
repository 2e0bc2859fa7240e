"""Flag what was read in a document that is not read any more: quotes, and the numbers of studies.

Where the words stand today is found elsewhere (`appraisals.quote_anchors`). Here it is told, without reading
texts, that they were taken from a document that was replaced or withdrawn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from store import documents as stored
from store.engine.store import Store
from store.records import Document, Finding, Quote
from workbench.review.documents.versions import is_read, read_instead


class ReplacedDocuments:
    """The documents of the review that are not read any more, read once; none costs one statement.

    Args:
        db: the review.
    """

    def __init__(self, db: Store) -> None:
        by_study = stored.list_all_documents(db) if stored.has_versions(db) else {}
        self._by_study: Mapping[UUID, Sequence[Document]] = by_study
        self._documents = {each.id: each for those in by_study.values() for each in those}
        self._instead: dict[UUID, Document | None] = {}
        for those in by_study.values():
            self._instead |= read_instead(those)

    @property
    def are_any(self) -> bool:
        """True if a document of the review is not read any more."""
        return bool(self._documents)

    def flag_of(self, quote: Quote) -> str:
        """Say what became of the document that a quote was taken from; empty where it is read."""
        document = self._documents.get(quote.document_id)
        return "" if document is None else self._gone(document)

    def flag_of_finding(self, finding: Finding, quoted_in: object, entered_at: datetime | None) -> str:
        """Say what became of the document that a study's numbers were read in; empty where it is read.

        Args:
            finding: the numbers.
            quoted_in: name of the document with their quote; anything but a text where nobody said so.
            entered_at: when they were entered; None where the history does not say.
        """
        known = self._by_study.get(finding.study_id, ())
        named = [each for each in known if each.source_name == quoted_in] or known
        for document in named:
            newest = self._instead[document.id]
            is_before = entered_at is not None and document.added_at < entered_at
            is_withdrawn = newest is None and document.source_name == quoted_in
            is_replaced = newest is not None and entered_at is not None and newest.added_at > entered_at
            if is_before and (is_withdrawn or is_replaced) and (flag := self._gone(document)):
                return flag
        return ""

    def _gone(self, document: Document) -> str:
        if is_read(document, self._instead):
            return ""
        newest = self._instead[document.id]
        if newest is not None:
            return f"from {document.source_name}, which was replaced by {newest.source_name}"
        return f"from {document.source_name}, which was withdrawn"
