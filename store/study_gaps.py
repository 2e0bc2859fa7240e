"""Filling in what is not known of a study yet, from another record of it; nothing there is changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from store import validation
from store.engine.store import Store
from store.errors import NotFound
from store.history import record
from store.reviewers import actor
from store.tables import StoredStudy

_WORDS = ("title", "journal", "doi", "pmid", "pmcid", "registration", "abstract")


def fill_empty(db: Store, study_id: UUID, found: Mapping[str, Any], *, by: str) -> tuple[str, ...]:
    """Fill the empty fields of a study from another record of it.

    Args:
        found: title, journal, doi, pmid, pmcid, registration, abstract (words), year (a number), authors
            (a list of names), as far as the other record has them.
        by: handle of the reviewer, or the empty text for the program.

    Returns:
        The names of the fields that were filled, in the order above.

    Raises:
        NotFound: there is no such study.
        InvalidValue: a value that cannot be kept.
    """
    for name in _WORDS:
        limit = validation.MAX_TEXT if name == "abstract" else validation.MAX_PROSE
        validation.text(found.get(name, ""), name, limit=limit)
    with db.writing() as session:
        study = session.get(StoredStudy, study_id)
        if study is None:
            raise NotFound("the study is not in the review any more: list the studies to see what is")
        filled = {name: found[name] for name in _WORDS if found.get(name) and not getattr(study, name)}
        if found.get("year") is not None and study.year is None:
            filled["year"] = validation.whole(found["year"], "year", 1, 9999)
        if found.get("authors") and not study.authors:
            filled["authors"] = validation.strings(list(found["authors"]), "authors")
        if filled:
            for name, value in filled.items():
                setattr(study, name, value)
            if "doi" in filled:
                study.doi_key = validation.doi_key(filled["doi"])
            if "title" in filled:
                study.title_key = validation.title_key(filled["title"])
            session.flush()
            record(session, action="study.fill", reviewer=actor(session, by), study_id=study_id, after=filled)
        return tuple(filled)
