"""Enter what a study is: people, condition, treatment, setting and more, each with the words it rests on."""

from __future__ import annotations

from uuid import UUID

from checklists.errors import nearest
from store.characteristics import list_characteristics, set_characteristic
from store.records import Study
from workbench.errors import UsageError
from workbench.intake import numbers_in
from workbench.review.appraisals.quotes import Located, locate
from workbench.review.appraisals.texts import texts_of
from workbench.review.session import ReviewSession, use_case
from workbench.review.studies.known_characteristics import (
    ALIASES,
    KINDS,
    NOT_REPORTED,
    OF_THE_PROGRAM,
    CharacteristicLine,
    lines_of,
)
from workbench.review.studies.known_studies import find

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
