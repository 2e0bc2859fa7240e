"""Find out whether a study's patients have COVID-19, for which one design has a checklist of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_COVID = r"(?:covid|sars-cov-2|2019-ncov|coronavirus disease)"
_COVID_NAMED = re.compile(rf"\b{_COVID}[\w\-]{{0,6}}", re.IGNORECASE)
_COVID_AS_TIME = re.compile(
    rf"\b(?:during|before|since|after|amid|throughout|in) the {_COVID}[\w\- ]{{0,12}}?(?:pandemic|era"
    rf"|lockdown|outbreak|wave)"
    rf"|{_COVID}[\w\-]{{0,6}} (?:pandemic|era|lockdown|vaccin\w{{0,8}})"
    rf"|[^.;]{{0,80}}{_COVID}[^.;]{{0,80}}\bexcluded",
    re.IGNORECASE,
)
_COVID_PATIENTS = re.compile(
    rf"\b(?:with|had|for|of) (?:[\w\-]{{1,20}} ){{0,3}}{_COVID}[\w\-]{{0,6}}"
    rf"|{_COVID}[\w\-]{{0,6}} (?:patients|pneumonia)",
    re.IGNORECASE,
)
_OFTEN = 5
"""Times that the body of a text names it before its patients are taken to have it; one may be a citation."""


@dataclass(frozen=True, slots=True)
class Population:
    """What a text says of COVID-19: whether the patients have it, and a sentence that says by which words."""

    has_covid: bool
    why: str


def population_of(places: Mapping[str, str]) -> Population:
    """Decide whether the patients have COVID-19; a study done during the pandemic is not enough.

    Args:
        places: What was read, by place: title, abstract or opening, and text.

    Title and abstract come first. The body of a text decides only where it names COVID-19 often; where it
    names it in passing, the sentence says so, since the reviewer may know better.
    """
    for place in ("title", "abstract", "opening"):
        rest = _COVID_AS_TIME.sub(" ", places.get(place, ""))
        phrase = _COVID_PATIENTS.search(rest) or (_COVID_NAMED.search(rest) if place == "title" else None)
        if phrase is not None:
            return Population(True, f"the patients have COVID-19: “{phrase[0]}” ({place})")
    body = _COVID_AS_TIME.sub(" ", places.get("text", ""))
    phrase = _COVID_PATIENTS.search(body)
    times = len(_COVID_NAMED.findall(body))
    if phrase is not None and times >= _OFTEN:
        return Population(
            True, f"the patients have COVID-19: “{phrase[0]}” (text, where it is named {times} times)"
        )
    for place, text in places.items():
        if named := _COVID_NAMED.search(text):
            return Population(
                False,
                f"“{named[0]}” ({place}) seems not to be what the patients had; if it was, "
                "single-arm-covid may be assigned by hand",
            )
    return Population(False, "COVID-19 is not named in what was read")
