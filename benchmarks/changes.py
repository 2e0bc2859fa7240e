"""Change a sealed review at random, and see what `workbench verify` finds: `python benchmarks/changes.py`.

Two people appraise the example in files of their own, exchange seals, and merge. What the merged file holds
is changed 1,000 times in one place: a code, a note, an author, a time, an order, a document, a checklist,
an event taken away or added, a seal swapped. All must be found.

Then an answer is changed 200 times together with the step that gave it, in that review or in one without an
exchange of seals, and every hash after it is computed anew: by somebody without keys, with the key of who
made the appraisal, or by taking all signatures away. That can be found only where a signature does not fit
any more, where somebody else signed after it (a merge, or the receipt of the seal), or kept a seal. The
program ends with 1 where something is found or missed against that.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

from forgeries import ATTACKERS, Rows, forge

from workbench.keys import key_path
from workbench.review.admin.demo import make_example
from workbench.review.appraisals import answers, submission
from workbench.review.exchange import seals
from workbench.review.exchange.handout import make_handout
from workbench.review.exchange.merge.merge_files import merge_files
from workbench.review.exchange.verify import verify as checking
from workbench.review.exchange.verify.ledger import Ledger
from workbench.review.exchange.verify.source import read_source
from workbench.review.session import ReviewSession, open_review
from workbench.review.studies import known_studies

Kept = list[tuple[str, str, str]]


def main() -> int:
    """Change, verify, and print what was found of each kind; 1 where that is not what it must be."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("changes", type=int, nargs="?", default=1000, help="changes in one place")
    parser.add_argument("forgeries", type=int, nargs="?", default=200, help="changes with all hashes anew")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    begin, random = time.monotonic(), Random(asked.seed)
    with tempfile.TemporaryDirectory() as name:
        reviews = [make_review(Path(name) / word, exchange=word == "seals") for word in ("seals", "none")]
    for records, _ in reviews:
        if faults := faults_of(records):
            sys.stdout.write(f"the review does not hold before any change: {faults[0]}\n")
            return 1
    is_missed = change_plainly(reviews[0][0], asked.changes, random)
    is_wrong = forge_all(reviews, asked.forgeries, random)
    sys.stdout.write(f"{time.monotonic() - begin:.0f} s\n")
    return int(is_missed or is_wrong)


def change_plainly(records: Rows, number: int, random: Random) -> bool:
    """Change one place so many times, and return True if anything was not found."""
    made, missed = Counter[str](), Counter[str]()
    for _ in range(number):
        kind = random.choice(list(CHANGES))
        changed = deepcopy(records)
        told = CHANGES[kind](changed, random)
        made[kind] += 1
        if not faults_of(changed):
            missed[kind] += 1
            sys.stdout.write(f"not found: {kind}: {told}\n")
    for kind in CHANGES:
        sys.stdout.write(f"{kind:<16} {made[kind] - missed[kind]:>4} of {made[kind]}\n")
    return bool(missed)


def forge_all(reviews: Sequence[tuple[Rows, dict[str, str]]], number: int, random: Random) -> bool:
    """Forge so many answers, and return True if anything was found or missed against what must be."""
    found_of, made, is_wrong = Counter[str](), Counter[str](), False
    for _ in range(number):
        attacker, keeps = random.choice(ATTACKERS), random.random() < 0.5
        records, private = random.choice(reviews)
        forged, others_signed = forge(records, private, attacker, random)
        found = bool(faults_of(forged, kept_seals(records) if keeps else []))
        must = keeps or attacker == ATTACKERS[0] or (attacker == ATTACKERS[1] and others_signed)
        kind = f"{attacker}{', a seal is kept' if keeps else ''}"
        kind += (
            ", another signed after it" if others_signed and attacker == ATTACKERS[1] and not keeps else ""
        )
        made[kind] += 1
        found_of[kind] += found
        if found != must:
            is_wrong = True
            sys.stdout.write(f"{'found' if found else 'not found'} against what must be: {kind}\n")
    for kind in sorted(made):
        sys.stdout.write(f"{kind:<50} {found_of[kind]:>4} of {made[kind]}\n")
    return is_wrong


