"""What the page makes of a report: sections in order, columns that say something, notes that fold."""

from __future__ import annotations

from dataclasses import replace

from workbench.output import Cell, Column, Labelled, Table
from workbench.output.figures.subjects import Bars, Certainties, Certainty
from workbench.output.report.cells import TableShown, table_shown
from workbench.output.report.content import (
    Answered,
    Appraised,
    Instrument,
    Judged,
    Paragraph,
    Passage,
    Report,
)
from workbench.output.report.long_data import CellShown
from workbench.output.report.notes import arrange as arrange_notes
from workbench.output.report.opening import facts, legend, starred
from workbench.output.report.page import render_page
from workbench.output.report.page_figures import bars_shown
from workbench.output.report.places import Places, places_in
from workbench.output.report.sections import arrange
from workbench.output.report.table_places import EVIDENCE, JUDGEMENTS, OWN, ReportPlace
from workbench.output.symbols import symbol_of

SCALE = ("low", "some_concerns", "high", "no_information")
DOMAINS = (("D1", "How the cases were chosen"), ("D2", "Condition and treatment"))
WHO = (Column("study", "Study"), Column("result", "Result"), Column("reviewer", "Reviewer"))
PLACES = {
    "characteristics": ReportPlace(OWN, 1),
    "traffic-light": ReportPlace(JUDGEMENTS, 1, "Study by study"),
    "answers": ReportPlace(OWN, 9, folded=True),
    "findings": ReportPlace(EVIDENCE, 1),
}
NOTES = (
    "Population: adults",
    *(f"[{letter}] Imprecision: serious. Reason {letter}." for letter in "abcdefghij"),
    "Overall: low",
)


def report_of(studies: int) -> Report:
    """A report of so many invented studies, each appraised by two, with every kind of part in it."""
    appraisals = tuple(
        _appraised(f"study{number:03d}", reviewer, SCALE[number % 4])
        for number in range(studies)
        for reviewer in ("anna", "bea")
    )
    shares = (0.5, 0.3, 0.16, 0.04)
    return Report(
        "Invented studies of warm sand",
        "Does warm sand help?",
        "anna",
        (
            Paragraph("Studies were appraised with a checklist.", "Appraisal"),
            Paragraph("Two reviewers worked independently.", "Reviewers"),
        ),
        (_characteristics(studies), _lights(appraisals), _answers(appraisals), _findings()),
        appraisals,
        Table("history", "Who changed what, when", *_history(studies)),
        (Instrument("case-series", "Case series", DOMAINS),),
        (
            Bars(
                "case-series",
                "Summary: Case series",
                (("D1 Choice", shares), ("Overall", shares)),
                SCALE,
                ("each",),
            ),
            Certainties(
                "certainty", "Certainty (GRADE)", ("Risk of bias", "Large effect"), _grid(), ("a note",)
            ),
        ),
        PLACES,
    )


def _appraised(study: str, reviewer: str, level: str) -> Appraised:
    text = "He left the hospital after 20 days."
    passage = Passage("…It rained. ", text, " Nobody wrote why.…", f"{study}.pdf")
    item = Answered("1.1", "Is it told how they were chosen?", "PY: Probably yes", "see page 2", (passage,))
    other = Answered("1.2", "Were all included?", "", "", ())
    first = Judged(
        "D1",
        DOMAINS[0][1],
        "low",
        level,
        "1.1 is favourable",
        "" if level == "low" else "too few",
        (item, other),
    )
    second = Judged(
        "D2", DOMAINS[1][1], None, None, "", "", (Answered("2.1", "Is it told?", "N: No", "", ()),)
    )
    overall = Judged("overall", "Overall", level, level, "the worst domain", "")
    told = ("submitted", "Case series (case-series 0.1.0)")
    flags = ("Seven patients only",)
    return Appraised(
        study, f"What {study} was like", "whole study", reviewer, *told, overall, (first, second), flags
    )


def _shown(level: str | None, star: str = "") -> Labelled:
    return Labelled(level, symbol_of(level).symbol + star)


