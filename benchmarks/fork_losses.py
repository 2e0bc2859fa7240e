"""Find what a merge of forks lost, for `benchmarks/forks.py`.

Each event of the files must be in the merged one. What each submitted appraisal holds must stand there, or
wait for a decision, or have been changed by somebody who knew it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fork_copies import Copy, Rows, names_of

from store.appraisal_line import MOVE, line_to, standing_line
from workbench.review.exchange.merge import conflicts
from workbench.review.exchange.merge.sides import Side

EVIDENCE = ("rating", "body", "start", "comment")
"""Actions that can tell what is in an appraisal, so that they wait with the drafts of whoever takes them."""
PARTS = ("answer", "override", "quote", "preliminary")


def check_lost(fork: Sequence[Copy], merged: Rows) -> Iterator[str]:
    """Yield what is neither in the merged file, nor waits in it, nor was changed by somebody who knew it."""
    told = {row["hash"]: row for row in merged["event"]}
    bare = {row["hash"] for row in merged["bare_event"]}
    versions, own = _versions(merged), fork[0].handle
    for copy in fork:
        drafts = {
            row["id"].replace("-", "")
            for row in copy.rows["appraisal"]
            if row["state"] == "draft" and row["kind"] == "independent" and owner_of(copy.rows, row) != own
        }
        waiting = _steps_of_waiting_drafts(copy.rows, own)
        for row in copy.rows["event"]:
            of = (row["appraisal_id"] or "").replace("-", "")
            hides = row["action"].partition(".")[0] in EVIDENCE and drafts
            if row["hash"] not in told.keys() | waiting and of not in drafts and not hides:
                yield f"lost: {row['action']} in {names_of([copy])}" + (
                    " (its hash is there)" if row["hash"] in bare else ""
                )
        for row in copy.rows["appraisal"]:
            if row["kind"] != "independent" or row["id"].replace("-", "") in drafts:
                continue
            steps = _steps_that_stand(copy.rows, row)
            of = {told[each]["appraisal_id"] for each in steps if each in told}
            kept = [versions[each] for each in of if each in versions]
            missing = _held(copy.rows, row) - set().union(*(each for found in kept for each in found))
            if missing and not _was_changed_knowingly(steps, of, told):
                yield f"lost: {sorted(missing)[0]} in {names_of([copy])}"


def _steps_that_stand(rows: Rows, appraisal: Mapping[str, Any]) -> set[str]:
    """Return the hashes of the steps that led to what an appraisal holds, not those of other versions.

    That it went along with its study changes nothing in it, so nobody need know of that.
    """
    events = sorted((each for each in rows["event"] if each["appraisal_id"] == appraisal["id"]), key=_number)
    waiting = conflicts.open_versions(Side(rows)).get(appraisal["id"], {})
    line = standing_line(events, waiting.keys(), state=appraisal["state"])
    return {each["hash"] for each in line if each["action"] != MOVE}


def _steps_of_waiting_drafts(rows: Rows, own: str) -> set[str]:
    """Return the hashes of the steps that led only to drafts of others that wait: they stay at home."""
    steps = set[str]()
    for appraisal, waiting in conflicts.open_versions(Side(rows)).items():
        row = next(row for row in rows["appraisal"] if row["id"] == appraisal)
        if row["kind"] != "independent" or owner_of(rows, row) == own or "draft" not in waiting.values():
            continue
        events = sorted((each for each in rows["event"] if each["appraisal_id"] == appraisal), key=_number)
        shown = standing_line(events, waiting.keys(), state=row["state"])
        goes = {each["hash"] for each in shown}
        for end in (end for end, state in waiting.items() if state == "submitted"):
            goes |= {each["hash"] for each in line_to(events, end)}
        steps |= {each["hash"] for each in events} - goes
    return steps


def _number(event: Mapping[str, Any]) -> int:
    return int(event["number"])


def owner_of(rows: Rows, appraisal: Mapping[str, Any]) -> str:
    return next(row["handle"] for row in rows["reviewer"] if row["id"] == appraisal["reviewer_id"])


def _held(rows: Rows, appraisal: Mapping[str, Any]) -> set[str]:
    """Return what an appraisal holds."""
    return _parts({table: [row for row in rows[table] if row["appraisal_id"] == appraisal["id"]]
                   for table in PARTS})  # fmt: skip


def _was_changed_knowingly(steps: set[str], of: set[str], told: Mapping[str, Any]) -> bool:
    """Return True if a step on an appraisal came after all of some steps."""
    for row in told.values():
        if row["appraisal_id"] in of and row["hash"] not in steps:
            known, waiting = set[str](), [row["hash"]]
            while waiting:
                each = waiting.pop()
                if each not in known:
                    known.add(each)
                    waiting += told[each]["parents"] if each in told else []
            if steps <= known:
                return True
    return False


def _parts(tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> set[str]:
    """Return the codes, notes, passages, judgements, reasons and preliminaries of one version, one a text."""
    parts = set()
    for row in tables["answer"]:
        parts |= {f"{row['item_id']}: {row['code']}"} if row["code"] else set()
        parts |= {f"note on {row['item_id']}: {row['note']}"} if row["note"] else set()
    parts |= {f"{row['target']}: {row['judgement']}, {row['reason']}" for row in tables["override"]}
    parts |= {f"{row['item_id']}: “{row['text']}”" for row in tables["quote"]}
    parts |= {f"{row['preliminary_id']}: {row['value']}" for row in tables["preliminary"]}
    return parts


def _versions(rows: Rows) -> dict[str, list[set[str]]]:
    """Return what stands and what waits, or waited, of each independent appraisal."""
    found = {row["id"]: [_held(rows, row)] for row in rows["appraisal"] if row["kind"] == "independent"}
    for row in rows["conflict"]:
        if row["kind"] == "appraisal" and row["about"]["appraisal"] in found:
            held = (row[name] for name in conflicts.KEEP if conflicts.is_whole(row[name]))
            found[row["about"]["appraisal"]] += [_parts(each["extra"]["parts"]) for each in held]
    return found