def faults_of(records: Rows, kept: Kept | None = None) -> list[Any]:
    """Return what does not hold, as `verify` finds it in the same records."""
    ledger = Ledger(records)
    found = [fault for check in checking.CHECKS for fault in checking._tried(check, ledger)]
    checking.judge_anew(ledger, found)
    return [*found, *checking._tried(lambda each: checking.check_seals(each, kept or ()), ledger)]


@contextmanager
def at_machine(name: str, folder: Path) -> Iterator[None]:
    """Work with the settings of one machine."""
    os.environ["XDG_CONFIG_HOME"] = str(folder / f"settings of {name}")
    yield


def make_review(folder: Path, *, exchange: bool) -> tuple[Rows, dict[str, str]]:
    """Make the merged file of two people; return its rows, and their private keys by public key.

    Args:
        folder: for the files; it is made.
        exchange: True if they exchange seals first.
    """
    folder.mkdir()
    files = {name: folder / f"{name}.db" for name in ("anna", "ben")}
    private = {}
    make_example(str(files["anna"]))
    with at_machine("anna", folder), open_review(str(files["anna"]), "anna") as session:
        make_handout(session, "ben", str(files["ben"]))
    for name, path in files.items():
        with at_machine(name, folder), open_review(str(path), name) as session:
            for row in known_studies.rows(session)[:2]:
                appraise(session, row.key, row.title, Random(f"{name} {row.key}"))
            path.with_suffix(".seals").write_bytes(seals.export_seals(session).data)
            key = json.loads(key_path(name).read_text())
            private[key["public"]] = key["private"]
    for name, other in (("anna", "ben"), ("ben", "anna")) if exchange else ():
        with at_machine(name, folder), open_review(str(files[name]), name) as session:
            merge_files(session, [files[other].with_suffix(".seals")])
    with at_machine("anna", folder), open_review(str(files["anna"]), "anna") as session:
        merge_files(session, [files["ben"]])
    return {table: list(rows) for table, rows in read_source(str(files["anna"])).records.items()}, private


def appraise(session: ReviewSession, key: str, quote: str, random: Random) -> None:
    """Answer by lot, with notes and a quote, and submit."""
    while unanswered := answers.judge_study(session, key).verdict.unanswered:
        item = unanswered[0]
        code = random.choice(answers.judge_study(session, key).checklist.options(item)).code
        answers.answer(session, key, item, code, note=f"as read {random.randrange(100)}")
    submission.submit(session, key)


def kept_seals(records: Rows) -> Kept:
    """Return what somebody has who keeps all seals."""
    places = {row["id"]: row["public_key"] for row in records["place"]}
    return [(places[row["place_id"]], row["digest"], row["head"]) for row in records["seal"]]


def change_code(records: Rows, random: Random) -> str:
    """Give an answer another code."""
    row = random.choice([row for row in records["answer"] if row["code"]])
    codes = {other["code"] for other in records["answer"] if other["code"]} - {row["code"]}
    row["code"] = random.choice(sorted(codes))
    return str(row["item_id"])


def change_note(records: Rows, random: Random) -> str:
    """Change some letters of a note, or take it away."""
    row = random.choice([row for row in records["answer"] if row["note"]])
    place = random.randrange(len(row["note"]))
    row["note"] = random.choice(("", row["note"][:place] + "x" + row["note"][place:]))
    return str(row["item_id"])


def change_author(records: Rows, random: Random) -> str:
    """Give an appraisal, a step, a place or a seal to somebody else."""
    people = {row["id"]: row["handle"] for row in records["reviewer"]}
    table = random.choice(("appraisal", "event", "place", "seal"))
    if table == "event":
        row = random.choice([row for row in records["event"] if row["reviewer"]])
        row["reviewer"] = random.choice(sorted({*people.values(), "cara"} - {row["reviewer"]}))
        return f"event {row['number']}"
    column = "place_id" if table == "seal" else "reviewer_id"
    row = random.choice(records[table])
    known = {each["id"] for each in records["place" if table == "seal" else "reviewer"]}
    row[column] = random.choice(sorted(known - {row[column]}))
    return table


