"""What was submitted independently stays, whatever its reviewer changes after having seen others' work."""

from __future__ import annotations

import json

import pytest

from tests.review.conftest import STUDY, answer_all, as_other
from workbench.errors import ConflictError
from workbench.output import render
from workbench.review.admin import history
from workbench.review.appraisals import answers as appraisals
from workbench.review.appraisals import submission
from workbench.review.reviewers import agreement as agreeing
from workbench.review.reviewers import reconcile
from workbench.review.tables.build import build_table


@pytest.fixture
def settled(both):
    """The differences of anna and bea settled as anna has it, and the consensus finished."""
    for item in ("1.3", "2.1"):
        reconcile.reconcile(both, STUDY, item, "=anna", "read again")
    reconcile.finish_consensus(both, STUDY)
    return both


def change_later(session, *, submit=True, **codes):
    """Reopen, answer anew, and submit."""
    submission.reopen(session, STUDY, "a slip")
    for item, code in codes.items():
        appraisals.answer(session, STUDY, item.removeprefix("i").replace("_", "."), code)
    if submit:
        submission.submit(session, STUDY)


def rows(session, name="answers", of="independent"):
    """A table as its JSON rows."""
    return json.loads(render(build_table(session, name, of), "json"))


def cell(session, of="independent", item="1.3", reviewer="anna"):
    """The row of one item of a reviewer in the table of answers."""
    return next(row for row in rows(session, of=of) if (row["item"], row["reviewer"]) == (item, reviewer))


def line_of(comparison, target):
    """A line by its id."""
    return next(line for line in comparison.lines if line.id == target)


def test_the_independent_answers_stay_in_the_table_with_what_came_later_beside_them(settled) -> None:
    """What anna changed after bea's work could be seen stands in a column of its own."""
    change_later(settled, i1_3="NI")
    for of in ("independent", "all"):
        row = cell(settled, of)
        assert ("PY", "NI") == (row["answer"], row["later"])
        assert ("PY", None) == tuple(cell(settled, of, "1.1")[name] for name in ("answer", "later"))
        assert None is cell(settled, of, reviewer="bea")["later"]


def test_nothing_later_is_no_column(settled) -> None:
    """A table without anything changed looks as it always did."""
    assert "later" not in cell(settled)


def test_every_table_of_the_independent_appraisals_says_what_was_changed_later(settled) -> None:
    """The judgements are those before, and a note has the rest."""
    before = [row["D1"] for row in rows(settled, "appraisal")]
    change_later(settled, i1_1="N", i1_2="N", i1_3="N")
    assert before == [row["D1"] for row in rows(settled, "appraisal")]
    (block,) = build_table(settled, "traffic-light", "independent")
    (note,) = [note for note in block.notes if "anna" in note]
    assert "later: 1.1 N, 1.2 N, 1.3 N" in note


def test_notes_and_quotes_are_those_of_then(both) -> None:
    """A note that was written over, and one that was added."""
    bea = as_other(both, "bea")
    submission.reopen(bea, STUDY, "a slip")
    appraisals.note(bea, STUDY, "1.3", "clear after all")
    appraisals.note(bea, STUDY, "1.1", "new")
    submission.submit(bea, STUDY)
    found = {item: cell(both, item=item, reviewer="bea")["note"] for item in ("1.1", "1.3")}
    assert {"1.1": "", "1.3": "too vague"} == found


def test_compare_shows_what_was_submitted_and_what_came_later(settled) -> None:
    """By item, in the line of the judgement, in the warning; and the consensus is what was taken."""
    change_later(settled, i1_3="NI")
    found = reconcile.compare(settled, STUDY)
    line = line_of(found, "1.3")
    assert [("PY", "NI"), ("PN", None)] == [(side.code, side.later) for side in line.sides]
    assert ("PY", ("anna",)) == (line.consensus.code, line.taken_from)
    assert any("anna reopened" in words and "1.3 PY (later NI)" in words for words in found.warnings)


