"""Describe a format of references: how it is recognised, read and written. Each has a file in ``formats``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from workbench.intake.references.records import Reference
from workbench.intake.references.source import Source


@dataclass(frozen=True, slots=True)
class Opened:
    """A file whose records are being read."""

    expected: int
    """How many records the file's own marks announce."""
    records: Iterator[Reference]
    notes: tuple[str, ...] = ()
    """What a reader should know, one sentence each."""


@dataclass(frozen=True, slots=True)
class ReferenceFormat:
    """A format of references."""

    name: str
    """The name in messages and on the command line, such as ``ris``."""
    title: str
    """What people call it."""
    recognise: Callable[[Source], bool]
    """Tells from a file's first part whether it is of this format."""
    open: Callable[[str], Opened]
    """Begins to read a file's text; an `IntakeError` says why nothing can be read."""
    write: Callable[[Sequence[Reference]], str] | None = None
    """Writes records; None for a format that is only read."""
