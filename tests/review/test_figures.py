"""What figures show: every judged result once, weights that are told, notes that stay short."""

from __future__ import annotations

import pytest

from workbench.errors import NotFoundError, UsageError
from workbench.output.figures.draw import lay_out
from workbench.output.figures.page import Letters
from workbench.output.figures.sizes import Sizes
from workbench.review.appraisals import submission
from workbench.review.evidence import findings, outcomes
from workbench.review.evidence import ratings as certainties
from workbench.review.publish.build_figure import build_figure
from workbench.review.publish.forest_figure import sides_of
from workbench.review.publish.weighted_summary_figure import participants
from workbench.review.studies import known_studies
from workbench.review.view import View

STUDY = "pretend2016"


def test_an_unknown_figure_is_named_with_the_nearest(anna) -> None:
    """A slip of the pen is answered with the name that was meant."""
    with pytest.raises(UsageError, match=r'did you mean "traffic-light"\?'):
        build_figure(anna, "trafic-light")


def test_a_study_counts_once_however_many_appraised_it(judged) -> None:
    """Three appraisals of each of two case series, not reconciled, are a sixth each, and it is said."""
    (bars,) = build_figure(judged, "summary", "case-series")
    sixths = [6 * share for _, shares in bars.bars for share in shares]
    assert [round(each) for each in sixths] == pytest.approx(sixths)
    assert bars.notes[0] == (
        "2 studies, each counting the same; where reviewers are not reconciled yet, each counts in part"
    )


def test_weights_are_told_and_the_title_differs(judged) -> None:
    """Who reads the weighted figure sees what weighs how much."""
    (plain,) = build_figure(judged, "summary", "case-series")
    (bars,) = build_figure(judged, "weighted-summary", "case-series")
    assert ("Summary: Case series", "Summary weighted by participants: Case series") == (
        plain.title,
        bars.title,
    )
    assert bars.notes[0].startswith(
        "2 studies, weighted by participants: exacerbation 6, harada2024 3; where reviewers"
    )


def test_weighted_shares_follow_the_participants(judged) -> None:
    """Six and three people: each appraisal of the one has two ninths, of the other one ninth."""
    (bars,) = build_figure(judged, "weighted-summary", "case-series")
    ninths = [9 * share for _, shares in bars.bars for share in shares]
    assert [round(each) for each in ninths] == pytest.approx(ninths)


def test_participants_come_from_findings_where_the_study_has_no_number(anna) -> None:
    """The largest number that a finding is about: 12 treated and 10 compared."""
    for name, treated in (("Survival", 12), ("Harm", 9)):
        outcomes.add_outcome(anna, name)
        fields = {"treatment_events": "1", "treatment_total": str(treated)}
        fields |= {"comparison_events": "2", "comparison_total": "10"}
        findings.record_finding(anna, STUDY, name, fields)
    found = known_studies.find(anna, STUDY)
    assert {found.id: 22} == participants(View(anna).findings, [found])


def test_without_any_number_the_message_says_what_to_record(anna, fill) -> None:
    """No weight can be made up."""
    fill(anna)
    submission.submit(anna, STUDY)
    with pytest.raises(NotFoundError, match=r"known number of participants; `workbench finding` records it"):
        build_figure(anna, "weighted-summary")


def test_rows_of_a_traffic_light_know_their_study(judged) -> None:
    """So that the reviewers of one stay together on a page."""
    (lights,) = build_figure(judged, "traffic-light", "case-series")
    assert ("exacerbation",) * 3 + ("harada2024",) * 3 == lights.studies


def test_the_overview_of_certainty_says_where_each_body_starts(judged) -> None:
    """The start by design stands beside what rated down."""
    (overview,) = build_figure(judged, "certainty")
    assert {"high", "low", "very low"} >= {row.start for row in overview.rows} > set()


def test_studies_without_disagreement_are_counted_in_the_heat_map(both) -> None:
    """Where they differ on every study, no note speaks of others, and none of intervals."""
    (heat,) = build_figure(both, "disagreements")
    assert [STUDY] == [name for name, _ in heat.rows]
    assert [] == [note for note in heat.notes if "interval" in note or "not shown" in note]


def test_what_cannot_be_assessed_is_no_0_in_the_figure_of_certainty(judged) -> None:
    """One study is neither consistent nor rated down for it; the figure explains its sign where it stands."""
    (figure,) = build_figure(judged, "certainty")
    one_study = next(row for row in figure.rows if row.start == "high")
    assert "not assessable" == one_study.levels[figure.columns.index("Inconsistency")]
    (page,) = lay_out(figure, Sizes(180, 900, "safe"))
    texts = [mark.text for mark in page.marks if isinstance(mark, Letters)]
    assert "n/a" in texts
    assert any("n/a not assessable" in text for text in texts)


