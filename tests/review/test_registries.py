"""A table, a figure or an export that is added to its registry turns up wherever such things are listed."""

from __future__ import annotations

import importlib
from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from workbench.cli.verbs import export as export_verb
from workbench.cli.verbs import plot as plot_verb
from workbench.cli.verbs import table as table_verb
from workbench.output import Column, Table
from workbench.output.exports.export import Export
from workbench.output.figures.subjects import Bars
from workbench.output.report.page import render_page
from workbench.output.report.table_places import JUDGEMENTS, ReportPlace
from workbench.review.publish.build_export import build_export
from workbench.review.publish.build_figure import build_figure
from workbench.review.publish.exports import EXPORTS, ExportKind, ExportRequest
from workbench.review.publish.figures import FIGURES, FigureKind
from workbench.review.publish.report import report
from workbench.review.tables.build import build_table
from workbench.review.tables.registry import TABLES, TableKind
from workbench.tui.screens import tables as tables_screen
from workbench.tui.screens import tables_text


def fresh_help(verb: object) -> str:
    """The help of a verb whose module is imported anew, as each start of the program does."""
    module = importlib.reload(verb)
    return " ".join(CliRunner().invoke(module.command, ["--help"]).output.split())


def build_tides(session, of) -> list[Table]:
    """Build a table that no release has."""
    return [Table("tides", "Tides of the studies", (Column("tide", "Tide"),), (("spring tide",),))]


@pytest.fixture
def tides(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One more table, in the registry alone."""
    kind = TableKind(
        title="Tides",
        build=build_tides,
        key="T",
        place=ReportPlace(JUDGEMENTS, 8),
        explained="high and low water",
    )
    monkeypatch.setitem(TABLES, "tides", kind)
    yield
    monkeypatch.undo()
    for module in (table_verb, tables_text, tables_screen):
        importlib.reload(module)


def test_a_new_table_is_built_by_its_name(anna, tides) -> None:
    """The name in the registry is what is asked for."""
    (table,) = build_table(anna, "tides")
    assert "Tides of the studies" == table.title


def test_a_new_table_is_in_the_help_and_completed(tides) -> None:
    """`table --help` names it with what its name does not say, and a shell completes its beginning."""
    assert "verify tells it) or tides (high and low water)." in fresh_help(table_verb)
    name = table_verb.command.params[0]
    context = table_verb.command.make_context("table", ["x"])
    assert ["tides"] == [item.value for item in name.shell_complete(context, "ti")]


def test_a_new_table_has_its_key_on_the_screen(tides) -> None:
    """The screen lists the tables with a key, in the order of their keys."""
    importlib.reload(tables_text)
    screen = importlib.reload(tables_screen)
    assert (
        "traffic-light",
        "findings",
        "evidence-profile",
        "characteristics",
        "answers",
        "agreement",
        "appraisal",
        "summary",
        "excluded",
        "tides",
    ) == screen.ORDER
    assert ("T", "Show the table tides") in {(command.keys[0], command.tells) for command in screen.COMMANDS}


def test_a_new_table_is_in_the_report(anna, tides) -> None:
    """It stands in the section that its place names, on the page and in the tables for Word and Excel."""
    content = report(anna)
    assert ("tides", JUDGEMENTS) == (content.tables[-1].name, content.place_of(content.tables[-1]).section)
    assert "spring tide" in render_page(content)


@pytest.fixture
def waves(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One more figure, in the registry alone."""
    bars = Bars("case-report", "Waves", (("Overall", (1.0,)),), ("low",))
    kind = FigureKind(title="Waves", build=lambda *_: [bars], needs="there is no wind", in_report=True)
    monkeypatch.setitem(FIGURES, "waves", kind)
    yield
    monkeypatch.undo()
    importlib.reload(plot_verb)


def test_a_new_figure_is_drawn_named_and_in_the_report(anna, waves) -> None:
    """By its name, in `plot --help`, and on the page where it is one of those that the page draws."""
    (bars,) = build_figure(anna, "waves")
    assert "Waves" == bars.title
    assert "agreement, disagreements or waves." in fresh_help(plot_verb)
    assert [bars] == [figure for figure in report(anna).figures if figure.title == "Waves"]


@pytest.fixture
def pebbles(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One more export, in the registry alone."""
    kind = ExportKind(title="Pebbles", build=lambda *_: Export({"": b"a stone"}), meant_by="stone")
    monkeypatch.setitem(EXPORTS, "pebbles", kind)
    yield
    monkeypatch.undo()
    importlib.reload(export_verb)


def test_a_new_export_is_written_and_named(anna, pebbles) -> None:
    """By its name, and in `export --help` with the suffix that means it."""
    assert b"a stone" == build_export(anna, ExportRequest(kind="pebbles")).files[""]
    assert "murad, minors or pebbles, or what an installed package brings. [.zip: review" in (
        shown := fresh_help(export_verb)
    )
    assert ".bib: bibtex, .stone: pebbles]" in shown
