"""Look at a file before it is read: what its format can be told by."""

from __future__ import annotations

from dataclasses import dataclass

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

    def is_called(self, *endings: str) -> bool:
        """Return True if the file's name has one of these endings."""
        return self.name.casefold().endswith(endings)


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
