"""List what a protocol has, and find the field that somebody means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from checklists import Preliminary
from checklists.errors import did_you_mean, nearest
from workbench.errors import UsageError
from workbench.review.checklists.known_checklists import Catalogue


@dataclass(frozen=True, slots=True)
class FieldKind:
    """A field that every protocol has.

    Attributes:
        title: what people call it.
        hint: what to write.
        is_line: True if it takes one line only.
        is_method: True if it settles how the review is done, so that it matters when it was written.
    """

    title: str
    hint: str
    is_line: bool = False
    is_method: bool = True


FIELDS: Final[dict[str, FieldKind]] = {
    "question": FieldKind("Question", "What the review asks"),
    "population": FieldKind("Population", "Whom the evidence is about", is_line=True),
    "setting": FieldKind("Setting", "Where they are treated", is_line=True),
    "treatment": FieldKind("Treatment", "Which treatment", is_line=True),
    "comparison": FieldKind("Comparison", "Compared with what", is_line=True),
    "eligibility": FieldKind("Eligibility", "Which studies enter the review, and which do not"),
    "outcomes": FieldKind(
        "Important outcomes", "One a line, after a colon the change that matters: Death (90 days): 2 in 100"
    ),
    "confounders": FieldKind("Confounders that matter", "One a line, the most important first"),
    "co_interventions": FieldKind(
        "Co-interventions", "Other treatments that may differ between groups and change the outcome"
    ),
    "benchmark": FieldKind("Benchmark", "The course without treatment that the review would accept"),
    "adjudicator": FieldKind("Who decides disagreements", "The handle of a person", is_line=True),
    "abbreviations": FieldKind(
        "Abbreviations",
        "For the notes below tables, one a line: ILD, interstitial lung disease",
        is_method=False,
    ),
}
"""By name, in the order in which they are shown; a team may have others."""

ALIASES: Final = {
    "cointerventions": "co_interventions",
    "important_outcomes": "outcomes",
    "confounder": "confounders",
    "intervention": "treatment",
    "disagreements": "adjudicator",
    "who_decides_disagreements": "adjudicator",
    "confounders_that_matter": "confounders",
}


@dataclass(frozen=True, slots=True)
class ProtocolField:
    """One field of a protocol.

    Attributes:
        name: under which it is kept.
        preliminary: the question of a checklist that it settles for the whole team; None for all others.
    """

    name: str
    preliminary: Preliminary | None = None

    @property
    def title(self) -> str:
        """What people call it."""
        if self.preliminary is not None:
            return f"{self.name}: {self.preliminary.text}"
        kind = FIELDS.get(self.name)
        return kind.title if kind else self.name.replace("_", " ").capitalize()

    @property
    def hint(self) -> str:
        """What to write."""
        if self.preliminary is None:
            return FIELDS[self.name].hint if self.name in FIELDS else "A field of your own"
        if not self.preliminary.options:
            return "Offered to every reviewer who opens the first study of this checklist"
        several = " (several, with commas)" if self.preliminary.many else ""
        return f"One of{several}: {', '.join(self.preliminary.options)}"

    @property
    def is_line(self) -> bool:
        """True if it takes one line only."""
        if self.preliminary is not None:
            return bool(self.preliminary.options)
        return self.name in FIELDS and FIELDS[self.name].is_line

    @property
    def is_method(self) -> bool:
        """True if it settles how the review is done."""
        return self.name not in FIELDS or FIELDS[self.name].is_method


def preliminary_field(checklist_id: str, preliminary_id: str) -> str:
    """Return the field that settles a preliminary of a checklist for the whole team, such as `rob-2.P1`."""
    return f"{checklist_id}.{preliminary_id}"


def known_field(catalogue: Catalogue, typed: str) -> ProtocolField:
    """Return the field that somebody means: one of `FIELDS`, a preliminary, or one of the team's own.

    Raises:
        UsageError: it is empty, a slip of the pen, or a preliminary that its checklist does not have.
    """
    head, dot, tail = typed.strip().partition(".")
    checklist = catalogue.get(head.strip().casefold()) if dot else None
    if checklist is not None:
        by_folded = {each.id.casefold(): each for each in checklist.preliminaries}
        preliminary = by_folded.get(tail.strip().casefold())
        if preliminary is None:
            ids = [each.id for each in checklist.preliminaries]
            raise UsageError(f"{checklist.id} does not ask {tail.strip()!r}: {did_you_mean(tail, ids)}")
        return ProtocolField(preliminary_field(checklist.id, preliminary.id), preliminary)
    name = "_".join(typed.casefold().replace("-", "_").split())
    name = ALIASES.get(name, name)
    if not name.strip("_"):
        raise UsageError(f"a field of the protocol needs a name, such as {', '.join(list(FIELDS)[5:9])}")
    meant = nearest(name, FIELDS)
    if name not in FIELDS and meant is not None:
        raise UsageError(f"did you mean {meant}? A name of your own must differ more from it than {typed!r}")
    return ProtocolField(name)
