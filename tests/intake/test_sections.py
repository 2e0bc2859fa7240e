"""Which part of a text is the study's own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.intake.documents.sections import Part, own_part, split_sections


@pytest.mark.parametrize(
    "heading",
    [
        "References",
        "#### REFERENCES",
        "**Similar articles**",
        "Cited by",
        "Comment in",
        "BIBLIOGRAPHY:",
        "期刊介绍:",
    ],
)
def test_what_follows_such_a_heading_is_not_the_study(heading: str) -> None:
    """References, other papers and the journal's praise are cut off however their heading is written."""
    text = f"Own words.\n{heading}\nForeign words.\n"
    assert own_part(text, split_sections(text)).strip() == "Own words."


@pytest.mark.parametrize(
    "heading", ["## Appendix", "**How to cite this article:** Bee", "Figures", "Acknowledgements"]
)
def test_such_a_heading_returns_to_the_study(heading: str) -> None:
    """What a study prints below its reference list belongs to it again."""
    text = f"Own.\nReferences\n1. Foreign.\n{heading}\nOwn again.\n"
    own = own_part(text, split_sections(text))
    assert "Own again." in own
    assert "Foreign" not in own


@pytest.mark.parametrize(
    "line", ["We use cookies to improve this site.", "Accept all cookies", "PubMed Disclaimer", "U.S. flag"]
)
def test_banner_lines_are_taken_out_one_by_one(line: str) -> None:
    """A notice in the midst of the text is no part of the study; the text around it is."""
    text = f"Before.\n{line}\nAfter.\n"
    assert own_part(text, split_sections(text)) == "Before.\n\nAfter.\n"


def test_the_word_in_a_sentence_is_no_heading() -> None:
    """ "References" within a line does not end the study."""
    text = "References were checked.\nMore."
    assert ((Part.STUDY, 0, len(text)),) == tuple((s.part, s.start, s.end) for s in split_sections(text))


_LINES = [
    "References",
    "Similar articles",
    "Abstract",
    "View Original Abstract",
    "U.S. flag",
    "words",
    "",
    "期刊介绍: x",
]


@given(st.lists(st.sampled_from(_LINES), max_size=12).map("\n".join))
def test_sections_always_cover_the_text(text: str) -> None:
    """Whatever the order of headings, the sections follow each other and cover everything once."""
    sections = split_sections(text)
    assert text == "".join(text[s.start : s.end] for s in sections)
    assert all(s.start < s.end for s in sections)
