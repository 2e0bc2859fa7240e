"""The words of final tables and figures: titles of checklists and people as the methods name them."""

from __future__ import annotations

import re

import pytest

from store import protocol
from workbench.output.constant_columns import hoist_on_paper
from workbench.output.render import render
from workbench.output.table import Column, Labelled, Table, cell_text
from workbench.review.admin.protocol import write_protocol
from workbench.review.evidence.summary_header import enter_header
from workbench.review.publish.build_figure import figure_of
from workbench.review.publish.make_files import tables_in_format
from workbench.review.publish.manuscript.final_words import (
    by_name,
    figure_in_words,
    in_words_of_manuscript,
    without_working_columns,
)
from workbench.review.publish.manuscript.journal_style import in_journal_style
from workbench.review.publish.manuscript.manuscript_abbreviations import own_abbreviations
from workbench.review.publish.manuscript.split_characteristics import split_characteristics
from workbench.review.session import ReviewSession
from workbench.review.tables.material import gather_levels
from workbench.review.tables.registry import TABLES
from workbench.review.view import View


@pytest.mark.parametrize("name", ["agreement", "independence", "traffic-light", "summary"])
def test_tables_name_people_by_role_and_checklists_by_title(both: ReviewSession, name: str) -> None:
    """Cells and notes have neither handles nor ids; programs keep both."""
    view = View(both)
    before = TABLES[name].build(view, "independent")
    tables = in_words_of_manuscript(before, view)
    text = render(tables, "markdown")
    assert [] == re.findall(r"\b(?:anna|bea|case-report)\b", text)
    assert render(before, "csv") == render(tables, "csv")


def test_notes_of_figures_name_people_by_role(both: ReviewSession) -> None:
    """Of the disagreements too."""
    view = View(both)
    (figure,) = figure_of(view, "disagreements")
    notes = " ".join(figure_in_words(figure, view).notes)
    assert (True, False) == ("two or more of reviewer 1, reviewer 2" in notes, "anna" in notes)


def test_a_final_table_leaves_out_who_gave_another_answer(both: ReviewSession) -> None:
    """Each reviewer's answers are not on show there; programs keep the handles."""
    cell = "1.2 to PY, as bea has it (D1 low); 2.1 to N, as anna and bea has it (high)"
    before = Table("influence", "t", (Column("what", "What"),), ((cell,),))
    (table,) = in_words_of_manuscript([before], View(both))
    text = render([table], "markdown")
    assert "1.2 to PY (D1 low); 2.1 to N (high)" in text
    assert render([before], "csv") == render([table], "csv")


def test_a_final_table_of_influence_explains_its_numbers_once(both: ReviewSession) -> None:
    """The tables of agreement have the words, not that of the answers, which is not printed."""
    view = View(both)
    tables = in_words_of_manuscript(TABLES["influence"].build(view, "independent"), view)
    filled = [table for table in tables if table.rows]
    assert filled
    for table in filled:
        told = [note for note in table.notes if "umbers such as" in note]
        assert ["agreement word the items" in note for note in told] == [True]


def test_a_final_table_names_a_whole_once(both: ReviewSession) -> None:
    """Not by its id and its title; programs keep the id."""
    columns = (Column("domain", "Domain"), Column("title", "Title"))
    before = Table("summary", "t", columns, (("D1", "Confounding"), ("overall", "Overall")))
    (table,) = in_words_of_manuscript([before], View(both))
    text = render([table], "markdown")
    assert ("Overall" in text, "overall" in text) == (True, False)
    assert render([before], "csv") == render([table], "csv")


def test_a_final_table_does_not_say_that_the_consensus_is_one(both: ReviewSession) -> None:
    """All of it rests on what the reviewers agreed on."""
    cell = "one further off: 5.1 of Yamakawa 2025 (consensus) to N (which leaves it open)"
    before = Table("influence", "t", (Column("what", "What"),), ((cell,),))
    (table,) = in_words_of_manuscript([before], View(both))
    assert "5.1 of Yamakawa 2025 to N (which" in render([table], "markdown")
    (page,) = by_name([table], View(both))
    assert "(consensus)" not in render([page], "csv")


