"""What robvis does to a file, written from the observed behaviour: columns by place, words by initials.

It reduces a cell to the initials of its words of two letters or more, in small letters; `n` and `na` are then
"x" (not applicable), and of the rest the first letter counts. A letter that the tool does not have vanishes
from the plot.
"""

from __future__ import annotations

import csv
import io
import re

_GENERIC = {"c": "critical", "h": "high", "s": "some_concerns", "l": "low", "n": "no_information"}
_LEVELS = {
    "ROB2": {"h": "high", "s": "some_concerns", "l": "low", "n": "no_information"},
    "QUADAS-2": {"h": "high", "s": "some_concerns", "l": "low", "n": "no_information"},
    "ROBINS-I": {"c": "critical", "s": "serious", "m": "moderate", "l": "low", "n": "no_information"},
    "Generic": _GENERIC,
}
DOMAINS = {"ROB2": 5, "ROBINS-I": 7, "QUADAS-2": 4}
AS_PLOTTED = {"moderate": "some_concerns", "serious": "high"}
"""What Generic makes of two levels."""

_FROM_THE_WORST = ("critical", "high", "some_concerns", "low", "no_information")
LABELLED = {
    "rob_traffic_light": (*_FROM_THE_WORST, "not_applicable"),
    "rob_summary": (*reversed(_FROM_THE_WORST[:4]), "no_information"),
}
"""The colours that ``judgement_labels`` of each Generic plot names, in its order."""


def plotted(word: str, tool: str) -> str | None:
    """The level that is plotted for a cell; None where it vanishes."""
    if tool == "Generic":
        word = re.sub(r"\bse", "High", word.lower())
    initials = re.sub(r"\b([^\W\d_])[^\W\d_]+|.", lambda found: (found[1] or "").upper(), word).lower()
    if initials in ("na", "n"):
        return "not_applicable"
    letter = initials[:1]
    if tool == "Generic":
        letter = {"u": "s", "m": "s"}.get(letter, letter)
    return _LEVELS[tool].get(letter)


def read(data: bytes, tool: str) -> dict[str, list[str | None]]:
    """The plot of a file: study label to the levels of its domains and the whole.

    Raises:
        ValueError: the number of columns is wrong, a label stands twice, or the header was taken for data.
    """
    header, *rows = csv.reader(io.StringIO(data.decode()))
    expected = DOMAINS.get(tool)
    if expected is not None and len(header) != expected + 2:
        raise ValueError("the number of columns does not match")
    labels = [row[0] for row in rows]
    if len(set(labels)) != len(labels) or header[0] != "Study" or header[-1] != "Overall":
        raise ValueError("labels or header")
    return {row[0]: [plotted(cell, tool) for cell in row[1:]] for row in rows}
