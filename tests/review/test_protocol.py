"""The protocol as each viewer may see it: what was written late, and what nobody may be told."""

from __future__ import annotations

import re

import pytest

from tests.review.conftest import STUDY, answer_all, as_other
from workbench.errors import ConflictError, UsageError
from workbench.review.admin.protocol import Protocol, read_protocol, write_protocol
from workbench.review.admin.protocol_fields import known_field
from workbench.review.appraisals import answers, submission
from workbench.review.appraisals.preliminaries import read_preliminaries
from workbench.review.appraisals.protocol_links import offered_value
from workbench.review.evidence import outcomes, summary_header
from workbench.review.publish.manuscript.methods_text import sentences
from workbench.review.reviewers.handles import rename_reviewer
from workbench.review.reviewers.reconcile import compare, finish_consensus, reconcile
from workbench.review.session import ReviewSession, create_review
from workbench.review.studies import known_studies
from workbench.review.tables.build import build_table
from workbench.review.view import View

COHORT = "borresen2021"
"""Assigned to the checklist of matched cohorts here, which asks for confounders once for the whole review."""


def remark(session: ReviewSession, field: str) -> str:
    """What is said of when a field was written, without the day."""
    return read_protocol(session).line(field).remark.partition(" (")[0]


def entered(protocol: Protocol) -> list[tuple[str, str, str, str]]:
    """What reviewers entered for all studies of a checklist."""
    return [
        (line.field, line.by, line.value, line.late.how if line.late else "")
        for line in protocol.lines
        if line.is_preliminary
    ]


@pytest.fixture
def cohort(anna: ReviewSession) -> ReviewSession:
    """A study that is judged with a checklist that asks something once for the whole review."""
    known_studies.assign(anna, COHORT, "psm-cohort", reason="to try it")
    return anna


def test_the_question_is_one_value_wherever_it_is_written(tmp_path) -> None:
    """Made with the review, changed in the protocol; the header is of the same protocol."""
    with create_review(str(tmp_path / "new.db"), title="T", question="Why?", reviewer="anna") as session:
        assert ("Why?", "anna") == (
            read_protocol(session).line("question").value,
            read_protocol(session).line("question").by,
        )
        write_protocol(session, "Question", "Why not?")
        summary_header.enter_header(session, {"population": "adults"})
        write_protocol(session, "setting", "two \n wards")
        assert "Why not?" == View(session).review.question
        assert "adults" == read_protocol(session).line("population").value
        assert "two wards" == summary_header.read_header(session)["setting"]


def test_what_is_written_before_appraising_is_not_remarked(anna: ReviewSession) -> None:
    """Filling in a preliminary is no appraising yet; the first answer is."""
    write_protocol(anna, "benchmark", "2 in 10")
    answers.answer(anna, STUDY, "P1", "baricitinib")
    write_protocol(anna, "confounders", "age")
    assert ("", "") == (remark(anna, "benchmark"), remark(anna, "confounders"))
    answers.answer(anna, STUDY, "1.1", "Y")
    write_protocol(anna, "eligibility", "adults")
    write_protocol(anna, "benchmark", "3 in 10")
    assert "" == remark(anna, "confounders")
    assert "written after the first study was appraised" == remark(anna, "eligibility")
    assert "changed after the first study was appraised" == remark(anna, "benchmark")


def test_another_s_draft_is_not_told_by_a_remark(anna: ReviewSession) -> None:
    """Bea's draft makes her own entries late in her eyes; anna learns of it when bea has submitted."""
    bea = as_other(anna, "bea")
    answers.answer(bea, STUDY, "1.1", "Y")
    write_protocol(bea, "benchmark", "2 in 10")
    assert "" == remark(anna, "benchmark")
    assert "written after the first study was appraised" == remark(bea, "benchmark")
    answer_all(bea)
    submission.submit(bea, STUDY)
    assert "" == remark(anna, "benchmark")
    write_protocol(bea, "eligibility", "adults")
    line = read_protocol(anna).line("eligibility")
    assert ("written after the first study was appraised", True) == (line.remark, line.is_late)


def test_what_both_have_submitted_counts_from_its_first_answer(both: ReviewSession) -> None:
    """Once the content may be seen, so may the day on which it was begun."""
    write_protocol(both, "benchmark", "2 in 10")
    line = read_protocol(both).line("benchmark")
    assert line.late is not None
    assert line.late.first_appraised is not None


def test_a_review_wide_preliminary_says_when_it_was_filled_in(cohort: ReviewSession) -> None:
    """Before the first answer without a remark; changed afterwards with one; others' stay hidden."""
    answers.answer(cohort, COHORT, "P1", "age")
    assert [("psm-cohort.P1", "anna", "age", "")] == entered(read_protocol(cohort))
    answers.answer(cohort, COHORT, "1.1", "Y")
    answers.answer(cohort, COHORT, "P1", "age; severity")
    assert [("psm-cohort.P1", "anna", "age; severity", "changed")] == entered(read_protocol(cohort))
    bea = as_other(cohort, "bea")
    assert [] == entered(read_protocol(bea))
    answers.answer(bea, COHORT, "1.1", "Y")
    answers.answer(bea, COHORT, "P1", "sex")
    assert [("psm-cohort.P1", "bea", "sex", "written")] == entered(read_protocol(bea))


