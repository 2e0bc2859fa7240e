"""Versions of documents: which of them is read, and which one somebody means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from uuid import UUID

from store.records import Document, DocumentKind
from workbench.errors import ConflictError, NotFoundError

_HASH = re.compile(r"[0-9a-f]{4,64}")


def read_instead(documents: Iterable[Document]) -> dict[UUID, Document | None]:
    """By the id of each document of a study the version that is read in its place.

    Of the versions of a document the newest is read that is not withdrawn: a document stands for itself
    where it is that one, and nothing is read where all are withdrawn.
    """
    known = list(documents)
    newer = {one.replaces: one for one in known if one.replaces is not None}
    found: dict[UUID, Document | None] = {}
    for first in (one for one in known if one.replaces is None):
        row = [first]
        while row[-1].id in newer:
            row.append(newer[row[-1].id])
        newest = next((one for one in reversed(row) if one.withdrawn_because is None), None)
        found |= {one.id: newest for one in row}
    return found


def is_read(document: Document, instead: dict[UUID, Document | None]) -> bool:
    """Whether a document is the version that is read."""
    newest = instead[document.id]
    return newest is not None and newest.id == document.id


def present(documents: Sequence[Document]) -> list[Document]:
    """The documents that are read, in the order given."""
    instead = read_instead(documents)
    return [one for one in documents if is_read(one, instead)]


def choose_present(documents: Sequence[Document], text: str, study: str) -> Document:
    """The document meant among all of a study; it must be one that is read.

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
    """The document meant by its name, its kind, or the beginning of its sha256 (four digits or more).

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
    by = (
        [one for one in documents if one.source_name == wanted],
        [one for one in documents if one.kind.value == kind and kind in set(DocumentKind)],
        [one for one in documents if _HASH.fullmatch(wanted) and one.sha256.startswith(wanted)],
    )
    meant = next((some for some in by if some), [])
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise ConflictError(f"{wanted!r} could be {len(meant)} documents of {study}: {_named(meant)}")
    if not documents:
        raise NotFoundError(f"{study} has no such document: it has none")
    raise NotFoundError(f"{study} has no document {wanted!r}: it has {_named(documents)}")


def _named(documents: Iterable[Document]) -> str:
    """Each with its kind and the beginning of its sha256, either of which may tell it."""
    return ", ".join(f"{one.source_name} ({one.kind.value}, {one.sha256[:8]})" for one in documents)
