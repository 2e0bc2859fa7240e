"""Folded texts: nothing is lost, and every place can be found from both sides."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.tui.screens.appraise.folded_text import FoldedText, Stretch


@st.composite
def folded(draw: st.DrawFn) -> tuple[str, list[Stretch]]:
    """A text, and stretches of it that do not overlap."""
    text = draw(st.text(alphabet="ab \n", min_size=1, max_size=60))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    pairs = [(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False) if start < end]
    return text, [Stretch(start, end, "folded") for start, end in pairs]


@given(folded())
def test_a_place_outside_the_folds_comes_back(made: tuple[str, list[Stretch]]) -> None:
    """From the text to the view and back is the same place, and the same character stands there."""
    text, stretches = made
    shown = FoldedText(text, stretches)
    for place, character in enumerate(text):
        if any(one.start <= place < one.end for one in stretches):
            continue
        seen = shown.to_view(place)
        assert seen is not None
        assert character == shown.view[seen]
        assert place == shown.to_text(seen)


@given(folded())
def test_a_place_within_a_fold_is_not_in_sight(made: tuple[str, list[Stretch]]) -> None:
    """What is folded away has no place in the view, but for its beginning."""
    text, stretches = made
    shown = FoldedText(text, stretches)
    for one in stretches:
        for place in range(one.start + 1, one.end):
            assert shown.to_view(place) is None


def test_without_folds_the_view_is_the_text() -> None:
    """Nothing is added and nothing moves."""
    shown = FoldedText("one\ntwo")
    assert "one\ntwo" == shown.view
    assert [0, 3, 7] == [shown.to_text(place) for place in (0, 3, 7)]


def test_a_line_can_stand_between_two_characters() -> None:
    """A stretch without characters folds nothing; every place of the text is found from both sides."""
    shown = FoldedText("one\ntwo", [Stretch(4, 4, "heading\n", mark="")])
    assert "one\nheading\ntwo" == shown.view
    assert [0, 3, 12, 14] == [shown.to_view(place) for place in (0, 3, 4, 6)]
    assert [0, 3, 4, 6] == [shown.to_text(seen) for seen in (0, 3, 12, 14)]
