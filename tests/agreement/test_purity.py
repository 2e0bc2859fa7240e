"""The package is pure and light, and what its documentation shows is true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import subprocess
import sys

import pytest

import workbench.agreement

PACKAGE = workbench.agreement
MODULES = sorted(module.name for module in pkgutil.walk_packages(PACKAGE.__path__, f"{PACKAGE.__name__}."))


def test_importing_the_package_imports_neither_numpy_nor_a_database_nor_a_terminal() -> None:
    """Whoever does not ask for an agreement does not wait for numpy."""
    program = (
        "import sys, workbench.agreement; "
        "print(sorted({'numpy', 'sqlmodel', 'sqlalchemy', 'textual', 'click', 'store'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=300
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_the_documentation_are_true(name: str) -> None:
    """They carry published numbers and their sources."""
    module = importlib.import_module(name)
    assert doctest.testmod(module).failed == 0


def test_everything_that_is_offered_is_there() -> None:
    """And nothing is offered twice."""
    names = workbench.agreement.__all__
    assert len(names) == len(set(names))
    assert all(hasattr(workbench.agreement, name) for name in names)


def test_a_result_does_not_change() -> None:
    """It is frozen, so it can be kept and compared."""
    result = workbench.agreement.agreement([["Y", "Y"]], categories=["Y", "N"], coefficient="gwet_ac")
    with pytest.raises(AttributeError, match=r"cannot assign|frozen"):
        result.value = 0.5  # type: ignore[misc]
