"""Keep what was typed and not saved yet in this user's settings folder, one small file a text.

Drafts are never in the review. They lie apart by review and by handle, so that nobody reads those of another
handle, and each is a file of its own, so that two windows do not overwrite each other's.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeGuard

from workbench.private_files import UNFINISHED, folder_of, make_private, named, put_aside, write_private

if TYPE_CHECKING:
    from pathlib import Path

MOST = 300
"""Drafts of one handle in one review; beyond, the oldest go."""
LARGEST = 2_000_000
"""Bytes of one draft; a longer text is not kept as a draft."""
OLDEST = timedelta(days=365)
"""Age at which a draft goes."""
_UNFINISHED = timedelta(days=1)
"""Age at which the remains of a write that was interrupted go."""


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """Hold what stands in the fields of one entry.

    Attributes:
        values: by field, what was typed.
        saved: by field, what stood there when typing began.
        at: when it was typed, in UTC.
    """

    values: dict[str, str]
    saved: dict[str, str]
    at: datetime


class DamagedDraftError(Exception):
    """Say that the file of a draft could not be read as one, and under which name it was put aside."""


@dataclass(frozen=True, slots=True)
class DraftFolder:
    """Read and write the drafts of one handle in one review.

    Attributes:
        review: id of the review, which stays when its file is moved or copied.
        handle: of the reviewer; case does not matter.
    """

    review: str
    handle: str

    @property
    def path(self) -> Path:
        """Return the folder; it need not be there."""
        return folder_of("drafts", self.review, self.handle)

    def read(self, about: str) -> EntryDraft | None:
        """Return the draft of an entry, or None where there is none.

        Args:
            about: names the entry, such as the note on an item of a study.

        Raises:
            DamagedDraftError: there was a file that is no draft; it is put aside.
            OSError: it cannot be read.
        """
        path = self._file(about)
        try:
            found = _draft_of(json.loads(path.read_text(encoding="utf-8")), about)
        except FileNotFoundError:
            return None
        except (ValueError, RecursionError):
            found = None
        if found is None:
            raise DamagedDraftError(str(put_aside(path)))
        return found

    def write(self, about: str, draft: EntryDraft) -> None:
        """Keep a draft, whole or not at all, readable by this user alone.

        Raises:
            OSError: it cannot be written.
            ValueError: it is too long.
        """
        text = json.dumps(
            {"about": about, "at": draft.at.isoformat(), "values": draft.values, "saved": draft.saved},
            ensure_ascii=True,  # also what no encoding has, such as half of a surrogate pair
        )
        if len(text) > LARGEST:
            raise ValueError("the text is too long for a draft")
        write_private(self._file(about), text)

    def remove(self, about: str) -> None:
        """Take a draft away, if there is one.

        Raises:
            OSError: it cannot be taken away.
        """
        self._file(about).unlink(missing_ok=True)

    def abouts(self) -> set[str]:
        """Return what there are drafts of; files that cannot be read are passed over."""
        found: set[str] = set()
        with suppress(OSError):
            for path in self.path.glob("*.json"):
                with suppress(OSError, ValueError, RecursionError, TypeError, KeyError):
                    found.add(str(json.loads(path.read_text(encoding="utf-8"))["about"]))
        return found

    def sweep(self, now: datetime | None = None) -> None:
        """Take away drafts that are too old or too many, and remains of writes that were interrupted."""
        now = now or datetime.now(UTC)
        dated: list[tuple[datetime, Path]] = []
        with suppress(OSError):
            for path in self.path.iterdir():
                with suppress(OSError):
                    age = now - datetime.fromtimestamp(path.stat().st_mtime, UTC)
                    if age > (_UNFINISHED if path.suffix == UNFINISHED else OLDEST):
                        path.unlink()
                    elif path.suffix == ".json":
                        dated.append((now - age, path))
        for _, path in sorted(dated)[: max(len(dated) - MOST, 0)]:
            with suppress(OSError):
                path.unlink()

    def follow(self, former: str) -> None:
        """Take over the drafts that the same person has under a former handle."""
        before = DraftFolder(self.review, former).path
        with suppress(OSError):
            if before.is_dir():
                make_private(self.path)
                for path in before.glob("*.json"):
                    path.replace(self.path / path.name)

    def _file(self, about: str) -> Path:
        return self.path / f"{named(about)}.json"


def _draft_of(found: Any, about: str) -> EntryDraft | None:
    """Return the draft in what a file holds, or None where it is none of this entry."""
    if not isinstance(found, dict) or found.get("about") != about:
        return None
    values, saved, at = found.get("values"), found.get("saved"), found.get("at")
    if not (_are_texts(values) and _are_texts(saved) and isinstance(at, str)):
        return None
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return EntryDraft(values, saved, moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _are_texts(found: Any) -> TypeGuard[dict[str, str]]:
    return isinstance(found, dict) and all(isinstance(value, str) for value in found.values())
