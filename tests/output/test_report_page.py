"""The report page: everything in it is text, and every judgement leads to what is behind it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

from tests.output.hostile import HOSTILE
from workbench.hidden_characters import show
from workbench.output import Column, Labelled, Table
from workbench.output.report.content import Answered, Appraised, Judged, Paragraph, Passage, Report
from workbench.output.report.page import render_page

_VOID = {"meta", "input", "link", "br"}


class Read(HTMLParser):
    """What a browser would see: elements with their attributes, and all texts."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop(), tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "script"):
            self.texts.append(data)


def read(page: str) -> Read:
    """The page, parsed."""
    parsed = Read()
    parsed.feed(page)
    parsed.close()
    return parsed


def report_with(text: str) -> Report:
    """A report with one text everywhere."""
    judged = Judged(
        "D1",
        text,
        "low",
        "high",
        text,
        text,
        (Answered("1.1", text, text, text, (Passage(text, text, text, text),)),),
    )
    appraised = Appraised(
        text,
        text,
        "whole study",
        text,
        "draft",
        text,
        Judged("overall", text, None, None, text, ""),
        (judged,),
        (text,),
    )
    columns = tuple(Column(name, text) for name in ("study", "result", "reviewer", "D1", "text"))
    row = (text, "whole study", text, Labelled("high", "⊗ High *"), text)
    table = Table("traffic-light", text, columns, (row, row), (text,))
    history = Table("history", text, (Column("what", text),), ((text,),))
    return Report(text, text, text, (Paragraph(text, text),), (table,), (appraised,), history)


def test_hostile_text_is_text() -> None:
    """A study called <script> is text: no text adds an element or an attribute, and each can be read."""
    plain = read(render_page(report_with("plain")))
    shapes = {(tag, tuple(attributes)) for tag, attributes in plain.elements}
    for text in HOSTILE:
        parsed = read(render_page(report_with(text)))
        assert shapes >= {(tag, tuple(attributes)) for tag, attributes in parsed.elements}, text
        assert 2 == [tag for tag, _ in parsed.elements].count("script")  # the data and the program
        assert " ".join(show(text, keep_newlines=True).split()) in " ".join("".join(parsed.texts).split())


def test_nothing_is_fetched() -> None:
    """No element has an address but places on the page, and the policy of the page forbids all else."""
    parsed = read(render_page(report_with("plain")))
    addresses = [
        value for _, found in parsed.elements for name, value in found.items() if name in ("src", "href")
    ]
    policy = next(found["content"] for _, found in parsed.elements if found.get("http-equiv"))
    assert [] == [each for each in addresses if not (each or "").startswith("#")]
    assert (policy or "").startswith("default-src 'none'; style-src 'sha256-")


def test_each_judgement_leads_to_what_is_behind_it() -> None:
    """The link of a cell names a section that is there, once."""
    parsed = read(render_page(report_with("plain")))
    links = [found["href"] for tag, found in parsed.elements if tag == "a" and found.get("class") == "behind"]
    places = [found["id"] for _, found in parsed.elements if "id" in found]
    assert ["#plain/D1/plain", "#plain/D1/plain"] == links
    assert (len(places), True) == (len(set(places)), "plain/D1/plain" in places)


def test_headers_have_scopes_and_headings_no_gaps() -> None:
    """Every header cell says what it heads, and no level of headings is skipped: screen readers need both."""
    parsed = read(render_page(report_with("plain")))
    scopes = {found.get("scope") for tag, found in parsed.elements if tag == "th"}
    levels = [int(tag[1]) for tag, _ in parsed.elements if re.fullmatch("h[1-6]", tag)]
    steps = [after - before for before, after in pairwise(levels)]
    assert ({"col", "row"}, 1, True) == (scopes, levels[0], max(steps) <= 1)


def test_a_judgement_is_symbol_and_word_besides_its_colour() -> None:
    """Its word is there where a table shows the symbol alone, and so is the mark of an override."""
    page = render_page(report_with("plain"))
    chip = 'level-poor"><span aria-hidden="true">⊗</span> <span class="word">High</span></span>'
    assert f'{chip}<span aria-hidden="true">*</span><span class="unseen">, overridden' in page


def test_no_text_gets_out_of_the_data_for_the_script() -> None:
    """Long tables and many appraisals are one block of JSON without a sign of markup, whatever they say."""
    for text in HOSTILE:
        few = report_with(text)
        table = replace(few.tables[0], rows=few.tables[0].rows * 100)
        page = render_page(replace(few, tables=(table,), appraisals=few.appraisals * 70))
        block = page.partition('id="data">')[2].partition("</script>")[0]
        expected = show(text, keep_newlines=True)
        assert ("", True) == (
            "".join(set("<>&") & set(block)),
            expected in json.loads(block)["appraisals"]["texts"],
        )


def test_a_thousand_rows_cost_little_markup() -> None:
    """Each different cell of a column is there once, and a number for each row."""
    few = report_with("a title of some length that is the same in every row")
    sizes = [
        len(render_page(replace(few, tables=(replace(few.tables[0], rows=few.tables[0].rows * times),))))
        for times in (100, 1000)
    ]
    assert sizes[1] - sizes[0] < 900 * 2 * 20


def test_the_same_report_is_the_same_page() -> None:
    """No time of writing is in it."""
    assert render_page(report_with("x")) == render_page(report_with("x"))
