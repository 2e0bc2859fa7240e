"""Newer versions of documents, and documents taken out of reading: nothing is lost by either."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from store import Store, appraisals, document_versions, documents, history, studies
from store.errors import AlreadyExists, InvalidValue, NotFound, StoreError
from store.export_rows import read_everything
from store.import_rows import create_from, rows_of
from store.records import Appraisal, Document, DocumentKind, NewDocument, NewStudy, Study


def version(number: int) -> NewDocument:
    """A full text that is like no other."""
    return NewDocument(DocumentKind.FULL_TEXT, f"v{number}.txt", f"{number}" * 64, f"text {number}")


@pytest.fixture
def first(db: Store, study: Study) -> Document:
    """The document that the study has."""
    return documents.list_documents(db, study.id)[0]


def test_the_older_version_stays_with_its_quotes(
    db: Store, study: Study, draft: Appraisal, first: Document
) -> None:
    """The new one points to it; text and quotes of the old one are as they were."""
    quote = appraisals.add_quote(db, draft.id, "1.1", first.id, 0, 5, by="anna")
    newer = document_versions.replace_document(db, first.id, version(1), by="bea")
    assert (first.id, None) == (newer.replaces, newer.withdrawn_because)
    assert [first, newer] == documents.list_documents(db, study.id)
    assert "hello wörld 漢字" == documents.read_text(db, first.id)
    assert (quote,) == appraisals.read_worksheet(db, draft.id).quotes
    event = history.list_events(db)[-1]
    assert ("document.replace", "bea", "v1.txt") == (event.action, event.reviewer, event.target)
    assert ("a.txt", "v1.txt") == (event.before["source_name"], event.after["source_name"])


def test_versions_make_a_row(db: Store, first: Document) -> None:
    """Whichever version is named, the new one follows the newest."""
    second = document_versions.replace_document(db, first.id, version(1), by="")
    third = document_versions.replace_document(db, first.id, version(2), by="")
    assert (first.id, second.id) == (second.replaces, third.replaces)


def test_what_cannot_replace(db: Store, first: Document) -> None:
    """A document that the study has already, or one in the place of none, changes nothing."""
    document_versions.replace_document(db, first.id, version(1), by="")
    with pytest.raises(AlreadyExists):
        document_versions.replace_document(db, first.id, version(1), by="")
    with pytest.raises(NotFound):
        document_versions.replace_document(db, uuid4(), version(2), by="")
    assert 2 == len(documents.list_documents(db, first.study_id))


def test_two_versions_in_one_place_are_refused_by_the_tables(db: Store, first: Document) -> None:
    """The constraint stands behind the function that walks to the newest."""
    document_versions.replace_document(db, first.id, version(1), by="")
    other = documents.add_document(db, first.study_id, version(2), by="")
    statement = text("UPDATE document SET replaces = :older WHERE id = :newer")
    values = {"older": _key(db, first.id), "newer": _key(db, other.id)}
    with pytest.raises(StoreError, match="contradicts"), db.writing() as session:
        session.execute(statement, values)


def _key(db: Store, identity: UUID) -> object:
    """An id as the database keeps it."""
    return identity if "postgres" in db.location else identity.hex


def test_a_withdrawn_document_stays_and_comes_back(db: Store, first: Document) -> None:
    """Text, reason and history are kept; doing either twice writes nothing."""
    assert document_versions.withdraw_document(db, first.id, " wrong paper ", by="anna")
    assert not document_versions.withdraw_document(db, first.id, "again", by="anna")
    (stored,) = documents.list_documents(db, first.study_id)
    assert "wrong paper" == stored.withdrawn_because
    assert "hello wörld 漢字" == documents.read_text(db, first.id)
    assert document_versions.restore_document(db, first.id, "right after all", by="bea")
    assert not document_versions.restore_document(db, first.id, by="bea")
    assert [first] == documents.list_documents(db, first.study_id)
    events = history.list_events(db, actions=["document.withdraw", "document.restore"])
    told = [(one.action, one.reviewer, one.reason) for one in events]
    assert [
        ("document.withdraw", "anna", "wrong paper"),
        ("document.restore", "bea", "right after all"),
    ] == told


def test_withdrawing_needs_a_reason(db: Store, first: Document) -> None:
    """Blanks are none."""
    with pytest.raises(InvalidValue, match="reason"):
        document_versions.withdraw_document(db, first.id, "  ", by="anna")
    with pytest.raises(NotFound):
        document_versions.withdraw_document(db, uuid4(), "why", by="anna")


def test_versions_and_reasons_are_carried(db: Store, first: Document, tmp_path: Path) -> None:
    """A whole export holds them, in whatever order its lines are."""
    newest = first
    for number in range(1, 6):
        newest = document_versions.replace_document(db, newest.id, version(number), by="")
    document_versions.withdraw_document(db, newest.id, "too early", by="anna")
    rows = read_everything(db)
    rows["document"].sort(key=lambda row: row["source_name"], reverse=True)
    with create_from(tmp_path / "new.db", rows) as new:
        assert read_everything(db) == read_everything(new)


@pytest.mark.parametrize("wrong", ["itself", "each other", "another study", "twice"])
def test_versions_that_make_no_row_are_refused(db: Store, first: Document, wrong: str) -> None:
    """An export that was tampered with does not come in."""
    second = document_versions.replace_document(db, first.id, version(1), by="")
    documents.add_document(db, first.study_id, version(2), by="")
    elsewhere = studies.add_study(db, NewStudy("b"), [version(3)], by="")
    rows = read_everything(db)
    by_name = {row["source_name"]: row for row in rows["document"]}
    if wrong == "itself":
        by_name["v2.txt"]["replaces"] = by_name["v2.txt"]["id"]
    elif wrong == "each other":
        by_name["a.txt"]["replaces"] = str(second.id)
    elif wrong == "twice":
        by_name["v2.txt"]["replaces"] = str(first.id)
    else:
        assert str(elsewhere.id) == by_name["v3.txt"]["study_id"]
        by_name["v3.txt"]["replaces"] = by_name["v2.txt"]["id"]
    with pytest.raises(InvalidValue, match="do not make a row"):
        rows_of(rows)