def _key(one: Appraised) -> tuple[str, str, str]:
    return one.study, one.result, one.reviewer


def _characteristics(studies: int) -> Table:
    columns = (
        Column("study", "Study"),
        Column("design", "Design"),
        Column("n", "n"),
        Column("findings", "Findings"),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            f"study{number:03d}",
            "psm_retrospective_cohort",
            60 - 7 * number,
            "Survival: 3/9 | " + "Harm: none told. " * 20,
        )
        for number in range(studies)
    ]
    return Table("characteristics", "Characteristics of the studies", columns, tuple(rows))


def _lights(appraisals: tuple[Appraised, ...]) -> Table:
    domains = tuple(Column(id_, id_) for id_, _ in DOMAINS)
    columns = (
        WHO[0],
        *domains,
        Column("overall", "Overall"),
        *WHO[1:],
        Column("read", "Read"),
        Column("checklist", "Checklist"),
    )
    rows = tuple(
        (
            one.study,
            _shown(one.domains[0].final, "*"),
            _shown(None),
            _shown(one.overall.final),
            *(one.result, one.reviewer, "", "case-series"),
        )
        for one in appraisals
    )
    legend_line = "; ".join(f"{id_} {title}" for id_, title in DOMAINS)
    notes = ("  ".join(symbol_of(level).mark() for level in (*SCALE, None)), legend_line, "x " * 400)
    return Table("traffic-light", "Traffic light: Case series", columns, rows, notes)


def _answers(appraisals: tuple[Appraised, ...]) -> Table:
    columns = (*WHO, Column("item", "Item"), Column("answer", "Answer"))
    rows = tuple((*_key(one), item, "PY") for one in appraisals for item in ("1.1", "1.2"))
    return Table("answers", "Answers", columns, rows)


def _findings() -> Table:
    columns = (Column("outcome", "Outcome"), Column("risk", "Risk"), Column("certainty", "Certainty"))
    rows = (
        ("Survival", "529 per 1,000", Labelled("low", "⊕⊕◯◯ low [a] [b]")),
        ("Harm", "", "[sic] is no mark"),
    )
    return Table("findings", "Summary of findings", columns, rows, NOTES)


def _grid() -> tuple[Certainty, ...]:
    return (
        Certainty("Survival", "low", (-2, None), "⊕◯◯◯", "very low"),
        Certainty("Harm", "", (0, 1), "", "not rated"),
    )


def _history(studies: int) -> tuple[tuple[Column, ...], tuple[tuple[Cell, ...], ...]]:
    columns = (Column("number", "No"), Column("at", "When (UTC)"), Column("what", "What"))
    return columns, tuple(
        (n, f"2026-11-{1 + n % 22:02d} 06:12:00", f"answer 1.1: – → Y {n}") for n in range(studies * 4)
    )


def shown(name: str) -> TableShown:
    """A table of the report of two studies, as the page shows it."""
    report = report_of(2)
    table = next(one for one in report.tables if one.name == name)
    return table_shown(table, "t1", places_in(report), report)


def cells(name: str, title: str) -> list[CellShown]:
    """The cells under a head."""
    table = shown(name)
    at = [head.title for head in table.heads].index(title)
    return [row[at] for row in table.rows]


def test_the_certainty_comes_first_and_what_it_rests_on_after() -> None:
    """The order of the sections is that in which a co-author asks."""
    report = report_of(2)
    sections = arrange(report, places_in(report))
    assert ["evidence", "judgements", "characteristics", "answers"] == [one.anchor for one in sections]
    assert [["certainties", "table"], ["bars", "table"]] == [
        [part.kind for part in one.groups[0].parts] for one in sections[:2]
    ]


def test_a_table_that_no_section_knows_is_shown() -> None:
    """A table of another name gets a section of its own, between the studies and the answers."""
    report = report_of(1)
    other = Table("odd", "Something else", (Column("x", "X"),), (("y",),))
    sections = arrange(replace(report, tables=(*report.tables, other)), Places())
    assert ["characteristics", "odd", "answers"] == [one.anchor for one in sections[2:]]


