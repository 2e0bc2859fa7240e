"""Name a function of a registry without importing its module, so that listing a registry costs nothing."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any


def deferred(module: str, function: str = "build") -> Callable[..., Any]:
    """Return a function that imports its module when it is first called.

    Args:
        module: the dotted name of the module.
        function: which of its functions.

    >>> deferred("math", "sqrt")(9.0)
    3.0
    """

    def call(*args: Any, **kwargs: Any) -> Any:
        return getattr(import_module(module), function)(*args, **kwargs)

    return call
