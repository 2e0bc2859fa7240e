"""Read the guidelines, instruments and methods that the methods text rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

from store.bibliography import Bibliography
from workbench.version import __version__


@dataclass(frozen=True, slots=True)
class CitedWork:
    """A work that is no study of the review.

    Attributes:
        label: how a text cites it by author and year.
        record: its bibliographic record.
    """

    label: str
    record: Bibliography


@dataclass(frozen=True, slots=True)
class Cite:
    """The place in a sentence where a work is cited.

    Attributes:
        work: its key in `cited_works.yaml`.
        phrase: the words of the sentence that the citation follows.
        instead: what replaces these words where there is a reference list; None: they stay.
        in_brackets: whether the place is within brackets already.
    """

    work: str
    phrase: str
    instead: str | None = None
    in_brackets: bool = False


@cache
def known_works() -> Mapping[str, CitedWork]:
    """Return each work by a key of ours, as published.

    >>> known_works()["gwet-ac1"].label
    'Gwet 2008'
    """
    text = (
        files("workbench.review.publish.manuscript").joinpath("cited_works.yaml").read_text(encoding="utf-8")
    )
    return MappingProxyType({key: _work(written) for key, written in yaml.safe_load(text).items()})


def _work(written: Mapping[str, Any]) -> CitedWork:
    fields = {name: value for name, value in written.items() if name != "label"}
    fields["title"] = fields["title"].replace("{version}", __version__)
    return CitedWork(written["label"], Bibliography(**fields | {"authors": tuple(fields.get("authors", ()))}))


OF_CHECKLISTS: Mapping[str, str] = MappingProxyType(
    {
        "amstar-2": "amstar-2",
        "jbi-case-reports": "jbi-manual",
        "jbi-case-series": "jbi-case-series",
        "jbi-cross-sectional": "jbi-manual",
        "minors": "minors",
        "nos-case-control": "nos",
        "nos-cohort": "nos",
        "rob-2": "rob-2",
        "robins-i-v2": "robins-i-v2",
    }
)
"""The work that a checklist is made after, by its id; our own are made after none."""
