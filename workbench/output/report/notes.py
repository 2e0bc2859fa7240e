"""Arrange what stands below a table: what everybody must read in sight, long lists of footnotes folded."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from workbench.output.print_signs import in_print

_MARKED = re.compile(r"\[(\d+|[a-z]{1,3})\] ")
"""A footnote begins with its number, or with its letter in the tables of the evidence."""

_MANY = 8
_LONG = 400
"""A text with more characters is folded: of a hundred studies it may name each."""

_TEASER = 110


@dataclass(frozen=True, slots=True)
class NoteShown:
    """One note.

    Attributes:
        anchor: id of its place; empty where no mark leads there.
        teaser: the beginning of a note too long to stand in full; empty for all others.
    """

    text: str
    anchor: str = ""
    teaser: str = ""


@dataclass(frozen=True, slots=True)
class NotesShown:
    """The notes of one table.

    Attributes:
        folded: those behind a line that opens them.
        places: number or letter of a footnote to the id of its place.
    """

    open: tuple[NoteShown, ...] = ()
    folded: tuple[NoteShown, ...] = ()
    places: dict[str, str] = field(default_factory=dict)


def arrange(notes: tuple[str, ...], anchor: str) -> NotesShown:
    """Fold footnotes where there are many; what comes before them and the last sentence stay in sight.

    >>> made = arrange(("Population: all", *(f"[{n}] why" for n in range(1, 10)), "Overall: low"), "t1")
    >>> [one.text for one in made.open], len(made.folded), made.places["9"]
    (['Population: all', 'Overall: low'], 9, 't1-n9')
    """
    shown = [_note(text, anchor) for text in notes]
    # A later note that begins alike is somebody's own text: the footnotes come first.
    places = {note.anchor.rpartition("-n")[2]: note.anchor for note in reversed(shown) if note.anchor}
    first = next((at for at, note in enumerate(shown) if note.anchor), len(shown))
    end = len(shown) if not shown or shown[-1].anchor else len(shown) - 1
    if len(shown) <= _MANY or first >= end:
        return NotesShown(tuple(shown), (), places)
    return NotesShown((*shown[:first], *shown[end:]), tuple(shown[first:end]), places)


def _note(text: str, anchor: str) -> NoteShown:
    text = in_print(text)
    marked = _MARKED.match(text)
    return NoteShown(text, f"{anchor}-n{marked[1]}", "") if marked else NoteShown(text, "", teaser(text))


def teaser(text: str) -> str:
    """Return the first words of a text that is too long to stand in full; empty for all others."""
    return text[:_TEASER].rsplit(" ", 1)[0] + " …" if len(text) > _LONG else ""
