"""Answer which checklists a review has: those of the program, its own, and those of installed packages.

Every use case asks here. The program's come first, since their ids are taken; then those that the review
keeps in its own file; then those of packages, which are looked for only if the others do not have the id.
A checklist of a package becomes the review's own when a study is assigned to it, so that the file of the
review is enough for everybody else.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from checklists import (
    Checklist,
    ChecklistError,
    ChecklistNotFound,
    checklist_ids,
    find_checklist,
    list_checklists,
    parse_checklist,
)
from checklists.errors import did_you_mean, quoted
from checklists.language.defaults import EXTERNAL
from store import appraisals, own_checklists
from store.appraisal_heads import HeadVersion
from store.engine.store import Store
from store.records import Appraisal, ChecklistVersion, OwnChecklist
from workbench.review.checklists.packages import Packaged, read_packages

Origin = Literal["workbench", "review", "package"]


@dataclass(frozen=True, slots=True)
class KnownChecklist:
    """A checklist, and where it comes from.

    Attributes:
        origin: the program, the review itself, or an installed package.
        source: the file or package that it was added from, or the package that has it; empty for the
            program's own.
        added_by: handle of the reviewer who added it to the review; empty where nobody had to.
        added_on: the day on which it was added, as YYYY-MM-DD; empty where nobody had to.
    """

    checklist: Checklist
    origin: Origin
    source: str = ""
    added_by: str = ""
    added_on: str = ""

    @property
    def from_where(self) -> str:
        """Say in a few words where it comes from."""
        if self.origin == "workbench":
            return "workbench"
        if self.origin == "package":
            return f"package {self.source}"
        return f"review ({self.source})"


class Catalogue:
    """The checklists of one review, read at most once.

    Args:
        db: the review; without one there are those of the program and of packages.
        trouble: why there is no review, if that is worth a warning.
    """

    def __init__(self, db: Store | None, trouble: str = "") -> None:
        self._db = db
        self._trouble = trouble

    @property
    def warnings(self) -> tuple[str, ...]:
        """What of the review and of installed packages cannot be used, one line each."""
        return (*self.own_warnings, *self._packaged.warnings)

    @property
    def own_warnings(self) -> tuple[str, ...]:
        """What of the review cannot be used, one line each."""
        broken = [self._trouble] if self._trouble else []
        for own in self._own.values():
            try:
                parsed(own.checklist, own.wording)
            except ChecklistError as error:
                broken.append(
                    f"the checklist {own.checklist.checklist_id} of the review is left out: {error}"
                )
        return tuple(broken)

    def find(self, checklist_id: str) -> Checklist:
        """Return the checklist that new work is done with.

        Raises:
            ChecklistNotFound: there is none with this id; the message names the nearest.
            ChecklistError: the review has it, and this version of the program cannot read it.
        """
        return self.know(checklist_id).checklist

    def get(self, checklist_id: str | None) -> Checklist | None:
        """Return the checklist that new work is done with, or None where there is none that can be read."""
        if checklist_id is None:
            return None
        with suppress(ChecklistError):
            return self.find(checklist_id)
        return None

    def know(self, checklist_id: str) -> KnownChecklist:
        """Return a checklist with where it comes from; see `find`."""
        if checklist_id in checklist_ids():
            return KnownChecklist(find_checklist(checklist_id), "workbench")
        if checklist_id in self._own:
            return _known(self._own[checklist_id])
        packaged = self.packaged(checklist_id)
        if packaged is not None:
            return packaged
        names = (*checklist_ids(), *self._own, *self._packaged.checklists)
        known = did_you_mean(checklist_id, names)
        trouble = "".join(f"; {warning}" for warning in self._packaged.warnings)
        raise ChecklistNotFound(f"there is no checklist {quoted(checklist_id)}; {known}{trouble}")

    def packaged(self, checklist_id: str) -> KnownChecklist | None:
        """Return the checklist that an installed package has under an id, whatever the review has."""
        packaged = self._packaged.checklists.get(checklist_id)
        return None if packaged is None else KnownChecklist(packaged[0], "package", packaged[1])

    def list_own(self) -> tuple[KnownChecklist, ...]:
        """Return the checklists that the review has of its own, by id, without those that cannot be read."""
        known = []
        for own in self._own.values():
            with suppress(ChecklistError):
                known.append(_known(own))
        return tuple(known)

    def list_all(self) -> tuple[KnownChecklist, ...]:
        """Return all checklists: the program's by id, then the review's, then those of packages."""
        built_in = (KnownChecklist(checklist, "workbench") for checklist in list_checklists())
        packaged = (
            KnownChecklist(checklist, "package", package)
            for name, (checklist, package) in sorted(self._packaged.checklists.items())
            if name not in self._own
        )
        return (*built_in, *self.list_own(), *packaged)

    @cached_property
    def _own(self) -> dict[str, OwnChecklist]:
        if self._db is None:
            return {}
        own = {each.checklist.checklist_id: each for each in own_checklists.list_own(self._db)}
        # An id that the program has taken since then is the program's; appraisals keep their own text.
        return {name: each for name, each in own.items() if name not in checklist_ids()}

    @property
    def _packaged(self) -> Packaged:
        return read_packages()


def own_for(known: Iterable[KnownChecklist], design: str | None) -> tuple[str, ...]:
    """Return the ids of the checklists that a team or a package brought for a design."""
    return tuple(
        each.checklist.id
        for each in known
        if each.origin != "workbench" and design is not None and design in each.checklist.design_classes
    )


def pinned(db: Store, appraisal: Appraisal | HeadVersion, *, with_wording: bool = True) -> Checklist:
    """Return the checklist as it was when an appraisal began, whatever has become of it since.

    Args:
        db: the review.
        appraisal: the appraisal, or the version that it has.
        with_wording: with the texts that a definition takes from a second file.
    """
    name, sha256 = appraisal.checklist_id, appraisal.checklist_sha256
    if name in checklist_ids() and (shipped := find_checklist(name)).sha256 == sha256:
        return shipped
    checklist = _PINNED.get(sha256)
    if checklist is None:
        text = appraisals.checklist_text(db, sha256)
        checklist = _parsed(text, f"{name} {appraisal.checklist_version}")
        if checklist.sha256 == sha256:  # a text that somebody altered in the file is another one elsewhere
            _PINNED[sha256] = checklist
    if checklist.wording != EXTERNAL:
        return checklist
    return _worded(checklist, own_checklists.wording_of(db, sha256) if with_wording else None)


_PINNED: dict[str, Checklist] = {}
"""The versions that were asked for in this run, by sha256; a review has a handful."""


def parsed(version: ChecklistVersion, wording: str | None) -> Checklist:
    """Return the checklist of texts that the review keeps; what was read before is not read again."""
    checklist = _parsed(version.text, f"{version.checklist_id} {version.version}")
    return _worded(checklist, wording) if checklist.wording == EXTERNAL else checklist


@lru_cache(maxsize=64)
def _parsed(text: str, name: str) -> Checklist:
    return parse_checklist(text, name=name)


@lru_cache(maxsize=64)
def _worded(checklist: Checklist, wording: str | None) -> Checklist:
    """Return a checklist with its texts; where they are not there or do not fit, ids stand in their place."""
    from checklists.loader.texts import with_texts, without_texts  # few reviews have texts beside

    if wording is not None:
        with suppress(ChecklistError):
            return with_texts(checklist, wording)
    return without_texts(checklist)


def _known(own: OwnChecklist) -> KnownChecklist:
    return KnownChecklist(
        parsed(own.checklist, own.wording), "review", own.origin, own.added_by, f"{own.added_at:%Y-%m-%d}"
    )
