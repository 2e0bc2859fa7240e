"""JSON: everything comes back, and a terminal can show it."""

from __future__ import annotations

import json
import math
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.output.hostile import any_table, any_text, one_column
from workbench.hidden_characters import HIDDEN
from workbench.output import Cell, Column, Labelled, Table, render
from workbench.output.json_rows import dump, dump_pieces


def expected_value(cell: Cell) -> object:
    """What JSON should carry of a cell."""
    if isinstance(cell, Labelled):
        return cell.value
    return None if isinstance(cell, float) and not math.isfinite(cell) else cell


@given(any_table())
def test_every_cell_comes_back(table: Table) -> None:
    """Text exactly, numbers as numbers, what is not a number as null."""
    expected = [dict(zip(table.ids, map(expected_value, row), strict=True)) for row in table.rows]
    assert expected == json.loads(render([table], "json"))


@given(any_text)
def test_nothing_in_it_acts_on_a_terminal(text: str) -> None:
    """Control characters, overrides and surrogates are escaped; the text read back is the same."""
    written = dump([text])
    assert text == json.loads(written)[0]
    assert {"\n"} >= {c for c in written if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")}


def test_letters_of_all_scripts_stay_readable() -> None:
    """A Chinese title is not a row of escapes."""
    assert '[\n  {\n    "text": "中文"\n  }\n]\n' == render([one_column("中文")], "json")


def test_a_labelled_mapping_becomes_an_object() -> None:
    """A count with its share is two numbers."""
    cell = Labelled({"count": 1, "percent": math.nan}, "1")
    assert [{"text": {"count": 1, "percent": None}}] == json.loads(render([one_column(cell)], "json"))


def test_blocks_are_one_list_with_null_for_missing_columns() -> None:
    """Programs read one list, whatever the number of checklists."""
    other = Table("t", "", (Column("more", "More"),), ((1,),))
    expected = [{"text": "x", "more": None}, {"text": None, "more": 1}]
    assert expected == json.loads(render([one_column("x"), other], "json"))


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.lists(inner).map(tuple),
    max_leaves=20,
)


@given(JSON_VALUES)
def test_the_layout_is_that_of_the_standard_library(value: object) -> None:
    """Programs that compare texts see no difference; only what a terminal acts upon is escaped besides."""
    expected = json.dumps(value, ensure_ascii=False, indent=2)
    expected = HIDDEN.sub(lambda m: m[0] if m[0] == "\n" else f"\\u{ord(m[0]):04x}", expected) + "\n"
    assert expected == dump(value)


def test_a_big_value_comes_in_pieces() -> None:
    """A long list deep inside is never one text in memory; together the pieces are the whole text."""
    value = [{"lines": [{"differ": [["study", ["Y", "ł"]]] * 60_000}]}]
    pieces = list(dump_pieces(value))
    assert len(pieces) > 2
    assert json.dumps(value, ensure_ascii=False, indent=2) + "\n" == "".join(pieces)


@pytest.mark.parametrize("value", [float("nan"), [float("inf")], {"a": (1, float("-inf"))}])
def test_what_json_cannot_say_is_refused(value: object) -> None:
    """NaN and the infinities are no JSON."""
    with pytest.raises(ValueError, match="not JSON compliant"):
        dump(value)
