"""The body of evidence on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.shared.ratings import confirm_all
from workbench.output import FORMATS
from workbench.review.session import open_review

STUDY = "yamakawa2025"


@pytest.fixture
def on_example(ran: Run, example: str, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs on the example review, as anna."""
    monkeypatch.setenv("WORKBENCH_DB", example)
    monkeypatch.setenv("WORKBENCH_REVIEWER", "anna")
    return ran


@pytest.fixture
def on_appraised(on_example: Run, appraised: str, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The same, where anna has appraised all five studies."""
    monkeypatch.setenv("WORKBENCH_DB", appraised)
    return on_example


@pytest.fixture
def on_confirmed(on_appraised: Run, appraised: str) -> Run:
    """The same, where anna has looked again at what was rated before she appraised."""
    with open_review(appraised, "anna") as session:
        confirm_all(session)
    return on_appraised


def test_outcomes_are_listed_added_and_changed(on_example: Run) -> None:
    """`outcomes`, `outcomes add`, `outcomes edit`."""
    added = on_example(
        "outcomes", "add", "Relapse", "--time", "1 year", "--better", "lower", "--importance", "5"
    )
    told = "anna is a reviewer of this review from now on.\nadded Relapse (1 year), important\n"
    assert (0, "", told) == (added.code, added.out, added.err)
    assert 0 == on_example("outcomes", "edit", "rel", "--importance", "7").code
    rows = on_example("outcomes", "--format", "json").json
    assert {
        "name": "Relapse",
        "time_point": "1 year",
        "unit": "",
        "better": "lower",
        "importance": 7,
        "studies": "",
        "follow_up": "",
        "thresholds": {},
    } in rows
    assert rows == on_example("outcomes", "list", "--format", "json").json


def test_thresholds_of_an_outcome_are_set_shown_and_taken_away(on_example: Run) -> None:
    """Numbers in `outcomes`, each with its source, author and time for programs; an empty text takes away."""
    given = ("--mid-benefit", "50", "--mid-harm", "30", "--large", "150", "--source", "panel")
    ran = on_example(
        "outcomes", "edit", "survival", *given, "--target", "mid", "--follow-up", "28 to 90 days"
    )
    assert 0 == ran.code
    shown = on_example("outcomes").out
    assert "benefit 50, harm 30, large 150, target mid" in shown
    assert "Survival (90 days): smallest benefit that matters 50 (panel, entered on " in shown
    first = on_example("outcomes", "--format", "json").json[0]
    assert ("28 to 90 days", 50, "panel") == (
        first["follow_up"],
        first["thresholds"]["mid_benefit"],
        first["thresholds"]["mid_benefit_source"],
    )
    certainty = on_example("certainty", "survival", "--body", "cohort-high", "--format", "json").json[0]
    because = next(line["because"] for line in certainty["ratings"] if line["domain"] == "Imprecision")
    assert "30 fewer and 50 more per 1,000): -19.5 to +542.0 per 1,000. Thresholds from panel" in because
    assert 0 == on_example("outcomes", "edit", "survival", "--large", "").code
    assert "large" not in on_example("outcomes", "--format", "json").json[0]["thresholds"]


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("outcomes", "edit", "survival", "--mid-benefit", "20"), 2, "say where it is from"),
        (("outcomes", "edit", "survival", "--mid-harm", "lots", "--source", "x"), 2, "is not a number"),
        (("outcomes", "edit", "survival", "--small", "-3", "--source", "x"), 2, "must be above 0"),
        (("outcomes", "edit", "survival", "--target", "both"), 2, "there are mid, null"),
        (("outcomes", "edit", "survival", "--source", "x"), 2, "give the threshold"),
        (("outcomes", "add", "Survival", "--time", "90 days"), 4, "already"),
        (("outcomes", "add", "Cough", "--importance", "10"), 2, "from 1 to 9"),
        (("outcomes", "add", "Cough", "--better", "more"), 2, "higher, lower or empty"),
        (("outcomes", "edit", "nausea", "--unit", "points"), 3, "no outcome 'nausea'"),
        (("finding", STUDY, "survival"), 2, "nothing to keep"),
        (("finding", STUDY), 2, "needs STUDY and OUTCOME"),
        (("certainty", "survival", "imprecision", "-1", "--body", "cohort-high"), 2, "needs a reason"),
        (("certainty", "survival", "imprecision", "lots"), 2, "not 'lots'"),
        (("certainty", "survival", "imprecision"), 2, "rate with OUTCOME DOMAIN LEVELS"),
        (("trace", "survival", "luck"), 2, "no GRADE domain 'luck'"),
        (("numbers", "nobody"), 3, "no study 'nobody'"),
    ],
)
def test_what_cannot_be_is_one_line_and_a_code(on_example: Run, args, code, words) -> None:
    """stdout stays empty; stderr says what to do."""
    ran = on_example(*args)
    assert (code, "", 1) == (ran.code, ran.out, ran.err.count("\n"))
    assert words in ran.err


def test_a_finding_is_entered_with_one_option_a_field(on_example: Run) -> None:
    """The groups stand last in the names; what asks for a look is said at once."""
    entered = on_example(
        *("finding", STUDY, "survival", "--events-treatment", "14", "--total-treatment", "17"),
        *("--events-comparison", "9", "--total-comparison", "17", "--p", "0.049", "--source", "abstract"),
    )
    assert 0 == entered.code
    assert "14/17 (82.4 %) against 9/17 (52.9 %); P 0.049" in entered.err
    assert "look at this: reported P 0.049 is reproduced by none of the 11 tests tried" in entered.err
    rows = on_example("finding", STUDY, "survival", "--list", "--format", "json").json
    assert ["abstract"] == [row["source"] for row in rows]


def test_a_refused_finding_says_everything_and_changes_nothing(on_example: Run) -> None:
    """All problems in one line, and the finding before stands."""
    before = on_example("finding", "--list", "--format", "json").json
    refused = on_example(
        *("finding", STUDY, "survival", "--events-treatment", "18", "--total-treatment", "17"),
        *("--lower", "2", "--upper", "1", "--mean-treatment", "many"),
    )
    assert 2 == refused.code
    for words in ("18 events are more", "2 is above the upper limit 1", "'many' is not a number"):
        assert words in refused.err
    assert before == on_example("finding", "--list", "--format", "json").json


def test_a_finding_can_be_removed(on_example: Run) -> None:
    """With a reason only."""
    assert 2 == on_example("finding", STUDY, "survival", "--remove").code
    assert 0 == on_example("finding", STUDY, "survival", "--remove", "--reason", "a slip").code
    assert [] == on_example("finding", STUDY, "survival", "--list", "--format", "json").json


@pytest.mark.parametrize(
    ("study", "kind"), [(STUDY, "p_mismatch"), ("exacerbation", "direction_contradicts")]
)
def test_numbers_shows_what_does_not_fit_first(on_example: Run, study, kind) -> None:
    """A flag with its arithmetic and innocent explanations, then what can be computed."""
    rows = on_example("numbers", study, "--format", "json").json
    assert (kind, True, True) == (rows[0]["kind"], bool(rows[0]["arithmetic"]), bool(rows[0]["innocent"]))
    assert {"computed"} == {row["kind"] for row in rows[1:]}


def test_numbers_of_a_study_without_findings_says_so(as_ana: Run) -> None:
    """Nothing entered, nothing to check."""
    ran = as_ana("numbers", "ono")
    assert (0, True) == (ran.code, "No findings of this study yet" in ran.out)


def test_certainty_shows_its_arithmetic(on_confirmed: Run) -> None:
    """Suggested and final side by side, the sum, the symbols, also in ASCII."""
    text = on_confirmed("certainty", "survival", "--ascii").out
    assert "Certainty: +--- very low" in text
    assert "Sum: starts high (4)" in text
    row = on_confirmed("certainty", "survival", "--format", "json").json[0]
    assert ("very_low", "⊕◯◯◯", [STUDY], []) == (
        row["certainty"],
        row["symbols"],
        row["studies"],
        row["missing"],
    )
    assert "overall certainty: very low" in on_confirmed("certainty").err


def test_levels_may_be_written_with_their_sign(on_appraised: Run) -> None:
    """-1 is a number of levels, not an option; --confirm takes the mark of an older rating away."""
    stale = on_appraised("certainty", "survival", "--format", "json").json[0]["ratings"][2]
    assert ("example", True) == (stale["rated_by"], stale["stale"])
    row = on_appraised(
        "certainty", "survival", "indirectness", "--confirm", "--body", "cohort-high", "--format", "json"
    ).json[0]
    assert not row["ratings"][2]["stale"]
    args = (
        "certainty",
        "survival",
        "indirectness",
        "-2",
        "--body",
        "cohort-high",
        "--reason",
        "nobody knows",
        "--format",
        "json",
    )
    rated = on_appraised(*args).json[0]["ratings"][2]
    assert (-2, "nobody knows", "anna") == (rated["final"], rated["reason"], rated["rated_by"])


def test_levels_may_have_the_minus_that_the_screens_print(on_appraised: Run) -> None:
    """What is copied from a screen is a number too."""
    args = (
        "certainty",
        "survival",
        "indirectness",
        "\u22121",
        "--body",
        "cohort-high",
        "--reason",
        "other dose",
        "--format",
        "json",
    )
    assert -1 == on_appraised(*args).json[0]["ratings"][2]["final"]


def test_the_trace_reads_from_the_certainty_to_the_passage(on_appraised: Run) -> None:
    """Indented text to read, nested objects for programs, rows with their depth for tables."""
    lines = on_appraised("trace", "survival", "risk").out.splitlines()
    assert "outcome: Survival (90 days)" == lines[0]
    assert any(line.lstrip().startswith("quote: “") for line in lines)
    assert "certainty" == on_appraised("trace", "survival", "--format", "json").json["children"][0]["kind"]
    assert "depth,kind,text" == on_appraised("trace", "survival", "--format", "csv").out.splitlines()[0]


@pytest.mark.parametrize("fmt", FORMATS)
@pytest.mark.parametrize(
    "args",
    [
        ("outcomes",),
        ("finding", "--list"),
        ("numbers", "sugino2023"),
        ("certainty",),
        ("trace", "imaging"),
        ("table", "evidence-profile"),
        ("table", "findings"),
    ],
    ids=" ".join,
)
def test_every_verb_that_prints_rows_takes_every_format(on_example: Run, args, fmt) -> None:
    """Nothing is empty, and nothing fails."""
    ran = on_example(*args, "--format", fmt)
    assert (0, True) == (ran.code, bool(ran.out.strip()))


def test_the_profile_and_the_summary_come_out_column_by_column(on_confirmed: Run) -> None:
    """Absolute effects where there is a comparison, empty where there is none, never zero."""
    profile = on_confirmed("table", "evidence-profile", "--format", "json").json
    first, second = profile[:2]
    assert ("Survival (90 days)", 1, "PSM cohort") == (first["outcome"], first["studies"], first["design"])
    assert ("14/17 (82.4 %)", "9/17 (52.9 %)", "RR 1.56 (0.94 to 2.56)") == (
        first["patients_treatment"],
        first["patients_comparison"],
        first["relative_effect"],
    )
    assert "294 more per 1,000 (30 fewer to 471 more)" == first["absolute_effect"]
    assert ("very_low", "9 (critical)", -2) == (
        first["certainty"],
        first["importance"],
        first["imprecision"]["levels"],
    )
    assert ("", "", "") == (
        second["patients_comparison"],
        second["relative_effect"],
        second["absolute_effect"],
    )
    summary = on_confirmed("table", "findings", "--format", "json").json
    assert ("529 per 1,000", "34 (1 study)") == (summary[0]["risk_without"], summary[0]["participants"])
    assert ("", True) == (summary[1]["risk_without"], summary[1]["comment"].startswith("No comparison."))


def test_footnotes_give_the_reason_of_every_rating(on_appraised: Run) -> None:
    """Marks in the cells, texts below, population and treatment above them."""
    text = on_appraised("table", "evidence-profile").out
    assert "very serious (stale: rated on " in text
    assert "Downgraded two levels for imprecision: 23 survivors among 34 patients" in text
    assert "Population: acute exacerbation of an idiopathic interstitial pneumonia" in text


def test_characteristics_have_the_findings(on_example: Run) -> None:
    """Outcome by outcome, as entered."""
    rows = on_example("table", "characteristics", "--format", "json").json
    found = {row["study"]: row["findings"] for row in rows}
    assert "Survival (90 days): 14/17 (82.4 %) against 9/17 (52.9 %); P 0.049" in found[STUDY]


EFFECT = ("--measure", "RR", "--estimate", "1.40", "--lower", "1.01", "--upper", "1.90")
SOURCE = ("--effect-source", "one study, adjusted")


@pytest.mark.parametrize("verb", ["certainty", "body"])
def test_one_body_of_several_is_shown_by_its_key(on_example: Run, verb: str) -> None:
    """Another key is refused, and a key without an outcome too."""
    (shown,) = on_example(verb, "survival", "--body", "cohort-high", "--format", "json").json
    assert "cohort-high" == shown["body_key"]
    assert 4 == on_example(verb, "survival", "--body", "nonsense").code
    assert 2 == on_example(verb, "--body", "cohort-high").code


def test_what_is_entered_for_a_body_is_shown_in_the_table(on_example: Run) -> None:
    """`body` with an effect, a baseline risk and a comment; the summary has all three."""
    risk = ("--baseline", "50 %", "--baseline-source", "a registry", "--comment", "More may live.")
    made = on_example(
        "body", "survival", *EFFECT, *SOURCE, *risk, "--body", "cohort-high", "--format", "json"
    )
    (body,) = made.json
    assert (0, "200 more per 1,000 (5 more to 450 more)") == (made.code, body["absolute"])
    assert ("1.40", "anna") == (
        body["entries"]["effect"]["estimate"],
        body["entries"]["effect"]["entered_by"],
    )
    found = on_example("table", "findings", "--format", "json").json[0]
    assert ("500 per 1,000", "RR 1.40 (1.01 to 1.90)") == (found["risk_without"], found["relative_effect"])
    assert found["comment"].endswith("More may live.")
    assert "one study, adjusted" in on_example("trace", "survival").out
    assert "Effect: RR 1.40 (1.01 to 1.90) (one study, adjusted)" in on_example("certainty", "survival").out


def test_a_negative_estimate_is_no_option(on_example: Run) -> None:
    """A risk difference of -0.1, with its interval."""
    effect = ("--measure", "RD", "--estimate", "-0.1", "--lower", "-0.2", "--upper", "0.05")
    made = on_example("body", "survival", *effect, *SOURCE, "--body", "cohort-high", "--format", "csv")
    assert 0 == made.code
    assert "RD -0.1 (-0.2 to 0.05)" in made.out


def test_a_mean_difference_has_the_unit_of_its_outcome_in_both_tables(on_example: Run) -> None:
    """And an interval of another level than the column's is named; the finding itself says no unit."""
    on_example("outcomes", "add", "Pain", "--unit", "points", "--importance", "8")
    effect = ("--measure", "MD", "--estimate", "-3.2", "--lower", "-5.4", "--upper", "-1.0")
    assert 0 == on_example("finding", STUDY, "Pain", *effect, "--confidence", "90").code
    for name in ("findings", "evidence-profile"):
        rows = on_example("table", name, "--format", "json").json
        (found,) = (row for row in rows if row["outcome"] == "Pain")
        assert "MD -3.2 (90 % CI -5.4 to -1.0) points" == found["relative_effect"]


def test_an_entry_is_confirmed_and_taken_away(on_example: Run) -> None:
    """`--confirm PART`, `--remove PART --reason T`."""
    assert 0 == on_example("body", "survival", *EFFECT, *SOURCE, "--body", "cohort-high").code
    assert 0 == on_example("body", "survival", "--confirm", "effect", "--body", "cohort-high").code
    assert 2 == on_example("body", "survival", "--remove", "effect", "--body", "cohort-high").code
    assert (
        0
        == on_example(
            "body", "survival", "--remove", "effect", "--body", "cohort-high", "--reason", "a wrong table"
        ).code
    )
    assert "body.remove" in on_example("history").out


def test_another_start_is_chosen_with_a_reason(on_example: Run) -> None:
    """`--start` by its level or by its name; the ratings of the old one are kept under it."""
    rows = on_example(
        "body",
        "survival",
        "--start",
        "low",
        "--reason",
        "no trial",
        "--body",
        "cohort-high",
        "--format",
        "json",
    ).json
    assert ["low", "very_low"] == [row["start"] for row in rows]
    assert "kept for studies with a comparison, start high;" in rows[0]["kept"][0]
    assert [True] == [one["chosen"] for one in rows[0]["starts"] if one["name"] == "start_low"]
    assert (
        "psm-cohort starts low here (start_low), not high: no trial"
        in on_example("certainty", "survival").out
    )


def test_the_header_of_the_tables_is_entered(on_example: Run) -> None:
    """`header`; what is not given stays, an empty text takes a line away."""
    assert 0 == on_example("header", "--population", "adults", "--setting", "wards").code
    assert 0 == on_example("header", "--setting", "").code
    assert {"population": "adults", "setting": "", "treatment": "", "comparison": ""} == on_example(
        "header", "--format", "json"
    ).json
    assert "Population: adults" in on_example("table", "findings").err + on_example("table", "findings").out


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("body", "survival", *EFFECT), 2, "source of the effect: missing"),
        (("body", "survival", *EFFECT, *SOURCE, "--upper", "1.2"), 2, "1.40 is outside its interval"),
        (("body", "survival", "--baseline", "50", "--baseline-source", "x"), 2, "says no unit"),
        (("body", *EFFECT, *SOURCE), 2, "say for which OUTCOME"),
        (("body", "survival", *EFFECT, "--start", "low"), 2, "do one thing at a time"),
        (("body", "survival", "--start", "low"), 2, "needs a reason"),
        (
            ("body", "survival", "--start", "best", "--reason", "x", "--body", "cohort-high"),
            2,
            "there are start_high, start_low",
        ),
        (("body", "survival", "--confirm", "comment", "--body", "cohort-high"), 3, "has no comment entered"),
        (
            ("body", "survival", *EFFECT, *SOURCE, "--body", "single-arm-very-low"),
            4,
            "nothing is compared there",
        ),
        (
            ("body", "survival", *EFFECT, *SOURCE),
            2,
            "say which one with its key, cohort-high, single-arm-very-low",
        ),
        (
            ("body", "survival", *EFFECT, *SOURCE, "--body", "cohort-low"),
            4,
            "has no body of evidence cohort-low",
        ),
    ],
)
def test_entries_that_cannot_be_say_what_to_do(on_example: Run, args, code: int, words: str) -> None:
    """One line, and the exit code of its kind."""
    found = on_example(*args)
    assert code == found.code
    assert words in found.err


def test_a_table_fills_the_fields_of_a_finding(as_ana: Run, tmp_path: Path) -> None:
    """From a file; what an option says counts more, and a bad cell is named and nothing is kept."""
    assert 0 == as_ana("outcomes", "add", "survival", "--better", "higher").code
    table = tmp_path / "table.tsv"
    table.write_text("\tEvents\tTotal\nSand\t14\t17\nControl\t9\tmany\n", encoding="utf-8")
    ran = as_ana("finding", "ono", "survival", "--table", str(table))
    assert 2 == ran.code
    assert "row 3, column 3 (“many”): 'many' is not a number" in ran.err
    assert [] == as_ana("finding", "--list", "--format", "json").json
    table.write_text("\tEvents\tTotal\nSand\t14\t17\nControl\t9\t17\n", encoding="utf-8")
    ran = as_ana("finding", "ono", "survival", "--table", str(table), "--events-comparison", "8")
    assert 0 == ran.code
    assert "14/17 (82.4 %) against 8/17" in ran.err
    assert 2 == as_ana("finding", "ono", "survival", "--table", str(tmp_path / "none.tsv")).code
