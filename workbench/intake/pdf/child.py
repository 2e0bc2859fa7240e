"""Read PDFs in a process of their own, so that one that breaks or never ends costs that file only.

The library is a large one in C++; a hostile file may make it crash, hang, or take all memory. One child reads
the files of a batch one after the other, and is started anew after it died. Starting it takes about as long
as importing the library does.
"""

from __future__ import annotations

import json
import math
import sys
from contextlib import suppress
from pathlib import Path
from threading import Lock, Timer
from typing import IO, TYPE_CHECKING, Any

from workbench.intake.errors import IntakeError
from workbench.intake.pdf import pages as pdf_pages
from workbench.intake.pdf.extract import PdfText, made_of, refuse_large

if TYPE_CHECKING:
    import subprocess

MAX_MEMORY = 2**30
"""Bytes that the child may have; where the system cannot hold it to it (Windows, macOS) it is not held."""
MAX_SECONDS = 300.0
"""How long one file may take. The longest article takes some seconds; it is for files that never end."""

_LONGEST_ANSWER = 16 * pdf_pages.MAX_CHARACTERS
"""Bytes of an answer; JSON in ASCII has at most six for most characters."""
_BROKE = "reading the PDF broke off: it is damaged or takes too much memory; save it again elsewhere"


class PdfChild:
    """A process that reads PDFs, started with the first of them; to be closed when no more come."""

    def __init__(self, *, memory: int = MAX_MEMORY, seconds: float = MAX_SECONDS) -> None:
        self._memory = memory
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()

    def extract(self, data: bytes) -> PdfText:
        """The text of a PDF; see `workbench.intake.pdf.extract.extract`.

        Raises:
            IntakeError: it cannot be read, or reading it broke the child or took too long.
        """
        refuse_large(data)
        with self._lock:
            return made_of(self._pages(data))

    @property
    def process_id(self) -> int | None:
        """The number of the child's process; None where there is none."""
        return None if self._process is None else self._process.pid

    def close(self) -> None:
        """End the child; it starts again when a PDF comes."""
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):  # it may be gone, with what was not written yet
                    pipe.close()
        process.kill()
        process.wait()

    def _pages(self, data: bytes) -> pdf_pages.Pages:
        process = self._started()
        late: list[bool] = []

        def end() -> None:
            late.append(True)
            process.kill()

        timer = Timer(self._seconds, end)
        timer.daemon = True
        timer.start()
        try:
            return _understood(_ask(process, data))
        except IntakeError:
            raise
        except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError):
            self.close()
            raise IntakeError(self._too_long if late else _BROKE) from None
        except BaseException:
            self.close()  # half an answer may be under way
            raise
        finally:
            timer.cancel()

    @property
    def _too_long(self) -> str:
        return f"reading the PDF took more than {self._seconds / 60:g} minutes: save it again elsewhere"

    def _started(self) -> subprocess.Popen[bytes]:
        """The child, started if need be.

        Raises:
            IntakeError: the system starts none.
        """
        import subprocess

        if self._process is None or self._process.poll() is not None:
            self.close()
            # -P keeps the script's folder, whose modules have plain names, off the child's path.
            command = [sys.executable, "-P", str(Path(pdf_pages.__file__)), str(self._memory)]
            pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
            try:
                self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere)
            except OSError as error:
                raise IntakeError(
                    f"PDFs cannot be read now: no process can be started ({error.strerror})"
                ) from None
        return self._process


def _ask(process: subprocess.Popen[bytes], data: bytes) -> Any:
    """Send a document and read what comes back.

    Raises:
        OSError, EOFError, ValueError: the child died, or said what it never says.
    """
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(len(data).to_bytes(pdf_pages.LENGTH, "big"))
    process.stdin.write(data)
    process.stdin.flush()
    length = int.from_bytes(_exactly(process.stdout, pdf_pages.LENGTH), "big")
    if length > _LONGEST_ANSWER:
        raise ValueError("an answer without end")
    return json.loads(_exactly(process.stdout, length))


def _understood(answer: Any) -> pdf_pages.Pages:
    """The pages of an answer.

    Raises:
        IntakeError: the PDF cannot be read, for the reason given.
        KeyError, TypeError, ValueError: it is no answer.
    """
    if "error" in answer:
        raise IntakeError(str(answer["error"]))
    pages = tuple(_page(*page) for page in answer["pages"])
    return pdf_pages.Pages(pages, int(answer["count"]), str(answer["title"]), bool(answer["draws_text"]))


def _page(words: Any, box: Any, hidden: Any, dropped: Any, text: Any) -> pdf_pages.PageWords:
    """Return one page of an answer.

    Raises:
        KeyError, TypeError, ValueError: it is no page.
    """
    left, bottom, right, top = (float(edge) for edge in box)
    return pdf_pages.PageWords(
        {int(angle): [_word(*word) for word in of_angle] for angle, of_angle in words.items()},
        (left, bottom, right, top),
        float(hidden),
        bool(dropped),
        None if text is None else str(text),
    )


def _word(left: Any, right: Any, y: Any, size: Any, bold: Any, glued: Any, text: Any) -> pdf_pages.Word:
    """Return one word of an answer."""
    places = float(left), float(right), float(y), float(size)
    if not all(map(math.isfinite, places)):
        raise ValueError("a word that stands nowhere")
    return *places, bool(bold), bool(glued), str(text)


def _exactly(pipe: IO[bytes], count: int) -> bytes:
    """So many bytes.

    Raises:
        EOFError: there were fewer.
    """
    data = pipe.read(count)
    if len(data) < count:
        raise EOFError
    return data
