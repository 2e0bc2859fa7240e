"""Suggest the design of a study from phrases of its own text, with reasons that quote them."""

from __future__ import annotations

import re
from dataclasses import replace

from workbench.intake.design import phrases
from workbench.intake.design.evidence import Hit, gather, quoted, strengths
from workbench.intake.design.phrases import (
    CASE_REPORT,
    CASE_SERIES,
    NARRATIVE,
    PSM,
    RANDOMISED,
    SINGLE_ARM,
    SYSTEMATIC,
    UNMATCHED,
)
from workbench.intake.design.population import about_covid
from workbench.intake.records import Confidence, DesignSuggestion, StudyText

CHECKLISTS = {
    PSM: "psm-cohort",
    CASE_SERIES: "case-series",
    CASE_REPORT: "case-report",
    SINGLE_ARM: "single-arm-covid",
}
"""The built-in checklist of a design. The one for single-arm studies is for COVID-19 only."""

DESIGN_NAMES = {
    PSM: "propensity-score-matched retrospective cohort",
    CASE_SERIES: "case series",
    CASE_REPORT: "case report",
    SINGLE_ARM: "single-arm before-and-after study",
    RANDOMISED: "randomised trial",
    SYSTEMATIC: "systematic review",
    UNMATCHED: "unmatched cohort",
    phrases.CASE_CONTROL: "case-control study",
    phrases.CROSS_SECTIONAL: "cross-sectional study",
    NARRATIVE: "narrative review",
    "literature_review": "literature review",
    "protocol": "protocol",
}
"""Design ids in words, for screens and tables."""

_ENOUGH = 5.0
_RIVAL_SHARE = 0.75
"""A second design with more than this share of the first one's weight makes the suggestion abstain."""
_SURE_SHARE = 0.5
_REASONS = 4
_PROTOCOL_TITLE = re.compile(
    r"\bprotocol (?:of|for)\b|: (?:an? )?(?:[\w\-]{1,20} ){0,4}protocol\b|protocol$", re.IGNORECASE
)
_PROTOCOL_TEXT = re.compile(
    r"\b(?:patients|participants|adults|children|studies)? ?will be (?:\w{1,20} )?(?:randomi[sz]ed"
    r"|randomly|enrolled|recruited|searched)",
    re.IGNORECASE,
)
_ANIMALS = re.compile(
    r"\b(?:mice|mouse|murine|rats?|macaques?|zebrafish|rabbits?|in vitro|cell lines?|cultured cells)\b",
    re.IGNORECASE,
)
_PATIENTS = re.compile(r"\b(?:patients?|participants?|adults?|children|women|volunteers)\b", re.IGNORECASE)
_TWO_OR_MORE = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|[2-9]) (?:[\w\-]{1,20} ){0,3}(?:cases"
    r"|patients|siblings|sisters|brothers)\b",
    re.IGNORECASE,
)
_WEIGHTED = re.compile(r"weight|IPTW", re.IGNORECASE)
_MATCHED = re.compile(r"match|\bPSM\b", re.IGNORECASE)


def suggest_design(study: StudyText) -> DesignSuggestion:
    """The design that the study's own words speak for, or None with the reason why not.

    Title counts more than abstract, abstract more than text. References, other papers on the page, the
    journal's words and a summary by others are not read. Nothing is raised, whatever the text.
    """
    places, hits = gather(study)
    strong = strengths(hits)
    head = f"{places.get('title', '')}. {places.get('abstract') or places.get('opening', '')}"
    if len(_ANIMALS.findall(head)) > len(_PATIENTS.findall(head)):
        return _abstain("the study is about animals or cells, which no design here covers", hits)
    ranked = sorted(strong.items(), key=lambda entry: -entry[1])
    if not ranked or ranked[0][1] < _ENOUGH:
        return _abstain("no phrase names a design clearly enough", hits)
    design, why = _settle(ranked, strong, places, head)
    if design is None:
        return _abstain(why, hits)
    also = _also(design, strong, hits, places)
    suggestion = _suggestion(design, also, why, hits, places, head)
    return replace(suggestion, confidence=confidence_in(design, also, hits, strong))


