"""Markdown beyond the fixture."""

from __future__ import annotations

import pytest

from workbench.intake import read_document


def test_kind_of_article_above_the_title_is_not_the_title() -> None:
    """A heading such as CASE REPORT above the title is kept as publication type."""
    study = read_document(
        b"# CASE REPORT\n\n# **Mud** for a *sore* heel\n\nAnn Bee, Cy Dee\n\n## Abstract\n\nText.\n", "m"
    )
    assert (study.bibliography.title, study.publication_types) == ("Mud for a sore heel", ("Case Report",))
    assert study.bibliography.authors == ("Ann Bee", "Cy Dee")
    assert study.bibliography.abstract == "Text."


def test_no_title_is_made_of_a_section_heading() -> None:
    """A text that begins with its abstract's heading has no title."""
    assert read_document(b"## Abstract\n\nText here.\n\n## Methods\n\nMore.\n", "m").bibliography.title == ""


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("**How to cite this article:** Bee A. Mud. *Heel J*. 2011;2:3.", ("Heel J", 2011)),
        ("Cite this article: Bee A. Mud for heels. Heel J. 2012;2:3.", ("Heel J", 2012)),
        ("© 2013 The Authors. *Heel J* published by Nobody", ("Heel J", 2013)),
        ("Copyright 2014 Nobody", ("", 2014)),
        ("Bee saw it in 2015.", ("", None)),
    ],
)
def test_journal_and_year(line: str, expected: tuple[str, int | None]) -> None:
    """Journal and year come from "How to cite" or from the copyright line, not from running text."""
    study = read_document(f"# Mud for heels\n\n## Abstract\n\nText.\n\n{line}\n".encode(), "m")
    assert expected == (study.bibliography.journal, study.bibliography.year)


def test_affiliation_line_is_not_an_author_list() -> None:
    """Where the line below the title is no list of names, there are no authors."""
    study = read_document(
        b"# Mud for heels\n\nDepartment of 4 heels, near the sea in 1999\n\n## Abstract\n\nT.\n", "m"
    )
    assert study.bibliography.authors == ()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "Mud for heels\n=====\n\nAbstract\n-----\n\nText.\n\n## Methods\n\n## Results\n",
            "Mud for heels",
        ),
        ("```\n# A comment in code\n```\n\n# Mud for heels\n\n## Abstract\n\nText.\n", "Mud for heels"),
        ("# [Mud for heels](https://a.example/1)\n\n## Abstract\n\nText.\n", "Mud for heels"),
        ("# Mud \\* for __heels__ ##\n\n## Abstract\n\nText.\n", "Mud * for heels"),
        ("# Mud for `heels` &amp; CO<sub>2</sub>\n\n## Abstract\n\nText.\n", "Mud for heels & CO2"),
        ("# Mud for snake_case_heels\n\n## Abstract\n\nText.\n", "Mud for snake_case_heels"),
    ],
)
def test_headings_are_those_of_markdown(text: str, title: str) -> None:
    """Underlined headings count, code does not; links, escapes, entities and tags are resolved."""
    study = read_document(text.encode(), "m")
    assert (title, "Text.") == (study.bibliography.title, study.bibliography.abstract)


def test_a_rule_below_a_long_paragraph_makes_no_heading() -> None:
    """Rules between the pages of a converted PDF do not turn the paragraph above into a heading."""
    page = "Ten heels had mud and nine of them\nwere well again after fourteen days.\n---\n"
    study = read_document(f"# Mud for heels\n\n## Abstract\n\n{page}\nMore was seen.\n".encode(), "m")
    assert study.bibliography.abstract.endswith("More was seen.")