def test_what_was_changed_later_has_no_part_in_the_consensus(both) -> None:
    """A difference stays one that is to be settled, though both say the same by now."""
    change_later(both, i1_3="PN")
    found = reconcile.compare(both, STUDY)
    assert "1.3" in found.unresolved
    found = reconcile.reconcile(both, STUDY, "1.3", "=anna", "so")
    assert "PY" == line_of(found, "1.3").consensus.code


def test_a_consensus_that_nobody_had_says_so(both) -> None:
    """No reviewer is named for it."""
    found = reconcile.reconcile(both, STUDY, "1.3", "NI", "neither")
    assert () == line_of(found, "1.3").taken_from


def test_changes_before_the_other_could_be_seen_are_independent_work(anna, bea) -> None:
    """The newest submission before that counts, as it does for agreement."""
    answer_all(anna)
    submission.submit(anna, STUDY)
    change_later(anna, i1_3="NI")
    answer_all(bea)
    submission.submit(bea, STUDY)
    assert "NI" == cell(anna)["answer"]
    assert "later" not in cell(anna)
    change_later(anna, i1_3="N")
    assert ("NI", "N") == tuple(cell(anna)[name] for name in ("answer", "later"))
    lines = agreeing.agreement(anna)[0].lines
    assert () == next(line for line in lines if line.id == "1.1").disagreements


def test_who_saw_the_other_before_both_reopened_is_not_independent_any_more(both) -> None:
    """That bea has taken hers back does not make anna forget it."""
    bea = as_other(both, "bea")
    submission.reopen(bea, STUDY, "a slip")
    change_later(both, i1_3="NI")
    submission.submit(bea, STUDY)
    assert ("PY", "NI") == tuple(cell(both)[name] for name in ("answer", "later"))
    assert 2 == len(reconcile.compare(both, STUDY).warnings)


def test_the_draft_of_a_reopened_appraisal_does_not_replace_what_was_submitted(both) -> None:
    """Not in the independent appraisals; by default, without a consensus, the table has what stands now."""
    change_later(both, submit=False, i1_3="NI")
    assert ("PY", "NI", "submitted") == tuple(cell(both)[name] for name in ("answer", "later", "state"))
    assert ("NI", "draft") == tuple(cell(both, "consensus")[name] for name in ("answer", "state"))


@pytest.mark.parametrize("name", ["anna", "bea"])
def test_a_finished_consensus_stays_while_somebody_has_reopened(settled, name) -> None:
    """For all who took part in it, whoever reopened; what the others have is hidden as ever."""
    change_later(settled, submit=False, i1_3="NI")
    session = as_other(settled, name)
    assert ["consensus"] == [row["reviewer"] for row in rows(session, "appraisal", "consensus")]
    assert {name} == {row["reviewer"] for row in rows(session, of="independent")}
    with pytest.raises(ConflictError):
        reconcile.compare(session, STUDY)


def test_a_consensus_that_was_finished_anew_without_somebody_is_hidden_from_them(settled) -> None:
    """Who has reopened sees the consensus that stood then, and no later one."""
    cara = as_other(settled, "cara")
    answer_all(cara)
    submission.submit(cara, STUDY)
    change_later(settled, submit=False, i1_3="NI")
    reconcile.reopen_consensus(cara, STUDY, "cara has joined")
    assert {"anna"} == {row["reviewer"] for row in rows(settled, of="all")}
    reconcile.finish_consensus(cara, STUDY)
    assert {"anna"} == {row["reviewer"] for row in rows(settled, of="all")}
    assert "cara has joined" not in str(history.list_events(settled))


def test_of_many_later_answers_the_warning_names_some(both) -> None:
    """So that it does not fill a small screen; the lines have them all."""
    items = ("1.1", "1.2", "1.3", "2.1", "2.2", "2.3")
    change_later(both, **{f"i{item.replace('.', '_')}": "N" for item in items})
    found = reconcile.compare(both, STUDY)
    assert found.warnings[0].endswith("2.1 PY (later N) and 2 more")
    changed = {line.id for line in found.lines if line.kind == "item" and line.sides[0].later == "N"}
    assert set(items) == changed
