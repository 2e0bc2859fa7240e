"""The words of final tables and figures: titles of checklists and people as the methods name them."""

from __future__ import annotations

import re

import pytest

from workbench.output.render import render
from workbench.output.table import Column, Table
from workbench.review.publish.build_figure import figure_of
from workbench.review.publish.final_words import figure_in_words, in_words_of_manuscript
from workbench.review.session import ReviewSession
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


def test_who_gave_another_answer_is_named_by_role(both: ReviewSession) -> None:
    """Within a cell, too; programs keep the handles."""
    cell = "1.2 to PY, as bea has it (D1 low); 2.1 to N, as anna and bea has it (high)"
    before = Table("influence", "t", (Column("what", "What"),), ((cell,),))
    (table,) = in_words_of_manuscript([before], View(both))
    text = render([table], "markdown")
    assert "1.2 to PY, as reviewer 2 has it (D1 low)" in text
    assert "as reviewer 1 and reviewer 2 has it" in text
    assert render([before], "csv") == render([table], "csv")
