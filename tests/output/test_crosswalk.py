"""Views by the numbers of other instruments, derived from our answers."""

from __future__ import annotations

import pytest

from checklists import find_checklist, list_checklists
from tests.output.appraisals import appraised
from workbench.errors import UsageError
from workbench.output.exports.crosswalk import (
    INSTRUMENTS,
    instead_of_judgements,
    items_by_question,
    make_view,
)


def row(name: str, checklist: str, **codes: str) -> dict[str, object]:
    """The row of an appraisal with these answers, `1.2` as ``i1_2``; the rest are yes."""
    definition = find_checklist(checklist)
    given = {item.id: definition.codes(item.id)[0] for item in definition.items}
    for item, code in codes.items():
        number = item.removeprefix("i").replace("_", ".")
        if code:
            given[number] = code
        else:
            del given[number]
    (table,) = make_view(INSTRUMENTS[name], [appraised(checklist, codes=given)])
    return dict(zip(table.ids, table.rows[0], strict=True))


@pytest.mark.parametrize(
    ("name", "checklist", "columns"),
    [
        ("jbi-case-series", "case-series", 10),
        ("jbi-case-report", "case-report", 8),
        ("murad", "case-series", 8),
        ("minors", "case-series", 8),
        ("minors", "psm-cohort", 12),
        ("minors", "single-arm-covid", 8),
        ("minors", "minors", 12),
        ("jbi-case-series", "jbi-case-series", 10),
        ("jbi-case-report", "jbi-case-reports", 8),
        ("jbi-cross-sectional", "jbi-cross-sectional", 8),
        ("nos-cohort", "nos-cohort", 9),
        ("nos-cohort", "psm-cohort", 9),
        ("nos-case-control", "nos-case-control", 9),
    ],
)
def test_a_view_has_the_columns_of_its_instrument(name: str, checklist: str, columns: int) -> None:
    """MINORS has four more for studies with a comparison group."""
    assert columns == sum(each.startswith("q") for each in row(name, checklist))


def test_case_series_cover_all_ten_questions_of_the_jbi_list() -> None:
    """Each has at least one item of ours."""
    covered = items_by_question(INSTRUMENTS["jbi-case-series"], find_checklist("case-series"))
    assert [str(number) for number in range(1, 11)] == list(covered)


@pytest.mark.parametrize(
    ("code", "expected"), [("Y", "Yes"), ("PY", "Yes"), ("PN", "No"), ("N", "No"), ("NI", "Unclear")]
)
def test_an_answer_becomes_one_of_the_words_of_the_instrument(code: str, expected: str) -> None:
    """Probably counts as what it is probably."""
    assert expected == row("jbi-case-series", "case-series", i1_1=code)["q1"]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Y", "PN", "No"),
        ("NI", "Y", "Unclear"),
        ("NI", "N", "No"),
        ("Y", "", "not answered"),
        ("N", "", "No"),
        ("", "", "not answered"),
    ],
)
def test_of_several_items_the_worst_stands_and_an_open_one_is_said(
    first: str, second: str, expected: str
) -> None:
    """Items 1.2 and 1.3 point to one question; an open one cannot make a No better."""
    found = row("murad", "case-series", i1_2=first, i1_3=second)
    assert expected == found["q1"]
    assert str(found["derived_from"]).startswith(f"1: 1.2 {first or '?'}, 1.3 {second or '?'};")


def test_a_question_that_no_item_points_to_is_said_not_to_be_covered() -> None:
    """In the cell and in the notes."""
    (table,) = make_view(INSTRUMENTS["murad"], [appraised("case-report")])
    assert "not covered" == table.rows[0][table.ids.index("q8")]
    assert "case-report has no item for 8: not covered" in table.notes


def test_minors_gets_points_and_no_total() -> None:
    """2, 1, 0 for adequate, inadequate, not reported."""
    found = row("minors", "case-series", i1_2="N", i3_2="NI")
    assert ("1", "0", "2") == (found["q2"], found["q5"], found["q6"])
    assert "total" not in found


def test_a_view_says_that_it_is_derived() -> None:
    """In the title, in the notes and in a column."""
    (table,) = make_view(INSTRUMENTS["murad"], [appraised("case-series")])
    assert table.title.startswith("DERIVED from Case series by crosswalk")
    assert "derived by crosswalk from case-series 0.2.2" in table.notes[0]


def test_a_checklist_without_any_crosswalk_to_it_is_refused() -> None:
    """One line that names the checklist."""
    with pytest.raises(UsageError, match="no item of psm-cohort points to the JBI checklist for case series"):
        make_view(INSTRUMENTS["jbi-case-series"], [appraised("psm-cohort")])


def test_the_checklist_after_an_instrument_is_shown_as_it_was_answered() -> None:
    """Labels by number, and the decision; nothing is called derived."""
    codes = {str(number): "Y" for number in range(1, 11)} | {"4": "U", "9": "NA", "10": "N"}
    one = appraised("jbi-case-series", codes=codes, levels={"overall": "seek_info"})
    (table,) = make_view(INSTRUMENTS["jbi-case-series"], [one])
    found = dict(zip(table.ids, table.rows[0], strict=True))
    expected = ("Yes", "Unclear", "Not applicable", "No", "Seek further information")
    assert expected == tuple(found[name] for name in ("q1", "q4", "q9", "q10", "overall"))
    assert "DERIVED" not in table.title
    assert "cited as after JBI checklist for case series" in table.notes[0]


def test_stars_are_shown_with_their_totals_and_the_source_of_the_level() -> None:
    """One star where the choice has one, and what the levels come from."""
    found = row("nos-cohort", "nos-cohort", S1="B", S2="D", C2="C")
    assert (1, 0, 1, 0) == tuple(found[name] for name in ("qS1", "qS2", "qC1", "qC2"))
    assert (3, 1, 3, 7) == tuple(found[f"total_{name}"] for name in ("TS", "TC", "TO", "T"))
    assert "Good (by the AHRQ convention)" == found["overall"]
    (table,) = make_view(INSTRUMENTS["nos-cohort"], [appraised("nos-cohort")])
    assert any("AHRQ" in note for note in table.notes)


def test_points_of_a_study_without_a_second_group_leave_four_questions_empty() -> None:
    """They are not asked, and not counted; there is no overall to show."""
    codes = {"P1": "non_comparative"} | {str(number): "TWO" for number in range(1, 9)} | {"7": "ZERO"}
    (table,) = make_view(INSTRUMENTS["minors"], [appraised("minors", codes=codes)])
    found = dict(zip(table.ids, table.rows[0], strict=True))
    assert (2, 0, None, None, 14) == tuple(found[name] for name in ("q1", "q7", "q9", "q12", "total_T"))
    assert "overall" not in found


def test_both_kinds_of_checklists_stand_in_tables_of_their_own() -> None:
    """The one that was asked by number, and one that only points to it."""
    tables = make_view(INSTRUMENTS["minors"], [appraised("minors"), appraised("case-series")])
    assert [False, True] == [table.title.startswith("DERIVED") for table in tables]


@pytest.mark.parametrize("checklist", [one.id for one in list_checklists()])
def test_a_checklist_without_a_judgement_of_bias_leads_to_a_view_that_takes_it(checklist: str) -> None:
    """By its numbers where there is such a view; the long form takes everything."""
    name = instead_of_judgements(find_checklist(checklist))
    if name != "long":
        (table,) = make_view(INSTRUMENTS[name], [appraised(checklist)])
        assert not table.title.startswith("DERIVED")
