"""Foreign text that repeats one awkward piece is read or refused; its time is a benchmark, no test."""

from __future__ import annotations

import pytest

from benchmarks.hostile_input import READERS, Reader


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_no_repeated_piece_stops_a_reader(reader: Reader) -> None:
    """Each reader takes thousands of characters of each piece without an error of its own."""
    for _, text in reader.texts(3_000):
        reader.read(text)
