"""Own fixtures of the five shapes that documents have, and what must come out of each."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.intake import IntakeError, StudyText, read_document, suggest_design

FIXTURES = Path(__file__).parent / "fixtures"


def read(name: str) -> StudyText:
    """One of the fixtures, as it is read."""
    return read_document((FIXTURES / name).read_bytes(), name)


def test_json_line_gives_every_field_of_its_record() -> None:
    """A JSON line gives title, authors, year, journal and DOI as printed; other DOIs in it do not count."""
    study = read("json_line.txt")
    assert study.bibliography.title == "Warm sand for stiff shoulder [/bold]: matched by propensity score."
    assert study.bibliography.authors == ("Ada Børresen", "Li Wei", "Grace van der Hop")
    assert (study.bibliography.year, study.bibliography.journal) == (2021, "Journal of Imaginary Joints")
    assert (study.bibliography.doi, study.bibliography.pmid, study.bibliography.registration) == (
        "10.5555/sand.2021.7",
        "",
        "",
    )
    assert (study.form, study.kind) == ("json line", "abstract")


def test_json_line_keeps_one_clean_copy_of_an_abstract_printed_twice() -> None:
    """Of the HTML copy and the plain copy one remains, without tags, a paragraph for each part."""
    study = read("json_line.txt")
    parts = study.bibliography.abstract.split("\n\n")
    assert [part.split(":")[0] for part in parts] == ["Background", "Methods", "Results", "Conclusions"]
    assert parts[0] == "Background: Stiff shoulder after casts is common (p<0.05 in surveys)."
    assert "warm sand (n = 40)" in parts[1]
    assert "CO2 level" in parts[1]
    assert any("printed twice" in note for note in study.notes)


def test_summary_above_the_abstract_is_set_apart_and_said() -> None:
    """Fields, abstract and design come from the original abstract; the summary is only noted."""
    study = read("summary_above.txt")
    assert (
        study.bibliography.title,
        study.bibliography.authors,
        study.bibliography.year,
        study.bibliography.journal,
        study.bibliography.doi,
        study.bibliography.registration,
    ) == ("", (), None, "", "", "")
    assert study.bibliography.abstract.startswith("Itch after moulting has no agreed treatment")
    assert "dogs" not in study.bibliography.abstract
    assert any("summary by others" in note for note in study.notes)
    assert "Not found in the text: title, authors, year, journal, DOI." in study.notes
    assert suggest_design(study).design == "case_series"


def test_label_of_a_study_without_title_is_marked() -> None:
    """Where no title is printed, the label is the abstract's first words and says so."""
    expected = "(no title printed) Itch after moulting has no agreed treatment, and little …"
    assert expected == read("summary_above.txt").label


def test_pubmed_page_with_banner_and_references() -> None:
    """Title, citation line and DOI come from the page's head, never from its banner or reference list."""
    study = read("pubmed_page.txt")
    assert (
        study.bibliography.title
        == "Cello elbow in young players: a case series and literature review of splints"
    )
    assert (study.bibliography.authors, study.bibliography.year, study.bibliography.journal) == (
        ("Rosa Imagina",),
        2018,
        "Invent Med J",
    )
    assert (
        study.bibliography.doi,
        study.bibliography.pmid,
        study.bibliography.pmcid,
        study.bibliography.registration,
    ) == ("10.5555/cello.018-1", "", "", "")
    assert study.publication_types == ("Review",)
    assert study.bibliography.abstract.startswith("Cello elbow spoils")
    assert study.bibliography.abstract.endswith("(NCT11111111).")
    assert any("Only the first author is printed" in note for note in study.notes)


def test_pubmed_page_with_run_in_labels_and_other_papers() -> None:
    """Ids and registration are the study's; labels are split off; other papers' numbers are ignored."""
    study = read("pubmed_similar.txt")
    assert study.bibliography.title == "Seaweed wraps calm the skin of adults with severe COVID-19"
    assert (study.bibliography.pmid, study.bibliography.pmcid, study.bibliography.doi) == (
        "31415926",
        "PMC2718281",
        "10.5555/SEA.99",
    )
    assert study.bibliography.registration == "NCT01020304"
    assert (study.bibliography.authors, study.bibliography.year, study.bibliography.journal) == ((), None, "")
    labels = ["BACKGROUND", "METHODS", "RESULTS", "CONCLUSION", "TRIAL REGISTRATION", "FUNDING"]
    assert labels == [part.split(":")[0] for part in study.bibliography.abstract.split("\n\n")]


def test_pubmed_page_design_comes_from_the_study_and_not_from_similar_articles() -> None:
    """Randomised trials, reviews and cohorts among the similar articles do not sway the suggestion."""
    suggestion = suggest_design(read("pubmed_similar.txt"))
    assert (suggestion.design, suggestion.checklist) == ("single_arm_before_after", "single-arm-covid")