def test_no_part_is_lost_and_none_is_shown_twice() -> None:
    """Every table is in one section, also one with judgements of a checklist that nothing else names."""
    report = report_of(2)
    stray = replace(report.tables[1], rows=tuple((*row[:-1], "unheard-of") for row in report.tables[1].rows))
    empty = replace(report.tables[1], rows=())
    report = replace(report, tables=(*report.tables, stray, empty))
    anchors = [
        part.anchor for one in arrange(report, Places()) for group in one.groups for part in group.parts
    ]
    assert ["b1", "g2", "t1", "t2", "t3", "t4", "t5", "t6"] == sorted(anchors)


def test_domains_are_written_out_above_their_columns() -> None:
    """The head of D1 names the domain, so that the line that explains the short heads is not needed."""
    table = shown("traffic-light")
    assert ("D1", DOMAINS[0][1]) == (table.heads[1].title, table.heads[1].full)
    assert not [note for note in table.notes.open if DOMAINS[0][1] in note.text]


def test_columns_without_an_entry_are_left_out() -> None:
    """Nobody said what was read, so no column stands empty."""
    assert "Read" not in [head.title for head in shown("traffic-light").heads]


def test_what_every_row_says_is_said_once() -> None:
    """Result and checklist stand below the table instead of beside each judgement."""
    table = shown("traffic-light")
    assert ["Study", "D1", "D2", "Overall", "Reviewer"] == [head.title for head in table.heads]
    assert "All rows: judged for the study as a whole; checklist case-series." == table.notes.open[0].text


def test_a_final_page_writes_out_what_it_abbreviates() -> None:
    """A page for the team has its keys beside the tables."""
    table = Table("findings", "", (Column("outcome", "Outcome"), Column("effect", "RR")), (("Survival", 2),))
    for is_final in (True, False):
        shown = table_shown(table, "t1", Places(), replace(report_of(0), is_final=is_final))
        assert is_final == any("RR, risk ratio" in note.text for note in shown.notes.open)


def test_an_empty_column_of_a_standard_table_stays() -> None:
    """In the summary of findings an empty column says that there is no such number."""
    table = Table("findings", "", (Column("outcome", "Outcome"), Column("risk", "Risk")), (("Survival", ""),))
    assert 2 == len(table_shown(table, "t1", Places(), report_of(0)).heads)


def test_a_cell_leads_to_its_domain_its_item_or_the_whole() -> None:
    """A judgement to its domain, an answer to its item, both beside the table; a study to its appraisal."""
    assert ("study000/D1/bea", True) == (
        cells("traffic-light", "D1")[1].target,
        cells("traffic-light", "D1")[1].behind,
    )
    assert "study000/1.2/bea" == cells("answers", "Answer")[3].target
    assert [("study000/whole/anna", False), ("study001/whole/anna", False)] == [
        (one.target, one.behind) for one in cells("characteristics", "Study")
    ]


def test_a_mark_leads_to_its_footnote() -> None:
    """[a] is a way to the note that begins with it; a mark without a note is text."""
    first, second = cells("findings", "Certainty")
    assert (("⊕⊕◯◯ low ", ""), ("[a]", "t1-na"), (" ", ""), ("[b]", "t1-nb")) == first.pieces
    assert (("[sic] is no mark", ""),) == second.pieces


def test_a_low_certainty_is_no_low_risk() -> None:
    """It begins with the same sign as the judgement "low", which says the opposite."""
    assert [None, None] == [one.symbol for one in cells("findings", "Certainty")]


def test_ids_are_words_and_outcomes_stand_on_lines() -> None:
    """A co-author reads no underscores."""
    assert (("propensity-matched retrospective cohort", ""),) == cells("characteristics", "Design")[0].pieces
    assert cells("characteristics", "Findings")[0].pieces[0][0].startswith("Survival: 3/9\nHarm")


