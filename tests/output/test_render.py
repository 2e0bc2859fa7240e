"""All formats through one entrance."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.output.hostile import HOSTILE, any_table, one_column
from workbench.errors import UsageError
from workbench.output import FORMATS, Column, Table, render


@given(st.lists(any_table(), max_size=2), st.sampled_from(tuple(FORMATS)), st.none() | st.integers(1, 120))
def test_no_text_makes_a_format_fail(tables: list[Table], fmt: str, width: int | None) -> None:
    """Any tables, in any format, at any width."""
    text = render(tables, fmt, width=width)
    assert isinstance(text, str)
    assert text.endswith("\n") or not tables


@pytest.mark.parametrize("fmt", FORMATS)
def test_a_table_without_rows_is_still_a_table(fmt: str) -> None:
    """Nothing found is no failure."""
    assert render([Table("t", "Empty", (Column("a", "A"),), ())], fmt).endswith("\n")


@pytest.mark.parametrize("fmt", FORMATS)
def test_the_hostile_list_is_rendered(fmt: str) -> None:
    """Twenty thousand characters more do no harm either."""
    assert render([one_column(*HOSTILE, "長" * 20_000)], fmt, width=80)


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    """The message says what there is."""
    with pytest.raises(UsageError, match="text, json, csv, tsv, markdown, html, latex"):
        render([], "xlsx")
