"""The example review."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_demo_makes_the_example_and_lists_it_without_a_terminal(ran: Run) -> None:
    """Five studies; the second time nothing is made anew."""
    first = ran("demo")
    assert 0 == first.code
    assert Path("example-review.db").exists()
    assert 5 == len(ran("--db", "example-review.db", "studies", "--format", "json").json)
    again = ran("demo")
    assert (0, first.out) == (again.code, again.out)
    assert "there already" in again.err


@pytest.mark.usefixtures("at_a_terminal")
def test_demo_opens_the_example_at_a_terminal(ran: Run, opened: list[tuple[str, str | None]]) -> None:
    """Under the name given."""
    assert 0 == ran("--reviewer", "ana", "demo", "try.db").code
    assert [("try.db", "ana")] == opened


def test_hints_quote_paths_with_blanks(ran: Run) -> None:
    """What is shown can be copied into a shell."""
    made = ran("init", "my review.db", "--title", "x")
    assert "--db 'my review.db' add" in made.err
    assert "--db 'my example.db' VERB" in ran("demo", "my example.db").err
    assert "check 'my list.yaml'" in ran("checklists", "new", "my list.yaml").err
