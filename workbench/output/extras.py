"""Load the libraries that are installed on request only, and say what to install where they are not."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from workbench.errors import WorkbenchError

DISTRIBUTION = "appraisal-workbench"


def load(module: str, extra: str) -> Any:
    """Import a module of an extra.

    Args:
        module: its full name, such as ``matplotlib.figure``.
        extra: the extra that brings it, such as ``plots``.

    Raises:
        WorkbenchError: it is not installed; the message says what to install.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as missing:
        if missing.name is None or missing.name.split(".")[0] != module.split(".")[0]:
            raise
        library = module.split(".")[0]
        raise WorkbenchError(
            f"this needs {_NAMES.get(library, library)}, which is not installed: "
            f"`pip install '{DISTRIBUTION}[{extra}]'` (or pipx install, uv tool install) brings it"
        ) from missing


def is_installed(module: str) -> bool:
    """Return True if a library of an extra can be imported, without importing it."""
    return find_spec(module) is not None


_NAMES = {"docx": "python-docx", "textual_serve": "textual-serve"}
