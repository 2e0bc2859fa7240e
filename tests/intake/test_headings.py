"""The headings of a text, as the reader jumps by them."""

from __future__ import annotations

from workbench.intake import headings_of, headings_to_read_by

TEXT = """A trial of warm sand

Methods

Participants

We asked ten patients.

2.2 Primary outcome:

Walking. Harms

were counted.
Baseline

RESULTS

Outcomes
Nobody fell.

Adverse events

None.
"""


def test_short_lines_between_blank_lines_that_name_a_part_are_headings_to_read_by() -> None:
    """Not in a paragraph, nor where text goes on below; a search for passages knows the large parts only."""
    words = [words for _, words in headings_to_read_by(TEXT)]
    assert ["Methods", "Participants", "2.2 Primary outcome", "RESULTS", "Adverse events"] == words
    assert ["Methods", "RESULTS"] == [words for _, words in headings_of(TEXT)]
    assert all(TEXT[place:].startswith(words) for place, words in headings_to_read_by(TEXT))
