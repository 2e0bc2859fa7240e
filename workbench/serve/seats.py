"""Describe whom a server serves: a reviewer each, with the review and the folders of the process."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from workbench.paths import SETTINGS, settings_path
from workbench.served import FILES, UPLOADS

_PASSED_ON = (
    "PATH",
    "PYTHONPATH",
    "PYTHONHOME",
    "VIRTUAL_ENV",
    "HOME",
    "USER",
    "LOGNAME",
    "TMPDIR",
    "TEMP",
    "TMP",
    "TZ",
    "LANG",
    "SYSTEMROOT",
    "USERPROFILE",
    "APPDATA",
    "LOCALAPPDATA",
    "PGSERVICEFILE",
    "PGSYSCONFDIR",
    "PGPASSFILE",
    "PGSSLROOTCERT",
    "SSL_CERT_FILE",
)
"""Variables of the server that its processes get. A password or user of whoever runs it is not among them."""
COMMAND = (sys.executable, "-P", "-m", "workbench.served_process")
"""Runs the screens; -P so that no file of the folder it works in is taken for a module."""


@dataclass(frozen=True, slots=True)
class Seat:
    """One reviewer who is served.

    Attributes:
        handle: of the reviewer; nobody can change it in the browser.
        location: of the review: a file, or a database with the login of this reviewer.
        folder: the reviewer's files while the server runs.
        settings: the reviewer's settings and drafts, which stay.
    """

    handle: str
    location: str
    folder: Path
    settings: Path

    @property
    def uploads(self) -> Path:
        """Return the folder of what the browser sent."""
        return self.folder / UPLOADS

    def make_folders(self) -> None:
        """Make the folders, for this user alone.

        Raises:
            OSError: they cannot be made.
        """
        self.settings.mkdir(parents=True, exist_ok=True)
        for folder in (self.settings, self.folder, self.uploads):
            folder.mkdir(mode=0o700, exist_ok=True)
            folder.chmod(0o700)

    def environment(self, server: Mapping[str, str] = os.environ) -> dict[str, str]:
        """Return the variables of the reviewer's process.

        Args:
            server: the variables of the server.
        """
        passed = {
            name: value for name, value in server.items() if name in _PASSED_ON or name.startswith("LC_")
        }
        return passed | {
            "WORKBENCH_DB": self.location,
            "WORKBENCH_REVIEWER": self.handle,
            SETTINGS: str(self.settings),
            FILES: str(self.folder),
            "PYTHONSAFEPATH": "1",
            "TEXTUAL_COLOR_SYSTEM": "truecolor",
        }


def seat_of(handle: str, location: str, files: Path) -> Seat:
    """Return the place of a reviewer.

    Args:
        handle: of the reviewer.
        location: of the review, as the reviewer's process opens it.
        files: the folder of all reviewers' files, which goes with the server.
    """
    name = sha256(handle.casefold().encode()).hexdigest()[:32]  # no handle can lead out of the folder
    return Seat(handle, location, files / name, settings_path().parent / "served" / name)
