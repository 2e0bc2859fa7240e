"""Find how many patients of their own the authors of a case report name."""

from __future__ import annotations

import re

from workbench.intake.design.phrases import COUNTED, REPORT, whole_words

_NUMBER = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen"
    r"|eighteen|nineteen|twenty|thirty|forty|fifty|[2-9]|[1-9]\d{1,2})(?![.,/]?\d|[\w\-])"
)
_NO_ADJECTIVE = (
    r"(?!(?:of|in|and|or|to|the|an?|with|for|by|on|at|from|after|before|per|than|as|out|days?|weeks?"
    r"|months?|years?"
    r"|hours?|minutes?|times?|doses?|arms?|groups?|stud(?:y|ies)|trials?|articles?|institutions?"
    r"|cent(?:er|re)s"
    r"|hospitals?|percent|mg|ml|mm|cm|was|were|is|are|had|has|have)\b)"
)
_PERSONS = (
    r"(?:patients|cases|case reports|children|infants|neonates|newborns|adolescents|adults|men|women|boys"
    r"|girls"
    r"|individuals|people|siblings|brothers|sisters|twins|males|females|subjects|participants)"
)
_COUNT = whole_words(rf"{COUNTED}{_NUMBER} (?:{_NO_ADJECTIVE}[\w\-]{{1,20}},? ){{0,4}}{_PERSONS}")
_SECOND = whole_words(
    r"(?:patient|case) (?:2|two|ii|B)|(?:both|the second|another of our|these two) (?:patients?|cases?)"
)
_OTHERS_BEFORE = whole_words(
    r"(?:literature|previous(?:ly)?|published|similar|other|additional|further|found|identified|PubMed"
    r"|MEDLINE"
    r"|search(?:ed)?|known|earlier|cohort)(?: [\w\-,]{1,20}){0,5} $"
)
_OTHERS_AFTER = re.compile(
    r"^(?: per\b|,? (?:[\w\-()]{1,20},? ){0,6}(?:(?:ha[sd]|have) been (?:\w{1,20} )?(?:reported|described"
    r"|published|documented|recorded)|in (?:the )?(?:\w{1,20} )?literature|previously|worldwide|to date"
    r"|so far))",
    re.IGNORECASE,
)
_REPORTED = whole_words(
    rf"we|the authors|this (?:case|report|article|paper|study)|here(?:in)?|case reports?|{REPORT}"
)
_ONE = whole_words(
    r"(?:an?|one|the|single|first|rare|unusual) (?:[\w\-]{1,20} ){0,3}(?:case of|case report of an?"
    r"|\d{1,3}-year-old"
    r"|patient|man|woman|boy|girl|infant|neonate)|(?:our|this) (?:case(?! (?:report|series|study))|patient)"
)
_SENTENCE = re.compile(r"(?<=[.!?;:]) ")
_QUOTED_WORDS = 8


def count_of_own_patients(title: str, body: str) -> str:
    """Return the phrase that counts two or more patients of the authors' own, or nothing.

    A count in the title is the study's. In the text it is where the sentence reports patients, or where no
    sentence tells of a single one. Patients of the literature are not counted.
    """
    in_title = _count(title)
    if in_title:
        return in_title
    sentences = _SENTENCE.split(body)
    tells_of_one = bool(_ONE.search(body))
    for sentence in sentences:
        counted = _count(sentence)
        if not counted:
            continue
        if not tells_of_one or (_REPORTED.search(sentence) and not _ONE.search(sentence)):
            return counted
    return ""


def _count(sentence: str) -> str:
    """Return the first count in a sentence that is not one of other people's patients."""
    for match in [*_COUNT.finditer(sentence), *_SECOND.finditer(sentence)]:
        before = sentence[max(0, match.start() - 120) : match.start()]
        if not (_OTHERS_BEFORE.search(before) or _OTHERS_AFTER.match(sentence[match.end() :][:160])):
            return " ".join(match[0].split()[:_QUOTED_WORDS])
    return ""
