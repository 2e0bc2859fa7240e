"""The page on writing one's own checklist: its examples work, and its commands print what it shows."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

import pytest
import yaml

from checklists import parse_checklist, prove
from checklists.language.json_schema import checklist_schema
from tests.shared.json_schema import faults
from tests.test_docs import ROOT, UPDATE, Terminal, rewritten
from workbench.packages import CHECKLISTS

PAGE = ROOT / "docs" / "own-checklists.md"
TEXT = PAGE.read_text(encoding="utf-8")
EXAMPLES = dict(
    zip(("survey", "score", "audit"), re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL), strict=True)
)
STUDY = """\
Fatigue in one clinic: a cross-sectional survey

Winter K, Ito B.

Abstract
In this cross-sectional survey 120 patients of one clinic were asked about fatigue; 41 % replied.
"""

pytestmark = pytest.mark.xdist_group("docs")


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_loads_and_is_proved(name: str) -> None:
    """Without a warning, and an editor accepts it."""
    checklist = parse_checklist(EXAMPLES[name], f"{name}.yaml")
    assert ((), ()) == (checklist.warnings, prove(checklist).problems)
    assert [] == faults(yaml.safe_load(EXAMPLES[name]), checklist_schema())


def test_the_examples_are_what_the_page_promises() -> None:
    """A list of ten items with a total, a scored list with cut-offs, and one with rules."""
    survey, score, audit = (parse_checklist(text) for text in EXAMPLES.values())
    assert (10, {}, 10) == (len(survey.items), dict(survey.overalls), survey.out_of("T"))
    assert score.overall is not None
    assert score.overall.source
    assert ["low", "some_concerns", "high", "no_information"] == list(audit.levels)
    for name in EXAMPLES:
        assert f"`{name}.yaml`" in TEXT


def test_the_entry_point_is_the_one_that_is_read() -> None:
    """The group that packages declare."""
    (fragment,) = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    assert [CHECKLISTS] == list(tomllib.loads(fragment)["project"]["entry-points"])


def test_links_lead_somewhere() -> None:
    """Within the page and to other pages."""
    links = re.findall(r"\]\((?!https?:)([^)]+)\)", TEXT)
    anchors = {
        "#" + re.sub(r"[^a-z0-9 -]", "", line.lower()).strip().replace(" ", "-")
        for line in re.findall(r"^##+ (.*)$", TEXT, re.MULTILINE)
    }
    assert links
    assert [] == [
        link for link in links if link not in anchors and not (PAGE.parent / link.partition("#")[0]).is_file()
    ]


@pytest.mark.slow
def test_every_command_of_the_page_prints_what_it_shows(tmp_path: Path) -> None:
    """In a folder that holds the files that the page says to save, and one study."""
    terminal = Terminal(tmp_path)
    for name, text in EXAMPLES.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "fatigue.txt").write_text(STUDY, encoding="utf-8")
    expected = rewritten(TEXT, terminal)
    if os.environ.get(UPDATE):
        PAGE.write_text(expected, encoding="utf-8")
    assert expected == PAGE.read_text(encoding="utf-8")
    for name in ("score", "audit"):
        assert "added" in terminal.run(f"workbench checklists add {name}.yaml")
