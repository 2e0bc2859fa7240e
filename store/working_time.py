"""Add up how long people worked on appraisals, from the times that the history keeps."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Float, cast, func, select
from sqlmodel import col

from store.column_types import AnySelect
from store.engine.store import Store
from store.history_tables import StoredEvent

_SECONDS_A_DAY = 86_400


def seconds_worked(
    db: Store, appraisal_ids: Collection[UUID], *, longest_pause: timedelta
) -> dict[UUID, float]:
    """Add up the time from each entry of the history to the next of the same appraisal.

    A longer pause counts as none: nobody worked then, or nobody knows. What came before the first entry is
    not in it. An appraisal with one entry only has 0.

    Args:
        db: the review.
        appraisal_ids: the appraisals that are asked for.
        longest_pause: what still counts as work.

    Returns:
        Seconds by id of the appraisal; those without any entry are not in it.
    """
    wanted = set(appraisal_ids)
    if not wanted:
        return {}
    with db.reading() as session:
        moment = _seconds(session.get_bind().dialect.name)
        appraisal = col(StoredEvent.appraisal_id)
        before = func.lag(moment).over(partition_by=appraisal, order_by=col(StoredEvent.number))
        gaps: AnySelect = select(appraisal.label("appraisal"), (moment - before).label("gap")).where(
            appraisal.is_not(None)
        )
        if len(wanted) <= _MANY:
            gaps = gaps.where(appraisal.in_(wanted))
        gap = gaps.subquery()
        counted = func.sum(gap.c.gap).filter(gap.c.gap <= longest_pause.total_seconds())
        query = select(gap.c.appraisal, func.coalesce(counted, 0.0)).group_by(gap.c.appraisal)
        rows: list[Any] = list(session.execute(query))
    return {identity: float(seconds) for identity, seconds in rows if identity in wanted}


_MANY = 5000
"""How many ids one query may name; of more appraisals all are added up."""


def _seconds(dialect: str) -> ColumnElement[float]:
    at = col(StoredEvent.at)
    if dialect == "postgresql":
        return cast(func.extract("epoch", at), Float)
    return cast(func.julianday(at) * _SECONDS_A_DAY, Float)
