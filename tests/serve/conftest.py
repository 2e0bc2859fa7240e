"""A server of two reviewers, where the extra `serve` is installed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def serving(review: str, tmp_path: Path) -> Callable[..., Any]:
    """Serves a review of five studies to anna and bea."""
    pytest.importorskip("textual_serve", reason="the extra `serve` is not installed")
    from serving import serve

    return partial(serve, review, tmp_path / "files")