def test_a_reason_to_rate_up_that_one_body_has_rated_is_not_called_unassessed(judged) -> None:
    """Also where it rates nothing up."""
    certainties.rate(judged, "survival", "large effect", 0, "none to be seen", body="cohort-high")
    (figure,) = build_figure(judged, "certainty")
    (unassessed,) = [note for note in figure.notes if "not assessed" in note]
    assert "large effect" not in unassessed
    (assessed,) = [note for note in figure.notes if note.startswith("assessed, and no reason")]
    assert f"large effect (1 of {len(figure.rows)})" in assessed


@pytest.mark.parametrize("name", ["agreement", "disagreements"])
def test_figures_name_no_handles(both, name: str) -> None:
    """They go to readers who know people by name or role."""
    for figure in build_figure(both, name):
        told = " ".join(figure.notes)
        assert (True, False) == ("two or more of reviewer 1, reviewer 2" in told, "anna" in told)


def test_a_heat_map_without_rows_says_why(anna, bea, fill) -> None:
    """Reviewers who differ nowhere are told so."""
    for session in (anna, bea):
        fill(session)
        submission.submit(session, STUDY)
    (heat,) = build_figure(anna, "disagreements")
    compared = "Answers are compared as favourable, unfavourable or no information"
    expected = (compared, "1 study on which the reviewers differ nowhere is not shown")
    assert ((), expected) == (heat.rows, heat.notes[:2])


def test_the_caption_of_a_forest_names_the_studies_without_an_estimate(judged) -> None:
    """Each also has a row that says so, so that no study of the outcome is missing."""
    for forest in build_figure(judged, "forest", label="author-year"):
        rows = [row for panel in forest.panels for block in panel.blocks for row in block.rows]
        missing = [row.label for row in rows if row.estimate is None]
        assert {"not estimable"} >= {row.words for row in rows if row.estimate is None}
        told = [note for note in forest.notes if note.startswith("Not estimable from what is reported: ")]
        assert [sorted(missing)] * bool(missing) == [
            sorted(note.partition(": ")[2].split(", ")) for note in told
        ]


def test_a_forest_has_the_estimate_and_the_judgements_of_each_study(judged) -> None:
    """There is a figure of each outcome that findings were recorded for."""
    study = next(iter(View(judged).included.values())).key
    outcomes.add_outcome(judged, "Mud on boots", better="lower")
    findings.record_finding(
        judged,
        study,
        "Mud on boots",
        {
            "treatment_events": "3",
            "treatment_total": "17",
            "comparison_events": "9",
            "comparison_total": "17",
        },
    )
    forests = build_figure(judged, "forest", label="number")
    (forest,) = [each for each in forests if each.title.endswith("Mud on boots")]
    (panel,) = forest.panels
    (block,) = panel.blocks
    (row,) = block.rows
    assert ("Risk ratio", None, True) == (panel.measure, panel.pooled, row.label.endswith("]"))
    assert ("0.33 (0.11 to 1.02) †", len(block.columns)) == (row.words, len(row.levels))
    assert ("favours the treatment", "favours the comparison") == (panel.below, panel.above)


@pytest.mark.parametrize(
    ("events", "total", "words"),
    [
        ("6", "6", "100 % (54 % to 100 %)"),
        ("1", "1000", "0.1 % (0.0025 % to 1 %)"),
        ("0", "6", "0 % (0 % to 46 %)"),
    ],
)
def test_each_end_of_an_interval_of_shares_has_its_sign(judged, events: str, total: str, words: str) -> None:
    """A few in a thousand are not printed as nobody."""
    study = next(iter(View(judged).included.values())).key
    outcomes.add_outcome(judged, "Mud on boots")
    counts = {"treatment_events": events, "treatment_total": total}
    findings.record_finding(judged, study, "Mud on boots", counts)
    forests = build_figure(judged, "forest")
    (forest,) = [each for each in forests if each.title.endswith("Mud on boots")]
    assert [words] == [row.words for block in forest.blocks for row in block.rows]


@pytest.mark.parametrize(
    ("measure", "better", "sides"),
    [
        ("RR", "higher", ("favours the comparison", "favours the treatment")),
        ("RR", "", ("risk lower with the treatment", "risk higher with the treatment")),
        ("HR", "higher", ("hazard lower with the treatment", "hazard higher with the treatment")),
        ("MD", "", ("values lower with the treatment", "values higher with the treatment")),
        ("CHANGE", "lower", ("", "")),
    ],
)
def test_each_side_of_no_effect_has_its_words(measure: str, better: str, sides: tuple[str, str]) -> None:
    """A hazard ratio of what is better higher may be of its opposite; a single group favours nothing."""
    assert sides == sides_of(measure, better)
