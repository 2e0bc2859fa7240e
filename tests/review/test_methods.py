"""The sentences for the manuscript say what the data say, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.review.conftest import STUDY, answer_all, as_other
from workbench.output.report.content import Paragraph
from workbench.output.table import cell_text
from workbench.review.admin import settings
from workbench.review.admin.demo import make_example
from workbench.review.appraisals import answers, overrides, submission
from workbench.review.evidence import ratings as certainties
from workbench.review.exchange.verify.independence_status import MEANING, Independence
from workbench.review.exchange.verify.pairs import pairs_of
from workbench.review.exchange.verify.verify import verify
from workbench.review.publish import certainty_figure
from workbench.review.publish.manuscript import methods_independence, methods_text
from workbench.review.publish.manuscript.manuscript_abbreviations import write_out_once
from workbench.review.publish.manuscript.manuscript_people import initials_of
from workbench.review.publish.manuscript.results_text import result_paragraphs
from workbench.review.publish.report import report as make_report
from workbench.review.reviewers import agreement as agreeing
from workbench.review.reviewers import calibration, handles, reconcile
from workbench.review.reviewers.agreement_words import number_in_words
from workbench.review.session import ReviewSession, open_review
from workbench.review.studies import exclusion, known_studies
from workbench.review.view import View


def text_of(session) -> str:
    """All sentences."""
    return " ".join(methods_text.sentences(session))


def test_without_anything_submitted_there_is_nothing_to_report(anna) -> None:
    """A draft is none."""
    answer_all(anna)
    assert ["No appraisal is submitted yet, so there is nothing to report."] == methods_text.sentences(anna)


def test_one_reviewer_is_not_called_independent(anna) -> None:
    """What is not so yet is said: no second reviewer, studies without appraisal."""
    answer_all(anna)
    submission.submit(anna, STUDY)
    text = text_of(anna)
    assert "One reviewer submitted appraisals of 1 of 5 studies; 0 of these" in text
    assert f"Not appraised by a second reviewer yet: {STUDY}." in text
    assert "Not submitted by anybody yet: four studies." in text
    for word in ("independent", "overall judgement", "onsensus"):
        assert word not in text


def test_checklist_and_version_are_named(both) -> None:
    """With the number of studies."""
    checklist = answers.judge_study(both, STUDY).checklist
    version = f"version {checklist.version}, SHA-256 {checklist.sha256[:12]}"
    expected = f"“{checklist.title}” ({checklist.id}, {version}) for one study."
    assert methods_text.sentences(both)[0].endswith(expected)


def test_how_independence_is_known_stands_there_in_the_words_of_verify(both) -> None:
    """Nothing more is claimed than that: in one file it is the program alone that hides."""
    text = text_of(both)
    assert [Independence.SHARED] == [pair.status for pair in pairs_of(View(both))]
    assert f"{Independence.SHARED}, one pair ({MEANING[Independence.SHARED]})" in text
    assert "The program showed no reviewer another's answers" in text
    assert "independently" not in text


def test_the_pairs_are_those_that_verify_tells_of(judged) -> None:
    """Though less is read for them; what was reopened after seeing too."""
    bea = as_other(judged, "bea")
    study = known_studies.rows(judged)[0].key
    submission.reopen(bea, study, "a slip")
    submission.submit(bea, study)
    found = pairs_of(View(judged))
    assert list(verify(judged.db.location).pairs) == found
    assert 15 == len(found)  # three reviewers, five studies
    assert any(pair.later for pair in found)


def test_lifting_looking_and_restoring_stand_in_everybodys_methods(anna) -> None:
    """Also in those of somebody who may see no appraisal."""
    answer_all(anna)
    submission.submit(anna, STUDY)
    bea = as_other(anna, "bea")
    answer_all(bea)
    settings.lift_blindness(anna, "training")
    settings.restore_blindness(anna, "training is over")
    submission.submit(bea, STUDY)
    texts = [text_of(each) for each in (anna, bea, as_other(anna, "cara"))]
    for text in texts:
        assert "was lifted on" in text
        assert "by reviewer 1 (training)" in text
        assert "was restored on" in text
        assert f"{Independence.NOT}, one pair ({MEANING[Independence.NOT]})" in text
        assert "One appraisal was submitted after others' work could be seen" in text
        assert "The program showed nobody" not in text


def test_who_reopened_after_having_seen_the_other_is_told(both) -> None:
    """What was submitted first stays independent."""
    bea = as_other(both, "bea")
    submission.reopen(bea, STUDY, "a slip")
    submission.submit(bea, STUDY)
    assert "One appraisal was reopened after others' work could be seen" in text_of(both)


def test_how_differences_were_settled_is_counted(both) -> None:
    """By whom, once the consensus is submitted; until then that it is not."""
    assert f"No consensus is submitted yet on {STUDY}." in text_of(both)
    reconcile.reconcile(both, STUDY, "1.3", "=anna", "so")
    reconcile.reconcile(both, STUDY, "2.1", "=bea", "so", decided_by="cara")
    reconcile.finish_consensus(both, STUDY)
    text = text_of(both)
    assert "A consensus was reached on one result; two differences were settled" in text
    assert "with a reason each: 1 by the reviewers and 1 by a further person." in text
    assert "No consensus" not in text


def test_only_a_discussion_that_somebody_named_is_called_one(both) -> None:
    """Who decides by default is no claim that anybody sat together."""
    reconcile.reconcile(both, STUDY, "1.3", "=anna", "so")
    reconcile.reconcile(both, STUDY, "2.1", "=bea", "read again", decided_by="discussion")
    reconcile.finish_consensus(both, STUDY)
    assert "1 by the reviewers and 1 by discussion." in text_of(both)


def test_what_was_taken_over_in_one_step_is_counted_apart(anna) -> None:
    """One reason stood for all of it."""
    bea = as_other(anna, "bea")
    for session, given in ((anna, {"1.3": "PN"}), (bea, {"1.1": "PN", "2.1": "N"})):
        for item, code in given.items():
            answers.answer(session, STUDY, item, code)
        answer_all(session, "PY")
        submission.submit(session, STUDY)
    _, taken = reconcile.take_over(anna, STUDY, "bea", "close together")
    while waiting := reconcile.compare(anna, STUDY).unresolved:
        reconcile.reconcile(anna, STUDY, waiting[0], "=anna", f"read again: {waiting[0]}")
    reconcile.finish_consensus(anna, STUDY)
    text = text_of(anna)
    assert f"{len(taken)} taken over by the reviewers as one of them has it, in one step" in text
    assert "with a reason each" not in text


def test_levels_of_evidence_are_told_and_cited_where_the_checklists_have_them(judged) -> None:
    """The tables have a column of them, whose source the reference list names."""
    assert (
        "Levels of evidence are those of the Oxford Centre for Evidence-Based Medicine, 2011, as"
        in text_of(judged)
    )
    made = make_report(judged, label="author-year")
    assert "Evidence-Based Medicine (OCEBM 2011), as the checklists give them" in " ".join(
        part.text for part in made.methods
    )
    (listed,) = [table for table in made.tables if table.name == "references"]
    assert any("The Oxford 2011 Levels of Evidence" in cell_text(row[1]) for row in listed.rows)


def test_who_confirmed_ratings_is_told_and_counted(example) -> None:
    """The second person stands beside those who rated."""
    anna = example
    bea = as_other(anna, "bea")
    for session in (anna, bea):
        answer_all(session, study="yamakawa2025")
        submission.submit(session, "yamakawa2025")
    certainties.rate(anna, "survival", "risk of bias", 0, "", body="cohort-high")
    certainties.confirm(bea, "survival", "risk of bias", body="cohort-high")
    assert re.search(
        r"ratings were made by .* \(1\) .*, and confirmed by a second person: 1 by reviewer 2;", text_of(anna)
    )


def test_agreement_stands_with_its_interval_or_why_there_is_none(judged) -> None:
    """Counts and raw agreement first, then the leading coefficient, of the report on all reviewers."""
    text = text_of(judged)
    for report in agreeing.agreement(judged):
        if report.pair is None:
            line = report.lines[0]
            head = f"On the overall judgement ({report.checklist_id}), the reviewers agreed on "
            counts = f"{line.agreed} of {line.rated_twice} stud"
            assert f"{head}{counts}" in text or f"{head}all {counts}" in text
            assert number_in_words(line.coefficients[0]).split(" (")[0] in text
    assert "No verbal label is given for fewer than 10 studies." in text
    assert "at least" not in text


def test_coefficients_are_explained_once(judged) -> None:
    """What AC1 and AC2 count stands in one sentence, for all checklists."""
    assert 1 == text_of(judged).count("AC2 is Gwet's second agreement coefficient, which weights differences")


def test_calibration_studies_are_left_out_of_agreement_only(judged) -> None:
    """They count as studies of the review, and the last sentence says where they do not."""
    for row in known_studies.rows(judged)[:2]:
        calibration.calibrate(judged, row.key, True)
    found = methods_text.sentences(judged)
    expected = (
        "Two studies served for calibration and are left out of the agreement only: what was agreed on them "
        "counts in the tables and the certainty."
    )
    assert expected in found
    assert any("appraisals of 5 of 5 studies" in sentence for sentence in found)


def test_a_blind_reviewer_learns_no_more_than_who_is_done(both) -> None:
    """No differences, no decisions, no agreement, no overrides."""
    reconcile.reconcile(both, STUDY, "1.3", "=anna", "so")
    reconcile.reconcile(both, STUDY, "2.1", "=anna", "so")
    reconcile.finish_consensus(both, STUDY)
    text = text_of(as_other(both, "cara"))
    for word in ("onsensus", "overall judgement", "settled", "overridden"):
        assert word not in text


def test_of_many_studies_some_are_named_and_the_rest_is_counted(judged) -> None:
    """A sentence of a manuscript is no list of a thousand keys."""
    keys = sorted(row.key for row in known_studies.rows(judged))
    assert f"No consensus is submitted yet on {', '.join(keys[:4])} and 1 more." in text_of(judged)


def test_of_many_studies_that_one_has_appraised_some_are_named(anna) -> None:
    """As above."""
    keys = sorted(row.key for row in known_studies.rows(anna))
    for key in keys:
        answer_all(anna, study=key)
        submission.submit(anna, key)
    expected = f"Not appraised by a second reviewer yet: {', '.join(keys[:4])} and 1 more."
    assert expected in text_of(anna)


def test_excluded_studies_are_named_with_their_reasons_and_counted_nowhere(both) -> None:
    """Those of one reason stand together; what was taken in again is counted again."""
    others = [row.key for row in known_studies.rows(both) if row.key != STUDY]
    exclusion.exclude(both, others[0], "retracted")
    exclusion.exclude(both, others[1], "wrong patients")
    exclusion.exclude(both, others[2], "retracted")
    text = text_of(both)
    assert "submitted appraisals of 1 of 2 studies" in text
    assert (
        "Three studies were excluded and are not counted in any of this: "
        f"retracted ({others[0]}, {others[2]}); wrong patients ({others[1]})."
    ) in text
    exclusion.include(both, others[1], "they fit after all")
    assert "Two studies were excluded" in text_of(both)


def test_the_report_lists_excluded_studies_with_their_reasons(both) -> None:
    """In a section of their own, and in the methods."""
    left_out = next(row.key for row in known_studies.rows(both) if row.key != STUDY)
    exclusion.exclude(both, left_out, "wrong patients")
    made = make_report(both)
    (table,) = [block for block in made.tables if block.name == "excluded"]
    assert [(left_out, "wrong patients")] == [(row[0], row[4]) for row in table.rows]
    assert any(f"wrong patients ({left_out})" in part.text for part in made.methods)


def test_people_are_named_by_initials_or_role_and_never_by_handle(both) -> None:
    """With a name each; whoever has none is a numbered reviewer, and the facts say who is meant."""
    bea = as_other(both, "bea")
    settings.lift_blindness(bea, "training")
    assert "by reviewer 2 (training)" in text_of(both)
    handles.name_reviewer(both, "anna", "Anna Berg")
    handles.name_reviewer(bea, "bea", "Beatrix Cole")
    text = text_of(both)
    assert "Two reviewers (A.B., B.C.) submitted appraisals" in text
    assert "by B.C. (training)" in text
    assert not {"anna", "bea"} & set(text.replace(".", " ").replace(",", " ").split())
    (who,) = [each for each in methods_text.methods(both) if each.text.startswith("Two reviewers")]
    assert [("A.B.", "anna"), ("B.C.", "bea")] == [(each.what, each.value) for each in who.facts][:2]


def test_two_people_with_the_same_initials_are_told_apart(both) -> None:
    """By numbers."""
    handles.name_reviewer(both, "anna", "Anna Berg")
    handles.name_reviewer(both, "bea", "Arno Bell")
    assert "(reviewer 1, reviewer 2)" not in text_of(both)
    settings.lift_blindness(both, "training")
    assert "by reviewer 1 (training)" in text_of(both)


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Anna Berg", "A.B."),
        ("Jean-Luc Picard", "J.-L.P."),
        ("  ", ""),
        ("山田 太郎", "山.太."),
        ("\x1b[1m", "1."),
    ],
)
def test_initials_are_those_of_each_word(name: str, initials: str) -> None:
    """Of any script, and nothing else of the name."""
    assert initials == initials_of(name)


def test_overrides_are_counted_against_what_was_suggested(both) -> None:
    """Of the appraisals in sight; the facts name study, judgement and person."""
    assert "None of " in text_of(both)
    submission.reopen(both, STUDY, "a slip")
    overrides.override(both, STUDY, "overall", "high", "the case was chosen for its course")
    submission.submit(both, STUDY)
    sentences = methods_text.methods(both)
    (line,) = [each for each in sentences if "overridden" in each.text]
    assert line.text.startswith("One of ")
    assert line.text.endswith("suggested judgements was overridden, with a reason.")
    assert [f"{STUDY} overall (anna)"] in [each.value for each in line.facts]


def test_every_sentence_that_says_something_has_facts_behind_it(judged) -> None:
    """Each with a value and where it is from; the short text has fewer sentences, and facts too."""
    full, short = methods_text.methods(judged), methods_text.methods(judged, short=True)
    assert len(short) < len(full)
    for sentence in (*full, *short):
        assert sentence.facts, sentence.text
        assert all(each.what and each.source for each in sentence.facts)
    assert sum(len(each.text) for each in short) < sum(len(each.text) for each in full)
    assert {each.part for each in short} <= {each.part for each in full}


def test_the_order_is_that_of_a_methods_section(judged) -> None:
    """Instruments, judgements, who and how independently, disagreements, agreement, software."""
    parts = [each.part for each in methods_text.methods(judged)]
    order = [
        "instruments",
        "judgements",
        "reviewers",
        "independence",
        "disagreements",
        "agreement",
        "software",
    ]
    assert order == [part for part in dict.fromkeys(parts) if part in order]


def test_the_software_is_named_with_its_version_and_what_it_did(both) -> None:
    """As CITATION.cff has it."""
    text = text_of(both)
    cff = (Path(__file__).parents[2] / "CITATION.cff").read_text("utf-8")
    (title,) = re.findall(r"^title: (.+)$", cff, re.MULTILINE)
    (version,) = re.findall(r"^version: (.+)$", cff, re.MULTILINE)
    (author,) = re.findall(r"^  - name: (.+)$", cff, re.MULTILINE)
    assert f"{author}. {title}, version {version} [software]" in text
    assert "it answered no item and made no rating by itself" in text


def test_the_grade_that_is_followed_is_named(judged) -> None:
    """A high start of studies with a comparison is GRADE guidelines 18; one group has no published start."""
    text = text_of(judged)
    assert "Non-randomised studies with a comparison started at high (as in GRADE guidelines 18" in text
    assert "at low (a default of the program, since no rule is published)" in text
    assert "findings checked" in text


@pytest.fixture
def example(tmp_path: Path) -> Iterator[ReviewSession]:
    """The example with its ratings, appraised by nobody yet, with anna at work."""
    make_example(str(tmp_path / "example.db"))
    with open_review(str(tmp_path / "example.db"), "anna") as session:
        yield session


def test_what_is_only_suggested_is_not_called_rated(example) -> None:
    """The risk of bias of survival follows from an appraisal; until a person rates it, nobody has."""
    anna = example
    answer_all(anna, study="yamakawa2025")
    submission.submit(anna, "yamakawa2025")
    text = text_of(anna)
    assert "Certainty of the evidence is not rated with GRADE in every domain yet." in text
    assert re.search(
        r"The certainty of \d of \d bodies of evidence rests on levels that the program suggested and nobody "
        r"has rated\.",
        text,
    )
    (figure,) = certainty_figure.build(View(anna), "consensus", None)
    assert any("rated by nobody: risk of bias (" in note for note in figure.notes)
    certainties.rate(anna, "survival", "risk of bias", 0, "", body="cohort-high")
    text = text_of(anna)
    assert "was rated with GRADE, domain by domain, for 1 of " in text


def test_overrides_are_said_to_be_of_the_appraisals_in_sight(example) -> None:
    """Somebody else's appraisal of another study is hidden, so that nothing is said of it."""
    for name, study in (("anna", "sugino2023"), ("bea", "harada2024")):
        session = as_other(example, name)
        answer_all(session, study=study)
        submission.submit(session, study)
    text = text_of(as_other(example, "anna"))
    assert "was overridden, in the 1 of 2 appraisals in sight." in text


