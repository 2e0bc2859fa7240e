"""Flags ask rarely and mean something: the golden rows, sound findings, and findings that do not fit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from workbench.grade import NumberCheck, TwoByTwo, check_numbers, read_numbers
from workbench.grade.checks.table_p_values import candidates

HERE = Path(__file__).parent
GOLDEN: list[dict[str, Any]] = yaml.safe_load((HERE / "golden_flags.yaml").read_text("utf-8"))
SOUND: list[dict[str, Any]] = yaml.safe_load((HERE / "sound_findings.yaml").read_text("utf-8"))

COUNTS = {
    "treatment_events": "18",
    "treatment_total": "100",
    "comparison_events": "36",
    "comparison_total": "100",
}


def _check(texts: dict[str, str]) -> NumberCheck:
    return check_numbers(read_numbers(texts))


@pytest.mark.parametrize("row", GOLDEN, ids=[row["finding"] for row in GOLDEN])
def test_the_golden_findings_have_their_flags_and_notes(row: dict[str, Any]) -> None:
    """With the lines beside them, word by word."""
    check = _check(row["numbers"])
    assert row["flags"] == [flag.id for flag in check.flags]
    assert row["notes"] == [note.message for note in check.notes]
    lines = [line for flag in check.flags for line in (flag.message, flag.arithmetic)]
    assert [] == [line for line in row["why"] if line not in lines]


@pytest.mark.parametrize("row", SOUND, ids=[f"{number} {row['finding']}" for number, row in enumerate(SOUND)])
def test_sound_findings_are_not_flagged(row: dict[str, Any]) -> None:
    """As papers print them, with whatever test or model is behind them."""
    assert [] == [flag.arithmetic for flag in _check(row["numbers"]).flags]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({**COUNTS, "p": "0.12"}, "p_mismatch"),
        ({**COUNTS, "p": ">0.05"}, "p_mismatch"),
        ({**COUNTS, "p": "0.00001"}, "p_mismatch"),
        ({**COUNTS, "p": "<0.0001", "test": "chi-square"}, "p_mismatch"),
        ({**COUNTS, "p": "0.08", "test": "Fisher's exact"}, "p_mismatch"),
        ({"measure": "HR", "estimate": "0.82", "lower": "0.60", "upper": "1.12", "p": "0.02"}, "interval_"),
        ({"measure": "MD", "estimate": "-3.2", "lower": "-5.5", "upper": "-0.9", "p": "0.31"}, "interval_"),
        ({"measure": "OR", "estimate": "1.40", "lower": "1.20", "upper": "1.63", "p": "0.04"}, "interval_"),
        ({"measure": "HR", "estimate": "0.7", "lower": "0.5", "upper": "1.2", "p": "<0.05"}, "interval_"),
        ({**COUNTS, "measure": "RR", "estimate": "0.40", "lower": "0.33", "upper": "0.49"}, "effect_differs"),
        ({**COUNTS, "measure": "OR", "estimate": "2.56"}, "effect_inverse"),
        ({**COUNTS, "measure": "RD", "estimate": "0.18"}, "effect_inverse"),
        ({**COUNTS, "measure": "RR", "estimate": "1.30"}, "effect_differs"),
        ({**COUNTS, "treatment_percent": "27"}, "percent_events_differ"),
        ({"treatment_total": "17", "treatment_percent": "83.0"}, "percent_impossible"),
        (
            {"treatment_total": "30", "treatment_mean": "4", "statistic": "t(28)=1.2", "p": "0.03"},
            "statistic_",
        ),
    ],
)
def test_what_changes_a_decision_is_flagged(texts: dict[str, str], expected: str) -> None:
    """Each with its arithmetic, and with explanations that are nobody's error."""
    (flag,) = _check(texts).flags
    assert flag.id.startswith(expected)
    assert flag.arithmetic
    assert flag.innocent
    assert "wrong" not in flag.message + flag.arithmetic


