"""Agreement over what the reviewers submitted, as the review room gathers it.

The numbers themselves have tests of their own.
"""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from checklists import find_checklist
from tests.review.conftest import STUDY, answer_all, as_other, scripted
from workbench.agreement import INTERVALS, leave_out, table_of_counts
from workbench.agreement import agreement as measure
from workbench.errors import ConflictError, NotFoundError, UsageError
from workbench.review.admin import settings
from workbench.review.appraisals import answers as appraisals
from workbench.review.appraisals import overrides, submission
from workbench.review.reviewers import agreement as agreeing
from workbench.review.reviewers import calibration, reconcile
from workbench.review.reviewers.agreement import AgreementLine, AgreementReport
from workbench.review.reviewers.agreement_lines import collapse
from workbench.review.reviewers.agreement_sentences import agreement_sentences
from workbench.review.reviewers.agreement_words import (
    agreed_in_words,
    beside,
    leading_of,
    number_in_words,
    raw_of,
    shown_coefficients,
)
from workbench.review.reviewers.coefficients import Question, coefficients
from workbench.review.session import open_review
from workbench.review.studies import known_studies

NAMES = ("anna", "bea", "cara")
CATEGORIES = ["favourable", "unfavourable", "no information"]
FAVOURABLE, UNFAVOURABLE, UNKNOWN = CATEGORIES
SERIES = {
    "1.4": (
        [["N", "N", "N"], ["N", "PY", "NI"]],
        [[UNFAVOURABLE, UNFAVOURABLE, UNFAVOURABLE], [UNFAVOURABLE, FAVOURABLE, UNKNOWN]],
    ),
    "2.2": (
        [["Y", "PN", "PN"], ["Y", "Y", "NI"]],
        [[FAVOURABLE, UNFAVOURABLE, UNFAVOURABLE], [FAVOURABLE, FAVOURABLE, UNKNOWN]],
    ),
    "4.2": (
        [["PY", "NI", "NA"], ["NI", "NI", "NI"]],
        [[FAVOURABLE, UNKNOWN, None], [UNKNOWN, UNKNOWN, UNKNOWN]],
    ),
    "6.2": (
        [["Y", "PN", "PN"], ["N", "PN", "PY"]],
        [[FAVOURABLE, UNFAVOURABLE, UNFAVOURABLE], [UNFAVOURABLE, UNFAVOURABLE, FAVOURABLE]],
    ),
}
"""Items of the case series: what the three gave on each study, and what that collapses to."""


def codes_of(session, checklist, item, names=NAMES):
    """The answers of some reviewers to an item, read from their own sheets; NA where it was not asked."""
    rows = []
    for row in known_studies.rows(session):
        if row.checklist == checklist:
            sheets = [appraisals.judge_study(as_other(session, name), row.key) for name in names]
            rows.append([s.answers[item].code if item in s.verdict.shown else "NA" for s in sheets])
    return rows


def coefficient_of(line, name):
    """A coefficient of a line by its name."""
    return next(one for one in line.coefficients if one.name == name)


def numbers(found):
    """Value and interval."""
    because = found.undefined_because
    # The pure module quotes a code as a program does, the review as people read it.
    plain = because and because.replace("“", "'").replace("”", "'")
    return (found.value, found.lower, found.upper, found.se, plain)


@pytest.fixture(scope="module")
def reports(judged_made, tmp_path_factory):
    """All reports over the five studies and three reviewers, computed once for those who only read them."""
    path = shutil.copy(judged_made, tmp_path_factory.mktemp("reports") / "review.db")
    with open_review(str(path), "anna") as session:
        return agreeing.agreement(session)


def test_there_is_a_report_a_checklist_for_all_and_for_each_pair(judged, reports) -> None:
    """Four of them for three reviewers; none where nothing was submitted."""
    checklists = list(dict.fromkeys(row.checklist for row in known_studies.rows(judged)))
    pairs = [None, ("anna", "bea"), ("anna", "cara"), ("bea", "cara")]
    assert sorted((one, str(pair)) for one in checklists for pair in pairs) == sorted(
        (report.checklist_id, str(report.pair)) for report in reports
    )


