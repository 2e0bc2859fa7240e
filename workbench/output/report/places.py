"""Name the places of a report that links lead to: `harada2024/D3/bea` is that study, domain and reviewer.

A link keeps leading to its place when the review grows, so it can be put into a letter to a co-author.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import quote

from workbench.hidden_characters import show
from workbench.output.report.content import WHOLE_STUDY, Appraised, Report

Target = tuple[str, ...]
WHOLE = "whole"
"""Stands where the id of a domain or an item stands in the links to these."""

_SAFE = "!'()*"
"""What the script of the page, which names places too, leaves as it is besides letters and digits."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where on the page each appraisal, domain and item stands; all by study, result and reviewer.

    Attributes:
        whole: of an appraisal.
        parts: of a domain or of ``overall``, by its id at the end.
        items: of an item, by its id at the end.
        studies: the first appraisal of each study.
        firsts: study, result and reviewer of that appraisal.
    """

    whole: dict[Target, str] = field(default_factory=dict)
    parts: dict[Target, str] = field(default_factory=dict)
    items: dict[Target, str] = field(default_factory=dict)
    studies: dict[str, str] = field(default_factory=dict)
    firsts: dict[str, Target] = field(default_factory=dict)

    def known(self, key: Target) -> tuple[str, str, str] | None:
        """Return study, reviewer and result of an appraisal, as links name them; None where there is none.

        Args:
            key: study, result and reviewer, or the study alone: then that of its first appraisal.
        """
        if key in self.whole:
            study, result, reviewer = key
            return study, reviewer, "" if result == WHOLE_STUDY else result
        first = self.firsts.get(key[0]) if key else None
        return self.known(first) if first else None


def places_in(report: Report) -> Places:
    """Name everything that can be led to."""
    places = Places()
    for appraised in report.appraisals:
        _name(appraised, places)
    return places


@lru_cache(maxsize=4096)
def _quoted(text: str) -> str:
    return quote(show(text), safe=_SAFE)


def _name(appraised: Appraised, places: Places) -> None:
    key, whose = appraised.key, [appraised.reviewer]
    if appraised.result != WHOLE_STUDY:
        whose.append(appraised.result)

    def place(part: str) -> str:
        return "/".join(map(_quoted, (appraised.study, part, *whose)))

    places.whole[key] = place(WHOLE)
    places.studies.setdefault(appraised.study, places.whole[key])
    places.firsts.setdefault(appraised.study, key)
    for judged in appraised.judged:
        places.parts[(*key, judged.target)] = place(judged.target)
        for item in judged.items:
            places.items[(*key, item.id)] = place(item.id)
