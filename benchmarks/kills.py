"""Kill a writer at moments drawn by lot, and see that nothing is lost: `python benchmarks/kills.py 320`.

A process of its own answers with a note, submits, reopens, merges a co-reviewer's file and exports, and
acknowledges each step when it is done. It is killed (`kill -9`) while it works, between two steps or within
one. Then the file of the review alone is copied, as somebody would copy it, and looked at with plain
SQLite:

* whole: the copy is sound, and has every acknowledged step
* torn: code and note of an answer are of one step; what was not acknowledged is there whole or not at all
* export: an export has its name only if it is whole; what was begun is cleared away

Every twentieth copy is checked with `workbench verify`, and so is the last one. The program ends with 1
where something does not hold.
"""

from __future__ import annotations

import argparse
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from workbench.output.atomic_files import write_file
from workbench.review.admin.demo import make_example
from workbench.review.appraisals import answers, submission
from workbench.review.exchange.handout import make_handout
from workbench.review.exchange.merge.merge_files import merge_files
from workbench.review.exchange.verify.verify import verify
from workbench.review.exchange.whole_review import export_review
from workbench.review.session import ReviewSession, open_review
from workbench.review.studies import edit_record, known_studies

Say = Callable[[str], None]
STEPS = ("answer",) * 8 + ("submit", "merge", "export")
EVERY = 20


@dataclass
class Told:
    """What a writer has acknowledged.

    Attributes:
        answers: by item the number of the last step that answered it.
        submitted: whether the appraisal is submitted; None where nothing was said of it.
        merges: how many merges brought something.
        begun: the step that was begun last and not acknowledged; empty where there is none.
        late: what was begun before that and not acknowledged: SQLite may have it beside the file, where the
            next opening finds it.
    """

    answers: dict[str, int] = field(default_factory=dict)
    submitted: bool | None = None
    merges: int = 0
    exports: list[str] = field(default_factory=list)
    begun: str = ""
    late: str = ""

    @property
    def open_steps(self) -> list[str]:
        """The steps that may be done or not."""
        return [step for step in (self.late, self.begun) if step]

    def take(self, line: str) -> None:
        """Take one line of the writer into account."""
        word, _, rest = line.partition(" ")
        if word == "begin":
            self.begun = rest
            return
        step, _, value = rest.partition(" ")
        self.begun = ""
        if step == "answer":
            item, _, number = value.partition(" ")
            self.answers[item] = int(number)
        elif step in ("submit", "reopen"):
            self.submitted = step == "submit"
        elif step == "merge":
            self.merges += 1
        elif step == "export":
            self.exports.append(value)


def write_on(path: Path, other: Path, number: int, seed: float, out: int) -> None:
    """Take steps until killed, and tell of each that it is begun and that it is done."""
    random = Random(seed)

    def say(line: str) -> None:
        os.write(out, f"{line}\n".encode())

    with open_review(str(path), "anna") as session:
        key = known_studies.rows(session)[0].key
        while True:
            number += 1
            step = random.choice(STEPS)
            if step == "answer" and answers.judge_study(session, key).submitted:
                step = "reopen"
            TAKE[step](session, key, number, random, other, say)


def answer(session: ReviewSession, key: str, number: int, random: Random, _: Path, say: Say) -> None:
    """Answer an item with the number of the step in the note."""
    sheet = answers.judge_study(session, key)
    item = random.choice(sheet.verdict.asked)
    say(f"begin answer {item} {number}")
    codes = sheet.checklist.codes(item)
    answers.answer(session, sheet, item, codes[number % len(codes)], note=f"step {number}")
    say(f"done answer {item} {number}")


def submit(session: ReviewSession, key: str, number: int, random: Random, other: Path, say: Say) -> None:
    """Answer what has no answer, and submit."""
    while unanswered := answers.judge_study(session, key).verdict.unanswered:
        number += 1
        item = unanswered[0]
        say(f"begin answer {item} {number}")
        codes = answers.judge_study(session, key).checklist.codes(item)
        answers.answer(session, key, item, codes[number % len(codes)], note=f"step {number}")
        say(f"done answer {item} {number}")
    if not answers.judge_study(session, key).submitted:
        say("begin submit")
        submission.submit(session, key)
        say("done submit")


def reopen(session: ReviewSession, key: str, number: int, random: Random, other: Path, say: Say) -> None:
    """Reopen the appraisal."""
    say("begin reopen")
    submission.reopen(session, key, f"step {number}")
    say("done reopen")


def merge(session: ReviewSession, key: str, number: int, random: Random, other: Path, say: Say) -> None:
    """Merge the file of the co-reviewer, who has gone on meanwhile."""
    say("begin merge")
    if merge_files(session, [other], contents=True)[0].changed:
        say("done merge")


def export(session: ReviewSession, key: str, number: int, random: Random, other: Path, say: Say) -> None:
    """Export what may be seen into a file."""
    target = Path(session.db.location).with_name(f"export-{number}.zip")
    say(f"begin export {target.name}")
    write_file(target, export_review(session, visible_only=True).files[""])
    say(f"done export {target.name}")


TAKE: Mapping[str, Callable[[ReviewSession, str, int, Random, Path, Say], None]] = {
    "answer": answer,
    "submit": submit,
    "reopen": reopen,
    "merge": merge,
    "export": export,
}


def kill_one(path: Path, other: Path, told: Told, number: int, random: Random) -> None:
    """Start a writer, kill it, and take down what it acknowledged."""
    out, into = os.pipe()
    told.late, told.begun = told.begun, ""
    seed, lines, wait = random.random(), random.randrange(1, 24), random.random() * 0.03
    child = os.fork()
    if child == 0:
        os.close(out)
        try:
            write_on(path, other, number, seed, into)
        finally:
            os._exit(1)
    os.close(into)
    with os.fdopen(out, encoding="utf-8") as stream:
        for _ in range(lines):
            told.take(stream.readline().strip())
        time.sleep(wait)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        for line in stream:
            told.take(line.strip())


