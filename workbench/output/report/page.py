"""Write the report as one HTML page, on which everything is escaped but our own style and script."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from importlib import resources
from typing import TYPE_CHECKING, Any

from workbench.hidden_characters import show
from workbench.output.figures.palettes import ink_on
from workbench.output.report.cells import TableShown, table_shown
from workbench.output.report.content import Report
from workbench.output.report.long_data import (
    FIRST,
    MANY,
    appraisals_data,
    as_script_data,
    level_class,
    table_data,
)
from workbench.output.report.opening import facts, legend, starred
from workbench.output.report.places import Places, places_in
from workbench.output.report.sections import Section, arrange
from workbench.output.report.table_csv import csv_data
from workbench.output.symbols import TIER_COLOURS

if TYPE_CHECKING:
    from jinja2 import Environment

PRINTED_APPRAISALS = 20
PRINTED_CHANGES = 300
"""More than these are printed only if the reader has opened them: a hundred studies make many pages."""

_SCRIPTS = (
    *("page.js", "sort.js", "filter.js", "long_table.js", "tables.js", "appraisals.js", "places.js"),
    *("behind.js", "search.js", "csv.js", "comments.js"),
)
"""One after the other they are the script of the page; each builds on those before it."""


def render_page(report: Report) -> str:
    """Return the page, the same text for the same report."""
    from markupsafe import Markup  # imported here: only a report needs it

    style, script = _style(), "".join(map(_file, _SCRIPTS))
    places = places_in(report)
    sections = arrange(report, places)
    history = table_shown(report.history, "history-table", Places(), report)
    many = len(report.appraisals) > MANY
    data = _data(report, sections, history, many)
    page = _environment().get_template("page.html.jinja")
    return page.render(
        report=report,
        facts=facts(report),
        legend=legend(report),
        starred=starred(report),
        sections=sections,
        history=history,
        many=many,
        first=FIRST,
        data=Markup(as_script_data(data)),
        places=places,
        prints_appraisals=len(report.appraisals) <= PRINTED_APPRAISALS,
        prints_history=len(report.history.rows) <= PRINTED_CHANGES,
        style=Markup(style),
        script=Markup(script),
        policy=f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'",
    )


def _data(report: Report, sections: Sequence[Section], history: TableShown, many: bool) -> dict[str, Any]:
    """Return what the script draws, and what it makes CSV of."""
    parts = [part for section in sections for group in section.groups for part in group.parts]
    named = [part for part in parts if isinstance(part, TableShown)]
    data: dict[str, Any] = {
        "tables": {
            table.anchor: table_data(table.long) for table in (*named, history) if table.long is not None
        },
        "csv": csv_data(sorted(named, key=lambda table: int(table.anchor[1:]))),
    }
    if many:
        data["appraisals"] = appraisals_data(report.appraisals)
    return data


def _environment() -> Environment:
    """The engine, with everything escaped, and a mistake in a template an error rather than a gap."""
    import jinja2

    made = jinja2.Environment(
        loader=jinja2.FunctionLoader(_file),
        autoescape=True,
        finalize=_shown,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
    )
    made.globals |= {"level_class": level_class}
    return made


def _shown(value: Any) -> Any:
    """Plain texts with what they hide made visible; what the engine has escaped already stays."""
    return show(value, keep_newlines=True) if type(value) is str else value


_STEPS = {
    "step-down-1": "#EBC354",
    "step-down-2": "#DE7F3E",
    "step-down-3": "#8E1B3A",
    "step-up-1": "#8EC3E8",
    "step-up-2": "#4A90C2",
    "step-up-3": "#4A90C2",
}


def _style() -> str:
    """The style with the colours of judgements, and on each the ink that can be read there."""
    colours = {f"level-{tier}": colour for tier, colour in TIER_COLOURS.items()}
    rules = [
        f".{name} {{ background: {colour}; color: {ink_on(colour)}; }} "
        f"rect.{name} {{ fill: {colour}; }} text.{name} {{ fill: {ink_on(colour)}; }}"
        for name, colour in {**colours, **_STEPS}.items()
    ]
    return _file("page.css") + "\n".join(rules) + "\n"


def _file(name: str) -> str:
    return (resources.files(__package__) / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """How a content security policy names the one style and the one script that it lets through."""
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()
