"""Studies as a manuscript cites them: labels, a reference list with links, files for reference managers."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from docx import Document
from hypothesis import given, settings

from store.bibliography import Bibliography
from tests.intake.references.test_round_trip import REFERENCES
from workbench.author_names import inverted_name
from workbench.intake.references import Reference, read_references
from workbench.output.citations import doi_address, pmcid_address, pmid_address, reference_text
from workbench.output.figures.subjects import Bars, Forest, Panels, Subject
from workbench.output.office.word import write_word
from workbench.output.office.word_layout import WordLayout
from workbench.output.render import render
from workbench.output.table import cell_text
from workbench.review.publish.build_export import build_export
from workbench.review.publish.build_figure import build_figure
from workbench.review.publish.exports import ExportRequest
from workbench.review.publish.reference_export import changed_when_read, write_studies
from workbench.review.publish.report import report
from workbench.review.studies.edit_record import edit
from workbench.review.studies.study_labels import in_reference_order, study_labels
from workbench.review.tables.build import build_table

FORMS = ("ris", "bibtex", "csl-json")


def study(key: str, **record: Any) -> Any:
    """A study with this record."""
    return SimpleNamespace(key=key, bibliography=Bibliography(**record))


def test_labels_are_author_and_year_and_no_two_are_alike() -> None:
    """Studies of one author and year get letters; without an author the key stays."""
    ono = {"authors": ("Ono, Hideaki",), "year": 2020}
    studies = [study("b", **ono), study("a", **ono), study("mud", title="Mud")]
    assert {"a": "Ono 2020a", "b": "Ono 2020b", "mud": "mud"} == study_labels(studies, "author-year")
    numbered = {"mud": "mud [1]", "a": "Ono 2020a [2]", "b": "Ono 2020b [3]"}
    assert numbered == study_labels(studies, "number")
    assert {} == study_labels(studies, "key")


def test_labels_go_on_with_two_letters_after_the_alphabet() -> None:
    """The 27th study of an author and year gets aa; a label that another study has is passed over."""
    ono = {"authors": ("Ono, Hideaki",), "year": 2020}
    many = [study(f"s{number:02}", **ono) for number in range(29)]
    others = [study(key, title="Mud") for key in ("ONO 2020B", "Ono 2020ab")]
    labels = study_labels([*many, *others], "author-year")
    told = [labels[each.key] for each in many]
    assert told[:3] == ["Ono 2020a", "Ono 2020c", "Ono 2020d"]
    assert told[24:] == ["Ono 2020z", "Ono 2020aa", "Ono 2020ac", "Ono 2020ad", "Ono 2020ae"]
    listed = [label for _, label in in_reference_order(many)]
    assert ["Ono 2020a", "Ono 2020z", "Ono 2020aa"] == [listed[0], *listed[25:27]]


def test_a_group_is_cited_by_its_whole_name() -> None:
    """However its name is kept whole, and a person whose family is called Group is not."""
    names = (
        "RECOVERY Collaborative Group",
        "{WHO Solidarity Trial Consortium}",
        "Study Team,",
        "Group, Adam",
    )
    studies = [study(f"s{number}", authors=(name,), year=2021) for number, name in enumerate(names)]
    assert {
        "s0": "RECOVERY Collaborative Group 2021",
        "s1": "WHO Solidarity Trial Consortium 2021",
        "s2": "Study Team 2021",
        "s3": "Group 2021",
    } == study_labels(studies, "author-year")


@pytest.mark.parametrize("name", ["findings", "evidence-profile"])
def test_each_outcome_has_a_title_where_one_has_several_bodies(judged, name: str) -> None:
    """A row without one would read as part of the outcome above it; the row says design and studies."""
    (table, *_) = build_table(judged, name, label="author-year")
    titles = [group.title for group in table.groups]
    assert len(titles) > len(set(titles)) > 1
    assert any(titles.count(title) == 1 for title in titles)
    assert all(", " in group.name and group.title not in group.name for group in table.groups)


def test_rows_stand_in_the_order_of_the_labels(judged) -> None:
    """In tables, evidence and figures; with numbers they run 1, 2, 3, as the reference list does."""
    edit(judged, "baricitinib", {"authors": "Zeta, Adam", "year": "2020"})
    edit(judged, "yamakawa2025", {"authors": "Alpha, Zoe", "year": "2025"})
    listed = [cell_text(row[1]) for row in build_table(judged, "references", label="author-year")[0].rows]
    assert ("Alpha 2025", "Zeta 2020") == (listed[0], listed[-1])
    numbered = [f"{name} [{number}]" for number, name in enumerate(listed, start=1)]
    for label, expected in (("author-year", listed), ("number", numbered)):
        for name in ("characteristics", "boxes", "appraisal", "traffic-light"):
            tables = build_table(judged, name, label=label)
            column = [cell_text(row[0]) for table in tables for row in table.rows]
            for table in tables:
                shown = [cell_text(row[0]) for row in table.rows]
                assert sorted(shown, key=expected.index) == shown, (label, name)
            assert set(expected) <= set(column)
    (findings, *_) = build_table(judged, "findings", label="author-year")
    assert any("Alpha 2025 and Zeta 2020" in cell_text(row[0]) for row in findings.rows)
    keys = [study for study, *_ in build_table(judged, "characteristics")[0].rows]
    assert sorted(keys) == keys


def test_the_reference_list_has_the_letters_of_the_labels(judged) -> None:
    """Where studies are cited by author and year; the list of a review cited by keys has none."""
    for key in ("harada2024", "sugino2023"):
        edit(judged, key, {"authors": "Ono, Hideaki", "year": "2020"})
    by_year = render(build_table(judged, "references", label="author-year"), "markdown")
    assert "2020a." in by_year
    assert "2020b." in by_year
    assert "2020a" not in render(build_table(judged, "references"), "markdown").replace("Ono 2020a", "")


@pytest.mark.parametrize("name", ["influence", "evidence-profile", "findings", "appraisal", "summary"])
def test_sentences_and_notes_name_studies_and_levels_in_words(judged, name: str) -> None:
    """Neither the key of a study nor the id of a level stands in what people read."""
    text = render(build_table(judged, name, label="author-year"), "markdown")
    keys = ("yamakawa2025", "harada2024", "sugino2023", "some_concerns", "no_information")
    assert [] == [key for key in keys if key in text]


def test_the_methods_of_a_report_name_studies_as_its_tables_do(judged) -> None:
    """Those without a consensus are named by author and year, where the report names them so."""
    methods = text_of(report(judged, label="author-year"))
    assert "No consensus is submitted yet on" in methods
    assert [] == [key for key in ("yamakawa2025", "harada2024", "sugino2023") if key in methods]


def test_tables_and_figures_name_studies_as_asked(judged) -> None:
    """People read the label, a number behind author and year; programs keep the key."""
    keys = {row[0] for table in build_table(judged, "traffic-light") for row in table.rows}
    labelled = build_table(judged, "traffic-light", label="number")
    cells = [row[0] for table in labelled for row in table.rows]
    assert keys == {cell.value for cell in cells}
    assert all(re.fullmatch(r"[^\[]+ \[\d\]", cell.label) for cell in cells)
    names = {
        row[0].partition("]")[0] + "]"
        for figure in build_figure(judged, "traffic-light", label="number")
        for row in figure.rows
    }
    assert names == {cell.label for cell in cells}


def test_word_has_tables_and_figures_in_the_order_that_was_asked_for(judged) -> None:
    """A figure that was asked for before a table stands before it."""
    for only in (("forest", "findings", "certainty"), ("certainty", "findings", "forest")):
        asked = report(judged, only=only, with_drawings=True)
        document = Document(BytesIO(write_word(asked, WordLayout(is_excerpt=True))))
        captions = [each.text for each in document.paragraphs if each.style.name == "Caption"]
        words = {"forest": "Study estimates", "findings": "Summary of", "certainty": "Certainty of"}
        found = [name for caption in captions for name, word in words.items() if word in caption]
        assert list(only) == list(dict.fromkeys(found))


def test_a_manuscript_shows_each_thing_once_and_the_rest_as_supplement(judged) -> None:
    """One traffic light of all checklists and no table of it; no bars of one study, no empty forest."""
    whole = report(judged, with_drawings=True, label="author-year")
    main = [each for each in whole.drawings if each.part == "main"]
    assert isinstance(main[0].subject, Panels)
    assert main[0].subject.title == "Judgements of each study"
    lights = [each for each in whole.drawings if each.after == "traffic-light"]
    assert len(lights) == 1
    names = {table.name for table in whole.tables}
    assert not names & {"traffic-light", "summary"}
    assert {"evidence-profile", "agreement", "agreement-overall"} <= names
    bars = [part for each in whole.drawings if each.after == "summary" for part in bars_in(each.subject)]
    assert all(each.studies > 1 for each in bars)
    forests = [each.subject for each in whole.drawings if isinstance(each.subject, Forest)]
    assert all(each.has_estimates for each in forests)
    document = Document(BytesIO(write_word(whole)))
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    assert ["Methods", "Results", "References", "Supplementary material"] == headings
    without = report(judged, label="author-year")
    assert {"traffic-light", "summary"} <= {table.name for table in without.tables}


def test_a_list_by_author_and_year_has_no_numbers(judged) -> None:
    """No text cites by them; the list of numbers has them, the program among the works with its year."""
    for label, expected in (("author-year", False), ("number", True)):
        made = report(judged, label=label, final=False)
        (table,) = [each for each in made.tables if each.name == "references"]
        assert expected == ("number" in table.ids)
        document = Document(BytesIO(write_word(made, WordLayout())))
        texts = [paragraph.text for paragraph in document.paragraphs]
        assert expected == any(re.match(r"\d+\. ", text) for text in texts[texts.index("References") :])


def test_word_has_the_words_of_the_items_on_which_reviewers_agree(judged) -> None:
    """Only tables of studies leave their titles to the reference list."""
    made = report(judged, label="author-year", with_drawings=False)
    document = Document(BytesIO(write_word(made, WordLayout())))
    heads = [[cell.text for cell in table.rows[0].cells] for table in document.tables]
    agreement = [head for head in heads if "Level" in head and "Id" in head]
    assert agreement
    assert all("On" in head for head in agreement)


def test_what_the_methods_rest_on_is_on_the_reference_list_in_the_order_of_the_text(judged) -> None:
    """Guidelines come first by number, then the studies, which the results cite; all numbers are used."""
    made = report(judged, label="number")
    (listed,) = [table for table in made.tables if table.name == "references"]
    text = text_of(made)
    cited = [int(number) for number in re.findall(r"\[(\d+)\]", text)]
    works = len(listed.rows) - len(names_of(judged))
    assert list(range(1, works + 1)) == [number for number in dict.fromkeys(cited) if number <= works]
    assert f"[{works + 1}–{len(listed.rows)}]" in made.results[0].text
    assert [row[0] for row in listed.rows] == list(range(1, len(listed.rows) + 1))
    assert not re.search(r"doi 10\.|BMJ 20\d\d;", text)
    by_number = {cell_text(row[1]): row[0] for row in listed.rows if row[1].value}
    light = next(table for table in made.tables if table.name == "traffic-light")
    assert set(by_number.values()) >= {int(row[0].label[:-1].partition("[")[2]) for row in light.rows}


def test_the_methods_name_a_source_in_full_where_there_is_no_reference_list(judged) -> None:
    """By author and year the list has works and studies in one order."""
    alone = text_of(report(judged, only=("methods",), label="author-year"))
    assert "with the appraisal workbench (The appraisal workbench founders." in alone
    made = report(judged, label="author-year")
    text = text_of(made)
    (listed,) = [table for table in made.tables if table.name == "references"]
    labels = [cell_text(row[0]) for row in listed.rows]
    assert sorted(labels, key=str.casefold) == labels
    assert [] == [label for label in labels if label not in text]


def text_of(made: Any) -> str:
    """The methods and results of a report."""
    return " ".join(part.text for part in (*made.methods, *made.results))


def names_of(session: Any) -> list[str]:
    """The keys of the studies that are not left out."""
    return [row[1].value for row in build_table(session, "references")[0].rows]


def bars_in(subject: Subject) -> list[Bars]:
    """The bars of a figure."""
    parts = subject.parts if isinstance(subject, Panels) else (subject,)
    return [part for part in parts if isinstance(part, Bars)]


def test_the_characteristics_name_authors_as_the_reference_list_does(judged) -> None:
    """The family first, whichever way round a name was read; CSV has the name as it is."""
    edit(judged, "sugino2023", {"authors": "Keishi Sugino; Hisashi Ono; Ada van der Berg", "year": "2023"})
    edit(judged, "harada2024", {"authors": "Ono, Hideaki; Li W", "year": "2024"})
    table = build_table(judged, "characteristics")[0]
    place = table.ids.index("authors")
    told = {row[0]: row[place] for row in table.rows}
    assert "Sugino K et al." == cell_text(told["sugino2023"])
    assert "Ono H and Li W" == cell_text(told["harada2024"])
    assert "Keishi Sugino et al." == told["sugino2023"].value


def test_the_reference_list_leads_to_doi_and_pubmed(anna, fill) -> None:
    """In HTML and Markdown the identifiers are links; what is no identifier leads nowhere."""
    key = build_table(anna, "references")[0].rows[0][1].value
    edit(anna, key, {"doi": "10.5555/mud.1", "pmid": "31415926"})
    row = next(row for row in build_table(anna, "references")[0].rows if row[1].value == key)
    assert ("https://doi.org/10.5555/mud.1", "https://pubmed.ncbi.nlm.nih.gov/31415926/") == (
        row[3].link,
        row[4].link,
    )
    assert ("", "") == (doi_address("javascript:alert(1)"), pmid_address("1 or 2"))
    assert "https://pmc.ncbi.nlm.nih.gov/articles/PMC7/" == pmcid_address("PMC7")


def test_capitals_of_titles_stand_in_braces_in_bibtex() -> None:
    """Styles make all others small; what is read back is the title."""
    title = "Baricitinib in COVID-19 and anti-MDA5 disease: 5% & more"
    text = write_studies([study("mud", title=title)], "bibtex")
    assert "{Baricitinib in {COVID-19} and {anti-MDA5} disease: 5\\% \\& more}" in text
    assert title == read_references(text.encode(), "x.bib").records[0].bibliography.title


@pytest.mark.parametrize("form", FORMS)
def test_names_are_turned_for_reference_managers(form: str) -> None:
    """The family comes first, and the name of a group stays whole."""
    names = ("Keishi Sugino", "Ada van der Berg", "Li W", "Sam Clay Jr.", "RECOVERY Collaborative Group")
    text = write_studies([study("mud", title="Mud", authors=names)], form)
    expected = {
        "ris": ["AU  - Sugino, Keishi", "AU  - van der Berg, Ada", "AU  - RECOVERY Collaborative Group"],
        "bibtex": ["{Sugino, Keishi and van der Berg, Ada and Li, W and", "{RECOVERY Collaborative Group}"],
        "csl-json": ['"family": "Sugino"', '"given": "Ada"', '"suffix": "Jr."', '"literal": "RECOVERY'],
    }
    assert [] == [part for part in expected[form] if part not in text]
    turned = ("Sugino, Keishi", "van der Berg, Ada", "Li, W", "Clay, Sam, Jr.", names[-1])
    suffix = {"ris": "ris", "bibtex": "bib", "csl-json": "json"}[form]
    assert turned == read_references(text.encode(), f"x.{suffix}").records[0].bibliography.authors


def test_the_reference_list_gives_initials_however_a_name_is_written() -> None:
    """As medical journals print it; a group has its whole name."""
    names = ("Keishi Sugino", "Ono, Hideaki", "Li W", "WHO Solidarity Trial Consortium")
    told = reference_text(Bibliography(title="Mud", authors=names))
    assert "Sugino K, Ono H, Li W, WHO Solidarity Trial Consortium. Mud." == told


def test_a_record_without_letters_comes_back_from_bibtex() -> None:
    """Its lines look like headings with nothing in them, which another format begins with."""
    signs = Bibliography(title="$", pages="$", abstract="$")
    text = write_studies([SimpleNamespace(key="mud", bibliography=signs)], "bibtex")
    (read,) = read_references(text.encode(), "studies.bib").records
    assert signs == read.bibliography


@pytest.mark.parametrize("form", FORMS)
@given(records=REFERENCES)
@settings(max_examples=25, deadline=None)
def test_what_was_written_is_read_as_it_was(form: str, records: list[Reference]) -> None:
    """The bibliographic record of every study comes back whole, whatever its texts are."""
    studies: list[Any] = [
        SimpleNamespace(key=f"study{number}", bibliography=record.bibliography)
        for number, record in enumerate(records)
    ]
    text = write_studies(studies, form)
    suffix = {"ris": "ris", "bibtex": "bib", "csl-json": "json"}[form]
    read = read_references(text.encode(), f"studies.{suffix}").records
    written = [
        replace(record.bibliography, authors=tuple(map(inverted_name, record.bibliography.authors)))
        for record in records
    ]
    assert written == [each.bibliography for each in read]
    assert () == changed_when_read(studies, text, form)


def test_a_record_that_comes_back_otherwise_is_named() -> None:
    """A name with a semicolon in it is two names to every reader, and the export says so."""
    odd: list[Any] = [study("odd", title="Mud", authors=("Ono; Sato",))]
    assert ("odd: authors may be read differently",) == changed_when_read(
        odd, write_studies(odd, "ris"), "ris"
    )


@pytest.mark.parametrize(
    ("kind", "suffix", "mark"),
    [("ris", "ris", "TY  - "), ("bibtex", "bib", "@article{"), ("csl", "json", '"type"')],
)
def test_studies_go_to_reference_managers(anna, kind: str, suffix: str, mark: str) -> None:
    """Each form has its own mark, and the study is known by its key."""
    export = build_export(anna, ExportRequest(kind=kind, suffix=suffix))
    text = export.files[""].decode()
    key = build_table(anna, "references")[0].rows[0][1].value
    assert (True, True) == (mark in text, key in text)


def test_links_in_tables_are_safe_and_whole() -> None:
    """The address stands in the link of HTML and Markdown, and a text without one stays a text."""
    from workbench.output import Column, Labelled, Table

    table = Table(
        "t", "", (Column("doi", "DOI"),), ((Labelled("x", "10.5/<x>", link="https://doi.org/10.5/%3Cx%3E"),),)
    )
    assert '<a href="https://doi.org/10.5/%3Cx%3E">10.5/&lt;x&gt;</a>' in render([table], "html")
    assert "[10.5/&lt;x&gt;](<https://doi.org/10.5/%3Cx%3E>)" in render([table], "markdown")


def test_a_report_that_cites_by_number_has_the_list_of_references(judged) -> None:
    """Also where only other tables were asked for; the methods are chosen like a table."""
    named = {table.name for table in report(judged, only=("traffic-light",), label="number").tables}
    assert {"traffic-light", "references"} <= named
    assert () == report(judged, only=("methods",)).tables
