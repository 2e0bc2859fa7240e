"""Decide between the designs that a text speaks for, and say how sure the decision is."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.intake.design import phrases
from workbench.intake.design.case_counts import count_of_own_patients
from workbench.intake.design.evidence import Hit, strengths
from workbench.intake.design.names import with_article
from workbench.intake.design.phrases import (
    CASE_CONTROL,
    CASE_REPORT,
    CASE_SERIES,
    CROSS_SECTIONAL,
    DIAGNOSTIC,
    NARRATIVE,
    PREDICTION,
    PSM,
    RANDOMISED,
    SINGLE_ARM,
    SYSTEMATIC,
    UNMATCHED,
)
from workbench.intake.records import Confidence

ENOUGH = 5.0
"""The least weight on which a design is suggested."""
_RIVAL_SHARE = 0.75
"""A second design with more than this share of the first one's weight makes the suggestion abstain."""
_SURE_SHARE = 0.5
_CASES = (CASE_SERIES, CASE_REPORT)
_REVIEWS = (NARRATIVE, SYSTEMATIC)
_COMPANIONS = {
    PSM: {UNMATCHED, CASE_CONTROL},
    CASE_REPORT: {NARRATIVE, SYSTEMATIC, CASE_SERIES},
    CASE_SERIES: {NARRATIVE, SYSTEMATIC, CASE_REPORT, SINGLE_ARM},
    SYSTEMATIC: {
        NARRATIVE,
        RANDOMISED,
        UNMATCHED,
        CASE_SERIES,
        CASE_REPORT,
        CASE_CONTROL,
        CROSS_SECTIONAL,
        DIAGNOSTIC,
        PREDICTION,
    },
    RANDOMISED: {UNMATCHED, SINGLE_ARM},
    CASE_CONTROL: {UNMATCHED},
    DIAGNOSTIC: {UNMATCHED, CROSS_SECTIONAL, CASE_CONTROL, PREDICTION},
    PREDICTION: {UNMATCHED, CROSS_SECTIONAL, CASE_CONTROL, DIAGNOSTIC},
}
"""By design, those that are no rivals: a matched cohort is a cohort; reviews stand beside cases."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Which design the evidence speaks for, or None, with a reason where it is not simply the strongest."""

    design: str | None
    why: str = ""


def without_contradicted_terms(hits: list[Hit]) -> tuple[list[Hit], str]:
    """Leave out an index term where the study's own words name another design.

    Returns:
        The hits that count, and a sentence on the term that was left out, or nothing.
    """
    own = [hit for hit in hits if hit.place not in ("publication type", "keywords")]
    named = strengths([hit for hit in own if hit.naming and hit.place != "text"])
    said = strengths(own)
    for term in hits:
        if term.place != "publication type" or not term.naming:
            continue
        against = [
            design
            for design, weight in named.items()
            if weight >= ENOUGH
            and weight > said.get(term.design, 0.0)
            and design != term.design
            and not _goes_with(design, term.design)
            and not _goes_with(term.design, design)
        ]
        if against:
            kept = [hit for hit in hits if hit is not term]
            return kept, f"the study's own words count more than the index term {term.reason}"
    return hits, ""


def decide(hits: list[Hit], title: str, body: str) -> Decision:
    """Decide for one design, or for none."""
    strong = strengths(hits)
    ranked = sorted(strong, key=lambda design: -strong[design])
    if not ranked or strong[ranked[0]] < ENOUGH:
        return Decision(None, "no phrase names a design clearly enough")
    first = _leading(ranked, strong, hits, title, f"{title}. {body}")
    if first in _CASES:
        return _one_or_more(first, hits, title, body)
    if first in _REVIEWS or _announces_both(strong, title):
        return Decision(first)
    if first == SINGLE_ARM and phrases.NAMED_CONTROLS.search(f"{title}. {body}"):
        return _with_controls(strong, hits)
    return _unless_rivalled(first, ranked, strong)


def _announces_both(strong: dict[str, float], title: str) -> bool:
    """Return True if the title announces the authors' own study beside a systematic review."""
    return SYSTEMATIC in strong and bool(phrases.STUDY_AND_REVIEW.search(title))


