"""Define what an export is made of: the files, and what they could not carry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from workbench.output.folders import Kind

NOTES_SUFFIX = ".notes.txt"
"""Put after the name of an export to name the sidecar."""


@dataclass(frozen=True, slots=True)
class Export:
    """Files to write, and what to say of them.

    Attributes:
        files: bytes by what takes the place of the suffix of the name that was asked for, such as
            ``-risk-of-bias.csv``; the empty text is that name itself.
        lost: what the format could not carry, one sentence each.
        hints: what else whoever reads the file must know.
        folder: the kind of folder that the files make, each by its path in it; None: they make none.
    """

    files: Mapping[str, bytes]
    lost: tuple[str, ...] = ()
    hints: tuple[str, ...] = field(default=())
    folder: Kind | None = None

    @property
    def notes(self) -> tuple[str, ...]:
        """Every line that is told, with the plain statement where nothing was lost."""
        return (*(self.lost or ("nothing was lost",)), *self.hints)

    def without(self, lines: Iterable[str]) -> Export:
        """Return the same files with more lines of what they could not carry."""
        return replace(self, lost=(*self.lost, *lines))


def sidecar(export: Export, name: str) -> str:
    """Return the text of the file beside an export.

    Args:
        export: what was made.
        name: the name of its file.
    """
    lost = [f"- {line}" for line in export.lost] or ["- nothing"]
    lines = [f"What {name} could not carry:", *lost]
    if export.hints:
        lines += ["", "What to know when you read it:", *(f"- {line}" for line in export.hints)]
    return "\n".join(lines) + "\n"
