"""Suggest characteristics of a study from its texts, to be entered by one who has seen the words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from store.records import Study
from workbench.errors import NotFoundError
from workbench.intake import Printed, suggest_characteristics
from workbench.review.appraisals.quotes import Located
from workbench.review.appraisals.texts import ReadingText, texts_of
from workbench.review.session import ReviewSession, use_case
from workbench.review.studies.characteristics import characterise, known_name
from workbench.review.studies.known_characteristics import KINDS, CharacteristicLine, heading_of
from workbench.review.studies.known_studies import find

_FULLEST_FIRST: Final = ("full_text", "abstract", "registry", "protocol", "supplement")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A value that a document prints and nobody has entered yet.

    Attributes:
        located: where the words that say it stand.
    """

    name: str
    value: str | int
    located: Located

    @property
    def heading(self) -> str:
        """What heads the characteristic in tables and lists."""
        return heading_of(self.name)

    @property
    def quote(self) -> str:
        """The words that say it."""
        return self.located.words

    @property
    def source(self) -> str:
        """The document and the place in it, in words."""
        return self.located.source


@use_case
def suggested(session: ReviewSession, text: str) -> list[Suggestion]:
    """Return what the documents of a study print of it and nobody has entered, in the order of `KINDS`.

    Only the authors' own text is searched. Where documents differ in a number, none is suggested; of other
    values that of the fullest text is.
    """
    study = find(session, text)
    return _suggestions(session, study)


@use_case
def accept(session: ReviewSession, text: str, name: str) -> list[CharacteristicLine]:
    """Enter what is suggested for a characteristic, with its words and its place.

    Raises:
        NotFoundError: no such study, or nothing is suggested for it.
        UsageError: no such characteristic.
    """
    study, known = find(session, text), known_name(name)
    match = next((each for each in _suggestions(session, study) if each.name == known), None)
    if match is None:
        raise NotFoundError(
            f"nothing is suggested for {known} of {study.key}: "
            f"`workbench characteristic {study.key} --suggested` lists what is"
        )
    located = match.located
    return characterise(
        session,
        study.key,
        known,
        str(match.value),
        quote=match.quote,
        at=(located.document.id, located.start, located.end),
    )


def _suggestions(session: ReviewSession, study: Study) -> list[Suggestion]:
    found: dict[str, list[Suggestion]] = {}
    for each in _printed(study, texts_of(session, study.id)):
        if study.facts.get(each.name) in (None, ""):
            found.setdefault(each.name, []).append(each)
    agreed = [listed[0] for name, listed in found.items() if not KINDS[name].is_number or _agree(listed)]
    return sorted(agreed, key=lambda each: list(KINDS).index(each.name))


def _agree(listed: list[Suggestion]) -> bool:
    values: set[Any] = {each.value for each in listed}
    return len(values) == 1


def _printed(study: Study, texts: list[ReadingText]) -> Iterator[Suggestion]:
    read = [text for text in texts if text.is_read and text.kind in _FULLEST_FIRST]
    for text in sorted(read, key=lambda text: _FULLEST_FIRST.index(text.kind)):
        for printed in _printed_in(text.authors_own, study.bibliography.title):
            start, end = text.to_source(printed.start, printed.end)
            yield Suggestion(printed.name, printed.value, Located(text, start, end, text.source[start:end]))


@lru_cache(maxsize=16)
def _printed_in(text: str, title: str) -> tuple[Printed, ...]:
    """Search a text once: what is suggested is shown again after each value that is entered."""
    return suggest_characteristics(text, title)
