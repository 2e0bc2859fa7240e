"""Running heads and feet: left out of the text that is read, kept in the text that is stored."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from workbench.intake import clean_text, find_quote
from workbench.intake.documents.running_lines import running_lines

BODY = [
    ["Warm sand for stiff shoulder", "Forty adults who came with a stiff shoulder were given warm sand, and"],
    ["after six weeks their pain was less than that of those who were treat-"],
    ["ed as usual. Nobody was lost before the last visit took place in Kyoto, the town of Dr"],
    ["Suzuki, where all of them lived.", "It was a small study, as the authors say themselves,"],
    ["and it had no money of its own."],
    ["Nothing else was seen."],
]
WHOLE = (
    "Forty adults who came with a stiff shoulder were given warm sand, and after six weeks their pain was"
    " less than that of those who were treated as usual. Nobody was lost before the last visit took place"
    " in Kyoto, the town of Dr Suzuki, where all of them lived."
)


def paged(heads: list[list[str]], feet: list[list[str]]) -> str:
    """The body with lines above and below each page."""
    pages = zip(heads, BODY, feet, strict=True)
    return "\n\f\n".join("\n".join([*head, *lines, *foot]) for head, lines, foot in pages)


def even_and_odd(number: int) -> list[str]:
    """Authors above even pages, the journal above odd ones, each with the page's number on its own side."""
    odd = [f"Journal of Imaginary Joints (2021) 3:2 | {number}"]
    return [f"{number}  Byron and Li"] if number % 2 == 0 else odd


NONE: list[list[str]] = [[] for _ in BODY]
NUMBERS = [[str(number)] for number in range(101, 107)]
LAYOUTS = {
    "nothing": (NONE, NONE),
    "numbers below": (NONE, NUMBERS),
    "numbers above and a foot": ([[], *NUMBERS[1:]], [["https://example.org/sand"] for _ in BODY]),
    "even and odd": ([[], *(even_and_odd(number) for number in range(102, 107))], NONE),
    "a foot of two lines with a number between": (
        NONE,
        [["Downloaded by a guest", f"Page {n} of 6", "© 2021 The Authors. All of it"] for n in range(1, 7)],
    ),
    "nearly the same": (
        [[], *([f"Byron et al. Warm sand for the shoulde{end}, {n}"] for n, end in enumerate("rnrrr", 2))],
        NONE,
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_sentences_go_on_over_pages(name: str) -> None:
    """Whatever stands above and below: a cut word is whole, a cut sentence one, a quote of it is found."""
    text = paged(*LAYOUTS[name])
    clean = clean_text(text)
    assert WHOLE in clean.text
    assert find_quote(clean.text, WHOLE) is not None
    for words in ("Byron", "Journal", "example.org", "Downloaded", "Authors", "Page", "102", "104"):
        assert words not in clean.text
    start, end = clean.to_source(clean.text.index("treated"), clean.text.index("treated") + 7)
    assert text[start:end].startswith("treat-")
    assert text[start:end].endswith("ed")


def test_the_head_of_the_first_page_stays() -> None:
    """It begins the article, whether or not later pages repeat it."""
    heads = [["Journal of Imaginary Joints"] for _ in BODY]
    clean = clean_text(paged(heads, NONE))
    assert clean.text.startswith("Journal of Imaginary Joints\nWarm sand")
    assert 1 == clean.text.count("Imaginary")


@pytest.mark.parametrize("line", ["Results", "Table 2 shows no more", "34 12 5", "Li"])
def test_a_line_that_one_page_has_stays(line: str) -> None:
    """A heading or a row at an edge is no running line."""
    heads = [*NONE[:3], [line], *NONE[4:]]
    assert line in clean_text(paged(heads, NUMBERS)).text


def test_rows_of_numbers_stay_but_for_the_page_number() -> None:
    """Of several numbers at an edge only the outermost can be the page's."""
    text = "A table of things\n12\n34\n\f\nmore of it\n56\n78"
    assert ["34", "78"] == [text[start:end] for start, end in running_lines(text)]


def test_a_text_of_more_pages_than_any_article_is_left_alone() -> None:
    """Time stays bounded."""
    assert [] == list(running_lines("1\n\f" * 5_000))


LINES = st.sampled_from(
    ["Byron and Li 2", "3", "A sentence that goes on and", "", " ", "a" * 250, "Journal", "\f"]
)


@given(st.lists(LINES, max_size=40).map("\n".join))
@example("\f\n3\n\f")
@settings(max_examples=200, deadline=None)
def test_running_lines_are_lines_in_order(text: str) -> None:
    """They are whole lines, apart from each other, and none holds a page's end."""
    last = 0
    for start, end in running_lines(text):
        assert last <= start < end
        assert "\f" not in text[start:end]
        assert "\n" not in text[start:end]
        assert text[start - 1 : start] in ("", "\n", "\f")
        assert text[end : end + 1] in ("", "\n", "\f")
        last = end
