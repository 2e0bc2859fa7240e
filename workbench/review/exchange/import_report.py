"""Tell what became of a file of answers or judgements: what is placed, what is there already, what is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from workbench.counts import count
from workbench.output.symbols import LevelOrder, show_judgement
from workbench.review.exchange.incoming import LeftOut
from workbench.review.sentences import name_some

NO_SEAL = (
    "what is imported as submitted gets no seal, since it was not made here: `workbench verify` says of it"
    " that independence is not known"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedLine:
    """One appraisal of a file that has its place in the review.

    Attributes:
        answered: the number of items with an answer.
        judged: the number of judgements that the file gives, domains and the whole.
        overall: the level of the whole; None where there is none.
        order: the scale of the whole; None where the checklist judges none.
        state: what it is, or would be: draft or submitted.
        waits_for: why it stays a draft though it was to be submitted; empty otherwise.
    """

    study: str
    result: str
    reviewer: str
    checklist: str
    answered: int
    judged: int
    overall: str | None
    order: LevelOrder | None
    state: Literal["draft", "submitted"]
    waits_for: str = ""

    def in_words(self) -> str:
        """Write it in one line."""
        counts = count(self.answered, "answer") if self.answered else "no answers"
        judged = f", {count(self.judged, 'judgement')}" if self.judged else ""
        whole = f", {show_judgement(self.overall, self.order)}" if self.overall is not None else ""
        place = f"{self.study} · {self.result} · {self.checklist} · {self.reviewer}"
        stays = f"; stays a draft: {self.waits_for}" if self.waits_for else ""
        return f"{place} · {self.state}: {counts}{judged}{whole}{stays}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What became of a file, or would.

    Attributes:
        file: its name, under which the review remembers it.
        format: what it is, in words.
        placed: the appraisals that came in.
        there: the appraisals that the review has already, exactly so.
        left_out: what could not be placed.
        new_reviewers: the handles that the review did not know.
        notes: what else a reader must know.
        unit: what the numbers of lines count.
        is_saved: False where it was only tried out.
    """

    file: str
    format: str
    placed: tuple[ImportedLine, ...]
    there: tuple[ImportedLine, ...]
    left_out: tuple[LeftOut, ...]
    new_reviewers: tuple[str, ...]
    notes: tuple[str, ...]
    unit: str
    is_saved: bool

    @property
    def has_conflict(self) -> bool:
        """True if something contradicts what the review holds."""
        return any(each.is_conflict for each in self.left_out)

    def summary(self) -> str:
        """Say in one line how much came in."""
        verb = "imported" if self.is_saved else "would be imported"
        placed = f"{count(len(self.placed), 'appraisal')} {verb}"
        submitted = sum(line.state == "submitted" for line in self.placed)
        drafts = count(len(self.placed) - submitted, "draft")
        states = f" ({submitted} submitted, {drafts})" if self.placed else ""
        there = f"; {len(self.there)} there already" if self.there else ""
        left = f"; {count(len(self.left_out), 'fault')} left out" if self.left_out else ""
        return f"{self.file} ({self.format}): {placed}{states}{there}{left}"

    def remarks(self) -> Iterator[str]:
        """Yield the lines below the summary: what is odd, and what was left out and why."""
        if self.new_reviewers:
            yield f"new reviewers: {name_some(self.new_reviewers)}"
        yield from self.notes
        if any(line.state == "submitted" for line in self.placed):
            yield NO_SEAL
        for each in self.left_out:
            yield f"not placed, {each.in_words(self.unit)}"

    def as_json(self) -> dict[str, Any]:
        """Return the shape that `workbench import --format json` prints; relied upon from outside."""
        return {
            "file": self.file,
            "format": self.format,
            "saved": self.is_saved,
            "placed": [_as_json(line) for line in self.placed],
            "there_already": [_as_json(line) for line in self.there],
            "not_placed": [
                {"lines": list(each.lines), "what": each.what, "why": each.why, "conflict": each.is_conflict}
                for each in self.left_out
            ],
            "new_reviewers": list(self.new_reviewers),
            "notes": list(self.notes),
        }


def _as_json(line: ImportedLine) -> dict[str, Any]:
    return {name: getattr(line, name) for name in ImportedLine.__slots__ if name != "order"}