def test_a_checklist_that_judges_nothing_is_called_so(listed) -> None:
    """Nobody judged: neither by rules nor by themselves."""
    for item in ("1", "2"):
        answers.answer(listed, STUDY, item, "TWO")
    submission.submit(listed, STUDY)
    text = " ".join(methods_text.sentences(listed))
    assert "With listed the answers were recorded and nothing was judged from them." in text
    assert "judged themselves" not in text


def test_the_results_tell_judgements_agreement_and_certainty(judged) -> None:
    """Each study with its judgement, what was measured of agreement, and each effect with its certainty."""
    made = make_report(judged, label="author-year")
    told = {part.heading: part.text for part in made.results}
    parts = ("Included studies", "Risk of bias", "Certainty of the evidence", "Agreement between reviewers")
    assert parts == tuple(told)
    assert re.search(
        r"“Single case report”, the overall judgement was [\w ]+ for one study \(Sugino 2023\)",
        told[parts[1]],
    )
    assert "On the overall judgement" in told[parts[3]]
    assert not any("On the overall judgement" in part.text for part in made.methods)
    certainty = told[parts[2]]
    assert certainty.startswith(
        "For survival (90 days), the RR was 1.56 (95% CI 0.94 to 2.56), participants 34 (1 study);"
    )
    alone = "Findings of one group, which tell nothing of an effect, were reported for survival (90 days),"
    assert alone in certainty
    assert "CT score" in certainty


