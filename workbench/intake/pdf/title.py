"""Tell the title of an article from the size, weight and place of the lines on its first page."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from workbench.intake.documents.citations import split_authors
from workbench.intake.documents.prose import one_line
from workbench.intake.pdf.layout import PageLayout
from workbench.intake.pdf.pieces import Piece, Use, usual_size
from workbench.intake.pdf.text import flat

_KICKERS = (
    "originalresearch|originalarticle|originalinvestigation|originalpaper|originalcontribution|researcharticle"
    "|researchpaper|reviewarticle|reviewpaper|systematicreview|review|article|articles|research|casereport"
    "|caseseries|clinicalarticle|clinicalstudy|openaccess|shortcommunication|briefreport|studyprotocol"
    "|perspective|commentary|correspondence|editorial|letter|report|preprint|manuscript|acceptedmanuscript"
    "|authormanuscript|hhspublicaccess|freefullarticle|freefulltextarticle|fulltext"
)
_KICKER = re.compile(f"(?:{_KICKERS})+")
_PUBLISHER = re.compile(
    r"contents lists? available|homepage|^(?:the )?(?:.{0,20} )?journal of\b|publishing (?:corporation|group)"
    r"|sciencedirect|elsevier|springer|wiley|biomed central|www\.|https?:|\bdoi\b|\bissn\b|@",
    re.IGNORECASE,
)
_LONGEST_PUBLISHER = 90
_BODY_HEADING = re.compile(
    r"(?:abstract|(?:\d\.?\s+)?introduction|summary|background|key ?words)\b", re.IGNORECASE
)
_VOLUME = re.compile(r"\bvol\b|\(\d{4}\)", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_FILE_NAME = re.compile(r"\.(?:docx?|pdf|indd|qxd|tex|dvi|rtf)\b", re.IGNORECASE)
_LOWEST = 0.35
"""A title stands above this part of the page's height."""
_LARGER, _BOLD_LARGER = 1.08, 0.98
"""A title is larger than the usual type by so much; a bold one need not be."""
_FEWEST_LETTERS, _MOST_LETTERS = 12, 400
_FEWEST_READABLE = 0.8
"""Letters and digits among the signs of a title."""
_SAME_SIZE = 0.04
_CLOSE, _WIDEST = 1.75, 2.6
_LONG_LINE = 40
_MOST_PIECES = 600
_MOST_TITLE_LINES = 5


@dataclass(frozen=True, slots=True)
class Title:
    """A title and the lines that it was read from; without lines it is the file's own title."""

    text: str = ""
    lines: tuple[Piece, ...] = ()


def read_title(page: PageLayout, file_title: str, known_words: Container[str] = ()) -> Title:
    """Return the title that the first page prints, empty where none can be told.

    Args:
        page: the first page.
        file_title: the title that the file gives of itself.
        known_words: words of the document in small letters, by which a word that a line's end cuts is known.

    The largest block of lines in the upper part of the page wins, with a little more for bold type. Banners,
    names of journals, addresses and citation lines are no titles, however large they are printed.
    """
    # A title may repeat as running head; one with a number in it is the journal's line.
    pieces = [
        piece
        for piece in page.of_use(Use.TEXT, Use.RUNNING)
        if piece.use is Use.TEXT or not any(character.isdigit() for character in piece.text)
    ]
    given = _printed(file_title, pieces)
    usual = usual_size(pieces)
    dated = [piece.text for piece in page.pieces if _YEAR.search(piece.text) and len(piece.text) < 160]
    citations = [flat(text) for text in dated]
    best: tuple[float, list[Piece]] | None = None
    for block in _blocks(pieces, usual, _leading(pieces)):
        if _may_be_title(block, page, usual, citations):
            score = _score(block, page)
            if best is None or score > best[0]:
                best = score, block
    if best is None:
        return Title(given)
    text = _joined(best[1], known_words)
    if len(flat(text)) < _FEWEST_READABLE * len(text.replace(" ", "")):
        return Title(given)  # signs, such as those of a scan that was read badly
    if given and _is_rather(given, text):
        text = given
    return Title(text, tuple(best[1]))


def is_banner(text: str) -> bool:
    """Return True if a line names the kind of article, the journal or the publisher.

    >>> is_banner("O R I G I N A L  A R T I C L E"), is_banner("Mud in winter"), is_banner("www.mud.example")
    (True, False, True)
    """
    text = text.strip(" .•|-–■")
    if _KICKER.fullmatch(flat(text)):
        return True
    return len(text) <= _LONGEST_PUBLISHER and _PUBLISHER.search(text) is not None


def _printed(title: str, pieces: Iterable[Piece]) -> str:
    """Return the title that the file gives where it is one and the page prints it, else an empty text."""
    letters = flat(title)
    long = len(title.split()) >= 4 and len(letters) >= 20
    if not long or _FILE_NAME.search(title) or is_banner(title):
        return ""
    return one_line(title) if letters in flat(" ".join(piece.text for piece in pieces)) else ""


def _is_rather(given: str, text: str) -> bool:
    """Return True if the file's title is a better print of a block than the block's own text."""
    letters, own = flat(given), flat(text)
    return own.startswith(letters) and len(own) - len(letters) <= 3


