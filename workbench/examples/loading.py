"""Reads the example studies, one YAML file each."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field

_ORDER = ("yamakawa2025", "exacerbation", "harada2024", "sugino2023", "baricitinib")
_OPENING = (
    "A fact sheet in the words of this project, made from the sources named below. It quotes no article."
)


class SheetPart(BaseModel):
    """One part of a fact sheet: a heading and facts, one a line."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    heading: str
    lines: tuple[str, ...]


class ExampleStudy(BaseModel):
    """One study of the example review. Empty or None means: the source does not print it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    title: str
    """In square brackets where it is ours, because the source prints none."""
    authors: tuple[str, ...]
    year: int | None
    journal: str
    doi: str
    pmid: str
    pmcid: str
    registration: str
    design: str
    also: tuple[str, ...] = ()
    design_reasons: tuple[str, ...]
    checklist: str
    facts: dict[str, int | str] = Field(default_factory=dict)
    """Characteristics for the tables; ``participants`` is a number."""
    sheet: tuple[SheetPart, ...]

    @property
    def kind(self) -> str:
        """The kind of document that ``document_text`` is: a summary, written by others than the authors."""
        return "summary"

    @property
    def source_name(self) -> str:
        """What the document is called in a review."""
        return f"{self.key} fact sheet"

    @property
    def document_text(self) -> str:
        """The fact sheet as text: who and where, then part by part."""
        parts = [self.title, _OPENING, *self._identity()]
        for part in self.sheet:
            parts.append("\n".join([part.heading.upper(), *(f"- {line}" for line in part.lines)]))
        return "\n\n".join(parts) + "\n"

    def _identity(self) -> list[str]:
        """The bibliographic facts, on lines of their own."""
        printed = {
            "Authors": ", ".join(self.authors),
            "Journal": self.journal,
            "Year": str(self.year or ""),
            "DOI": self.doi,
            "PMID": self.pmid,
            "PMCID": self.pmcid,
            "Registration": self.registration,
        }
        return [
            "\n".join(f"{name}: {value or 'not printed in the source'}" for name, value in printed.items())
        ]


@cache
def example_studies() -> tuple[ExampleStudy, ...]:
    """The five studies, in the order in which the example review lists them.

    >>> [study.key for study in example_studies()][0]
    'yamakawa2025'
    """
    return tuple(ExampleStudy.model_validate(_read(key)) for key in _ORDER)


def _read(key: str) -> Any:
    """The content of one file."""
    text = files("workbench.examples").joinpath(f"{key}.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)
