"""Name the results that are judged after the outcomes of the review, so that one does not fall into two."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from store import appraisals as stored
from store import outcomes as stored_outcomes
from store import reviews
from store.records import WHOLE_STUDY, Appraisal, AppraisalKind, Study
from workbench.review.appraisals.protocol_links import named_outcomes
from workbench.review.appraisals.sheets import normal_result
from workbench.review.evidence.outcome_lines import OutcomeLine, names_outcome, outcome_line
from workbench.review.session import ReviewSession, use_case
from workbench.review.studies.known_studies import find

_MOST_NEAR: Final = 3
_NEAR: Final = 0.6
"""From which likeness on, of 1, two names count as near."""


@dataclass(frozen=True, slots=True)
class OfferedResult:
    """A result that can be judged.

    Attributes:
        result: as it is stored; empty for the whole study.
        is_begun: True if the viewer has begun to judge it.
        is_outcome: True if it is an outcome of the review, or one that the protocol names.
    """

    result: str
    is_begun: bool
    is_outcome: bool


@dataclass(frozen=True, slots=True)
class NamedResult:
    """A result as somebody named it.

    Attributes:
        result: as it is stored.
        near: the outcomes that might be meant, the likeliest first.
        warning: why it might not be what was meant; empty where all is well.
    """

    result: str
    near: tuple[str, ...] = ()
    warning: str = ""


@use_case
def offered_results(session: ReviewSession, text: str) -> list[OfferedResult]:
    """List the results of a study to choose from: the whole study, those begun, the review's outcomes."""
    study = find(session, text)
    begun = {appraisal.result for appraisal in _own(session, study)}
    outcomes = list(outcome_names(session))
    names = [WHOLE_STUDY, *sorted(begun - {WHOLE_STUDY}), *(name for name in outcomes if name not in begun)]
    return [OfferedResult(name, name in begun, name in outcomes) for name in names]


@use_case
def name_result(session: ReviewSession, text: str, typed: str) -> NamedResult:
    """Return the result of a study that somebody means, with a warning where it is a new name of its own.

    Args:
        session: the open review and who works in it.
        text: the study.
        typed: the result, however it is written.
    """
    study = find(session, text)
    result = known_result(session, study, typed)
    outcomes = list(outcome_names(session))
    is_begun = any(appraisal.result == result for appraisal in _own(session, study))
    if not result or not outcomes or result in outcomes or is_begun:
        return NamedResult(result)
    near = nearest_names(result, outcomes)
    meant = f": is {' or '.join(near)} meant?" if near else "; `workbench outcomes` lists them."
    return NamedResult(
        result,
        near,
        f"“{result}” is not among the outcomes of the review{meant} Others who judge it have to write it "
        "the same.",
    )


def known_result(session: ReviewSession, study: Study, typed: str) -> str:
    """Return a result as it is stored: as the viewer has begun it, as the outcome it names, or as typed."""
    result = normal_result(typed)
    if not result:
        return result
    begun = {appraisal.result.casefold(): appraisal.result for appraisal in _own(session, study)}
    if result.casefold() in begun:
        return begun[result.casefold()]
    named = [line for line in _outcomes(session) if names_outcome(result, line)]
    return normal_result(named[0].label) if len(named) == 1 else result


def outcome_names(session: ReviewSession) -> dict[str, None]:
    """Return the outcomes that results are named after: those of the review, then what the protocol adds."""
    lines = _outcomes(session)
    entry = reviews.read_review(session.db).protocol.get("outcomes")
    planned = (normal_result(name) for name in (named_outcomes(entry.value) if entry else ()))
    further = [name for name in planned if name and not any(names_outcome(name, line) for line in lines)]
    return dict.fromkeys([*(normal_result(line.label) for line in lines), *further])


def nearest_names(result: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return the names that are like a result, or share the time point with it; the likeliest first.

    >>> nearest_names("Death (90 days)", ["Mortality (90 days)", "Fatigue"])
    ('Mortality (90 days)',)
    """
    marked = [(_likeness(result, name), name) for name in names]
    near = sorted((pair for pair in marked if pair[0] >= _NEAR), key=lambda pair: -pair[0])
    return tuple(name for _, name in near[:_MOST_NEAR])


def _likeness(one: str, other: str) -> float:
    """Return how alike two names are, from 0 to 1: by their letters, or since they name the same time."""
    letters = SequenceMatcher(None, one.casefold(), other.casefold()).ratio()
    times = [set(re.findall(r"\d+\s*\w+", name.casefold())) for name in (one, other)]
    return max(letters, _NEAR if times[0] & times[1] else 0.0)


def _outcomes(session: ReviewSession) -> list[OutcomeLine]:
    lines = [outcome_line(outcome, ()) for outcome in stored_outcomes.list_outcomes(session.db)]
    return sorted(lines, key=lambda line: -(line.importance or 0))


def _own(session: ReviewSession, study: Study) -> list[Appraisal]:
    return stored.find_appraisals(
        session.db,
        study_id=study.id,
        reviewer=session.require_reviewer(),
        kind=AppraisalKind.INDEPENDENT,
    )
