"""Recognise papers that were retracted, and notices that retract another paper."""

from __future__ import annotations

import re

from store.bibliography import RETRACTED
from workbench.intake.records import StudyText

_RETRACTED_TYPE = re.compile(r"retracted publication|retracted article|retracted$|withdrawn", re.IGNORECASE)
_NOTICE_TYPE = re.compile(r"retraction(?: of publication| notice)?$|retraction of\b", re.IGNORECASE)
_RETRACTED_TITLE = re.compile(
    r"[\W_]{0,3}(?:retracted(?: article| paper| chapter)?\b|withdrawn\s?[:\-–—\]]|article withdrawn)",
    re.IGNORECASE,
)
_RETRACTED_END = re.compile(
    r"[\[(](?:retracted|withdrawn)(?: article)?\b[^\])]{0,200}[\])]\.?$", re.IGNORECASE
)
_NOTICE_TITLE = re.compile(
    r"[\W_]{0,3}(?:retraction(?: note| notice)?(?: to| of| for)?\s?[:\-–—\"“]|notice of retraction"
    r"|retraction (?:of:|note\b|notice\b))",
    re.IGNORECASE,
)
_RETRACTED_LINE = re.compile(
    r"^[ \t\-*•]{0,6}(?:retraction in\b"
    r"|this (?:article|paper|study) (?:has been|was) (?:retracted|withdrawn)\b"
    r"|retracted (?:article|publication)[ \t.:]{0,3}$)",
    re.IGNORECASE | re.MULTILINE,
)
_HEADER = 20_000


def retraction_of(study: StudyText) -> str:
    """Return a sentence that says that a paper was retracted or retracts another; empty for all others.

    >>> from store.bibliography import Bibliography
    >>> retraction_of(StudyText(Bibliography(title="RETRACTED: Oats for oboists")))
    'Retracted: its title says so. Do not appraise it as it stands.'
    >>> retraction_of(StudyText(Bibliography(title="Oats for oboists")))
    ''
    """
    title = study.bibliography.title
    kinds = " and ".join(
        f"“{kind}”" for kind in study.publication_types if _RETRACTED_TYPE.match(kind.strip())
    )
    if kinds:
        return f"{RETRACTED}the index calls it {kinds}. Do not appraise it as it stands."
    if any(_NOTICE_TYPE.match(kind.strip()) for kind in study.publication_types) or _NOTICE_TITLE.match(
        title
    ):
        return "A notice that retracts another paper: it is no study."
    if _RETRACTED_TITLE.match(title) or _RETRACTED_END.search(title):
        return f"{RETRACTED}its title says so. Do not appraise it as it stands."
    if _RETRACTED_LINE.search(study.text[:_HEADER]):
        return f"{RETRACTED}the text says so. Do not appraise it as it stands."
    return ""
