"""Draw in a browser, through the pipes of `workbench serve`, and end in order when it goes away."""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from threading import Lock
from typing import Any

from textual.app import App
from textual.drivers.web_driver import WebDriver


class BrowserDriver(WebDriver):
    """Draw in a browser that may be closed at any moment."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self._write: Any = self._put
        self._writing = Lock()

    def run_input_thread(self) -> None:
        """Wait for keys; where the server is gone, none can come any more, and the program ends."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._leave()

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """Take what is no key: the size, the end, the request for the next part of a file."""
        if packet_type == "quit":
            self._leave()
        else:
            super().on_meta(packet_type, payload)

    def _leave(self) -> None:
        """Leave as with the key for it, from any thread: what is being typed stays as a draft."""
        with suppress(RuntimeError):  # it has ended already
            asyncio.run_coroutine_threadsafe(self._app.action_quit(), self._loop)

    def _put(self, data: bytes) -> None:
        """Write to the server all of it; nothing where the server is gone."""
        rest = memoryview(data)
        # Files go out in a thread of their own, and a pipe mixes what two threads write at once.
        with self._writing, suppress(OSError):
            while rest:
                rest = rest[os.write(self.fileno, rest) :]