def test_two_reviewers_have_one_report(both) -> None:
    """All of them are the pair."""
    (report,) = agreeing.agreement(both)
    assert (("anna", "bea"), None) == (report.reviewers, report.pair)


def test_the_values_alone_are_those_that_get_intervals_later(judged, reports) -> None:
    """Without intervals a report has the same lines, counts and values; JSON does not tell them apart."""
    for plan, whole in zip(agreeing.plan_reports(judged), reports, strict=True):
        values = plan.compute(intervals="none")
        assert (False, True) == (values.has_intervals, whole.has_intervals)
        coefficients = [each for line in values.lines for each in line.coefficients]
        assert {(None, None, None, None)} == {
            (each.se, each.lower, each.upper, each.label) for each in coefficients
        }
        assert [each.value for each in coefficients] == [
            each.value for line in whole.lines for each in line.coefficients
        ]
        assert _without_coefficients(values) == _without_coefficients(whole)
        assert values.as_json().keys() == whole.as_json().keys() == _KEYS


def test_what_is_shown_has_the_interval_that_all_coefficients_would_have(judged, reports) -> None:
    """Where only what is shown gets intervals, nothing that is shown differs, and the rest has none."""
    left_out = 0
    for plan, whole in zip(agreeing.plan_reports(judged), reports, strict=True):
        few = plan.compute(intervals="shown")
        assert _without_coefficients(few) == _without_coefficients(whole)
        for line, complete in zip(few.lines, whole.lines, strict=True):
            assert _shown(line) == _shown(complete)
            rest = [each for each in line.coefficients if each not in complete.coefficients]
            assert {(None, None)} >= {(each.lower, each.upper) for each in rest}
            left_out += len(rest)
    assert left_out


def _shown(line: agreeing.AgreementLine) -> list[agreeing.Coefficient | None]:
    """What the table, the figure and the sentences show of a line."""
    leading = leading_of(line)
    shown = [raw_of(line), leading, leading and beside(line, leading)]
    return shown if line.kind == "item" else [*shown, *shown_coefficients(line)]


def _without_coefficients(report: AgreementReport) -> AgreementReport:
    lines = tuple(replace(line, coefficients=()) for line in report.lines)
    return replace(report, lines=lines, has_intervals=True)


_KEYS = {
    "checklist_id",
    "title",
    "reviewers",
    "pair",
    "calibration",
    "lines",
    "notes",
    "worst_items",
    "subject",
}


@pytest.mark.parametrize("interval", INTERVALS)
def test_items_are_measured_on_collapsed_answers(judged, interval) -> None:
    """Each coefficient is what the module gives for the answers of the sheets."""
    report = next(
        one for one in agreeing.agreement(judged, checklist="case-series", interval=interval) if not one.pair
    )
    asked = {
        "gwet_ac1": "gwet_ac",
        "fleiss_kappa": "fleiss_kappa",
        "conger_kappa": "conger_kappa",
        "brennan_prediger": "brennan_prediger",
        "krippendorff_alpha_nominal": "krippendorff_alpha",
        "percent_agreement": "percent_agreement",
    }
    for item, (given, collapsed) in SERIES.items():
        line = next(line for line in report.lines if line.id == item)
        assert given == codes_of(judged, "case-series", item)
        assert list(asked) == [one.name for one in line.coefficients]
        for name, coefficient in asked.items():
            expected = measure(collapsed, categories=CATEGORIES, coefficient=coefficient, interval=interval)
            assert numbers(expected) == numbers(coefficient_of(line, name))


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("Y", "favourable"),
        ("PY", "favourable"),
        ("PN", "unfavourable"),
        ("N", "unfavourable"),
        ("WN", "unfavourable"),
        ("SN", "unfavourable"),
        ("NI", "no information"),
        ("NA", None),
    ],
)
def test_answers_collapse_to_what_they_say_about_bias(code, expected) -> None:
    """An item that does not apply says nothing."""
    assert expected == collapse(find_checklist("psm-cohort"), "1.1", code)


