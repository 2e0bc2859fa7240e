"""The appraisal tables."""

from __future__ import annotations

import json

import pytest

from workbench.errors import UsageError
from workbench.output import FORMATS, render
from workbench.review.appraisals import answers as appraisals
from workbench.review.appraisals import overrides, submission
from workbench.review.publish.build_figure import build_figure
from workbench.review.studies import known_studies
from workbench.review.tables.build import build_table
from workbench.review.tables.registry import TABLES

STUDY = "pretend2016"


def as_rows(session, name):
    """A table as its JSON rows."""
    return json.loads(render(build_table(session, name), "json"))


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("fmt", FORMATS)
def test_every_table_renders_in_every_format_even_when_nothing_is_judged(anna, name, fmt) -> None:
    """A new review gives empty tables, not errors."""
    assert isinstance(render(build_table(anna, name), fmt), str)


def test_an_unknown_table_is_named_with_the_nearest(anna) -> None:
    """A slip of the pen is answered with the name that was meant."""
    with pytest.raises(UsageError, match=r'did you mean "traffic-light"\?'):
        build_table(anna, "trafic-light")


def test_the_appraisal_table_carries_grade_and_oxford(anna, fill) -> None:
    """Judgements as ids, the GRADE start and levels of the definition, the Oxford level."""
    fill(anna, "PN")
    submission.submit(anna, STUDY)
    (row,) = as_rows(anna, "appraisal")
    assert tuple(row[name] for name in ("overall", "grade_start", "risk_of_bias_levels", "oxford_level")) == (
        "high",
        "very_low",
        -2,
        4,
    )
    assert (row["design"], row["checklist"], row["state"]) == (
        "case_report",
        "case-report 0.2.2",
        "submitted",
    )


def test_earlier_controls_lower_the_oxford_level(anna) -> None:
    """In the matched cohort, item 1.4 answered SN moves the study from level 3 to 4."""
    appraisals.answer(anna, "borresen2021", "1.4", "Y")
    assert 3 == as_rows(anna, "appraisal")[0]["oxford_level"]
    appraisals.answer(anna, "borresen2021", "1.4", "SN")
    assert 4 == as_rows(anna, "appraisal")[0]["oxford_level"]


def test_scales_are_never_mixed(anna) -> None:
    """Studies with different checklists stand in blocks of their own."""
    for study in (STUDY, "imagina2018", "borresen2021"):
        appraisals.answer(anna, study, "1.1", "Y")
    for name in ("appraisal", "traffic-light", "summary"):
        assert 3 == len(build_table(anna, name))


def test_the_summary_counts_submitted_appraisals_only(anna, fill) -> None:
    """Drafts are counted in a note; percentages are of the submitted."""
    fill(anna, "Y")
    (draft,) = build_table(anna, "summary")
    assert "1 draft is left out" in draft.notes
    submission.submit(anna, STUDY)
    row = next(one for one in as_rows(anna, "summary") if one["domain"] == "D1")
    assert row["low"] == {"count": 1, "percent": 100.0}
    assert row["high"] == {"count": 0, "percent": 0.0}


def test_an_override_is_marked_and_explained(anna, fill) -> None:
    """A star at the judgement, and what it means below."""
    fill(anna, "Y")
    overrides.override(anna, STUDY, "D1", "high", "the case was picked")
    (block,) = build_table(anna, "traffic-light")
    assert "⊗*" == block.rows[0][block.ids.index("D1")].label
    assert any("overridden" in note for note in block.notes)


def test_answers_list_each_item_with_note_and_quote(anna) -> None:
    """The exact code, its meaning, the note, the passage."""
    appraisals.answer(anna, STUDY, "1.2", "PY", note="age missing")
    row = next(one for one in as_rows(anna, "answers") if one["item"] == "1.2")
    assert tuple(row[name] for name in ("answer", "label", "note", "domain")) == (
        "PY",
        "Probably yes",
        "age missing",
        "D1",
    )


