"""Say whether this process is served to a browser, and where the files of its user come and go.

`workbench serve` starts a process for each reviewer and tells it so in its environment.
"""

from __future__ import annotations

import os
from pathlib import Path

from workbench.hidden_characters import HIDDEN

FILES = "WORKBENCH_FILES"
"""Names the folder of a served reviewer; no other folder of the server is read or written by name."""
UPLOADS = "uploads"
"""The folder below it with what the browser sent."""
ENDED = "ended.txt"
"""The file below it that says why the process ended, where it ended with an error."""
LONGEST = 150
"""Bytes of the name of a file that comes or goes."""


def files_folder() -> Path | None:
    """Return the folder of the served reviewer, or None where the user sits at this machine."""
    named = os.environ.get(FILES)
    return Path(named) if named else None


def is_served() -> bool:
    """Return True if the user sits at a browser, and this machine is a server."""
    return files_folder() is not None


def is_plain_name(name: str) -> bool:
    """Return True if a name can be that of a file in one folder, on any system, and leads nowhere else.

    >>> is_plain_name("ben.seals"), is_plain_name("../review.db"), is_plain_name("")
    (True, False, False)
    """
    return (
        0 < len(name.encode("utf-8", "surrogatepass")) <= LONGEST
        and name == name.strip(" .")  # a dot at the front hides it, one at the end is lost on Windows
        and not HIDDEN.search(name)
        and not any(character in '/\\:*?"<>|' for character in name)
    )
