"""Find which differences in a domain can change a judgement, and which cannot, such as Y beside PY."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod

from checklists import Checklist, Domain, judge
from checklists.language.answer_codes import NOT_ASKED
from workbench.review.appraisals.sheets import Sheet, answers_to_judge
from workbench.review.reviewers.consensus import code_of

MOST_MIXES = 256
"""Of so many mixes of the answers that reviewers gave the judgements are worked out; each takes under a
millisecond."""

Levels = tuple[str | None, ...]


def items_that_matter(sheets: Sequence[Sheet], domain: Domain) -> frozenset[str]:
    """Return the items of a domain on which the answer of another would change a level by the rules.

    Each item counts for which that is so with some mix of the answers that the reviewers gave to the others.
    Where there are more mixes than `MOST_MIXES`, every item counts on which they differ.

    Args:
        sheets: what the reviewers submitted, with one checklist.
        domain: the domain.
    """
    given = {item.id: _codes(sheets, item.id) for item in domain.items if not item.role}
    differing = {item: codes for item, codes in given.items() if len(codes) > 1}
    if prod(map(len, differing.values())) > MOST_MIXES:
        return frozenset(differing)
    mattering: set[str] = set()
    for sheet in sheets:
        levels = _levels_of_mixes(sheet, differing)
        mattering |= {item for place, item in enumerate(differing) if _is_telling(levels, place)}
    return frozenset(mattering)


def _codes(sheets: Sequence[Sheet], item: str) -> tuple[str | None, ...]:
    return tuple(dict.fromkeys(code_of(sheet, item) for sheet in sheets))


def _levels_of_mixes(
    sheet: Sheet, differing: Mapping[str, Sequence[str | None]]
) -> dict[tuple[str | None, ...], Levels]:
    """Return what the rules make of each mix, where all else is as in one sheet."""
    return {
        mix: _levels(sheet.checklist, sheet, dict(zip(differing, mix, strict=True)))
        for mix in product(*differing.values())
    }


def _levels(checklist: Checklist, sheet: Sheet, mixed: Mapping[str, str | None]) -> Levels:
    every = {**sheet.codes, **mixed}
    codes = {item: code for item, code in every.items() if code not in (None, NOT_ASKED)}
    verdict = judge(checklist, answers_to_judge(checklist, codes, sheet.preliminaries))
    return tuple(verdict.on(target).suggested for target in sheet.form.targets)


def _is_telling(levels: Mapping[tuple[str | None, ...], Levels], place: int) -> bool:
    """Return True if two mixes that differ in one place alone come to other levels."""
    found: dict[tuple[str | None, ...], Levels] = {}
    return any(found.setdefault(rest, come_to) != come_to for rest, come_to in _without(levels, place))


def _without(
    levels: Mapping[tuple[str | None, ...], Levels], place: int
) -> Iterator[tuple[tuple[str | None, ...], Levels]]:
    for mix, come_to in levels.items():
        yield (*mix[:place], *mix[place + 1 :]), come_to
