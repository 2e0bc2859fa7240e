"""Define what a report holds, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.output.report.table_places import OWN_SECTION, Matter, Part, ReportPlace
from workbench.output.symbols import LevelOrder, Symbol, symbol_of

if TYPE_CHECKING:
    from workbench.output.figures.subjects import Bars, Certainties, Subject
    from workbench.output.table import Table

WHOLE_STUDY = "whole study"
"""What stands as the result of an appraisal where the study was judged as a whole."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote in its context.

    Attributes:
        before: what stands before it in the document, at most some hundred characters.
        text: the words quoted.
        after: what follows.
        source: the name of the document.
    """

    before: str
    text: str
    after: str
    source: str


@dataclass(frozen=True, slots=True)
class Answered:
    """An item with its answer."""

    id: str
    text: str
    answer: str
    note: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A domain, or the whole, with its judgement and the reasons.

    Attributes:
        target: id of the domain, or ``overall``.
        suggested: what follows from the answers; None where nothing does yet.
        final: what counts.
        because: the rule that fired, in words.
        reason: of the override, or of the reviewer's own judgement; empty where there is neither.
        order: its scale; None: one of risk of bias.
        is_choice: True if no level is suggested, because the reviewer is to judge.
        standing: why there is no level and will be none, such as "not needed"; empty where there may be one.
        direction: the predicted direction of bias in words; empty where none is given.
    """

    target: str
    title: str
    suggested: str | None
    final: str | None
    because: str
    reason: str
    items: tuple[Answered, ...] = ()
    order: LevelOrder | None = None
    is_choice: bool = False
    standing: str = ""
    direction: str = ""

    def symbol(self, level: str | None) -> Symbol:
        """Return how a level looks on its scale."""
        return symbol_of(level, self.order)

    @property
    def is_overridden(self) -> bool:
        """True if a reviewer's level stands in place of a suggested one."""
        return bool(self.reason) and not self.is_choice

    @property
    def reasoned(self) -> tuple[str, str]:
        """What the reviewer did, and with which reason; empty texts where the suggestion stands."""
        if not self.reason:
            return "", ""
        if self.is_choice:
            return "Judged by the reviewer.", f"The reason given: {self.reason}"
        return (
            "Overridden.",
            f"Suggested was {self.symbol(self.suggested).word}; the reason given: {self.reason}",
        )


@dataclass(frozen=True, slots=True)
class Appraised:
    """One appraisal in full; study, result and reviewer together are unique in a report.

    Attributes:
        overall: the judgement of the whole on the main axis; None where the checklist has none.
        others: those of the whole on other axes.
        totals: each with its name, such as "Stars: 7 of 9".
    """

    study: str
    title: str
    result: str
    reviewer: str
    state: str
    checklist: str
    overall: Judged | None
    domains: tuple[Judged, ...]
    flags: tuple[str, ...] = ()
    others: tuple[Judged, ...] = ()
    totals: tuple[str, ...] = ()

    @property
    def wholes(self) -> tuple[Judged, ...]:
        """The judgements of the whole, axis by axis."""
        return (*([self.overall] if self.overall else []), *self.others)

    @property
    def judged(self) -> tuple[Judged, ...]:
        """All judgements: of the whole, then of the domains."""
        return (*self.wholes, *self.domains)

    @property
    def key(self) -> tuple[str, str, str]:
        """What its rows in the tables are found by."""
        return self.study, self.result, self.reviewer


@dataclass(frozen=True, slots=True)
class Instrument:
    """A checklist that studies were appraised with.

    Attributes:
        id: as in the tables, such as ``case-series``.
        domains: id and title of each.
        orders: the scales that it judges on; empty: those of risk of bias.
        codes: the codes of its answers, each with its label.
    """

    id: str
    title: str
    domains: tuple[tuple[str, str], ...]
    orders: tuple[LevelOrder, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure of a document.

    Attributes:
        subject: what it shows.
        after: the table that it stands after, or in whose place; empty: it stands first.
        part: of the document that has it.
    """

    subject: Subject
    after: str = ""
    part: Part = "main"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the text.

    Attributes:
        text: its sentences.
        heading: what stands above it.
        matter: of the results, what it is on: the tables and figures of a place are cited there.
    """

    text: str
    heading: str
    matter: Matter = ""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that goes into one.

    Attributes:
        viewer: the handle of the reviewer who made it; it holds what that reviewer may see.
        methods: what was done.
        tables: in the order in which they are shown.
        appraisals: in full, behind the cells of the tables.
        history: who changed what, when.
        instruments: in the order in which they are shown.
        figures: shares of each judgement, one for a checklist by its id, and the certainty of the evidence.
        places: by the name of a table where it stands; one without a place has a section of its own.
        drawings: what documents draw, in the order of the tables that they stand after.
        authors: the names of the reviewers who gave theirs, for the properties of a file.
        abbreviations: what the question or the protocol abbreviates, as each writes it out.
        results: what came of it, before the text cites tables and figures.
        incomplete: the studies that cannot be cited as they are, each with what is missing.
        is_final: whether it is to be published: then it does not say who may see it.
    """

    title: str
    question: str
    viewer: str
    methods: tuple[Paragraph, ...]
    tables: tuple[Table, ...]
    appraisals: tuple[Appraised, ...]
    history: Table
    instruments: tuple[Instrument, ...] = ()
    figures: tuple[Bars | Certainties, ...] = ()
    places: Mapping[str, ReportPlace] = field(default_factory=dict)
    drawings: tuple[Drawing, ...] = ()
    is_final: bool = field(default=False, kw_only=True)
    results: tuple[Paragraph, ...] = field(default=(), kw_only=True)
    incomplete: tuple[str, ...] = field(default=(), kw_only=True)
    authors: tuple[str, ...] = field(default=(), kw_only=True)
    abbreviations: Mapping[str, str] = field(default_factory=dict, kw_only=True)

    @property
    def codes(self) -> dict[str, str]:
        """The codes of answers in use with their labels; where checklists differ, all that one can mean."""
        labels: dict[str, dict[str, None]] = {}
        for instrument in self.instruments:
            for code, label in instrument.codes:
                labels.setdefault(code, {})[label.lower()] = None
        return {code: " or ".join(each) for code, each in labels.items()}

    def place_of(self, table: Table) -> ReportPlace:
        """Return where a table stands."""
        return self.places.get(table.name, OWN_SECTION)
