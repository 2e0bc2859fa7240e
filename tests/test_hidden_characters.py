"""Nothing that a text hides reaches a terminal."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from workbench.hidden_characters import show, show_in_place

ANY_TEXT = st.text(st.characters(exclude_categories=[])) | st.text(
    st.sampled_from(
        "ab\x00\x07\x1b\x7f\x85\x9b\r\n\t\u200b\u200c\u200d\u200e\u200f\u061cש\u202e\u2028\u2066\ufeff\ud800\udfff"
    )
)
BIDI = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@given(ANY_TEXT)
def test_a_shown_text_holds_nothing_that_a_terminal_would_act_upon(text: str) -> None:
    """Whatever goes in, no control character, bidirectional override or surrogate comes out."""
    shown = show(text)
    assert [] == [c for c in shown if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") or c in BIDI]
    assert shown == shown.encode("utf-8").decode("utf-8")
    assert "" == shown or [shown] == shown.splitlines()


@given(ANY_TEXT)
def test_showing_twice_changes_nothing_more(text: str) -> None:
    """A text that was shown once is safe and comes back as it is."""
    assert show(text) == show(show(text))
    running = show(text, keep_newlines=True)
    assert running == show(running, keep_newlines=True)


@given(ANY_TEXT)
def test_in_place_keeps_every_position(text: str) -> None:
    """One character stands for one, so that a passage selected on screen is the passage in the text."""
    shown = show_in_place(text)
    assert len(text) == len(shown)
    assert [i for i, c in enumerate(text) if c == "\n"] == [i for i, c in enumerate(shown) if c == "\n"]


def test_an_escape_sequence_is_seen_and_not_run() -> None:
    """ESC and the one-byte CSI of C1 become signs; the rest of the sequence is ordinary text."""
    assert "␛[2Jgone" == show("\x1b[2Jgone")
    assert "\\u{9B}2Jgone" == show("\x9b2Jgone")


def test_line_breaks_stay_in_running_text_and_become_signs_in_a_line() -> None:
    """CR LF counts as one line break in both."""
    assert "a⏎b⏎c␉d" == show("a\r\nb\nc\td")
    assert "a\nb\nc\td" == show("a\r\nb\nc\td", keep_newlines=True)
    assert "progress␍done" == show("progress\rdone", keep_newlines=True)


def test_what_scripts_are_written_with_stays() -> None:
    """Persian, Hindi and emoji need joiners, marks and selectors; brackets are text."""
    for text in (
        "می\u200cخواهم",
        "क्\u200dष",
        "👩\u200d🔬",
        "e\u0301",
        "✔\ufe0f",
        "שלום\u200f!",
        "[bold]中文[/bold]",
    ):
        assert text == show(text) == show_in_place(text)


def test_marks_that_hide_among_latin_letters_are_seen() -> None:
    """A joiner or a mark of direction in a Latin word makes it another word that looks the same."""
    assert "Smi\\u{200D}th \\u{200F}2020" == show("Smi\u200dth \u200f2020")
    assert "\\u{200C}\\u{200D}a\\u{61C}" == show("\u200c\u200da\u061c")


def test_a_long_text_is_shown_whole() -> None:
    """Twenty thousand characters come out piece for piece, even where they are full of hidden ones."""
    assert show("\u202eé\x1b中") * 5_000 == show("\u202eé\x1b中" * 5_000)