def test_judgements_are_measured_on_their_order(judged, reports) -> None:
    """Without what stands beside the order, which is counted; AC1 has it as a category of its own."""
    report = next(one for one in reports if one.pair == ("anna", "bea"))
    overall = report.lines[0]
    sheets = [
        [appraisals.judge_study(as_other(judged, name), row.key) for name in report.reviewers]
        for row in known_studies.rows(judged)
        if row.checklist == report.checklist_id
    ]
    ratings = [[sheet.verdict.overall.final for sheet in row] for row in sheets]
    levels = sheets[0][0].checklist.scale.ordered
    on_order, left_out = leave_out(ratings, ["no_information"])
    assert ("overall", left_out) == (overall.id, overall.left_out)
    for name, coefficient, weights in (
        ("gwet_ac2_linear", "gwet_ac", "linear"),
        ("cohen_kappa_linear", "cohen_kappa", "linear"),
        ("cohen_kappa_quadratic", "cohen_kappa", "quadratic"),
        ("krippendorff_alpha_ordinal", "krippendorff_alpha", "krippendorff_ordinal"),
    ):
        expected = measure(on_order, categories=list(levels), coefficient=coefficient, weights=weights)
        assert numbers(expected) == numbers(coefficient_of(overall, name))
    categories = [*levels, "no_information"]
    expected = measure(ratings, categories=categories, coefficient="gwet_ac")
    assert numbers(expected) == numbers(coefficient_of(overall, "gwet_ac1"))
    assert table_of_counts(ratings, categories) == overall.counts


def test_answers_as_given_are_the_sensitivity_analysis(judged) -> None:
    """Every code is a category; the weighted coefficients leave out that there is no information."""
    report = agreeing.agreement(judged, pair=("anna", "bea"), as_given=True)[0]
    line = next(line for line in report.lines if line.id == "1.2")
    ratings = codes_of(judged, report.checklist_id, "1.2", ("anna", "bea"))
    assert (("Y", "PY", "PN", "N", "NI"), "as given") == (line.categories, line.scale)
    expected = measure(ratings, categories=list(line.categories), coefficient="cohen_kappa")
    assert numbers(expected) == numbers(coefficient_of(line, "cohen_kappa"))
    on_order, _ = leave_out(ratings, ["NI"])
    expected = measure(on_order, categories=["Y", "PY", "PN", "N"], coefficient="gwet_ac", weights="linear")
    assert numbers(expected) == numbers(coefficient_of(line, "gwet_ac2_linear"))


def test_disagreements_come_first_and_lead_to_the_answers(reports, judged) -> None:
    """Each names its study and what everybody gave, which the comparison of that study shows."""
    for report in [one for one in reports if one.pair is None]:
        items = [len(line.disagreements) for line in report.lines if line.kind == "item"]
        assert sorted(items, reverse=True) == items
        line = next(line for line in report.lines if line.disagreements and line.kind == "item")
        study, codes = line.disagreements[0]
        compared = next(one for one in reconcile.compare(judged, study).lines if one.id == line.id)
        assert codes == tuple(side.code for side in compared.sides)


def test_what_is_not_asked_is_missing_and_counted(judged) -> None:
    """5.2 is not asked of everybody: NA is never a category."""
    reports = agreeing.agreement(judged, checklist="psm-cohort")
    line = next(line for line in reports[0].lines if line.id == "5.2")
    not_asked = sum(row.count("NA") for row in codes_of(judged, "psm-cohort", "5.2"))
    assert not_asked == line.missing
    assert line.studies * 3 == line.ratings + line.missing


