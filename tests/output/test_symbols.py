"""Every judgement has a symbol and a word; colour is never the only sign."""

from __future__ import annotations

from rich.cells import cell_len

from checklists import list_checklists
from workbench.output.symbols import (
    SYMBOLS,
    LevelOrder,
    order_of,
    show_judgement,
    symbol_of,
    symbols_on,
)

LEVELS = ("low", "some_concerns", "moderate", "serious", "high", "critical", "no_information", None)


def test_every_level_of_the_built_in_scales_is_known() -> None:
    """The levels of all four scales, and None for what nobody judged yet."""
    assert set(LEVELS) == set(SYMBOLS)


def test_words_tell_levels_apart_without_symbol_or_colour() -> None:
    """No two levels share a word."""
    assert len(LEVELS) == len({symbol_of(level).word for level in LEVELS})


def test_each_scale_has_a_symbol_and_a_colour_of_its_own_for_each_level() -> None:
    """Within one scale no two levels look alike, in Unicode as in ASCII."""
    for scale in (("low", "some_concerns", "high"), ("low", "moderate", "serious", "critical")):
        symbols = [symbol_of(level) for level in (*scale, "no_information", None)]
        for look in ("symbol", "plain", "colour"):
            assert len(symbols) == len({getattr(symbol, look) for symbol in symbols}), look


def test_symbols_take_one_terminal_cell_and_have_an_ascii_form() -> None:
    """Columns of symbols line up, and a plain terminal can show them."""
    assert {1} == {cell_len(symbol.symbol) for symbol in SYMBOLS.values()}
    assert all(symbol.plain.isascii() and len(symbol.plain) == 1 for symbol in SYMBOLS.values())


def test_a_level_of_a_later_checklist_is_shown_by_its_id() -> None:
    """An unknown level does not crash and is not passed off as a known one."""
    assert "◇ Very low" == show_judgement("very_low")
    assert "· Not judged yet" == show_judgement(None)


def test_a_level_looks_by_its_place_on_its_scale() -> None:
    """High is the worst risk of bias and the best confidence; the words and the order are the scale's own."""
    amstar = LevelOrder(("high", "moderate", "low", "critically_low"))
    assert ["⊕ High", "⊖ Moderate", "⊗ Low", "⊠ Critically low"] == [
        symbol_of(level, amstar).mark() for level in amstar.levels
    ]
    assert symbol_of("high", amstar).colour == symbol_of("low").colour


def test_the_shipped_scales_of_risk_of_bias_look_as_they_do_by_name() -> None:
    """A figure of theirs is the same whether it knows the scale or not."""
    known = [
        (level, order_of(checklist.scale_of(target)))
        for checklist in list_checklists()
        for target in checklist.targets
        for level in checklist.scale_of(target).levels
        if checklist.scale_of(target).ordered[0] == "low" and level in SYMBOLS
    ]
    assert known
    assert all(symbol_of(level, order) == symbol_of(level) for level, order in known)


def test_no_two_levels_of_a_scale_look_alike_however_long_it_is() -> None:
    """In Unicode as in ASCII, from two levels to nine, with two beside the order."""
    for count in range(2, 10):
        order = LevelOrder(tuple(f"level_{place}" for place in range(count)), ("unclear", "unknown"))
        symbols = list(symbols_on(order).values())
        assert len(symbols) == len({symbol.symbol for symbol in symbols})
        assert len(symbols) == len({symbol.plain for symbol in symbols})
        assert {1} == {cell_len(symbol.symbol) for symbol in symbols}
