"""Exports for other programs: what goes in, what stays out, and that this is said."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.review.conftest import STUDY, answer_all
from workbench.errors import ConflictError, UsageError
from workbench.review.appraisals import answers, overrides, submission
from workbench.review.evidence import findings, outcomes
from workbench.review.exchange.whole_review import export_review
from workbench.review.publish.build_export import build_export
from workbench.review.publish.exports import EXPORTS, FORMAT_OF, ExportRequest
from workbench.review.studies import known_studies


def rows(made, tail="", delimiter=","):
    """A CSV file of an export as rows by column."""
    return list(csv.DictReader(io.StringIO(made.files[tail].decode("utf-8-sig")), delimiter=delimiter))


def export(session, kind, **given):
    """An export of one kind."""
    return build_export(session, ExportRequest(kind=kind, **given))


WITHOUT_APPRAISALS = ("review", "long", "meta", "ris", "bibtex", "csl")
"""Exports that have something to say of a review without submitted appraisals."""


@pytest.mark.parametrize("kind", [kind for kind in EXPORTS if kind not in WITHOUT_APPRAISALS])
def test_nothing_submitted_is_said(anna, kind) -> None:
    """A draft may still change: it goes to no other tool."""
    answer_all(anna)
    with pytest.raises(ConflictError, match="no appraisal is submitted yet that you may see"):
        export(anna, kind)


def test_drafts_that_stay_out_are_counted(anna) -> None:
    """In what was lost."""
    answer_all(anna)
    submission.submit(anna, STUDY)
    answers.answer(anna, "imagina2018", "1.1", "Y")
    assert "1 draft, left out: submit them first" in export(anna, "robvis").lost


def test_one_checklist_gives_the_file_asked_for_and_several_give_one_each(anna) -> None:
    """Scales are never mixed."""
    answer_all(anna)
    submission.submit(anna, STUDY)
    assert {""} == set(export(anna, "robvis").files)
    answer_all(anna, study="imagina2018")
    submission.submit(anna, "imagina2018")
    other = next(row.checklist.id for row in [answers.judge_study(anna, "imagina2018")])
    assert {"-case-report.csv", f"-{other}.csv"} == set(export(anna, "robvis").files)
    assert {""} == set(export(anna, "robvis", checklist="case-report").files)


def test_what_others_did_stays_out_until_both_have_submitted(anna, bea) -> None:
    """Of the long form and of robvis; that something is hidden is said."""
    answer_all(bea, "N")
    submission.submit(bea, STUDY)
    answers.answer(anna, STUDY, "1.1", "Y")
    made = export(anna, "long")
    assert {"anna"} == {row["reviewer"] for row in rows(made)}
    assert "others' work on 1 study that you may not see yet" in made.lost
    with pytest.raises(ConflictError):
        export(anna, "robvis")


def test_the_long_form_has_every_answer_judgement_and_override(anna) -> None:
    """With code, label, note, suggested and final judgement, reason, and the hash of the checklist."""
    answer_all(anna)
    answers.answer(anna, STUDY, "1.2", "PN", note="=cmd|'x'")
    overrides.override(anna, STUDY, "D1", "high", "the case was picked")
    found = rows(export(anna, "long"))
    checklist = answers.judge_study(anna, STUDY).checklist
    answer = next(row for row in found if row["row"] == "answer" and row["item"] == "1.2")
    judged = next(row for row in found if row["row"] == "judgement" and row["domain"] == "D1")
    assert ("PN", "Probably no", "'=cmd|'x'", "yes", checklist.sha256) == tuple(
        answer[name] for name in ("code", "label", "note", "asked", "checklist_sha256")
    )
    assert ("high", "the case was picked", "draft") == tuple(
        judged[name] for name in ("final", "override_reason", "state")
    )
    assert len(checklist.items) == sum(row["row"] == "answer" for row in found)
    assert len(checklist.domains) + 1 == sum(row["row"] == "judgement" for row in found)


def test_the_long_form_has_each_number_of_a_finding(anna) -> None:
    """A row a field, with the outcome and the source, as it was entered."""
    outcomes.add_outcome(anna, "Recovery", time_point="30 days")
    fields = {"single_arm": "yes", "treatment_events": "1", "treatment_total": "1"}
    findings.record_finding(anna, STUDY, "Recovery", fields, source="table 2")
    found = [row for row in rows(export(anna, "long")) if row["row"] == "finding"]
    assert {(STUDY, "Recovery (30 days)", "table 2")} == {
        (row["study"], row["result"], row["source"]) for row in found
    }
    assert {("treatment_events", "1"), ("treatment_total", "1")} <= {
        (row["item"], row["text"]) for row in found
    }


def test_the_long_form_as_json_carries_notes_exactly(anna) -> None:
    """No apostrophe there."""
    answers.answer(anna, STUDY, "1.2", "PN", note="=1+1\n\x1b[2J")
    found = json.loads(export(anna, "long", suffix="json").files[""])
    assert "=1+1\n\x1b[2J" == next(row["note"] for row in found if row["item"] == "1.2")


def test_two_reviewers_are_two_rows_for_robvis_and_one_for_revman(both) -> None:
    """RevMan has no place for the second; that is said."""
    labels = [row["Study"] for row in rows(export(both, "robvis"))]
    assert ["anna", "bea"] == [label.rpartition("(")[2].rstrip(")") for label in labels]
    made = export(both, "revman")
    assert 1 == len(rows(made, "-risk-of-bias.csv"))
    assert any("several judged pretend2016" in line for line in made.lost)


@pytest.mark.parametrize("suffix", FORMAT_OF)
def test_a_view_is_written_in_every_format(anna, suffix) -> None:
    """By the suffix of the file."""
    answer_all(anna)
    submission.submit(anna, STUDY)
    assert b"1.1 PY" in export(anna, "murad", suffix=suffix).files[""]


@pytest.mark.parametrize(
    ("kind", "given", "message"),
    [
        ("robvsi", {}, "did you mean"),
        ("robvis", {"suffix": "xlsx"}, "robvis cannot be written as .xlsx: use .csv"),
        ("robvis", {"checklist": "nothing"}, "nothing"),
        ("robvis", {"shape": "quadas"}, "no shape 'quadas'"),
        ("robvis", {"shape": "robins-i"}, "is for robins-i-v2, and case-report has other domains"),
        ("nos-cohort", {}, "no item of case-report points to the Newcastle-Ottawa scale.*--as long"),
    ],
)
def test_what_cannot_be_made_gives_one_line(anna, kind, given, message) -> None:
    """With what to do instead."""
    from workbench.errors import WorkbenchError

    answer_all(anna)
    submission.submit(anna, STUDY)
    with pytest.raises(WorkbenchError, match=message) as raised:
        export(anna, kind, **given)
    assert isinstance(raised.value, UsageError) or given.get("checklist")


def test_beside_a_checklist_that_fits_the_others_are_named(anna) -> None:
    """Points are no risk of bias: they stay out of robvis and RevMan, and what takes them is said."""
    answer_all(anna)
    submission.submit(anna, STUDY)
    known_studies.assign(anna, "imagina2018", "minors")
    answers.answer(anna, "imagina2018", "P1", "non_comparative")
    for number in range(1, 9):
        answers.answer(anna, "imagina2018", str(number), "TWO")
    submission.submit(anna, "imagina2018")
    for kind in ("robvis", "revman"):
        (said,) = (line for line in export(anna, kind).lost if "minors" in line)
        assert said.endswith("and minors has none: none of its domains is judged; use --as minors")
    (row,) = (each for each in rows(export(anna, "minors")) if each["checklist"].startswith("minors"))
    assert ("2", "16") == (row["q8"], row["total_T"])


def test_an_export_of_the_review_says_that_open_drafts_are_in_it(anna) -> None:
    """Whoever gets the file can read them; once all is submitted nothing is said."""
    answer_all(anna)
    assert any("1 open draft of yours" in hint for hint in export_review(anna).hints)
    submission.submit(anna, STUDY)
    assert not any("open draft" in hint or "seal" in hint for hint in export_review(anna).hints)
