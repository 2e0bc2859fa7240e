"""Hold an appraisal as the files of other tools need it, and make the label under which they show it."""

from __future__ import annotations

import re
import string
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, product

from checklists import Checklist, Verdict
from store.bibliography import Bibliography
from workbench.author_names import group_name
from workbench.hidden_characters import show

_INITIALS = re.compile(r"(?:[^\W\d_]\.?-?){1,4}")


@dataclass(frozen=True, slots=True)
class Work:
    """The study as a reference."""

    key: str
    bibliography: Bibliography = field(default_factory=Bibliography)
    design: str = ""
    """Empty where it is not known."""
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
        """Return the final judgements of the judged domains of the checklist, in their order."""
        return tuple(self.verdict.final(domain.id) for domain in self.checklist.judged_domains)


def one_line(text: str) -> str:
    """Return the text on one line, with nothing hidden in it.

    >>> one_line(" a\\r\\n b\\x1b ")
    'a b␛'
    """
    return show(" ".join(text.split()))


def family_name(author: str) -> str:
    """Return the family name of an author, whichever way round the name is written; of a group all of it.

    >>> [family_name(name) for name in ("Ono H", "Ono, Hideaki", "Hideaki Ono", "van Dijk A.B.")]
    ['Ono', 'Ono', 'Ono', 'van Dijk']
    >>> family_name("RECOVERY Collaborative Group")
    'RECOVERY Collaborative Group'
    """
    name = one_line(author)
    if group := group_name(name):
        return group
    if "," in name:
        return name.split(",")[0].strip()
    words = name.split(" ")
    if len(words) > 1 and _INITIALS.fullmatch(words[-1]) and words[-1].upper() == words[-1]:
        return " ".join(words[:-1])
    return words[-1]


def work_labels(works: Sequence[Work]) -> dict[str, str]:
    """Label each study by its key, such as ``Yamakawa 2025``; no two labels are the same.

    Studies of one author and year get a letter each, in order of their keys; a study without authors is
    called by its key.
    """
    by_key = {work.key: plain_label(work) for work in works}
    repeated = {label for label, times in Counter(_folded(by_key)).items() if times > 1}
    taken = {label.casefold() for label in by_key.values()} - repeated
    # A suffix that is refused stays taken, so the next study of a label goes on where the last one stopped.
    suffixes: defaultdict[str, Iterator[str]] = defaultdict(_suffixes)
    labels = {}
    for key in sorted(by_key):
        label = by_key[key]
        folded = label.casefold()
        if folded in repeated:
            suffix = next(suffix for suffix in suffixes[folded] if folded + suffix not in taken)
            taken.add(folded + suffix)
            label += suffix
        labels[key] = label
    return labels


def labels_of(appraised: Sequence[Appraised]) -> list[str]:
    """Label each appraisal: the study, the result where one is named, who judged where several did."""
    works = work_labels([appraisal.work for appraisal in appraised])
    places = Counter((appraisal.work.key, appraisal.result) for appraisal in appraised)
    labels: list[str] = []
    taken: set[str] = set()
    for appraisal in appraised:
        label = works[appraisal.work.key]
        label += f": {one_line(appraisal.result)}" if appraisal.result else ""
        label += f" ({appraisal.reviewer})" if places[(appraisal.work.key, appraisal.result)] > 1 else ""
        numbered = (label if number == 1 else f"{label} [{number}]" for number in count(1))
        labels.append(next(candidate for candidate in numbered if candidate.casefold() not in taken))
        taken.add(labels[-1].casefold())
    return labels


def plain_label(work: Work) -> str:
    """Return author and year of a study, without what tells it from others of both; else its key."""
    name, year = family_name(work.bibliography.first_author), work.bibliography.year
    if not name or year is None:
        return one_line(work.key)
    return f"{name} {year}"


def _folded(labels: Mapping[str, str]) -> list[str]:
    return [label.casefold() for label in labels.values()]


def _suffixes() -> Iterator[str]:
    """Give what tells works of one author and year apart: a to z, then aa, ab and so on."""
    for length in count(1):
        yield from map("".join, product(string.ascii_lowercase, repeat=length))
