"""Read the words of a PDF's pages, with their places and sizes, through pypdfium2.

Run as a script it is the child process of ``child``: it reads documents from its standard input, each
behind its length, and answers each with JSON behind its length. So it imports nothing but the library, late,
and nothing of this project. The rules and numbers were measured on real articles.
"""

from __future__ import annotations

import ctypes
import json
import math
import re
import sys
import unicodedata
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, BinaryIO, NamedTuple

MAX_PAGES = 2_000
MAX_CHARACTERS = 5_000_000
"""Where reading stops, so that no file fills the memory."""
MAX_PAGE_CHARACTERS = 20_000
"""A page with more is read as the library's plain text: no article has one."""
MAX_WORDS = 400_000
"""After so many words the other pages are read as plain text."""
MAX_PAGE_WORDS = 6_000
LENGTH = 8
"""Bytes of the length before a message, the most significant first."""

_PASSWORD_ERROR = 4  # FPDF_ERR_PASSWORD
_TEXT_OBJECT, _FORM_OBJECT = 1, 5  # FPDF_PAGEOBJ_TEXT, FPDF_PAGEOBJ_FORM
_FORCE_BOLD = 1 << 18
_HIDDEN_MODES = (3, 7)
_FEWEST_LETTERS = 40
_SMALLEST = 1.5
_LARGEST = 2_000.0
"""Points; smaller type cannot be read, and larger type is none."""
_CELL = 12.0
_NEAR = 40
"""Characters before and behind an accent among which its letter is."""
_BOLD_NAME = re.compile(r"bold|black|heavy|demi|-B$|\.B$|Bd|CMBX|CMSSBX|SFBX|-Medi\b", re.IGNORECASE)
_ACCENTS = dict(zip("´`¨˜ˆ˚¸ˇ", "\u0301\u0300\u0308\u0303\u0302\u030a\u0327\u030c", strict=True))
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LOCK = Lock()

Word = tuple[float, float, float, float, bool, bool, str]
"""Left edge, right edge, baseline, size (points, turned upright), bold, glued to the word before, text."""


class UnreadableError(Exception):
    """A PDF that cannot be read, in one line that says why and what to do."""


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of a page by the angle that they are drawn at, in drawing order; or its plain text."""

    words: dict[int, list[Word]] = field(default_factory=dict)
    box: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    """Left, bottom, right and top edge of the page in points."""
    hidden: float = 0.0
    """Share of the characters that are hidden, such as the text layer of a scan."""
    dropped_layer: bool = False
    """True where a hidden layer that repeats the shown text was left out."""
    text: str | None = None
    """The plain text, where the page holds too much to be laid out."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages that were read, how many there are, and the title that the file gives."""

    pages: tuple[PageWords, ...]
    count: int
    title: str
    draws_text: bool = True
    """False where a document without letters draws no text either, only pictures."""


class _Character(NamedTuple):
    """One drawn character: its origin, box and type."""

    text: str
    x: float
    y: float
    box: tuple[float, float, float, float]
    size: float
    angle: int
    hidden: bool
    bold: bool


def read_pages(data: bytes) -> Pages:
    """Read all pages in this process.

    Raises:
        UnreadableError: encrypted, damaged, or without pages.
    """
    import pypdfium2  # type: ignore[import-untyped]

    # The library below may not be used by two threads at once.
    with _LOCK:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise UnreadableError(_why_not(data, error)) from None
        try:
            return _read(document)
        except pypdfium2.PdfiumError:
            raise UnreadableError("the PDF is damaged: open it elsewhere and save it again") from None
        finally:
            document.close()


def _why_not(data: bytes, error: Exception) -> str:
    """Say why the library could not open it, and what to do."""
    if getattr(error, "err_code", None) == _PASSWORD_ERROR or "password" in str(error).casefold():
        return "the PDF is encrypted: remove its password and add it again"
    if b"%%EOF" not in data[-2048:]:
        return "the PDF is cut short: fetch it again, it did not arrive whole"
    return "the PDF is damaged: open it elsewhere and save it again"


