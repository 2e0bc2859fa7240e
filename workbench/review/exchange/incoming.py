"""Hold what a file brings for one appraisal while it is matched, and what cannot be placed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from checklists import Checklist
from store.imported_appraisals import ImportedAnswer, ImportedOverride, ImportedQuote
from store.records import Study
from workbench.intake.appraisals.records import LongRow
from workbench.review.appraisals.sheets import WHOLE_STUDY_LABEL

_SHOWN_LINES = 3


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something in a file that cannot be placed.

    Attributes:
        lines: where it stands.
        what: what it is, in a few words.
        why: why it cannot be placed and what to do, a clause without a full stop.
        is_conflict: True if it contradicts what the review holds.
    """

    lines: tuple[int, ...]
    what: str
    why: str
    is_conflict: bool = False

    def in_words(self, unit: str = "line") -> str:
        """Write it in one line, with the lines that it stands in."""
        return f"{lines_in_words(self.lines, unit)}: {self.what}: {self.why}"


def lines_in_words(lines: Sequence[int], unit: str = "line") -> str:
    """Name the lines of a file, the first ones only where there are many.

    >>> lines_in_words((4,)), lines_in_words((4, 9)), lines_in_words((1, 2, 3, 4, 5))
    ('line 4', 'lines 4, 9', 'lines 1, 2, 3 and 2 more')
    """
    first = ", ".join(map(str, lines[:_SHOWN_LINES]))
    more = f" and {len(lines) - _SHOWN_LINES} more" if len(lines) > _SHOWN_LINES else ""
    return f"{unit}{'s' if len(lines) > 1 else ''} {first}{more}"


@dataclass(frozen=True, slots=True)
class IncomingPlace:
    """The appraisal that something in a file belongs to.

    Attributes:
        reviewer: the handle.
        name: the full name of a reviewer whom the review does not know yet, where the file has it.
    """

    study: Study
    result: str
    checklist: Checklist
    reviewer: str
    name: str = ""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What no two appraisals have in common, whatever the version of the checklist."""
        return self.study.key, self.result, self.checklist.id, self.reviewer.casefold()

    @property
    def in_words(self) -> str:
        """The study, with the result, and whose work it is."""
        result = "" if not self.result else f" ({self.result})"
        return f"{self.study.key}{result} by {self.reviewer}"

    @property
    def result_label(self) -> str:
        """The result in words."""
        return self.result or WHOLE_STUDY_LABEL


@dataclass(slots=True)
class Incoming:
    """One appraisal as a file brings it; filled row by row.

    Attributes:
        lines: those that it stands in.
        is_done: False if the file says that it is a draft.
        finals: by target, the final level that the file gives without a reason, with its line.
        wanted: quotes whose places are still to be found.
        faults: what of it cannot be placed.
        has_wrong_rows: True if one of the faults keeps all of it from being placed.
    """

    place: IncomingPlace
    lines: list[int] = field(default_factory=list)
    is_done: bool = True
    answers: dict[str, ImportedAnswer] = field(default_factory=dict)
    overrides: dict[str, ImportedOverride] = field(default_factory=dict)
    preliminaries: dict[str, str] = field(default_factory=dict)
    shared: Mapping[str, str] = field(default_factory=dict)
    finals: dict[str, tuple[str, int]] = field(default_factory=dict)
    wanted: list[LongRow] = field(default_factory=list)
    quotes: list[ImportedQuote] = field(default_factory=list)
    faults: list[LeftOut] = field(default_factory=list)
    has_wrong_rows: bool = False

    @property
    def codes(self) -> dict[str, str]:
        """The codes of the items that have one."""
        return {item: answer.code for item, answer in self.answers.items() if answer.code is not None}

    @property
    def levels(self) -> dict[str, str]:
        """The judgements that overrides set, by target."""
        return {target: override.judgement for target, override in self.overrides.items()}

    @property
    def all_preliminaries(self) -> dict[str, str]:
        """Its own preliminaries, and where it has none those of the person for the whole review."""
        return {**self.shared, **self.preliminaries}

    def fault(self, lines: int | Sequence[int], what: str, why: str, *, is_conflict: bool = False) -> None:
        """Note what keeps all of it from being placed."""
        self.has_wrong_rows = True
        self.lose(lines, what, why, is_conflict=is_conflict)

    def lose(self, lines: int | Sequence[int], what: str, why: str, *, is_conflict: bool = False) -> None:
        """Note what of it cannot be placed, while the rest can."""
        numbers = (lines,) if isinstance(lines, int) else tuple(lines)
        self.faults.append(LeftOut(numbers, f"{self.place.in_words}{what}", why, is_conflict))
