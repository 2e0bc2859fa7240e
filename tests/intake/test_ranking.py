"""Passages for an item: found by its cues, by the words of its question, and by what means the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.intake import Query, rank_passages
from workbench.intake.quotes.concepts import CONCEPTS
from workbench.intake.quotes.stems import stem

TEXT = """\
Drops for dry eye: a trial

INTRODUCTION
Dry eye is often followed up for long.

METHODS
Twelve adults used the drops. Two moved abroad and were lost to follow-up. The scale was validated elsewhere.

FUNDING
None declared.

Correspondence: lost@example.org follow-up missing available
"""


def found(query: Query, text: str = TEXT) -> list[str]:
    """The passages of a text, best first."""
    return [text[each.passage.start : each.passage.end] for each in rank_passages([(text, ())], query)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Query((), "The outcome is known for nearly all; little is missing."), "Two moved abroad"),
        (Query(("validate",)), "The scale was validated"),
        (Query((), "Funding and interests are declared."), "None declared."),
    ],
)
def test_a_sentence_is_found_by_other_words_than_its_own(query: Query, expected: str) -> None:
    """By what means the same, by another form of a word, by the heading above it."""
    assert found(query)[0].startswith(expected)


def test_what_only_shares_words_of_the_question_is_no_passage() -> None:
    """A text that speaks of nothing the item asks about has none."""
    assert [] == found(Query((), "Weather zones clouds"), "The clouds left these weather zones.")


def test_stretches_that_are_not_the_study_are_not_searched() -> None:
    """Such as a list of references."""

    class Fold:
        start, end = 0, len(TEXT)

    assert [] == rank_passages([(TEXT, (Fold(),))], Query(("validated",)))


def test_a_passage_names_what_it_was_found_by() -> None:
    """The cue as the checklist has it, and the matter."""
    (first, *_) = rank_passages([(TEXT, ())], Query(("lost to follow-up",), "All are accounted for."))
    assert {"lost to follow-up", "complete"} <= set(first.passage.cues)


@given(st.text(max_size=300), st.text(max_size=60))
def test_passages_lie_in_the_text_best_first(text: str, words: str) -> None:
    """Whatever is searched for, in whatever text."""
    passages = [each.passage for each in rank_passages([(text, ())], Query((words,), words, words))]
    assert all(0 <= passage.start < passage.end <= len(text) for passage in passages)
    assert passages == sorted(passages, key=lambda passage: -passage.score)


@given(st.text())
def test_a_stem_is_short_and_stays(word: str) -> None:
    """It is never longer than the word in small letters."""
    assert len(stem(word)) <= len(word.casefold())


def test_each_matter_has_phrases_of_its_own() -> None:
    """No phrase stands twice in a matter, and none is empty."""
    assert {} == {
        name: phrases
        for name, phrases in CONCEPTS.items()
        if len(set(phrases)) < len(phrases) or "" in phrases
    }
