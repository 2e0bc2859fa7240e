"""Find the headings of a Markdown text with markdown-it-py, and read Markdown as plain text.

The library is loaded when a Markdown text is read: importing it takes longer than a start of the program may.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from workbench.intake.documents.prose import one_line, without_tags

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_LONGEST = 30_000
_LONGEST_UNDERLINED = 300
"""Characters of a heading with a rule below it; a paragraph above a rule between pages looks like one."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: where it stands in the text, and its words without marks and tags."""

    start: int
    end: int
    words: str


def find_headings(text: str) -> list[Heading]:
    """Find the headings of a Markdown text in their order; those in code are none.

    >>> [heading.words for heading in find_headings("# **Oats**\\n\\n    # code\\n\\nRye\\n===\\n")]
    ['Oats', 'Rye']
    """
    lines = text.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    tokens = _blocks().parse(text)
    headings = []
    for token, inline in pairwise(tokens):
        if token.type != "heading_open" or token.map is None or len(inline.content) > _LONGEST:
            continue
        is_underlined = token.markup in ("-", "=")
        if is_underlined and ("\n" in inline.content or len(inline.content) > _LONGEST_UNDERLINED):
            continue
        begin, end = token.map
        headings.append(Heading(starts[begin], min(starts[end] - 1, len(text)), plain(inline.content)))
    return headings


def plain(markdown: str) -> str:
    """Return a stretch of Markdown as one line without emphasis, links, tags and entities.

    >>> plain("**Mud** for a *sore* heel, CO<sub>2</sub> and [tea](https://a.example) &amp; more")
    'Mud for a sore heel, CO2 and tea & more'
    """
    tokens = _inline().parseInline(markdown[:_LONGEST])
    return one_line(without_tags("".join(map(_text, tokens))))


def _text(token: Token) -> str:
    """Return the text of an inline token; tags stay, to be resolved with those that are only written."""
    return "".join(
        "\n" if child.type in ("softbreak", "hardbreak") else child.content for child in token.children or ()
    )


@cache
def _inline() -> MarkdownIt:
    """Return the parser of CommonMark."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark")


@cache
def _blocks() -> MarkdownIt:
    """Return the parser of CommonMark's blocks, which leaves their insides as they are."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark")
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser
