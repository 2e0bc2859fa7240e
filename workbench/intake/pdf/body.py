"""Tell the abstract of a PDF from its body, and a full text from an abstract."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from workbench.intake.documents.joined_lines import join_lines
from workbench.intake.documents.prose import paragraphs
from workbench.intake.documents.text_map import unchanged
from workbench.intake.pdf.authors import is_front_matter
from workbench.intake.pdf.pieces import Piece
from workbench.intake.pdf.text import TextLine, flat

_FULL_TEXT = 6_000
_FULL_TEXT_WITH_HEADINGS = 2_500
"""Letters and digits of the study's own part from which on it is a full text; fewer where it has headings."""
_FEWEST_HEADINGS = 2
_HEADINGS = re.compile(
    r"introduction|background|(?:(?:materials?|patients|subjects|participants)and)?methods?(?:andmaterials)?"
    r"|results(?:anddiscussion)?|findings|discussion(?:andconclusions?)?|conclusions?|case(?:reports?|series)"
    r"|case(?:presentation|description|history)|experimental(?:section)?"
)
_NUMBERED = re.compile(r"^\W*(?:[IVX]{1,4}\.|\d{1,2}(?:\.\d{0,2})?\.?)?\s*(?=\S)")
_ABSTRACT = re.compile(
    r"^\W{0,4}(?:abstract|summary)\s{0,3}(?:$|[:.—–\-]\s{0,3}(?P<rest>\S.*))",
    re.IGNORECASE,
)
_RUN_IN = re.compile(r"^(?:abstract|summary)\s{1,3}(?P<rest>[A-Z]\w.*)", re.IGNORECASE)
_ABSTRACT_LETTERS = frozenset({"abstract", "summary", "structuredabstract", "abstractandkeywords"})
_END = re.compile(
    r"^\W{0,4}(?:key ?words?\b|index terms\b|mesh terms\b|copyright\b|©|doi:|pmid:|pmcid:|https?://"
    r"|received\b|accepted\b|correspond(?:ence|ing)\b|e-?mail|how to cite|cite this|citation:|to cite this"
    r"|(?:academic|handling) editor|conflicts? of interests?|competing interests|abbreviations\b"
    r"|categories and subject|general terms\b|ccs concepts|author keywords|contents$|funding\b"
    r"|level of evidence|published (?:online|by)|this is an open access|\(?c\) (?:19|20)\d\d)",
    re.IGNORECASE,
)
_LAST_LABEL = re.compile(
    r"^(?:conclusions?|interpretation|discussion|trial registration|registration)\b", re.IGNORECASE
)
_FIRST_SECTION = re.compile(r"^(?:1|I)(?:\.|(?= ))\.? {0,3}[A-Z][\w ]{2,50}$")
_MOST_HEADING_WORDS = 6
_FEWEST_LINES = 3
_LONGEST_SENTENCE = 300
_LABEL = re.compile(
    r"^(?:background|objectives?|aims?|purpose|importance|context|introduction)\b", re.IGNORECASE
)
_LONGEST = 6_000
"""Characters of an abstract. What goes on for longer has run into the body."""
_LONG_LINE = 45
_PART_OF_USUAL = 0.6
_FEWEST_LETTERS = 40


def is_full_text(lines: Sequence[TextLine]) -> bool:
    """Return True if the study's own lines are a whole article by their length and headings."""
    letters = sum(character.isalnum() for line in lines for character in line.text)
    headings = sum(_HEADINGS.fullmatch(heading_of(line.text)) is not None for line in lines)
    return letters > _FULL_TEXT or (headings >= _FEWEST_HEADINGS and letters > _FULL_TEXT_WITH_HEADINGS)


def heading_of(text: str) -> str:
    """Return the letters of a heading without its number.

    >>> heading_of("2. Materials and Methods"), heading_of("I N T R O D U C T I O N"), heading_of("■ RESULTS")
    ('materialsandmethods', 'introduction', 'results')
    """
    return flat(_NUMBERED.sub("", text)) if len(text) < 60 else ""


def read_abstract(lines: Sequence[TextLine], front: Sequence[Piece], *, full_text: bool) -> str:
    """Return the abstract; empty where its heading or its end cannot be told.

    Args:
        lines: the study's own lines, in reading order.
        front: the pieces that title and authors were read from.
        full_text: whether the document is more than an abstract.
    """
    for at, line in enumerate(lines):
        if line.page > 1:
            break
        match = _ABSTRACT.match(line.text) or (_RUN_IN.match(line.text) if _begins_bold(line) else None)
        if match or flat(line.text) in _ABSTRACT_LETTERS:
            rest = match["rest"] if match else None
            return _headed(lines, at + 1, rest)
    return _above_introduction(lines) if full_text else _without_heading(lines, front)


