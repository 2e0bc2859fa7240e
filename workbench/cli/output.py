"""Write data to stdout and narration to stderr, with nothing in them that a terminal would run.

Where nobody reads on (`workbench studies | head`) the rest is dropped quietly and the work goes on: an
`add` must not stop half way because its report is no longer read.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any

from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from workbench.output.table import Table

# What only some runs need is imported where it is used: `--version` and `--help` are to be instant.


def prepare_streams() -> None:
    """Make both streams take any text, in UTF-8 whatever the locale: `LANG=C` would refuse most titles."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            with suppress(ValueError, OSError):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def write(text: str) -> None:
    """Put data on stdout as it is; text that may hold control characters goes through `show` first.

    Raises:
        WorkbenchError: it cannot be written, such as on a full disk.
    """
    _put(sys.stdout, text)


def width() -> int | None:
    """Return how many cells a line on stdout may take, or None without a terminal and without COLUMNS."""
    # Who sets COLUMNS wants lines of that width, also in a pipe.
    measured = _is_terminal(sys.stdout) or "COLUMNS" in os.environ
    return _columns() if measured else None


def write_line(text: str, hanging: str = "  ") -> None:
    """Put one line on stdout, with everything hidden in it made visible; several where it is too long.

    Args:
        text: any text; blanks at its start stand before its other lines too.
        hanging: what stands before these besides.
    """
    from workbench.output.line_breaks import safe_lines

    indent = " " * (len(text) - len(text.lstrip(" ")))
    write("\n".join(safe_lines(text, width(), indent + hanging)) + "\n")


def write_tables(tables: Sequence[Table], fmt: str) -> None:
    """Put tables on stdout in a format; the notes of formats that carry rows only go to stderr.

    Raises:
        WorkbenchError: it cannot be written.
    """
    from workbench.hidden_characters import show
    from workbench.output.render import FORMATS, render_pieces

    # A file gets the exact text; a terminal must not run what is in it.
    must_show = FORMATS[fmt].is_delimited and _is_terminal(sys.stdout)
    for piece in render_pieces(tables, fmt, width=width()):
        write(show(piece, keep_newlines=True) if must_show else piece)
    if not FORMATS[fmt].has_notes:
        for note in dict.fromkeys(note for table in tables for note in table.notes):
            say(note)


def write_json(value: Any) -> None:
    """Put any JSON value on stdout.

    Raises:
        WorkbenchError: it cannot be written.
    """
    from workbench.output.json_rows import dump_pieces

    for piece in dump_pieces(value):
        write(piece)


def say(line: str) -> None:
    """Tell the user something on stderr. It never fails, because narration must not stop the work.

    It is one line in a file; a terminal would break it within words, so there it is broken between them.
    """
    from workbench.output.line_breaks import safe_lines

    indent = " " * (len(line) - len(line.lstrip(" ")))
    columns = _columns() if _is_terminal(sys.stderr) else None
    with suppress(WorkbenchError):
        _put(sys.stderr, "\n".join(safe_lines(line, columns, indent + "  ")) + "\n")


def complain(line: str) -> None:
    """Tell the user on stderr what is wrong, on one line whatever its length, and never fail."""
    from workbench.hidden_characters import show

    with suppress(WorkbenchError):
        _put(sys.stderr, show(line) + "\n")


def on_terminal() -> bool:
    """Return True if somebody sits at a terminal, so that screens can be opened."""
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


def _columns() -> int:
    import shutil

    return shutil.get_terminal_size().columns


def _is_terminal(stream: IO[str] | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False
