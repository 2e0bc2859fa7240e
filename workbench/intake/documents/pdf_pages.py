"""The pages of a PDF as text, through pypdfium2.

Run as a script it is the child process of ``pdf_child``: it reads documents from its standard input, each
behind its length, and answers each with JSON behind its length. So it imports nothing but the library, late,
and nothing of this project.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock
from typing import Any, BinaryIO

MAX_PAGES = 2_000
MAX_CHARACTERS = 5_000_000
"""Where reading stops, so that no file fills the memory."""
LENGTH = 8
"""Bytes of the length before a message, the most significant first."""

_PASSWORD_ERROR = 4  # FPDF_ERR_PASSWORD
_LOCK = Lock()


class UnreadableError(Exception):
    """Why a PDF cannot be read, in one line that says what to do."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The text of the pages that were read, how many there are, and the title that the file gives."""

    texts: tuple[str, ...]
    count: int
    title: str


def read_pages(data: bytes) -> Pages:
    """The text of all pages, in this process.

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
    """Why the library could not open it, in words that say what to do."""
    if getattr(error, "err_code", None) == _PASSWORD_ERROR or "password" in str(error).casefold():
        return "the PDF is encrypted: remove its password and add it again"
    if b"%%EOF" not in data[-2048:]:
        return "the PDF is cut short: fetch it again, it did not arrive whole"
    return "the PDF is damaged: open it elsewhere and save it again"


def _read(document: Any) -> Pages:
    """Text and title of an open document."""
    pages: list[str] = []
    size = 0
    count = len(document)
    for number in range(min(count, MAX_PAGES)):
        text = _page(document, number)[: MAX_CHARACTERS + 1]
        size += len(text)
        pages.append(text)
        if size > MAX_CHARACTERS:
            break
    if not count:
        raise UnreadableError("the PDF has no pages")
    return Pages(tuple(pages), count, str(document.get_metadata_dict().get("Title", ""))[:500])


def _page(document: Any, number: int) -> str:
    """One page. The library marks a hyphen at a line's end by U+FFFE and swallows the line end."""
    page = document[number]
    try:
        textpage = page.get_textpage()
        try:
            text = str(textpage.get_text_range())
        finally:
            textpage.close()
    finally:
        page.close()
    text = text.replace("\ufffe", "-\n").replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\x00", "").replace("\f", "\n").replace("\x02", "-\n")


def serve(given: BinaryIO, answers: BinaryIO) -> None:
    """Answers documents until no more come."""
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
        pages = read_pages(data)
    except UnreadableError as error:
        return {"error": str(error)}
    return {"texts": pages.texts, "count": pages.count, "title": pages.title}


def _bound_memory(limit: int) -> None:
    """Lets this process have no more memory than that, where the system can hold it to it."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _bound_memory(int(sys.argv[1]))
    serve(sys.stdin.buffer, sys.stdout.buffer)
