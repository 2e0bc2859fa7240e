"""Describe a comparison of appraisals: its lines, with a side for each reviewer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Literal

from workbench.output.symbols import LevelOrder

LineKind = Literal["preliminary", "item", "domain", "overall", "direction"]
ConsensusState = Literal["none", "draft", "submitted"]
Reach = Literal["overall", "domain", ""]

UNITS: dict[LineKind, tuple[str, str]] = {
    "preliminary": ("question before the items", "questions before the items"),
    "item": ("item as given", "items as given"),
    "domain": ("judgement", "judgements"),
    "overall": ("judgement", "judgements"),
    "direction": ("direction of bias", "directions of bias"),
}
"""What a difference on a line is a difference of; one of them, and several."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment as front ends show it.

    Attributes:
        id: the first letters of its id, by which it is taken away.
        study: key of the study.
        about: an item or a domain; empty where it is about the study.
        author: handle of who wrote it.
        written_at: when, in UTC, as ISO 8601.
        imported_from: the file that it came from; empty where it was written here.
    """

    id: str
    study: str
    about: str
    text: str
    author: str
    written_at: str
    imported_from: str

    def as_json(self) -> dict[str, Any]:
        """Return the remark for programs."""
        return asdict(self)

    def in_words(self) -> str:
        """Write the remark in one line."""
        about = f"on {self.about}, " if self.about else ""
        return f"{about}{self.byline}: {self.text}"

    @property
    def byline(self) -> str:
        """Say who wrote it and when, and that it was imported."""
        imported = f", imported from {self.imported_from}" if self.imported_from else ""
        return f"{self.author}, {self.written_at[:16].replace('T', ' ')}{imported}"


@dataclass(frozen=True, slots=True)
class Side:
    """The side of one reviewer, or of the consensus, on one line.

    Attributes:
        reviewer: the handle; `consensus` for the consensus.
        code: the answer's code for an item, the level's id for a domain and the whole; None where nothing
            was answered or could be judged.
        label: the same in words.
        note: the reviewer's note on an item, the reason of an override on a domain.
        quotes: the passages tied to an item.
        later: what the reviewer has instead since reopening, with others' work in sight; a code or a level,
            empty where there is none by now. None where nothing was changed.
        later_label: the same in words; empty where nothing was changed.
        quote_flags: of each passage, that its document was replaced or withdrawn since; else empty.
    """

    reviewer: str
    code: str | None
    label: str
    note: str
    quotes: tuple[str, ...]
    later: str | None = None
    later_label: str = ""
    quote_flags: tuple[str, ...] = ()

    @property
    def shown_quotes(self) -> tuple[str, ...]:
        """The passages in quotation marks, each with its flag."""
        flags = self.quote_flags or ("",) * len(self.quotes)
        return tuple(
            f"“{quote}” ({flag})" if flag else f"“{quote}”"
            for quote, flag in zip(self.quotes, flags, strict=True)
        )


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """One item, domain or the whole, as each reviewer has it.

    Attributes:
        kind: what the line is about; a preliminary where something is decided by it.
        id: of the preliminary, item or domain; `overall` for the whole; `D3.direction`.
        domain: id of the domain that an item stands in; the line's own id elsewhere.
        title: the item's text, the domain's title.
        sides: one a reviewer, in the order of `Comparison.reviewers`: what was submitted independently.
        agree: True if all sides have the same code.
        changes_judgement: on an item that is judged, that the reviewers judge its domain differently, by
            what they set or by the rules alone, and the other answer would change a level with some mix of
            what they answered to the rest of it; on any item, that they come to other points with it; on a
            domain and the whole, that they differ.
        consensus: what was agreed upon, None while nothing was.
        consensus_reason: why, and who decided, in one sentence; empty while nothing was.
        options: codes or levels, each with its label, that a consensus may take.
        takes_words: True where it may be agreed in other words than those of the options.
        option_numbers: of each option of an item the number that gives it, as where it is answered.
        taken_from: the reviewers who have what was agreed upon; empty where nobody has, or nothing was.
        order: the scale of a judgement; None elsewhere.
        comments: what was remarked on the item or domain, the oldest first.
        reach: of an item, how far the other answer alone would carry: to the overall judgement of a reviewer,
            to a domain only, or nowhere.
        tips: what it would change, one sentence a reviewer and answer; also where the reviewers judge the
            domain alike, as two differences may make up for each other.
    """

    kind: LineKind
    id: str
    domain: str
    title: str
    sides: tuple[Side, ...]
    agree: bool
    changes_judgement: bool
    consensus: Side | None
    consensus_reason: str
    options: tuple[tuple[str, str], ...]
    taken_from: tuple[str, ...] = ()
    option_numbers: tuple[int, ...] = ()
    takes_words: bool = False
    order: LevelOrder | None = None
    comments: tuple[Remark, ...] = ()
    reach: Reach = ""
    tips: tuple[str, ...] = ()

    @property
    def is_judgement(self) -> bool:
        """True if the line is about the level of a domain or of the whole."""
        return self.kind in ("domain", "overall")


@dataclass(frozen=True, slots=True)
class ComparedTotal:
    """A sum of points, as each reviewer comes to it.

    Attributes:
        title: what it sums.
        values: such as "7 of 9", in the order of `Comparison.reviewers`.
    """

    title: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The submitted appraisals of one result of a study with one version of a checklist.

    Attributes:
        lines: differences that change a judgement first, then the other differences, then what agrees;
            within each in the order of the checklist, but the items that alone would change the overall
            judgement of a reviewer before those that would change a domain, and these before the rest.
        unresolved: ids of the differences on which nothing is agreed yet.
        warnings: what a reader must know, such as that somebody reopened after having seen the other's work.
        adjudicator: handle of who decides disagreements by the protocol; empty where it names nobody.
        usual_decider: who decides where nobody else is named: the viewer, where the protocol says so, else
            `discussion`.
        comments: what was remarked on the study as a whole, or on what is no line here; the oldest first.
        totals: each sum of points with its value for each reviewer, in words; none in most checklists.
    """

    study: str
    result: str
    checklist_id: str
    checklist_title: str
    reviewers: tuple[str, ...]
    lines: tuple[ComparedLine, ...]
    unresolved: tuple[str, ...]
    consensus_state: ConsensusState
    warnings: tuple[str, ...]
    adjudicator: str = ""
    usual_decider: str = "discussion"
    comments: tuple[Remark, ...] = ()
    totals: tuple[ComparedTotal, ...] = ()

    @property
    def open_without_effect(self) -> tuple[ComparedLine, ...]:
        """The items on which the reviewers differ, no judgement changes, and nothing is agreed yet."""
        return tuple(
            line
            for line in self.lines
            if line.kind == "item"
            and not line.agree
            and not line.changes_judgement
            and line.id in self.unresolved
        )


def differences_in_words(lines: Iterable[ComparedLine]) -> str:
    """Count differences by what they are of, such as "3 differences: 2 items as given, 1 judgement"."""
    differing = list(lines)
    total = f"{len(differing)} difference{'' if len(differing) == 1 else 's'}"
    return f"{total}: {units_in_words(differing)}" if differing else total


def units_in_words(lines: Iterable[ComparedLine]) -> str:
    """Count lines by what they are about, such as "2 items as given, 1 judgement"; "0" of none."""
    numbers = Counter(UNITS[line.kind] for line in lines)
    return ", ".join(f"{number} {nouns[number > 1]}" for nouns, number in numbers.items()) or "0"
