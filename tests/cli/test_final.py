"""`--final`: nothing that is open is published as settled."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import openpyxl
import pytest

from tests.cli.conftest import Run

DOMAINS = ("risk of bias", "inconsistency", "indirectness", "imprecision", "publication bias")


@pytest.fixture
def on_appraised(ran: Run, appraised: str, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs on the example review, as anna, who has appraised all five studies."""
    monkeypatch.setenv("WORKBENCH_DB", appraised)
    monkeypatch.setenv("WORKBENCH_REVIEWER", "anna")
    return ran


def rate_everything(ran: Run) -> None:
    """Rate each domain that lowers certainty, of every body."""
    for row in ran("certainty", "--format", "json").json:
        place = ("certainty", f"{row['outcome']} {row['time_point']}".strip())
        for domain in DOMAINS:
            made = ran(*place, domain, "0", "--body", row["body_key"], "--reason", "looked at")
            assert 0 == made.code, made.err


def test_what_is_open_is_listed_and_nothing_is_written(on_appraised: Run) -> None:
    """The exit code is that of a conflict; every open point has a line."""
    refused = on_appraised("table", "evidence-profile", "--final")
    assert (4, "") == (refused.code, refused.out)
    lines = [line for line in refused.err.splitlines() if line.startswith("open: ")]
    assert any("risk of bias: suggested" in line for line in lines)
    assert any("stale: rated on" in line for line in lines)
    assert f"not final: {len(lines)} points are open" in refused.err
    assert 4 == on_appraised("report", "--final", "-o", "report.html").code
    assert not Path("report.html").exists()


def test_what_is_settled_is_written(on_appraised: Run) -> None:
    """One person appraises, and has rated everything."""
    rate_everything(on_appraised)
    made = on_appraised("table", "findings", "--final")
    assert (0, True) == (made.code, "Summary of findings" in made.out)
    assert 0 == on_appraised("report", "--final", "-o", "report.html").code
    assert Path("report.html").exists()


@pytest.mark.parametrize("suffix", ["docx", "html"])
def test_a_final_report_has_the_words_of_a_manuscript(on_appraised: Run, suffix: str) -> None:
    """No command, no hash, no id of a checklist, nor who may see it; the titles of checklists stand there."""
    rate_everything(on_appraised)
    assert 0 == on_appraised("report", "--final", "-o", f"report.{suffix}").code
    if suffix == "docx":
        document = docx.Document("report.docx")
        text = "\n".join(element.text or "" for element in document.element.body.iter() if element.text)
    else:
        page = Path("report.html").read_text("utf-8").partition("<body>")[2]
        text = re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", "", page, flags=re.DOTALL)
    checklists = ("case-series 0", "(case-series", "single-arm-covid 0", "Checklist: psm-cohort")
    internal = ("`", "may see it", "SHA-256", "sha256", "struck", *checklists)
    assert [] == [word for word in internal if word in text]
    assert "the checklist “Case series” (version " in text


def test_a_final_table_has_the_titles_of_checklists_for_people(on_appraised: Run) -> None:
    """Programs keep the id."""
    rate_everything(on_appraised)
    for fmt in ("text", "markdown", "html", "latex"):
        told = on_appraised("table", "traffic-light", "--final", "--format", fmt).out
        assert (True, False) == ("Single case report" in told, "case-report" in told)
    assert "case-report" in on_appraised("table", "traffic-light", "--final", "--format", "csv").out


def test_a_final_page_names_people_by_role(on_appraised: Run) -> None:
    """In its facts, tables, appraisals and history, and in the links between them; a draft has handles."""
    rate_everything(on_appraised)
    assert 0 == on_appraised("report", "--final", "-o", "final.html").code
    page = Path("final.html").read_text("utf-8").partition("<body>")[2]
    assert [] == re.findall(r".{40}\banna\b.{20}", page)
    assert (True, True) == ("5 appraisals by reviewer 1<" in page, "/reviewer%201" in page)
    assert 0 == on_appraised("report", "-o", "draft.html").code
    assert "5 appraisals by anna" in Path("draft.html").read_text("utf-8")


def test_a_final_traffic_light_has_no_words_of_the_work(on_appraised: Run) -> None:
    """No column that says submitted or overridden in each row, nor what nothing is; CSV has all columns."""
    rate_everything(on_appraised)
    for fmt in ("text", "markdown", "html", "latex"):
        for name in ("traffic-light", "appraisal"):
            told = on_appraised("table", name, "--final", "--format", fmt).out
            said = [word for word in ("ubmitted", "verridden", "Not judged yet", "every row") if word in told]
            assert [] == said, (name, fmt)
    header = on_appraised("table", "appraisal", "--final", "--format", "csv").out.splitlines()[0]
    assert {"state", "overridden"} <= set(header.split(","))


def test_a_final_evidence_profile_says_nothing_to_the_team(on_appraised: Run) -> None:
    """Neither what was suggested, nor by which sum; a reason that was taken over names studies by labels."""
    rate_everything(on_appraised)
    (body,) = on_appraised("certainty", "survival 90 days", "--body", "cohort-high", "--format", "json").json
    because = next(line["because"] for line in body["ratings"] if line["domain"] == "RiskOfBias")
    assert "yamakawa2025: low (0). By participants: 100 % at 0; suggests 0." in because
    place = ("certainty", "survival 90 days", "--body", "cohort-high")
    assert 0 == on_appraised(*place, "risk-of-bias", "--reason", because, "--", "-1").code
    assert 0 == on_appraised(*place, "imprecision", "--reason", "Few people.", "--", "-1").code
    told = on_appraised("table", "evidence-profile", "--final", "--label", "author-year").out
    assert "Yamakawa 2025: low. All participants by what their study calls for: 100 % not rated down." in told
    assert "starts high, 2 levels down: low" in told
    assert [] == [word for word in ("suggest", "floor", "yamakawa2025") if word in told]
    draft = on_appraised("table", "evidence-profile", "--label", "author-year").out
    assert "Yamakawa 2025: low (0). By participants: 100 % at 0; suggests 0." in draft


