"""Gather what speaks for each design: phrases of the own text of a study, where they stand, their weight."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.intake.design import phrases
from workbench.intake.design.clues import CLUES
from workbench.intake.documents.prose import one_line
from workbench.intake.records import StudyText

_INDEX_TYPES = {
    "case reports": phrases.CASE_REPORT,
    "case report": phrases.CASE_REPORT,
    "case series": phrases.CASE_SERIES,
    "randomized controlled trial": phrases.RANDOMISED,
    "randomised controlled trial": phrases.RANDOMISED,
    "pragmatic clinical trial": phrases.RANDOMISED,
    "equivalence trial": phrases.RANDOMISED,
    "adaptive clinical trial": phrases.RANDOMISED,
    "clinical trial protocol": phrases.RANDOMISED,
    "meta-analysis": phrases.SYSTEMATIC,
    "network meta-analysis": phrases.SYSTEMATIC,
    "systematic review": phrases.SYSTEMATIC,
    "scoping review": phrases.SYSTEMATIC,
    "review": phrases.NARRATIVE,
}
_WEAK_TYPES = {"observational study": phrases.UNMATCHED}
_HEADINGS = {
    "case-control studies": phrases.CASE_CONTROL,
    "cross-sectional studies": phrases.CROSS_SECTIONAL,
    "cohort studies": phrases.UNMATCHED,
    "propensity score": phrases.PSM,
    "non-randomized controlled trials as topic": phrases.UNMATCHED,
}
"""Subject headings that say how a study was done; "… as topic" of trials says what it is about."""
_PLACES = {"title": 3.0, "abstract": 2.0, "opening": 2.0, "text": 1.0}
_LIMITS = {"title": 5_000, "abstract": 40_000, "opening": 4_000, "text": 120_000}
_TYPE_FACTOR = 3.0
_HINT = 2.0
"""Weight of what an index says in passing: with words of the text it adds up, alone it is not enough."""
_QUOTED_WORDS = 8

_HYPHENS = str.maketrans("\u2010\u2011\u2012\u2013\u2014\u2212", "------")
_SENTENCE_END = re.compile(r"[.!?;] ")
_OWN_BEFORE = re.compile(
    r"\b(?:this|our|present|current|was an?|is an?|were) (?:[\w\-]{1,20},? ){0,4}$", re.IGNORECASE
)
_DENIED_BEFORE = re.compile(
    r"(?:\b(?:not|no|without|neither|nor|lack(?:ing)? of|absence of|rather than|instead of"
    r"|cannot) (?:[\w\-]{1,20} ){0,2}|\bnon-? ?)$",
    re.IGNORECASE,
)
_DENIED_AFTER = re.compile(r"^ (?:was|were|is|are) (?:not|neither|impossible|un)", re.IGNORECASE)
_OTHERS_BEFORE = re.compile(
    r"\b(?:previous(?:ly)?|prior|earlier|published|several|some|few|existing|other|another|recent"
    r"|large|larger|future|further"
    r"|despite|ongoing|many|proper|adequately|well-designed|into|conduct|need(?:s|ed)? for|in (?:the"
    r"|a)(?= \w{1,20} trial)"
    r"|await(?:s|ing)?|confirm(?:ed)? (?:by|in)|evidence from|data from) (?:[\w\-,]{1,20} ){0,4}$",
    re.IGNORECASE,
)
_OTHERS_AFTER = re.compile(
    r"^(?:s|es|ies)? (?:by|published)\b"
    r"|^(?:s|es|ies)?(?=[ ,])[^.;]{0,60}\b(?:needed|warranted|required|necessary|awaited|lacking|should be"
    r"|desirable|have (?:been )?(?:shown|suggested|reported|described|found)"
    r"|are (?:scarce|limited|rare|underway|under way))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Hit:
    """One phrase as found: what it speaks for, with what weight, where."""

    design: str
    weight: float
    phrase: str
    place: str
    naming: bool = False
    """Whether the phrase names the design, rather than telling of what was done."""

    @property
    def reason(self) -> str:
        return f"“{self.phrase}” ({self.place})"


def gather(study: StudyText) -> tuple[dict[str, str], list[Hit]]:
    """Return what was read, by place, and the phrases found in it."""
    places = _texts(study)
    return places, [
        *_type_hits(study),
        *(hit for place, text in places.items() for hit in _find(place, text)),
    ]


def _texts(study: StudyText) -> dict[str, str]:
    """Return title, abstract and own text, each as one line with plain hyphens, cut to a length."""
    whole = study.own_text if study.sections else study.text
    texts = {"title": study.bibliography.title, "abstract": study.bibliography.abstract}
    if not study.bibliography.abstract.strip():
        texts["opening"] = whole or study.text
    if study.kind == "full_text":
        texts["text"] = whole
    cut = {place: text[: _LIMITS[place]] for place, text in texts.items()}
    return {place: one_line(text).translate(_HYPHENS) for place, text in cut.items() if text.strip()}


def _type_hits(study: StudyText) -> Iterator[Hit]:
    """Yield what the index says; "Review" alone stands beside much else, so it weighs less."""
    for name in study.publication_types:
        design = _INDEX_TYPES.get(name.casefold())
        if design:
            weight = 3.0 if design == phrases.NARRATIVE else 4.0
            yield Hit(design, weight * _TYPE_FACTOR, name, "publication type", naming=True)
        hint = _WEAK_TYPES.get(name.casefold())
        if hint:
            yield Hit(hint, _HINT, name, "publication type")
    for name in study.keywords:
        # A heading may carry an asterisk and a qualifier: "Cohort Studies/*methods".
        design = _HEADINGS.get(name.split("/")[0].strip("* ").casefold())
        if design:
            yield Hit(design, _HINT, name, "keywords")


def _find(place: str, text: str) -> Iterator[Hit]:
    """Yield the first occurrence of each clue in this place that is the study's own."""
    for clue in CLUES:
        for match in clue.pattern.finditer(text):
            if clue.naming and not _is_own(text, match, place):
                continue
            words = match[0].strip(" ,:;.").split()
            phrase = " ".join(words[:_QUOTED_WORDS])
            yield Hit(clue.design, clue.weight * _PLACES[place], phrase, place, clue.naming)
            break


