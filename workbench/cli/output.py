"""The one writer: data to stdout, narration to stderr, nothing that a terminal would run to either.

Where nobody reads on (``workbench studies | head``) the rest is dropped quietly and the work goes on: an
``add`` must not stop half way because its report is no longer read.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import IO, Any

from workbench.errors import WorkbenchError
from workbench.output.table import Table
from workbench.visible import show


def prepare_streams() -> None:
    """Make both streams take any text, in UTF-8 whatever the locale: ``LANG=C`` would refuse most titles."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            with suppress(ValueError, OSError):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def write(text: str) -> None:
    """Put data on stdout, as it is. What may hold control characters goes through ``show`` before.

    Raises:
        WorkbenchError: it cannot be written, such as on a full disk.
    """
    _put(sys.stdout, text)


def write_line(text: str) -> None:
    """Put one line on stdout, with everything hidden in it made visible."""
    write(show(text) + "\n")


def write_tables(tables: Sequence[Table], fmt: str) -> None:
    """Put tables on stdout in a format; the notes of formats that carry rows only go to stderr.

    Raises:
        WorkbenchError: it cannot be written.
    """
    from workbench.output.render import render

    on_terminal = _is_terminal(sys.stdout)
    # Who sets COLUMNS wants lines of that width, also in a pipe.
    measured = on_terminal or "COLUMNS" in os.environ
    text = render(tables, fmt, width=shutil.get_terminal_size().columns if measured else None)
    if fmt in ("csv", "tsv") and on_terminal:
        # A file gets the exact text; a terminal must not run what is in it.
        text = show(text, keep_newlines=True)
    write(text)
    if fmt in ("json", "csv", "tsv"):
        for note in dict.fromkeys(note for table in tables for note in table.notes):
            say(note)


def write_json(value: Any) -> None:
    """Put any JSON value on stdout.

    Raises:
        WorkbenchError: it cannot be written.
    """
    from workbench.output.json_rows import dump

    write(dump(value))


def say(line: str) -> None:
    """Tell the user something on stderr, on one line. Never fails: narration must not stop the work."""
    with suppress(WorkbenchError):
        _put(sys.stderr, show(line) + "\n")


def on_terminal() -> bool:
    """Whether somebody sits at a terminal, so that screens can be opened."""
    return _is_terminal(sys.stdin) and _is_terminal(sys.stdout)


def finish() -> None:
    """Send out what is still held back, by click's help for one.

    Raises:
        WorkbenchError: it cannot be written.
    """
    _put(sys.stdout, "")


def _put(stream: IO[str] | None, text: str) -> None:
    if stream is None:  # started with the stream closed: there is nobody to write to
        return
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        discard(stream)
    except (OSError, ValueError) as problem:
        discard(stream)
        reason = getattr(problem, "strerror", None) or str(problem)
        raise WorkbenchError(f"the output cannot be written: {reason}") from problem


def discard(stream: IO[str]) -> None:
    """Send a stream nowhere from now on; Python would complain about it once more while exiting."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def _is_terminal(stream: IO[str] | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False