def _leading(pieces: Sequence[Piece]) -> float:
    """Return how far lines stand apart that may go on in each other, in parts of the type size."""
    drops = sorted(
        (above.y - below.y) / above.size
        for above, below in pairwise(pieces)
        if above.size == below.size and len(above.text) > _LONG_LINE and above.y > below.y
    )
    # A manuscript in double spacing has its title in it as well.
    return max(_CLOSE, min(1.15 * drops[len(drops) // 2], _WIDEST)) if drops else _CLOSE


def _blocks(pieces: Sequence[Piece], usual: float, leading: float) -> list[list[Piece]]:
    """Gather lines of one size that stand close below each other."""
    ordered = sorted(pieces, key=lambda piece: (-piece.y, piece.left))[:_MOST_PIECES]
    ordered = [piece for piece in ordered if len(flat(piece.text)) >= 2]
    blocks: list[list[Piece]] = []
    used: set[int] = set()
    for first in ordered:
        if id(first) in used:
            continue
        block = [first]
        used.add(id(first))
        if not is_banner(first.text):
            for piece in ordered:
                if (
                    id(piece) not in used
                    and not is_banner(piece.text)
                    and _is_next(block, piece, usual, leading)
                ):
                    block.append(piece)
                    used.add(id(piece))
        blocks.append(block)
    return blocks


def _is_next(block: list[Piece], piece: Piece, usual: float, leading: float) -> bool:
    """Return True if a piece goes on a block: same size, close below the last line or on it."""
    first, last = block[0], block[-1]
    drop = last.y - piece.y
    # Part of a title may be set in another weight, such as the name of a species.
    weight = piece.bold == first.bold or (drop < 1.4 * first.size and piece.size > 1.25 * usual)
    return (
        abs(piece.size - first.size) <= _SAME_SIZE * first.size
        and weight
        and 0 <= drop < leading * first.size
        and not (piece.left > last.right + 40 or piece.right < last.left - 40)
        and (drop > 0.5 * first.size or piece.left >= last.right - 2)
    )


def _may_be_title(block: list[Piece], page: PageLayout, usual: float, citations: list[str]) -> bool:
    """Return False for what is printed large and is no title."""
    text = " ".join(piece.text for piece in block)
    letters, words, size = flat(text), text.split(), block[0].size
    if not _FEWEST_LETTERS <= len(letters) <= _MOST_LETTERS or len(words) < 2:
        return False
    if page.height_of(block[0]) < _LOWEST or is_banner(text):
        return False
    if size < _LARGER * usual and not (block[0].bold and size >= _BOLD_LARGER * usual):
        return False
    if _BODY_HEADING.match(text) or re.search(r"https?:|www\.|@", text):
        return False
    if _VOLUME.search(text) and len(letters) < 90:
        return False
    # The journal's name begins a citation line, or stands in the running head beside "et al.".
    if len(letters) < 60 and len(words) <= 6:
        own = {flat(piece.text) for piece in block}
        others = [line for line in citations if line not in own]
        return not any(line.startswith(letters) or ("etal" in line and letters in line) for line in others)
    return True


def _score(block: list[Piece], page: PageLayout) -> float:
    """Return how much a block looks like a title: its size in points, and a little for weight and length."""
    long = len(" ".join(piece.text for piece in block).split()) >= 5
    return block[0].size + block[0].bold + (0.3 if long else -2.0) + page.height_of(block[0])


def _joined(block: Sequence[Piece], known_words: Container[str]) -> str:
    """Join the lines of a title. A hyphen at a line's end stays unless the document has the whole word."""
    text = ""
    for piece in block:
        head = re.search(r"[^\W\d_]+(?=-$)", text)
        tail = re.match(r"[^\W\d_]+", piece.text)
        if head and tail and (head[0] + tail[0]).casefold() in known_words:
            text = text[:-1] + piece.text
        elif len(text) > 1 and text[-1] == "-" and text[-2].isalnum():
            text += piece.text
        else:
            text = f"{text} {piece.text}"
    return one_line(text).rstrip("*∗⁎†‡§¶# ")


def has_one_type(page: PageLayout) -> bool:
    """Return True if nearly all of a page has one size and weight, as in a typescript."""
    pieces = page.of_use(Use.TEXT)
    usual = usual_size(pieces)
    other = sum(abs(piece.size - usual) > _SAME_SIZE * usual or piece.bold for piece in pieces)
    return other <= 0.05 * len(pieces)


def title_by_lines(lines: Sequence[str]) -> str:
    """Return the first lines of a page that has one type, where names or an abstract's heading follow them.

    >>> title_by_lines(["Mud for stiff hands: a trial", "in one winter", "Ada Byron, Li Wei", "It was cold."])
    'Mud for stiff hands: a trial in one winter'
    """
    title: list[str] = []
    for line in lines[:_MOST_TITLE_LINES]:
        if not line.strip() or (not title and is_banner(line)):
            continue
        names = len(split_authors(line)) > 1
        if names or flat(line) in ("abstract", "summary"):
            text = one_line(" ".join(title))
            return text if len(text.split()) > 2 and not re.search(r"[.!?] [A-Z]", text) else ""
        title.append(line)
    return ""
