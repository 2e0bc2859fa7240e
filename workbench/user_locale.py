"""Tell language and time of the person at the machine, for documents that say both."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime

_LANGUAGE = re.compile(r"([a-z]{2,3})_([A-Z]{2})")
ENGLISH = "en-GB"
"""Where the machine names no language: the words of the program are English."""


def language_of_user() -> str:
    """Return the language of the locale as documents name it, such as ``de-CH``."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name, ""):
            match = _LANGUAGE.match(value)
            return f"{match[1]}-{match[2]}" if match else ENGLISH
    return ENGLISH


def now_of_user() -> datetime:
    """Return the time where the user is; SOURCE_DATE_EPOCH stands for it where builds are to be alike."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return datetime.fromtimestamp(int(epoch), UTC)
    return datetime.now().astimezone()
