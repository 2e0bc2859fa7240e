"""Read what a program paints as the lines of a screen: it writes only what changed, with the places."""

from __future__ import annotations

import re

from rich.cells import cell_len

_PART = re.compile(
    r"\x1b\[(?P<of>[0-9;?<>=]*)[ -/]*(?P<end>[@-~])|\x1b\].*?(?:\x07|\x1b\\)|\x1b[^\[\]]|(?P<text>[^\x1b])",
    re.DOTALL,
)


class PaintedScreen:
    """A screen that knows the places of the cursor and letters, and nothing of colours."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], str] = {}
        self.row = self.column = 0
        self._rest = b""

    def feed(self, data: bytes) -> None:
        """Take what was painted next."""
        data, self._rest = self._rest + data, b""
        try:
            text = data.decode()
        except UnicodeDecodeError as error:  # a letter comes in two parts
            text, self._rest = data[: error.start].decode(), data[error.start :]
        for part in _PART.finditer(text):
            if part["end"] == "H":
                row, _, column = part["of"].partition(";")
                self.row, self.column = int(row or 1) - 1, int(column or 1) - 1
            elif part["text"] == "\n":
                self.row += 1
            elif part["text"] == "\r":
                self.column = 0
            elif part["text"]:
                self.cells[self.row, self.column] = part["text"]
                self.column += cell_len(part["text"])

    @property
    def text(self) -> str:
        """The lines as they stand now."""
        rows = max((row for row, _ in self.cells), default=-1) + 1
        lines: list[list[str]] = [[] for _ in range(rows)]
        for (row, _), letter in sorted(self.cells.items()):
            lines[row].append(letter)
        return "\n".join("".join(line).rstrip() for line in lines)
