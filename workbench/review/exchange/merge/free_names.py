"""Refuse to give somebody or something a name that is another one's here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from store.validation import handle_key
from workbench.errors import ConflictError
from workbench.review.exchange.merge.facts import Fact
from workbench.review.exchange.merge.sides import Values

Rows = Mapping[str, Sequence[Values]]


def require_free_name(fact: Fact, value: Any, rows: Rows) -> None:
    """Refuse a handle, a key of a study, or a name of an outcome that is another one's.

    Args:
        fact: what would get the value; of other facts nothing is refused.
        value: the name.
        rows: of the review, by table.

    Raises:
        ConflictError: see above; the message says what to do.
    """
    column = (fact[0], fact[-1])
    if column == ("reviewer", "handle"):
        owners = {handle_key(row["handle"]): row["reviewer_id"] for row in rows["former_handle"]}
        owners |= {handle_key(row["handle"]): row["id"] for row in rows["reviewer"]}
        if owners.get(handle_key(value), fact[1]) != fact[1]:
            raise ConflictError(
                f"{value} is or was another person's handle here: keep the one that stands, and give a"
                " free one with `workbench reviewer rename`"
            )
    elif column == ("study", "key"):
        if any(row["key"] == value and row["id"] != fact[1] for row in rows["study"]):
            raise ConflictError(
                f"{value} is the key of another study here: keep the one that stands, and give a free one"
                " with `workbench edit STUDY --key`"
            )
    elif column in (("outcome", "name"), ("outcome", "time_point")):
        own = next(row for row in rows["outcome"] if row["id"] == fact[1]) | {fact[-1]: value}
        for row in rows["outcome"]:
            if row["id"] != fact[1] and all(row[name] == own[name] for name in ("name", "time_point")):
                raise ConflictError(
                    f"another outcome here is called {own['name']} ({own['time_point']}): keep the one that"
                    " stands, and give a free one with `workbench outcomes edit`"
                )
