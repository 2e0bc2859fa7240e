"""Tell English and time of the person at the machine, for documents that say both."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime

_ENGLISH_OF = re.compile(r"en_([A-Z]{2})")
ENGLISH = "en-GB"
"""The words of the program, whatever language the machine speaks."""


def english_of_user() -> str:
    """Return the English of the locale as documents name it, such as ``en-US``; British where it has none."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name, ""):
            match = _ENGLISH_OF.match(value)
            return f"en-{match[1]}" if match else ENGLISH
    return ENGLISH


def now_of_user() -> datetime:
    """Return the time where the user is; SOURCE_DATE_EPOCH stands for it where builds are to be alike."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return datetime.fromtimestamp(int(epoch), UTC)
    return datetime.now().astimezone()