def test_undefined_says_why(both) -> None:
    """Never 0 or 1 in its place; what has a value has a reason for no interval."""
    (report,) = agreeing.agreement(both)
    for line in report.lines:
        for one in line.coefficients:
            assert (one.value is None) == (one.undefined_because is not None)
            assert (one.lower is None) == bool(one.undefined_because or one.interval_undefined_because)
            assert (None, True) == (one.label, bool(one.label_hidden_because))
    line = next(line for line in report.lines if not line.disagreements and line.rated_twice)
    kappa = next(one for one in line.coefficients if one.name.startswith("cohen_kappa"))
    assert "agreement by chance is complete" in kappa.undefined_because


def test_one_study_that_two_answer_differently_has_the_value_of_the_formula(both) -> None:
    """Its n of 1 stands beside it, and no interval."""
    (report,) = agreeing.agreement(both)
    line = next(line for line in report.lines if line.kind == "item" and line.disagreements)
    kappa = coefficient_of(line, "cohen_kappa")
    assert (0.0, None, 1) == (kappa.value, kappa.lower, line.rated_twice)
    assert "one study does not show" in kappa.interval_undefined_because


def test_one_category_is_undefined_for_kappa_and_1_for_ac1() -> None:
    """Everybody favourable on every study: there is nothing beyond chance that kappa could measure."""
    ratings = [["favourable", "favourable"]] * 12
    question = Question(ratings, ("favourable", "unfavourable"), (), False, 2, "free_study")
    found = {one.name: one for one in coefficients(question)}
    assert found["cohen_kappa"].value is None
    assert "every rating is “favourable”" in found["cohen_kappa"].undefined_because
    assert (1, "substantial") == (found["gwet_ac1"].value, found["gwet_ac1"].label)


def test_the_label_is_that_of_the_lower_end_from_ten_studies_on() -> None:
    """Nine studies that agree have none; ten have what their lower end is called."""
    for number, expected in ((9, None), (10, "moderate"), (60, "almost perfect")):
        ratings = [["favourable", "favourable"]] * (number - 1) + [["unfavourable", "unfavourable"]]
        question = Question(ratings, ("favourable", "unfavourable"), (), False, 2, "free_study")
        first = coefficients(question)[0]
        assert (expected, first.value) == (first.label, 1.0)
        assert (expected is None) == bool(first.label_hidden_because)


def test_an_interval_that_is_too_narrow_gives_no_label_to_few_studies() -> None:
    """Its lower end is 1 where all agree, which says nothing; the sentence is that of its note."""
    ratings = [["favourable", "favourable"]] * 8 + [["unfavourable", "unfavourable"]] * 4
    question = Question(ratings, ("favourable", "unfavourable"), (), False, 2, "percentile")
    first = coefficients(question)[0]
    assert (1.0, None) == (first.lower, first.label)
    assert "too narrow below about 50 studies" in first.label_hidden_because


def test_where_every_pair_is_outside_the_order_a_coefficient_says_so() -> None:
    """Two have rated, so that nobody is to read that one has."""
    ratings = [["low", "no_information"]] * 2
    question = Question(ratings, ("low", "high", "no_information"), ("low", "high"), True, 2, "free_study")
    weighted = coefficients(question)[0]
    assert (None, 0, 2) == (weighted.value, weighted.pairs, weighted.pairs_left_out)
    assert "each pair of ratings has one outside the order of levels" in weighted.undefined_because
    assert "only one reviewer" not in weighted.undefined_because