def _read(document: Any) -> Pages:
    """Read pages and title of an open document."""
    pages: list[PageWords] = []
    size = words = letters = 0
    count = len(document)
    for number in range(min(count, MAX_PAGES)):
        page = _page(document, number, plain=words > MAX_WORDS)
        texts = (
            [page.text] if page.text is not None else [word[6] for of in page.words.values() for word in of]
        )
        words += len(texts)
        size += sum(map(len, texts))
        if letters < _FEWEST_LETTERS:
            letters += sum(character.isalnum() for text in texts for character in text)
        pages.append(page)
        if size > MAX_CHARACTERS:
            break
    if not count:
        raise UnreadableError("the PDF has no pages")
    title = str(document.get_metadata_dict().get("Title", ""))[:500]
    draws_text = letters >= _FEWEST_LETTERS or any(_draws_text(document, n) for n in range(len(pages)))
    return Pages(tuple(pages), count, title, draws_text)


def _page(document: Any, number: int, *, plain: bool) -> PageWords:
    """Read one page, laid out unless it holds too much."""
    import pypdfium2.raw as raw  # type: ignore[import-untyped]

    page = document[number]
    try:
        textpage = page.get_textpage()
        try:
            if not plain and raw.FPDFText_CountChars(textpage) <= MAX_PAGE_CHARACTERS:
                box = page.get_cropbox() or page.get_mediabox()
                laid_out = _laid_out(_characters(textpage, raw), box)
                if sum(map(len, laid_out.words.values())) <= MAX_PAGE_WORDS:
                    return laid_out
            return PageWords(text=_plain(textpage))
        finally:
            textpage.close()
    finally:
        page.close()


def _plain(textpage: Any) -> str:
    """Return the library's text. It marks a hyphen at a line's end by U+FFFE and swallows the line end."""
    text = str(textpage.get_text_range())[: MAX_CHARACTERS + 1]
    text = text.replace("\ufffe", "-\n").replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\x00", "").replace("\f", "\n").replace("\x02", "-\n")


def _draws_text(document: Any, number: int) -> bool:
    """Return True if the page holds an object of text, on itself or within a form."""
    import pypdfium2.raw as raw

    page = document[number]
    try:
        for at in range(min(raw.FPDFPage_CountObjects(page), 2_000)):
            drawn = raw.FPDFPage_GetObject(page, at)
            kind = raw.FPDFPageObj_GetType(drawn)
            if kind == _FORM_OBJECT:
                inner = range(min(raw.FPDFFormObj_CountObjects(drawn), 2_000))
                kinds = [raw.FPDFPageObj_GetType(raw.FPDFFormObj_GetObject(drawn, place)) for place in inner]
                kind = _TEXT_OBJECT if _TEXT_OBJECT in kinds else kind
            if kind == _TEXT_OBJECT:
                return True
        return False
    finally:
        page.close()


def _characters(textpage: Any, raw: Any) -> list[_Character | None]:
    """Return the characters in drawing order; None stands for a blank."""
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    types: dict[int | None, tuple[float, int, bool, bool]] = {}
    characters: list[_Character | None] = []
    high = 0  # the first half of a character outside the basic plane
    for index in range(raw.FPDFText_CountChars(textpage)):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        hyphen = code in (0x02, 0xAD, 0xFFFE)  # the library's own mark, and a hyphen that is drawn
        text = "-" if hyphen else _shown(code)
        if text is None or (not hyphen and raw.FPDFText_IsGenerated(textpage, index) == 1):
            characters.append(None)
            continue
        drawn = raw.FPDFText_GetTextObject(textpage, index)
        key = ctypes.cast(drawn, ctypes.c_void_p).value if drawn else None
        if key is None or key not in types:
            types[key] = _type(textpage, index, drawn, raw)
        raw.FPDFText_GetCharOrigin(textpage, index, x, y)
        if raw.FPDFText_GetCharBox(textpage, index, left, right, bottom, top):
            box = (left.value, bottom.value, right.value, top.value)
            size, angle, hidden, bold = types[key]
            characters.append(_Character(text, x.value, y.value, box, size, angle, hidden, bold))
    return characters


def _shown(code: int) -> str | None:
    """Return a character as text: None for a blank, the replacement mark for what has no form."""
    character = chr(code) if code <= 0x10FFFF else "\ufffd"
    if character.isspace() and code >= 0x09:
        return None
    return "\ufffd" if code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 else character


