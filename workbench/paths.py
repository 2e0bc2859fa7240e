"""Locate files: the review to open when none is named, and this user's settings."""

from __future__ import annotations

import os
import re
import shlex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

DEFAULT_REVIEW = "review.db"
"""The review in the current folder, meant when no other is named."""

EXAMPLE_REVIEW = "example-review.db"
"""Where `workbench demo` puts the example."""

SETTINGS = "WORKBENCH_SETTINGS"
"""The variable that names another folder for the settings."""

_PASSWORD = re.compile(r"(?<=://)([^/@:]*):[^/]*@")


def shown_location(location: str) -> str:
    """Return the location without the password of a database URL, so that it can be printed.

    >>> shown_location("postgresql://me:secret@host/review")
    'postgresql://me:***@host/review'
    """
    return _PASSWORD.sub(r"\1:***@", location)


def shell_word(text: str) -> str:
    """Write a word of a command as a shell takes it, for hints that are to be copied.

    >>> shell_word("review.db"), shell_word("my review.db")
    ('review.db', "'my review.db'")
    """
    if os.name == "nt":
        return f'"{text}"' if " " in text else text
    # Most letters of the world need no quotes, though `shlex` gives them some.
    return text if re.fullmatch(r"[\w@%+=:,./…-]+", text) else shlex.quote(text)


def settings_path() -> Path:
    """Return the path of this user's settings; `$XDG_CONFIG_HOME` counts where the system has it.

    WORKBENCH_SETTINGS names another folder for them.
    """
    from pathlib import Path

    if folder := os.environ.get(SETTINGS):
        return Path(folder) / "settings.json"
    from platformdirs import user_config_path  # imported here: most runs name their reviewer

    return user_config_path("appraisal-workbench", appauthor=False) / "settings.json"
