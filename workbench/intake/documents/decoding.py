"""Decode bytes to text: find the encoding, and refuse what is no text at all."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from workbench.intake.errors import IntakeError

MAX_BYTES = 20 * 1024 * 1024
"""Larger files are refused: no article's text comes near, and memory stays bounded."""

_BOMS = (
    # The mark of UTF-32 begins with that of UTF-16, so it is looked for first.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF", "save its text as .txt or .md and add that"),
    (b"PK\x03\x04", "a zip or office file", "save its text as .txt and add that"),
    (b"\x1f\x8b", "a gzip file", "unpack it and add what is inside"),
    (b"{\\rtf", "an RTF file", "save it as plain text and add that"),
    (b"SQLite format 3\x00", "a database", "open a review with --db instead"),
)
_SAMPLE = 1 << 16
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f]")  # escape is left out: ANSI colours are text
_CONTROL_SHARE = 0.05
_LINE_ENDS = re.compile(r"\r\n?")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with what a reader should know about how it was decoded."""

    text: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, limit: int = MAX_BYTES, *, keep_line_ends: bool = False) -> Decoded:
    """The text of a file: byte order mark gone, line ends all ``\\n``, everything else as it was.

    Args:
        data: the file's bytes.
        limit: how many bytes are read at most.
        keep_line_ends: leave line ends as they are, for tables that have some within cells.

    Raises:
        IntakeError: the data are empty, too large, binary, or not what their byte order mark says.

    >>> decode(b"\\xef\\xbb\\xbfone\\r\\ntwo").text
    'one\\ntwo'
    """
    _refuse_at_sight(data, limit)
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), None)
    decoded = _guess(data) if encoding is None else Decoded(_by_mark(data, encoding))
    if _looks_binary(decoded.text):
        raise IntakeError("this is a binary file, not text: add the document's text instead")
    text = decoded.text if keep_line_ends else _LINE_ENDS.sub("\n", decoded.text)
    if not any(character.isalnum() for character in text):
        raise IntakeError("the file is empty: there is no text to read")
    return Decoded(text, decoded.notes)


def _refuse_at_sight(data: bytes, limit: int) -> None:
    """Refuses what needs no decoding to be refused.

    Raises:
        IntakeError: empty, too large, or a format that is known not to be text.
    """
    if not data:
        raise IntakeError("the file is empty: there is no text to read")
    if len(data) > limit:
        size, most = len(data) / 2**20, limit // 2**20
        raise IntakeError(
            f"the file has {size:.0f} MB, more than the {most} MB that are read: add the article's text only"
        )
    for signature, what, remedy in _SIGNATURES:
        if data.startswith(signature):
            raise IntakeError(f"this is {what}, which is not read as text: {remedy}")


def _by_mark(data: bytes, encoding: str) -> str:
    """Decodes by the byte order mark.

    Raises:
        IntakeError: the data are not valid in the encoding that the mark announces.
    """
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        shown = encoding.removesuffix("-sig").upper()
        raise IntakeError(
            f"the file says that it is {shown}, but it is not: save it again as UTF-8"
        ) from None


def _guess(data: bytes) -> Decoded:
    """UTF-8 where that is valid; else a western single-byte encoding, and a note that says so.

    Raises:
        IntakeError: there are NUL bytes, which no text has (UTF-16 without its mark has them).
    """
    if b"\x00" in data:
        raise IntakeError(
            "the file holds NUL bytes, so it is binary or unmarked UTF-16: save it as UTF-8 text"
        )
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    for encoding, shown in (("cp1252", "Windows-1252"), ("latin-1", "Latin-1")):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return Decoded(text, (f"The file is not UTF-8; it was read as {shown}, so check accented letters.",))
    raise AssertionError("Latin-1 decodes every byte")


def _looks_binary(text: str) -> bool:
    """Whether a sample has NULs, or more control characters than any text would."""
    if "\x00" in text:
        return True
    sample = text[:_SAMPLE]
    return len(_CONTROLS.findall(sample)) > _CONTROL_SHARE * len(sample)