def test_a_final_text_writes_an_abbreviation_out_where_it_stands_first() -> None:
    """Behind the title of a checklist that has it, never twice, and in square brackets within brackets."""
    texts = ("By “Trial in COVID-19”, GRADE and JAK (CT in COVID-19).", "Janus kinases; CT, GRADE, AC1.")
    paragraphs = [Paragraph(text, "") for text in texts]
    first, second = (part.text for part in write_out_once(paragraphs, {"JAK": "Janus-kinase"}))
    title = "“Trial in COVID-19” (COVID-19, coronavirus disease 2019)"
    grade = "Grading of Recommendations Assessment, Development and Evaluation (GRADE)"
    ct = "(computed tomography [CT] in COVID-19)"
    assert f"By {title}, {grade} and Janus-kinase (JAK) {ct}." == first
    assert texts[1] == second


def test_results_tell_no_judgement_that_is_hidden_or_not_submitted(both: ReviewSession) -> None:
    """A third reviewer, who has submitted nothing, reads of none."""
    cara = as_other(both, "cara")
    assert not [part for part in make_report(cara).results if "overall judgement" in part.text]
    answers.answer(cara, STUDY, "1.1", "Y")
    assert not [part for part in make_report(cara).results if "overall judgement" in part.text]
    assert [part for part in make_report(both).results if "overall judgement" in part.text]