def test_many_footnotes_fold_and_few_do_not() -> None:
    """Ten footnotes fold; the population before them and the sentence after them stay in sight."""
    many, few = arrange_notes(NOTES, "t1"), arrange_notes(NOTES[:4], "t1")
    assert (["Population: adults", "Overall: low"], 10) == ([one.text for one in many.open], len(many.folded))
    assert (4, 0) == (len(few.open), len(few.folded))


def test_a_note_that_names_a_hundred_studies_is_folded() -> None:
    """Its beginning is shown, cut between words, and the whole stands behind it."""
    (note,) = arrange_notes(("word " * 300,), "t1").open
    assert (True, True) == (note.teaser.endswith("word …"), len(note.teaser) < 120)


def test_a_cell_that_names_a_hundred_studies_is_folded() -> None:
    """Its first words are shown, and the whole is there; a shorter one stands as it is."""
    table = Table("t", "", (Column("a", "A"), Column("b", "B")), (("word " * 300, "word " * 20),))
    long, short = table_shown(table, "t1", Places(), report_of(0)).rows[0]
    assert (True, "word " * 300, "") == (long.teaser.endswith("word …"), long.pieces[0][0], short.teaser)


def test_a_bar_is_also_said() -> None:
    """The alternative text has each share; a piece has its sign and share where there is room for them."""
    bars = Bars("x", "", (("D1", (0.5, 0.3, 0.16, 0.04)),), SCALE)
    (bar,) = bars_shown(bars, "b1").bars
    assert "Low 50%, Some concerns 30%, High 16%, No information 4%" == bar.said
    assert ["⊕ 50%", "⊖ 30%", "⊗ 16%", ""] == [piece.label for piece in bar.pieces]
    assert [(0.0, 50.0), (50.0, 30.0), (80.0, 16.0), (96.0, 4.0)] == [
        (one.start, one.length) for one in bar.pieces
    ]


def test_the_page_opens_with_how_much_there_is() -> None:
    """Counts, people and the day of the last change, so that the same review makes the same page."""
    report = report_of(3)
    told = ("3 studies", "6 appraisals by anna, bea", "1 checklist", "2 bodies of evidence, 1 graded")
    assert (*told, "last changed 2026-11-12") == facts(report)
    assert (["Low", "Some concerns", "High", "Not judged yet"], True) == (
        [symbol.word for symbol in legend(report)],
        starred(report),
    )


def test_the_boxes_of_all_studies_are_one_folded_table() -> None:
    """Not only the box of the first study; a note that some boxes have stands elsewhere."""
    columns = (Column("study", "Study"), Column("entry", "Entry"))
    boxes = [
        Table("boxes", f"Box of {study}", columns, ((study, "n"), (study, "design")), ("all", study))
        for study in ("ono2020", "mud2021")
    ]
    report = report_of(2)
    places = PLACES | {"boxes": ReportPlace(OWN, 3, "Study by study", folded=True)}
    report = replace(report, tables=(*report.tables, *boxes), places=places)
    (section,) = [each for each in arrange(report, Places()) if each.anchor == "boxes"]
    ((table,),) = [group.parts for group in section.groups]
    assert isinstance(table, TableShown)
    assert (section.title, section.folded, table.count) == ("Study by study", True, 4)
    assert [row[0].pieces[0][0] for row in table.rows] == ["ono2020", "ono2020", "mud2021", "mud2021"]
    assert [note.text for note in table.notes.open] == ["all"]


def test_blocks_with_other_columns_are_folded_one_by_one() -> None:
    """They cannot be one table, and none is left out."""
    blocks = [Table("boxes", name, (Column(name, name),), ((name,),)) for name in ("first", "second")]
    places = PLACES | {"boxes": ReportPlace(OWN, 3, folded=True)}
    page = render_page(replace(report_of(2), tables=tuple(blocks), places=places))
    assert page.count("1 first<span") == 2
    assert "<caption>first</caption>" in page
    assert "<caption>second</caption>" in page