def check_copy(path: Path, told: Told, codes: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield what a plain copy of the file lacks, or has by halves; take over what turned out to be done."""
    copy = path.with_name("copy.db")
    subprocess.run(["cp", str(path), str(copy)], check=True)
    with closing(sqlite3.connect(f"file:{copy}?immutable=1", uri=True)) as connection:
        for pragma in ("integrity_check", "foreign_key_check"):
            if (found := connection.execute(f"PRAGMA {pragma}").fetchall()) not in ([("ok",)], []):
                yield f"whole: the copy is damaged: {found[:2]}"
        own = "SELECT a.id FROM appraisal a JOIN reviewer r ON r.id = a.reviewer_id WHERE r.handle = 'anna'"
        asked = f"SELECT item_id, code, note FROM answer WHERE appraisal_id IN ({own})"
        rows = connection.execute(asked).fetchall()
        state = connection.execute(f"SELECT state FROM appraisal WHERE id IN ({own})").fetchone()
        is_submitted = state is not None and state[0] == "submitted"
        (merges,) = connection.execute("SELECT count(*) FROM event WHERE action = 'merge'").fetchone()
    yield from _check_answers({item: (code, note) for item, code, note in rows}, told, codes)
    if told.submitted is not None and is_submitted != told.submitted:
        if not {*told.open_steps} & {"submit", "reopen"}:
            yield f"whole: the appraisal is {'' if is_submitted else 'not '}submitted"
        told.submitted = is_submitted
    if not told.merges <= merges <= told.merges + told.open_steps.count("merge"):
        yield f"whole: {merges} merges instead of {told.merges}"
    told.merges = merges


def _check_answers(
    rows: Mapping[str, tuple[str, str]], told: Told, codes: Mapping[str, tuple[str, ...]]
) -> Iterator[str]:
    begun = [step.split()[1:] for step in told.open_steps if step.startswith("answer")]
    for each in sorted({*rows, *told.answers}):
        steps = [told.answers[each]] if each in told.answers else []
        steps += [int(number) for item, number in begun if item == each]
        whole = [(codes[each][step % len(codes[each])], f"step {step}") for step in steps]
        if each not in rows:
            if each in told.answers:
                yield f"whole: the answer to {each} of step {told.answers[each]} is lost"
        elif rows[each] not in whole:
            kind = "torn" if not steps or rows[each][1] in [note for _, note in whole] else "whole"
            yield f"{kind}: {each} has {rows[each]} instead of one of {whole}"
        else:
            told.answers[each] = int(rows[each][1].removeprefix("step "))


def check_exports(folder: Path, told: Told) -> Iterator[str]:
    """Yield the exports that are not whole, or are not there, and take the others away."""
    there = {path.name for path in folder.glob("export-*.zip")}
    for name in [*told.exports, *(there - {*told.exports})]:
        try:
            with zipfile.ZipFile(folder / name) as archive:
                if archive.testzip() is not None:
                    yield f"export: {name} is torn"
        except (OSError, zipfile.BadZipFile) as problem:
            yield f"export: {name}: {problem}"
        (folder / name).unlink(missing_ok=True)
    told.exports.clear()


def go_on(other: Path, number: int) -> None:
    """Let the co-reviewer change something, so that a merge has something to bring."""
    with open_review(str(other), "ben") as session:
        edit_record.edit(session, known_studies.rows(session)[1].key, {"title": f"A title of step {number}"})


def run(kills: int, seed: int, folder: Path) -> tuple[Counter[str], Told]:
    """Kill a writer so many times, print what does not hold, and return how often."""
    path, other, random, told = folder / "anna.db", folder / "ben.db", Random(seed), Told()
    make_example(str(path))
    with open_review(str(path), "anna") as session:
        make_handout(session, "ben", str(other))
        checklist = answers.judge_study(session, known_studies.rows(session)[0].key).checklist
        codes = {item.id: checklist.codes(item.id) for item in checklist.items}
    faults: Counter[str] = Counter()
    for count in range(1, kills + 1):
        go_on(other, count)
        kill_one(path, other, told, count * 1000, random)
        found = [*check_copy(path, told, codes), *check_exports(folder, told)]
        if count % EVERY == 0 or count == kills:
            checked = verify(str(folder / "copy.db"))
            found += [f"verify: {each.about}: {each.message}" for each in checked.faults[:3]]
        faults.update(line.partition(":")[0] for line in found)
        for line in found:
            sys.stdout.write(f"kill {count}: {line}\n")
        sys.stdout.flush()
    with open_review(str(path), "anna"):
        if left := [each.name for each in folder.iterdir() if each.name.endswith(".new")]:
            faults["export"] += len(left)
            sys.stdout.write(f"after the last kill: {left} was left behind\n")
    return faults, told


def main() -> int:
    """Kill, look, and say what came of it; 1 where something does not hold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("kills", type=int, nargs="?", default=40, help="how many")
    parser.add_argument("--seed", type=int, default=0, help="which steps and moments")
    asked = parser.parse_args()
    begin = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_CONFIG_HOME"] = str(Path(name) / "settings")
        faults, told = run(asked.kills, asked.seed, Path(name))
    took = time.monotonic() - begin
    sys.stdout.write(
        f"{asked.kills} kills in {took:.0f} s, {told.merges} merges; {dict(faults) or 'all holds'}\n"
    )
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
