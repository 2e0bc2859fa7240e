"""Answers and judgements that were made elsewhere: matched, marked, and never half in."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from store import appraisals as stored
from store import history, reviewers
from tests.review.conftest import STUDY, add_checklist, answer_all, as_other
from workbench.errors import ConflictError, NotFoundError, WorkbenchError
from workbench.output.exports.long_form import COLUMNS
from workbench.review.appraisals import answers, overrides, submission
from workbench.review.evidence import outcomes
from workbench.review.exchange import seals
from workbench.review.exchange.appraisal_import import ImportRequest, import_appraisals
from workbench.review.exchange.import_report import NO_SEAL, ImportReport
from workbench.review.publish.build_export import build_export
from workbench.review.publish.exports import ExportRequest
from workbench.review.publish.manuscript import methods_text
from workbench.review.publish.manuscript.final_words import in_words_of_manuscript
from workbench.review.reviewers import handles, reconcile
from workbench.review.reviewers.agreement import agreement
from workbench.review.session import ReviewSession, open_review
from workbench.review.studies import edit_record, known_studies
from workbench.review.tables.build import build_table
from workbench.review.view import View

ITEM = {"study": STUDY, "item": "1.1", "code": "PY"}


def written(folder: Path, name: str, *rows: dict[str, str]) -> Path:
    """A CSV file with the columns that the first row names."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(dict.fromkeys(column for row in rows for column in row)))
    writer.writeheader()
    writer.writerows(rows)
    path = folder / name
    path.write_text(out.getvalue(), encoding="utf-8")
    return path


def bring(session: ReviewSession, path: Path, **choices: object) -> ImportReport:
    """Import a file."""
    return import_appraisals(session, ImportRequest(path=path, **choices))  # type: ignore[arg-type]


def faults(report: ImportReport) -> list[str]:
    """What could not be placed, in words."""
    return [each.in_words(report.unit) for each in report.left_out]


def long_form(session: ReviewSession, suffix: str = "csv", checklist: str | None = None) -> bytes:
    """The long form of what each reviewer judged alone, in one checklist without the evidence."""
    request = ExportRequest(kind="long", suffix=suffix, of="independent", checklist=checklist)
    return build_export(session, request).files[""]


def without(origin: str, data: bytes) -> bytes:
    """The long form without the name of the file that it came from."""
    for cell, empty in ((f",{origin}\n", ",\n"), (f"\t{origin}\n", "\t\n"), (f'"{origin}"\n', "null\n")):
        data = data.replace(cell.encode(), empty.encode())
    return data


@pytest.fixture
def bare(example_made: Path, tmp_path: Path) -> Iterator[ReviewSession]:
    """The example without any appraisals, with anna at work."""
    with open_review(str(shutil.copy(example_made, tmp_path / "bare.db")), "anna") as session:
        yield session


@pytest.mark.parametrize("suffix", ["csv", "tsv", "json"])
def test_a_round_trip_of_the_long_form_changes_nothing(
    judged: ReviewSession, bare: ReviewSession, tmp_path: Path, suffix: str
) -> None:
    """Answers, notes, quotes, overrides, times and versions come back as they were."""
    study = known_studies.rows(judged)[0]
    submission.reopen(judged, study.key, "more to say")
    answers.answer(judged, study.key, "1.1", "N", note="=1+1 ⏎\nand “more”", quote=study.title)
    overrides.override(judged, study.key, "D1", "low", "'=because")
    submission.submit(judged, study.key)
    path = tmp_path / f"all.{suffix}"
    path.write_bytes(long_form(judged, suffix))
    report = bring(bare, path, submits=True)
    assert [] == faults(report)
    assert (15, {"submitted"}) == (len(report.placed), {line.state for line in report.placed})
    for checklist in {row.checklist for row in known_studies.rows(judged)}:
        back = long_form(bare, suffix, checklist)
        assert path.name.encode() in back
        assert long_form(judged, suffix, checklist) == without(path.name, back)
    assert NO_SEAL in list(report.remarks())
    owner = as_other(bare, report.placed[0].reviewer)
    with pytest.raises(WorkbenchError, match=r"appraisals? that you imported got no seal"):
        seals.export_seals(owner)
    again = bring(bare, path, submits=True)
    assert NO_SEAL not in list(again.remarks())
    assert (0, 15, []) == (len(again.placed), len(again.there), faults(again))


