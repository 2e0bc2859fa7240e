"""Keep what was answered, by whom and when: a review in a SQLite file or a PostgreSQL database.

The only room that knows SQLModel. Functions take a `Store` and plain arguments, and return the frozen
records of `store.records`; rows stay inside. `import store` is light: the database packages load
with the first review that is opened or created.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from store.engine.backup import backup_review
    from store.engine.store import Store, create_review, open_review

__all__ = ["Store", "backup_review", "create_review", "open_review"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        module = "store.engine.backup" if name == "backup_review" else "store.engine.store"
        return getattr(importlib.import_module(module), name)
    raise AttributeError(f"module 'store' has no attribute {name!r}")