def _leading(ranked: list[str], strong: dict[str, float], hits: list[Hit], title: str, head: str) -> str:
    """Return the design that leads: mostly the strongest, but what the title names goes before."""
    first = ranked[0]
    own = [design for design in ranked if strong[design] >= ENOUGH and design not in _REVIEWS]
    if own and _announces_both(strong, title):
        return PSM if PSM in own else own[0]
    entitled = {hit.design for hit in hits if hit.naming and hit.place == "title"}
    cases = max(_CASES, key=lambda design: strong.get(design, 0.0))
    if strong.get(cases, 0.0) >= ENOUGH and first in _REVIEWS:
        alone = not (phrases.CASES_AND_REVIEW.search(title) or phrases.OWN_PATIENTS.search(head))
        return first if alone else cases
    if first not in _CASES and SYSTEMATIC in entitled:
        return SYSTEMATIC
    searched = strong.get(SYSTEMATIC, 0.0) >= ENOUGH
    if first == NARRATIVE and searched and not _says_narrative(hits):
        return SYSTEMATIC
    if first in (UNMATCHED, CROSS_SECTIONAL, CASE_CONTROL, SINGLE_ARM):
        for design in (DIAGNOSTIC, PREDICTION):
            if design in entitled:
                return design
    if first == UNMATCHED and strong.get(PSM, 0.0) >= ENOUGH:
        return PSM
    return first


def _is_named(design: str, hits: list[Hit]) -> bool:
    """Return True if the text itself names this design."""
    return any(hit.design == design and hit.naming and hit.place != "text" for hit in hits)


def _says_narrative(hits: list[Hit]) -> bool:
    """Return True if the text calls itself a narrative review."""
    return any(hit.design == NARRATIVE and "narrative" in hit.phrase.casefold() for hit in hits)


def _one_or_more(first: str, hits: list[Hit], title: str, body: str) -> Decision:
    """Decide between case report and case series by the number of patients, not by the word in the title.

    Where no number tells, the study's own words do: an index gives "Case Reports" to series as well.
    """
    own = [hit for hit in hits if hit.place != "publication type"]
    if first == CASE_REPORT and _is_named(CASE_SERIES, own) and not _is_named(CASE_REPORT, own):
        return Decision(CASE_SERIES)
    counted = count_of_own_patients(title, body) if first == CASE_REPORT else ""
    if counted:
        return Decision(CASE_SERIES, f"“{counted}” are more than one, so the case series checklist applies")
    return Decision(first)


def _with_controls(strong: dict[str, float], hits: list[Hit]) -> Decision:
    """Decide about a single arm that names controls: a cohort where it is called one, else none."""
    if strong.get(UNMATCHED, 0.0) >= ENOUGH and _is_named(UNMATCHED, hits):
        return Decision(UNMATCHED)
    return Decision(None, "it may be one group followed over time or a comparison of groups")


def _unless_rivalled(first: str, ranked: list[str], strong: dict[str, float]) -> Decision:
    """Decide for the first design unless another is about as strong."""
    rivals = [design for design in ranked if design != first and not _goes_with(first, design)]
    if rivals and strong[rivals[0]] > _RIVAL_SHARE * strong[first]:
        names = f"{with_article(first)} and {with_article(rivals[0])}"
        return Decision(None, f"the text speaks about equally for {names}")
    return Decision(first)


def confidence_in(design: str, also: tuple[str, ...], hits: list[Hit]) -> Confidence:
    """Say how sure a suggestion is.

    High: the title or a publication type names the design, and no rival has half its weight. Moderate: a
    phrase names it anywhere, or its phrases weigh twice what is needed, and no rival has more than three
    quarters. Low: everything else, and a cohort of which only comparisons tell, since any study may compare.
    A second design that is said beside it (``also``) is no rival.
    """
    strong = strengths(hits)
    same = set(_CASES) if design == CASE_SERIES else {design}
    aside = {*same, *also} | ({NARRATIVE} if also else set())
    rivals = [
        weight for other, weight in strong.items() if other not in aside and not _goes_with(design, other)
    ]
    weight = max(strong.get(other, 0.0) for other in same)
    share = max(rivals, default=0.0) / max(weight, 0.1)
    named = {hit.place for hit in hits if hit.design in same and hit.naming}
    if named & {"title", "publication type"} and share < _SURE_SHARE:
        return "high"
    told_well = weight >= 2 * ENOUGH and design != UNMATCHED
    if (named or told_well) and share <= _RIVAL_SHARE:
        return "moderate"
    return "low"


def _goes_with(first: str, other: str) -> bool:
    """Return True if the other design is no rival of the first."""
    return other in _COMPANIONS.get(first, set())
