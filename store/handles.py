"""Find the handle that a person has now where a text names one that the person had before.

Events and decisions keep the handle of their time, because the history is never altered. Whoever reads them
reads handles through this module, so that a person has one handle everywhere.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased
from sqlmodel import col

from store.column_types import columns
from store.tables import StoredFormerHandle, StoredReviewer

# Made once: to make the names of tables anew for each query took longer than the query.
_FORMER, _OWNER = aliased(StoredFormerHandle), aliased(StoredReviewer)
_FORMER_HANDLE = col(_FORMER.handle)
_OWNERS = select(col(_OWNER.handle)).join_from(_OWNER, _FORMER, col(_FORMER.reviewer_id) == col(_OWNER.id))


def present_handle(column: Any) -> ColumnElement[Any]:
    """Return an expression for the present handle of the person that a column names; other words stay.

    Args:
        column: a text column of a table that the query reads.
    """
    named = columns(column)[0]
    present = _OWNERS.where(named == _FORMER_HANDLE).correlate(named.table).scalar_subquery()
    return func.coalesce(present, named)


def read_present_handles(session: Session) -> dict[str, str]:
    """Read former handle to present handle, for texts that are in memory already."""
    query = select(*columns(StoredFormerHandle.handle, StoredReviewer.handle)).join_from(
        StoredFormerHandle, StoredReviewer, col(StoredReviewer.id) == col(StoredFormerHandle.reviewer_id)
    )
    rows: list[Any] = list(session.execute(query))
    return {row[0]: row[1] for row in rows}