def test_markdown_full_text() -> None:
    """A DOI that stands only in "How to cite" is the article's; those of references and body are not."""
    study = read("markdown.md")
    assert study.bibliography.title == "Successful oat baths for stubborn moulting itch"
    assert study.bibliography.authors == ("Nils Pretend", "Mia O'Fiction", "José Invento")
    assert (study.bibliography.year, study.bibliography.journal) == (2016, "Journal of Itch Reports")
    assert (study.bibliography.doi, study.bibliography.registration) == ("10.5555/itch.77", "")
    assert (study.form, study.kind) == ("markdown", "full_text")
    assert suggest_design(study).design == "case_report"


def test_markdown_abstract_is_clean() -> None:
    """Soft hyphens, no-break spaces, entities and tags are resolved in the abstract."""
    assert "CO2 retention and P < 0.05 of his sleep" in read("markdown.md").bibliography.abstract


@pytest.mark.parametrize("name", sorted(path.name for path in FIXTURES.iterdir()))
def test_line_ends_and_encodings_do_not_change_what_is_read(name: str) -> None:
    """CRLF, a byte order mark and UTF-16 give the same fields and the same text as plain UTF-8."""
    data = (FIXTURES / name).read_bytes()
    text = data.decode("utf-8")
    expected = read(name)
    for variant in (
        text.replace("\n", "\r\n").encode(),
        text.encode("utf-8-sig"),
        text.encode("utf-16"),
        text.replace("\n", "\r\n").encode("utf-16"),
    ):
        actual = read_document(variant, name)
        assert expected.text == actual.text
        assert (expected.bibliography.title, expected.bibliography.doi, expected.bibliography.abstract) == (
            actual.bibliography.title,
            actual.bibliography.doi,
            actual.bibliography.abstract,
        )
        assert sha256(variant).hexdigest() == actual.sha256


@pytest.mark.parametrize("name", sorted(path.name for path in FIXTURES.iterdir()))
def test_sections_cover_the_text_without_gap_or_overlap(name: str) -> None:
    """Every character of the document belongs to exactly one section."""
    study = read(name)
    assert study.text == "".join(study.text[section.start : section.end] for section in study.sections)


@given(st.binary(max_size=400))
def test_any_bytes_give_a_record_or_one_line(data: bytes) -> None:
    """Whatever the bytes, the outcome is a record or an IntakeError whose message is one line."""
    message = "one line"
    try:
        suggest_design(read_document(data, "any"))
    except IntakeError as error:
        message = str(error)
    assert "\n" not in message


_PIECES = st.sampled_from(
    [
        "# ",
        "## Abstract\n",
        "{",
        '{"title": ',
        '"',
        "}",
        "[",
        "\n",
        "Abstract\n",
        "- PMID: 1\n",
        "References\n",
        "View Original Abstract ↓\n",
        "doi: 10.1/",
        "10.1234/x",
        "PMID: ",
        "NCT01234567",
        "et al. J. 2020",
        "|",
        "\x1b[31m",
        "[/bold]",
        "\u202e",
        "\xad",
        "BACKGROUND",
        "How to cite: ",
        "© 2020",
        "*",
        "case series",
    ]
)


@given(st.lists(st.one_of(_PIECES, st.text(max_size=12)), min_size=1, max_size=30).map("".join))
def test_any_text_gives_a_record_or_one_line(text: str) -> None:
    """Text made of the marks that readers look for never raises anything but IntakeError."""
    try:
        study = read_document(text.encode("utf-8", "replace"), text)
    except IntakeError:
        return
    suggestion = suggest_design(study)
    assert all(len(reason) < 400 for reason in suggestion.reasons)
    assert study.text == "".join(study.text[section.start : section.end] for section in study.sections)


@pytest.mark.parametrize(
    "hostile", ["\x1b[2J\x1b[31m", "[/bold] [red]", "<script>x()</script>", "\u202eevil", "日本語 العربية"]
)
def test_hostile_fields_come_out_as_they_are_printed(hostile: str) -> None:
    """Markup, ANSI, bidi and CJK in a record's fields are kept for the screens to show; nothing is run."""
    data = (
        '{"title": %s, "authors": [%s], "journal": %s}'
        % ((json.dumps(hostile + " title"),) + (json.dumps(hostile),) * 2)
    ).encode()
    study = read_document(data, hostile)
    assert (f"{hostile} title", (hostile,), hostile) == (
        study.bibliography.title,
        study.bibliography.authors,
        study.bibliography.journal,
    )


def test_unstorable_characters_are_replaced_in_fields() -> None:
    """A NUL or a lone surrogate that JSON smuggles in becomes a replacement character."""
    study = read_document(b'{"title": "a\\u0000b \\ud800 c"}', "x")
    assert study.bibliography.title == "a\ufffdb \ufffd c"
