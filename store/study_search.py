"""Find studies by what people type, and recognise one that is in the review already."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased
from sqlmodel import col

from store import row_records
from store.bibliography import Bibliography
from store.column_types import AnySelect, columns
from store.engine.store import Store
from store.records import StudyRow
from store.tables import StoredStudy
from store.validation import doi_key, title_key


def find_study(db: Store, text: str) -> list[StudyRow]:
    """Find the studies that somebody who types this may mean, also those that were merged into others.

    Returns:
        The study with exactly this key; else those with this DOI (case and resolver do not matter);
        else those whose keys begin so (case does not matter), by key. Empty where there are none.
    """
    wanted = text.strip()
    if not wanted:
        return []
    with db.reading() as session:
        exact = _listed(session, col(StoredStudy.key) == wanted)
        if exact:
            return exact
        doi = doi_key(wanted)
        same = _listed(session, col(StoredStudy.doi_key) == doi) if doi.startswith("10.") else []
        if same:
            return same
        # Compared here, since the two databases differ in how they compare without case.
        start = wanted.casefold()
        keys = session.execute(select(col(StoredStudy.id), col(StoredStudy.key)))
        ids = [identity for identity, key in keys if key.casefold().startswith(start)]
        return _by_id(session, ids)


def same_study(db: Store, printed: Bibliography) -> str | None:
    """Return the key of the study that a bibliographic record describes, or None.

    A DOI or a PMID that agrees decides, unless both title and first author say that it is another work: the
    DOI of a supplement stands on all its posters. Without that, the titles must agree but for case and
    punctuation, and nothing that both sides know may differ: year, first author (the last name, wherever
    it stands), DOI, PMID. Of a study that was merged into another, the key of that one is returned.
    """
    doi, title, pmid = doi_key(printed.doi), title_key(printed.title), printed.pmid.strip()
    with db.reading() as session:
        if doi and (key := _same_work(session, col(StoredStudy.doi_key) == doi, printed)):
            return key
        if pmid and (key := _same_work(session, col(StoredStudy.pmid) == pmid, printed)):
            return key
        if not title:
            return None
        fields = (StoredStudy.year, StoredStudy.authors, StoredStudy.doi_key, StoredStudy.pmid)
        query = _with_key(*fields).where(col(StoredStudy.title_key) == title)
        rows: Iterable[Any] = session.execute(query)
        for key, its_year, its_authors, its_doi, its_pmid in rows:
            pairs = ((printed.year, its_year), (doi, its_doi), (pmid, its_pmid))
            agree = all(not ours or not theirs or ours == theirs for ours, theirs in pairs)
            if agree and _share_a_name(printed.first_author, its_authors[0] if its_authors else ""):
                return str(key)
    return None


def _share_a_name(author: str, other: str) -> bool:
    """Return True if two authors may be one person: "Yamakawa, M" and "Mai Yamakawa", or one is unknown."""
    names, others = (
        {part for part in name.casefold().replace(",", " ").replace(".", " ").split() if len(part) > 1}
        for name in (author, other)
    )
    return not names or not others or bool(names & others)


def _same_work(session: Session, condition: Any, printed: Bibliography) -> str | None:
    """Return the key of the first study of a condition that is not plainly another work."""
    title = title_key(printed.title)
    query = _with_key(StoredStudy.title_key, StoredStudy.authors).where(condition)
    rows: Iterable[Any] = session.execute(query)
    for key, its_title, its_authors in rows:
        alike = title.startswith(its_title) or its_title.startswith(
            title
        )  # one may lack its subtitle, or all
        if alike or _share_a_name(printed.first_author, its_authors[0] if its_authors else ""):
            return str(key)
    return None


def _with_key(*fields: object) -> AnySelect:
    """Select fields of studies by key, before them the key of the study that each one belongs to now."""
    kept = aliased(StoredStudy)
    key = func.coalesce(col(kept.key), col(StoredStudy.key))
    query = select(key, *columns(*fields)).outerjoin(kept, col(kept.id) == col(StoredStudy.merged_into))
    return query.order_by(col(StoredStudy.key))


def _listed(session: Session, condition: Any) -> list[StudyRow]:
    rows = session.execute(row_records.select_listed_studies().where(condition))
    return sorted((row_records.listed_study(row) for row in rows), key=lambda row: row.key)


def _by_id(session: Session, ids: list[UUID]) -> list[StudyRow]:
    # A prefix of one letter may fit thousands: databases limit how many values a query may have.
    rows = []
    for first in range(0, len(ids), 5000):
        rows += _listed(session, col(StoredStudy.id).in_(ids[first : first + 5000]))
    return sorted(rows, key=lambda row: row.key)
