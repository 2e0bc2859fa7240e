"""The reference and the manual page against the program they are made from."""

from __future__ import annotations

import importlib.util
import os
import re
from types import ModuleType

import pytest

from tests.test_docs import ROOT, UPDATE


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    """The script that makes both."""
    spec = importlib.util.spec_from_file_location("make_reference", ROOT / "docs" / "make_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("which", ["page", "manual"])
def test_what_is_made_from_the_program_is_current(maker: ModuleType, which: str) -> None:
    """UPDATE_DOCS=1 writes them anew."""
    path, expected = {"page": (maker.PAGE, maker.page()), "manual": (maker.MANUAL, maker.manual())}[which]
    if os.environ.get(UPDATE):
        path.write_text(expected, encoding="utf-8")
    assert expected == path.read_text(encoding="utf-8")


def test_every_page_of_the_docs_is_in_the_menu_of_the_site() -> None:
    """A page that is not would never be found."""
    menu = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    listed = set(re.findall(r": (\S+\.md)$", menu, re.MULTILINE))
    docs = ROOT / "docs"
    assert listed == {path.relative_to(docs).as_posix() for path in docs.rglob("*.md")}
