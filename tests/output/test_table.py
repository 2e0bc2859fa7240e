"""A table is whole or it is refused."""

from __future__ import annotations

import pytest

from workbench.output import Column, Labelled, Table
from workbench.output.table import alignments, cell_text, union

A, B, C = Column("a", "A"), Column("b", "B"), Column("c", "C")


def test_a_row_of_another_length_is_refused() -> None:
    """The fault is named where the table is made, not in the middle of a page."""
    with pytest.raises(ValueError, match="row 2 has 1 cells for 2 columns"):
        Table("t", "", (A, B), (("x", "y"), ("x",)))


def test_two_columns_with_one_id_are_refused() -> None:
    """JSON could carry only one of them."""
    with pytest.raises(ValueError, match="same id"):
        Table("t", "", (A, A), ())


def test_blocks_are_joined_over_the_union_of_their_columns() -> None:
    """A column that a block does not have is empty in its rows."""
    ids, rows = union((Table("t", "", (A, B), ((1, 2),)), Table("t", "", (B, C), ((3, 4),))))
    assert ("a", "b", "c") == ids
    assert [(1, 2, None), (None, 3, 4)] == rows


def test_only_columns_of_numbers_are_aligned_to_the_right() -> None:
    """A text among numbers, a truth value or an empty column keeps the left."""
    table = Table("t", "", (A, B, C), ((1, "1", None), (None, 2, True), (2.5, 3, None)))
    assert ("right", "left", "left") == alignments(table)


def test_cells_become_text_without_guessing() -> None:
    """Nothing is rounded, and a labelled cell shows its label."""
    assert ["", "yes", "0.1", "007", "⊕ Low"] == [
        cell_text(cell) for cell in (None, True, 0.1, "007", Labelled("low", "⊕ Low"))
    ]