def test_a_final_workbook_tells_of_ratings_and_not_of_the_work_on_them(on_appraised: Run) -> None:
    """Sheets are called by the whole titles of checklists, as far as Excel takes them."""
    rate_everything(on_appraised)
    assert 0 == on_appraised("report", "--final", "-o", "report.xlsx").code
    assert 0 == on_appraised("report", "-o", "draft.xlsx").code
    final, draft = (openpyxl.load_workbook(f"{name}.xlsx") for name in ("report", "draft"))
    headers = {cell.value for cell in final["evidence-profile"][1]}
    assert {"Risk of bias: rating", "Risk of bias: reason"} <= headers
    working = [
        f"Risk of bias: {word}" for word in ("stale", "state", "suggested", "rated by", "confirmed by")
    ]
    assert set() == headers & set(working)
    assert set(working[:3]) <= {cell.value for cell in draft["evidence-profile"][1]}
    assert {"traffic-light Single case repor", "traffic-light Case series"} <= set(final.sheetnames)
    assert {"traffic-light case-series", "traffic-light case-report"} <= set(draft.sheetnames)


def test_the_history_of_a_final_workbook_is_in_words(on_appraised: Run) -> None:
    """Neither names of the program nor what tells rows of the database apart."""
    rate_everything(on_appraised)
    assert 0 == on_appraised("report", "--final", "-o", "a.xlsx").code
    book = openpyxl.load_workbook("a.xlsx", read_only=True)
    told = [str(row[4]) for row in book["history of changes"].iter_rows(values_only=True)]
    book.close()
    assert any(text.startswith("Appraisal begun: – → checklist case-report") for text in told)
    assert not [text for text in told if re.match(r"[a-z]+(?:\.[a-z]+)?[ :]", text)]
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}|\b\w+_\w+ ", "\n".join(told))


def test_what_a_reference_lacks_is_told(on_appraised: Run) -> None:
    """Such a study has its key where others have author and year; only a final report says so."""
    rate_everything(on_appraised)
    told = on_appraised("report", "--final", "-o", "report.docx").err
    assert "References are incomplete: baricitinib has no authors and no year; exacerbation has" in told
    assert "References are incomplete" not in on_appraised("report", "-o", "report.docx").err


def test_abbreviations_that_nothing_writes_out_are_named_until_the_protocol_lists_them(
    on_appraised: Run,
) -> None:
    """Listing them is no change of method: neither the methods nor the printed protocol tell of it."""
    rate_everything(on_appraised)
    methods = on_appraised("methods").out
    told = on_appraised("report", "--final", "-o", "a.html").err
    assert re.search(r"Abbreviations that nothing writes out: .*\bEJ, .*MDA5", told)
    assert "COVID-19" not in told
    refused = on_appraised("protocol", "set", "abbreviations", "EJ")
    assert (2, True) == (refused.code, "no words behind its abbreviation" in refused.err)
    assert (
        0 == on_appraised("protocol", "set", "abbreviations", "EJ, a synthetase; MDA5: a gene product").code
    )
    assert methods == on_appraised("methods").out
    told = on_appraised("report", "--final", "-o", "a.html").err
    assert not re.search(r"\b(?:EJ|MDA5)\b", told)
    page = Path("a.html").read_text(encoding="utf-8")
    assert "EJ, a synthetase" in page
    assert 1 == page.count("EJ, a synthetase; MDA5: a gene")  # the history of changes


@pytest.mark.parametrize("name", ["protocol", "characteristics", "excluded"])
def test_a_table_that_rests_on_no_judgement_is_always_final(on_appraised: Run, name: str) -> None:
    """Nobody rates anything there."""
    assert 0 == on_appraised("table", name, "--final").code


def test_methods_and_rows_for_programs_have_the_labels_that_were_asked_for(on_appraised: Run) -> None:
    """The sentences name studies so; rows keep the key, and have the label behind their columns."""
    told = on_appraised("methods", "--label", "author-year").out
    assert (True, False) == ("Harada 2024" in told, "harada2024" in told)
    rows = on_appraised("table", "traffic-light", "--format", "csv", "--label", "author-year").out
    header, *lines = rows.splitlines()
    assert ("study", "study_label") == (header.split(",")[0], header.split(",")[-1])
    assert any(line.startswith("harada2024,") and line.endswith(",Harada 2024") for line in lines)
    assert "study_label" not in on_appraised("table", "traffic-light", "--format", "csv").out


def test_numbers_are_numbers_for_programs(on_appraised: Run) -> None:
    """In CSV too, with the footnotes as a column."""
    header = on_appraised("table", "findings", "--format", "csv").out.splitlines()[0]
    assert {"effect_estimate", "risk_without_per_1000", "notes", "body_key"} <= set(header.split(","))
    row = on_appraised("table", "findings", "--format", "json").json[0]
    assert (529, 1.56, 34) == (
        round(row["risk_without_per_1000"]),
        round(row["effect_estimate"], 2),
        row["people"],
    )
    assert "Downgraded two levels for imprecision:" in row["notes"]


def test_what_another_submitted_is_called_hidden_and_not_missing(
    on_appraised: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That somebody has submitted may be known; what it says stays hidden."""
    monkeypatch.setenv("WORKBENCH_REVIEWER", "bea")
    told = on_appraised("--new-reviewer", "table", "appraisal", "--final").err
    assert "harada2024: what others submitted is hidden until you have submitted too" in told
    assert "no appraisal is submitted" not in told
