"""What the rules leave to the reviewer, totals, axes and directions, wherever they are shown."""

from __future__ import annotations

import csv
import io

import pytest

from tests.review.conftest import (
    ADHERING,
    ASSIGNED,
    RICH,
    STARS,
    STUDY,
    add_checklist,
    as_other,
    give,
)
from workbench.cli.judgement_json import judgement_json
from workbench.errors import NotFoundError, UsageError
from workbench.output.table import cell_text
from workbench.review.appraisals import answers, overrides, submission
from workbench.review.publish.build_export import build_export
from workbench.review.publish.build_figure import build_figure
from workbench.review.publish.exports import ExportRequest
from workbench.review.publish.report import report
from workbench.review.reviewers import agreement, reconcile
from workbench.review.tables.build import build_table

_HEAD, _TAIL = RICH.read_text(encoding="utf-8").split("  applicability:\n    scale: concern\n")
_, _TAIL = _TAIL.split("predicted_direction")
TURNED = (
    _HEAD.replace("concern: {ordered: [low, high]}", "concern: {ordered: [high, low]}")
    + """  applicability:
    scale: concern
    rules:
      - {id: O-R1, when: {domains: all, is: [low], at_least: 1}, judge: low, because: "one is low"}
      - {id: O-R2, otherwise: true, judge: high, because: "all high"}
predicted_direction"""
    + _TAIL
)
"""The rich checklist with a second scale on which high is the best."""


def sheet_of(session, study=STUDY):
    """The viewer's own sheet."""
    return answers.judge_study(session, study)


def adhere(session, level="high", study=STUDY):
    """Appraise a study in the variant that leaves a domain to the reviewer, and submit."""
    give(session, study, **ADHERING, **STARS)
    overrides.override(session, study, "D2b", level, "weighed")
    overrides.override(session, study, "A1", "low", "the same people")
    submission.submit(session, study)


def assign(session, study=STUDY):
    """Appraise a study in the other variant, and submit."""
    give(session, study, **ASSIGNED, **STARS)
    overrides.override(session, study, "A1", "low", "the same people")
    submission.submit(session, study)


def row_of(table):
    """The only row of a table as texts by column."""
    (row,) = table.rows
    return dict(zip(table.ids, map(cell_text, row), strict=True))


def test_only_the_levels_of_the_rule_may_be_chosen(rich) -> None:
    """The message names them and the rule's reason."""
    give(rich, **ADHERING)
    with pytest.raises(UsageError, match="does not judge D2b 'some'"):
        overrides.override(rich, STUDY, "D2b", "some", "why")
    sheet = overrides.override(rich, STUDY, "D2b", "high", "weighed")
    assert ("high", frozenset()) == (sheet.verdict.domain("D2b").final, sheet.overridden)


def test_an_own_judgement_is_not_an_override(rich) -> None:
    """It has no star, and a column of its own; the override of a suggestion keeps its star."""
    adhere(rich)
    submission.reopen(rich, STUDY, "to override")
    overrides.override(rich, STUDY, "D1", "some", "I think so")
    submission.submit(rich, STUDY)
    (table,) = build_table(rich, "appraisal")
    row = row_of(table)
    assert ("⊖ Some *", "⊗ High", "D1", "A1, D2b") == (
        row["D1"],
        row["D2b"],
        row["overridden"],
        row["own_judgement"],
    )


def test_variants_are_blocks_of_their_own(rich, tmp_path) -> None:
    """Each has its own columns, named after the variant; nothing is put beside another variant by place."""
    adhere(rich)
    add_checklist(rich, tmp_path, RICH.read_text(encoding="utf-8"), "seaweed")
    assign(rich, "seaweed")
    tables = build_table(rich, "traffic-light")
    columns = [[name for name in table.ids if name.startswith("D")] for table in tables]
    assert [["D1", "D2b"], ["D1", "D2a"]] == columns
    assert ["(P1 adhering; P3 other)", "(P1 assignment)"] == [
        table.title[table.title.index("(") :] for table in tables
    ]


