"""Random forks of a review and the union of them: the order does not matter, and nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path
from random import Random
from typing import Any

import pytest

from store import outcomes as stored
from store.export_rows import read_everything
from tests.review.conftest import scripted
from workbench.review.admin import protocol
from workbench.review.appraisals import answers, submission
from workbench.review.evidence import findings, outcomes
from workbench.review.exchange.handout import make_handout
from workbench.review.exchange.merge.merge_files import _by_id, merge_files
from workbench.review.exchange.merge.union import unite
from workbench.review.session import ReviewSession, open_review
from workbench.review.studies import characteristics, edit_record, exclusion, known_studies

Rows = dict[str, list[dict[str, Any]]]
CANARY = "canary-of-an-unsubmitted-appraisal"
PEOPLE = ("anna", "ben", "cara", "dora")
NOW = "2026-11-26T12:00:00+00:00"
DIRECTED = {
    "conflict": ("id", "source", "found_at", "here", "decided_by", "decision"),
    "event": ("id", "original", "line"),
    "seal": ("id", "received_at"),
}
"""By table, the columns that say in which file something was found; elsewhere it is the id."""


def change(session: ReviewSession, random: Random, studies: Sequence[str]) -> None:
    """Make one change that the reviewer may make."""
    study, word = random.choice(studies), f"{session.reviewer} {random.randrange(3)}"
    kind = random.randrange(8)
    if kind == 0:
        edit_record.edit(session, study, {"title": f"A title by {word}"})
    elif kind == 1:
        is_out = any(row.excluded for row in known_studies.rows(session) if row.key == study)
        (exclusion.include if is_out else exclusion.exclude)(session, study, f"because of {word}")
    elif kind == 2:
        characteristics.characterise(session, study, "country", word)
    elif kind == 3:
        protocol.write_protocol(session, random.choice(("confounders", "benchmark")), word)
    elif kind == 4:
        findings.record_finding(session, study, "survival", {"sentence": word})
    elif kind == 5:
        outcomes.edit_outcome(session, "survival", importance=random.randrange(1, 10))
    else:
        change_evidence(session, random, word)


def change_evidence(session: ReviewSession, random: Random, word: str) -> None:
    """Give the outcome a threshold or take it away, or rate a GRADE domain or confirm a rating."""
    (outcome,) = stored.list_outcomes(session.db)
    by = session.require_reviewer()
    if random.random() < 0.5:
        name = random.choice(("mid_benefit", "small"))
        value = random.choice(({"value": random.randrange(1, 4), "source": word}, None))
        stored.edit_outcome(session.db, outcome.id, {"thresholds": {name: value}}, by=by)
    elif stored.list_ratings(session.db) and random.random() < 0.5:
        stored.confirm_rating(session.db, outcome.id, "cohort-high", "Imprecision", by=by)
    else:
        levels = random.randrange(-2, 0)
        stored.save_rating(session.db, outcome.id, "cohort-high", "Imprecision", levels, "few events", by=by)


@pytest.fixture(scope="module")
def made(review_made: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Path]]:
    """A review with an outcome, and handouts of it for all but anna, made once."""
    folder = tmp_path_factory.mktemp("forks")
    path = folder / "anna.db"
    path.write_bytes(review_made.read_bytes())
    with open_review(str(path), "anna") as session:
        outcomes.add_outcome(session, "survival", importance=5)
        for name in PEOPLE[1:]:
            make_handout(session, name, str(folder / f"{name}.db"))
    return folder, {name: folder / f"{name}.db" for name in PEOPLE}


def forks(made: tuple[Path, dict[str, Path]], seed: int, folder: Path) -> dict[str, Rows]:
    """Let some people work in their files, one of them at times in two copies; return the rows of each."""
    random = Random(seed)
    people = PEOPLE[: random.randrange(2, 5)]
    rows: dict[str, Rows] = {}
    for name in people:
        path = folder / f"{seed}-{name}.db"
        path.write_bytes(made[1][name].read_bytes())
        work(path, name, random)
        rows[name] = read(path)
    if random.random() < 0.4:
        # Not the first, who merges: a copy of one's own that comes late would have held work of others back.
        name = random.choice(people[1:])
        copy = folder / f"{seed}-{name}-copy.db"
        copy.write_bytes((folder / f"{seed}-{name}.db").read_bytes())
        for path in (folder / f"{seed}-{name}.db", copy):
            work(path, name, random)
        rows[name], rows[f"{name} again"] = read(folder / f"{seed}-{name}.db"), read(copy)
    return rows


def read(path: Path) -> Rows:
    """Return the rows of a file."""
    with open_review(str(path)) as session:
        return read_everything(session.db)


def work(path: Path, name: str, random: Random) -> None:
    """Make some changes to a file, and begin, submit or reopen some appraisals."""
    with open_review(str(path), name) as session:
        studies = [row.key for row in known_studies.rows(session)]
        for _ in range(random.randrange(1, 5)):
            change(session, random, studies)
        for study in random.sample(studies, random.randrange(0, 3)):
            if answers.judge_study(session, study).submitted:
                submission.reopen(session, study, "read again")
                answers.note(session, study, "1.1", f"a word {random.randrange(9)}")
                submission.submit(session, study)
                continue
            scripted(session, study, submit=random.random() < 0.7)
            if not answers.judge_study(session, study).submitted:
                answers.note(session, study, "1.1", f"{CANARY} of {name}")


def merged(rows: Rows, *others: Rows, viewer: str) -> Rows:
    """Unite files one after the other."""
    # Twice: what the viewer submitted in another copy lets in what an earlier file held back.
    for number, other in enumerate((*others, *others)):
        identity = next(row["id"] for row in rows["reviewer"] if row["handle"] == viewer.split()[0])
        rows = unite(rows, other, viewer=identity, source=f"file {number}", now=NOW).rows
    return rows


def plain(rows: Rows) -> dict[str, list[str]]:
    """Return the rows without ids and without what says in which direction they were merged, sorted."""
    names = {row["id"]: row["sha256"] for row in rows["checklist_version"]}
    for row in rows["appraisal"]:
        place = (row["study_id"], row["result"], names[row["checklist_version_id"]], row["reviewer_id"])
        names[row["id"]] = " ".join(place)
    shown = {}
    for table, given in rows.items():
        kept = [row for row in given if table != "conflict" or row["decided_by"] is None]
        hidden = DIRECTED.get(table, ("id",))
        lines = [
            json.dumps({name: value for name, value in row.items() if name not in hidden}, sort_keys=True)
            for row in kept
            if table != "former_id"
        ]
        shown[table] = sorted(_named(line, names) for line in lines)
    return shown


def _named(line: str, names: dict[str, str]) -> str:
    for identity, name in names.items():
        line = line.replace(identity, name)
    return line


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_merging_does_not_matter(
    made: tuple[Path, dict[str, Path]], tmp_path: Path, seed: int
) -> None:
    """Whoever merges what into what, all events are there, and the same values stand and wait."""
    files = forks(made, seed, tmp_path)
    first, *others = files
    ends = []
    for order in permutations(others):
        ends.append(plain(merged(files[first], *(files[name] for name in order), viewer=first)))
    assert all(end == ends[0] for end in ends)
    # The other way round the viewer is somebody else, so what everybody gets is compared: the facts.
    last = others[-1]
    way_back = merged(files[last], *(files[name] for name in files if name != last), viewer=last)
    for table in ("study", "outcome", "characteristic", "finding", "review", "document", "certainty_rating"):
        assert ends[0][table] == plain(way_back)[table], table


def test_one_value_set_by_two_people_is_replaced_by_nobody_who_knew_of_one(
    made: tuple[Path, dict[str, Path]], tmp_path: Path
) -> None:
    """Anna and ben set a title alike; dora got ben's and changed it: anna's waits in whichever order."""
    files = {name: tmp_path / f"{name}.db" for name in PEOPLE}
    for name, path in files.items():
        path.write_bytes(made[1][name].read_bytes())
    with open_review(str(files["cara"])) as session:
        study = known_studies.rows(session)[0].key
    for name in ("anna", "ben"):
        with open_review(str(files[name]), name) as session:
            edit_record.edit(session, study, {"title": "The same title"})
    with open_review(str(files["dora"]), "dora") as session:
        merge_files(session, [files["ben"]])
        edit_record.edit(session, study, {"title": "Another one"})
    rows = {name: read(path) for name, path in files.items()}
    ends = [
        plain(merged(rows["cara"], *(rows[name] for name in order), viewer="cara"))
        for order in permutations(("anna", "ben", "dora"))
    ]
    (waiting,) = ends[0]["conflict"]
    assert "The same title" in waiting
    assert all(end == ends[0] for end in ends)


def test_one_version_made_in_two_copies_is_replaced_by_neither_alone(
    made: tuple[Path, dict[str, Path]], tmp_path: Path
) -> None:
    """Ben answers alike in two copies, and goes on from one of them: the other version waits in any order."""
    base, first, second, third = (tmp_path / f"{name}.db" for name in ("base", "first", "second", "third"))
    base.write_bytes(made[1]["ben"].read_bytes())
    with open_review(str(base), "ben") as session:
        study = known_studies.rows(session)[0].key
        scripted(session, study, submit=False)
    for copy in (first, second):
        copy.write_bytes(base.read_bytes())
        with open_review(str(copy), "ben") as session:
            answers.note(session, study, "1.1", "The same note")
    third.write_bytes(second.read_bytes())
    with open_review(str(third), "ben") as session:
        answers.note(session, study, "1.1", "Another note")
    rows = {path.stem: read(path) for path in (base, first, second, third)}
    ends = [
        merged(rows["base"], *(rows[name] for name in order), viewer="ben")
        for order in permutations(("first", "second", "third"))
    ]
    waiting = [[row["other"] for row in end["conflict"] if row["decided_by"] is None] for end in ends]
    assert [1] * 6 == [len(each) for each in waiting]
    assert 1 == len({each["event"] for (each,) in waiting})
    assert all("The same note" in json.dumps(each["extra"]["parts"]) for (each,) in waiting)


@pytest.mark.parametrize("seed", range(6))
def test_merging_merged_files_changes_nothing(
    made: tuple[Path, dict[str, Path]], tmp_path: Path, seed: int
) -> None:
    """A file can be merged again, alone or as part of what somebody else merged."""
    files = forks(made, seed, tmp_path)
    first, *others = files
    once = merged(files[first], *(files[name] for name in others), viewer=first)
    assert plain(once) == plain(merged(once, *(files[name] for name in others), viewer=first))
    assert plain(once) == plain(merged(once, files[first], once, viewer=first))
    if len(others) > 1:
        both = merged(files[others[0]], files[others[1]], viewer=others[0])
        step = merged(files[first], both, files[others[1]], *(files[n] for n in others[2:]), viewer=first)
        assert plain(once) == plain(step)


@pytest.mark.parametrize("seed", range(6))
def test_nothing_is_lost_and_nothing_is_told(
    made: tuple[Path, dict[str, Path]], tmp_path: Path, seed: int
) -> None:
    """Every event that is no step in a draft of somebody else is there; of drafts of others not a word is."""
    files = forks(made, seed, tmp_path)
    first, *others = [name for name in files if " " not in name]
    end = merged(files[first], *(files[name] for name in others), viewer=first)
    known = {row["hash"] for table in ("event", "bare_event") for row in end[table]}
    for name in (first, *others):
        rows = files[name]
        drafts = {row["id"].replace("-", "") for row in rows["appraisal"] if row["state"] == "draft"}
        missing = [
            row["action"]
            for row in rows["event"]
            if row["hash"] not in known and not (name != first and row["line"] in drafts)
        ]
        left_out = {row["line"] for row in rows["event"] if row["hash"] not in known and row["line"]}
        submitted = {row["id"].replace("-", "") for row in rows["appraisal"] if row["state"] == "submitted"}
        assert [] == [action for action in missing if not left_out & submitted], name
    told = json.dumps(end)
    assert [] == [name for name in others if f"{CANARY} of {name}" in told]
    values = json.dumps([end[t] for t in ("study", "conflict", "finding", "characteristic", "review")])
    for name in (first, *others):
        for row in files[name]["study"]:
            assert json.dumps(row["title"]) in values


def test_a_file_with_the_same_steps_in_another_order_changes_nothing() -> None:
    """Two steps of one transaction can change places in a merge; which one is taken back is still told."""
    first, second, undoing = (
        {"id": name, "hash": name, "number": number, "undoes": None}
        for number, name in enumerate(("first", "second", "undoing"), start=1)
    )
    here = {"event": [first, second, undoing | {"undoes": 2}]}
    there = {"event": [first | {"number": 2}, second | {"number": 1}, undoing | {"undoes": 1}]}
    assert _by_id("event", here) == _by_id("event", there)
    there["event"][2] = undoing | {"undoes": 2}
    assert _by_id("event", here) != _by_id("event", there)