def test_a_preliminary_is_offered_what_the_protocol_says(cohort: ReviewSession) -> None:
    """What was settled for the very preliminary comes before the field that it rests on."""
    checklist = View(cohort).catalogue.find("psm-cohort")
    stars = View(cohort).catalogue.find("nos-cohort")
    (p1,) = (each for each in checklist.preliminaries if each.id == "P1")
    write_protocol(cohort, "confounders", "age\n severity \n\nsite")
    protocol = View(cohort).review.protocol
    assert "age; severity; site" == offered_value(protocol, "psm-cohort", p1)
    first, second = (each for each in stars.preliminaries if each.id in ("P1", "P2"))
    assert ("age", "severity; site") == (
        offered_value(protocol, "nos-cohort", first),
        offered_value(protocol, "nos-cohort", second),
    )
    write_protocol(cohort, "PSM-cohort.p1", "age alone")
    assert "age alone" == offered_value(View(cohort).review.protocol, "psm-cohort", p1)


def rests_on(session: ReviewSession, item: str) -> list[tuple[str, str]]:
    """What an item of the cohort rests on, and what is said of where that is from, without the day."""
    bases = read_preliminaries(session, answers.judge_study(session, COHORT)).bases(item)
    return [(f"{basis.name} {basis.value}", basis.remark.partition(", ")[2]) for basis in bases]


def test_an_item_shows_what_it_rests_on(cohort: ReviewSession) -> None:
    """The own preliminary with its day where it is filled in, else what the protocol says."""
    assert [("P1 –", "")] == rests_on(cohort, "1.1")
    write_protocol(cohort, "confounders", "age")
    write_protocol(cohort, "co-interventions", "steroids")
    assert [("P1 age", "")] == rests_on(cohort, "1.1")
    answers.answer(cohort, COHORT, "P1", "severity")
    assert [("P1 severity", "")] == rests_on(cohort, "1.1")
    answers.answer(cohort, COHORT, "1.1", "Y")
    answers.answer(cohort, COHORT, "P1", "site")
    ((basis, remark),) = rests_on(cohort, "1.1")
    assert ("P1 site", True) == (basis, remark.startswith("changed after the first study was appraised"))
    sheet = answers.judge_study(cohort, COHORT)
    assert [True] == [each.is_late for each in read_preliminaries(cohort, sheet).bases("1.1")]
    assert [("co-interventions steroids", "")] == rests_on(cohort, "4.3")
    assert [] == rests_on(cohort, "1.2")


def test_the_first_study_of_a_checklist_asks_what_holds_for_all(cohort: ReviewSession) -> None:
    """And what each study needs of its own; the next study shows what holds for all."""
    first = answers.judge_study(cohort, COHORT)
    assert ("P1", "P2") == read_preliminaries(cohort, first).first
    answers.answer(cohort, COHORT, "P1", "age")
    known_studies.assign(cohort, STUDY, "psm-cohort", reason="to try it")
    second = answers.judge_study(cohort, STUDY)
    assert ("P2",) == read_preliminaries(cohort, second).first
    answers.answer(cohort, STUDY, "1.1", "Y")
    assert "age" == answers.judge_study(cohort, STUDY).preliminaries["P1"]


def test_what_was_submitted_keeps_its_day(cohort: ReviewSession) -> None:
    """A later entry for other studies does not date it anew."""
    answers.answer(cohort, COHORT, "P1", "age")
    answer_all(cohort, "Y", COHORT)
    submission.submit(cohort, COHORT)
    known_studies.assign(cohort, STUDY, "psm-cohort", reason="to try it")
    answers.answer(cohort, STUDY, "P1", "age; site")
    kept = read_preliminaries(cohort, answers.judge_study(cohort, COHORT)).by_id["P1"]
    later = read_preliminaries(cohort, answers.judge_study(cohort, STUDY)).by_id["P1"]
    assert ("age", None) == (kept.value, kept.late)
    assert later.late is not None
    assert ("age; site", "changed") == (later.value, later.late.how)


def test_an_option_of_a_preliminary_is_checked(anna: ReviewSession) -> None:
    """What the team settles for a preliminary with options is one of them."""
    assert "adhering" == write_protocol(anna, "rob-2.P1", "adhering")[0].value
    with pytest.raises(UsageError, match="does not take 'adhereing'"):
        write_protocol(anna, "rob-2.P1", "adhereing")
    with pytest.raises(UsageError, match="does not ask 'P99'"):
        write_protocol(anna, "rob-2.P99", "x")


