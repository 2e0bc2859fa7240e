"""Find what the history and the seals of a review tell of, and that is not among its records.

A folder has no list of its files, so a file that somebody removed shows only by what other files say of it.
What was done last, with no seal and nothing after it, leaves no such trace.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from workbench.errors import UsageError

Values = dict[str, Any]
Records = Mapping[str, Sequence[Values]]


def require_all_there(records: Records, name: str) -> None:
    """Refuse records of which some are missing.

    Args:
        records: by table.
        name: of the folder they are from.

    Raises:
        UsageError: an appraisal that was submitted is missing, or an event before another one.
    """
    for seal in seals_without_appraisal(records):
        raise _missing(
            name, f"the appraisal of {_study_of(records, seal)} that {_who(records, seal)} submitted"
        )
    known = known_events(records)
    for event in sorted(records["event"], key=lambda row: int(row["number"])):
        missing = sorted(set(event["parents"]) - known)
        if missing:
            what = "a step" if event["line"] else event["action"]
            after = f"{what} of {event['reviewer'] or 'the program'} at {str(event['at'])[:16]}"
            raise _missing(name, f"the event {missing[0][:12]} that comes before another one ({after})")


def seals_without_appraisal(records: Records) -> Iterator[Values]:
    """Yield the seals that came with what they seal, and whose submission is not here.

    A seal that came alone, from a seal file or without its contents, says when it was received. Where these
    are left out of an export, its submission is there as a hash.
    """
    known = known_events(records)
    for row in records["seal"]:
        if row["received_at"] is None and row["head"] not in known:
            yield row


def known_events(records: Records) -> set[str]:
    """Return the hashes of the events that are here, in full or as hashes alone."""
    return {row["hash"] for table in ("event", "bare_event") for row in records[table]}


def _missing(name: str, what: str) -> UsageError:
    return UsageError(
        f"{name} lacks {what}: a file of it was removed, so nothing was taken; ask for the folder as it was"
        " exported"
    )


def _study_of(records: Records, seal: Values) -> str:
    identity = seal["about"].get("study")
    return next((str(row["key"]) for row in records["study"] if row["id"] == identity), "a study")


def _who(records: Records, seal: Values) -> str:
    owners = [row["reviewer_id"] for row in records["place"] if row["id"] == seal["place_id"]]
    return next((str(row["handle"]) for row in records["reviewer"] if row["id"] in owners), "somebody")
