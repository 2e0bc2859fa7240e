"""Check that names are written in their form, and that lists name known things, each once."""

from __future__ import annotations

import re
from typing import Final

from checklists.errors import did_you_mean, quoted
from checklists.loader.document import Findings, Place

NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")


def check_names(places: Place, known: tuple[str, ...], refusal: str, findings: Findings) -> None:
    """Check that a list names known things, each once."""
    seen: set[str] = set()
    for name, place in places.texts():
        if name in seen:
            findings.add(place, f"{quoted(name)} is listed twice")
        elif known and name not in known:
            findings.add(place, f"{refusal} {quoted(name)}; {did_you_mean(name, known)}")
        seen.add(name)


def check_form(
    place: Place, name: str, form: re.Pattern[str], noun: str, wanted: str, findings: Findings
) -> None:
    """Check that a name is written in its form."""
    if form.fullmatch(name) is None:
        findings.add(place, f"{noun} is written in {wanted}, not {quoted(name)}")
