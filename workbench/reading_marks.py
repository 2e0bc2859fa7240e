"""Keep what a reader marked in texts, with margin notes, in this user's settings folder, a small file a mark.

Marks are a reader's own, as with a pencil on paper: they are never in the review, so that no co-reviewer, no
file and no table shows them. Each is a file of its own, so that two windows do not overwrite each other's.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from workbench.private_files import folder_of, make_private, named, put_aside, write_private

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class ReadingMark:
    """Hold a marked passage: characters `start` to `end` of a stored document.

    Attributes:
        id: names its file; 32 hexadecimal digits.
        document: id of the document that it was made in.
        text: the words as they stood there.
        note: the margin note; empty for none.
        at: when it was made, in UTC.
    """

    id: str
    document: str
    start: int
    end: int
    text: str
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class StoredMarks:
    """Hold the marks that could be read.

    Attributes:
        marks: by document, then in the order of the text.
        put_aside: paths of files that were no marks, under the names that they have now.
    """

    marks: tuple[ReadingMark, ...]
    put_aside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkFolder:
    """Read and write the marks of one handle in one review.

    Attributes:
        review: id of the review, which stays when its file is moved or copied.
        handle: of the reviewer; case does not matter.
    """

    review: str
    handle: str

    @property
    def path(self) -> Path:
        """Return the folder; it need not be there."""
        return folder_of("marks", self.review, self.handle)

    def read(self, documents: Iterable[str] | None = None) -> StoredMarks:
        """Read the marks in some documents, by their ids, or in all of them.

        Raises:
            OSError: a file cannot be read.
        """
        folders = self._folders() if documents is None else [self._of(document) for document in documents]
        marks: list[ReadingMark] = []
        aside: list[str] = []
        for folder in folders:
            for path in sorted(folder.glob("*.json")):
                mark = _read(path)
                if mark is not None:
                    marks.append(mark)
                elif path.exists():
                    aside.append(str(put_aside(path)))
        marks.sort(key=lambda mark: (mark.document, mark.start, mark.end, mark.at))
        return StoredMarks(tuple(marks), tuple(aside))

    def write(self, mark: ReadingMark) -> None:
        """Keep a mark, in place of the one with the same id where there is one.

        Raises:
            OSError: it cannot be written.
        """
        values = {
            "document": mark.document,
            "start": mark.start,
            "end": mark.end,
            "text": mark.text,
            "note": mark.note,
            "at": mark.at.isoformat(),
        }
        # ASCII also keeps what no encoding has, such as half of a surrogate pair.
        write_private(self._file(mark), json.dumps(values, ensure_ascii=True))

    def remove(self, mark: ReadingMark) -> None:
        """Take a mark away, if it is there.

        Raises:
            OSError: it cannot be taken away.
        """
        self._file(mark).unlink(missing_ok=True)

    def follow(self, former: str) -> None:
        """Take over the marks that the same person has under a former handle."""
        with suppress(OSError):
            for before in MarkFolder(self.review, former)._folders():
                folder = self.path / before.name
                make_private(folder)
                for path in before.glob("*.json"):
                    path.replace(folder / path.name)

    def _folders(self) -> list[Path]:
        return sorted(path for path in self.path.glob("*") if path.is_dir())

    def _of(self, document: str) -> Path:
        return self.path / named(document)

    def _file(self, mark: ReadingMark) -> Path:
        return self._of(mark.document) / f"{mark.id}.json"


def _read(path: Path) -> ReadingMark | None:
    """Read a file as a mark; None where it is none."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:  # another window took it away meanwhile
        return None
    except (ValueError, RecursionError):
        return None
    return _mark_of(found, path.stem) if isinstance(found, dict) else None


def _mark_of(found: dict[str, Any], name: str) -> ReadingMark | None:
    texts = {key: found.get(key) for key in ("document", "text", "note", "at")}
    start, end = found.get("start"), found.get("end")
    if not all(isinstance(value, str) for value in texts.values()):
        return None
    if type(start) is not int or type(end) is not int or not 0 <= start < end:
        return None
    try:
        at = datetime.fromisoformat(str(texts["at"]))
        identity, document = UUID(name).hex, str(UUID(str(texts["document"])))
    except ValueError:
        return None
    if identity != name:
        return None
    return ReadingMark(
        identity,
        document,
        start,
        end,
        str(texts["text"]),
        str(texts["note"]),
        at if at.tzinfo else at.replace(tzinfo=UTC),
    )
