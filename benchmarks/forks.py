"""Fork a review at random, merge the forks in random orders, and see what must hold.

`python benchmarks/forks.py 1000` makes a thousand.

First files are made: each goes on from another file of the same person, at times at another machine or
after a merge of somebody else's file, by steps drawn by lot from the use cases of the program. A fork is
two to four of these files. Of each is checked, on the rows of the files:

* order: whoever is merged first, the same values stand and wait; also where two are merged before
* again: merging once more changes nothing
* lost: each event is there, and what each submitted appraisal holds stands, waits, or was changed knowingly

Of every fifth, in files: that `workbench verify` finds no fault (verify), that merging once more changes
nothing (again), that a dry run lists what is left to decide after the merge (plan), and that a merge which
is killed at a statement drawn by lot leaves the file as it was (killed). For every tenth, two to four people
do the same in files of their own and in one file: agreement is the same (agreement). The program ends with 1
where something does not hold.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import permutations
from pathlib import Path
from random import Random
from typing import Any

from fork_actions import PLANNING, appraise
from fork_copies import PEOPLE, Copy, Rows, at_machine, make_copies, make_reviews, merge, names_of, read
from fork_draws import act
from fork_losses import check_lost, owner_of
from sqlalchemy import Engine, event

from workbench.review.exchange.merge import decide
from workbench.review.exchange.merge.merge_files import merge_files
from workbench.review.exchange.merge.report import TO_DECIDE
from workbench.review.exchange.merge.union import unite
from workbench.review.exchange.verify.verify import verify
from workbench.review.reviewers import agreement
from workbench.review.session import open_review
from workbench.review.studies import known_studies

NOW = "2026-11-26T12:00:00+00:00"
IN_ONE_DIRECTION: Mapping[str, tuple[str, ...]] = {
    "conflict": ("id", "source", "found_at", "here", "decided_by", "decision"),
    "event": ("id", "original", "line", "number", "undoes"),
    "seal": ("id", "received_at", "appraisal_id"),
}
"""By table, the columns that say in which file something was found; elsewhere it is the id."""


def check_copy(copy: Copy) -> list[str]:
    """Return what `verify` does not find to hold in a file as somebody left it."""
    faults = verify(str(copy.path)).faults
    return [f"verify: {names_of([copy])}: {each.kind}: {each.about}: {each.message}" for each in faults[:3]]


def united(first: Copy, others: Sequence[Rows], *, everything: bool = True) -> Rows:
    """Unite files one after the other, without a file; where some must wait for others, again and again."""
    rows, before = first.rows, None
    while rows != before:
        before = rows
        for count, other in enumerate(others):
            identity = next(row["id"] for row in rows["reviewer"] if row["handle"] == first.handle)
            rows = unite(
                rows, other, viewer=identity, source=f"file {count}", now=NOW, everything=everything
            ).rows
        if everything:
            break
    return rows


def comparable(rows: Rows) -> dict[str, list[str]]:
    """Return the rows without ids and without what says in which direction they were merged, sorted."""
    names = {row["id"]: row["sha256"] for row in rows["checklist_version"]}
    names |= {row["id"]: f"{row['name']} {row['time_point']}" for row in rows["outcome"]}
    names |= {row["id"]: f"{row['study_id']} {row['sha256']} {row['kind']}" for row in rows["document"]}
    for row in rows["appraisal"]:
        owner = row["reviewer_id"] if row["kind"] == "independent" else row["kind"]
        names[row["id"]] = " ".join(
            (row["study_id"], row["result"], names[row["checklist_version_id"]], owner)
        )
    shown = {}
    for table, given in rows.items():
        kept = [row for row in given if table != "conflict" or row["decided_by"] is None]
        hidden = IN_ONE_DIRECTION.get(table, ("id",))
        lines = [
            json.dumps({name: value for name, value in row.items() if name not in hidden}, sort_keys=True)
            for row in (_without_received(row) if table == "event" else row for row in kept)
            if table != "former_id"
        ]
        for identity, name in names.items():
            lines = [line.replace(identity, name) for line in lines]
        shown[table] = sorted(lines)
    return shown


def _without_received(row: dict[str, Any]) -> dict[str, Any]:
    """Return an event of a merge without what came in: drafts that are held back have ids of their own."""
    return row if row["action"] != "merge" else row | {"about": row["about"] | {"received": ""}}


def differing(one: Rows, two: Rows) -> list[str]:
    """Return the tables in which two files differ."""
    here, there = comparable(one), comparable(two)
    return [table for table in here if here[table] != there[table]]


def check_order(fork: Sequence[Copy], merged: Rows, random: Random) -> Iterator[str]:
    """Yield what depends on the order of merging, or changes by merging again.

    Args:
        fork: the files; all are merged into the first one.
        merged: all of them, in their order.
        random: chooses the other orders.
    """
    first, *others = fork
    mixed = random.sample(others, len(others))
    again = united(first, [copy.rows for copy in mixed])
    for table in differing(merged, again):
        yield f"order: {table} differs between {names_of(others)} and {names_of(mixed)}"
    rest = [copy.rows for copy in random.sample(others, len(others))]
    for table in differing(merged, united(Copy(first.name, first.path, merged), rest)):
        yield f"again: {table} changed"
    if len(others) > 1 and _may_go_together(first, others, mixed):
        both = united(mixed[0], [mixed[1].rows])
        again = united(first, [both, *(copy.rows for copy in mixed[2:])])
        for table in differing(merged, again):
            yield f"order: {table} differs where {names_of(mixed[:2])} were merged before"
    lifted = any(row["action"] == "blindness.lift" for row in merged["event"])
    if first.handle not in {copy.handle for copy in others} and not lifted:
        # A copy of one's own that comes late would have held work of others back, and what is merged while
        # blindness is lifted comes in.
        some = [united(first, [copy.rows for copy in copies], everything=False) for copies in (others, mixed)]
        for table in differing(*some):
            yield f"order: {table} differs between {names_of(others)} and {names_of(mixed)}, blind"


def _may_go_together(first: Copy, others: Sequence[Copy], mixed: Sequence[Copy]) -> bool:
    """Return False where two files, merged before, hold back a draft that its owner alone can take.

    Of somebody with a draft the other file can have what was submitted before, or was rated before.
    """
    if any(copy.handle == first.handle for copy in others):
        return False
    return not any(
        row["state"] == "draft" and owner_of(copy.rows, row) == copy.handle
        for copy, other in permutations(mixed[:2], 2)
        if any(event["reviewer"] == copy.handle for event in other.rows["event"])
        for row in copy.rows["appraisal"]
    )


def check_files(fork: Sequence[Copy], random: Random) -> Iterator[str]:
    """Merge the files for good, twice and killed, and yield what does not hold of the result."""
    first, *others = fork
    paths = [copy.path for copy in random.sample(others, len(others))]
    yield from check_plan(first, paths)
    target = Path(shutil.copy(first.path, first.path.with_name("merged.db")))
    with counting() as statements:
        merge(target, paths, first.name, contents=True)
    if any(each.changed for each in merge(target, paths, first.name, contents=True)):
        yield "again: merging the files once more changed something"
    for fault in verify(str(target)).faults[:3]:
        yield f"verify: {fault.kind}: {fault.about}: {fault.message}"
    at = random.randrange(sum(statements))
    killed = Path(shutil.copy(first.path, first.path.with_name("killed.db")))
    if not kill_merge(killed, paths, first.name, at):
        yield f"killed: it was not, at statement {at} of {sum(statements)}"
    after = read(killed)
    if changed := [table for table in after if after[table] != first.rows[table]]:
        yield f"killed: at statement {at} of {sum(statements)} it left {changed} changed"


def check_plan(first: Copy, paths: Sequence[Path]) -> Iterator[str]:
    """Yield what a dry run lists to decide and the merge does not leave, and the other way round."""
    target = Path(shutil.copy(first.path, first.path.with_name("planned.db")))
    before = waiting(target, first.name)
    with at_machine(first.name, target.parent), open_review(str(target), first.handle) as session:
        planned = merge_files(session, paths, dry_run=True, contents=True)
    if waiting(target, first.name) != before:
        yield f"plan: the dry run of {[path.stem for path in paths]} changed {names_of([first])}"
    told = {line.detail for each in planned for line in each.lines if line.kind == TO_DECIDE}
    merge(target, paths, first.name, contents=True)
    known = {name for name, *_ in before}
    left = {each for each in waiting(target, first.name) if each[0] not in known}
    for name, what, here, other in left:
        if not any(line.startswith(f"{name}: {what}") and here in line and other in line for line in told):
            yield f"plan: {name} {what} in {names_of([first])} is not in the dry run"
    for line in told - {line for line in told if line[:8] in {name for name, *_ in left}}:
        yield f"plan: {line} in {names_of([first])} is not left by the merge"


def waiting(path: Path, name: str) -> set[tuple[str, str, str, str]]:
    """Return what waits for a decision in a file: by id what it is, what stands and what waits."""
    with at_machine(name, path.parent), open_review(str(path), name.split()[0]) as session:
        return {(line.id, line.what, line.here, line.other) for line in decide.list_conflicts(session)}


@contextmanager
def counting() -> Iterator[list[int]]:
    """Count the statements and commits of the block."""
    counts = [0]

    def count(*_: object) -> None:
        counts[0] += 1

    event.listen(Engine, "before_cursor_execute", count)
    event.listen(Engine, "commit", count)
    try:
        yield counts
    finally:
        event.remove(Engine, "before_cursor_execute", count)
        event.remove(Engine, "commit", count)


def kill_merge(path: Path, others: Sequence[Path], name: str, at: int) -> bool:
    """Kill a merge at a statement, in a process of its own; return True if it died of that."""
    child = os.fork()
    if child == 0:
        left = at

        def kill(*_: object) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(Engine, "before_cursor_execute", kill)
        event.listen(Engine, "commit", kill)
        merge(path, others, name, contents=True)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def check_agreement(bases: Mapping[str, Path], random: Random) -> Iterator[str]:
    """Let some people do the same in files of their own and in one, and compare agreement."""
    people = PEOPLE[: random.randrange(2, 5)]
    files = {name: Path(shutil.copy(bases[name], bases[name].with_name(f"own {name}.db"))) for name in people}
    shared = Path(shutil.copy(bases["anna"], bases["anna"].with_name("shared.db")))
    for name, path in files.items():
        seed = random.random()
        for target in (path, shared):
            with at_machine(name, path.parent), open_review(str(target), name) as session:
                lot = Random(seed)
                for row in sorted(known_studies.rows(session), key=lambda row: str(row.id)):
                    if lot.random() < 0.8:
                        with_all(session, row.key, lot)
                act(session, lot, PLANNING, lot.randrange(4))
    first, *others = files.values()
    merge(first, others, people[0], contents=True)
    in_files, in_one = (_agreement(path, people[0]) for path in (first, shared))
    if in_files != in_one:
        yield f"agreement: {in_files} in the merged file, {in_one} in one file"


def with_all(session: Any, key: str, random: Random) -> None:
    """Appraise a study by lot, and mostly submit it."""
    from workbench.review.appraisals import submission

    appraise(session, key, random)
    if random.random() < 0.8:
        submission.submit(session, key)


def _agreement(path: Path, viewer: str) -> list[str]:
    with open_review(str(path), viewer) as session:
        return [
            f"{report.checklist_id} {report.reviewers} {line.id} {line.ratings} {line.percent_agreement}"
            f" {line.disagreements}"
            for report in agreement.agreement(session, interval="jackknife")
            for line in report.lines
        ]


def check_fork(number: int, copies: Sequence[Copy], bases: Mapping[str, Path]) -> list[str]:
    """Choose the files of a fork, and return what does not hold of it."""
    random = Random(f"fork {number}")
    fork = random.sample(copies, random.randrange(2, 5))
    first, *others = fork
    merged = united(first, [copy.rows for copy in others])
    found = [*check_order(fork, merged, random), *check_lost(fork, merged)]
    if number % 5 == 0:
        found += check_files(fork, random)
    if number % 10 == 0:
        found += check_agreement(bases, random)
    return found


def tell(name: str, found: Sequence[str], kinds: Counter[str]) -> bool:
    """Print what does not hold and count its kinds; return True if there is anything."""
    kinds.update(line.partition(":")[0] for line in found)
    for line in found:
        sys.stdout.write(f"{name}: {line}\n")
    sys.stdout.flush()
    return bool(found)


def main() -> int:
    """Make forks, check them, and print what does not hold; 1 where something does not."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("forks", type=int, nargs="?", default=50, help="how many")
    parser.add_argument("--first", type=int, default=0, help="number of the first one")
    parser.add_argument("--copies", type=int, default=120, help="how many files they are chosen from")
    parser.add_argument("--seed", type=int, default=0, help="which files are made")
    parser.add_argument("--merging", type=int, default=1, help="how often studies are merged as duplicates")
    asked = parser.parse_args()
    begin, faults, kinds = time.monotonic(), 0, Counter[str]()
    with tempfile.TemporaryDirectory() as name:
        bases = make_reviews(Path(name))
        copies = make_copies(bases, asked.copies, Random(asked.seed), Path(name), asked.merging)
        sys.stdout.write(f"{len(copies)} files made in {time.monotonic() - begin:.0f} s\n")
        for copy in copies:
            faults += tell(f"file {copy.path.stem}", check_copy(copy), kinds)
        for number in range(asked.first, asked.first + asked.forks):
            faults += tell(f"fork {number}", check_fork(number, copies, bases), kinds)
    took = time.monotonic() - begin
    sys.stdout.write(f"{asked.forks} forks in {took:.0f} s; {faults} do not hold {dict(kinds) or ''}\n")
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main())
