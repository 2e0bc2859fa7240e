"""Run a program in a pseudo-terminal, type into it, and read what it painted."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Self

_ESCAPES = re.compile(
    r"\x1b\[[0-9;?<>=]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[P_^].*?\x1b\\|\x1b."
)
LONGEST = 60.0
"""Seconds that are waited for something to be painted."""


class PseudoTerminal:
    """A program that has a terminal of its own.

    Attributes:
        painted: everything the program wrote, as bytes.
    """

    def __init__(
        self,
        command: Sequence[str],
        env: Mapping[str, str],
        *,
        columns: int = 80,
        lines: int = 24,
    ) -> None:
        self.master, self.slave = pty.openpty()
        self.resize(columns, lines)
        self.modes = termios.tcgetattr(self.slave)
        self.painted = b""
        self.process = subprocess.Popen(
            command,
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave,
            env={**os.environ, "TERM": "xterm-256color", **env},
            start_new_session=True,
            preexec_fn=self._take_terminal,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the program if it runs, and close the terminal."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for end in (self.master, self.slave):
            if end >= 0:
                os.close(end)
        self.master = self.slave = -1

    def _take_terminal(self) -> None:
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)

    def resize(self, columns: int, lines: int) -> None:
        """Change the size of the window."""
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def send(self, keys: str) -> None:
        """Type keys, as bytes that a terminal sends for them."""
        data = keys.encode()
        while data:
            data = data[os.write(self.master, data[:512]) :]

    def read(self, seconds: float = 0.02) -> None:
        """Read what the program paints, for so long."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if not select.select([self.master], [], [], left)[0]:
                return
            try:
                self.painted += os.read(self.master, 65536)
            except OSError:  # the other end is closed
                return

    @property
    def words(self) -> str:
        """What was painted since `forget`, without colours and places."""
        return _ESCAPES.sub("", self.painted.decode("utf-8", "replace"))

    def forget(self) -> None:
        """Leave what was painted so far."""
        self.painted = b""

    def until(self, *words: str, longest: float = LONGEST) -> None:
        """Wait until all words were painted.

        Raises:
            TimeoutError: they never were; it shows the end of what was.
        """
        end = time.monotonic() + longest
        while not all(word in self.words for word in words):
            if time.monotonic() > end or self.process.poll() is not None:
                self.read()
                if all(word in self.words for word in words):
                    return
                raise TimeoutError(f"never painted: {words}\n{self.words[-2000:]}")
            self.read()

    def end(self, number: int, longest: float = LONGEST) -> int:
        """Send a signal, and return the exit code once the program has ended."""
        self.process.send_signal(number)
        end = time.monotonic() + longest
        while self.process.poll() is None and time.monotonic() < end:
            self.read()
        if self.process.poll() is None:
            raise TimeoutError(f"still running after {signal.Signals(number).name}")
        self.read()
        return self.process.returncode

    def hang_up(self, longest: float = LONGEST) -> int:
        """Close the window, and return the exit code once the program has ended."""
        os.close(self.slave)
        os.close(self.master)
        self.master = self.slave = -1
        return self.process.wait(longest)
