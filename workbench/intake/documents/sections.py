"""Tell which part of a text is the study's own, and which merely surrounds it.

A page carries other papers: references, "Similar articles", "Cited by", "Comment in". It carries banners and
praise of the journal, and sometimes a summary by others above the abstract. Their DOIs, trial numbers and
design words are not the study's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from workbench.intake.documents.reference_list import goes_on_as_references, reference_list_start


class Part(StrEnum):
    """What a stretch of text is."""

    STUDY = "study"
    RECORD = "record"
    """A line of JSON about the study."""
    SUMMARY = "summary"
    """Written by others than the study's authors."""
    REFERENCES = "references"
    OTHERS = "others"
    """Similar articles, citing articles, comments."""
    JOURNAL = "journal"
    """What the journal says of itself."""
    BANNER = "banner"
    """Notices and navigation of the web page."""


@dataclass(frozen=True, slots=True)
class Section:
    """``text[start:end]`` is such a part."""

    part: Part
    start: int
    end: int


_SUMMARY_ENDS = "(?:view|read|show|see) (?:the )?original abstract|original abstract"
_HEADINGS = {
    "others": (
        "(?:see all )?similar articles|cited by|cited in|related articles|recommended articles"
        "|comment (?:in|on)"
        "|update (?:in|of)|erratum (?:in|for)|retraction (?:in|of)|citing articles"
        "|people also (?:read|viewed)"
    ),
    "journal": "期刊介绍|journal (?:description|information)|about (?:the|this) journal",
    "tail": "linkout ?- ?more resources",
    "study": (
        "abstract|introduction|background|(?:materials?|patients) and methods|methods?|results?|discussion"
        "|conclusions?|case (?:report|presentation|description|series)|figures?(?: legends)?|tables?"
        "|acknowledge?ments?|funding(?: information| statement)?|author contributions?"
        "|conflicts? of interests?"
        "(?: statement)?|competing interests|data availability(?: statement)?|ethics statement"
        "|supporting information"
        "|supplementary (?:material|information)|appendix|publication types?|mesh terms|substances"
        "|associated data"
    ),
}
_OPENINGS = (  # lines that return to the study however they go on
    "how to cite(?: this article)?\\b|cite this article|to cite this article|author information:"
    "|copyright ©|© ?\\d{4}"
    "|(?:background|objectives?|aims?|purpose|importance)(?: and \\w{1,12})?: \\S"
)
_BANNER_LINES = (
    "skip to main (?:page )?content|u\\.s\\. flag|an official website of the united states government|dot gov"
    "|the \\.gov means[^\\n]{0,80}|federal government websites[^\\n]{0,300}|https|the site is secure\\.?"
    "|the https:// ensures[^\\n]{0,300}|access keys[^\\n]{0,200}|pubmed disclaimer|引用次数[^\\n]{0,40}"
    "|(?:we|this (?:web)?site) uses? cookies[^\\n]{0,400}|(?:accept|reject|manage)(?: all)? cookies"
    "|cookie (?:policy|settings|preferences|notice)[^\\n]{0,200}|javascript is (?:disabled"
    "|required)[^\\n]{0,200}"
)
_EDGE = "[#*_:\\-\\u2193\\u2191 \\t\\xa0]{0,12}"
_MARKER = re.compile(
    f"^{_EDGE}+(?=[a-z©期参引])(?:"  # possessive, and a look ahead: most lines are passed over at once
    f"(?P<summary>{_SUMMARY_ENDS}){_EDGE}$"
    + "".join(f"|(?P<{name}>{words}){_EDGE}$" for name, words in _HEADINGS.items())
    + f"|(?P<banner>{_BANNER_LINES})[ \\t]{{0,12}}$"
    f"|(?P<opening>{_OPENINGS}))",
    re.IGNORECASE | re.MULTILINE,
)
_PART_OF = {
    "others": Part.OTHERS,
    "journal": Part.JOURNAL,
    "tail": Part.BANNER,
    "study": Part.STUDY,
    "opening": Part.STUDY,
}
_JOURNAL_RUN_ON = re.compile(r"^(?:期刊介绍|Journal description)[:：]", re.MULTILINE)


def split_sections(text: str, start: int = 0) -> tuple[Section, ...]:
    """Cuts the text from ``start`` on into parts that follow each other without a gap.

    >>> [(s.part.value, "A cohort.\\nReferences\\n1. B."[s.start:s.end]) for s in split_sections(
    ...     "A cohort.\\nReferences\\n1. B.")]
    [('study', 'A cohort.\\n'), ('references', 'References\\n1. B.')]
    """
    cuts: list[tuple[int, Part]] = [(start, Part.STUDY)]
    part, summarised = Part.STUDY, False
    references = reference_list_start(text, start)
    for match in _MARKER.finditer(text, start):
        name = str(match.lastgroup)
        if references is not None and references <= match.start():
            cuts.append((references, Part.REFERENCES))
            part, references = Part.REFERENCES, None
        returns = part is Part.REFERENCES and name in ("study", "opening")
        if returns and goes_on_as_references(text, match.start()):
            continue  # a line of a reference that reads like a heading
        if name == "banner" or (name == "summary" and summarised):
            # A banner is a line, not a region: what follows belongs to where we were.
            cuts += [(match.start(), Part.BANNER), (_next_line(text, match.end()), part)]
        elif name == "summary":
            cuts, part, summarised = _as_summary(text, cuts, match), Part.STUDY, True
        elif _PART_OF[name] is not part:
            part = _PART_OF[name]
            cuts.append((match.start(), part))
    if references is not None:
        cuts.append((references, Part.REFERENCES))
    cuts += [(match.start(), Part.JOURNAL) for match in _JOURNAL_RUN_ON.finditer(text, start)]
    return _joined(text, sorted(cuts, key=lambda cut: cut[0]))


def _as_summary(text: str, cuts: list[tuple[int, Part]], marker: re.Match[str]) -> list[tuple[int, Part]]:
    """What stood above the marker was a summary by others, provided that there was something above."""
    end = _next_line(text, marker.end())
    above: list[tuple[int, Part]] = [(at, Part.SUMMARY if part is Part.STUDY else part) for at, part in cuts]
    if not text[cuts[0][0] : marker.start()].strip():
        above = cuts
    return [*above, (marker.start(), Part.BANNER), (end, Part.STUDY)]


def _next_line(text: str, position: int) -> int:
    """Where the line after this position begins."""
    end = text.find("\n", position)
    return len(text) if end < 0 else end + 1


def _joined(text: str, cuts: list[tuple[int, Part]]) -> tuple[Section, ...]:
    """Sections from cuts: empty ones left out, blank ones given to the one before, like ones made one."""
    sections: list[Section] = []
    for (begin, part), (end, _) in pairwise([*cuts, (len(text), Part.STUDY)]):
        if begin >= end:
            continue
        last = sections[-1] if sections else None
        if last is not None and (last.part is part or not text[begin:end].strip()):
            sections[-1] = Section(last.part, last.start, end)
        else:
            sections.append(Section(part, begin, end))
    return tuple(sections)


def own_part(text: str, sections: tuple[Section, ...]) -> str:
    """The study's own stretches, in order, joined by line breaks."""
    return "\n".join(text[s.start : s.end] for s in sections if s.part is Part.STUDY)
