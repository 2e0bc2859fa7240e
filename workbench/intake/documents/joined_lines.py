"""Join lines and pages where they only cut a word or a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.intake.documents.running_lines import running_lines
from workbench.intake.documents.text_map import Edit, MappedText, edited

_GAP = re.compile(r"\n[\n\f]*+")
_HYPHENS = "-\u2010\u2011"
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*")
_ENDS = tuple('.!?:;…。”"')
_NO_PROSE = tuple("#|-*•>+·")
_FIELD = re.compile(r"(?:doi|pmid|pmcid|https?|www|et al)\b", re.IGNORECASE)
CELL_MARK = " | "
"""What stands between the cells of a table's row in the text of a PDF."""
_SHORTEST = 30
"""A line shorter than this is a heading or a cell, not a line of running text."""
_FULL = 0.8
_LONGEST_WORD = 60


def join_lines(mapped: MappedText, *, paged: bool) -> MappedText:
    """Joins what a line's end cut. In a text with pages, full lines go on in the next as well.

    >>> from workbench.intake.documents.text_map import unchanged
    >>> cut = "Ten adults with a long-\\nterm cough were treat-\\ned.\\n\\nIt was a long-term trial."
    >>> join_lines(unchanged(cut), paged=False).text
    'Ten adults with a long-term cough were treated.\\n\\nIt was a long-term trial.'
    """
    if paged:
        mapped = edited(mapped, (Edit(start, end, "") for start, end in running_lines(mapped.text)))
    return edited(mapped, _joins(mapped.text, paged))


def _joins(text: str, paged: bool) -> Iterator[Edit]:
    """What each gap between two lines becomes."""
    compounds = {word.casefold() for word in _WORD.findall(text) if not word.isalpha()}
    width = _width(text) if paged else 0
    line_start = 0
    for gap in _GAP.finditer(text):
        begin, end = gap.span()
        line_start, start = end, line_start
        hyphenated = _hyphen_join(text, begin, end, compounds)
        if hyphenated is not None:
            yield Edit(begin - 1, end, hyphenated)
        elif end == len(text):
            yield Edit(begin, end, "")  # what stood below was a running line
        elif _goes_on(text, start, begin, end, width):
            yield Edit(begin, end, " ")
        else:
            plain = "\n\n" if len(gap[0]) > 1 else "\n"
            if plain != gap[0]:
                yield Edit(begin, end, plain)


def _hyphen_join(text: str, begin: int, end: int, compounds: set[str]) -> str | None:
    """What stays of the hyphen before a gap: nothing, the hyphen of a compound, or None where none joins."""
    one_line_on = end - begin == 1 or "\f" in text[begin:end]
    if begin < 2 or text[begin - 1] not in _HYPHENS or not one_line_on or end >= len(text):
        return None
    if not (text[begin - 2].isalpha() and text[end].isalpha() and text[end].islower()):
        return None
    head = _last_word(text, begin - 1)
    tail_match = _WORD.match(text, end, min(len(text), end + _LONGEST_WORD))
    tail = tail_match[0] if tail_match else ""
    compound = f"{head}-{tail}".casefold()
    return "-" if compound in compounds or "-" in head else ""


def _last_word(text: str, end: int) -> str:
    """The word that ends here, with the parts of a compound."""
    start = end
    while start > max(0, end - _LONGEST_WORD) and (text[start - 1].isalpha() or text[start - 1] in _HYPHENS):
        start -= 1
    return text[start:end]


def _goes_on(text: str, start: int, begin: int, end: int, width: int) -> bool:
    """Whether the sentence of one line goes on in the next."""
    if end >= len(text) or begin - start < _SHORTEST or _is_row(text, start, end):
        return False
    if text.startswith(_NO_PROSE, start) or text.startswith(_NO_PROSE, end) or _FIELD.match(text, end):
        return False
    last, following = text[begin - 1], text[end]
    if following.islower() and last not in _ENDS:
        # Over a blank line only a word or a comma goes on: a table's row ends in anything.
        return end - begin == 1 or last.isalpha() or last == ","
    if not width or begin - start < _FULL * width:
        return False
    # A full line goes on in the next; at a page's end only where it does not end a sentence.
    return end - begin == 1 or ("\f" in text[begin:end] and last not in _ENDS)


def _is_row(text: str, start: int, end: int) -> bool:
    """Return True if the line from ``start`` or the one from ``end`` on is the row of a table."""
    stop = text.find("\n", end)
    rows = (text.find(CELL_MARK, start, end), text.find(CELL_MARK, end, len(text) if stop < 0 else stop))
    return any(at >= 0 for at in rows)


def _width(text: str) -> int:
    """How long full lines are: the length that nine of ten lines stay below."""
    lengths = sorted(len(line) for line in text.split("\n") if len(line) >= _SHORTEST)
    return lengths[len(lengths) * 9 // 10] if lengths else 0
