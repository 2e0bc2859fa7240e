"""Remember this user's settings, and find the review and the reviewer that a run is about.

The settings are a small JSON file. Losing them costs a question, so nothing about them may ever stop a
session: a file that cannot be read counts as absent, and one that cannot be written is reported by False.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.paths import DEFAULT_REVIEW, settings_path
from workbench.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

# What reads and writes the file is imported where it is used: most runs name their reviewer.

__all__ = [
    "Settings",
    "read_settings",
    "remember",
    "remember_reviewer",
    "remembered_reviewer",
    "review_location",
    "reviewer_handle",
    "settings_path",
]

_REVIEWER = "reviewer"
MADE_BY = "made_by"
"""The setting with the version that made the file; files of versions before 0.2 have none."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The contents of the settings file; `note` says why it could not be used, and is empty when it could."""

    values: dict[str, str] = field(default_factory=dict)
    note: str = ""


def read_settings() -> Settings:
    """Read this user's settings; they are empty, with a note, where the file cannot be used."""
    import json

    path = settings_path()
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except OSError as problem:
        return Settings(note=f"The settings in {path} cannot be read ({problem.strerror}); going on without.")
    except (ValueError, RecursionError):
        return Settings(note=f"The settings in {path} are not valid JSON; going on without.")
    if not isinstance(found, dict):
        return Settings(note=f"The settings in {path} are not a JSON object; going on without.")
    return Settings({name: value for name, value in found.items() if isinstance(value, str)})


def remember(name: str, value: str) -> bool:
    """Store one setting and return False when the file cannot be written.

    Settings that cannot be read are set aside as `settings.json.broken` rather than overwritten.
    """
    import json

    path = settings_path()
    before = read_settings()
    made = {} if path.exists() else {MADE_BY: __version__}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if before.note:
            path.replace(path.with_name(path.name + ".broken"))
        _write(path, json.dumps({**made, **before.values, name: value}, indent=2) + "\n")
    except OSError:
        return False
    return True


def _write(path: Path, text: str) -> None:
    """Replace the file in one step, so that a crash leaves the old or the new one and never half of it."""
    import tempfile
    from pathlib import Path

    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".new")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(temporary).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise


def remembered_reviewer() -> str | None:
    """Return the handle that this user gave last, or None."""
    return read_settings().values.get(_REVIEWER, "").strip() or None


def remember_reviewer(handle: str) -> bool:
    """Store the handle for later runs and return False when it cannot be written."""
    return remember(_REVIEWER, handle.strip())


def review_location(option: str | None = None) -> str:
    """Return the location of the review: `--db`, else `WORKBENCH_DB`, else `review.db` in this folder."""
    return option or os.environ.get("WORKBENCH_DB") or DEFAULT_REVIEW


def reviewer_handle(option: str | None = None) -> str | None:
    """Return the handle: the option, else `WORKBENCH_REVIEWER`, else the one remembered, else None."""
    named = (option or "").strip() or os.environ.get("WORKBENCH_REVIEWER", "").strip()
    return named or remembered_reviewer()
