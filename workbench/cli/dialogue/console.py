"""Ask and tell in plain lines: no escape codes, no line that is written over, one channel in order."""

from __future__ import annotations

import io
import sys
from contextlib import suppress
from typing import IO

from workbench.cli import output
from workbench.output.line_breaks import safe_lines

END_OF_TEXT = "."
"""A line with this alone ends a text of several lines."""

_TERMINAL_LINE = 4_095
"""Bytes of a line that a terminal hands over; it drops what is typed beyond them."""


def sentence(words: str) -> str:
    """Return words with a full stop, where no sign ends the sentence already.

    >>> sentence("did you mean 'high'?"), sentence("not begun")
    ("did you mean 'high'?", 'not begun.')
    """
    return words if words.rstrip("\"'”)")[-1:] in (".", "?", "!", "…") else f"{words}."


class EndOfInput(Exception):  # noqa: N818 - the ordinary end of a dialogue, not an error
    """Nothing more is typed: the end of a pipe or file, or ctrl+d at a terminal."""


class Console:
    """The two ends of a dialogue: lines from stdin, lines to stdout.

    Args:
        source: what is typed; stdin where nothing is given.
    """

    def __init__(self, source: IO[str] | None = None) -> None:
        self._source = sys.stdin if source is None else source
        if isinstance(self._source, io.TextIOWrapper):
            # As what is printed, UTF-8 whatever the locale; bytes that are none are told, not replaced.
            with suppress(ValueError, OSError):
                self._source.reconfigure(encoding="utf-8", errors="surrogateescape")

    @property
    def is_terminal(self) -> bool:
        """True if somebody types at a terminal, whose own echo ends the line of a question."""
        return self._source is not None and self._source.isatty()

    def tell(self, text: str) -> None:
        """Write a text, each of its lines by itself, with everything hidden in it made visible."""
        for line in text.splitlines() or [""]:
            output.write("\n".join(safe_lines(line.strip(), output.width())) + "\n")

    def ask(self, question: str) -> str:
        """Ask a question and return the line that is typed, without white space around it.

        Raises:
            EndOfInput: nothing more is typed.
        """
        end = " " if self.is_terminal else "\n"
        output.write("\n".join(safe_lines(f"{question}:", output.width())) + end)
        return self._read_line()

    def ask_text(self, question: str) -> str:
        """Ask for a text of one or more lines; it ends at a line with a full stop alone, or at the end.

        An empty first line is no text. What was typed before the end of the input is returned, so that
        nothing of it is lost.

        Raises:
            EndOfInput: nothing was typed at all.
        """
        lines = [self.ask(f"{question}; a line with a full stop alone ends it")]
        with suppress(EndOfInput):
            while lines[0] and lines[-1] != END_OF_TEXT:
                lines.append(self.ask("More"))
        return "\n".join(line for line in lines if line != END_OF_TEXT).strip()

    def agree(self, question: str) -> bool:
        """Ask for yes or no until one of them is typed; an empty line is no.

        Raises:
            EndOfInput: nothing more is typed.
        """
        while True:
            typed = self.ask(f"{question} Type yes or no").casefold().rstrip(".!")
            if typed in ("yes", "no", ""):
                return typed == "yes"
            self.tell("That is neither yes nor no.")

    def _read_line(self) -> str:
        """Read one line; ask again where it is not UTF-8, or where a terminal may have cut it.

        Raises:
            EndOfInput: there is none.
        """
        while True:
            line = self._source.readline() if self._source is not None else ""
            if not line:
                if self.is_terminal:
                    output.write("\n")
                raise EndOfInput
            if any("\ud800" <= sign <= "\udfff" for sign in line):
                self.tell("That line is not UTF-8 text, so it was not taken. Type it again:")
            elif self.is_terminal and len(line.encode()) >= _TERMINAL_LINE:
                self.tell("A terminal cuts a line of this length, so it was not taken. Type a shorter one:")
            else:
                return line.strip()
