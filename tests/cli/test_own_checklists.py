"""A team's own checklists on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from checklists import parse_checklist, prove
from tests.cli.conftest import Run

SMALL = (Path(__file__).parents[1] / "checklists" / "small.yaml").read_text(encoding="utf-8")


@pytest.fixture
def ours() -> str:
    """The name of a definition in the folder."""
    Path("ours.yaml").write_text(SMALL.replace("id: small", "id: ours", 1), encoding="utf-8")
    return "ours.yaml"


def test_a_checklist_is_added_listed_shown_checked_used_and_removed(as_ana: Run, ours: str) -> None:
    """From the file to the judgement of a study, and out again."""
    added = as_ana("checklists", "add", ours)
    assert (0, "ours.yaml: added ours 0.1.0\n") == (added.code, added.out)
    assert "already" in as_ana("checklists", "add", ours).out
    listed = {row["id"]: row for row in as_ana("checklists", "list", "--format", "json").json}
    assert ("review", "ours.yaml", "ana") == tuple(
        listed["ours"]["origin"][name] for name in ("origin", "source", "added_by")
    )
    assert "workbench" == listed["case-report"]["origin"]["origin"]
    assert "review (ours.yaml)" in as_ana("checklists").out
    assert Path(ours).read_text() == as_ana("checklists", "show", "ours", "--source").out
    assert "It was dealt with." in as_ana("checklists", "show", "ours").out
    assert as_ana("checklists", "check", "ours").out.startswith("ours: ok")
    assert 0 == as_ana("assign", "ono", "ours").code
    assert "ours" == as_ana("judge", "ono", "--format", "json").json["checklist"]
    assert 0 == as_ana("answer", "ono", "1.1", "Y").code
    refused = as_ana("checklists", "remove", "ours")
    assert (4, True) == (refused.code, "assigned to ono" in refused.err)
    as_ana("assign", "ono", "case-report", "--reason", "the other fits")
    refused = as_ana("checklists", "remove", "ours")
    assert (4, True) == (refused.code, "used in appraisals of ono" in refused.err)


def test_one_that_nobody_uses_is_removed(as_ana: Run, ours: str) -> None:
    """Adding and removing stand in the history."""
    as_ana("checklists", "add", ours)
    assert 0 == as_ana("checklists", "remove", "ours").code
    assert 3 == as_ana("checklists", "show", "ours").code
    events = [(event["action"], event["target"]) for event in as_ana("history", "--format", "json").json]
    assert [("checklist.add", "ours"), ("checklist.remove", "ours")] == events[-2:]


def test_what_became_of_each_file_is_told(as_ana: Run, ours: str) -> None:
    """A bad one does not lose the others; the exit code says that one was refused."""
    Path("bad.yaml").write_text(SMALL.replace("tone: poor", "tone: bad", 1), encoding="utf-8")
    found = as_ana("checklists", "add", "bad.yaml", ours, "none.yaml")
    assert 1 == found.code
    for line, start in zip(found.out.splitlines(), _STARTS, strict=True):
        assert line.startswith(start)
    rows = as_ana("checklists", "add", "bad.yaml", ours, "--format", "json").json
    assert ["problem", "refused", "already there"] == [row["status"] for row in rows]


_STARTS = (
    "bad.yaml:13: answers.N.tone",
    "bad.yaml: not added, 1 problem",
    "ours.yaml: added ours 0.1.0",
    "none.yaml: cannot be read",
    "none.yaml: not added, 1 problem",
)


def test_another_text_of_a_version_is_a_conflict(as_ana: Run, ours: str) -> None:
    """So is an id of the program; a later version is taken and says what it replaces."""
    as_ana("checklists", "add", ours)
    Path("changed.yaml").write_text(Path(ours).read_text().replace("title: First", "title: Changed"))
    assert 4 == as_ana("checklists", "add", "changed.yaml").code
    Path("later.yaml").write_text(
        Path("changed.yaml").read_text().replace("version: 0.1.0", "version: 0.10.0")
    )
    assert "it replaces 0.1.0" in as_ana("checklists", "add", "later.yaml").out
    Path("taken.yaml").write_text(SMALL.replace("id: small", "id: case-report", 1))
    assert 4 == as_ana("checklists", "add", "taken.yaml").code


def test_without_a_review_there_is_nothing_to_add_to(ran: Run, ours: str) -> None:
    """The catalogue of the program is shown all the same."""
    assert 3 == ran("--reviewer", "ana", "checklists", "add", ours).code
    assert 0 == ran("checklists", "list").code
    assert ran("checklists", "check", ours).out.startswith("ours.yaml: ok")


def test_a_damaged_review_does_not_hide_the_catalogue(ran: Run) -> None:
    """It is told on stderr."""
    Path("broken.db").write_text("no database")
    found = ran("--db", "broken.db", "checklists", "list")
    assert 0 == found.code
    assert "without the review's own checklists" in found.err


def test_the_schema_is_printed(ran: Run) -> None:
    """As JSON."""
    assert {"schema", "id"} <= set(json.loads(ran("checklists", "schema").out)["properties"])


def test_a_starter_loads_as_it_is_written(ran: Run) -> None:
    """Ten items and a total; the first line leads editors to the schema; nothing is overwritten."""
    made = ran("checklists", "new", "Our list (2).yaml")
    assert 0 == made.code
    text = Path("Our list (2).yaml").read_text(encoding="utf-8")
    assert "# yaml-language-server: $schema=checklist.schema.json" == text.splitlines()[0]
    checklist = parse_checklist(text)
    assert ("our-list-2", 10, "appraisal-checklist/0.2") == (
        checklist.id,
        len(checklist.items),
        checklist.schema_,
    )
    assert () == checklist.warnings
    again = ran("checklists", "new", "Our list (2).yaml")
    assert (4, True) == (again.code, "already" in again.err)
    assert text == Path("Our list (2).yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("like", ["case-report", "case-series", "psm-cohort", "single-arm-covid"])
def test_a_starter_takes_over_a_structure(ran: Run, like: str) -> None:
    """Ids, answers and rules of another checklist, under an id of its own."""
    assert 0 == ran("checklists", "new", f"{like}.yaml", "--like", like).code
    mine = parse_checklist(Path(f"{like}.yaml").read_text(encoding="utf-8"))
    model = parse_checklist(ran("checklists", "show", like, "--source").out)
    assert (f"my-{like}", [item.id for item in model.items]) == (mine.id, [item.id for item in mine.items])
    assert model.domains == mine.domains
    assert ((), False) == (mine.upgrades, mine.house_rules)


def test_a_starter_like_one_of_the_reviews_own(as_ana: Run, ours: str) -> None:
    """Where it is nowhere to be found, that is told and no file is made."""
    as_ana("checklists", "add", ours)
    assert 0 == as_ana("checklists", "new", "next.yaml", "--like", "ours").code
    assert "next" == parse_checklist(Path("next.yaml").read_text()).id
    missing = as_ana("checklists", "new", "third.yaml", "--like", "nothing")
    assert 3 == missing.code
    assert not Path("third.yaml").exists()


def test_starters_are_proved(ran: Run) -> None:
    """As they are written."""
    ran("checklists", "new", "mine.yaml")
    ran("checklists", "new", "report.yaml", "--like", "case-report")
    for name in ("mine.yaml", "report.yaml"):
        assert () == prove(parse_checklist(Path(name).read_text(encoding="utf-8"))).problems
