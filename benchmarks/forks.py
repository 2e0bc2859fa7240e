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
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from random import Random
from typing import Any

from fork_actions import (
    APPRAISING,
    BYSTANDERS,
    PLANNING,
    REOPENING,
    SHARED,
    TOGETHER,
    Action,
    act,
    appraise,
    merge_studies,
    submit_first,
)
from sqlalchemy import Engine, event

from store.appraisal_line import line_to, standing_line
from store.export_rows import read_everything
from workbench.review.admin.demo import make_example
from workbench.review.evidence import findings
from workbench.review.exchange.handout import make_handout
from workbench.review.exchange.merge import conflicts, decide
from workbench.review.exchange.merge.merge_files import Merge, merge_files
from workbench.review.exchange.merge.report import TO_DECIDE
from workbench.review.exchange.merge.sides import Side
from workbench.review.exchange.merge.union import unite
from workbench.review.exchange.verify.verify import verify
from workbench.review.reviewers import agreement, handles
from workbench.review.session import open_review
from workbench.review.studies import known_studies

Rows = dict[str, list[dict[str, Any]]]
PEOPLE = ("anna", "ben", "cara", "dora")
EVIDENCE = ("rating", "body", "start", "comment")
"""Actions that can tell what is in an appraisal, so that they wait with the drafts of whoever takes them."""
PARTS = ("answer", "override", "quote", "preliminary")
NOW = "2026-11-26T12:00:00+00:00"
HOW_OFTEN = 0.3
"""How often files are merged before the work goes on."""
IN_ONE_DIRECTION: Mapping[str, tuple[str, ...]] = {
    "conflict": ("id", "source", "found_at", "here", "decided_by", "decision"),
    "event": ("id", "original", "line", "number", "undoes"),
    "seal": ("id", "received_at", "appraisal_id"),
}
"""By table, the columns that say in which file something was found; elsewhere it is the id."""


@dataclass(frozen=True)
class Copy:
    """A file of the review in which somebody worked.

    Attributes:
        name: of the machine: `ben at home` is another one of ben's.
        met: True if other files were merged into it, so that it knows of values of others.
    """

    name: str
    path: Path
    rows: Rows
    met: bool = False

    @property
    def handle(self) -> str:
        """Who works in it."""
        return self.name.split()[0]


@contextmanager
def at_machine(name: str, folder: Path) -> Iterator[None]:
    """Work with the settings of one machine."""
    before = os.environ.get("XDG_CONFIG_HOME")
    os.environ["XDG_CONFIG_HOME"] = str(folder / f"settings of {name}")
    try:
        yield
    finally:
        os.environ.pop("XDG_CONFIG_HOME")
        if before is not None:
            os.environ["XDG_CONFIG_HOME"] = before


def make_reviews(folder: Path) -> dict[str, Path]:
    """Make the example review, a file of it for each person, and a file that all can share."""
    files = {name: folder / f"{name}.db" for name in PEOPLE}
    make_example(str(files["anna"]))
    with at_machine("anna", folder), open_review(str(files["anna"]), "anna") as session:
        known = [row.key for row in known_studies.rows(session)]
        for bystander in BYSTANDERS:
            handles.add_reviewer(session, bystander, is_new=True)
        known_studies.assign(session, known[1], "rob-2", reason="to try it")
        for key in known[:3]:
            findings.record_finding(session, key, "survival", {"sentence": "as found"})
        for name in PEOPLE[1:]:
            make_handout(session, name, str(files[name]))
    for name in PEOPLE[1:]:
        # Each writes once, so that copies of this file are one person's: one handle of two is another matter.
        with at_machine(name, folder), open_review(str(files[name]), name) as session:
            handles.name_reviewer(session, name, name.title())
    return files


def make_copies(
    bases: Mapping[str, Path], number: int, random: Random, folder: Path, merging: int = 1
) -> list[Copy]:
    """Let people work in their files.

    Args:
        bases: the files to begin with, by person.
        number: how many files to make.
        random: what is drawn by lot follows from it.
        folder: for the files and the settings of the machines.
        merging: how often the lot falls on merging two studies as duplicates, as a multiple.
    """
    copies = [Copy(name, path, read(path)) for name, path in bases.items()]
    while len(copies) < number:
        before = random.choice(copies)
        path = Path(shutil.copy(before.path, folder / f"copy {len(copies)}.db"))
        name = random.choice((before.handle, before.name, f"{before.handle} at home"))
        actions = {**APPRAISING, **REOPENING, **SHARED, merge_studies: SHARED[merge_studies] * merging}
        others = [copy for copy in copies if copy.handle != before.handle]
        meets = random.random() < HOW_OFTEN
        if meets:
            work(path, name, {submit_first: 1}, random)
            merge(path, [random.choice(others).path], name, contents=random.random() < HOW_OFTEN)
            actions |= TOGETHER
        work(path, name, actions, random)
        copies.append(Copy(name, path, read(path), before.met or meets))
    return copies


def check_copy(copy: Copy) -> list[str]:
    """Return what `verify` does not find to hold in a file as somebody left it."""
    faults = verify(str(copy.path)).faults
    return [f"verify: {_names([copy])}: {each.kind}: {each.about}: {each.message}" for each in faults[:3]]