def test_a_list_without_judgement_has_totals_and_no_levels(listed) -> None:
    """No column of a judgement, of an override, or of GRADE."""
    give(listed, i1="TWO", i2="ONE")
    submission.submit(listed, STUDY)
    (table,) = build_table(listed, "appraisal")
    assert "3/4" == row_of(table)["T"]
    assert not {"overall", "overridden", "grade_start", "oxford_level"} & set(table.ids)
    assert "this checklist judges nothing" in " ".join(table.notes)
    (summary,) = build_table(listed, "summary")
    assert not summary.rows


def test_a_total_says_what_is_still_possible(listed) -> None:
    """From the lowest to the highest sum, of the highest there can be."""
    give(listed, i1="TWO")
    assert "2 to 4 of 4" == sheet_of(listed).total_in_words("T")
    give(listed, i2="ZERO")
    assert "2 of 4" == sheet_of(listed).total_in_words("T")


def test_levels_look_by_their_place_on_their_own_scale(anna, tmp_path) -> None:
    """Where high is the best level it has the symbol of the best."""
    add_checklist(anna, tmp_path, TURNED, STUDY)
    give(anna, **ASSIGNED, **STARS)
    overrides.override(anna, STUDY, "A1", "high", "the same people")
    (table,) = build_table(anna, "appraisal")
    row = row_of(table)
    assert ("⊕ High", "⊕ Low") == (row["A1"], row["D1"])
    (light,) = build_figure(anna, "traffic-light")
    column = [name for name, _ in light.columns].index("A1")
    assert "best" == light.symbol(column, "high").tier


def test_figures_have_a_panel_for_each_axis(rich) -> None:
    """The domains of an axis stand beside its whole; each scale has its legend."""
    adhere(rich)
    (light,) = build_figure(rich, "traffic-light")
    assert ("Bias", "Bias", "Bias", "Applicability", "Applicability") == light.panels
    assert [
        ("D1", "Groups"),
        ("D2b", "Adhering"),
        ("Overall", ""),
        ("A1", "Patients"),
        ("Overall", ""),
    ] == list(light.columns)
    assert 2 == len(light.legends)
    (bars,) = build_figure(rich, "summary")
    assert [False, False, True, False, True] == [bars.is_whole(bar) for bar in range(5)]


def test_a_list_without_judgement_is_drawn_by_its_answers(listed) -> None:
    """A disc an item, with the answers in words as the legend; there is no summary to draw."""
    give(listed, i1="TWO", i2="ZERO")
    submission.submit(listed, STUDY)
    (light,) = build_figure(listed, "traffic-light")
    assert ((STUDY, ("Adequate", "Not reported")),) == light.rows
    assert ["⊕ Adequate", "⊖ Not adequate", "⊗ Not reported"] == [each.mark() for each in light.legends[0]]
    with pytest.raises(NotFoundError, match="nothing to draw"):
        build_figure(listed, "summary")


def test_a_direction_is_recorded_shown_and_taken_away(rich) -> None:
    """Like an answer, under the id of its target; no rule reads it."""
    give(rich, **ASSIGNED)
    sheet = answers.answer(rich, STUDY, "overall.direction", "up")
    assert "up" == judgement_json(sheet)["overall"]["direction"]
    (table,) = build_table(rich, "answers")
    assert ("overall.direction", "up") in [(row[6], row[8]) for row in table.rows]
    with pytest.raises(UsageError, match="does not take 'sideways': it takes up, down"):
        answers.answer(rich, STUDY, "overall.direction", "sideways")
    with pytest.raises(UsageError, match="is a direction: it takes no note"):
        answers.answer(rich, STUDY, "overall.direction", "up", note="so")
    assert answers.clear_answer(rich, STUDY, "overall.direction").direction("overall") is None


def test_the_long_form_and_the_report_carry_them(rich) -> None:
    """Totals, directions, both axes and the reviewer's own judgements."""
    adhere(rich)
    submission.reopen(rich, STUDY, "to predict")
    answers.answer(rich, STUDY, "overall.direction", "down")
    submission.submit(rich, STUDY)
    made = build_export(rich, ExportRequest(kind="long", suffix="csv"))
    rows = list(csv.DictReader(io.StringIO(made.files[""].decode("utf-8-sig"))))
    kinds = {row["row"]: row for row in rows}
    assert ("2", "2 of 3", "Stars") == tuple(kinds["total"][name] for name in ("code", "label", "text"))
    assert ("overall", "down") == (kinds["direction"]["domain"], kinds["direction"]["code"])
    (appraised,) = report(rich).appraisals
    assert ["overall", "overall.applicability"] == [whole.target for whole in appraised.wholes]
    own = next(each for each in appraised.domains if each.target == "D2b")
    assert ("Judged by the reviewer.", False) == (own.reasoned[0], own.is_overridden)
    assert (("Stars: 2 of 3",), "down") == (appraised.totals, appraised.wholes[0].direction)