@pytest.mark.parametrize(
    "words",
    [
        {"test": "log-rank"},
        {"test": "Cox regression"},
        {"test": "Cochran-Mantel-Haenszel, stratified by site"},
        {"test": "McNemar"},
        {"test": "Student's t"},
        {"test": "Mann-Whitney rank test"},
        {"test": "GEE"},
        {"test": "permutation"},
        {"test": "bootstrap"},
        {"test": "Bayesian model"},
        {"effect_kind": "adjusted for age"},
        {"effect_kind": "matched in pairs"},
        {"effect_kind": "inverse probability weighted"},
        {"effect_kind": "pooled"},
        {"effect_kind": "after multiple imputation"},
        {"sentence": "one-sided P for non-inferiority"},
        {"sentence": "P for superiority by a margin of 5 points"},
        {"sentence": "P for interaction"},
        {"measure": "HR", "estimate": "0.70", "lower": "0.40", "upper": "1.23"},
        {"measure": "SMD", "estimate": "0.10"},
    ],
)
def test_a_p_that_cannot_be_of_the_counts_is_not_compared_with_them(words: dict[str, str]) -> None:
    """By the measure, the test named, or what is said of effect and P."""
    assert "p_mismatch" not in [flag.id for flag in _check({**COUNTS, "p": "0.22", **words}).flags]


@pytest.mark.parametrize(
    "words",
    [
        {"test": "unadjusted chi-square"},
        {"effect_kind": "not adjusted"},
        {"effect_kind": "crude"},
        {"sentence": "unmatched groups"},
        {"sentence": "more died without treatment"},
    ],
)
def test_what_is_said_not_to_be_done_silences_nothing(words: dict[str, str]) -> None:
    """A negation counts."""
    assert ["p_mismatch"] == [flag.id for flag in _check({**COUNTS, "p": "0.22", **words}).flags]


def test_an_effect_with_its_interval_outranks_the_counts() -> None:
    """P fits the interval, so that a mismatch with the counts is a note: adjusted, perhaps."""
    effect = {"measure": "OR", "estimate": "0.62", "lower": "0.30", "upper": "1.28", "p": "0.20"}
    check = _check({**COUNTS, **effect})
    assert () == check.flags
    assert ["P fits the reported interval, not the counts"] == [
        note.message for note in check.notes if note.id == "p_fits_the_effect"
    ]


def test_an_interval_that_leaves_p_open_outranks_nothing() -> None:
    """From 0.00 everything fits."""
    effect = {"measure": "RR", "estimate": "0.02", "lower": "0.00", "upper": "9.00", "p": "0.20"}
    assert "p_mismatch" in [flag.id for flag in _check({**COUNTS, **effect}).flags]


def test_half_of_a_p_on_the_same_side_is_a_note() -> None:
    """A one-sided Fisher of 0.183 beside two-sided ones of 0.3 changes nobody's mind."""
    counts = {**COUNTS, "treatment_events": "29", "p": "0.183"}
    check = _check({**counts, "test": "Fisher's exact"})
    assert () == check.flags
    assert ["p_may_be_one_sided"] == [note.id for note in check.notes]


def test_counts_behind_a_percentage_are_all_allowed_for() -> None:
    """33 % of 200 is 65 to 67 people; P may be of any of them."""
    texts = {"treatment_total": "200", "treatment_percent": "33"}
    texts |= {"comparison_total": "200", "comparison_percent": "43"}
    assert () == _check({**texts, "p": "0.05"}).flags
    (flag,) = _check({**texts, "p": "0.4"}).flags
    assert flag.arithmetic.startswith("33 % of 200 against 43 % of 200: by none of the 11 tests tried, P 0.0")


@st.composite
def _tables(draw: st.DrawFn) -> TwoByTwo:
    first, second = draw(st.integers(1, 400)), draw(st.integers(1, 400))
    return TwoByTwo(draw(st.integers(0, first)), first, draw(st.integers(0, second)), second)


@given(_tables(), st.data())
def test_a_p_of_any_test_in_use_is_never_flagged(table: TwoByTwo, data: st.DataObject) -> None:
    """However it is rounded."""
    p = data.draw(st.sampled_from(candidates(table))).p
    digits = data.draw(st.integers(2, 5))
    texts = {
        "treatment_events": str(table.treatment_events),
        "treatment_total": str(table.treatment_total),
        "comparison_events": str(table.comparison_events),
        "comparison_total": str(table.comparison_total),
        "p": f"{p:.{digits}f}",
    }
    check = _check(texts)
    assert ((), ()) == (check.flags, check.notes)


@given(_tables())
def test_p_values_are_shares_and_do_not_depend_on_the_order_of_groups(table: TwoByTwo) -> None:
    """Nor a one-sided P above its two-sided one, but for the mid-p by likelihood."""
    turned = TwoByTwo(
        table.comparison_events, table.comparison_total, table.treatment_events, table.treatment_total
    )
    here, there = candidates(table), candidates(turned)
    assert [each.name for each in here] == [each.name for each in there]
    assert pytest.approx([each.p for each in here], abs=1e-9) == [each.p for each in there]
    assert all(0 <= each.p <= 1 for each in here)
