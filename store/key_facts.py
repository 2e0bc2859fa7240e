"""Note in the history what becomes of keys: replaced, linked, confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from store import history
from store.engine.store import Store
from store.reviewers import reviewer_of

REPLACE: Final = "key.replace"
"""About `new` and `old` public keys, and `proof`: signatures of old keys that are at hand."""
LINK: Final = "key.link"
"""About `key` and `other`, public keys of one person, and `proof`: the signature of the other, if at hand."""
CONFIRM: Final = "key.confirm"
"""About `key`, a public key of somebody else, which the writer knows to be theirs."""
FACTS: Final = (REPLACE, LINK, CONFIRM)


def tell(db: Store, action: str, about: Mapping[str, str], *, by: str) -> None:
    """Write one of these events, signed by the key that writes."""
    with db.writing() as session:
        history.record(session, action=action, reviewer=reviewer_of(session, by).handle, about=dict(about))


def link_message(keys: Iterable[str]) -> bytes:
    """Return the bytes that a key signs to say that it belongs to the same person as another.

    >>> link_message(["bb", "aa"])
    b'appraisal-workbench: one person has aa bb'
    """
    return f"appraisal-workbench: one person has {' '.join(sorted(keys))}".encode()
