"""Findings: entered, refused, checked."""

from __future__ import annotations

import pytest

from workbench.errors import NotFoundError, UsageError
from workbench.output import Labelled
from workbench.review.admin import history
from workbench.review.evidence import findings, outcomes
from workbench.review.session import open_review
from workbench.review.studies import known_studies
from workbench.review.tables.build import build_table

STUDY = "pretend2016"
TWO_GROUPS = {
    "treatment_events": "14",
    "treatment_total": "17",
    "comparison_events": "9",
    "comparison_total": "17",
    "p": "0.049",
}


@pytest.fixture
def session(anna):
    """A review with one outcome."""
    outcomes.add_outcome(anna, "Survival", time_point="90 days", better="higher")
    return anna


def test_a_finding_comes_back_as_it_was_entered(session) -> None:
    """Zeros at the end stay: 82.40 is not 82.4."""
    given = {"treatment_percent": "82.40", "treatment_total": "17", "single_arm": "yes", "unit": " "}
    findings.record_finding(session, STUDY, "surv", given, source=" table 2 ")
    (line,) = findings.list_findings(session, study=STUDY)
    assert {"single_arm": "yes", "treatment_total": "17", "treatment_percent": "82.40"} == line.fields
    assert ("table 2", "82.40 % of 17", (STUDY,)) == (line.source, line.shown, line.outcome.studies)


def test_every_problem_is_said_at_once_and_nothing_is_kept(session) -> None:
    """Events above the total, limits without an estimate, text in a number, a quote that is nowhere."""
    findings.record_finding(session, STUDY, "surv", TWO_GROUPS)
    before = findings.list_findings(session), history.list_events(session)
    given = {"treatment_events": "18", "treatment_total": "17", "lower": "2", "upper": "1", "p": "low"}
    with pytest.raises(findings.NumbersError) as caught:
        findings.record_finding(session, STUDY, "surv", given, quote="no such words")
    fields = {problem.field for problem in caught.value.problems}
    assert {"treatment_events", "lower", "estimate", "p", "quote"} <= fields
    assert before == (findings.list_findings(session), history.list_events(session))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "nothing to keep"),
        (
            {"treatment_events": "1", "treatment_total": "2", "lower": "0.5", "upper": "2"},
            "estimate: missing",
        ),
        ({"treatment_total": "ten"}, "'ten' is not a number"),
        ({"single_arm": "yes", "comparison_total": "5", "treatment_total": "5"}, "has no comparison"),
        ({"events": "3"}, "no such field"),
    ],
)
def test_impossible_entries_are_refused_with_the_reason(session, given, words) -> None:
    """Each says which field, and why."""
    with pytest.raises(UsageError, match=words):
        findings.record_finding(session, STUDY, "surv", given)


def test_the_preview_says_the_same_without_a_review() -> None:
    """Beside the form: problems while there are some, else the checks."""
    problems, checks = findings.preview({"treatment_events": "3"})
    assert (["treatment_total"], ()) == ([one.field for one in problems], checks)
    problems, checks = findings.preview(TWO_GROUPS)
    assert ((), "p_mismatch") == (problems, checks[0].kind)


def test_the_form_asks_for_every_field_that_can_be_kept() -> None:
    """Each with a label, a hint and the part of the form it stands in."""
    assert {"treatment_events", "comparison_before_sd", "estimate", "sentence"} <= {
        field.id for field in findings.FIELDS
    }
    assert all(field.label and field.hint for field in findings.FIELDS)
    assert ["single_arm"] == [field.id for field in findings.FIELDS if not field.group]  # it stands first


def test_a_quote_must_stand_in_a_document_and_stays_until_it_is_taken_away(session) -> None:
    """Entering the numbers again keeps it; an empty quote removes it."""
    words = known_studies.show_study(session, STUDY).bibliography.title
    findings.record_finding(session, STUDY, "surv", {"treatment_total": "1"}, quote=words)
    assert words == findings.record_finding(session, STUDY, "surv", {"treatment_total": "2"}).quote
    assert "" == findings.record_finding(session, STUDY, "surv", {"treatment_total": "2"}, quote="").quote


