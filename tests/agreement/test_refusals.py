"""What cannot be measured is refused in one line that says where it is and what was probably meant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from workbench.agreement import agreement

NAN = float("nan")


def _refusal(ratings: Any = (("Y", "N"), ("Y", "Y")), **given: Any) -> str:
    asked = {"categories": ["Y", "PY", "N"], "coefficient": "gwet_ac"} | given
    with pytest.raises(ValueError, match=r"\S") as caught:
        agreement(ratings, **asked)
    return str(caught.value)


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [
        ([["Y", "N"], ["Y", "PYs"]], "study 2, reviewer 2: 'PYs' is not a category; did you mean 'PY'?"),
        ([["Y", "N"], ["n", "Y"]], "study 2, reviewer 1: 'n' is not a category; did you mean 'N'?"),
        ([[3, "Y"]], "study 1, reviewer 1: 3 is not a category; there are 'Y', 'PY', 'N'"),
        ([["Y", NAN]], "study 1, reviewer 2: nan is not a category; a missing rating is None"),
        ([["Y", ["N"]]], "study 1, reviewer 2: ['N'] cannot be a code"),
        (
            [["Y", "N"], "YN"],
            "ratings are one list of codes a study, such as [['Y', 'N'], ['Y', None]]; a text is no row",
        ),
        ("YN", "ratings are one list of codes a study, such as [['Y', 'N'], ['Y', None]]; a text is no row"),
        ([["Y", "N"], None], "study 2 is None; a row is one code a reviewer, None where missing"),
        (
            [["Y", "N"], ["Y"]],
            (
                "the row of study 2 has length 1, that of study 1 length 2; "
                "every row has one code for each reviewer, None where missing"
            ),
        ),
    ],
)
def test_ratings_that_are_none_are_refused(ratings: Sequence[Any], expected: str) -> None:
    """The study and the reviewer are named, counted from one."""
    assert expected == _refusal(ratings)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            {"coefficient": "gwet_ac1"},
            "there is no coefficient 'gwet_ac1'; did you mean 'gwet_ac'?",
        ),
        ({"weights": "quadratc"}, "there is no set of weights 'quadratc'; did you mean 'quadratic'?"),
        ({"interval": "BCA"}, "there is no interval 'BCA'; did you mean 'bca'?"),
        (
            {"interval": None},
            (
                "there is no interval None; there are 'free_study', 'bca', 'percentile', 'jackknife', "
                "'linearised'"
            ),
        ),
        ({"confidence": 95}, "the confidence lies between 0 and 1, such as 0.95; 95 does not"),
        ({"confidence": 0}, "the confidence lies between 0 and 1, such as 0.95; 0 does not"),
        ({"confidence": 1.0}, "the confidence lies between 0 and 1, such as 0.95; 1.0 does not"),
        ({"confidence": NAN}, "the confidence lies between 0 and 1, such as 0.95; nan does not"),
        ({"confidence": "0.95"}, "the confidence lies between 0 and 1, such as 0.95; '0.95' does not"),
        ({"replicates": 200}, "replicates are 1,000 or more; 200 is too few"),
        ({"categories": ["Y", "N", "Y"]}, "the category 'Y' is there twice"),
        ({"categories": ["Y", "Y", "N"]}, "the category 'Y' is there twice"),
        ({"categories": ["Y", None]}, "None cannot be a category: it stands for a missing rating"),
        ({"categories": ["Y", NAN]}, "nan cannot be a category: it stands for a missing rating"),
        ({"categories": [["Y"]]}, "['Y'] cannot be a category: use a text or a number"),
        ({"categories": "YN"}, "categories are a list of codes, not the text 'YN'"),
        ({"categories": []}, "there are no categories; give the codes of the scale, in its order"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(given: dict[str, Any], expected: str) -> None:
    """An unknown name is met with the nearest that exists."""
    assert expected == _refusal(**given)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            {"weights": "krippendorff_ordinal"},
            "'krippendorff_ordinal' belongs to krippendorff_alpha, not to gwet_ac; 'ordinal' is near it",
        ),
        (
            {"weights": "krippendorff_interval", "coefficient": "krippendorff_alpha"},
            "the interval metric needs numbers as categories, and 'Y' is none",
        ),
        ({"weights": [[1, 0], [0, 1]]}, "the matrix of weights is 2 by 2; 3 categories need 3 by 3"),
        (
            {"weights": [[1, 0, 0], [0, 1]]},
            "a matrix of weights is one list of numbers a category, all of one length",
        ),
        (
            {"weights": [[1, 0, 0], [0, 1, 2], [0, 2, 1]]},
            "the weights lie between 0, no agreement, and 1, full agreement",
        ),
        (
            {"weights": [[1, NAN, 0], [0, 1, 0], [0, 0, 1]]},
            "the weights lie between 0, no agreement, and 1, full agreement",
        ),
        (
            {"weights": [[0, 1, 1], [1, 0, 1], [1, 1, 0]]},
            "the diagonal of the weights is 1: they say how far two answers agree, not how far they differ",
        ),
        (
            {"weights": [[1, 0.5, 0], [0, 1, 0], [0, 0, 1]]},
            "gwet_ac knows no first and second reviewer, so its weights have to be symmetric",
        ),
    ],
)
def test_weights_that_do_not_fit_are_refused(given: dict[str, Any], expected: str) -> None:
    """Also where there are too few ratings for a value."""
    assert expected == _refusal(**given)
    assert expected == _refusal([], **given)


def test_the_ratio_metric_refuses_numbers_below_zero() -> None:
    """A ratio has a zero below which there is nothing."""
    expected = "the ratio metric needs numbers from 0 on, and there is -1"
    asked = {"coefficient": "krippendorff_alpha", "weights": "krippendorff_ratio"}
    assert expected == _refusal([[-1, 1]], categories=[-1, 1], **asked)


def test_cohens_kappa_refuses_a_third_reviewer() -> None:
    """It says what to take instead."""
    expected = (
        "cohen_kappa compares two reviewers, and 3 have rated; "
        "take conger_kappa or fleiss_kappa, or compare them pair by pair"
    )
    assert expected == _refusal([["Y", "N", "N"]], coefficient="cohen_kappa")


def test_cohens_kappa_takes_a_third_column_in_which_nobody_rated() -> None:
    """A reviewer without ratings is none."""
    ratings = [["Y", None, "Y"], ["N", None, "N"], ["Y", None, "N"]]
    result = agreement(ratings, categories=["Y", "N"], coefficient="cohen_kappa")
    assert (result.raters, result.value) == (2, pytest.approx(0.4))


def test_a_long_code_is_cut_and_kept_on_one_line() -> None:
    """Whatever is in the ratings, the message stays readable."""
    message = _refusal([["Y\n" * 500, "N"]])
    assert "\n" not in message
    assert len(message) < 200
