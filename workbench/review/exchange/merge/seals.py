"""Unite the seals of two files: each once, with its contents as soon as they came in."""

from __future__ import annotations

from workbench.review.exchange.merge.sides import Side, Values

_OPENED = ("appraisal_id", "nonce", "content")
"""What a seal lacks whose appraisal did not come in."""


def united_seals(here: Side, other: Side, now: str) -> tuple[list[Values], tuple[str, ...]]:
    """Return the seals of both files, and the digests of those that are new and came without contents.

    Args:
        here: the file that is merged into.
        other: the other one, in which the seals of what does not come in have no contents.
        now: when new ones are received.
    """
    seals = {row["digest"]: row for row in here.rows["seal"]}
    alone = []
    for row in other.rows["seal"]:
        known = seals.get(row["digest"])
        if known is not None:
            seals[row["digest"]] = known | {name: row[name] for name in _OPENED if known[name] is None}
        elif row["content"] is None:
            seals[row["digest"]] = row | {"received_at": now}
            alone.append(row["digest"])
        else:
            seals[row["digest"]] = row | {"received_at": None}
    return list(seals.values()), tuple(sorted(alone))
