"""The report as one HTML page. The template engine escapes everything but our own style and script."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from importlib import resources
from typing import Any

from workbench.output.judgements import judgement_in
from workbench.output.plots.palettes import ink_on
from workbench.output.report.content import Report
from workbench.output.symbols import SYMBOLS, Symbol, symbol_of
from workbench.output.table import Cell, Table, alignments, cell_text, is_number
from workbench.visible import show

_WIDE = 8
"""A table with more columns is printed across."""


@dataclass(frozen=True, slots=True)
class CellShown:
    """One cell: its text, or a judgement with its symbol; with the place that it leads to."""

    text: str
    symbol: Symbol | None
    starred: bool
    sort: str
    target: str


@dataclass(frozen=True, slots=True)
class TableShown:
    """A table ready for the template."""

    anchor: str
    place: str
    title: str
    titles: tuple[str, ...]
    aligned: tuple[str, ...]
    rows: tuple[tuple[CellShown, ...], ...]
    notes: tuple[str, ...]
    wide: bool


def render_page(report: Report) -> str:
    """The page, the same text for the same report."""
    import jinja2  # imported here: only a report needs it
    from markupsafe import Markup

    style, script = _style(), _file("page.js")
    environment = jinja2.Environment(autoescape=True, finalize=_shown, undefined=jinja2.StrictUndefined)
    anchors = {one.key: f"a{number}" for number, one in enumerate(report.appraisals, start=1)}
    targets = {
        (*one.key, judged.target): f"{anchors[one.key]}-{place}"
        for one in report.appraisals
        for place, judged in enumerate((one.overall, *one.domains))
    }
    items = {
        (*one.key, item.id): targets[(*one.key, judged.target)]
        for one in report.appraisals
        for judged in one.domains
        for item in judged.items
    }
    return environment.from_string(_file("page.html.jinja")).render(
        report=report,
        tables=[
            table_shown(table, f"t{number}", targets | items) for number, table in enumerate(report.tables, 1)
        ],
        history=table_shown(report.history, "history-table", {}),
        anchors=anchors,
        targets=targets,
        symbol_of=symbol_of,
        level_class=level_class,
        style=Markup(style),
        script=Markup(script),
        policy=f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'",
    )


def _shown(value: Any) -> Any:
    """Plain texts with what they hide made visible; what the engine has escaped already stays."""
    return show(value, keep_newlines=True) if type(value) is str else value


def table_shown(table: Table, anchor: str, targets: dict[tuple[str, str, str, str], str]) -> TableShown:
    """A table with each cell's way to the appraisal behind it, where there is one."""
    ids = table.ids
    who = [ids.index(name) if name in ids else None for name in ("study", "result", "reviewer")]

    def target(row: tuple[Cell, ...], column: str) -> str:
        if None in who:
            return ""
        study, result, reviewer = (cell_text(row[at]) for at in who if at is not None)
        item = cell_text(row[ids.index("item")]) if "item" in ids and column in ("item", "answer") else column
        return targets.get((study, result, reviewer, item), "")

    rows = tuple(
        tuple(_cell(cell, target(row, column)) for cell, column in zip(row, ids, strict=True))
        for row in table.rows
    )
    wide = len(table.columns) > _WIDE
    place = "answers" if table.name == "answers" else f"{anchor}-section"
    return TableShown(anchor, place, table.title, table.titles, alignments(table), rows, table.notes, wide)


_ORDER = {level: number for number, level in enumerate(SYMBOLS)}


def _cell(cell: Cell, target: str) -> CellShown:
    symbol = judgement_in(cell)
    text = cell_text(cell)
    if symbol is not None:
        place = _ORDER.get(symbol.level, len(_ORDER))
        return CellShown(symbol.word, symbol, text.endswith("*"), f"{place:02d}", target)
    return CellShown(text, None, False, str(cell) if is_number(cell) else text, target)


def level_class(level: str | None) -> str:
    """The class of a level in the style; one for all that no built-in scale has."""
    return (
        f"level-{level}" if level in SYMBOLS and level else "level-none" if level is None else "level-other"
    )


def _style() -> str:
    levels = [(level_class(symbol.level), symbol.colour) for symbol in SYMBOLS.values()]
    rules = [
        f".{name} {{ background: {colour}; color: {ink_on(colour)}; }}"
        for name, colour in [*levels, ("level-other", "#999999")]
    ]
    return _file("page.css") + "\n".join(rules) + "\n"


def _file(name: str) -> str:
    return (resources.files(__package__) / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """How a content security policy names the one style and the one script that it lets through."""
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()
