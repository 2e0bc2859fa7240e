"""Tell for a week that keys moved, to whoever knew the keys of an earlier version."""

from __future__ import annotations

from datetime import date, timedelta

from workbench.config import MADE_BY, read_settings, remember

SHOWN_SINCE = "keys_moved_shown"
"""The setting with the day on which the line was shown first."""
LONG = timedelta(days=7)
WORDS = "Keys moved: g other screens · n what waits · ctrl+r read anew · ? lists all"


def are_keys_new(today: date) -> bool:
    """Return True in the first week after a settings file of an earlier version was met."""
    settings = read_settings()
    if settings.note or not settings.values or MADE_BY in settings.values:
        return False
    since = settings.values.get(SHOWN_SINCE)
    if since is None:
        remember(SHOWN_SINCE, today.isoformat())
        return True
    try:
        return timedelta() <= today - date.fromisoformat(since) < LONG
    except ValueError:
        return False