def _type(textpage: Any, index: int, drawn: Any, raw: Any) -> tuple[float, int, bool, bool]:
    """Return size, angle, whether it is hidden and whether it is bold, of a text object by one character."""
    matrix, flags = raw.FS_MATRIX(), ctypes.c_int()
    raw.FPDFText_GetMatrix(textpage, index, matrix)
    # The size alone is often 1.0: such fonts are scaled by the matrix.
    size = raw.FPDFText_GetFontSize(textpage, index) * (math.hypot(matrix.c, matrix.d) or 1.0)
    angle = math.degrees(math.atan2(matrix.b, matrix.a)) % 360
    quarter = round(angle / 90) * 90
    hidden = bool(drawn) and raw.FPDFTextObj_GetTextRenderMode(drawn) in _HIDDEN_MODES
    name = ctypes.create_string_buffer(200)
    raw.FPDFText_GetFontInfo(textpage, index, name, 200, flags)
    bold = raw.FPDFText_GetFontWeight(textpage, index) >= 600 or bool(flags.value & _FORCE_BOLD)
    bold = bold or _BOLD_NAME.search(name.value.decode("utf-8", "replace")) is not None
    return size, (quarter if abs(angle - quarter) < 5 else round(angle)) % 360, hidden, bold


def _with_accents(characters: list[_Character | None]) -> list[_Character | None]:
    """Put accents that are drawn as signs of their own on the letters that they stand over.

    The library puts them before or behind their letter, or a word away, with blanks around that are none.
    """
    placed: list[_Character | None] = list(characters)
    for index, accent in enumerate(characters):
        if accent is None or accent.text not in _ACCENTS:
            continue
        near = range(max(0, index - _NEAR), min(len(placed), index + _NEAR))
        found = [(off, at) for at in near if (off := _offset(accent, placed[at])) is not None]
        at = min(found, default=(0.0, index))[1]
        letter = placed[at]
        if at == index or letter is None:
            continue
        base = "i" if letter.text == "ı" else letter.text
        whole = unicodedata.normalize("NFC", base + _ACCENTS[accent.text])
        if len(whole) == 1:
            placed[at] = letter._replace(text=whole)
            _take_out(placed, index)
    return [character for character in placed if character is None or character.text]


def _offset(accent: _Character, letter: _Character | None) -> float | None:
    """Return how far an accent is from the middle of a letter; None where it does not stand over it."""
    if letter is None or not letter.text.isalpha() or accent.angle or letter.angle:
        return None
    middle = (accent.box[0] + accent.box[2]) / 2
    grace = 0.05 * letter.size
    over = letter.box[0] - grace <= middle <= letter.box[2] + grace
    level = abs(accent.y - letter.y) < 0.6 * letter.size
    return abs(middle - (letter.box[0] + letter.box[2]) / 2) if over and level else None


def _take_out(characters: list[_Character | None], index: int) -> None:
    """Empty the place of an accent, and the blanks around it where the letters beside are one word."""
    accent = characters[index]
    assert accent is not None
    characters[index] = accent._replace(text="")
    first = index
    while first > 0 and characters[first - 1] is None:
        first -= 1
    last = index
    while last + 1 < len(characters) and characters[last + 1] is None:
        last += 1
    before = characters[first - 1] if first else None
    behind = characters[last + 1] if last + 1 < len(characters) else None
    if before is None or behind is None or abs(before.y - behind.y) > 0.1 * before.size:
        return
    if behind.box[0] - before.box[2] < 0.12 * before.size:
        for at in (*range(first, index), *range(index + 1, last + 1)):
            characters[at] = accent._replace(text="")


