"""Run `workbench serve` as a process beside a test."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import Self

PROGRAM = [sys.executable, "-m", "workbench"]


class Running:
    """A server beside the test; what it told and printed to its end stands in it afterwards."""

    def __init__(self, review: str, *options: str) -> None:
        command = [*PROGRAM, "--db", review, "serve", "--port", "0", *options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.printed = self.told = ""

    def __enter__(self) -> Self:
        return self

    def line(self) -> str:
        """Return the next line that it prints."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def line_told(self) -> str:
        """Return the next line that it tells."""
        assert self.process.stderr is not None
        return self.process.stderr.readline().strip()

    def links(self, number: int) -> dict[str, str]:
        """Return the links that it prints, by handle."""
        return dict(self.line().split() for _ in range(number))

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            self.printed, self.told = self.process.communicate(timeout=60)
        finally:
            self.process.kill()