def test_a_coefficient_says_how_many_pairs_it_leaves_out_and_never_stands_alone() -> None:
    """Half of the pairs disagree because one says that there is no information: AC2 does not see them."""
    ratings = [["low", "low"]] * 3 + [["low", "no_information"]] * 3
    categories = ("low", "high", "no_information")
    found = coefficients(Question(ratings, categories, ("low", "high"), True, 2, "free_study"))
    weighted, nominal = found[0], next(one for one in found if one.name == "gwet_ac1")
    assert (1.0, 3, 3) == (weighted.value, weighted.pairs, weighted.pairs_left_out)
    assert (6, 0) == (nominal.pairs, nominal.pairs_left_out)
    line = AgreementLine(
        "domain", "D1", "Bias", 6, 12, 0, 6, 0.5, found, None, categories, (0.75, 0.0, 0.25),
        tuple((f"study{n}", ("low", "no_information")) for n in range(3)), "ordered levels", 3, 6,
    )  # fmt: skip
    assert [weighted, nominal] == [shown_coefficients(line, most=1)[0], beside(line, weighted)]
    assert nominal in shown_coefficients(line)
    assert "3 of 6 pairs left out" in number_in_words(weighted)
    assert "agreed on 3 of 6 studies" == agreed_in_words(line)
    report = AgreementReport("x", "X", ("anna", "bea"), None, False, (line,), (), ())
    overall = replace(report, lines=(replace(line, kind="overall", id="overall"),))
    text = " ".join(agreement_sentences([overall]))
    assert "agreed on 3 of 6 studies (50 %; 95 % interval 12 % to 8" in text  # 88 % but for the draws
    assert text.index("3 of 6 pairs left out") < text.index("Over all 6 pairs, Gwet's AC1 was")
    assert "No verbal label is given for fewer than 10 studies." in text


def test_raw_agreement_of_three_reviewers_is_an_average_over_studies() -> None:
    """Of 5 pairs 4 agree, 80 %; of the study of three a third does, and of two others each: 78 %."""
    ratings = [["low", "low", "high"], ["low", "low", None], ["high", "high", None]]
    found = coefficients(Question(ratings, ("low", "high"), ("low", "high"), True, 3, "free_study"))
    line = AgreementLine(
        "overall", "overall", "Overall", 3, 7, 2, 3, 7 / 9, found, None, ("low", "high"), (0.6, 0.4),
        (("study0", ("low", "low", "high")),), "ordered levels", 0, 5,
    )  # fmt: skip
    item = replace(line, kind="item", id="1.1", percent_agreement=1.0)
    report = AgreementReport("x", "X", ("anna", "bea", "cleo"), None, False, (line, item), (), ())
    text = " ".join(agreement_sentences([report]))
    assert "(on average, 78 % of the pairs of judgements on a study agree; 95 % interval" in text
    assert "raw agreement was 100 %." in text


@pytest.mark.parametrize(("as_given", "unit"), [(False, "items collapsed"), (True, "items as given")])
def test_every_count_of_differences_says_what_it_counts(both, as_given, unit) -> None:
    """Judgements, items collapsed, or items as given."""
    (report,) = agreeing.agreement(both, as_given=as_given)
    assert {unit, "judgements"} == {line.unit for line in report.lines}
    told = report.as_json()["lines"]
    assert all(line["agreed"] + len(line["disagreements"]) == line["rated_twice"] for line in told)


def test_a_pair_without_a_shared_study_says_why(judged) -> None:
    """A report with nothing in it and a reason on every coefficient."""
    for row in known_studies.rows(judged):
        if row.checklist == "psm-cohort":
            submission.reopen(as_other(judged, "bea"), row.key, "not done")
    reports = agreeing.agreement(judged, checklist="psm-cohort", pair=("anna", "bea"))
    coefficients = [one for report in reports for line in report.lines for one in line.coefficients]
    assert coefficients
    assert all(one.value is None and one.undefined_because for one in coefficients)


def test_only_what_two_have_submitted_and_the_viewer_may_see_counts(judged) -> None:
    """Who reopens a study is blind to it again, and sees no agreement on it."""
    row = known_studies.rows(judged)[0]
    before = agreeing.agreement(judged, checklist=row.checklist)[0].lines[0].studies
    submission.reopen(judged, row.key, "a slip")
    after = agreeing.agreement(judged, checklist=row.checklist)
    assert before - 1 == (after[0].lines[0].studies if after else 0)
    seen_by_bea = agreeing.agreement(as_other(judged, "bea"), checklist=row.checklist)
    without_anna = [report for report in seen_by_bea if "anna" not in report.reviewers]
    assert [(("bea", "cara"), before)] == [(one.reviewers, one.lines[0].studies) for one in without_anna]


