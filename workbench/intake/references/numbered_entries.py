"""Part a text into its numbered entries, as PubMed writes its lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_BLANK = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True, slots=True)
class NumberedEntry:
    """An entry: its text without the number, and the line that it begins on, from 1."""

    text: str
    line: int

    def paragraphs(self) -> list[str]:
        """Return the paragraphs, each as one line."""
        parts = (" ".join(part.split()) for part in _BLANK.split(self.text))
        return [part for part in parts if part]


def numbered_entries(
    text: str, sign: str, is_first: Callable[[str], bool] = lambda _: True
) -> Iterator[NumberedEntry]:
    """Yield the entries that count up from the first one's number, each behind a blank line.

    Args:
        text: the whole text.
        sign: what stands behind a number: ``.`` or ``:``.
        is_first: tells whether a paragraph, as one line without its number, can be the first of an entry.

    >>> [entry.text for entry in numbered_entries("1: A\\n9: b\\n\\n2: B\\n", ":")]
    ['A\\n9: b', 'B']
    """
    mark = re.compile(rf"(?:^|\n[ \t]*\n)[\s\ufeff]{{0,50}}(\d{{1,6}}){re.escape(sign)}[ \t]{{1,4}}")
    begin, line, expected = -1, 1, 0
    for match in mark.finditer(text):
        number = int(match[1])
        # A paragraph of an entry may begin with a number as well.
        if (begin >= 0 and number != expected) or not is_first(_paragraph(text, match.end())):
            continue
        if begin >= 0:
            yield NumberedEntry(text[begin : match.start()].strip(), line)
        line += text.count("\n", max(begin, 0), match.end())
        begin, expected = match.end(), number + 1
    if begin >= 0:
        yield NumberedEntry(text[begin:].strip(), line)


def _paragraph(text: str, begin: int) -> str:
    """Return the paragraph that begins here, as one line."""
    blank = _BLANK.search(text, begin, begin + 2_000)
    return " ".join(text[begin : blank.start() if blank else begin + 2_000].split())
