"""Suggest characteristics of a study from what its own text prints.

Each rule gives a value only where all that it finds agrees: none is better than a wrong one. Nothing is
filled in by it; a person accepts a suggestion after seeing the words.
"""

from __future__ import annotations

from workbench.intake.characteristics.declarations import funding, interests
from workbench.intake.characteristics.durations import follow_up
from workbench.intake.characteristics.people import people
from workbench.intake.characteristics.places import country, setting
from workbench.intake.characteristics.printed import Printed

_READ = 200_000
"""Characters of a text that are searched; articles are far shorter."""


def suggest_characteristics(text: str, title: str = "") -> tuple[Printed, ...]:
    """Return what the study's own part of a text prints of people, place, follow-up, funding and interests.

    Args:
        text: the reading text; what is not the study's own is to be blanked out before.
        title: of the study.

    >>> text = "Thirty-two sites. We enrolled 34 patients at a single university hospital in Japan."
    >>> [(each.name, each.value) for each in suggest_characteristics(text)]
    [('participants', 34), ('setting', 'a single university hospital'), ('country', 'Japan')]
    """
    read = text[:_READ]
    found = [*people(read, title), *setting(read), *country(read), *follow_up(read)]
    return (*found, *funding(read), *interests(read))