def confidence_in(
    design: str, also: tuple[str, ...], hits: list[Hit], strong: dict[str, float]
) -> Confidence:
    """How sure a suggestion is.

    High: the title or a publication type names the design, and no rival has half its weight. Moderate: a
    phrase names it anywhere, or its phrases weigh twice what is needed, and no rival has more than three
    quarters. Low: everything else. A second design that is said beside it (``also``) is no rival.
    """
    aside = {design, *also} | ({NARRATIVE} if also else set())
    rivals = [
        weight for other, weight in strong.items() if other not in aside and not _goes_with(design, other)
    ]
    share = max(rivals, default=0.0) / max(strong.get(design, 0.0), 0.1)
    own = [hit for hit in hits if hit.design == design]
    named = {hit.place for hit in own if hit.naming}
    if named & {"title", "publication type"} and share < _SURE_SHARE:
        return "high"
    if (named or strong.get(design, 0.0) >= 2 * _ENOUGH) and share <= _RIVAL_SHARE:
        return "moderate"
    return "low"


def _settle(
    ranked: list[tuple[str, float]], strong: dict[str, float], places: dict[str, str], head: str
) -> tuple[str | None, str]:
    """The design among those that have evidence, with a reason where it is not simply the strongest."""
    first = ranked[0][0]
    title = places.get("title", "")
    cases = max((CASE_SERIES, CASE_REPORT), key=lambda design: strong.get(design, 0.0))
    if first in (NARRATIVE, SYSTEMATIC) and strong.get(cases, 0.0) >= _ENOUGH:
        if phrases.CASES_AND_REVIEW.search(title) or phrases.OWN_PATIENTS.search(head):
            first = cases
        else:
            return first, ""
    own = [design for design, weight in ranked if weight >= _ENOUGH and design not in (NARRATIVE, SYSTEMATIC)]
    if own and SYSTEMATIC in strong and phrases.STUDY_AND_REVIEW.search(title):
        return (PSM if PSM in own else own[0]), ""
    if first in (CASE_REPORT, CASE_SERIES) and {CASE_REPORT, CASE_SERIES} <= strong.keys():
        return _one_or_more(first, strong, head)
    if first == UNMATCHED and strong.get(PSM, 0.0) >= _ENOUGH:
        return PSM, ""
    compared = strong.get(UNMATCHED, 0.0) >= _ENOUGH and len(phrases.COMPARISON.findall(head)) > 1
    if first == SINGLE_ARM and compared:
        return None, "it may be one group followed over time or a comparison of groups"
    rivals = [
        (design, weight) for design, weight in ranked if design != first and not _goes_with(first, design)
    ]
    if rivals and rivals[0][1] > _RIVAL_SHARE * strong[first]:
        names = f"{_a(first)} and {_a(rivals[0][0])}"
        return None, f"the text speaks about equally for {names}"
    return first, ""


def _one_or_more(first: str, strong: dict[str, float], head: str) -> tuple[str | None, str]:
    """Between case report and case series the number of patients decides, not the word in the title."""
    found = _TWO_OR_MORE.search(head)
    if first == CASE_REPORT and found and strong[CASE_SERIES] >= _ENOUGH:
        return CASE_SERIES, f"“{found[0]}” are more than one, so the case series checklist applies"
    return first, ""


def _goes_with(first: str, other: str) -> bool:
    """Designs that do not rival each other: a matched cohort is a cohort; reviews stand beside cases."""
    pairs = {
        PSM: {UNMATCHED, phrases.CASE_CONTROL},
        CASE_REPORT: {NARRATIVE, SYSTEMATIC, CASE_SERIES},
        CASE_SERIES: {NARRATIVE, SYSTEMATIC, CASE_REPORT, SINGLE_ARM},
        SYSTEMATIC: {NARRATIVE, RANDOMISED, UNMATCHED, CASE_SERIES, CASE_REPORT, phrases.CASE_CONTROL},
        RANDOMISED: {UNMATCHED, SINGLE_ARM},
        phrases.CASE_CONTROL: {UNMATCHED},
    }
    return other in pairs.get(first, set())


