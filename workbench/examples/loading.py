"""Read the example studies, one YAML file each."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field

from store.bibliography import FIELDS, Bibliography, field_heading

_ORDER = ("yamakawa2025", "exacerbation", "harada2024", "sugino2023", "baricitinib")
_OPENING = (
    "A fact sheet in the words of this project, made from the sources named below. It quotes no article."
)

_IDENTITY = ("authors", "journal", "year", "doi", "pmid", "pmcid", "registration")
"""Lines of each fact sheet. Reviews hold these texts and quotes from them, so they never change."""


class SheetPart(BaseModel):
    """One part of a fact sheet: a heading and facts, one a line."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    heading: str
    lines: tuple[str, ...]


class ExampleStudy(BaseModel):
    """One study of the example review."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    bibliography: Bibliography
    """The title is in square brackets where it is ours, because the source prints none."""
    design: str
    also: tuple[str, ...] = ()
    design_reasons: tuple[str, ...]
    checklist: str
    characteristics: dict[str, tuple[int | str, str, str]] = Field(default_factory=dict)
    """By name the value, words of the fact sheet, and where the source has it; the words may be missing."""
    sheet: tuple[SheetPart, ...]

    @property
    def facts(self) -> dict[str, int | str]:
        """The characteristics for the tables; `participants` is a number."""
        return {name: value for name, (value, _, _) in self.characteristics.items()}

    @property
    def kind(self) -> str:
        """The kind of document that `document_text` is: a summary, written by others than the authors."""
        return "summary"

    @property
    def source_name(self) -> str:
        """The name of the document in a review."""
        return f"{self.key} fact sheet"

    @property
    def document_text(self) -> str:
        """The fact sheet as text: who and where, then part by part."""
        parts = [self.bibliography.title, _OPENING, *self._identity()]
        for part in self.sheet:
            parts.append("\n".join([part.heading.upper(), *(f"- {line}" for line in part.lines)]))
        return "\n\n".join(parts) + "\n"

    def _identity(self) -> list[str]:
        """Return the bibliographic facts, on lines of their own."""
        printed = {name: getattr(self.bibliography, name) for name in _IDENTITY}
        printed["authors"] = ", ".join(self.bibliography.authors)
        lines = (
            f"{field_heading(name)}: {value or 'not printed in the source'}"
            for name, value in printed.items()
        )
        return ["\n".join(lines)]


@cache
def example_studies() -> tuple[ExampleStudy, ...]:
    """Return the five studies, in the order in which the example review lists them.

    >>> [study.key for study in example_studies()][0]
    'yamakawa2025'
    """
    return tuple(ExampleStudy.model_validate(_read(key)) for key in _ORDER)


def _read(key: str) -> dict[str, Any]:
    """Read one file; its bibliographic fields, which stand beside the others, become one record."""
    text = files("workbench.examples").joinpath(f"{key}.yaml").read_text(encoding="utf-8")
    values: dict[str, Any] = yaml.safe_load(text)
    bibliography = {name: values.pop(name) for name in FIELDS if name in values}
    return values | {"bibliography": bibliography}