@pytest.mark.parametrize("fmt", ["markdown", "html", "latex"])
def test_printed_tables_write_out_what_they_abbreviate(both: ReviewSession, fmt: str) -> None:
    """Also what the protocol of the review explains itself; rows for programs have no such line."""
    write_protocol(both, "population", "adults with interstitial lung disease (ILD)")
    write_protocol(both, "comparison", "usual care in ILD")
    text = render(tables_in_format(both, "protocol", fmt), fmt)
    assert "Abbreviations: " in text
    assert "ILD, interstitial lung disease" in text
    assert "Abbreviations" not in render(tables_in_format(both, "protocol", "csv"), "csv")


def test_a_final_table_writes_days_in_words(both: ReviewSession) -> None:
    """As the methods do; programs keep the digits."""
    columns = (Column("at", "On"), Column("after_first_appraisal", "Remark"))
    cells = ("2026-11-27", Labelled(True, "written late (2026-11-03)"))
    before = Table("protocol", "t", columns, (cells,))
    (table,) = in_words_of_manuscript([before], View(both))
    text = render([table], "markdown")
    assert "27 November 2026" in text
    assert "written late (3 November 2026)" in text
    assert render([before], "csv") == render([table], "csv")


def test_the_table_of_agreement_says_level_and_programs_keep_the_unit(both: ReviewSession) -> None:
    """Counted and "items collapsed" took the room of what follows, and told a newcomer nothing."""
    (table, *_) = TABLES["agreement"].build(View(both), "all")
    text = render([table], "markdown")
    assert "Level" == table.columns[0].title
    assert ("items collapsed" in text, "Counted" in text) == (False, False)
    assert 1 == text.count("favourable, unfavourable or no information")
    assert "items collapsed" in render([table], "csv")


def test_a_final_table_explains_its_ids(both: ReviewSession) -> None:
    """Readers see no screen that says what 5.1, "items collapsed" or a GRADE start is."""
    view = View(both)
    columns = (Column("study", "Study"), Column("hangs_on", "Hangs on"))
    sheet = gather_levels(view, "all").sheets[0]
    item, key = sheet.checklist.items[-1], sheet.study.key
    told = f"1.1 of {key} to N (then decided by {item.id}, which was not asked)."
    (table,) = in_words_of_manuscript([Table("influence", "t", columns, ((key, told),))], view)
    assert any(note.startswith("Numbers such as 5.1 are items") for note in table.notes)
    assert any(f"“{item.text.rstrip('.')}”" in note for note in table.notes)
    body = f"Certainty stays low; one further off: 1.1 of {key} (consensus) to N ({told.partition(' (')[2]}"
    (table,) = in_words_of_manuscript([Table("influence", "t", columns, (("Survival", body),))], view)
    assert any(f"“{item.text.rstrip('.')}”" in note for note in table.notes)
    (table, *_) = in_words_of_manuscript(TABLES["agreement"].build(view, "all"), view)
    assert ["Level", "Item", "Wording"] == [column.title for column in table.columns[:3]]
    text = render([table], "markdown")
    assert ("items collapsed" in text, "favourable, unfavourable or no information" in text) == (False, True)
    (table, *_) = in_words_of_manuscript(TABLES["appraisal"].build(view, "all"), view)
    assert any(note.startswith("GRADE start: ") for note in table.notes) == ("grade_start" in table.ids)


def test_no_note_of_a_final_table_begins_with_a_figure(both: ReviewSession) -> None:
    """Journals spell out a number that begins a sentence; a percentage and a symbol stay."""
    view = View(both)
    tables = in_words_of_manuscript(
        (table for kind in TABLES.values() for table in kind.build(view, "all")), view
    )
    begins = [note for table in tables for note in table.notes if re.match(r"\d+ [a-z]", note)]
    assert not begins
    assert any(note.startswith("One study judged by") for table in tables for note in table.notes)