def work(path: Path, name: str, actions: Mapping[Action, int], random: Random) -> None:
    """Let somebody work in a file."""
    with at_machine(name, path.parent), open_review(str(path), name.split()[0]) as session:
        act(session, random, actions, random.randrange(2, 9))


def merge(path: Path, others: Sequence[Path], name: str, *, contents: bool = False) -> list[Merge]:
    """Merge files into the one of somebody; return what came of each."""
    with at_machine(name, path.parent), open_review(str(path), name.split()[0]) as session:
        return merge_files(session, others, contents=contents)


def read(path: Path) -> Rows:
    """Return the rows of a file."""
    with open_review(str(path)) as session:
        return read_everything(session.db)


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
        yield f"order: {table} differs between {_names(others)} and {_names(mixed)}"
    rest = [copy.rows for copy in random.sample(others, len(others))]
    for table in differing(merged, united(Copy(first.name, first.path, merged), rest)):
        yield f"again: {table} changed"
    if len(others) > 1 and _may_go_together(first, others, mixed):
        both = united(mixed[0], [mixed[1].rows])
        again = united(first, [both, *(copy.rows for copy in mixed[2:])])
        for table in differing(merged, again):
            yield f"order: {table} differs where {_names(mixed[:2])} were merged before"
    lifted = any(row["action"] == "blindness.lift" for row in merged["event"])
    if first.handle not in {copy.handle for copy in others} and not lifted:
        # A copy of one's own that comes late would have held work of others back, and what is merged while
        # blindness is lifted comes in.
        some = [united(first, [copy.rows for copy in copies], everything=False) for copies in (others, mixed)]
        for table in differing(*some):
            yield f"order: {table} differs between {_names(others)} and {_names(mixed)}, blind"


def _may_go_together(first: Copy, others: Sequence[Copy], mixed: Sequence[Copy]) -> bool:
    """Return False where two files, merged before, hold back a draft that its owner alone can take.

    Of somebody with a draft the other file can have what was submitted before, or was rated before.
    """
    if any(copy.handle == first.handle for copy in others):
        return False
    return not any(
        row["state"] == "draft" and _owner(copy.rows, row) == copy.handle
        for copy, other in permutations(mixed[:2], 2)
        if any(event["reviewer"] == copy.handle for event in other.rows["event"])
        for row in copy.rows["appraisal"]
    )


def _names(copies: Sequence[Copy]) -> str:
    return ", ".join(f"{copy.path.stem} of {copy.name}" for copy in copies)


def check_lost(fork: Sequence[Copy], merged: Rows) -> Iterator[str]:
    """Yield what is neither in the merged file, nor waits in it, nor was changed by somebody who knew it."""
    told = {row["hash"]: row for row in merged["event"]}
    bare = {row["hash"] for row in merged["bare_event"]}
    versions, own = _versions(merged), fork[0].handle
    for copy in fork:
        drafts = {
            row["id"].replace("-", "")
            for row in copy.rows["appraisal"]
            if row["state"] == "draft" and row["kind"] == "independent" and _owner(copy.rows, row) != own
        }
        waiting = _steps_of_waiting_drafts(copy.rows, own)
        for row in copy.rows["event"]:
            of = (row["appraisal_id"] or "").replace("-", "")
            hides = row["action"].partition(".")[0] in EVIDENCE and drafts
            if row["hash"] not in told.keys() | waiting and of not in drafts and not hides:
                yield f"lost: {row['action']} in {_names([copy])}" + (
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
                yield f"lost: {sorted(missing)[0]} in {_names([copy])}"


def _steps_that_stand(rows: Rows, appraisal: Mapping[str, Any]) -> set[str]:
    """Return the hashes of the steps that led to what an appraisal holds, not those of other versions."""
    events = sorted((each for each in rows["event"] if each["appraisal_id"] == appraisal["id"]), key=_number)
    waiting = conflicts.open_versions(Side(rows)).get(appraisal["id"], {})
    return {each["hash"] for each in standing_line(events, waiting.keys(), state=appraisal["state"])}


def _steps_of_waiting_drafts(rows: Rows, own: str) -> set[str]:
    """Return the hashes of the steps that led only to drafts of others that wait: they stay at home."""
    steps = set[str]()
    for appraisal, waiting in conflicts.open_versions(Side(rows)).items():
        row = next(row for row in rows["appraisal"] if row["id"] == appraisal)
        if row["kind"] != "independent" or _owner(rows, row) == own or "draft" not in waiting.values():
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


def _owner(rows: Rows, appraisal: Mapping[str, Any]) -> str:
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
        yield f"plan: the dry run of {[path.stem for path in paths]} changed {_names([first])}"
    told = {line.detail for each in planned for line in each.lines if line.kind == TO_DECIDE}
    merge(target, paths, first.name, contents=True)
    known = {name for name, *_ in before}
    left = {each for each in waiting(target, first.name) if each[0] not in known}
    for name, what, here, other in left:
        if not any(line.startswith(f"{name}: {what}") and here in line and other in line for line in told):
            yield f"plan: {name} {what} in {_names([first])} is not in the dry run"
    for line in told - {line for line in told if line[:8] in {name for name, *_ in left}}:
        yield f"plan: {line} in {_names([first])} is not left by the merge"


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
