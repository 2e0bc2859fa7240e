"""Suggest the design of a study from phrases of its own text, with reasons that quote them."""

from __future__ import annotations

import re
from dataclasses import replace

from workbench.intake.design import phrases
from workbench.intake.design.checklists_by_design import (
    checklists_for,
    depends_on_population,
    reason_for_none,
)
from workbench.intake.design.evidence import Hit, gather, quoted, strengths
from workbench.intake.design.names import DESIGN_NAMES, with_article
from workbench.intake.design.phrases import (
    CASE_REPORT,
    CASE_SERIES,
    NARRATIVE,
    PSM,
    SINGLE_ARM,
    SYSTEMATIC,
    UNMATCHED,
)
from workbench.intake.design.population import Population, population_of
from workbench.intake.design.protocols import planning_phrase
from workbench.intake.design.rivals import ENOUGH, confidence_in, decide, without_contradicted_terms
from workbench.intake.records import DesignSuggestion, StudyText

_REASONS = 4
_ANIMALS = re.compile(
    r"\b(?:mice|mouse|murine|rats?|macaques?|zebrafish|rabbits?|in vitro|cell lines?|cultured cells)\b",
    re.IGNORECASE,
)
_PATIENTS = re.compile(
    r"\b(?:patients?|participants?|adults?|children|infants|women|men|volunteers|subjects|users|humans?"
    r"|people)\b",
    re.IGNORECASE,
)
_WEIGHTED = re.compile(r"weight|IPTW", re.IGNORECASE)
_MATCHED = re.compile(r"match|\bPSM\b", re.IGNORECASE)


def suggest_design(study: StudyText) -> DesignSuggestion:
    """Suggest the design that the study's own words speak for, or None with the reason why not.

    Title counts more than abstract, abstract more than text. References, other papers on the page, the
    journal's words and a summary by others are not read. Nothing is raised, whatever the text.
    """
    places, found = gather(study)
    title, body = places.get("title", ""), places.get("abstract") or places.get("opening", "")
    head = f"{title}. {body}"
    if len(_ANIMALS.findall(head)) > len(_PATIENTS.findall(head)):
        return _abstain("the study is about animals or cells, which no design here covers", found)
    planned = _planned(found, title, body)
    hits, left_out = without_contradicted_terms(found)
    decision = decide(hits, title, body)
    if decision.design is None:
        return _abstain(decision.why, hits, planned)
    also = _also(decision.design, hits, title) + (("protocol",) if planned else ())
    why = [reason for reason in (decision.why, left_out, planned) if reason]
    suggestion = _suggestion(decision.design, also, why, hits, places)
    return replace(suggestion, confidence=confidence_in(decision.design, also, hits))


def _planned(hits: list[Hit], title: str, body: str) -> str:
    """Return a sentence that says by which words the study is yet to be done, or nothing."""
    for hit in hits:
        if hit.place == "publication type" and "rotocol" in hit.phrase:
            return f"planned, not reported: {hit.reason}"
    phrase = planning_phrase(title, body)
    return f"planned, not reported: “{phrase}”" if phrase else ""


def _also(design: str, hits: list[Hit], title: str) -> tuple[str, ...]:
    """Return a second design in the same paper, if there is one."""
    if design in (CASE_SERIES, CASE_REPORT):
        if any(hit.design == SYSTEMATIC and hit.weight > ENOUGH for hit in hits):
            return (SYSTEMATIC,)
        return ("literature_review",) if strengths(hits).get(NARRATIVE, 0.0) >= ENOUGH else ()
    beside = design != SYSTEMATIC and phrases.STUDY_AND_REVIEW.search(title)
    return (SYSTEMATIC,) if beside else ()


def _suggestion(
    design: str, also: tuple[str, ...], why: list[str], hits: list[Hit], places: dict[str, str]
) -> DesignSuggestion:
    """Put together the phrases that decided and what follows from them."""
    reasons = quoted(hits, {design}, _REASONS) or quoted(hits, {CASE_REPORT}, _REASONS)
    if design == PSM:
        reasons += quoted(hits, {UNMATCHED}, 2)
    reasons += why
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
    population = population_of(places) if depends_on_population(design) else None
    if population is not None:
        reasons.append(population.why)
    checklist, route = _checklist(design, also, population)
    reasons.append(route)
    if checklist is not None and design == SINGLE_ARM and "text" not in places:
        reasons.append("only an abstract was read: the full text may hold a comparison group")
    return DesignSuggestion(design, also, tuple(reasons), checklist, route=route)


def _checklist(design: str, also: tuple[str, ...], population: Population | None) -> tuple[str | None, str]:
    """Return the checklist that is suggested, and a sentence that says so or says why none is."""
    name = with_article(design)
    if "protocol" in also:
        return None, f"a protocol of {name} has no results to appraise, so no checklist is suggested"
    fitting = checklists_for(design, population)
    if not fitting:
        return None, f"no checklist is suggested for {name}: {reason_for_none(design)}"
    where = "" if population is None else " in COVID-19" if population.has_covid else " outside COVID-19"
    others = f"; {', '.join(fitting[1:])} would fit too" if len(fitting) > 1 else ""
    return fitting[0], f"the checklist {fitting[0]} is for {name}{where}{others}"


def _whom(design: str) -> str:
    """Return whom the authors themselves studied."""
    return "cases" if design in (CASE_SERIES, CASE_REPORT) else "patients"


def _abstain(why: str, hits: list[Hit], planned: str = "") -> DesignSuggestion:
    """Suggest nothing: the reason, and the phrases that were found all the same."""
    phrases_found = quoted(hits, {hit.design for hit in hits}, _REASONS)
    also, reasons = (("protocol",), [planned]) if planned else ((), [])
    return DesignSuggestion(None, also, (f"unsure: {why}", *reasons, *phrases_found), None)