def test_different_variants_are_the_first_thing_to_settle(rich) -> None:
    """The line stands on top and says who judged what; items wait until it is settled."""
    adhere(rich)
    assign(as_other(rich, "bea"))
    table = reconcile.compare(rich, STUDY)
    first = table.lines[0]
    assert ("preliminary", "P1", ["adhering", "assignment"]) == (
        first.kind,
        first.id,
        [side.code for side in first.sides],
    )
    assert any("they judged different variants" in warning for warning in table.warnings)
    assert ("P1",) == table.unresolved[:1]
    assert not {"2.1", "D2b"} & set(table.unresolved)
    assert "settle this first" in table.warnings[0]
    table = reconcile.reconcile(rich, STUDY, "P1", "=bea", "the protocol says so")
    assert {"2.1", "2.2"} <= set(table.unresolved)
    assert "2.3" not in table.unresolved
    assert "settle this first" not in table.warnings[0]


def test_the_consensus_is_judged_in_the_variant_that_was_settled(rich) -> None:
    """Its sheet has the preliminary, so that every table shows it in that variant."""
    adhere(rich)
    assign(as_other(rich, "bea"))
    reconcile.reconcile(rich, STUDY, "P1", "assignment", "the protocol says so")
    while waiting := reconcile.compare(rich, STUDY).unresolved:
        reconcile.reconcile(rich, STUDY, waiting[0], "=bea", "read again")
    reconcile.finish_consensus(rich, STUDY)
    (table,) = build_table(rich, "appraisal")
    row = row_of(table)
    assert ("consensus", "⊕ Low", "⊕ Low") == (row["reviewer"], row["D2a"], row["A1"])


def test_own_judgements_that_differ_wait_and_alike_ones_do_not(rich) -> None:
    """They are levels like any other."""
    adhere(rich, "high")
    adhere(as_other(rich, "bea"), "low")
    table = reconcile.compare(rich, STUDY)
    assert ("D2b",) == table.unresolved


def test_agreement_leaves_out_what_one_was_not_asked(rich) -> None:
    """Items of one variant alone are missing, and the wholes are compared on their own scales."""
    adhere(rich)
    assign(as_other(rich, "bea"))
    found = next(each for each in agreement.agreement(rich) if not each.pair)
    lines = {line.id: line for line in found.lines}
    assert (1, 0) == (lines["1.1"].rated_twice, lines["2.1"].rated_twice)
    assert ("low", "high") == lines["overall.applicability"].categories
    assert 1 == lines["overall"].rated_twice


def test_a_question_about_a_problem_is_collapsed_the_other_way_round(rich) -> None:
    """Yes speaks against the study at 1.2."""
    for session in (rich, as_other(rich, "bea")):
        give(session, P1="assignment", P2="go", i1_1="N", i1_2="Y", i2_1="Y", i2_2="Y", **STARS)
        overrides.override(session, STUDY, "A1", "low", "the same people")
        submission.submit(session, STUDY)
    found = next(each for each in agreement.agreement(rich) if not each.pair)
    line = next(each for each in found.lines if each.id == "1.2")
    assert 1.0 == dict(zip(line.categories, line.prevalence, strict=True))["unfavourable"]


def test_triage_of_one_leaves_items_out_and_compares_the_whole(rich) -> None:
    """Nothing that triage spared counts as a difference."""
    adhere(rich)
    bea = as_other(rich, "bea")
    give(bea, P1="adhering", P2="halt", P3="other")
    submission.submit(bea, STUDY)
    found = next(each for each in agreement.agreement(rich) if not each.pair)
    lines = {line.id: line for line in found.lines}
    assert (0, 1) == (lines["1.1"].rated_twice, lines["overall"].rated_twice)
