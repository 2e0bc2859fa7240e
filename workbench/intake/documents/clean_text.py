"""Make a text to read from a document's text, so that every place can be traced back to the original.

What is done: tags and entities resolved, a JSON record unfolded into its fields, soft hyphens and control
characters hidden, odd spaces made plain, words and sentences cut by a line's or a page's end joined, labels
that run into the text ("BACKGROUNDPatients") set apart. The stored text is never changed.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.intake.documents import forms, json_line
from workbench.intake.documents.joined_lines import join_lines
from workbench.intake.documents.json_text import unfold
from workbench.intake.documents.prose import BREAKING, LABEL, TAG
from workbench.intake.documents.sections import Part, Section, split_sections
from workbench.intake.documents.text_map import Edit, MappedText, edited, unchanged

_FOLD_TITLES = {
    Part.BANNER: "Web page notices",
    Part.OTHERS: "Other articles",
    Part.REFERENCES: "References",
    Part.JOURNAL: "About the journal",
    Part.RECORD: "Record",
}
_ENTITY = r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});"
_SCRIPT = r"<(?P<kind>sub|sup)>\s{0,3}(?P<digits>[0-9+\-−]{1,12})\s{0,3}</(?P=kind)>"
_TAG_OR_ENTITY = re.compile(f"{_SCRIPT}|(?P<entity>{_ENTITY})|(?P<tag>{TAG.pattern})", re.IGNORECASE)
_LOWERED = str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋")
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_MARKS = re.compile(
    r"(?P<heading>^#{1,6} +)|(?P<left>\*{1,3})(?=\S)[^*\n]{1,2000}(?<=\S)(?P<right>(?P=left))", re.MULTILINE
)
_ODD = re.compile(
    "(?P<soft>\u00ad+)(?P<after>\\s*)|(?P<space>\\s+)|(?P<ansi>\x1b\\[[0-9;?]{0,20}[A-Za-z])"
    "|(?P<hidden>[\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069\x00-\x08\x0e-\x1b\x7f-\x9f]+)"
)


@dataclass(frozen=True, slots=True)
class Fold:
    """A part of the clean text that is not the study: shown folded, and not searched for evidence."""

    part: Part
    start: int
    end: int
    title: str


@dataclass(frozen=True, slots=True)
class CleanText(MappedText):
    """The text to read. ``to_source`` and ``from_source`` go between it and the document's own text."""

    folds: tuple[Fold, ...] = ()
    second_hand: tuple[tuple[int, int], ...] = ()
    """Stretches written by others than the study's authors, such as a summary above the abstract."""


def clean_text(text: str) -> CleanText:
    """The text to read for a document's text, whatever its form. Nothing is raised, and time is linear.

    >>> clean = clean_text("BACKGROUNDThe CO<sub>2</sub> rose &gt; 5%.METHODSWe treat-\\ned ten.")
    >>> clean.text
    'BACKGROUND: The CO₂ rose > 5%.\\n\\nMETHODS: We treated ten.'
    >>> start = clean.text.index("treated")
    >>> clean.to_source(start, start + 7)
    (52, 61)
    """
    form = forms.detect_form(text)
    record = json_line.parse(text) if form == forms.JSON_LINE else None
    rest = split_sections(text, record.end if record else 0)
    sections = (Section(Part.RECORD, 0, record.end), *rest) if record else rest
    mapped = unchanged(text)
    if record is not None:
        mapped = edited(mapped, unfold(text, 0, record.end))
    mapped = edited(mapped, _resolved(mapped.text))
    if form == forms.MARKDOWN:
        mapped = edited(mapped, _unmarked(mapped.text))
    mapped = edited(mapped, _plain_spaces(mapped.text))
    mapped = join_lines(mapped, paged="\f" in text)
    mapped = edited(mapped, _set_apart(mapped.text))
    return CleanText(mapped.text, mapped.spans, _folds(mapped, sections, text), _summaries(mapped, sections))


def _resolved(text: str) -> Iterator[Edit]:
    """Tags and entities; digits in sub- and superscript stay so, for 10⁶ is not 106."""
    for match in _TAG_OR_ENTITY.finditer(text):
        if match["kind"]:
            written = _LOWERED if match["kind"].lower() == "sub" else _RAISED
            yield Edit(*match.span(), match["digits"].translate(written))
        elif match["entity"]:
            meaning = html.unescape(match[0])
            if meaning != match[0]:
                yield Edit(*match.span(), meaning)
        else:
            name = match["tag"].strip("</>").split(" ")[0].split("/")[0].lower().removeprefix("jats:")
            yield Edit(*match.span(), "\n" if name in BREAKING else "")


def _unmarked(text: str) -> Iterator[Edit]:
    """The signs of Markdown headings and emphasis hidden."""
    for match in _MARKS.finditer(text):
        if match["heading"]:
            yield Edit(*match.span(), "")
        else:
            yield Edit(*match.span("left"), "")
            yield Edit(*match.span("right"), "")


def _plain_spaces(text: str) -> Iterator[Edit]:
    """Odd spaces and what is not seen: of a run of spaces one stays, of line ends at most two."""
    for match in _ODD.finditer(text):
        if match["soft"]:
            # A soft hyphen at a line's end parted a word; elsewhere it is merely not shown.
            joins = "\n" in match["after"]
            yield Edit(match.start(), match.end() if joins else match.end("soft"), "")
            if match["after"] and not joins:
                yield from _space(match.start("after"), match["after"], len(text))
        elif match["space"]:
            yield from _space(match.start(), match[0], len(text))
        else:
            yield Edit(*match.span(), "")


def _space(start: int, run: str, length: int) -> Iterator[Edit]:
    """What a run of white space becomes."""
    end = start + len(run)
    if start == 0 or end == length:
        plain = ""
    elif "\f" in run:
        plain = "\n\f\n"
    else:
        plain = "\n" * min(2, run.count("\n") + run.count("\u2029")) or " "
    if plain != run:
        yield Edit(start, end, plain)


def _set_apart(text: str) -> Iterator[Edit]:
    """Labels of an abstract begin a paragraph and end with a colon."""
    for match in LABEL.finditer(text):
        group = "capitals" if match["capitals"] else "plain"
        begin, end = match.span(group)
        before = text[max(0, begin - 2) : begin]
        if match.start() and not before.endswith("\n\n"):
            yield Edit(match.start(), begin, "\n" if before.endswith("\n") else "\n\n")
        if text[end : match.end()] != ": ":
            yield Edit(end, match.end(), ": ")


def _folds(mapped: MappedText, sections: tuple[Section, ...], text: str) -> tuple[Fold, ...]:
    """The parts that are not the study; a record only where its abstract stands below it too."""
    own = any(
        section.part is Part.STUDY and text[section.start : section.end].strip() for section in sections
    )
    folds = []
    for section in sections:
        if section.part not in _FOLD_TITLES or (section.part is Part.RECORD and not own):
            continue
        start, end = mapped.from_source(section.start, section.end)
        if mapped.text[start:end].strip():
            folds.append(Fold(section.part, start, end, _FOLD_TITLES[section.part]))
    return tuple(folds)


def _summaries(mapped: MappedText, sections: tuple[Section, ...]) -> tuple[tuple[int, int], ...]:
    """Where others than the authors speak."""
    return tuple(
        mapped.from_source(section.start, section.end) for section in sections if section.part is Part.SUMMARY
    )
