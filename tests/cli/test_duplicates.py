"""Studies that look alike are listed, merged, split and told apart by command."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

RECORDS = """\
TY  - JOUR
TI  - Oat baths in one patient with stiff wrists: a case report
AU  - Ono A
PY  - 2024
DO  - 10.5555/oat.1
ER  -
TY  - JOUR
TI  - Oat baths in one patient with stiff wrist: case report
AU  - Ono, Akira
PY  - 2025
JO  - Wrists
ER  -
TY  - JOUR
TI  - Something else entirely in knees
AU  - Marsh T
PY  - 2024
DO  - 10.5555/oat.1
ER  -
"""


@pytest.fixture
def as_bea(ran: Run) -> Run:
    """The example review with three more records, with bea at work."""
    assert 0 == ran("demo", "review.db").code

    def work(*words: str, reviewer: str = "bea"):
        return ran("--db", "review.db", "--reviewer", reviewer, *words)

    Path("records.ris").write_text(RECORDS, encoding="utf-8")
    assert 0 == work("add", "records.ris").code
    return work


def _pairs(run: Run) -> list[tuple[str, str, str]]:
    rows = run("duplicates", "--format", "json").json
    return [(row["study"], row["other"], row["sureness"]) for row in rows]


def test_pairs_are_listed_with_what_they_share_and_where_they_differ(as_bea: Run) -> None:
    """The surest first; an identifier on different works is named as that."""
    assert [("ono2024", "ono2025", "possible"), ("marsh2024", "ono2024", "different works")] == _pairs(as_bea)
    first, second = as_bea("duplicates", "--format", "json").json
    assert (["nearly the same title"], ["doi"]) == (first["shared"], second["shared"])
    assert {"field": "year", "study": 2024, "other": 2025} in first["differing"]
    text = as_bea("duplicates").out
    assert "year 2024 / 2025" in text
    assert "only ono2024: DOI; only ono2025: journal" in text


def test_a_merged_study_leaves_every_list_and_its_key_finds_the_other(as_bea: Run) -> None:
    """Split, everything is as it was."""
    listed = as_bea("studies", "--format", "json").out
    tried = as_bea("duplicates", "merge", "ono2024", "ono2025", "--dry-run")
    assert 0 == tried.code
    assert "nothing was changed" in tried.err
    done = as_bea("duplicates", "merge", "ono2024", "ono2025", "--reason", "same patient")
    assert 0 == done.code
    assert "takes over: journal" in done.err
    keys = [row["key"] for row in as_bea("studies", "--format", "json").json]
    assert "ono2024" in keys
    assert "ono2025" not in keys
    shown = as_bea("show", "ono2025", "--format", "json").json
    assert ("ono2024", ["ono2025"], "Wrists") == (shown["key"], shown["merged"], shown["journal"])
    assert [("marsh2024", "ono2024", "different works")] == _pairs(as_bea)
    (row,) = as_bea("table", "excluded", "--format", "json").json
    assert ("ono2025", "ono2024", "same patient", "bea") == (
        row["study"],
        row["merged_into"],
        row["reason"],
        row["by"],
    )
    actions = [(row["action"], row["study"]) for row in as_bea("history", "ono2024", "--format", "json").json]
    assert ("study.merge", "ono2025") in actions
    assert ("study.add", "ono2025") in actions
    assert "already" in as_bea("add", "records.ris").err + as_bea("add", "records.ris").out
    assert 0 == as_bea("duplicates", "split", "ono2025", "--reason", "another patient").code
    assert listed == as_bea("studies", "--format", "json").out
    assert [] == as_bea("table", "excluded", "--format", "json").json


def test_a_study_that_is_merged_is_known_when_its_record_comes_again(as_bea: Run) -> None:
    """A reference file or a document of it adds no new study."""
    assert 0 == as_bea("duplicates", "merge", "ono2025", "ono2024", "--reason", "same patient").code
    before = as_bea("studies", "--format", "json").out
    assert 0 == as_bea("add", "records.ris").code
    assert before == as_bea("studies", "--format", "json").out


def test_distinct_is_remembered_listed_on_request_and_taken_back(as_bea: Run) -> None:
    """Also where one of the two is merged into a third study meanwhile."""
    assert 0 == as_bea("duplicates", "distinct", "ono2025", "ono2024", "--reason", "two patients").code
    assert [("marsh2024", "ono2024", "different works")] == _pairs(as_bea)
    (row,) = as_bea("duplicates", "--decided", "--format", "json").json
    assert ("distinct", "two patients", "bea") == (row["decision"], row["reason"], row["by"])
    refused = as_bea("duplicates", "merge", "ono2024", "ono2025", "--reason", "x")
    assert 4 == refused.code
    assert "bea marked" in refused.err
    assert "--undo" in refused.err
    assert 0 == as_bea("duplicates", "merge", "marsh2024", "ono2025", "--reason", "x").code
    assert 4 == as_bea("duplicates", "merge", "marsh2024", "ono2024", "--reason", "x").code
    assert 0 == as_bea("duplicates", "split", "marsh2024", "--reason", "x").code
    assert (
        0
        == as_bea("duplicates", "distinct", "ono2024", "ono2025", "--undo", "--reason", "one after all").code
    )
    assert ("ono2024", "ono2025", "possible") in _pairs(as_bea)


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("merge", "ono2024", "ono2024", "--reason", "x"), 4, "cannot be merged with itself"),
        (("merge", "ono2024", "nobody", "--reason", "x"), 3, "no study 'nobody'"),
        (("merge", "ono2024", "ono2025", "--reason", " "), 2, "needs a reason"),
        (("merge", "ono2024", "ono2025"), 2, "--reason is missing"),
        (("merge", "ono2024", "sugino2023", "--reason", "x"), 4, "is excluded (a letter)"),
        (("merge", "ono2024", "harada2024", "--reason", "x"), 4, "is merged into exacerbation already"),
        (("split", "ono2024", "--reason", "x"), 4, "nothing to split"),
        (("distinct", "harada2024", "exacerbation", "--reason", "x"), 4, "are merged: split them first"),
        (("distinct", "ono2024", "ono2025", "--undo", "--reason", "x"), 3, "nothing to take back"),
        (("distinct", "ono2024", "ono2024", "--reason", "x"), 2, "two studies"),
    ],
)
def test_what_cannot_be_is_told_in_one_line(
    as_bea: Run, words: tuple[str, ...], code: int, told: str
) -> None:
    """Nothing changes then."""
    assert 0 == as_bea("exclude", "sugino2023", "--reason", "a letter").code
    assert 0 == as_bea("duplicates", "merge", "exacerbation", "harada2024", "--reason", "one series").code
    before = as_bea("history", "--format", "json").out
    done = as_bea("duplicates", *words)
    assert (code, True, 1) == (done.code, told in done.err, len(done.err.splitlines()))
    assert before == as_bea("history", "--format", "json").out


def test_two_records_stand_beside_each_other_with_marks(as_bea: Run) -> None:
    """Any two studies, also such as are merged; of appraisals it says only who is done."""
    assert 0 == as_bea("duplicates", "merge", "ono2024", "ono2025", "--reason", "same patient").code
    assert 0 == as_bea("answer", "ono2024", "1.1", "Y", reviewer="ana").code
    done = as_bea("duplicates", "show", "ono2024", "ono2025", "--format", "json").json
    told = {row["field"]: (row["first"], row["mark"], row["second"]) for row in done}
    assert ("2024", "differ", "2025") == told["year"]
    assert ("10.5555/oat.1", "first", "") == told["doi"]
    assert ("Wrists", "same", "Wrists") == told["journal"]
    assert "appraisals" not in told
    assert "≠" in as_bea("duplicates", "show", "ono2024", "marsh2024").out
    assert 3 == as_bea("duplicates", "show", "ono2024", "nobody").code
