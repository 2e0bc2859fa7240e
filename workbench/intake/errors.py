"""Define the errors of reading a document."""

from __future__ import annotations


class IntakeError(ValueError):
    """The document cannot be read. The message is one line and says what to do; it does not name the file."""
