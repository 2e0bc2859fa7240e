"""An appraisal as the files of other tools need it, and the label under which they show it."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from checklists import Checklist, Verdict
from workbench.visible import show

_INITIALS = re.compile(r"(?:[^\W\d_]\.?-?){1,4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """The study as a reference. Empty or None: not known."""

    key: str
    title: str = ""
    authors: tuple[str, ...] = ()
    year: int | None = None
    journal: str = ""
    doi: str = ""
    pmid: str = ""
    registration: str = ""
    design: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Appraised:
    """One submitted appraisal.

    Attributes:
        result: what was judged; empty for the study as a whole.
        reviewer: the handle, or ``consensus``.
        codes: item id to answer code.
        reasons: domain id, or ``overall``, to the reason of an override.
    """

    work: Work
    checklist: Checklist
    verdict: Verdict
    result: str = ""
    reviewer: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)

    @property
    def levels(self) -> tuple[str | None, ...]:
        """The final judgements of the domains, in their order."""
        return tuple(domain.final for domain in self.verdict.domains)


def one_line(text: str) -> str:
    """The text on one line, with nothing hidden in it.

    >>> one_line(" a\\r\\n b\\x1b ")
    'a b␛'
    """
    return show(" ".join(text.split()))


def family_name(author: str) -> str:
    """The family name of an author, whichever way round the name is written.

    >>> [family_name(name) for name in ("Ono H", "Ono, Hideaki", "Hideaki Ono", "van Dijk A.B.")]
    ['Ono', 'Ono', 'Ono', 'van Dijk']
    """
    name = one_line(author)
    if "," in name:
        return name.split(",")[0].strip()
    words = name.split(" ")
    if len(words) > 1 and _INITIALS.fullmatch(words[-1]) and words[-1].upper() == words[-1]:
        return " ".join(words[:-1])
    return words[-1]


def work_labels(works: Sequence[Work]) -> dict[str, str]:
    """A readable label for each study by its key, such as ``Yamakawa 2025``; no two are the same.

    Studies of one author and year get a letter each, in order of their keys; a study without authors is
    called by its key.
    """
    by_key = {work.key: _plain_label(work) for work in works}
    repeated = {label for label, times in Counter(_folded(by_key)).items() if times > 1}
    taken = {label.casefold() for label in by_key.values()} - repeated
    labels = {}
    for key in sorted(by_key):
        label = by_key[key]
        if label.casefold() in repeated:
            label = next(each for each in _lettered(label) if each.casefold() not in taken)
            taken.add(label.casefold())
        labels[key] = label
    return labels


def labels_of(appraised: Sequence[Appraised]) -> list[str]:
    """A label for each appraisal: the study, the result where one is named, who judged where several did."""
    works = work_labels([one.work for one in appraised])
    places = Counter((one.work.key, one.result) for one in appraised)
    labels: list[str] = []
    taken: set[str] = set()
    for one in appraised:
        label = works[one.work.key]
        label += f": {one_line(one.result)}" if one.result else ""
        label += f" ({one.reviewer})" if places[(one.work.key, one.result)] > 1 else ""
        numbered = (label if number == 1 else f"{label} [{number}]" for number in count(1))
        labels.append(next(each for each in numbered if each.casefold() not in taken))
        taken.add(labels[-1].casefold())
    return labels


def _plain_label(work: Work) -> str:
    name = family_name(work.authors[0]) if work.authors else ""
    if not name or work.year is None:
        return one_line(work.key)
    return f"{name} {work.year}"


def _folded(labels: Mapping[str, str]) -> list[str]:
    return [label.casefold() for label in labels.values()]


def _lettered(label: str) -> list[str]:
    letters = string.ascii_lowercase
    return [label + letter for letter in letters] + [f"{label}-{number}" for number in range(27, 100_000)]
