"""Making reviews and getting studies into them."""

from __future__ import annotations

from pathlib import Path

import pytest

from checklists import load_checklist
from tests.cli.conftest import CASE, Run
from workbench.output import FORMATS
from workbench.review.checklists import known_checklists

SHAPE = [
    *("key", "title", "authors", "year", "journal", "doi", "pmid", "pmcid", "registration"),
    *("design", "design_reasons", "checklist", "documents", "appraisals"),
]


def test_init_makes_a_review_once(ran: Run) -> None:
    """A second time it is a conflict, and the review stays as it was."""
    assert 0 == ran("init", "lungs.db", "--title", "Lungs").code
    before = Path("lungs.db").read_bytes()
    again = ran("init", "lungs.db", "--title", "Other")
    assert (4, 1) == (again.code, again.err.count("\n"))
    assert before == Path("lungs.db").read_bytes()


def test_an_empty_review_says_what_to_do(ran: Run) -> None:
    """On stderr: an empty list is data too."""
    ran("init", "--title", "T")
    found = ran("studies", "--format", "json")
    assert (0, []) == (found.code, found.json)
    assert "workbench add" in found.err


def test_add_reports_a_line_per_path_and_keeps_what_works(ran: Run) -> None:
    """One failed path does not keep the others out; the exit code says that not all went well."""
    ran("init", "--title", "T")
    Path("case.txt").write_text(CASE, encoding="utf-8")
    found = ran("--reviewer", "ana", "add", "missing.txt", "case.txt")
    assert 1 == found.code
    assert ["failed: missing.txt", "added: case.txt"] == [
        ": ".join(line.split(": ")[:2]) for line in found.out.splitlines()
    ]
    assert "because" in found.err
    assert ["ono"] == [study["key"] for study in ran("studies", "--format", "json").json]


def test_adding_again_changes_nothing_and_is_no_failure(as_ana: Run) -> None:
    """A duplicate is reported as such."""
    found = as_ana("add", "case.txt", "--format", "json")
    assert (0, ["duplicate"]) == (found.code, [report["status"] for report in found.json])
    assert 1 == len(as_ana("studies", "--format", "json").json)


def test_a_folder_stands_for_its_files(ran: Run) -> None:
    """Those directly in it."""
    ran("init", "--title", "T")
    Path("texts").mkdir()
    Path("texts/case.txt").write_text(CASE, encoding="utf-8")
    found = ran("--reviewer", "ana", "add", "texts", "--format", "json")
    assert (0, [str(Path("texts/case.txt"))]) == (found.code, [report["path"] for report in found.json])


def test_studies_as_json_have_the_shape_that_is_relied_upon(as_ana: Run) -> None:
    """Every key of the contract in its order, and one study shown is the same object, with its comments."""
    listed = as_ana("studies", "--format", "json").json
    assert SHAPE == [name for name in listed[0] if name in SHAPE]
    assert "case-report" == listed[0]["checklist"]
    assert listed[0] | {"comments": [], "to_decide": []} == as_ana("show", "on", "--format", "json").json


def test_studies_as_csv_have_the_columns_that_are_relied_upon(as_ana: Run) -> None:
    """Every column of the contract in its order; further ones may stand between them."""
    header, row = as_ana("studies", "--format", "csv").out.splitlines()
    assert SHAPE == [name for name in header.split(",") if name in SHAPE]
    assert "case-report" in row


@pytest.mark.parametrize(
    "verb", [["studies"], ["show", "ono"], ["history"], ["doctor"], ["checklists"], ["updates"]]
)
def test_verbs_that_print_rows_take_every_format(as_ana: Run, verb: list[str]) -> None:
    """Each gives something, and nothing goes wrong."""
    for fmt in FORMATS:
        found = as_ana(*verb, "--format", fmt)
        assert (0, True) == (found.code, bool(found.out)), fmt


def test_an_unknown_study_is_not_found(as_ana: Run) -> None:
    """Exit code 3."""
    assert 3 == as_ana("show", "nobody").code


def test_assign_changes_the_checklist(as_ana: Run) -> None:
    """And says so; the design stays, and one for another design asks for a reason; "none" takes it away."""
    before = as_ana("show", "ono", "--format", "json").json["design"]
    refused = as_ana("assign", "ono", "case-series")
    assert (4, True) == (refused.code, "give a reason" in refused.err)
    assert 0 == as_ana("assign", "ono", "case-series", "--reason", "two patients").code
    after = as_ana("show", "ono", "--format", "json").json
    assert ("case-series", before) == (after["checklist"], after["design"])
    assert 0 == as_ana("assign", "ono", "none").code
    assert None is as_ana("show", "ono", "--format", "json").json["checklist"]
    found = as_ana("assign", "ono", "case-sries")
    assert 3 == found.code
    assert "case-series" in found.err


def test_assign_without_a_checklist_shows_those_that_fit(as_ana: Run) -> None:
    """The suggested one first; nothing is changed."""
    before = as_ana("show", "ono", "--format", "json").json
    offered = as_ana("assign", "ono", "--format", "json").json
    assert ("case-report", "suggested") == (offered[0]["checklist"], offered[0]["fit"])
    assert "case-report is suggested" in as_ana("assign", "ono").out
    assert before == as_ana("show", "ono", "--format", "json").json


def test_history_tells_who_did_what(as_ana: Run) -> None:
    """Oldest first, with the shape of each change."""
    as_ana("answer", "ono", "1.1", "Y")
    events = as_ana("history", "ono", "--format", "json").json
    assert ("ana", "answer", "1.1", "Y") == tuple(
        events[-1][name] for name in ("reviewer", "action", "target", "after")
    )


def test_doctor_looks_at_the_review(as_ana: Run) -> None:
    """All is well here."""
    found = as_ana("doctor", "--format", "json")
    assert 0 == found.code
    assert "review" in [check["name"] for check in found.json]


def test_doctor_fails_where_the_review_cannot_be_opened(ran: Run) -> None:
    """Something that is not a review stands in its place."""
    Path("review.db").write_text("not a database, but a text that is long enough to be looked at")
    assert 1 == ran("doctor").code


def test_assign_upgrades_an_appraisal_on_request(as_ana: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says what is kept and asked again; once more there is nothing to upgrade, in one line."""
    old = load_checklist(Path(__file__).parents[1] / "data" / "definitions-0.1.0" / "case-report.yaml")
    with monkeypatch.context() as before:
        before.setattr(known_checklists, "find_checklist", lambda _: old)
        as_ana("answer", "ono", "1.3", "Y")
        as_ana("answer", "ono", "2.1", "N")
    assert "0.1.0" == as_ana("judge", "ono", "--format", "json").json["checklist_version"]
    upgraded = as_ana("assign", "ono", "case-report", "--upgrade")
    told = "case-report 0.1.0 → 0.2.2: 1 answer is kept (1.3); 1 is asked again (2.1); 3 items are new"
    assert (0, True) == (upgraded.code, told in upgraded.err)
    assert "0.2.2" == as_ana("judge", "ono", "--format", "json").json["checklist_version"]
    events = as_ana("history", "ono", "--format", "json").json
    assert ["N"] == [event["before"] for event in events if event["target"] == "2.1" and not event["after"]]
    again = as_ana("assign", "ono", "--upgrade")
    assert (4, 1) == (again.code, again.err.count("\n"))
    assert "the newest version" in again.err
