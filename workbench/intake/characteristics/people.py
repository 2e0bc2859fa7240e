"""Find how many people a text says were studied, in all and in each of two groups."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.intake.characteristics.printed import (
    NUMBER,
    Printed,
    number_of,
    sentence_around,
    speaks_of_other_work,
    the_only,
)
from workbench.intake.design.case_counts import count_of_own_patients

_PERSONS = (
    r"(?:patients|participants|subjects|individuals|people|persons|adults|children|infants|women|men|cases"
    r"|volunteers)"
)
_NO_ADJECTIVE = (
    r"(?!(?:of|in|and|or|to|the|an?|for|by|on|at|from|after|before|per|than|days?|weeks?|months?|years?|hours?"
    r"|doses?|mg|kg|ml|percent|was|were|is|are|had|has|have|other)\b)"
)
_COUNTED = rf"(?P<n>{NUMBER})(?![\d.,/%\-–]|\s*%) (?:{_NO_ADJECTIVE}[\w\-/]{{1,24}} ){{0,4}}?{_PERSONS}"
_WITH = r"(?: (?:with|who|aged)\b[^.;()]{1,90}?)?"
_TIERS = (
    r"(?:randomi[sz]ed|randomly (?:assigned|allocated))",
    r"(?:enrolled|included|recruited|registered)",
    r"(?:analy[sz]ed|studied|treated|evaluated)",
)
"""What was done with people, the widest count first: the randomised are the study, not the analysed."""
_OF_A_GROUP = re.compile(
    r"^[^.;]{0,40}?\b(?:in|to|into) (?:the|each|either|both|one) [\w\-\s]{0,40}?(?:group|arm)s?\b",
    re.IGNORECASE,
)
_GROUP_BEFORE = re.compile(
    r"\b(?:group|arm|controls?|matched (?:to|with)(?: an?)?|compared (?:to|with)(?: an?)?)\b[^.;]{0,30}$",
    re.IGNORECASE,
)
_AND_OTHERS = re.compile(
    rf"{_PERSONS}\b[^.;()]{{0,70}} (?:and|or|plus)(?: {NUMBER}[^.;()]{{0,40}})? ?(?:$|{_PERSONS}\b)",
    re.IGNORECASE,
)
"""Another count of people, which the same words are said of."""
_BUT_SOME = re.compile(
    r"^,? (?:except|but not)\b"
    rf"|^ (?:to|with) [^.;]{{1,80}}? and {NUMBER} (?:\w{{1,20}} )?(?:to|with|received)\b",
    re.IGNORECASE,
)
_PART_BEFORE = re.compile(
    r"\b(?:all but|except|only|other|remaining|(?<!total )of(?: the| these| whom| them)?|and|plus|another"
    r"|further|interim analysis(?: after)?|types?|stages?|grades?|phases?|class|levels?)(?: a total of)? ?$",
    re.IGNORECASE,
)
"""Words before a number that is not that of all people, or of none at all, such as a type of diabetes."""
_ONE_PATIENT = re.compile(
    r"\b[Aa]n? (?P<age>\d{1,3})-year-old (?:[\w\-]{1,20} ){0,3}?"
    r"(?:man|woman|boy|girl|male|female|patient|lady|gentleman)\b"
)
_CASE_REPORT = re.compile(r"\bcase report\b|\ba case of\b", re.IGNORECASE)
_EACH = re.compile(
    rf"(?P<n>{NUMBER})(?: {_PERSONS})?(?: were (?:\w{{1,20}} )?(?:analy[sz]ed|included|enrolled|assigned"
    rf"|allocated|randomi[sz]ed|matched))?,? (?:(?:in|to) (?:each|both|either)|per) "
    r"(?:(?:treatment|study|matched) )?(?:group|arm)s?\b(?! who\b)",
    re.IGNORECASE,
)
_NAMED_GROUP = re.compile(rf"(?P<name>[A-Za-z][\w\-/ ]{{2,48}}?) ?\([nN] ?= ?(?P<n>{NUMBER})\)")
_CONTROL = re.compile(
    r"\b(?:placebo|controls?|usual care|standard(?: of)? care|comparator|comparison|untreated"
    r"|no treatment)\b",
    re.IGNORECASE,
)
_DIVIDED = re.compile(r"\b(?:randomi[sz]ed|assigned|allocated|received|compared|versus|vs)\b", re.IGNORECASE)


def people(text: str, title: str) -> list[Printed]:
    """Return the number of people, and of those in each of two groups, where the text prints only one."""
    return [*(_in_all(text) or _one_patient(text, title)), *_in_groups(text)]


def _in_all(text: str) -> list[Printed]:
    """Return the count of the widest kind that is printed, where all counts of that kind agree."""
    for done in _TIERS:
        patterns = [
            rf"{_COUNTED}{_WITH},? (?:were|was|have been) (?:\w{{1,20}} )?{done}\b",
            rf"\b{done}(?: a total of)? {_COUNTED}",
        ]
        if done is _TIERS[2]:
            patterns.append(rf"\b(?:group|cohort|series|sample) of (?:[\w\-]{{1,20}} ){{0,3}}?{_PERSONS} "
                            rf"\([nN] ?= ?(?P<n>{NUMBER})\)")  # fmt: skip
        counts = [count for pattern in patterns for count in _counts(text, pattern)]
        if counts:
            return the_only(counts)
    return []


def _counts(text: str, pattern: str) -> Iterator[Printed]:
    for match in re.finditer(pattern, text, re.IGNORECASE):
        before, after = (
            text[max(0, match.start() - 90) : match.start()],
            text[match.end() : match.end() + 100],
        )
        of_group = _OF_A_GROUP.match(after) or _GROUP_BEFORE.search(before)
        of_some = _AND_OTHERS.search(before) or _AND_OTHERS.search(match[0]) or _BUT_SOME.match(after)
        of_some = of_some or _PART_BEFORE.search(text[max(0, match.start("n") - 30) : match.start("n")])
        if not of_group and not of_some and not speaks_of_other_work(text, *match.span()):
            yield Printed("participants", number_of(match["n"]), *match.span())


def _one_patient(text: str, title: str) -> list[Printed]:
    """Return one where a case report tells of a single person."""
    ages = {match["age"] for match in _ONE_PATIENT.finditer(text)}
    if len(ages) != 1 or not _CASE_REPORT.search(f"{title}\n{text}"):
        return []
    if re.search(r"\bcase series\b|\b(?:two|three|four|five) cases\b", title, re.IGNORECASE):
        return []
    match = _ONE_PATIENT.search(text)
    if match is None or count_of_own_patients(title, text):
        return []
    return [Printed("participants", 1, *match.span())]


def _in_groups(text: str) -> list[Printed]:
    """Return the people of treatment and comparison group, where just one pair of numbers is printed."""
    pairs = list(_pairs(text))
    if len({(treated.value, compared.value) for treated, compared in pairs}) != 1:
        return []
    return list(pairs[0])


def _pairs(text: str) -> Iterator[tuple[Printed, Printed]]:
    for match in _EACH.finditer(text):
        if not speaks_of_other_work(text, *match.span()):
            number = number_of(match["n"])
            yield _pair(number, number, *match.span())
    seen = -1
    for match in _NAMED_GROUP.finditer(text):
        first, last = sentence_around(text, *match.span())
        if first <= seen:
            continue
        seen = last
        groups = list(_NAMED_GROUP.finditer(text, first, last))
        controls = [bool(_CONTROL.search(_own_name(group["name"]))) for group in groups]
        is_divided = _DIVIDED.search(text, first, last) and not speaks_of_other_work(text, first, last)
        if is_divided and sorted(controls) == [False, True]:
            treated, compared = sorted(groups, key=lambda group: controls[groups.index(group)])
            place = (groups[0].start(), groups[-1].end())
            yield _pair(number_of(treated["n"]), number_of(compared["n"]), *place)


def _own_name(words: str) -> str:
    """Return the name of a group without what is said of the group before it."""
    return re.split(r"\b(?:or|and|versus|vs|to)\b", words)[-1]


def _pair(treated: int, compared: int, start: int, end: int) -> tuple[Printed, Printed]:
    return (
        Printed("participants_treatment", treated, start, end),
        Printed("participants_comparison", compared, start, end),
    )