def test_without_being_told_to_submit_all_come_as_drafts(
    judged: ReviewSession, bare: ReviewSession, tmp_path: Path
) -> None:
    """The state in the file submits nothing by itself; a draft of others is hidden from the viewer."""
    path = tmp_path / "all.csv"
    path.write_bytes(long_form(judged))
    report = bring(bare, path)
    assert {"draft"} == {line.state for line in report.placed}
    assert ("bea", "cara") == report.new_reviewers
    shown = {line.reviewer: line.state for line in known_studies.list_studies(bare)[0].appraisals}
    assert {"anna": "draft"} == shown


def test_one_wrong_row_keeps_its_appraisal_out_and_no_other(anna: ReviewSession, tmp_path: Path) -> None:
    """Each fault is told with its line; what belongs together comes in together or not at all."""
    other = known_studies.rows(anna)[0].key
    path = written(
        tmp_path,
        "a.csv",
        ITEM,
        ITEM | {"item": "9.9"},
        ITEM | {"item": "1.2", "code": "QQ"},
        ITEM | {"study": "nobody2020"},
        {"study": "imagina2018", "item": "1.1", "code": "PY"},
        ITEM | {"study": other, "item": "1.1"},
    )
    report = bring(anna, path)
    told = faults(report)
    assert ["line 3", "line 4", "line 5"] == [line.split(":")[0] for line in told]
    assert "has no item" in told[0]
    assert "'QQ'" in told[1]
    assert "no study of the review is called so" in told[2]
    assert sorted({"imagina2018", other}) == sorted(line.study for line in report.placed)
    assert answers.judge_study(anna, STUDY).worksheet is None


def test_a_row_that_stands_twice_counts_once_and_two_that_differ_are_a_fault(
    anna: ReviewSession, tmp_path: Path
) -> None:
    """A spreadsheet that makes 1.1 of 1.10 shows itself by answers that stand twice."""
    twice = bring(anna, written(tmp_path, "twice.csv", ITEM, ITEM))
    assert ([], ("1 row stands there twice and counts once",)) == (faults(twice), twice.notes)
    differ = bring(anna, written(tmp_path, "differ.csv", ITEM, ITEM | {"code": "N"}))
    assert [f"line 3: {STUDY} by anna, 1.1: it is answered twice, and differently"] == faults(differ)


def test_another_version_of_the_checklist_is_refused(anna: ReviewSession, tmp_path: Path) -> None:
    """Answers to other words are not taken for answers to these."""
    version = {"checklist": "case-report", "checklist_version": "0.0.1", "checklist_sha256": ""}
    (told,) = faults(bring(anna, written(tmp_path, "old.csv", ITEM | version)))
    assert "it was made with version 0.0.1, and the review has case-report" in told
    other_text = version | {"checklist_version": "", "checklist_sha256": "0" * 64}
    (told,) = faults(bring(anna, written(tmp_path, "text.csv", ITEM | other_text)))
    assert "it was made with version 00000000…" in told
    (told,) = faults(bring(anna, written(tmp_path, "none.csv", ITEM | {"checklist": "case-rapport"})))
    assert "there is no checklist" in told


def test_a_version_that_the_review_holds_is_used(
    judged: ReviewSession, bare: ReviewSession, tmp_path: Path
) -> None:
    """An appraisal stays with the version it was made with, where the review has its text."""
    study = known_studies.rows(judged)[0]
    sheet = answers.judge_study(judged, study.key)
    older = sheet.checklist.source.replace(sheet.checklist.version, "0.0.9", 1)
    from checklists import parse_checklist

    parsed = parse_checklist(older, name="older")
    stored.pin_checklist(bare.db, parsed.id, parsed.version, parsed.sha256, older)
    row = {"study": study.key, "item": "1.1", "code": "PY", "checklist": parsed.id}
    report = bring(bare, written(tmp_path, "a.csv", row | {"checklist_version": "0.0.9"}))
    assert [] == faults(report)
    assert f"{parsed.id} 0.0.9" == report.placed[0].checklist


def test_what_is_there_is_never_overwritten(anna: ReviewSession, tmp_path: Path) -> None:
    """The same again is there already; anything else is a conflict, and the review stays as it is."""
    path = written(tmp_path, "a.csv", ITEM)
    assert 1 == len(bring(anna, path).placed)
    again = bring(anna, path)
    assert (0, 1, False) == (len(again.placed), len(again.there), again.has_conflict)
    events = len(history.list_events(anna.db))
    other = bring(anna, written(tmp_path, "b.csv", ITEM | {"code": "N"}))
    assert other.has_conflict
    assert "the review has it with other contents" in faults(other)[0]
    assert events == len(history.list_events(anna.db))