def test_outcomes_are_matched_by_name_and_time(anna: ReviewSession) -> None:
    """However the protocol writes them; what is in one list only is named."""
    outcomes.add_outcome(anna, "death", time_point="90 days", importance=9)
    outcomes.add_outcome(anna, "fatigue")
    write_protocol(anna, "outcomes", "- Death at 90 days: 2 in 100; cough\nhospital stay: 1 day")
    assert (
        "Named in the protocol, not among the outcomes of the review: cough; hospital stay.",
        "Among the outcomes of the review, not named in the protocol: fatigue.",
    ) == read_protocol(anna).notes


def test_the_adjudicator_is_a_handle(anna: ReviewSession) -> None:
    """Spelled as the review knows it; somebody who never worked here is remarked."""
    as_other(anna, "Bea")
    assert "Bea" == write_protocol(anna, "adjudicator", "bea")[0].value
    assert () == read_protocol(anna).notes
    assert "dora" == write_protocol(anna, "adjudicator", "dora")[0].value
    assert ("Nobody has worked in this review as dora, whom the protocol names.",) == read_protocol(
        anna
    ).notes
    for bad in ("two words", "consensus"):
        with pytest.raises(UsageError):
            write_protocol(anna, "adjudicator", bad)


def test_what_somebody_else_wrote_meanwhile_is_not_lost(anna: ReviewSession) -> None:
    """A form that shows an older value does not overwrite the newer one."""
    write_protocol(as_other(anna, "bea"), "benchmark", "2 in 10")
    with pytest.raises(ConflictError, match="in the meantime by bea"):
        write_protocol(anna, "benchmark", "3 in 10", seen="")


def test_the_table_has_what_is_written_and_who_wrote_it(both: ReviewSession) -> None:
    """For people the title and the remark, for programs the name and whether it was late."""
    write_protocol(both, "benchmark", "2 in 10")
    write_protocol(both, "dose range", "2 to 4 mg")
    (table,) = build_table(both, "protocol")
    rows = {row[0].value: row for row in table.rows}
    assert {"benchmark", "dose_range"} == rows.keys()
    assert ("Benchmark", "2 in 10", "anna", True) == (
        rows["benchmark"][0].label,
        rows["benchmark"][1],
        rows["benchmark"][2],
        rows["benchmark"][4].value,
    )
    assert rows["benchmark"][4].label.startswith("written after the first study was appraised (2")


def test_the_methods_say_what_was_written_when(judged: ReviewSession) -> None:
    """What came late is named with author and day; what came before is named as such."""
    said = " ".join(sentences(judged))
    assert "Before the first study was appraised, the protocol had: question." in said
    write_protocol(judged, "confounders", "age")
    said = " ".join(sentences(judged))
    first = "After the first study was appraised, this part of the protocol was written"
    assert f"{first}: confounders that matter (reviewer 1, " in said
    assert not re.search(r"fter the first study was appraised, .*\d{4}-\d\d-\d\d", said)


def test_the_methods_say_who_decides(judged: ReviewSession) -> None:
    """The adjudicator whom the protocol names."""
    write_protocol(judged, "adjudicator", "dora")
    assert "By the protocol, a further person decides disagreements." in sentences(judged)


def test_what_another_person_decided_is_noted(both: ReviewSession) -> None:
    """A discussion comes before any third person; whom the protocol names decides without a note."""
    write_protocol(both, "adjudicator", "cara")
    reconcile(both, STUDY, "1.3", "PY", "read again")
    compared = reconcile(both, STUDY, "2.1", "PY", "read again", decided_by="Cara")
    assert ("cara", ()) == (compared.adjudicator, compared.warnings)
    compared = reconcile(both, STUDY, "2.1", "PY", "read again", decided_by="dora")
    (note,) = compared.warnings
    assert "2.1 was decided by dora; the protocol names cara to decide disagreements" == note


def test_the_methods_say_that_the_named_person_decided(both: ReviewSession) -> None:
    """In the sentence on how differences were settled."""
    write_protocol(both, "adjudicator", "cara")
    for item in compare(both, STUDY).unresolved:
        reconcile(both, STUDY, item, "PY", "read again", decided_by="cara")
    finish_consensus(both, STUDY)
    assert any("whom the protocol names" in sentence for sentence in sentences(both))


def test_a_renamed_person_goes_on_to_decide(anna: ReviewSession) -> None:
    """The protocol names the handle of today, and is changed from what it shows."""
    as_other(anna, "bea")
    write_protocol(anna, "adjudicator", "bea")
    rename_reviewer(anna, "bea", "beatrix")
    assert ("beatrix", ()) == (read_protocol(anna).line("adjudicator").value, read_protocol(anna).notes)
    assert "anna" == write_protocol(anna, "adjudicator", "anna", seen="beatrix")[0].value


def test_who_decides_disagreements_is_found_by_its_words(anna: ReviewSession) -> None:
    """Otherwise it would quietly become a field of the team's own."""
    for typed in ("disagreements", "Who decides disagreements"):
        assert "adjudicator" == known_field(View(anna).catalogue, typed).name
