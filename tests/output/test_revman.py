"""RevMan's data package v1."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given

from store.bibliography import Bibliography
from tests.output.appraisals import appraised
from tests.output.hostile import any_text
from workbench.errors import UsageError
from workbench.output.delimited import restore
from workbench.output.exports.appraisals import Work, one_line
from workbench.output.exports.revman import make_revman

ONO = Work(
    "ono2020",
    Bibliography(
        title="A title",
        authors=("Ono H", "Ito K"),
        year=2020,
        journal="J",
        doi="10.1/x",
        pmid="7",
        registration="NCT1",
    ),
    design="case_report",
    facts={"participants": 34, "condition": "lung", "treatment": "drug", "comparison": "none"},
)


def read(data: bytes) -> list[dict[str, str]]:
    """A file of the package as RevMan's description has it: byte order mark, CRLF, a header."""
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def references(data: bytes) -> list[dict[str, list[str]]]:
    """The records of a RIS file by tag."""
    found: list[dict[str, list[str]]] = []
    for line in data.decode().split("\r\n"):
        if line.startswith("TY  - "):
            found.append({})
        if line:
            found[-1].setdefault(line[:2], []).append(line[6:])
    return found


def test_judgements_are_folded_into_three_words_and_the_support_keeps_ours() -> None:
    """Each of our levels, in RevMan's words, with the reason of the override behind our word."""
    levels = {"D1": "low", "D2": "moderate", "D3": "serious", "D4": "critical", "D5": "no_information"}
    made = make_revman([appraised(work=ONO, levels=levels)], [ONO])
    (row,) = read(made.files["-risk-of-bias.csv"])
    found = {
        title: (row[f"Domain (judgement): {title}"], row[f"Domain (support): {title}"])
        for title in ("Confounding", "Score and matching", "Time zero and selection", "Missing data")
    }
    assert {
        "Confounding": ("Low risk", "Low, overridden: a reason for D1"),
        "Score and matching": ("Unclear risk", "Moderate, overridden: a reason for D2"),
        "Time zero and selection": ("High risk", "Serious, overridden: a reason for D3"),
        "Missing data": ("Unclear risk", "No information, overridden: a reason for D5"),
    } == found
    assert "Moderate became Unclear risk (1 times)" in made.lost
    assert "Serious became High risk (1 times); the support text begins with our word" in made.lost


def test_a_result_is_an_outcome_group_of_its_own() -> None:
    """One row a study; the columns of a named result carry its name."""
    made = make_revman([appraised(work=ONO), appraised(work=ONO, result="death")], [ONO])
    (row,) = read(made.files["-risk-of-bias.csv"])
    assert (
        "Low risk" == row["Domain (judgement): Confounding"] == row["Domain (judgement): Confounding: death"]
    )


def test_scales_are_never_mixed() -> None:
    """Each checklist has a file of its own; its name says which."""
    made = make_revman([appraised(work=ONO), appraised("case-series", work=ONO)], [ONO])
    assert {
        "-psm-cohort-risk-of-bias.csv",
        "-case-series-risk-of-bias.csv",
        "-study-information.csv",
        ".ris",
    } == set(made.files)


def test_study_information_has_the_columns_of_the_package() -> None:
    """What we know, and an empty cell for the words that are not public."""
    (row,) = read(make_revman([appraised(work=ONO)], [ONO]).files["-study-information.csv"])
    assert {
        "Study": "Ono 2020",
        "Year": "2020",
        "Data source": "",
        "Char: Methods": "case report",
        "Char: Participants": "n = 34; lung",
        "Char: Interventions": "drug; comparison: none",
        "Char: Outcomes": "",
        "Char: Notes": "DOI 10.1/x; registration NCT1; key ono2020",
    } == row


def test_the_reference_carries_the_name_of_the_study() -> None:
    """NS is how RevMan joins the files."""
    (found,) = references(make_revman([appraised(work=ONO)], [ONO]).files[".ris"])
    assert (["Ono 2020"], ["Ono, H", "Ito, K"], ["A title"], ["2020"], ["10.1/x"]) == tuple(
        found[tag] for tag in ("NS", "AU", "TI", "PY", "DO")
    )


@given(any_text, any_text, any_text)
def test_hostile_text_comes_back_and_the_three_files_agree_on_the_study(
    title: str, author: str, treatment: str
) -> None:
    """Everything on one line, the name alike in all files."""
    work = Work("k", Bibliography(title=title, authors=(author,), year=2020), facts={"treatment": treatment})
    made = make_revman([appraised(work=work)], [work])
    (judged,), (facts,) = (read(made.files[name]) for name in ("-risk-of-bias.csv", "-study-information.csv"))
    (reference,) = references(made.files[".ris"])
    assert facts["Study"] == judged["Study"]
    assert [restore(facts["Study"])] == reference["NS"]
    assert one_line(treatment) == restore(facts["Char: Interventions"])
    assert [one_line(title)] == reference.get("TI", [one_line(title)])


@pytest.mark.parametrize("checklist", ["amstar-2", "inspect-sr", "nos-cohort", "jbi-case-series", "minors"])
def test_confidence_stars_points_and_decisions_are_no_risk_of_bias(checklist: str) -> None:
    """High confidence is no high risk: alone they are refused, beside others they are named and left out."""
    with pytest.raises(
        UsageError, match=f"RevMan takes risk of bias, and {checklist} has none: .*; use --as"
    ):
        make_revman([appraised(checklist, work=ONO)], [ONO])
    made = make_revman([appraised(checklist, work=ONO), appraised("rob-2", work=ONO)], [ONO])
    assert ["-risk-of-bias.csv"] == [name for name in made.files if "risk" in name]
    assert made.lost[0].startswith(f"appraisals with {checklist}: RevMan takes risk of bias")


def test_only_the_axis_of_bias_goes_into_the_package() -> None:
    """Applicability has no column, and that is said."""
    made = make_revman([appraised("quadas-3", work=ONO)], [ONO])
    (row,) = read(made.files["-risk-of-bias.csv"])
    assert [] == [name for name in row if "pplicability" in name]
    assert "the judgements of applicability" in made.lost
