"""Measure how long a key press waits, beside a floor of the same run: `python benchmarks/review.py`.

Each row is something the screens do while somebody waits, and the least that the same machine needs for it:
plain `sqlite3` for the database, an interpreter that does nothing for the command line. Figures are medians.
The ratio is what to compare between machines.
"""

from __future__ import annotations

import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import store
from checklists import find_checklist, judge
from store import appraisals, studies
from store.bibliography import Bibliography
from store.records import NewStudy
from workbench.review.appraisals.sheets import version_of
from workbench.review.session import ReviewSession
from workbench.review.studies import known_studies
from workbench.review.studies.progress import read_progress

STUDIES = 10_000
ON_SCREEN = 40
REPEATS = 15


def median_of(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """Return the median seconds of some runs, after one that is not counted."""
    work()
    took = []
    for _ in range(repeats):
        begin = time.perf_counter()
        work()
        took.append(time.perf_counter() - begin)
    return statistics.median(took)


def fill(db: store.Store) -> None:
    """Fill a review with ten thousand studies, the first two hundred of them begun by two reviewers."""
    usual = Bibliography(title="A title of usual length " * 4, year=2020)
    new = [
        NewStudy(f"study{number:05d}", usual, design="case_report", checklist="case-report")
        for number in range(STUDIES)
    ]
    studies.add_studies(db, [(study, []) for study in new], by="anna")
    version = version_of(find_checklist("case-report"))
    for row in studies.list_studies(db)[:200]:
        for reviewer in ("anna", "bea"):
            begun = appraisals.start_appraisal(db, row.id, reviewer=reviewer, checklist=version)
            appraisals.save_answer(db, begun.id, "1.1", "Y", by=reviewer)


def save_with_sqlite(path: Path) -> Callable[[], None]:
    """Return a function that writes one durable row a call, with the same settings."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE answer (item TEXT, code TEXT)")

    def save() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO answer VALUES ('1.1', 'Y')")
        connection.execute("COMMIT")

    return save


def rows(folder: Path) -> list[tuple[str, float, float]]:
    """Return what is measured, its seconds, and the seconds of its floor."""
    path = folder / "review.db"
    with store.create_review(path, title="Benchmark") as db:
        fill(db)
        session = ReviewSession(db, "anna")
        floor = sqlite3.connect(path)
        select = "SELECT id, key, title, year, design, checklist FROM study ORDER BY key"
        listing = known_studies.rows(session)
        begun = appraisals.find_appraisals(db, study_id=listing[0].id, reviewer="anna")[0]
        codes = iter(["N", "Y"] * (REPEATS + 2))
        checklist = find_checklist("psm-cohort")
        full = {item.id: checklist.options(item.id)[0].code for item in checklist.items}
        return [
            (f"list of {STUDIES:,} studies", median_of(lambda: known_studies.rows(session)),
             median_of(lambda: floor.execute(select).fetchall())),
            (f"progress of {ON_SCREEN} studies in sight",
             median_of(lambda: read_progress(session, listing[:ON_SCREEN])),
             median_of(lambda: floor.execute(select + f" LIMIT {ON_SCREEN}").fetchall())),
            ("one answer, durable, with its history",
             median_of(lambda: appraisals.save_answer(db, begun.id, "1.1", next(codes), by="anna")),
             median_of(save_with_sqlite(folder / "floor.db"))),
            ("judging a whole cohort", median_of(lambda: judge(checklist, full)),
             median_of(lambda: [full[item.id] for item in checklist.items])),
            ("workbench --help", median_of(lambda: run("-m", "workbench", "--help"), 5),
             median_of(lambda: run("-c", "pass"), 5)),
        ]  # fmt: skip


def run(*arguments: str) -> None:
    """Run a whole process."""
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        measured = rows(Path(folder))
    sys.stdout.write(f"{'what':<42}{'ours, ms':>12}{'floor, ms':>12}{'ratio':>9}\n")
    for name, ours, least in measured:
        sys.stdout.write(f"{name:<42}{ours * 1e3:>12.2f}{least * 1e3:>12.2f}{ours / least:>9.1f}\n")


if __name__ == "__main__":
    main()