def change_time(records: Rows, random: Random) -> str:
    """Move a time by ten seconds to a year."""
    table, column = random.choice(
        (("event", "at"), ("answer", "answered_at"), ("appraisal", "submitted_at"), ("seal", "sealed_at"))
    )
    row = random.choice([row for row in records[table] if row[column]])
    gap = timedelta(seconds=random.choice((-1, 1)) * 10 ** random.uniform(1, 7.5))
    row[column] = (datetime.fromisoformat(row[column]) + gap).isoformat()
    return f"{table}.{column}"


def change_order(records: Rows, random: Random) -> str:
    """Let an event change places with one that it comes after, or change which ones it comes after."""
    by_hash = {row["hash"]: row for row in records["event"]}
    row = random.choice([row for row in records["event"] if {*row["parents"]} & by_hash.keys()])
    if random.random() < 0.5:
        row["parents"] = [random.choice(sorted(by_hash.keys() - {*row["parents"], row["hash"]}))]
        return f"parents of event {row['number']}"
    before = by_hash[random.choice(sorted({*row["parents"]} & by_hash.keys()))]
    row["number"], before["number"] = before["number"], row["number"]
    return f"events {row['number']} and {before['number']}"


def change_document(records: Rows, random: Random) -> str:
    """Change a letter of a document, its hash, what it is, or whose it is."""
    row = random.choice(records["document"])
    kind = random.choice(("text", "sha256", "kind", "source_name", "gone"))
    if kind == "gone":
        records["document"].remove(row)
    elif kind == "text":
        place = random.randrange(len(row["text"]))
        row["text"] = row["text"][:place] + "¤" + row["text"][place + 1 :]
    else:
        row[kind] = "0" * 64 if kind == "sha256" else f"{row[kind]}x"
    return kind


def change_checklist(records: Rows, random: Random) -> str:
    """Change a letter of a checklist, or pin an appraisal to another one."""
    if random.random() < 0.5:
        row = random.choice(records["checklist_version"])
        place = random.randrange(len(row["text"]))
        row["text"] = row["text"][:place] + "¤" + row["text"][place + 1 :]
        return "text"
    row = random.choice(records["appraisal"])
    known = {each["id"] for each in records["checklist_version"]} - {row["checklist_version_id"]}
    row["checklist_version_id"] = random.choice(sorted(known))
    return "pinned"


def take_event_away(records: Rows, random: Random) -> str:
    """Take an event away, and close the gap in the numbers."""
    row = random.choice(records["event"][:-1])
    records["event"].remove(row)
    for each in records["event"]:
        each["number"] -= each["number"] > row["number"]
    return str(row["action"])


def add_event(records: Rows, random: Random) -> str:
    """Add a step like another one, in the middle or at the end, with a hash that is made up."""
    row = dict(random.choice(records["event"]))
    number = random.randrange(2, len(records["event"]) + 2)
    for each in records["event"]:
        each["number"] += each["number"] >= number
    row |= {"id": str(uuid4()), "number": number, "hash": random.randbytes(32).hex()}
    records["event"].append(row)
    return str(row["action"])


def swap_seals(records: Rows, random: Random) -> str:
    """Swap something between two seals, or take one away."""
    one, two = random.sample(records["seal"], 2)
    while one["about"] == two["about"]:
        one, two = random.sample(records["seal"], 2)
    columns = random.choice(
        (("digest",), ("nonce", "content"), ("digest", "nonce", "content"), ("appraisal_id",), ("head",),
         ("signature",), ("about",), ("digest", "nonce", "content", "head", "signature", "place_id"), ())
    )  # fmt: skip
    for column in columns:
        one[column], two[column] = two[column], one[column]
    if not columns:
        records["seal"].remove(one)
    return ", ".join(columns) or "taken away"


CHANGES: Mapping[str, Callable[[Rows, Random], str]] = {
    "a code": change_code,
    "a note": change_note,
    "an author": change_author,
    "a time": change_time,
    "an order": change_order,
    "a document": change_document,
    "a checklist": change_checklist,
    "a deleted event": take_event_away,
    "an added event": add_event,
    "a swapped seal": swap_seals,
}


if __name__ == "__main__":
    sys.exit(main())
