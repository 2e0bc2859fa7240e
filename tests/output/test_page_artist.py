"""Pages drawn by forms that alike marks share: the order of what overlaps, and texts measured by letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextToPath

from tests.output.test_drawing import lights
from workbench.output.figures.draw import lay_out
from workbench.output.figures.page import Disc, Mark
from workbench.output.figures.page_artist import layers
from workbench.output.figures.sizes import Sizes
from workbench.output.figures.text_width import MM_PER_POINT, width_of

PLAIN = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=30)


@given(PLAIN.filter(lambda text: text == " ".join(text.split())))
def test_a_text_is_as_wide_as_matplotlib_lays_it_out(text: str) -> None:
    """Put together from letters and pairs, kerning and ligatures included."""
    face = FontProperties(family="DejaVu Sans", size=100)
    expected, _, _ = TextToPath().get_text_width_height_descent(text, face, ismath=False)
    assert width_of(text, 100) == pytest.approx(expected * MM_PER_POINT, rel=0.002)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(1, 4)), max_size=25))
def test_what_lies_over_another_mark_is_in_a_later_layer(places: list[tuple[int, int, int]]) -> None:
    """Marks are drawn out of their order only where nobody can see it."""
    marks: list[Mark] = [Disc(x, y, radius, f"#{n:06d}") for n, (x, y, radius) in enumerate(places)]
    layer_of = {id(mark): number for number, layer in enumerate(layers(marks)) for mark in layer}
    wrong = [
        (upper, lower)
        for at, upper in enumerate(marks)
        for lower in marks[:at]
        if layer_of[id(upper)] <= layer_of[id(lower)]
        and abs(upper.x - lower.x) < upper.radius + lower.radius
        and abs(upper.y - lower.y) < upper.radius + lower.radius
    ]
    assert ([], len(marks)) == (wrong, len(layer_of))


def test_a_traffic_light_has_few_layers_however_many_rows_it_has() -> None:
    """Stripes, discs, signs, stars: alike discs of a page are drawn at once."""
    (page,) = lay_out(lights(30), Sizes(180, 900, "safe"))
    assert len(layers(page.marks)) < 8
