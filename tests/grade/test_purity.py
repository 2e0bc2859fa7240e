"""The package is pure and light, and what its documentation shows is true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import subprocess
import sys

import pytest

import workbench.grade

MODULES = sorted(
    module.name for module in pkgutil.walk_packages(workbench.grade.__path__, prefix="workbench.grade.")
)


def test_importing_the_package_imports_neither_scipy_nor_a_database_nor_a_terminal() -> None:
    """Whoever grades without numbers does not wait for scipy; nor do entering, suggesting and both tables."""
    program = (
        "import sys\n"
        "from workbench.grade import *\n"
        "numbers = read_numbers({'treatment_events': '3', 'treatment_total': '5', 'single_arm': 'yes'})\n"
        "body = GradedBody('x', {'a': numbers}, 'series', 'low')\n"
        "evidence_profile([body]), summary_of_findings([body]), suggest_imprecision(Precision(events=3))\n"
        "heavy = {'numpy', 'scipy', 'pydantic', 'sqlmodel', 'sqlalchemy', 'textual', 'click', 'store',"
        " 'checklists'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=300
    )
    assert "[]" == done.stdout.strip()


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_the_documentation_are_true(name: str) -> None:
    """They carry published numbers and their sources."""
    module = importlib.import_module(name)
    assert 0 == doctest.testmod(module).failed


def test_everything_that_is_offered_is_there() -> None:
    """And nothing is offered twice."""
    names = workbench.grade.__all__
    assert len(names) == len(set(names))
    assert all(hasattr(workbench.grade, name) for name in names)


def test_the_name_of_the_contract_is_a_function() -> None:
    """No module of the same name hides it."""
    assert "low" == workbench.grade.certainty("high", randomised=False, down=2, up=0)
