"""Tell which version of a document is read, and which document somebody means."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from store import documents as stored
from store.records import Document
from workbench.errors import ConflictError, NotFoundError
from workbench.review.session import ReviewSession

_HASH = re.compile(r"[0-9a-f]{4,64}")


def read_instead(documents: Iterable[Document]) -> dict[UUID, Document | None]:
    """Return, by the id of each document of a study, the version that is read in its place.

    Of the versions of a document the newest is read that is not withdrawn: a document stands for itself
    where it is that one, and nothing is read where all are withdrawn.
    """
    known = list(documents)
    ids = {document.id for document in known}
    newer = {document.replaces: document for document in known if document.replaces is not None}
    instead: dict[UUID, Document | None] = {}
    # A version before may have stayed with a study that was merged into this one.
    for first in (document for document in known if document.replaces not in ids):
        versions = [first]
        while versions[-1].id in newer:
            versions.append(newer[versions[-1].id])
        not_withdrawn = (version for version in reversed(versions) if version.withdrawn_because is None)
        newest = next(not_withdrawn, None)
        instead |= {version.id: newest for version in versions}
    return instead


def is_read(document: Document, instead: dict[UUID, Document | None]) -> bool:
    """Return True if a document is the version that is read."""
    newest = instead[document.id]
    return newest is not None and newest.id == document.id


def present(documents: Sequence[Document]) -> list[Document]:
    """Return the documents that are read, in the order given."""
    instead = read_instead(documents)
    return [document for document in documents if is_read(document, instead)]


def kinds_at_hand(session: ReviewSession) -> dict[UUID, str]:
    """Name the kinds of document that can be read of each study, such as "full_text, supplement"."""
    kinds: dict[UUID, dict[str, None]] = defaultdict(dict)
    if stored.has_versions(session.db):
        for study_id, documents in stored.list_all_documents(session.db).items():
            kinds[study_id] = dict.fromkeys(document.kind.value for document in present(documents))
    else:  # all of them are read, which needs no record of each
        for study_id, kind in stored.list_kinds(session.db):
            kinds[study_id][kind] = None
    return {study_id: ", ".join(names) for study_id, names in kinds.items() if names}


def choose_present(documents: Sequence[Document], text: str, study: str) -> Document:
    """Return the document meant among all of a study; it must be one that is read.

    Raises:
        NotFoundError: none is meant.
        ConflictError: several are, or one that is not read any more; the message says which one is.
    """
    try:
        return choose(present(documents), text, study)
    except NotFoundError:
        older = choose(documents, text, study)
    newest = read_instead(documents)[older.id]
    state = "withdrawn" if newest is None else f"a version before {newest.source_name}: name that one"
    raise ConflictError(f"{older.source_name} of {study} is not read any more, it is {state}")


def choose(documents: Sequence[Document], text: str, study: str) -> Document:
    """Return the document meant by its name, its kind, or the beginning of its sha256 (at least four digits).

    Args:
        documents: those among which it is looked for.
        text: what somebody typed.
        study: key of their study, for messages.

    Raises:
        NotFoundError: none is meant; those that are there are named.
        ConflictError: several are; each is named with what tells it from the others.
    """
    wanted = text.strip()
    kind = wanted.casefold().replace(" ", "_").replace("-", "_")
    is_hash = _HASH.fullmatch(wanted) is not None
    by_each_way = (
        [document for document in documents if document.source_name == wanted],
        [document for document in documents if document.kind.value == kind],
        [document for document in documents if is_hash and document.sha256.startswith(wanted)],
    )
    meant = next((matches for matches in by_each_way if matches), [])
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise ConflictError(f"{wanted!r} could be {len(meant)} documents of {study}: {_named(meant)}")
    if not documents:
        raise NotFoundError(f"{study} has no such document: it has none")
    raise NotFoundError(f"{study} has no document {wanted!r}: it has {_named(documents)}")


def _named(documents: Iterable[Document]) -> str:
    """Name each document with its kind and the beginning of its sha256, either of which may tell it."""
    return ", ".join(
        f"{document.source_name} ({document.kind.value}, {document.sha256[:8]})" for document in documents
    )
