"""List what is known of a study beside its reference: the characteristics, their headings and sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from store.characteristics import Characteristic
from store.records import Study


@dataclass(frozen=True, slots=True)
class Kind:
    """A characteristic that every review has.

    Attributes:
        heading: what heads its column.
        hint: what to enter.
        is_number: True for a number of people.
        cues: words to look for in the text.
    """

    heading: str
    hint: str
    is_number: bool = False
    cues: tuple[str, ...] = ()


_COUNTED = (
    "patients were",
    "participants",
    "were enrolled",
    "were included",
    "n =",
    "consecutive",
    "sample size",
)
_GROUPS = ("in each group", "randomly assigned", "allocated", "were assigned", "control group", "matched")
KINDS: Final[dict[str, Kind]] = {
    "participants": Kind("n", "People in the study", True, _COUNTED),
    "participants_treatment": Kind("n treated", "People in the treatment group", True, _GROUPS),
    "participants_comparison": Kind("n compared", "People in the comparison group", True, _GROUPS),
    "condition": Kind(
        "Condition", "Whom the study is about", cues=("patients with", "diagnosed", "diagnosis", "criteria")
    ),
    "treatment": Kind(
        "Treatment",
        "With dose and time, as printed",
        cues=("mg", "daily", "twice", "treated with", "received", "administered", "dose"),
    ),
    "comparison": Kind(
        "Comparison",
        "What it is compared with",
        cues=("compared with", "control", "controls", "placebo", "usual care", "historical"),
    ),
    "setting": Kind(
        "Setting",
        "Such as: one university hospital",
        cues=("hospital", "hospitals", "center", "centre", "multicenter", "clinic", "admitted", "setting"),
    ),
    "country": Kind(
        "Country", "Or countries", cues=("University", "Hospital,", "Department of", "conducted in")
    ),
    "follow_up": Kind(
        "Follow-up",
        "How long, as printed",
        cues=("follow-up", "followed", "observation period", "months", "weeks", "days"),
    ),
    "outcomes": Kind(
        "Outcomes",
        "What was measured, and when",
        cues=("primary outcome", "secondary outcomes", "endpoint", "outcome", "measured", "evaluated"),
    ),
    "funding": Kind(
        "Funding",
        "Who paid",
        cues=("funding", "funded", "supported by", "grant", "sponsor", "financial support"),
    ),
    "interests": Kind(
        "Interests",
        "What the authors declare",
        cues=("conflict of interest", "conflicts of interest", "competing interests", "fees", "declare"),
    ),
    "note": Kind("Note", "On the study as a whole; everybody who works on the review sees it"),
}
"""By name, in the order in which tables show them; a team may have others."""

NOT_REPORTED: Final = "not reported"
"""What stands in the place of a value that the sources do not print, also of a number."""
ALIASES: Final = {"n": "participants", "follow-up": "follow_up", "followup": "follow_up", "notes": "note"}
OF_THE_PROGRAM: Final = ("label", "also", "notes")
"""Names under which the program keeps facts of its own."""


@dataclass(frozen=True, slots=True)
class CharacteristicLine:
    """One characteristic of a study as it is shown.

    Attributes:
        entered_by: empty for what came with the study.
    """

    name: str
    heading: str
    value: str | int
    quote: str = ""
    source: str = ""
    entered_by: str = ""


def lines_of(study: Study, entered: Iterable[Characteristic]) -> list[CharacteristicLine]:
    """Return what is known of a study, with the sources of what somebody entered for it."""
    by_name = {each.name: each for each in entered}
    names = [name for name in KINDS if name in study.facts]
    names += sorted(name for name in study.facts if name not in KINDS and name not in OF_THE_PROGRAM)
    return [line_of(name, study.facts[name], by_name.get(name)) for name in names]


def line_of(name: str, value: Any, entered: Characteristic | None) -> CharacteristicLine:
    """Return the line of a value, with what is known of its source."""
    shown = value if isinstance(value, int) else str(value)
    if entered is None:
        return CharacteristicLine(name, heading_of(name), shown)
    return CharacteristicLine(
        name, heading_of(name), shown, entered.quote, entered.source, entered.entered_by
    )


def heading_of(name: str) -> str:
    """Return what heads a characteristic in tables and lists."""
    return KINDS[name].heading if name in KINDS else name.replace("_", " ").capitalize()