def test_a_draft_without_contents_takes_what_the_file_has(anna: ReviewSession, tmp_path: Path) -> None:
    """What was settled before the items stays; so does the draft of somebody who took everything back."""
    answers.answer(anna, STUDY, "P2", "abstract")
    (begun,) = stored.find_appraisals(anna.db)
    path = written(tmp_path, "a.csv", ITEM)
    assert [] == faults(bring(anna, path))
    sheet = answers.judge_study(anna, STUDY)
    assert sheet.appraisal is not None
    assert (begun.id, "a.csv") == (sheet.appraisal.id, sheet.imported_from)
    assert ({"1.1": "PY"}, "abstract") == (sheet.codes, sheet.preliminaries["P2"])
    answers.undo(anna, STUDY)
    other = bring(anna, written(tmp_path, "b.csv", ITEM | {"code": "N"}))
    assert [] == faults(other)
    assert ({"1.1": "N"}, "b.csv") == (
        answers.judge_study(anna, STUDY).codes,
        answers.judge_study(anna, STUDY).imported_from,
    )


def test_a_trial_saves_nothing(anna: ReviewSession, tmp_path: Path) -> None:
    """It says what would be placed, and leaves no trace."""
    report = bring(anna, written(tmp_path, "a.csv", ITEM | {"reviewer": "dora"}), is_trial=True)
    assert (1, ("dora",), False) == (len(report.placed), report.new_reviewers, report.is_saved)
    assert [] == stored.find_appraisals(anna.db)
    assert "dora" not in {reviewer.handle for reviewer in reviewers.list_reviewers(anna.db)}


@pytest.mark.parametrize("code", ["PY", "N"])
def test_others_work_cannot_be_guessed_by_importing(
    anna: ReviewSession, bea: ReviewSession, tmp_path: Path, code: str
) -> None:
    """Whether a guess meets what somebody has answered in secret is not told: both guesses sound alike."""
    answers.answer(bea, STUDY, "1.1", "PY")
    report = bring(anna, written(tmp_path, "guess.csv", ITEM | {"code": code, "reviewer": "bea"}))
    expected = (
        f"line 2: {STUDY} by bea: bea has work on {STUDY} that you may not see, and only bea can add to it"
    )
    assert ([expected], True) == (faults(report), report.has_conflict)
    other = bring(
        anna, written(tmp_path, "result.csv", ITEM | {"reviewer": "bea", "result": "deaths", "code": code})
    )
    assert [expected.replace(STUDY, f"{STUDY} (deaths)", 1)] == faults(other)


def test_quotes_are_found_by_their_words(anna: ReviewSession, tmp_path: Path) -> None:
    """A passage is found without its place; words that stand nowhere are told, and keep nothing else out."""
    title = known_studies.show_study(anna, STUDY).bibliography.title
    quote = {"row": "quote", "study": STUDY, "item": "1.1"}
    path = written(
        tmp_path,
        "a.csv",
        ITEM | {"row": "answer", "text": ""},
        quote | {"text": title},
        quote | {"text": "no!"},
    )
    report = bring(anna, path)
    sheet = answers.judge_study(anna, STUDY)
    assert [title] == [" ".join(found.text.split()) for found in sheet.quotes]
    assert {"1.1": "PY"} == sheet.codes
    (told,) = faults(report)
    assert f"line 4: {STUDY} by anna, the quote for 1.1: these words are in no document" in told


def test_judgements_without_a_reason_must_follow_from_the_answers(
    anna: ReviewSession, tmp_path: Path
) -> None:
    """What the answers give needs no override, another level a reason; without answers it is imported."""
    judgement = {"study": STUDY, "row": "judgement", "domain": "D1", "final": "high", "item": "", "code": ""}
    alone = bring(anna, written(tmp_path, "alone.csv", judgement))
    sheet = answers.judge_study(anna, STUDY)
    assert ([], "imported from alone.csv") == (faults(alone), sheet.overrides["D1"].reason)
    items = [item.id for item in sheet.checklist.domain("D1").items]
    rows = [
        judgement | {"row": "answer", "domain": "", "final": "", "item": item, "code": "PY"} for item in items
    ]
    given = [row | {"result": "deaths"} for row in (*rows, judgement)]
    (told,) = faults(bring(anna, written(tmp_path, "other.csv", *given)))
    assert "D1: its answers come to Low, not High: say why in override_reason" in told
    given[-1]["final"] = "low"
    assert [] == faults(bring(anna, written(tmp_path, "same.csv", *given)))
    assert {} == answers.judge_study(anna, STUDY, result="deaths").overrides


