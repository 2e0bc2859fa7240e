"""Name the heading that a passage stands under."""

from __future__ import annotations

import re

_NAMED = (
    "abstract|background(?: and (?:aims?|objectives?|purpose))?|objectives?|aims?|purpose|introduction"
    "|(?:materials?|patients|subjects) and methods|methods?|study design|statistical analys[ie]s"
    "|results?|findings|discussion|limitations?|conclusions?|case (?:report|presentation|description|series)"
    "|funding(?: information| statement| sources?)?|acknowledge?ments?|trial registration"
    "|conflicts? of interests?(?: statement)?|competing interests"
    "|declarations?(?: of (?:competing )?interests?)?"
    "|data availability(?: statement)?|ethics statement|author contributions?|keywords"
)
_HEADING = re.compile(
    r"^(?:\d{1,2}(?:\.\d{1,2}){0,3}\.? )?"
    rf"(?:(?P<named>{_NAMED})(?:$|:)|(?P<capitals>[A-Z][A-Z ,&/-]{{3,60}})$)",
    re.MULTILINE | re.IGNORECASE,
)
_PARTS = (
    "participants|patients|population|study (?:population|participants|setting|period|procedures?)|setting"
    "|eligibility(?: criteria)?|(?:inclusion|exclusion)(?: and exclusion)? criteria|recruitment|enroll?ment"
    "|interventions?|treatments?|procedures?|comparators?|controls?|randomi[sz]ation|allocation|blinding"
    "|masking|(?:primary |secondary |clinical |main |other )?outcomes?(?: measures?)?|end ?points?|follow-up"
    "|baseline(?: characteristics| data)?|(?:patient|participant) characteristics|efficacy|effectiveness"
    "|harms|safety|adverse (?:events|effects)|side effects|mortality|survival|subgroups?(?: analys[ie]s)?"
    "|sensitivity analys[ie]s|sample size|missing data|data (?:collection|sources?|extraction|analysis)"
    "|measures?|measurements?|statistics|main (?:results|findings)|strengths and limitations|ethics|summary"
)
_PART = re.compile(
    r"(?:\A|(?<=\n\n))(?P<part>(?:\d{1,2}(?:\.\d{1,2}){0,3}\.? )?"
    rf"(?=[A-Z\d])(?i:{_PARTS})):?[ \t]*(?=\n[ \t]*\n|\Z)"
)
"""A line between blank lines: within a paragraph or a list the same words are none."""
_FAR = 60_000
"""Characters before a passage in which its heading is looked for."""


def heading_above(text: str, place: int) -> str:
    """Return the last heading at or before a place of a reading text; empty where none is known.

    A heading is a line of its own in capitals, or one of the names that the parts of articles have, also as
    the label that a paragraph of an abstract begins with.

    >>> heading_above("Title\\n\\nMETHODS: We treated ten.\\n\\nFUNDING AND INTERESTS\\n- Nobody paid.", 60)
    'FUNDING AND INTERESTS'
    >>> heading_above("Title\\n\\nMETHODS: We treated ten.", 25)
    'METHODS'
    """
    return next((words for _, words in reversed(_headings(text, max(0, place - _FAR), place))), "")


def headings_of(text: str) -> list[tuple[int, str]]:
    """Return all headings of a reading text, each with its place; see `heading_above`."""
    return _headings(text, 0, len(text))


def headings_to_read_by(text: str) -> list[tuple[int, str]]:
    """Return the headings, and those of parts within them, such as the participants, each with its place.

    >>> headings_to_read_by("Methods\\n\\nParticipants\\n\\nWe asked ten. Outcomes\\nwere rare.")
    [(0, 'Methods'), (9, 'Participants')]
    """
    parts = [(match.start("part"), match["part"]) for match in _PART.finditer(text)]
    return sorted(dict([*parts, *headings_of(text)]).items())


def _headings(text: str, start: int, end: int) -> list[tuple[int, str]]:
    matches = (
        (match, match["named"] or match["capitals"]) for match in _HEADING.finditer(text, start, max(end, 0))
    )
    return [(match.start(), words.strip()) for match, words in matches if match["named"] or words.isupper()]
