"""Comparing, reconciling, agreement, calibration, blindness and methods on the command line."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from workbench.output import FORMATS
from workbench.review.appraisals import answers as appraisals
from workbench.review.appraisals import submission
from workbench.review.session import open_review

ITEMS = 20
DIFFERENT = {"1.3": "PN", "2.1": "N"}


def appraise(ran: Run, reviewer: str, codes: dict[str, str], *, submit: bool = True) -> None:
    """Answer everything PY except where something else is given."""
    shown = ran("--reviewer", reviewer, "judge", "ono", "--format", "json").json
    for item in shown["unanswered"]:
        ran("--reviewer", reviewer, "answer", "ono", item, codes.get(item, "PY"))
    if submit:
        assert 0 == ran("--reviewer", reviewer, "submit", "ono").code


@pytest.fixture(scope="module")
def both_made(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case report submitted by ana and by bea, who differs on two items and has a note on one."""
    path = Path(shutil.copy(prepared / "review.db", tmp_path_factory.mktemp("both")))
    for name, codes in {"ana": {}, "bea": DIFFERENT}.items():
        with open_review(str(path), name) as session:
            for item in appraisals.judge_study(session, "ono").verdict.asked:
                appraisals.answer(session, "ono", item, codes.get(item, "PY"))
            if name == "bea":
                appraisals.note(session, "ono", "1.3", "too vague")
            submission.submit(session, "ono")
    return path


@pytest.fixture
def both(as_ana: Run, both_made: Path) -> Run:
    """The command line for ana, in a copy of that review."""
    shutil.copy(both_made, "review.db")
    return as_ana


def test_compare_waits_for_two(as_ana: Run) -> None:
    """A conflict, in one line that says what to do."""
    appraise(as_ana, "bea", {})
    found = as_ana("compare", "ono")
    assert (4, "", 1) == (found.code, found.out, found.err.count("\n"))
    assert "bea done" in found.err
    assert "workbench submit ono" in found.err


def test_compare_leads_with_the_differences(both: Run) -> None:
    """With codes, words and notes of both; what is alike comes last."""
    out = both("compare", "ono").out
    places = [out.index(words) for words in ("change a judgement", "1.3  ", "too vague", "Alike: 1.1 PY")]
    assert sorted(places) == places
    assert "bea: PN (Probably no) — too vague" in out


def test_compare_as_json_has_everything(both: Run) -> None:
    """Each line with all sides, the options and the consensus."""
    found = both("compare", "ono", "--format", "json").json
    assert (["ana", "bea"], "none") == (found["reviewers"], found["consensus_state"])
    line = next(line for line in found["lines"] if line["id"] == "1.3")
    assert ["PY", "PN"] == [side["code"] for side in line["sides"]]
    assert ["1.3", "2.1"] == [one for one in found["unresolved"] if one in DIFFERENT]


def test_reconcile_settles_and_finishes(both: Run) -> None:
    """Each step is told on stderr; the tables show the consensus from then on."""
    refused = both("reconcile", "ono", "--finish")
    assert (4, True) == (refused.code, "1.3, 2.1" in refused.err)
    assert 0 == both("reconcile", "ono", "1.3", "NI", "--reason", "silent").code
    assert 0 == both("--reviewer", "bea", "reconcile", "ono", "2.1", "=ana", "--reason", "yes").code
    assert 0 == both("reconcile", "ono", "2.1", "=bea", "--reason", "no", "--by", "cleo").code
    done = both("reconcile", "ono", "--finish")
    assert "consensus submitted" in done.err
    assert 4 == both("reconcile", "ono", "1.3", "Y", "--reason", "late").code
    for of, names in {
        "consensus": ["consensus"],
        "independent": ["ana", "bea"],
        "all": ["ana", "bea", "consensus"],
    }.items():
        rows = both("table", "appraisal", "--of", of, "--format", "json").json
        assert names == [row["reviewer"] for row in rows]
    rows = both("table", "answers", "--of", "all", "--format", "csv").out
    reasons = [row["note"] for row in csv.DictReader(io.StringIO(rows)) if row["reviewer"] == "consensus"]
    assert {"silent (nobody said who settled it)", "no (cleo)", ""} == set(reasons)


def test_what_was_changed_later_stands_beside_what_was_submitted(both: Run) -> None:
    """To read, in rows, and for programs; the consensus says whose answer it took."""
    both("reconcile", "ono", "1.3", "=bea", "--reason", "seen")
    both("--reviewer", "bea", "reopen", "ono", "--reason", "a slip")
    both("--reviewer", "bea", "answer", "ono", "1.3", "NI")
    both("--reviewer", "bea", "submit", "ono")
    out = both("compare", "ono").out
    assert "bea: PN (Probably no) · later: NI (No information)" in out
    assert "⇒ PN (Probably no), as bea — seen" in out
    (row,) = [one for one in csv.DictReader(io.StringIO(both("compare", "ono", "--format", "csv").out))
              if one["id"] == "1.3"]  # fmt: skip
    assert ("PN", "NI", "PN", "bea") == tuple(row[n] for n in ("bea", "bea_later", "consensus", "taken_from"))


