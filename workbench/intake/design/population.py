"""Find out whether a study's patients have COVID-19, which one checklist asks for."""

from __future__ import annotations

import re

_COVID = r"(?:covid|sars-cov-2|2019-ncov|coronavirus disease)"
_COVID_NAMED = re.compile(rf"\b{_COVID}", re.IGNORECASE)
_COVID_AS_TIME = re.compile(
    rf"\b(?:during|before|since|after|amid|throughout|in) the {_COVID}[\w\- ]{{0,12}}?(?:pandemic|era"
    rf"|lockdown|outbreak|wave)"
    rf"|{_COVID}[\w\-]{{0,6}} (?:pandemic|era|lockdown|vaccin\w{{0,8}})"
    rf"|[^.;]{{0,80}}{_COVID}[^.;]{{0,80}}\bexcluded",
    re.IGNORECASE,
)
_COVID_PATIENTS = re.compile(
    rf"\b(?:with|had|for|of) (?:[\w\-]{{1,20}} ){{0,3}}{_COVID}|{_COVID}[\w\-]{{0,6}} (?:patients|pneumonia)",
    re.IGNORECASE,
)


def about_covid(head: str) -> bool:
    """Whether the patients have COVID-19; a study done during the pandemic is not enough."""
    rest = _COVID_AS_TIME.sub(" ", head)
    title = rest.split(". ", 1)[0]
    return bool(_COVID_NAMED.search(title) or _COVID_PATIENTS.search(rest))
