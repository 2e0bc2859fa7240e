"""No text, however hostile, takes long."""

from __future__ import annotations

import pytest

from workbench.intake import read_document, suggest_design, suggest_key

MEGABYTE = 1_000_000
UNITS = {
    "letters": "a",
    "capitals": "A",
    "spaces": " ",
    "newlines": "\n",
    "open tags": "<p ",
    "brackets": "[",
    "hashes": "#",
    "heading marks": "# ",
    "stars": "*",
    "dois": "10.1234/",
    "doi labels": "doi: ",
    "digits": "1",
    "labels": "BACKGROUND",
    "label sentences": ".METHODS",
    "registrations": "registered NCT0123456 ",
    "trial words": "randomised ",
    "case words": "case ",
    "propensity": "matched the propensity ",
    "longitudinal": "longitudinal very ",
    "names": "Aa Bb, ",
    "bars": "Aa Bb | ",
    "years": "J. 2020 ",
    "headings": "References\n",
    "banners": "U.S. flag\n",
    "markers": "View Original Abstract\n",
    "ages": "a 4-year-old ",
    "covid": "with COVID-19 ",
    "entities": "&lt;",
    "hyphens": "\xad",
    "summaries": "abstract\n",
    "ansi": "\x1b[31m",
    "copyright": "© ",
}
FRONTS = {
    "text": "word\n",
    "pubmed": "T\n- PMID: 1\nAbstract\n",
    "markdown": "# Title\n## Abstract\n",
    "json": '{"title": "',
}


WORST = [("text", "names"), ("pubmed", "heading marks"), ("pubmed", "stars"), ("markdown", "open tags")]
WORST += [("markdown", "hashes"), ("text", "registrations"), ("pubmed", "markers"), ("json", "letters")]


@pytest.mark.parametrize("front", FRONTS)
@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.timeout(300)
def test_nothing_takes_more_than_linear_time(unit: str, front: str) -> None:
    """50 kB of one repeated piece is read, keyed and classed at once: a square of that would take minutes."""
    _work(front, unit, 50_000)


@pytest.mark.parametrize(("front", "unit"), WORST)
@pytest.mark.timeout(300)
def test_a_megabyte_is_worked_off(front: str, unit: str) -> None:
    """A megabyte of the pieces that take longest is read, keyed and classed; a square of that would hang."""
    _work(front, unit, MEGABYTE)


def _work(front: str, unit: str, size: int) -> None:
    """Read, key and class a text of one repeated piece."""
    text = FRONTS[front] + UNITS[unit] * (size // len(UNITS[unit]))
    if front == "json":
        text = text.replace("\n", " ").replace("\xad", " ").replace("\x1b", " ") + '", "abstract": "x"}'
    data = text.encode()
    study = read_document(data, "hostile")
    suggest_design(study)
    suggest_key(study, set())
