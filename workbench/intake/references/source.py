"""Look at a file before it is read: what its format can be told by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from workbench.intake.documents.json_values import json_records

_SAMPLE = 100_000
_BOMS16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class Source:
    """The text of a file, or the first part of it, and the file's name."""

    text: str
    name: str = ""
    """A hint only."""

    @property
    def sample(self) -> str:
        """The first part, which is enough to tell a format."""
        return self.text[:_SAMPLE]

    @property
    def start(self) -> str:
        """The first character that is not blank."""
        return self.sample.lstrip(" \t\n\ufeff")[:1]

    @cached_property
    def json_records(self) -> list[Any] | None:
        """The records of a text that is JSON from start to end; None for any other."""
        return json_records(self.text) if self.start in ("[", "{") else None

    def is_called(self, *endings: str) -> bool:
        """Return True if the file's name has one of these endings."""
        return self.name.casefold().endswith(endings)


def source_of(data: bytes, name: str) -> Source:
    """Return what is needed to tell a format: the whole of JSON, which has no marks, else the first part."""
    sample = Source(sample_of(data), name)
    if sample.start not in ("[", "{") or len(data) <= 2 * _SAMPLE:
        return sample
    text = data.decode("utf-16" if data.startswith(_BOMS16) else "utf-8-sig", "replace")
    return Source(text.replace("\r\n", "\n").replace("\r", "\n"), name)


def sample_of(data: bytes) -> str:
    """Return the first part of a file as text, enough to tell its format; empty for what is no text."""
    head = data[: 2 * _SAMPLE]
    if head.startswith(_BOMS16):
        return (
            head[: len(head) // 2 * 2].decode("utf-16", "replace").replace("\r\n", "\n").replace("\r", "\n")
        )
    if b"\x00" in head:
        return ""
    shown = head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    return shown.replace("\r\n", "\n").replace("\r", "\n")
