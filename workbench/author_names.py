"""Tell the names of groups that publish together from those of people."""

from __future__ import annotations

import re

_GROUPS = re.compile(
    r"\b(?:alliance|association|centres?|centers?|collaborati(?:on|ve)|collaborators|commission|committee|"
    r"consorti(?:um|a)|council|department|foundation|group|initiative|institutes?|investigators|ministry|"
    r"network|organi[sz]ation|panel|programme|program|registry|society|task ?force|team|trial(?:s|ists)?|"
    r"university|work(?:ing|force) ?group)\b",
    re.IGNORECASE,
)
"""Words that stand in the names of groups, and seldom in those of people."""


def group_name(author: str) -> str:
    """Return the name of a group as it is written, without the marks that keep it whole; empty for a person.

    A name with a comma and something behind it is that of a person, whatever its words.

    >>> group_name("RECOVERY Collaborative Group"), group_name("{WHO Solidarity Trial Consortium}")
    ('RECOVERY Collaborative Group', 'WHO Solidarity Trial Consortium')
    >>> group_name("Group, Adam"), group_name("Hideaki Ono")
    ('', '')
    """
    name = " ".join(author.split()).rstrip(", ")
    is_braced = name.startswith("{") and name.endswith("}")
    name = name.removeprefix("{").removesuffix("}") if is_braced else name
    if "," in name or " " not in name:
        return name if is_braced else ""
    return name if is_braced or _GROUPS.search(name) else ""
