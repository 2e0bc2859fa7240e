"""What stands beside a coefficient: pairs, the table of counts, prevalences, and answers made ready."""

from __future__ import annotations

from collections import Counter

import pytest

from workbench.agreement import agreement, leave_out, pairs, prevalence, table_of_counts


def test_every_pair_of_reviewers_is_there_once() -> None:
    """Three reviewers make three pairs, each with all studies."""
    ratings = [["Y", "N", None], ["Y", "Y", "Y"]]
    actual = [(pair.first, pair.second, pair.ratings) for pair in pairs(ratings, ["ann", "bo", "cy"])]
    expected = [
        ("ann", "bo", (("Y", "N"), ("Y", "Y"))),
        ("ann", "cy", (("Y", None), ("Y", "Y"))),
        ("bo", "cy", (("N", None), ("Y", "Y"))),
    ]
    assert expected == actual


def test_a_pair_goes_straight_into_a_coefficient() -> None:
    """What is missing stays missing, and is counted."""
    ratings = [["Y", "N", None], ["Y", "Y", "Y"], ["N", "N", "N"]]
    first = pairs(ratings, ["ann", "bo", "cy"])[1]
    result = agreement(first.ratings, categories=["Y", "N"], coefficient="cohen_kappa")
    assert (result.value, result.studies, result.studies_rated_twice, result.missing) == (1.0, 3, 2, 1)


def test_one_reviewer_makes_no_pair() -> None:
    """Nothing to compare is no error."""
    assert pairs([["Y"]], ["ann"]) == ()


def test_reviewers_and_ratings_have_to_match() -> None:
    """The study is named."""
    with pytest.raises(ValueError, match="the row of study 2 has length 1, and there are 2 reviewers"):
        pairs([["Y", "N"], ["Y"]], ["ann", "bo"])


def test_the_table_counts_the_studies_both_rated() -> None:
    """The first reviewer's category chooses the row."""
    ratings = [["Y", "N"]] * 3 + [["N", "N"]] * 2 + [["Y", None], [None, None]]
    assert table_of_counts(ratings, ["Y", "N"]) == ((0, 3), (0, 2))


@pytest.mark.parametrize("ratings", [[], [["Y", None]], [[None, None]]])
def test_a_table_of_nothing_is_all_zeros(ratings: list[list[str | None]]) -> None:
    """Where no study was rated by both, the shape stays."""
    assert table_of_counts(ratings, ["Y", "N"]) == ((0, 0), (0, 0))


def test_a_table_has_two_reviewers() -> None:
    """A third has no side of it to stand on."""
    with pytest.raises(
        ValueError, match="a table of counts has two reviewers, and the row of study 1 has length 3"
    ):
        table_of_counts([["Y", "N", "N"]], ["Y", "N"])


def test_prevalence_counts_each_study_the_same() -> None:
    """However many reviewers rated it."""
    ratings = [["Y", "Y", "N"], ["N", None, None], [None, None, None]]
    actual = prevalence(ratings, ["Y", "PY", "N"])
    assert {"Y": pytest.approx(1 / 3), "PY": 0.0, "N": pytest.approx(2 / 3)} == actual


def test_without_ratings_there_is_no_prevalence() -> None:
    """An empty answer, not zeros."""
    assert prevalence([[None, None]], ["Y", "N"]) == {}


def test_codes_left_out_are_missing_and_counted() -> None:
    """What was missing before is not counted."""
    ratings = [["low", "no_information"], [None, "no_information"], ["high", "low"]]
    expected = ([["low", None], [None, None], ["high", "low"]], 2)
    assert expected == leave_out(ratings, ["no_information"])


def test_counted_ratings_give_what_rows_give() -> None:
    """A Counter of rows stands for the rows: in coefficients, tables, prevalences and what is left out."""
    rows = [("Y", "N"), ("Y", "Y"), ("Y", "N"), ("NI", "N"), (None, "Y")] * 4
    counted = Counter(rows)
    categories = ["Y", "N", "NI"]
    assert agreement(rows, categories=categories, coefficient="gwet_ac") == agreement(
        counted, categories=categories, coefficient="gwet_ac"
    )
    assert table_of_counts(rows, categories) == table_of_counts(counted, categories)
    assert prevalence(rows, categories) == prevalence(counted, categories)
    assert (Counter({("Y", "N"): 8, ("Y", "Y"): 4, (None, "N"): 4, (None, "Y"): 4}), 4) == leave_out(
        counted, ["NI"]
    )


def test_a_counted_row_that_is_no_row_is_refused() -> None:
    """As among plain rows."""
    with pytest.raises(ValueError, match="'M' is not a category"):
        prevalence(Counter([("Y", "M")]), ["Y", "N"])
