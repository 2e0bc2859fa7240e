"""Make the example review: five real studies of JAK inhibitors in acute lung disease, told in our words."""

from __future__ import annotations

import hashlib

import store
from store import reviews
from store import studies as stored_studies
from store.characteristics import set_characteristic
from store.errors import ReviewNotFound
from store.records import DocumentKind, NewDocument, NewStudy
from workbench.examples import ExampleStudy, example_studies
from workbench.review.admin import example_evidence
from workbench.review.reviewers.handles import MAKER
from workbench.review.session import use_case

TITLE = "JAK inhibitors in acute lung disease (example)"
QUESTION = "What do JAK inhibitors change in adults with acute or worsening lung disease, and how sure is it?"


@use_case
def make_example(location: str) -> bool:
    """Make the example review at `location` unless a review is there.

    Returns:
        True where it was made (or an interrupted making was completed), False where it was there already.

    Raises:
        WorkbenchError: something that is not a review is there, or it cannot be written.
    """
    with _opened_or_created(location) as db:
        if stored_studies.list_studies(db):
            return _complete(db)
        everything = [(_study(example), [_document(example)]) for example in example_studies()]
        with db.writing():
            added = stored_studies.add_studies(db, everything, by=MAKER)
            for study, example in zip(added, example_studies(), strict=True):
                for name, (value, quote, source) in example.characteristics.items():
                    set_characteristic(db, study.id, name, value, quote=quote, source=source, by=MAKER)
            example_evidence.add(db, by=MAKER)
        return True


def _opened_or_created(location: str) -> store.Store:
    """Open what is there, or make a review where there is none, also in an empty database on a server."""
    try:
        return store.open_review(location)
    except ReviewNotFound:
        return store.create_review(location, title=TITLE, question=QUESTION)


def _complete(db: store.Store) -> bool:
    """Complete an example whose making was interrupted; leave a review of the user's as it is."""
    if reviews.read_review(db).title != TITLE or not example_evidence.is_wanting(db, by=MAKER):
        return False
    with db.writing():
        example_evidence.add(db, by=MAKER)
    return True


def _study(example: ExampleStudy) -> NewStudy:
    return NewStudy(
        key=example.key,
        bibliography=example.bibliography,
        design=example.design,
        design_reasons=example.design_reasons,
        checklist=example.checklist,
    )


def _document(example: ExampleStudy) -> NewDocument:
    text = example.document_text
    digest = hashlib.sha256(text.encode()).hexdigest()
    return NewDocument(DocumentKind.SUMMARY, f"{example.key} facts", digest, text)