def test_reconcile_takes_back_and_reopens(both: Run) -> None:
    """A decision by --clear, the whole by --reopen with a reason."""
    for item in DIFFERENT:
        both("reconcile", "ono", item, "=ana", "--reason", "so")
    assert "1.3 is open again" in both("reconcile", "ono", "1.3", "--clear").err
    both("reconcile", "ono", "1.3", "=ana", "--reason", "so")
    both("reconcile", "ono", "--finish")
    assert 2 == both("reconcile", "ono", "--reopen").code
    assert "consensus is a draft" in both("reconcile", "ono", "--reopen", "--reason", "new data").err


@pytest.mark.parametrize(
    "args",
    [
        ("1.3",),
        ("1.3", "NI"),
        ("1.3", "NI", "--clear"),
        ("1.3", "--finish"),
        (),
        ("--finish", "--reopen", "--reason", "x"),
    ],
)
def test_reconcile_refuses_what_does_not_go_together(both: Run, args: tuple[str, ...]) -> None:
    """A usage error in one line; nothing is begun."""
    found = both("reconcile", "ono", *args)
    assert (2, 1) == (found.code, found.err.count("\n"))
    assert "none" == both("compare", "ono", "--format", "json").json["consensus_state"]


def test_agreement_leads_with_the_disagreements(both: Run) -> None:
    """Before any coefficient; undefined ones say why."""
    out = both("agreement").out
    assert out.index("Differ on") < out.index("AC2 linear")
    assert "no interval: one study does not show how agreement varies between studies" in out
    assert "No verbal label is given for fewer than 10 studies" in out
    assert "items collapsed" in out[: out.index("Judgements")]
    assert "1.3" in out[: out.index("Judgements")]


def test_agreement_for_programs_has_every_number(both: Run) -> None:
    """One row a coefficient in CSV, the whole structure in JSON."""
    found = both("agreement", "--format", "json").json
    lines = found[0]["lines"]
    assert ITEMS + 5 + 1 == len(lines)
    rows = list(csv.DictReader(io.StringIO(both("agreement", "--format", "csv").out)))
    assert sum(len(line["coefficients"]) for line in lines) == len(rows)
    assert {"ana bea"} == {row["reviewers"] for row in rows}


@pytest.mark.parametrize("verb", ["compare ono", "agreement", "agreement --as-given", "methods"])
@pytest.mark.parametrize("fmt", FORMATS)
def test_every_format_is_written(both: Run, verb: str, fmt: str) -> None:
    """Of everything that prints rows."""
    found = both(*verb.split(), "--format", fmt)
    assert (0, True) == (found.code, bool(found.out))


@pytest.mark.parametrize("pair", ["ana", "ana,", "ana,bea,cy"])
def test_a_pair_is_two_handles(both: Run, pair: str) -> None:
    """With a comma between them."""
    assert 2 == both("agreement", "--pair", pair).code


def test_a_pair_can_be_asked_for(both: Run) -> None:
    """In either order and any case."""
    (report,) = both("agreement", "--pair", "BEA,ana", "--format", "json").json
    assert ["bea", "ana"] == report["pair"]


def test_calibration_is_left_out_and_shown_apart(both: Run) -> None:
    """Marked, shown with the study, unmarked; the history has it."""
    told = both("calibrate", "ono").err
    assert "for calibration" in told
    assert "what is agreed on it counts in tables and certainty" in told.lower()
    assert "is excluded instead" in told
    assert "ana and bea have submitted it, so the agreement changes at once." in told
    assert "left out of agreement only" in both("show", "ono").out
    empty = both("agreement")
    assert ("", True) == (empty.out, "was submitted by two" in empty.err)
    assert "Lowest agreement" in both("agreement", "--calibration").out
    both("calibrate", "ono", "--off")
    assert both("agreement").out
    actions = [row["action"] for row in both("history", "--format", "json").json]
    assert 2 == actions.count("calibration")


