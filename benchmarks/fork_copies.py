"""Make files of a review in which people worked, by lot, as `benchmarks/forks.py` merges them.

Each goes on from another file of the same person, at times at another machine or after a merge of somebody
else's file.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from fork_actions import APPRAISING, BYSTANDERS, REOPENING, SHARED, TOGETHER, merge_studies, submit_first
from fork_draws import Action, act

from store.export_rows import read_everything
from workbench.review.admin.demo import make_example
from workbench.review.evidence import findings
from workbench.review.exchange.handout import make_handout
from workbench.review.exchange.merge.merge_files import Merge, merge_files
from workbench.review.reviewers import handles
from workbench.review.session import open_review
from workbench.review.studies import known_studies

Rows = dict[str, list[dict[str, Any]]]
PEOPLE = ("anna", "ben", "cara", "dora")
HOW_OFTEN = 0.3
"""How often files are merged before the work goes on."""


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


def names_of(copies: Sequence[Copy]) -> str:
    return ", ".join(f"{copy.path.stem} of {copy.name}" for copy in copies)