def _is_own(text: str, match: re.Match[str], place: str) -> bool:
    """Return True if a name of a design is this study's: not denied, nor of other or future studies."""
    before = _SENTENCE_END.split(text[max(0, match.start() - 90) : match.start()])[-1]
    after = text[match.end() : match.end() + 100]
    if _DENIED_BEFORE.search(before) or _DENIED_AFTER.match(after):
        return False
    if place == "title" or _OWN_BEFORE.search(before):
        return True
    return not (_OTHERS_BEFORE.search(before) or _OTHERS_AFTER.match(after))


def strengths(hits: list[Hit]) -> dict[str, float]:
    """Return by design the sum of its phrases; the same phrase in a second place adds nothing."""
    best: dict[tuple[str, str], float] = {}
    for hit in hits:
        key = (hit.design, hit.phrase.casefold())
        best[key] = max(best.get(key, 0.0), hit.weight)
    totals: dict[str, float] = {}
    for (design, _), weight in best.items():
        totals[design] = totals.get(design, 0.0) + weight
    return totals


def quoted(hits: list[Hit], designs: set[str], most: int) -> list[str]:
    """Return the weightiest phrases for these designs, each once."""
    chosen = sorted((hit for hit in hits if hit.design in designs), key=lambda hit: -hit.weight)
    seen: dict[str, Hit] = {}
    for hit in chosen:
        seen.setdefault(hit.phrase.casefold(), hit)
    return [hit.reason for hit in list(seen.values())[:most]]