def test_a_note_that_a_spreadsheet_would_run_is_neutralised(anna) -> None:
    """A formula in a note is text in CSV."""
    appraisals.answer(anna, STUDY, "1.2", "PY", note='=HYPERLINK("http://x")')
    assert "'=HYPERLINK" in render(build_table(anna, "answers"), "csv")


def test_characteristics_have_a_row_a_study(anna) -> None:
    """All studies are there, judged or not, with the results judged."""
    appraisals.answer(anna, STUDY, "1.1", "Y", result="death at day 90")
    rows = as_rows(anna, "characteristics")
    assert 5 == len(rows)
    assert next(row for row in rows if row["study"] == STUDY)["result"] == "death at day 90"


def test_the_summary_counts_a_study_once_however_many_appraised_it(both) -> None:
    """As the figure does: what is not reconciled counts in parts, and a note says so."""
    (block,) = build_table(both, "summary")
    (row,) = [row for row in as_rows(both, "summary") if row["domain"] == "D1"]
    assert 1 == row["n"]
    levels = [row[level] for level in appraisals.judge_study(both, STUDY).checklist.levels]
    assert [50.0, 50.0] == [level["percent"] for level in levels if level["count"]]
    assert [0.5, 0.5] == [level["count"] for level in levels if level["count"]]
    assert "1 study, each counting the same; where reviewers are not reconciled yet" in block.notes[0]


def test_the_shares_of_the_summary_are_those_of_the_figure(judged) -> None:
    """By checklist, domain and level, for one and for several reviewers."""
    drawn = {one.name: one for one in build_figure(judged, "summary")}
    for block in build_table(judged, "summary"):
        shares = drawn[block.rows[0][0]].bars
        for row, (_, expected) in zip(block.rows, shares, strict=True):
            found = [cell.value["percent"] for cell in row[4:]]
            assert [round(100 * share, 1) for share in expected] == found


def test_notes_name_some_and_count_the_rest(anna, bea, fill) -> None:
    """Of many studies that are not reconciled."""
    for study in (row.key for row in known_studies.rows(anna)):
        for session, code in ((anna, "Y"), (bea, "NI")):
            fill(session, code, study)
            submission.submit(session, study)
    (block,) = build_table(anna, "answers")
    (note,) = [note for note in block.notes if "reconciled" in note]
    assert note.startswith("5 not reconciled yet: ")
    assert note.endswith(" and 1 more")


def test_what_was_read_stands_in_the_table_of_appraisals(anna) -> None:
    """What the reviewer said, and until then what there is to read."""
    appraisals.answer(anna, "pretend2016", "1.1", "Y")

    def read() -> object:
        (table,) = build_table(anna, "appraisal")
        return dict(zip(table.ids, table.rows[0], strict=True))["read"]

    assert "not said (at hand: full_text)" == read()
    appraisals.answer(anna, "pretend2016", "P2", "abstract")
    assert "abstract" == read()


def test_appraisals_with_another_checklist_are_named_under_the_tables(anna) -> None:
    """They are kept, and whoever looks for them learns why they are not shown."""
    appraisals.answer(anna, "pretend2016", "1.1", "Y")
    known_studies.assign(anna, "pretend2016", "case-series", reason="two patients")
    appraisals.answer(anna, "imagina2018", "1.1", "Y")
    (table,) = build_table(anna, "traffic-light")
    assert ["imagina2018"] == [row[0] for row in table.rows]
    assert any("another checklist now: pretend2016 (case-report)" in note for note in table.notes)


def test_characteristics_have_the_oxford_level_of_design_and_answers(anna) -> None:
    """By the checklist at first; a comparison with an earlier period makes a controlled cohort level 4."""

    def level() -> object:
        (row,) = (row for row in as_rows(anna, "characteristics") if row["study"] == "borresen2021")
        return row["oxford_level"]

    assert 3 == level()
    appraisals.answer(anna, "borresen2021", "1.4", "SN")
    assert 4 == level()
