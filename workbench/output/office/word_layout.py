"""Hold how a Word document shall be: its template, its language and date, and whether figures stand in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WordLayout:
    """How a document shall be.

    Attributes:
        template: the bytes of a .docx whose styles, margins and language are taken; None: our own.
        language: of the text for the spelling checker, such as ``en-GB``; empty: that of the template.
        made: when, in the time of the user; None: no time is told, so that the same report is the same bytes.
        font: of figures, a typeface of this machine; empty: the one that matplotlib brings.
        is_excerpt: whether only chosen tables and figures are wanted, without title and methods.
        with_methods: whether an excerpt begins with the methods.
    """

    template: bytes | None = None
    language: str = "en-GB"
    made: datetime | None = None
    font: str = ""
    is_excerpt: bool = False
    with_methods: bool = False