@pytest.mark.parametrize(
    "name",
    [
        "pretend2016",
        "PRETEND2016",
        "Pretend 2016",
        "pretend et al. (2016)",
        "Pretend and Other, 2016",
        "before2016",
    ],
)
def test_studies_are_found_by_key_former_key_and_label(
    anna: ReviewSession, tmp_path: Path, name: str
) -> None:
    """Other tools name studies by author and year, each in its own way."""
    edit_record.edit(anna, STUDY, {"authors": "Pretend, A.; Other, B.", "year": "2016"}, key="before2016")
    edit_record.edit(anna, "before2016", {}, key=STUDY)
    assert [STUDY] == [
        line.study for line in bring(anna, written(tmp_path, "a.csv", ITEM | {"study": name})).placed
    ]


def test_studies_are_found_by_identifier_and_title(anna: ReviewSession, tmp_path: Path) -> None:
    """A DOI in any spelling, a PMID, a title with other typography."""
    edit_record.edit(anna, STUDY, {"doi": "10.1000/Ab.7", "pmid": "1234567", "title": "Oat baths: a “case”"})
    names = ["https://doi.org/10.1000/ab.7", "PMID: 1234567", 'oat baths - a "case"']
    for number, name in enumerate(names):
        row = ITEM | {"study": name, "result": f"result {number}"}
        assert [] == faults(bring(anna, written(tmp_path, "a.csv", row))), name


def test_a_name_that_several_studies_have_is_refused(anna: ReviewSession, tmp_path: Path) -> None:
    """Nothing is placed by a guess."""
    keys = [row.key for row in known_studies.rows(anna)[:2]]
    for key in keys:
        edit_record.edit(anna, key, {"authors": "Same, A.", "year": "2020"})
    (told,) = faults(bring(anna, written(tmp_path, "a.csv", ITEM | {"study": "Same 2020"})))
    assert f"it may be {keys[0]}, {keys[1]}: write the key" in told


def test_a_slip_in_a_name_does_not_make_a_reviewer(anna: ReviewSession, tmp_path: Path) -> None:
    """A handle that looks like a known one is a fault that says how somebody new is made known."""
    reviewers.ensure_reviewer(anna.db, "anna")
    (told,) = faults(bring(anna, written(tmp_path, "a.csv", ITEM | {"reviewer": "anan"})))
    assert "anan is not a reviewer of this review, and looks like anna" in told
    assert "`workbench reviewer add anan --new-reviewer`" in told
    handles.add_reviewer(anna, "anan", is_new=True)
    assert [] == faults(bring(anna, written(tmp_path, "a.csv", ITEM | {"reviewer": "anan"})))


def test_results_are_named_after_the_outcomes(anna: ReviewSession, tmp_path: Path) -> None:
    """A result is stored as the outcome that it names, however it is written; a free name is told."""
    outcomes.add_outcome(anna, "Mortality", time_point="90 days")
    rows = [ITEM | {"result": "mortality at 90 days"}, ITEM | {"result": "Death (90 days)"}]
    report = bring(anna, written(tmp_path, "a.csv", *rows))
    assert ["Mortality (90 days)", "Death (90 days)"] == [line.result for line in report.placed]
    assert ("no outcomes of the review: “Death (90 days)” (is Mortality (90 days) meant?)",) == report.notes


def test_letters_are_taken_only_where_the_file_has_all_of_them(anna: ReviewSession, tmp_path: Path) -> None:
    """They tell apart what a file holds: of other studies the letters would be others."""
    keys = sorted(row.key for row in known_studies.rows(anna))[:2]
    for key in keys:
        edit_record.edit(anna, key, {"authors": "Same, A.", "year": "2020"})
    rows = [ITEM | {"study": "Same 2020a"}, ITEM | {"study": "Same 2020b"}]
    (told,) = faults(bring(anna, written(tmp_path, "one.csv", rows[1])))
    assert f"it may be {keys[0]}, {keys[1]}: write the key" in told
    report = bring(anna, written(tmp_path, "both.csv", *rows), is_trial=True)
    assert keys == [line.study for line in report.placed]
    expected = (
        f"letters were taken in the order of the keys: Same 2020a is {keys[0]}, Same 2020b is {keys[1]}"
    )
    assert (expected,) == report.notes


