"""Columns share a line: narrow ones stay whole, and what is left goes where rows are tall."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.output.column_widths import share_room


def test_narrow_columns_stay_whole() -> None:
    """What is left goes to the long one."""
    assert [8, 68] == share_room(76, [2, 2], [8, 90], [[8, 90], [8, 60]], 1, 0.2)


def test_the_rest_goes_to_what_makes_rows_tall() -> None:
    """Of two columns with one long title each, the one with long cells gets most of it."""
    first, second = share_room(60, [5, 5], [80, 80], [[80, 5]] + [[5, 70]] * 8, 1, 0.2)
    assert (60, True) == (first + second, second > first + 10)


columns = st.lists(st.tuples(st.integers(1, 30), st.integers(0, 200)), min_size=1, max_size=6)


@given(columns, st.integers(0, 200), st.integers(1, 9))
def test_widths_stay_within_their_bounds_and_the_room(
    columns: list[tuple[int, int]], spare: int, step: int
) -> None:
    """No column gets less than it needs nor more than it can use; room is left only where all are whole."""
    least = [low for low, _ in columns]
    natural = [low + more for low, more in columns]
    room = sum(least) + spare
    widths = share_room(room, least, natural, [natural], step, 0.2)
    assert all(low <= width <= most for low, width, most in zip(least, widths, natural, strict=True))
    assert min(room, sum(natural)) == sum(widths)