def _laid_out(characters: list[_Character | None], box: tuple[float, float, float, float]) -> PageWords:
    """Make words of characters. A hidden layer is left out where it repeats what is shown."""
    characters = _with_accents(characters)
    hidden = [c for c in characters if c is not None and c.hidden]
    shown = [c for c in characters if c is not None and not c.hidden]
    occupied = {(c.x // _CELL, c.y // _CELL) for c in shown}
    doubled = sum((c.x // _CELL, c.y // _CELL) in occupied for c in hidden)
    drop = bool(hidden) and doubled > 0.3 * len(hidden)
    words = _Words()
    left, bottom, right, top = box
    for character in characters:
        if character is None:
            words.end()
        elif not (
            (character.hidden and drop)
            or not _SMALLEST <= character.size <= _LARGEST
            or not all(map(math.isfinite, character.box))
            or not (left - 2 <= character.x <= right + 2 and bottom - 2 <= character.y <= top + 2)
            or 0xE000 <= ord(character.text[0]) <= 0xF8FF  # signs for private use: icons
        ):
            words.add(character)
    words.end()
    share = len(hidden) / max(1, len(hidden) + len(shown))
    return PageWords(words.by_angle, box, round(share, 3), drop)


class _Words:
    """Gathers characters into words."""

    def __init__(self) -> None:
        self.by_angle: dict[int, list[Word]] = {}
        self._angle = -1
        self._left = self._right = self._y = self._size = self._last_x = 0.0
        self._text = ""
        self._bold = self._glued = False

    def end(self) -> None:
        """End the word."""
        if self._text:
            places = (round(place, 2) for place in (self._left, self._right, self._y, self._size))
            left, right, y, size = places
            word = (left, right, y, size, self._bold, self._glued, self._text)
            self.by_angle.setdefault(self._angle, []).append(word)
        self._text = ""

    def add(self, character: _Character) -> None:
        """Put a character to the word, or begin a new one with it."""
        left, right, x, y = _turned(character)
        size, text = character.size, _LIGATURES.get(character.text, character.text)
        if not self._text or character.angle != self._angle:
            self.end()
            self._begin(character, left, right, x, y, text, glued=False)
            return
        gap = left - self._right
        level = abs(y - self._y) < 0.1 * size and abs(size - self._size) < 0.1 * size
        # Characters with one origin are the letters of a ligature.
        if level and abs(x - self._last_x) < 0.02 * size and text.isalpha():
            self._text += text
        elif level and -0.6 * size < gap < 0.6 * size:
            self._text = (
                unicodedata.normalize("NFC", self._text + text) if _combines(text) else self._text + text
            )
            self._right = max(self._right, right)
            self._last_x = x
        else:
            larger = max(size, self._size)
            glued = -0.6 * size < gap < 0.6 * larger and abs(y - self._y) < 0.8 * larger
            self.end()
            self._begin(character, left, right, x, y, text, glued=glued)

    def _begin(
        self, character: _Character, left: float, right: float, x: float, y: float, text: str, *, glued: bool
    ) -> None:
        """Begin a word."""
        self._angle, self._size, self._bold = character.angle, character.size, character.bold
        self._left, self._right, self._last_x, self._y = left, right, x, y
        self._text, self._glued = text, glued


def _combines(text: str) -> bool:
    """Return True if it is a mark that stands over the letter before."""
    return len(text) == 1 and unicodedata.combining(text) != 0


def _turned(character: _Character) -> tuple[float, float, float, float]:
    """Return left and right edge, origin and baseline with the page turned so that the line is level."""
    left, bottom, right, top = character.box
    if character.angle == 0:
        x, y = character.x, character.y
    else:
        turn = math.radians(character.angle)
        cosine, sine = math.cos(turn), math.sin(turn)
        x, y = character.x * cosine + character.y * sine, character.y * cosine - character.x * sine
        corners = [a * cosine + b * sine for a in (left, right) for b in (bottom, top)]
        left, right = min(corners), max(corners)
    return (left, right, x, y) if right > left else (x, x + 0.3 * character.size, x, y)


def serve(given: BinaryIO, answers: BinaryIO) -> None:
    """Answer documents until no more come."""
    while length := int.from_bytes(given.read(LENGTH), "big"):
        data = given.read(length)
        if len(data) < length:
            return
        answer = json.dumps(_answer(data)).encode("ascii")
        del data
        answers.write(len(answer).to_bytes(LENGTH, "big") + answer)
        answers.flush()


def _answer(data: bytes) -> dict[str, Any]:
    try:
        read = read_pages(data)
    except UnreadableError as error:
        return {"error": str(error)}
    pages = [(page.words, page.box, page.hidden, page.dropped_layer, page.text) for page in read.pages]
    return {"pages": pages, "count": read.count, "title": read.title, "draws_text": read.draws_text}


def _bound_memory(limit: int) -> None:
    """Let this process have no more memory than that, where the system can hold it to it."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _bound_memory(int(sys.argv[1]))
    serve(sys.stdin.buffer, sys.stdout.buffer)
