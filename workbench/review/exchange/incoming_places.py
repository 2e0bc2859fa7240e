"""Settle which appraisal a row of a file belongs to: its study, result, checklist and reviewer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from checklists import Checklist, ChecklistError
from store import checklist_versions, own_checklists
from store.errors import InvalidValue
from store.preliminaries import shared_values
from store.records import Study
from store.validation import handle as valid_handle
from store.validation import handle_key
from workbench.errors import ConflictError, UsageError
from workbench.review.appraisals.results import nearest_names, outcome_names
from workbench.review.appraisals.sheets import normal_result
from workbench.review.checklists.known_checklists import parsed
from workbench.review.evidence.outcome_lines import names_outcome
from workbench.review.exchange.incoming import IncomingPlace
from workbench.review.exchange.study_names import StudyNames
from workbench.review.reviewers.handles import nearest, people
from workbench.review.sentences import name_some
from workbench.review.session import CONSENSUS
from workbench.review.view import View

_NOT_IN_HANDLES = re.compile(r"[^\w.-]+|_+")


@dataclass(frozen=True, slots=True)
class NamedVersion:
    """A version of a checklist as a file names it; what is empty is not said."""

    checklist: str = ""
    version: str = ""
    sha256: str = ""


class Places:
    """The studies, checklists and reviewers of a review, by the names that files have for them.

    Args:
        view: a reading of the review.
        checklist: id of the checklist that is meant where the file names none; None: that of the study.
        in_file: the names that the file has for studies.

    Raises:
        ChecklistError: there is no such checklist.
    """

    def __init__(self, view: View, checklist: str | None, in_file: Iterable[str]) -> None:
        self._view = view
        self._named = None if checklist is None else view.catalogue.find(checklist)
        self.is_said = checklist is not None
        """True if somebody said what the file was judged with."""
        known = people(view.session)
        self._handles = {handle_key(name): person.handle for person in known for name in person.former}
        self._handles |= {handle_key(person.handle): person.handle for person in known}
        self._known = tuple(person.handle for person in known)
        self._by_name = {person.name.casefold(): person.handle for person in known if person.name}
        self._free_results: dict[str, tuple[str, ...]] = {}
        self.new_people: dict[str, str] = {}
        """The reviewers of files whom the review does not know, by handle with the names that were given."""
        viewer = view.session.require_reviewer()
        self._viewer = self._handles.setdefault(handle_key(viewer), viewer)
        handles = (*self._handles.values(), CONSENSUS)
        self._studies = StudyNames(view.session.db, view.studies.values(), handles, in_file)
        self._versions: dict[tuple[str, NamedVersion], Checklist | str] = {}

    def find(self, study: str, result: str, reviewer: str, version: NamedVersion) -> IncomingPlace:
        """Return the appraisal that a row belongs to.

        Args:
            study: as the file has it; a result and a reviewer may stand behind its name.
            result: as the file has it; empty for the whole study.
            reviewer: as the file has it; empty for the person who brings it in.
            version: of the checklist.

        Raises:
            NotFoundError: no such study.
            ConflictError: several studies may be meant, or the study has no checklist.
            UsageError: no such checklist or version, or no handle can be made of the reviewer's name.
        """
        named = self._studies.find(study)
        who = self.reviewer_of(reviewer or named.reviewer)
        checklist = self._version(named.study, version)
        judged = self.result_of(result or named.result)
        return IncomingPlace(named.study, judged, checklist, who, self.new_people.get(who, ""))

    @property
    def notes(self) -> tuple[str, ...]:
        """How names were taken that do not tell a study by themselves."""
        taken = [f"{label} is {key}" for label, key in self._studies.lettered.items()]
        free = [
            f"“{result}”" + (f" (is {' or '.join(near)} meant?)" if near else "")
            for result, near in self._free_results.items()
        ]
        letters = (f"letters were taken in the order of the keys: {name_some(taken)}",) if taken else ()
        return (*letters, *((f"no outcomes of the review: {name_some(free)}",) if free else ()))

    def result_of(self, text: str) -> str:
        """Return a result as it is stored: as the outcome that it names, or as it is written."""
        result = normal_result(text)
        if not result or not self._outcomes:
            return result
        named = [line for line in self._view.outcomes if names_outcome(result, line)]
        if len(named) == 1:
            return normal_result(named[0].label)
        if result not in self._outcomes:
            self._free_results.setdefault(result, nearest_names(result, self._outcomes))
        return result

    @cached_property
    def _outcomes(self) -> tuple[str, ...]:
        return tuple(outcome_names(self._view.session))

    def shared_of(self, place: IncomingPlace) -> Mapping[str, str]:
        """Return what the viewer entered for the whole review before the items; nothing of others'."""
        if place.reviewer != self._viewer:
            return {}
        return {
            name: value
            for (checklist, name), value in self._shared.items()
            if checklist == place.checklist.id
        }

    @cached_property
    def _shared(self) -> Mapping[tuple[str, str], str]:
        return shared_values(self._view.session.db, self._viewer)

    def study_of(self, text: str) -> Study:
        """Return the study that a text means.

        Raises:
            NotFoundError: no study is called so.
            ConflictError: several may be meant.
        """
        return self._studies.find(text).study

    def reviewer_of(self, text: str) -> str:
        """Return the handle of a reviewer whom a file names by handle or by name; a new one is made of it.

        Raises:
            UsageError: it is nobody's work alone, or no handle can be made of it.
        """
        wanted = " ".join(text.split())
        folded = wanted.casefold()
        if not wanted:
            return self._viewer
        if folded == CONSENSUS:
            raise UsageError(
                "a consensus is not imported: bring in what each reviewer judged alone (export --of "
                "independent) and reconcile here"
            )
        known = self._handles.get(handle_key(wanted)) or self._by_name.get(folded)
        if known is not None:
            return known
        plain = unicodedata.normalize("NFC", wanted.lower())
        made = wanted if _is_handle(wanted) else _NOT_IN_HANDLES.sub("-", plain).strip("-.")[:40]
        try:
            handle = valid_handle(made)
        except InvalidValue as problem:
            raise UsageError(str(problem)) from None
        if near := nearest(handle, self._known):
            raise UsageError(
                f"{wanted} is not a reviewer of this review, and looks like {near}: correct it, or make "
                f"somebody new known with `workbench reviewer add {handle} --new-reviewer`"
            )
        self._handles[handle_key(wanted)] = handle
        self.new_people[handle] = wanted if wanted != handle else ""
        return handle

    def _version(self, study: Study, named: NamedVersion) -> Checklist:
        wanted = named.checklist or (self._named.id if self._named else study.checklist or "")
        if self._named is not None and wanted != self._named.id:
            raise UsageError(f"it is judged with {wanted}, and only {self._named.id} was asked for")
        if not wanted:
            raise ConflictError(
                "it has no checklist yet: say --checklist ID, or choose one with "
                f"`workbench assign {study.key} CHECKLIST`"
            )
        key = (wanted, named)
        if key not in self._versions:
            self._versions[key] = self._read_version(wanted, named)
        known = self._versions[key]
        if isinstance(known, str):
            raise UsageError(known)
        return known

    def _read_version(self, wanted: str, named: NamedVersion) -> Checklist | str:
        """Return the version that a file names: the present or one that the review holds; else why not."""
        current = self._view.catalogue.get(wanted)
        if current is not None and _is_meant(named, current.sha256, current.version):
            return current
        db = self._view.session.db
        for held in checklist_versions.versions_of(db, wanted):
            if _is_meant(named, held.sha256, held.version):
                return parsed(held, own_checklists.wording_of(db, held.sha256))
        if current is None:
            try:
                self._view.catalogue.find(wanted)
            except ChecklistError as problem:
                return str(problem)
        at_hand = current.version if current is not None else "none"
        asked = named.version or f"{named.sha256[:8]}…"
        differs = "another text of it" if asked == at_hand else f"version {asked}"
        return (
            f"it was made with {differs}, and the review has {wanted} {at_hand}: import it where that "
            "version is, or take checklist_version and checklist_sha256 out to judge by the present one"
        )


def _is_meant(named: NamedVersion, sha256: str, version: str) -> bool:
    """Return True if a version is the one that a file names; the text decides where the file has its hash."""
    if named.sha256:
        return named.sha256.casefold() == sha256
    return named.version in ("", version)


def _is_handle(text: str) -> bool:
    try:
        valid_handle(text)
    except InvalidValue:
        return False
    return True