def _also(design: str, strong: dict[str, float], hits: list[Hit], places: dict[str, str]) -> tuple[str, ...]:
    """Second designs in the same paper."""
    also = []
    if design in (CASE_SERIES, CASE_REPORT):
        if any(hit.design == SYSTEMATIC and hit.weight > _ENOUGH for hit in hits):
            also.append(SYSTEMATIC)
        elif strong.get(NARRATIVE, 0.0) >= _ENOUGH:
            also.append("literature_review")
    elif design != SYSTEMATIC and phrases.STUDY_AND_REVIEW.search(places.get("title", "")):
        also.append(SYSTEMATIC)
    body = places.get("abstract") or places.get("opening", "")
    indexed = any(hit.place == "publication type" and "rotocol" in hit.phrase for hit in hits)
    if indexed or _PROTOCOL_TITLE.search(places.get("title", "")) or _PROTOCOL_TEXT.search(body):
        also.append("protocol")
    return tuple(also)


def _suggestion(
    design: str, also: tuple[str, ...], why: str, hits: list[Hit], places: dict[str, str], head: str
) -> DesignSuggestion:
    """Puts together the phrases that decided and what follows from them."""
    reasons = quoted(hits, {design}, _REASONS)
    if design == PSM:
        reasons += quoted(hits, {UNMATCHED}, 2)
    if why:
        reasons.append(why)
    if {"literature_review", SYSTEMATIC} & set(also):
        review = quoted(hits, {NARRATIVE, SYSTEMATIC}, 2)
        kind = DESIGN_NAMES[also[0]]
        reasons.append(
            f"also a {kind}: {', '.join(review)}; the checklist is for the authors' own {_whom(design)}"
        )
    if design == PSM:
        own = " ".join(hit.phrase for hit in hits if hit.design == PSM)
        if not _MATCHED.search(own):
            method = "weighting" if _WEIGHTED.search(own) else "a propensity score without matching"
            reasons.append(f"{method}, not matching: psm-cohort still applies, item 2.2 for the method used")
    checklist, covered = _checklist(design, also, head)
    reasons.append(covered)
    if checklist == "single-arm-covid" and "text" not in places:
        reasons.append("only an abstract was read: the full text may hold a comparison group")
    return DesignSuggestion(design, also, tuple(reasons), checklist)


def _checklist(design: str, also: tuple[str, ...], head: str) -> tuple[str | None, str]:
    """The checklist that covers it, and a sentence that says so or says why none does."""
    name = _a(design)
    if "protocol" in also:
        return None, f"a protocol of {name} has no results to appraise, so no checklist is suggested"
    checklist = CHECKLISTS.get(design)
    if checklist is None:
        hint = (
            "; where groups were adjusted, psm-cohort may be assigned by hand" if design == UNMATCHED else ""
        )
        return None, f"no built-in checklist covers {name}{hint}"
    if design == SINGLE_ARM and not about_covid(head):
        return None, f"no built-in checklist covers {name} outside COVID-19"
    return checklist, f"the checklist {checklist} is for {name}"


def _whom(design: str) -> str:
    """Whom the authors themselves studied."""
    return "cases" if design in (CASE_SERIES, CASE_REPORT) else "patients"


def _a(design: str) -> str:
    """The design in words, with its article."""
    name = DESIGN_NAMES[design]
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def _abstain(why: str, hits: list[Hit]) -> DesignSuggestion:
    """No suggestion: the reason, and the phrases that were found all the same."""
    phrases_found = quoted(hits, {hit.design for hit in hits}, _REASONS)
    return DesignSuggestion(None, (), (f"unsure: {why}", *phrases_found), None)
