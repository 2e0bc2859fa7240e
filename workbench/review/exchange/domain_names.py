"""Find the domain of a checklist that a column of another tool's file is about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checklists import Checklist
from workbench.errors import UsageError
from workbench.output.exports.robvis import template_columns
from workbench.review.appraisals.sheets import OVERALL, normal_result
from workbench.review.appraisals.variants import may_be_there

_NUMBERED = re.compile(r"(?:d|domain\s*)(\d{1,2})", re.IGNORECASE)
_ID_FIRST = re.compile(r"([a-z]?\d{1,2}[a-z]?)\s*[:.–-]\s+.+", re.IGNORECASE)
_PARENTHESES = re.compile(r"\s*\([^()]*\)")
_OVERALL = frozenset({"overall", "overall risk", "overall bias", "overall rob", "overall risk of bias"})
_ALL = frozenset({"all outcomes", "all tests"})
"""Outcome groups of RevMan that mean the study as a whole."""


@dataclass(frozen=True, slots=True)
class NamedDomain:
    """A target of a checklist, and the result that its column is about; empty for the whole study."""

    target: str
    result: str = ""


class DomainNames:
    """The names of the domains of a checklist, as the columns of one file use them.

    Args:
        checklist: the checklist.
        names: of all columns with judgements.
        preliminaries: values by which it may be known which variant of a domain is meant.
        is_said: True if somebody said that the file was judged with this checklist.
    """

    def __init__(
        self,
        checklist: Checklist,
        names: Sequence[str],
        preliminaries: Mapping[str, str],
        *,
        is_said: bool,
    ) -> None:
        self._checklist = checklist
        self._there = tuple(
            target for target in checklist.targets if _is_there(checklist, target, preliminaries)
        )
        self._by_name: dict[str, tuple[str, ...]] = {}
        for target in checklist.targets:
            title = _fold(checklist.title_of(target))
            for name in (target.casefold(), title, _fold(_PARENTHESES.sub("", title))):
                self._by_name[name] = (*self._by_name.get(name, ()), target)
        self._template = template_columns(checklist)
        numbers = {int(match[1]) for name in names if (match := _NUMBERED.fullmatch(name.strip()))}
        if numbers != set(range(1, len(self._template) + 1)):
            self._template = ()
        self._refused = ""
        if numbers and not self._template and not (is_said and numbers <= _numbers_of(checklist)):
            last = max(numbers)
            self._refused = (
                f"D1 to D{last} need not be the domains of {checklist.id}: say with --checklist what they "
                "were judged with, or head the columns with titles"
            )

    def find(self, name: str) -> NamedDomain | None:
        """Return what a column is about, or None where the checklist has nothing of the name.

        Raises:
            UsageError: it is not known which variant is meant.
        """
        if self._refused and _NUMBERED.fullmatch(name.strip()):
            raise UsageError(self._refused)
        places = [match.start() for match in re.finditer(": ", name)]
        for place in (len(name), *reversed(places)):
            targets = self._named(name[:place])
            if targets:
                return NamedDomain(self._only(targets), _result(name[place + 2 :]))
        return None

    def _named(self, name: str) -> tuple[str, ...]:
        folded = _fold(name)
        numbered = _NUMBERED.fullmatch(folded)
        if numbered and self._template:
            return self._template[int(numbered[1]) - 1]
        if folded in _OVERALL or _fold(_strip_judgement(folded)) in _OVERALL:
            return (OVERALL,) if OVERALL in self._checklist.targets else ()
        id_first = _ID_FIRST.fullmatch(name.strip())
        without = _fold(_PARENTHESES.sub("", folded))
        candidates = [folded, without, id_first[1].casefold() if id_first else ""]
        if numbered:
            candidates += [f"d{numbered[1]}", f"d{numbered[1]}a", f"d{numbered[1]}b"]
            candidates = [each for each in candidates if each in self._by_name]
            return tuple(target for each in candidates for target in self._by_name[each])
        return next((self._by_name[each] for each in candidates if each in self._by_name), ())

    def _only(self, targets: tuple[str, ...]) -> str:
        there = [target for target in targets if target in self._there] or list(targets)
        if len(set(there)) > 1:
            first = self._checklist.domain(there[0]).only_if[0]
            raise UsageError(
                f"it may be {' or '.join(dict.fromkeys(there))} of {self._checklist.id}, which "
                f"{first.preliminary} decides: say --preliminary {first.preliminary}={first.options[0]}"
            )
        return there[0]


def _numbers_of(checklist: Checklist) -> set[int]:
    """Return the numbers of the judged domains, such as 2 of D2A."""
    matches = (re.fullmatch(r"D(\d{1,2})[A-Z]?", domain.id) for domain in checklist.judged_domains)
    return {int(match[1]) for match in matches if match}


def _is_there(checklist: Checklist, target: str, values: Mapping[str, str]) -> bool:
    """Return True if a target may be judged with these preliminaries; those not filled in allow all."""
    if target == OVERALL or target.startswith(f"{OVERALL}."):
        return True
    return may_be_there(checklist, checklist.domain(target), values)


def _fold(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").replace(".", " ").split())


def _strip_judgement(folded: str) -> str:
    return re.sub(r"\s*(?:judge?ment|rating)$", "", folded)


def _result(text: str) -> str:
    result = normal_result(text)
    return "" if result.casefold() in _ALL else result