JUDGED = {
    "Study": STUDY,
    "D1": "Low risk of bias",
    "D2": "some concerns",
    "D3": "+",
    "D4": "High",
    "D5": "No information",
}


def domains(session: ReviewSession) -> dict[str, str]:
    """A judgement for every domain of the study's checklist, and for the whole, as robvis has them."""
    checklist = answers.judge_study(session, STUDY).checklist
    titles = {domain.title: "Low" for domain in checklist.judged_domains}
    return {"Study": "Pretend 2016", **titles, "Overall": "Some concerns", "Weight": "3"}


@pytest.fixture
def labelled(anna: ReviewSession) -> ReviewSession:
    """The review with a study that has a label; anna works."""
    edit_record.edit(anna, STUDY, {"authors": "Pretend, A.", "year": "2016"})
    return anna


def test_judgements_without_answers_are_overrides_that_can_be_submitted(
    labelled: ReviewSession, tmp_path: Path
) -> None:
    """They carry the name of the file as their reason, and every domain that is judged needs no answers."""
    report = bring(labelled, written(tmp_path, "rob.csv", domains(labelled)), submits=True)
    assert ([], "submitted") == (faults(report), report.placed[0].state)
    sheet = answers.judge_study(labelled, STUDY)
    assert ("rob.csv", {}, "some_concerns") == (sheet.imported_from, sheet.codes, sheet.verdict.final_overall)
    assert {"imported from rob.csv"} == {override.reason for override in sheet.overrides.values()}


def test_an_appraisal_that_lacks_a_domain_stays_a_draft(labelled: ReviewSession, tmp_path: Path) -> None:
    """What is neither answered nor judged is named; once it is, the owner submits it as usual."""
    row = domains(labelled)
    last = answers.judge_study(labelled, STUDY).checklist.judged_domains[-1]
    row[last.title] = "NA"
    (line,) = bring(labelled, written(tmp_path, "rob.csv", row), submits=True).placed
    assert "draft" == line.state
    assert "have no answer" in line.waits_for
    with pytest.raises(ConflictError, match="have no answer"):
        submission.submit(labelled, STUDY)
    overrides.override(labelled, STUDY, last.id, "low", "as the team said")
    assert submission.submit(labelled, STUDY).submitted


def test_an_own_draft_still_needs_its_answers(labelled: ReviewSession) -> None:
    """Only what was imported may be judged without answers."""
    checklist = answers.judge_study(labelled, STUDY).checklist
    for target in checklist.targets:
        overrides.override(labelled, STUDY, target, "low", "I say so")
    with pytest.raises(ConflictError, match="have no answer"):
        submission.submit(labelled, STUDY)


def test_words_of_other_scales_are_told(labelled: ReviewSession, tmp_path: Path) -> None:
    """A word that is no level is taken by its rank where that is clear, and the report says so."""
    row = domains(labelled)
    first, second, third, *_ = [name for name in row if name not in ("Study", "Overall", "Weight")]
    row |= {first: "+", second: "Unclear risk", third: "Moderate"}
    report = bring(labelled, written(tmp_path, "rob.csv", row))
    assert (
        "+ was taken as Low (once)",
        "Unclear risk was taken as No information (once)",
        "Moderate was taken as Some concerns (once)",
    ) == report.notes
    row[first] = "Critical"
    (told,) = faults(bring(labelled, written(tmp_path, "bad.csv", row | {"Study": STUDY}), is_trial=True))
    assert "has no level 'Critical'" in told


def test_numbered_columns_are_taken_only_for_the_checklist_that_was_named(
    anna: ReviewSession, tmp_path: Path
) -> None:
    """D1 of one instrument is not D1 of another: without a word on it nothing is guessed."""
    path = written(tmp_path, "rob.csv", JUDGED)
    told = faults(bring(anna, path))
    assert told
    assert all("say with --checklist" in line for line in told)
    report = bring(anna, path, checklist="rob-2", preliminaries={"P1": "assignment"})
    (told_of_level,) = faults(report)
    assert "rob-2 has no level 'No information'" in told_of_level