def _begins_bold(line: TextLine) -> bool:
    """Return True if the first word of a line is bold and the second is not, as a heading in the line is."""
    words = line.pieces[0].in_order()[:2] if line.pieces else []
    return len(words) == 2 and words[0].bold and not words[1].bold


def _headed(lines: Sequence[TextLine], at: int, rest: str | None) -> str:
    """Return the abstract that begins behind its heading, until something else begins."""
    own: list[TextLine] = []
    if rest:
        line = lines[at - 1]
        own.append(TextLine(rest, line.start + len(line.text) - len(rest), line.page, line.pieces))
    concluded = False
    size = sum(len(line.text) for line in own)
    for line in lines[at:]:
        if _ends(line, own, concluded=concluded):
            return _flowing(own)
        own.append(line)
        size += len(line.text)
        concluded = concluded or _LAST_LABEL.match(line.text) is not None
        if size > _LONGEST:
            return ""
    return _flowing(own)


def _above_introduction(lines: Sequence[TextLine]) -> str:
    """Return the paragraph right above the introduction, where it is set unlike the body or has labels."""
    at = next((at for at, line in enumerate(lines) if _begins_body(line)), None)
    if not at or lines[at].page > 1:
        return ""
    block: list[TextLine] = []
    for line in reversed(lines[:at]):
        if (
            is_front_matter(line.text)
            or _END.match(line.text)
            or (block and not _is_right_above(line, block[0]))
        ):
            break
        block.insert(0, line)
    body = next((line for line in lines[at + 1 :] if len(line.text) >= _LONG_LINE), None)
    if body is None or len(block) < _FEWEST_LINES or sum(len(line.text) for line in block) > _LONGEST:
        return ""
    unlike = abs(block[0].size - body.size) > 0.04 * body.size or block[0].bold != body.bold
    return _flowing(block) if unlike or _LABEL.match(block[0].text) else ""


def _begins_body(line: TextLine) -> bool:
    """Return True if a line is the heading of the introduction."""
    return heading_of(line.text).startswith("introduction") and len(line.text.split()) <= _MOST_HEADING_WORDS


def _is_right_above(line: TextLine, below: TextLine) -> bool:
    """Return True if a line is of the same paragraph as the one below it."""
    if not line.pieces or not below.pieces or line.page != below.page or line.bold != below.bold:
        return False
    same_size = abs(line.size - below.size) <= 0.04 * below.size
    return same_size and 0 < line.pieces[0].y - below.pieces[0].y < 1.6 * below.size


def _ends(line: TextLine, own: Sequence[TextLine], *, concluded: bool) -> bool:
    """Return True if a line does not belong to the abstract any more."""
    if not own:
        return False
    if _END.match(line.text):
        return True
    heading = heading_of(line.text)
    if _begins_body(line):
        return True
    if _FIRST_SECTION.match(line.text) and (line.bold or line.size > own[0].size):
        return True
    if _HEADINGS.fullmatch(heading) and (
        concluded or heading in {heading_of(earlier.text) for earlier in own}
    ):
        return True
    first = next((earlier for earlier in own if len(earlier.text) >= _LONG_LINE), None)
    if first is None or len(line.text) < _LONG_LINE or not line.size:
        return False
    return abs(line.size - first.size) > 0.04 * first.size or (first.bold and not line.bold)


def _without_heading(lines: Sequence[TextLine], front: Sequence[Piece]) -> str:
    """Return what stands below title, authors and addresses, in a document that is an abstract."""
    known = {id(piece) for piece in front}
    last = max((at for at, line in enumerate(lines) if any(id(p) in known for p in line.pieces)), default=-1)
    below = list(lines[last + 1 :])
    usual = median([len(line.text) for line in below if line.text.strip()] or [0])
    long = min(_LONG_LINE, _PART_OF_USUAL * usual)
    while below and (len(below[0].text.strip()) < long or is_front_matter(below[0].text)):
        below.pop(0)
    end = next((at for at, line in enumerate(below) if at and _END.match(line.text)), len(below))
    abstract = _flowing(below[:end])
    # Without a title it must at least read like prose: slides and figures do not.
    sentences = len(re.findall(r"[^\W\d_]{2}[.!?)](?=\s|$)", abstract))
    return abstract if front or sentences * _LONGEST_SENTENCE >= len(abstract) else ""


def _flowing(lines: Sequence[TextLine]) -> str:
    """Join lines to paragraphs. A new one begins where the size changes or a label stands."""
    text = "\n".join(line.text for line in lines)
    joined = join_lines(unchanged(text), paged=False).text
    abstract = paragraphs(" ".join(joined.split()))
    return abstract if sum(character.isalpha() for character in abstract) >= _FEWEST_LETTERS else ""