def test_agreement_is_on_what_was_submitted_before_the_other_could_be_seen(both) -> None:
    """Coming round afterwards changes the appraisal, not the agreement; the consensus does not either."""
    before = agreeing.agreement(both)[0].lines
    bea = as_other(both, "bea")
    submission.reopen(bea, STUDY, "anna is right")
    appraisals.answer(bea, STUDY, "1.3", "PY")
    appraisals.answer(bea, STUDY, "2.1", "PY")
    overrides.override(bea, STUDY, "D3", "high", "and more")
    overrides.clear_override(bea, STUDY, "D3")
    submission.submit(bea, STUDY)
    for item in ("1.3", "2.1"):
        reconcile.reconcile(both, STUDY, item, "PY", reason="agreed")
    reconcile.finish_consensus(both, STUDY)
    (report,) = agreeing.agreement(both)
    assert before == report.lines
    assert any("bea reopened" in note for note in report.notes)


def test_calibration_studies_are_shown_apart(judged) -> None:
    """They leave the main agreement, and are all there is in the other."""
    row = next(row for row in known_studies.rows(judged) if row.checklist == "psm-cohort")
    main = agreeing.agreement(judged, checklist="psm-cohort")[0].lines[0].studies
    calibration.calibrate(judged, row.key, True)
    rest = agreeing.agreement(judged, checklist="psm-cohort")
    assert main - 1 == (rest[0].lines[0].studies if rest else 0)
    practice = agreeing.agreement(judged, checklist="psm-cohort", calibration=True)
    assert {1} == {line.studies for report in practice for line in report.lines}
    assert {True} == {report.calibration for report in practice}


def test_the_items_with_the_lowest_agreement_come_with_their_guidance(reports) -> None:
    """This is where reviewers talk to each other."""
    report = next(report for report in reports if report.pair is None)
    shares = [share for *_, share in report.worst_items]
    assert sorted(shares) == shares
    lowest = min(
        line.percent_agreement for line in report.lines if line.kind == "item" and line.percent_agreement
    )
    assert shares[0] <= lowest < 1
    assert all(text and guidance for _, text, guidance, _ in report.worst_items)


def test_what_there_is_not_is_named(judged) -> None:
    """Checklist, reviewer, interval."""
    with pytest.raises(NotFoundError):
        agreeing.agreement(judged, checklist="nosuch")
    with pytest.raises(UsageError, match="'dora' has submitted nothing"):
        agreeing.agreement(judged, pair=("anna", "dora"))
    with pytest.raises(UsageError, match="take one of free_study, bca"):
        agreeing.agreement(judged, interval="exact")


def test_a_name_that_was_not_said_sees_nothing(judged) -> None:
    """As everywhere."""
    from workbench.review.session import ReviewSession

    with pytest.raises(UsageError, match="who are you"):
        agreeing.agreement(ReviewSession(judged.db, None))


def test_lifting_blindness_shows_what_is_submitted_and_no_draft(anna, bea) -> None:
    """Each change once, with a reason; restored, what it comes to is hidden again."""
    answer_all(bea)
    appraisals.note(bea, STUDY, "1.1", "a secret")
    with pytest.raises(UsageError):
        settings.lift_blindness(anna, "")
    settings.lift_blindness(anna, "training")
    assert settings.is_blind(bea) is False
    with pytest.raises(ConflictError):
        settings.lift_blindness(anna, "twice")

    def seen():
        return {one.overall for one in known_studies.show_study(anna, STUDY).appraisals}

    assert set() == seen()
    submission.submit(bea, STUDY)
    assert {"low"} == seen()
    settings.restore_blindness(anna, "enough")
    assert {None} == seen()


def test_scripted_reviewers_differ_now_and_then(judged) -> None:
    """Else these tests would show nothing."""
    scripted(as_other(judged, "dora"), known_studies.rows(judged)[0].key)
    reports = [plan.compute(intervals="none") for plan in agreeing.plan_reports(judged)]
    shares = [line.percent_agreement for report in reports for line in report.lines if line.kind == "item"]
    assert 0 < sum(share == 1 for share in shares) < len(shares)