def test_a_template_of_robvis_fills_the_variant_that_is_said(anna: ReviewSession, tmp_path: Path) -> None:
    """RoB 2 has one column for two domains: the effect of interest decides, and must be told."""
    path = written(tmp_path, "rob.csv", JUDGED | {"D5": "Low", "Overall": "High"})
    (told,) = faults(bring(anna, path, checklist="rob-2"))
    assert "say --preliminary P1=assignment" in told
    report = bring(anna, path, checklist="rob-2", preliminaries={"P1": "assignment"}, submits=True)
    assert ([], "submitted") == (faults(report), report.placed[0].state)
    (appraisal,) = stored.find_appraisals(anna.db, checklist_id="rob-2")
    levels = stored.read_worksheet(anna.db, appraisal.id).levels
    expected = {
        "D1": "low",
        "D2A": "some_concerns",
        "D3": "low",
        "D4": "high",
        "D5": "low",
        "overall": "high",
    }
    assert expected == levels
    assert any("`workbench assign pretend2016 rob-2`" in note for note in report.notes)


def test_revman_judges_results_apart_and_keeps_the_support(labelled: ReviewSession, tmp_path: Path) -> None:
    """An outcome group is a result, all outcomes are the whole study; the support stands in the reason."""
    title = answers.judge_study(labelled, STUDY).checklist.judged_domains[0].title
    row = {"Study": "Pretend 2016"}
    for group, word, support in (("deaths", "High risk", "none blind"), ("All outcomes", "Low risk", "")):
        row |= {f"Domain (judgement): {title}: {group}": word, f"Domain (support): {title}: {group}": support}
    report = bring(labelled, written(tmp_path, "rm.csv", row))
    assert {"deaths", "whole study"} == {line.result for line in report.placed}
    sheet = answers.judge_study(labelled, STUDY, result="deaths")
    assert [("high", "imported from rm.csv: none blind")] == [
        (override.judgement, override.reason) for override in sheet.overrides.values()
    ]


def test_our_own_file_for_revman_comes_back_without_the_loss_of_its_words(
    judged: ReviewSession, bare: ReviewSession, tmp_path: Path
) -> None:
    """RevMan has three words; the level that our export wrote before the support text counts."""
    files = build_export(judged, ExportRequest(kind="revman", of="independent")).files
    levels = {
        sheet.key: {line.overall for line in sheet.appraisals if line.reviewer == "anna"}
        for sheet in known_studies.list_studies(judged)
    }
    for name, data in files.items():
        if name.endswith("-risk-of-bias.csv"):
            path = tmp_path / f"rm{name}"
            path.write_bytes(data)
            assert [] == faults(bring(bare, path))
    back = {
        sheet.key: {line.overall for line in sheet.appraisals if line.reviewer == "anna"}
        for sheet in known_studies.list_studies(bare)
    }
    assert levels == back


def test_covidence_brings_new_reviewers_by_their_names(labelled: ReviewSession, tmp_path: Path) -> None:
    """A name becomes a handle, and stays beside it; a known name is known again; a consensus is nobody's."""
    row = {
        f"{name} judgement" if name not in ("Study", "Overall", "Weight") else name: word
        for name, word in domains(labelled).items()
    }
    del row["Weight"]
    row = {"Covidence #": "#1", "Reviewer Name": "Dora Weiß", **row}
    report = bring(labelled, written(tmp_path, "cov.csv", row, row | {"Reviewer Name": "Consensus"}))
    assert (("dora-weiß",), "Covidence") == (report.new_reviewers, report.format)
    assert "a consensus is not imported" in faults(report)[0]
    known = {person.handle: person.name for person in reviewers.list_reviewers(labelled.db)}
    assert "Dora Weiß" == known["dora-weiß"]