def test_results_name_a_study_whose_reviewers_differ_once(both: ReviewSession) -> None:
    """It has no judgement until they settled it, and then that one."""
    (text,) = (part.text for part in make_report(both).results if part.matter == "bias")
    assert (
        f"“Single case report”, the overall judgement was not reconciled yet for one study ({STUDY})." in text
    )
    for line in reconcile.compare(both, STUDY).unresolved:
        reconcile.reconcile(both, STUDY, line, "=anna", "so")
    reconcile.finish_consensus(both, STUDY)
    (text,) = (part.text for part in make_report(both).results if part.matter == "bias")
    assert re.search(rf"the overall judgement was [\w ]+ for one study \({STUDY}\)\.", text)
    assert "not reconciled" not in text


def test_a_final_text_tells_of_independence_in_prose(both: ReviewSession) -> None:
    """Every status has its words; the draft has those of `verify`."""
    assert set(Independence) == set(methods_independence.IN_PROSE)
    final = " ".join(each.text for each in methods_text.methods_of(View(both), final=True))
    assert (
        "Of one pair of appraisals, in one pair the reviewers worked, or may have worked, in one file"
        in final
    )
    assert "kept by the program only" in text_of(both)


def test_a_report_has_the_methods_in_paragraphs(both: ReviewSession) -> None:
    """Sentences on one matter stand together, none is lost, and what was not checked follows its sentence."""
    view = View(both)
    written = methods_text.methods_of(view)
    methods = methods_text.method_paragraphs(written)
    results = result_paragraphs(view, "consensus", written)
    text = " ".join(part.text for part in methods)
    assert all(each.text in text for each in written if not each.is_result)
    assert 3 < len(methods) < len(written)
    told = " ".join(part.text for part in results)
    assert all(each.text in told for each in written if each.is_result)
    assert 1 == told.count("No verbal label is given")
    assert len(methods) == len({part.heading for part in methods})
