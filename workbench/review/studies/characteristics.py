"""Enter what a study is: people, condition, treatment, setting and more, each with the words it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from checklists.errors import nearest
from store.characteristics import Characteristic, list_characteristics, set_characteristic
from store.records import Study
from workbench.errors import UsageError
from workbench.intake import numbers_in
from workbench.review.appraisals.quotes import Located, locate
from workbench.review.appraisals.texts import texts_of
from workbench.review.session import ReviewSession, use_case
from workbench.review.studies.study_list import find


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


Place = tuple[UUID, int, int]
"""A passage of a stored document: its id, the first character, and the one after the last."""


@use_case
def characterise(
    session: ReviewSession,
    text: str,
    name: str,
    value: str,
    *,
    quote: str = "",
    source: str = "",
    at: Place | None = None,
) -> list[CharacteristicLine]:
    """Enter a characteristic of a study; an empty value takes it away.

    Args:
        session: the open review and who works in it.
        text: what `find` takes.
        name: one of `KINDS`, or a name of the team's own.
        value: what is entered; numbers of people are whole numbers or "not reported".
        quote: the words that it rests on; they must stand in a document of the study.
        source: where it stands, if not in a document; with a quote the document is named by itself.
        at: where the quote was selected; without it, or where the quote was changed, it is looked for.

    Returns:
        What is known of the study.

    Raises:
        NotFoundError: no such study.
        UsageError: a number that is none, or a quote that is in no document.
    """
    study, known = find(session, text), known_name(name)
    cleaned = " ".join(value.split())
    parsed = _parsed(known, cleaned)
    words, where = " ".join(quote.split()), " ".join(source.split())
    if words:
        located = _selected(session, study, words, at) or locate(session, study, quote)
        words, where = located.words, where or located.source
    set_characteristic(
        session.db, study.id, known, parsed, quote=words, source=where, by=session.require_reviewer()
    )
    return characteristics_of(session, study.key)


def _selected(session: ReviewSession, study: Study, words: str, at: Place | None) -> Located | None:
    """Return the passage that was selected, or None where its words are not those of the quote."""
    if at is None:
        return None
    document = next((each for each in texts_of(session, study.id) if each.id == at[0]), None)
    if document is None:
        return None
    located = Located(document, at[1], at[2], document.source[at[1] : at[2]])
    return located if located.words == words else None


@use_case
def characteristics_of(session: ReviewSession, text: str) -> list[CharacteristicLine]:
    """Return what is known of a study, those of `KINDS` first and in their order."""
    study = find(session, text)
    return lines_of(study, list_characteristics(session.db, study.id))


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


def value_in(name: str, words: str) -> str:
    """Return what some words of a text come to as a value: of people the number, where there is just one."""
    cleaned = " ".join(words.split())
    if name not in KINDS or not KINDS[name].is_number:
        return cleaned
    numbers = numbers_in(cleaned)
    return str(numbers[0]) if len(set(numbers)) == 1 else ""


def known_name(typed: str) -> str:
    """Return the name under which a characteristic is kept.

    Raises:
        UsageError: it is empty, one of the program's own, or a slip of the pen.
    """
    cleaned = "_".join(typed.casefold().replace("-", "_").split())
    cleaned = ALIASES.get(typed.strip().casefold(), cleaned)
    if not cleaned or cleaned in OF_THE_PROGRAM:
        raise UsageError(f"a characteristic needs a name, such as {', '.join(list(KINDS)[3:6])}")
    meant = nearest(cleaned, KINDS)
    if cleaned not in KINDS and meant is not None:
        raise UsageError(f"did you mean {meant}? A name of your own must differ more from it than {typed!r}")
    return cleaned


def _parsed(name: str, value: str) -> str | int | None:
    if not value:
        return None
    if name not in KINDS or not KINDS[name].is_number:
        return value
    if value.casefold() == NOT_REPORTED:
        return NOT_REPORTED
    if not (value.isascii() and value.isdigit() and len(value) < 10):
        raise UsageError(
            f"{name} is a whole number of people, such as 34, or {NOT_REPORTED!r}: {value[:40]!r} is not"
        )
    return int(value)
