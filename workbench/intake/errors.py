"""What goes wrong while a document is read."""

from __future__ import annotations


class IntakeError(ValueError):
    """The document cannot be read. The message is one line and says what to do; it does not name the file."""