def test_at_a_terminal_calibration_is_confirmed(
    both: Run, at_a_terminal: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Refused, nothing changes; --yes answers beforehand; what is so already is not asked."""
    answers = iter("ny")
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda prompt: next(answers))
    refused = both("calibrate", "ono")
    assert (1, True) == (refused.code, refused.err.endswith("Nothing was changed.\n"))
    assert not both("show", "ono", "--format", "json").json["calibration"]
    assert 0 == both("calibrate", "ono").code
    assert 0 == both("calibrate", "ono").code
    assert both("show", "ono", "--format", "json").json["calibration"]
    assert 0 == both("calibrate", "ono", "--off", "--yes").code


def test_blindness_is_said_lifted_and_restored(as_ana: Run) -> None:
    """With a reason each time; lifted, what is submitted is seen."""
    appraise(as_ana, "bea", {})
    assert "blind to each other" in as_ana("blindness").out
    assert 2 == as_ana("blindness", "lift").code
    assert "low" not in as_ana("show", "ono").out
    assert "lifted" in as_ana("blindness", "lift", "--reason", "training").out
    assert 4 == as_ana("blindness", "lift", "--reason", "again").code
    assert "low" in as_ana("show", "ono").out.lower()
    as_ana("blindness", "restore", "--reason", "enough")
    assert "low" not in as_ana("show", "ono").out.lower()
    assert "training" in as_ana("history").out


def test_methods_are_sentences(both: Run) -> None:
    """One a line."""
    lines = both("methods").out.splitlines()
    assert all(line.endswith(".") for line in lines)
    assert "Two reviewers submitted appraisals" in " ".join(lines)


def test_two_appraisals_that_end_before_any_item_have_agreement_and_consensus(as_ana: Run) -> None:
    """No item was asked, and so no table has any; the consensus has what both entered before the items."""
    before = {"PP1": "age", "PA1": "HR 1", "PA2": "table 2", "PA3": "death", "PB1": "Y", "PB3": "Y"}
    before |= {"PC1": "adults", "PC2": "one", "PC3": "other", "PC4": "assignment"}
    as_ana("assign", "ono", "robins-i-v2", "--reason", "for once")
    for name in ("ana", "bea"):
        for preliminary, value in before.items():
            as_ana("--reviewer", name, "answer", "ono", preliminary, value)
        done = as_ana("--reviewer", name, "submit", "ono")
        assert 0 == done.code, done.err
    found = as_ana("agreement")
    assert 0 == found.code, found.err
    assert "Judgements as they were given" in found.out
    assert "Items" not in found.out
    summary = as_ana("table", "summary").out
    assert "some results have no level at D1A, D2, D3, D4, D5, D6: their appraisal ended before it" in summary
    assert 0 == as_ana("reconcile", "ono", "--finish").code
    (finished,) = as_ana("table", "traffic-light", "--format", "json").json
    assert ("consensus", "critical") == (finished["reviewer"], finished["overall"])


def test_differences_without_effect_are_taken_over_by_one_command(as_ana: Run) -> None:
    """It says what was settled and whom the protocol names; without a reason nothing is."""
    appraise(as_ana, "ana", {"1.3": "PN"})
    appraise(as_ana, "bea", {"1.1": "PN"})
    as_ana("protocol", "set", "adjudicator", "cleo")
    refused = as_ana("reconcile", "ono", "--take-over", "bea")
    assert (2, True) == (refused.code, "needs --reason" in refused.err)
    done = as_ana("reconcile", "ono", "--take-over", "bea", "--reason", "nothing follows from them")
    assert (0, True) == (done.code, "settled as bea has it: 1.1, 1.3; " in done.err)
    assert "The protocol names cleo to decide disagreements: --by cleo" in done.err
    again = as_ana("reconcile", "ono", "--take-over", "bea", "--reason", "so")
    assert (4, True) == (again.code, "no difference that changes no judgement" in again.err)


def test_nothing_is_taken_over_where_reviewers_agree(as_ana: Run) -> None:
    """It says that they agree, and sends nobody to differences that there are not."""
    appraise(as_ana, "ana", {})
    appraise(as_ana, "bea", {})
    refused = as_ana("reconcile", "ono", "--take-over", "bea", "--reason", "so")
    assert (4, True) == (refused.code, "the reviewers agree on everything" in refused.err)


def test_methods_are_short_or_full_and_show_their_facts(both: Run) -> None:
    """JSON keeps number and sentence; a fact has what, value and source."""
    full, short = (
        both("methods", "--format", "json").json,
        both("methods", "--short", "--format", "json").json,
    )
    assert 0 < len(short) < len(full)
    assert [{"number", "sentence", "part"}] == [set(row) for row in full[:1]]
    (who,) = [
        row for row in both("methods", "--facts", "--format", "json").json if "Two rev" in row["sentence"]
    ]
    assert ["ana", "bea"] == [each["value"] for each in who["facts"]][:2]
    assert {"what", "value", "source"} == set(who["facts"][0])
    lines = both("methods", "--facts").out.splitlines()
    assert any(line.startswith("  reviewer 1: ana (") for line in lines)
    assert "Rests on" in both("methods", "--facts", "--format", "markdown").out
