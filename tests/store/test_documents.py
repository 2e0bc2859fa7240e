"""The texts of studies and the passages quoted from them."""

from __future__ import annotations

from uuid import uuid4

import pytest

from store import Store, appraisals, documents, history, studies
from store.errors import AlreadyExists, InvalidValue, NotFound
from store.records import Appraisal, DocumentKind, NewDocument, NewStudy, Quote, Study


@pytest.mark.parametrize(
    "text", ["", "a\r\nb\rc\n", "\ufeffbom", "漢字 👩‍🔬 \x1b[0m \u202e", "'; DROP TABLE study; --"]
)
def test_text_as_given(db: Store, study: Study, text: str) -> None:
    """A text comes back as it was given, character for character."""
    new = NewDocument(DocumentKind.FULL_TEXT, "näme [b].md", "1" * 64, text)
    added = documents.add_document(db, study.id, new, by="anna")
    assert text == documents.read_text(db, added.id)
    assert len(text) == added.characters
    assert [(study.key, added)] == documents.find_by_sha256(db, "1" * 64)
    assert added in documents.list_documents(db, study.id)
    assert 2 == len(documents.list_documents(db, study.id))


def test_long_text(db: Store, study: Study) -> None:
    """A text of fifty million characters is kept; a longer one is refused."""
    text = "0123456789" * 5_000_000
    added = documents.add_document(
        db, study.id, NewDocument(DocumentKind.SUPPLEMENT, "s", "2" * 64, text), by=""
    )
    assert text == documents.read_text(db, added.id)
    with pytest.raises(InvalidValue, match="at most 50,000,000"):
        documents.add_document(
            db, study.id, NewDocument(DocumentKind.PROTOCOL, "s", "3" * 64, text + "x"), by=""
        )


@pytest.mark.parametrize(
    "new",
    [
        NewDocument(DocumentKind.ABSTRACT, "a", "0" * 64, "NUL \0"),
        NewDocument(DocumentKind.ABSTRACT, "a", "0" * 64, "half \udc80"),
        NewDocument(DocumentKind.ABSTRACT, "\0", "0" * 64, ""),
        NewDocument(DocumentKind.ABSTRACT, "a", "0" * 63, ""),
        NewDocument(DocumentKind.ABSTRACT, "a", "G" * 64, ""),
        NewDocument("poem", "a", "0" * 64, ""),  # type: ignore[arg-type]
    ],
)
def test_documents_that_do_not_do(db: Store, study: Study, new: NewDocument) -> None:
    """What cannot be kept is refused, and the study stays as it was."""
    with pytest.raises(InvalidValue):
        documents.add_document(db, study.id, new, by="anna")
    assert 1 == len(documents.list_documents(db, study.id))


def test_same_document_again(db: Store, study: Study) -> None:
    """A study has a document once; another study may have been read from the same bytes."""
    known = documents.list_documents(db, study.id)[0]
    again = NewDocument(known.kind, "b.txt", known.sha256, "whatever")
    with pytest.raises(AlreadyExists, match="nothing was changed"):
        documents.add_document(db, study.id, again, by="anna")
    with pytest.raises(AlreadyExists, match="given twice"):
        studies.add_study(db, NewStudy("b"), [again, again], by="anna")
    studies.add_study(db, NewStudy("b"), [again], by="anna")
    found = documents.find_by_sha256(db, known.sha256)
    assert (study.key, known) == found[0]
    assert ["yamakawa2025", "b"] == [key for key, _ in found]


def test_unknown(db: Store) -> None:
    """What is not there is not found."""
    assert [] == documents.find_by_sha256(db, "f" * 64)
    assert documents.list_documents(db, uuid4()) == []
    with pytest.raises(NotFound):
        documents.read_text(db, uuid4())
    with pytest.raises(NotFound):
        documents.add_document(db, uuid4(), NewDocument(DocumentKind.ABSTRACT, "a", "0" * 64, ""), by="anna")


def test_quote(db: Store, study: Study, draft: Appraisal) -> None:
    """A quote is the text between its positions, counted in characters; the same quote again is the same
    quote.
    """
    document = documents.list_documents(db, study.id)[0]
    quote = appraisals.add_quote(db, draft.id, "1.1", document.id, 6, 13, by="anna")
    assert Quote(quote.id, draft.id, "1.1", document.id, 6, 13, "wörld 漢") == quote
    assert quote == appraisals.add_quote(db, draft.id, "1.1", document.id, 6, 13, by="anna")
    assert (quote,) == appraisals.read_worksheet(db, draft.id).quotes
    assert sum(event.action == "quote" for event in history.list_events(db, appraisal_id=draft.id)) == 1


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 3), (-1, 4), (0, 15), (99, 100), (0, 10**12)])
def test_passages_that_are_none(db: Store, study: Study, draft: Appraisal, start: int, end: int) -> None:
    """A passage lies within its text and has at least one character."""
    document = documents.list_documents(db, study.id)[0]
    with pytest.raises(InvalidValue):
        appraisals.add_quote(db, draft.id, "1.1", document.id, start, end, by="anna")


def test_removed_quote(db: Store, study: Study, draft: Appraisal) -> None:
    """A quote can be taken away, and brought back by undoing; removing it again does no harm."""
    document = documents.list_documents(db, study.id)[0]
    quote = appraisals.add_quote(db, draft.id, "1.1", document.id, 0, 5, by="anna")
    assert appraisals.remove_quote(db, draft.id, quote.id, by="anna")
    assert not appraisals.remove_quote(db, draft.id, quote.id, by="anna")
    assert appraisals.read_worksheet(db, draft.id).quotes == ()
    appraisals.undo_last(db, draft.id, by="anna")
    assert (quote,) == appraisals.read_worksheet(db, draft.id).quotes
    appraisals.undo_last(db, draft.id, by="anna")
    assert appraisals.read_worksheet(db, draft.id).quotes == ()


def test_quote_from_elsewhere(db: Store, draft: Appraisal) -> None:
    """A quote comes from a document of the study that is judged."""
    document = NewDocument(DocumentKind.ABSTRACT, "b", "0" * 64, "some text")
    other = studies.add_study(db, NewStudy("b"), [document], by="anna")
    with pytest.raises(NotFound, match="no such document"):
        appraisals.add_quote(
            db, draft.id, "1.1", documents.list_documents(db, other.id)[0].id, 0, 4, by="anna"
        )
