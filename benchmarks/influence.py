"""Measure what `workbench influence` computes: `python benchmarks/influence.py`.

A review of 100 studies, each appraised by two reviewers, with an outcome that all of them speak to. Measured
is the processor time for every single change of all appraisals and of the outcome's certainty, from what is
read already. The floor changes the same answers, and looks each domain and the whole up in a dictionary that
knows them all; it makes no records, compares nothing and has no evidence.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from fill import fill

from checklists import judge_levels
from workbench.review.appraisals.sheets import Sheet, answers_to_judge
from workbench.review.evidence import findings, outcomes, ratings
from workbench.review.evidence.influence_listing import appraisal_influences, body_influences
from workbench.review.session import ReviewSession, open_review
from workbench.review.studies import known_studies
from workbench.review.view import View

RUNS = 5


def prepare(session: ReviewSession) -> None:
    """Enter an outcome with numbers of every study, and rate what a certainty needs."""
    outcome = outcomes.add_outcome(session, "pain", time_point="4 weeks", better="lower", importance=7)
    with session.db.writing():
        for place, row in enumerate(known_studies.rows(session)):
            numbers = {"treatment_events": str(place % 9), "treatment_total": str(place % 13 + 9)}
            findings.record_finding(session, row.key, outcome.id, numbers)
    for domain in ("Inconsistency", "Indirectness", "Imprecision", "PublicationBias"):
        ratings.rate(session, outcome.id, domain, 0, "for measuring")


def reading(session: ReviewSession) -> View:
    """Read and judge everything that the changes start from."""
    view = View(session)
    view.sheets(view.counted)
    assert view.bodies
    return view


def influence(view: View) -> None:
    """Try every change of everything, and write the sentences."""
    appraisal_influences(view)
    body_influences(view, view.bodies)


class Floor:
    """The same changes by a look-up alone; the dictionaries are filled before anything is measured."""

    def __init__(self, sheets: list[Sheet]) -> None:
        self.sheets = [(sheet, dict(answers_to_judge(sheet.checklist, sheet.codes, sheet.preliminaries)))
                       for sheet in sheets]  # fmt: skip
        self.domains: dict[tuple[str, tuple[str | None, ...]], str | None] = {}
        self.wholes: dict[tuple[str | None, ...], str | None] = {}
        self.run(learn=True)

    def run(self, *, learn: bool = False) -> int:
        """Look up the levels after each change; give the number of changes."""
        changes = 0
        for sheet, answers in self.sheets:
            checklist = sheet.checklist
            places = [(domain.id, [item.id for item in domain.items]) for domain in checklist.domains]
            for item in sheet.verdict.answered:
                for code in checklist.codes(item):
                    if code in ("NA", answers[item]):
                        continue
                    changes += 1
                    changed = {**answers, item: code}
                    keys = [(name, tuple(map(changed.get, items))) for name, items in places]
                    if learn:
                        levels = judge_levels(checklist, changed)
                        self.domains.update(zip(keys, levels.domains, strict=True))
                        self.wholes[levels.domains] = levels.overall
                    self.wholes[tuple([self.domains[key] for key in keys])]
        return changes


def seconds(runs: Iterable[Callable[[], object]]) -> list[float]:
    """Return the processor seconds of each run."""
    measured = []
    for run in runs:
        begin = time.process_time()
        run()
        measured.append(time.process_time() - begin)
    return measured


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--studies", type=int, default=100)
    parser.add_argument("--reviewers", type=int, default=2)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "review.db"
        fill(given.studies, given.reviewers, path)
        with open_review(str(path), "anna") as session:
            prepare(session)
            views = [reading(session) for _ in range(RUNS)]
            first, *later = seconds(partial(influence, view) for view in views)
            sheets = views[0].sheets(views[0].counted)
            floor = Floor(sheets)
            changes, least = floor.run(), statistics.median(seconds([floor.run] * RUNS))
            ours = statistics.median(later)
    sys.stdout.write(
        f"{given.studies} studies, {len(sheets)} appraisals, {changes:,} answers changed\n"
        f"ours {first:.2f} s of the processor at first, then {ours:.2f} s; floor {least:.3f} s; "
        f"ratio {first / least:.0f}, then {ours / least:.0f}\n"
    )


if __name__ == "__main__":
    main()
