"""The problems for which a definition is refused."""

from __future__ import annotations

import pytest

from checklists import ChecklistError, Problem, parse_checklist


def problems_of(text: str) -> tuple[Problem, ...]:
    """The problems of a text that must be refused."""
    with pytest.raises(ChecklistError) as refusal:
        parse_checklist(text, "x.yaml")
    assert refusal.value.problems
    for problem in refusal.value.problems:
        assert "x.yaml" == problem.file
        assert "\n" not in str(problem)
    return refusal.value.problems
