"""Small tables as people paste them: each cell goes into a field, or it is said why not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.grade import FIELDS
from workbench.grade.numbers.pasted_table import is_table, read_table

TWO_ARMS = {
    "treatment_events": "14",
    "treatment_total": "17",
    "comparison_events": "9",
    "comparison_total": "17",
}


@pytest.mark.parametrize(
    "text",
    [
        "14\t17\n9\t17",
        "14,17\n9,17",
        "14;17\n9;17",
        "Sand\t14\t17\nRest\t9\t17",
        "Group\tEvents\tTotal\nSand\t14\t17\nRest\t9\t17",
        "\tTotal\tEvents\nControl\t17\t9\nSand\t17\t14",
        "\tSand\tPlacebo\nEvents\t14\t9\nTotal\t17\t17",
        "Events\t14\t9\nTotal\t17\t17",
        "Arm,n/N\nSand,14/17\nUsual care,9/17",
        "14/17\t9/17",
        "events treatment\t14\ntotal treatment\t17\n--events-comparison\t9\ncomparison: total\t17",
        "\r\n\tEvents\tN\r\nSand \t 14 \t17\t\r\n\t\t\r\nRest\t9\t17\r\n",
        '"Sand, warm",14,17\n"Rest",9,17',
    ],
)
def test_two_arms_are_read_however_the_table_lies(text: str) -> None:
    """With names or without, by rows or columns, tabs, semicolons or commas."""
    table = read_table(text)
    assert (TWO_ARMS, ()) == (table.values, table.problems)
    assert is_table(text)


@pytest.mark.parametrize(
    ("cell", "name", "fields"),
    [
        ("14/17 (82.4 %)", "n/N (%)", {"events": "14", "total": "17", "percent": "82.4"}),
        ("14 of 17", "Events", {"events": "14", "total": "17"}),
        ("14 (82.4%)", "n (%)", {"events": "14", "percent": "82.4"}),
        ("5.2 (1.1)", "Mean (SD)", {"mean": "5.2", "sd": "1.1"}),
        ("−5.2 ± 1.1", "Mean", {"mean": "−5.2", "sd": "1.1"}),
        ("5.2 (SD 1.1)", "Mean (SD) at baseline", {"before_mean": "5.2", "before_sd": "1.1"}),
        ("5 [3–8]", "Median (IQR)", {"median": "5", "q1": "3", "q3": "8"}),
    ],
)
def test_a_cell_with_several_numbers_is_divided(cell: str, name: str, fields: dict[str, str]) -> None:
    """As articles print them."""
    table = read_table(f"Arm\t{name}\nSand\t{cell}\nRest\t\n")
    assert ({f"treatment_{part}": text for part, text in fields.items()}, ()) == (
        table.values,
        table.problems,
    )


def test_an_effect_with_its_interval_is_read() -> None:
    """The measure is the name of the column."""
    effect = {"measure": "RR", "estimate": "1.56", "lower": "0.94", "upper": "2.56", "p": "<0.05"}
    assert effect == read_table("RR (95% CI)\tp\n1.56 (0.94 to 2.56)\t<0.05").values
    assert (
        effect
        == read_table("measure\tRR\nestimate\t1.56\nlower\t0.94\nupper limit\t2.56\np value\t<0.05").values
    )


def test_columns_without_names_are_those_of_the_kind() -> None:
    """Else it is told by how many there are; more than that is no guess."""
    columns = ("total", "mean before", "sd before", "mean", "sd")
    values = read_table("17\t90\t8\t160\t9", columns).values
    assert {"total", "before_mean", "before_sd", "mean", "sd"} == {name.partition("_")[2] for name in values}
    assert ["treatment_total", "treatment_mean", "treatment_sd"] == list(read_table("17\t5\t1").values)
    table = read_table("17\t5\t1\t2\t3\t4")
    assert {} == table.values
    assert 6 == len(table.problems)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Sand\t14\tmany\nRest\t9\t17", "row 1, column 3 (“many”): 'many' is not a number"),
        ("\tEvents\tTotal\nSand\t14\t1,7\nRest\t9\t17", "row 2, column 3 (“1,7”): '1,7' has a comma"),
        (
            "\tEvents\tWombats\nSand\t14\t3\nRest\t9\t4",
            "row 2, column 3 (“3”): left out: “Wombats” names no",
        ),
        ("A\t1\t2\nB\t3\t4\nC\t5\t6", "row 3, column 2 (“5”): left out: “C” would be a third group"),
        (
            "\tEvents\tEvents\nSand\t14\t15\nRest\t9\t9",
            "row 2, column 3 (“15”): left out: treatment: events",
        ),
        ("\n".join(["1\t2"] * 21), "at most 20 rows"),
    ],
)
def test_a_cell_that_does_not_do_is_named(text: str, problem: str) -> None:
    """With its place, counted as the table was pasted."""
    assert any(problem in each for each in read_table(text).problems), read_table(text).problems


def test_a_cell_that_cannot_be_read_goes_into_its_field_as_it_is() -> None:
    """So that it can be mended there."""
    assert "many" == read_table("Sand\t14\tmany\nRest\t9\t17").values["treatment_total"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "14",
        "0.049",
        "Alive at day 90: 82.4 % with sand, 52.9 %",
        "Two died,\nthree lived",
        "a\tb",
        "p < 0.05",
    ],
)
def test_words_and_single_numbers_are_no_table(text: str) -> None:
    """They go where they are pasted."""
    assert not is_table(text)


CELLS = st.text(alphabet="0123456789./%()abNn ±−\"';,", max_size=8)


@given(
    st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=6),
    st.sampled_from([(), ("events", "total"), ("total", "mean", "sd")]),
)
def test_nothing_that_is_pasted_stops_the_form(rows: list[list[str]], columns: tuple[str, ...]) -> None:
    """Every value goes into a field that there is, and every problem names its cell."""
    table = read_table("\n".join("\t".join(row) for row in rows), columns)
    assert set(table.values) <= set(FIELDS)
    assert all(problem.startswith("row ") for problem in table.problems)


@given(st.integers(0, 99), st.integers(1, 99), st.integers(0, 99), st.integers(1, 99))
def test_no_number_of_a_plain_table_is_lost(a: int, b: int, c: int, d: int) -> None:
    """All four stand in the fields, in their order."""
    values = read_table(f"\tEvents\tTotal\nSand\t{a}\t{b}\nRest\t{c}\t{d}").values
    assert [str(number) for number in (a, b, c, d)] == list(values.values())
