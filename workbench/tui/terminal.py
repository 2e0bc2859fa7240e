"""Go on to the end in order when the terminal is closed while the program runs.

Textual writes in a thread that ends at the first error, and then waits for it for ever; what reads the keys
shows a traceback on the screen that is gone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TextIO

from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from textual.app import App


class _QuietFile:
    """Write to a terminal as long as it is there."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> int:
        """Write text; nothing where the terminal is closed."""
        try:
            return self._file.write(text)
        except (OSError, ValueError):
            return 0

    def flush(self) -> None:
        """Flush what was written."""
        try:
            self._file.flush()
        except (OSError, ValueError):
            return

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


class TerminalDriver(LinuxDriver):
    """Draw on a terminal that may be closed."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self._file: Any = _QuietFile(self._file)

    def run_input_thread(self) -> None:
        """Wait for keys; end the program where none can come any more."""
        try:
            super().run_input_thread()
        except OSError:
            self._app.call_from_thread(self._app.exit, return_code=1)
