"""Studies are shared out by hand and by lot, and progress says what is done without saying too much."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.cli.conftest import Run

TEAM = ("anna", "bea", "cara")


@pytest.fixture
def team(ran: Run) -> Run:
    """The example review with three known reviewers; the first word says who works."""
    assert 0 == ran("demo", "review.db").code

    def run(who: str, *words: str):  # type: ignore[no-untyped-def]
        return ran("--db", "review.db", "--reviewer", who, *words)

    for name in TEAM:
        assert 0 == run("anna", "reviewer", "add", name).code or name == "anna"
    return run


def allocated(team: Run) -> dict[str, list[str]]:
    """Who is asked to appraise what, of the studies that somebody is."""
    rows = team("anna", "allocate", "--format", "json").json
    return {row["study"]: row["reviewers"] for row in rows if row["reviewers"]}


def appraise(team: Run, who: str, study: str) -> None:
    """Answer everything NI, and submit."""
    while True:
        state = team(who, "judge", study, "--format", "json").json
        open_items = state["unanswered"]
        if not open_items:
            break
        for item in open_items:
            team(who, "answer", study, item, "NI")
    assert 0 == team(who, "submit", study).code


def test_studies_are_allocated_and_taken_back_by_hand(team: Run) -> None:
    """Handles are found in any case; the list of studies shows to whom."""
    done = team("anna", "allocate", "sugino", "harada", "--to", "BEA, anna")
    assert (0, 2) == (done.code, done.err.count("is allocated to anna, bea."))
    assert "already" in team("anna", "allocate", "sugino", "--to", "bea").err
    team("anna", "allocate", "sugino", "--from", "bea", "--to", "cara")
    assert {"sugino2023": ["anna", "cara"], "harada2024": ["anna", "bea"]} == allocated(team)
    listed = {row["key"]: row["allocated_to"] for row in team("anna", "studies", "--format", "json").json}
    assert (["anna", "cara"], []) == (listed["sugino2023"], listed["yamakawa2025"])
    assert "anna, cara" in team("anna", "studies").out
    assert "Allocated to" in team("anna", "show", "sugino").out


def test_a_draw_is_even_and_comes_out_the_same_again(team: Run) -> None:
    """Two a study, nobody more than one study more than another; the seed stands in the history."""
    assert 0 == team("anna", "allocate", "--random", "--seed", "11").code
    first = allocated(team)
    assert {2} == {len(names) for names in first.values()}
    counts = Counter(name for names in first.values() for name in names)
    assert (set(TEAM), 1) == (set(counts), max(counts.values()) - min(counts.values()))
    for study in first:
        team("anna", "allocate", study, "--from", "anna,bea,cara")
    assert {} == allocated(team)
    team("bea", "allocate", "--random", "--seed", "11")
    assert first == allocated(team)
    (draw, _) = [
        row for row in team("anna", "history", "--format", "json").json if row["action"] == "allocate.draw"
    ]
    assert (11, 2, list(TEAM)) == tuple(draw["after"][name] for name in ("seed", "per_study", "among"))


def test_a_draw_leaves_alone_what_is_allocated(team: Run) -> None:
    """Unless it is asked to draw again; who has submitted keeps the study all the same."""
    team("anna", "allocate", "sugino", "--to", "cara")
    drawn = team("anna", "allocate", "--random", "--seed", "1")
    assert "1 allocated before stays as it is" in drawn.err
    assert ["cara"] == allocated(team)["sugino2023"]
    assert 4 == team("anna", "allocate", "--random", "--seed", "2").code
    appraise(team, "cara", "sugino2023")
    assert 0 == team("anna", "allocate", "--random", "--seed", "2", "--again", "--to", "anna,bea").code
    assert "cara" in allocated(team)["sugino2023"]
    assert {2} == {len(names) for names in allocated(team).values()}


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("sugino", "--to", "bae"), 3, "did you mean bea?"),
        (("sugino", "--to", "dora"), 3, "no reviewer has the handle 'dora'"),
        (("nobody", "--to", "bea"), 3, "no study"),
        (("sugino",), 2, "--to or --from"),
        (("--to", "bea"), 2, "name studies"),
        (("sugino", "--to", "bea", "--from", "bea"), 2, "both to get and to lose"),
        (("--random",), 2, "needs --seed"),
        (("--random", "--seed", "x"), 2, "--seed"),
        (("--seed", "4"), 2, "belong to --random"),
        (("--random", "--seed", "4", "--per-study", "4"), 2, "cannot be drawn among 3"),
        (("--random", "--seed", "4", "--per-study", "0"), 2, "cannot be drawn"),
        (("--random", "--seed", "4", "--to", "bae"), 3, "did you mean bea?"),
    ],
)
def test_what_cannot_be_is_told_in_one_line(team: Run, words: tuple[str, ...], code: int, told: str) -> None:
    """Nothing changes, and nobody becomes a reviewer."""
    done = team("anna", "allocate", *words)
    assert (code, True, 1) == (done.code, told in done.err, done.err.count("\n"))
    assert {} == allocated(team)
    assert list(TEAM) == [row["handle"] for row in team("anna", "reviewer", "--format", "json").json]


def test_an_excluded_study_is_not_shared_out(team: Run) -> None:
    """By hand it is refused, by lot it takes no part."""
    team("anna", "exclude", "sugino", "--reason", "retracted")
    assert 4 == team("anna", "allocate", "sugino", "--to", "bea").code
    team("anna", "allocate", "--random", "--seed", "5")
    assert "sugino2023" not in allocated(team)
    assert 4 == len(team("anna", "progress", "--by", "study", "--format", "json").json)


def test_progress_says_what_is_done_and_what_waits(team: Run) -> None:
    """Of the others what they have submitted, of oneself also what is begun."""
    team("anna", "allocate", "sugino", "harada", "--to", "anna,bea")
    team("bea", "answer", "harada", "1.1", "NI")
    appraise(team, "bea", "sugino2023")
    team("anna", "answer", "sugino", "1.1", "NI")
    rows = {row["reviewer"]: row for row in team("anna", "progress", "--format", "json").json}
    assert (2, 1, 0, 2) == tuple(rows["anna"][name] for name in ("allocated", "begun", "submitted", "left"))
    assert (2, None, 1, 1, 1) == tuple(
        rows["bea"][name] for name in ("allocated", "begun", "submitted", "waiting", "left")
    )
    assert rows["bea"]["minutes_a_study"] is None
    assert rows["anna"]["minutes_left"] is None
    studies = {
        row["study"]: row for row in team("anna", "progress", "--by", "study", "--format", "json").json
    }
    sugino = studies["sugino2023"]
    assert ("waiting", ["anna"], "begun") == (sugino["state"], sugino["waits_for"], sugino["mine"])
    assert {"anna"} == set(sugino["minutes"])
    assert ("open", "not_begun") == (studies["harada2024"]["state"], studies["harada2024"]["mine"])
    assert "waits for anna" in team("anna", "progress", "--by", "study").out
    assert "pauses over 10 minutes" in team("anna", "progress").out


def test_what_is_reconciled_is_told_to_those_who_may_see_it(team: Run) -> None:
    """A third person learns that both have submitted, and no more."""
    team("anna", "allocate", "sugino", "--to", "anna,bea")
    for who in ("anna", "bea"):
        appraise(team, who, "sugino2023")

    def state(who: str) -> str:
        rows = team(who, "progress", "--by", "study", "--format", "json").json
        return next(row["state"] for row in rows if row["study"] == "sugino2023")

    assert ("to_reconcile", "submitted") == (state("anna"), state("cara"))
    rows = {row["reviewer"]: row for row in team("anna", "progress", "--format", "json").json}
    assert (1, 0.0) == (rows["bea"]["to_reconcile"], round(rows["bea"]["minutes_a_study"] / 10))
    assert 0 == team("anna", "reconcile", "sugino", "--finish").code
    assert ("agreed", "submitted") == (state("anna"), state("cara"))
    rows = {row["reviewer"]: row for row in team("cara", "progress", "--format", "json").json}
    assert (0, None) == (rows["bea"]["to_reconcile"], rows["bea"]["minutes_a_study"])


def test_an_export_carries_allocations(team: Run, ran: Run) -> None:
    """There and back."""
    team("anna", "allocate", "--random", "--seed", "3")
    assert 0 == team("anna", "export", "-o", "all.zip", "--as", "review").code
    assert 0 == ran("--db", "copy.db", "import", "all.zip").code
    copied = ran("--db", "copy.db", "--reviewer", "anna", "allocate", "--format", "json").json
    assert allocated(team) == {row["study"]: row["reviewers"] for row in copied}


def test_the_first_allocation_may_name_oneself(ran: Run) -> None:
    """Who allocates is known by that, and nobody else is."""
    assert 0 == ran("--db", "x.db", "--reviewer", "bea", "demo").code
    own = ("--db", "x.db", "--reviewer", "zoe", "allocate")
    (study, *_) = [row["study"] for row in ran(*own, "--format", "json").json]
    assert 3 == ran(*own, study, "--to", "yan").code
    assert 0 == ran(*own, study, "--to", "zoe").code
    assert ["zoe"] == ran(*own, "--format", "json").json[
        [row["study"] for row in ran(*own, "--format", "json").json].index(study)
    ]["reviewers"]