def test_a_finding_is_removed_with_a_reason_only(session) -> None:
    """The history keeps what it was."""
    findings.record_finding(session, STUDY, "surv", TWO_GROUPS)
    with pytest.raises(UsageError, match="reason"):
        findings.remove_finding(session, STUDY, "surv", " ")
    findings.remove_finding(session, STUDY, "surv", "of another study")
    event = history.list_events(session)[-1]
    assert ([], "finding.remove", "of another study", 14) == (
        findings.list_findings(session),
        event.action,
        event.reason,
        event.before["numbers"]["treatment_events"],
    )
    with pytest.raises(NotFoundError, match="no finding"):
        findings.remove_finding(session, STUDY, "surv", "again")


def flagged(location: str, study: str) -> list[tuple[str, str, str]]:
    """The flags of a study of the example review."""
    with open_review(location, "anna") as session:
        lines = findings.check_numbers(session, study)
    return [(flag.kind, flag.message, flag.arithmetic) for line in lines for flag in line.flags]


def test_a_reported_p_that_no_test_of_the_counts_gives_comes_out(example) -> None:
    """yamakawa2025: 14 of 17 against 9 of 17 with P 0.049."""
    counts, by = "14/17 against 9/17", "by none of the 11 tests tried"
    expected = (
        "p_mismatch",
        f"reported P 0.049 is reproduced {by} (range 0.0535 to 0.143)",
        f"{counts}: {by}, P 0.0535 to 0.143; reported 0.049: the other side of 0.05",
    )
    assert [expected] == flagged(example, "yamakawa2025")


def test_a_change_against_its_wording_comes_out(example) -> None:
    """exacerbation: the summary by others calls 175.3 to 220.1 a decrease; from onset on it is one."""
    expected = (
        "direction_contradicts",
        "the words say “decreased”, the numbers show a rise",
        "175.3 before, 220.1 after: +44.8 points",
    )
    assert [expected] == flagged(example, "exacerbation")


@pytest.mark.parametrize("study", ["harada2024", "sugino2023", "baricitinib"])
def test_the_other_examples_contradict_nothing(example, study) -> None:
    """A flag is rare enough to be looked at."""
    assert [] == flagged(example, study)


def test_a_small_difference_is_a_note_and_not_counted_as_a_flag(session) -> None:
    """It comes after the flags and before what is computed, and the tally counts it apart."""
    given = {**TWO_GROUPS, "p": "0.067", "test": "Fisher's exact"}
    line = findings.record_finding(session, STUDY, "surv", given)
    assert ((), ["p_not_exact"]) == (line.flags, [note.kind for note in line.notes])
    assert ["note", "computed"] == [check.level for check in line.checks][:2]
    assert "1 finding checked, 0 flagged, 1 note" == findings.tally([line.checks])


def test_a_test_statistic_is_kept_and_compared_with_its_p(session) -> None:
    """As printed, and in the line of the finding."""
    given = {"treatment_total": "15", "comparison_total": "15", "statistic": "t(28)=2.20", "p": "0.06"}
    line = findings.record_finding(session, STUDY, "surv", given)
    assert "t(28) = 2.20" == line.fields["statistic"]
    assert "P 0.06; t(28) = 2.20" in line.shown
    assert ["statistic_and_p_disagree"] == [flag.kind for flag in line.flags]


def test_the_table_of_number_checks_lists_flags_and_notes_of_all_studies(session) -> None:
    """Under how many findings were checked, so that silence is not read as proof."""
    (empty,) = build_table(session, "number-checks")
    assert ((), ("no findings yet, so there is nothing to check",)) == (empty.rows, empty.notes)
    findings.record_finding(session, STUDY, "surv", TWO_GROUPS)
    (table,) = build_table(session, "number-checks")
    assert [(STUDY, "flag", Labelled("p_mismatch", "P mismatch"))] == [row[1:4] for row in table.rows]
    assert "1 finding checked, 1 flagged, 0 notes" == table.notes[0]
