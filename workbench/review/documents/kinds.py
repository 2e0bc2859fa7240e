"""Parse the kind of a document from user input."""

from __future__ import annotations

from store.records import DocumentKind
from workbench.errors import UsageError

KINDS = tuple(kind.value for kind in DocumentKind)


def known_kind(kind: str | None) -> DocumentKind | None:
    """Return the kind that is meant, or None where nothing was said.

    Raises:
        UsageError: there is no such kind; the message names those that there are.
    """
    if kind is None:
        return None
    try:
        return DocumentKind(kind.strip().lower().replace(" ", "_").replace("-", "_"))
    except ValueError:
        raise UsageError(f"no kind of document {kind!r}: there are {', '.join(KINDS)}") from None
