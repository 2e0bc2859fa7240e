"""Spare applications without a terminal what they would do anew or for nobody."""

from __future__ import annotations

from typing import Any

from textual._compositor import Compositor
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

_Rules = list[RuleSet]


def parse_styles_once() -> None:
    """Keep the parsed styles of all widgets: each application, and each change of theme, parses them anew."""
    parse, parsed = Stylesheet._parse_rules, dict[Any, _Rules]()

    def parse_once(sheet: Stylesheet, *style: Any, **named: Any) -> _Rules:
        known = (*style, *sorted(named.items()), frozenset(sheet._variables.items()))
        if known not in parsed:
            parsed[known] = parse(sheet, *style, **named)
        return parsed[known]

    Stylesheet._parse_rules = parse_once  # type: ignore[method-assign]


def paint_what_is_looked_at() -> None:
    """Paint the screen in full for whoever looks at it (`frames`), and no change in between for nobody.

    A quarter of the time of these tests went into it. The terminal in which `test_terminal.py` starts the
    program gets every change, and `serve` in a browser too.
    """
    paint = Compositor.render_update

    def look(compositor: Compositor, full: bool = False, **named: Any) -> Any:
        if full:
            return paint(compositor, full, **named)
        compositor._dirty_regions.clear()
        return None

    Compositor.render_update = look  # type: ignore[method-assign]
