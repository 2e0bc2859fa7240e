"""Fill what is not known of a study yet from another record of it; nothing that is there is changed."""

from __future__ import annotations

from uuid import UUID

from store import row_records, validation
from store.bibliography import FIELDS, Bibliography
from store.engine.store import Store
from store.errors import NotFound
from store.history import record
from store.reviewers import actor
from store.tables import StoredStudy


def fill_empty(db: Store, study_id: UUID, other: Bibliography, *, by: str) -> tuple[str, ...]:
    """Fill the empty fields of a study from another record of it.

    Args:
        db: the review.
        study_id: the study.
        other: the other record.
        by: handle of the reviewer, or the empty text for the program.

    Returns:
        The names of the fields that were filled, in the order of `store.bibliography.FIELDS`.

    Raises:
        NotFound: there is no such study.
        InvalidValue: a value that cannot be kept.
    """
    columns = validation.bibliography_columns(other)
    with db.writing() as session:
        study = session.get(StoredStudy, study_id)
        if study is None:
            raise NotFound("the study is not in the review any more: list the studies to see what is")
        known = row_records.bibliography(getattr(study, name) for name in FIELDS)
        filled = {name: columns[name] for name in known.fields_to_fill(other)}
        if filled:
            for name, value in filled.items():
                setattr(study, name, value)
            for name, value in validation.comparison_keys(study.doi, study.title).items():
                setattr(study, name, value)
            session.flush()
            record(session, action="study.fill", reviewer=actor(session, by), study_id=study_id, after=filled)
        return tuple(filled)