def test_a_final_summary_of_findings_names_what_is_compared(judged: ReviewSession) -> None:
    """Heads and footnotes say it in the same words; programs keep the ids, and long names stay out."""
    enter_header(judged, {"treatment": "JAK inhibitors", "comparison": "Usual care"})
    before = TABLES["findings"].build(View(judged), "all")
    (table,) = in_words_of_manuscript(before, View(judged))
    assert ("Risk with usual care", "Risk with JAK inhibitors (95 % CI)") == tuple(
        column.title for column in table.columns if column.id.startswith("risk")
    )
    assert any(text.startswith("Risk with usual care: 9/17") for text in table.footnotes.values())
    assert render(before, "csv") == render([table], "csv")
    enter_header(judged, {"comparison": "x" * 80})
    (table,) = in_words_of_manuscript(before, View(judged))
    assert "Risk without treatment" in [column.title for column in table.columns]


def test_numbers_of_a_final_table_are_those_of_journals_and_quotes_stay() -> None:
    """The words of a paper are evidence: they stay as they are, also where they hold numbers."""
    columns = (Column("findings", "Findings"), Column("quote", "Quote"))
    rows = (("6/6 (100.0 %); P 0.049", "100.0 % lived, P 0.049"), (Labelled(1, "P <0.05"), None))
    table = in_journal_style(Table("t", "", columns, rows, ("P 0.2 at most",)), {})
    texts = [[cell_text(cell) for cell in row] for row in table.rows]
    assert [["6/6 (100 %); P = 0.049", "100.0 % lived, P 0.049"], ["P < 0.05", ""]] == texts
    assert ("P = 0.2 at most",) == table.notes
    assert ("6/6 (100.0 %); P 0.049", 1) == (table.rows[0][0].value, table.rows[1][0].value)


def test_final_characteristics_do_not_say_that_a_study_was_judged_as_a_whole(judged: ReviewSession) -> None:
    """They tell what the studies are; a result that was judged by itself stays."""
    tables = TABLES["characteristics"].build(View(judged), "all")
    kept = without_working_columns(in_words_of_manuscript(tables, View(judged)))
    assert (True, False) == ("result" in tables[0].ids, "result" in kept[0].ids)


def test_a_list_of_abbreviations_of_an_earlier_version_stops_no_output(both: ReviewSession) -> None:
    """A field of the team's own of that name took any text."""
    protocol.set_entries(
        both.db, {"abbreviations": "see the appendix\nILD, interstitial lung disease"}, by="anna"
    )
    assert {"ILD": "interstitial lung disease"} == own_abbreviations(View(both))
    assert tables_in_format(both, "protocol", "markdown")


def test_who_entered_all_of_a_table_is_said_once() -> None:
    """A column that is alike in all rows says nothing of any."""
    columns = (Column("study", "Study"), Column("by", "Entered by"))
    table = hoist_on_paper(Table("t", "", columns, (("a", "the authors"), ("b", "the authors"))))
    assert (1, ("All rows: entered by the authors",)) == (len(table.columns), table.notes)


def test_printed_characteristics_leave_what_is_long_to_the_supplement() -> None:
    """Nothing is lost: what goes stands in a table of its own."""
    columns = tuple(Column(name, name) for name in ("study", "condition", "funding", "findings"))
    before = Table("characteristics", "t", columns, (("a", "b", "c", Labelled("raw", "x: 1 | y: 2")),))
    short, further = split_characteristics([before])
    assert (("study", "condition"), (("a", "b"),)) == (short.ids, short.rows)
    assert (("study", "funding", "findings"), (("a", "c", Labelled("raw", "x: 1; y: 2")),)) == (
        further.ids,
        further.rows,
    )
