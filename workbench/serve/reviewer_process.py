"""Run the screens of one reviewer as a process, and end it with the browser."""

from __future__ import annotations

import asyncio
import os
import signal
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable
from contextlib import suppress

from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from workbench.serve.seats import COMMAND, Seat
from workbench.served import ENDED

GRACE = 20.0
"""Seconds that a process has to end in order; drafts are kept in the first of them."""


class ReviewerProcess(AppService):
    """Talk to the process of a reviewer; the packets are those of textual-serve.

    Args:
        seat: whose it is.
        write_bytes: sends what is drawn to the browser.
        write_str: sends other messages to it.
        downloads: hands files on to it.

    Attributes:
        is_over: set when the process has ended, or is to end.
    """

    def __init__(
        self,
        seat: Seat,
        *,
        write_bytes: Callable[[bytes], Awaitable[None]],
        write_str: Callable[[str], Awaitable[None]],
        downloads: DownloadManager,
    ) -> None:
        async def close() -> None:
            """Leave that to the server, which knows why once the process has ended."""

        super().__init__(
            "", write_bytes=write_bytes, write_str=write_str, close=close, download_manager=downloads
        )
        self.seat = seat
        self.is_over = asyncio.Event()

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        """Start the process without a shell, apart from the signals that the server gets."""
        environment = self.seat.environment() | {"COLUMNS": str(width), "ROWS": str(height)}
        (self.seat.folder / ENDED).unlink(missing_ok=True)
        process = await asyncio.create_subprocess_exec(
            *COMMAND,
            stdin=PIPE,
            stdout=PIPE,
            stderr=asyncio.subprocess.DEVNULL,  # a traceback would show answers to whoever reads the log
            env=environment,
            cwd=self.seat.folder,
            start_new_session=True,
        )
        process.stderr = asyncio.StreamReader()  # what the parent class reads to its end
        process.stderr.feed_eof()
        self._process, self._stdin = process, process.stdin
        return process

    async def run(self) -> None:
        """Read what the process writes, until it ends."""
        try:
            await super().run()
        finally:
            self.is_over.set()

    async def on_data(self, payload: bytes) -> None:
        """Send what is drawn; where the browser is gone, go on reading, so that the process can end."""
        with suppress(ConnectionError, RuntimeError):
            await super().on_data(payload)

    async def end(self) -> str:
        """End the process in order, or by force where it does not; return why it had ended, if it says so."""
        process = self._process
        with suppress(TimeoutError):
            await asyncio.wait_for(self.stop(), GRACE)
        if process is not None:
            try:
                await asyncio.wait_for(process.wait(), GRACE / 5)
            except TimeoutError:
                _kill(process)
                await process.wait()
        with suppress(OSError):
            return (self.seat.folder / ENDED).read_text(encoding="utf-8")
        return ""


def _kill(process: Process) -> None:
    """End a process and what it started, by force."""
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