def test_the_origin_is_shown_wherever_it_matters(labelled: ReviewSession, tmp_path: Path) -> None:
    """Lists, tables, comparison, agreement, methods and the long form say what was imported."""
    row = domains(labelled)
    report = bring(
        labelled,
        written(tmp_path, "rob.csv", row | {"Reviewer": "bea"}, row | {"Reviewer": "anna"}),
        submits=True,
    )
    assert ["submitted"] * 2 == [line.state for line in report.placed]
    told = "imported, not known to be independent"
    lines = known_studies.show_study(labelled, STUDY).appraisals
    assert {"rob.csv"} == {line.imported_from for line in lines}
    for name in ("traffic-light", "appraisal", "answers"):
        (table, *_) = build_table(labelled, name)
        assert any(told in note for note in table.notes), name
    assert any(told in warning for warning in reconcile.compare(labelled, STUDY).warnings)
    assert any(told in note for note in agreement(labelled)[0].notes)
    sentences = " ".join(methods_text.sentences(labelled))
    assert (
        "Two appraisals were made elsewhere and imported, and are not known to be independent." in sentences
    )
    assert "rob.csv" not in sentences
    (table,) = in_words_of_manuscript(build_table(labelled, "agreement"), View(labelled))
    assert f"{told.capitalize()}: {STUDY} by reviewer 1, {STUDY} by reviewer 2" in table.notes
    assert "independently" not in sentences
    _, first, *_ = long_form(labelled).decode().splitlines()
    assert "rob.csv" == first.split(",")[COLUMNS.index("imported_from")]


def test_imported_work_of_others_is_blind_like_any_other(labelled: ReviewSession, tmp_path: Path) -> None:
    """Who brought it in held the file; in the review it stays hidden until both have submitted."""
    bring(labelled, written(tmp_path, "rob.csv", domains(labelled) | {"Reviewer": "bea"}), submits=True)
    lines = known_studies.show_study(labelled, STUDY).appraisals
    assert [("bea", "done", None)] == [(line.reviewer, line.state, line.imported_from) for line in lines]
    assert b"rob.csv" not in long_form(labelled)
    answer_all(labelled)
    submission.submit(labelled, STUDY)
    assert b"rob.csv" in long_form(labelled)


def test_a_draft_that_was_imported_goes_on_like_any_other(anna: ReviewSession, tmp_path: Path) -> None:
    """Its owner answers further items and takes back what came with the file, item by item."""
    bring(anna, written(tmp_path, "a.csv", ITEM | {"note": "as read"}))
    answers.answer(anna, STUDY, "1.2", "N")
    assert "answer 1.2" == answers.undo(anna, STUDY)[1]
    assert "1.1" in answers.undo(anna, STUDY)[1]
    assert "1.1" not in answers.judge_study(anna, STUDY).codes
    with pytest.raises(ConflictError, match="nothing to undo"):
        answers.undo(anna, STUDY)


def test_a_value_that_cannot_be_kept_undoes_the_whole_import(anna: ReviewSession, tmp_path: Path) -> None:
    """All of a file is one transaction."""
    path = written(tmp_path, "a.csv", ITEM, ITEM | {"study": "imagina2018", "note": "x" * 100_001})
    with pytest.raises(WorkbenchError, match=r"100,001 characters"):
        bring(anna, path)
    assert [] == stored.find_appraisals(anna.db)


def test_a_file_that_is_not_there_is_not_found(anna: ReviewSession, tmp_path: Path) -> None:
    """The message names it."""
    with pytest.raises(NotFoundError, match=r"there is no file .*none\.csv"):
        bring(anna, tmp_path / "none.csv")


def test_an_own_checklist_takes_answers_too(anna: ReviewSession, tmp_path: Path) -> None:
    """What a team brought is matched like the program's own."""
    from tests.review.conftest import LISTED

    add_checklist(anna, tmp_path, LISTED, STUDY)
    rows = [ITEM | {"item": "1", "code": "TWO"}, ITEM | {"item": "2", "code": "ONE"}]
    report = bring(anna, written(tmp_path, "a.csv", *rows), submits=True)
    assert ([], "submitted", None) == (faults(report), report.placed[0].state, report.placed[0].overall)
    assert as_other(anna, "anna").reviewer == "anna"


def test_domains_that_no_column_is_about_are_told(anna: ReviewSession, tmp_path: Path) -> None:
    """QUADAS-2 for robvis has bias alone: the applicability of quadas-3 remains open, and is named."""
    row = {"Study": STUDY, **{f"D{number}": "Low" for number in range(1, 5)}, "Overall": "Low"}
    path = written(tmp_path, "quadas.csv", row)
    report = bring(anna, path, checklist="quadas-3", submits=True)
    (note,) = [note for note in report.notes if "remains open" in note]
    assert note == (
        "nothing in the file is about A1 Applicability: participants; A2 Applicability: index test; "
        "A3 Applicability: target condition: of what came in with quadas-3 this remains open"
    )
    (line,) = report.placed
    assert ("draft", True) == (line.state, "A1" in line.waits_for)
