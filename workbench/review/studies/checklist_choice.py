"""List the checklists that a study could be judged by, those that fit its design first.

Which checklists fit a design is said in `workbench.intake.design.checklists_by_design`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from checklists import Checklist
from store.records import Study
from workbench.intake import checklists_for, is_routed, population_of, reason_for_none
from workbench.output.design_names import design_in_words
from workbench.review.checklists.known_checklists import Catalogue, KnownChecklist, own_for
from workbench.review.sentences import name_some
from workbench.review.session import ReviewSession, use_case
from workbench.review.studies.known_studies import StudyListing, find

Fit = Literal["suggested", "fits too", ""]


@dataclass(frozen=True, slots=True)
class Choice:
    """One checklist, where it comes from, and whether it fits the design of the study."""

    checklist: Checklist
    fit: Fit
    from_where: str
    is_built_in: bool


@dataclass(frozen=True, slots=True)
class ChecklistChoices:
    """The checklists that a study could be judged by.

    Attributes:
        study: its key.
        design: its design in words; empty where it is not known.
        assigned: the id of the checklist that it has now.
        reason: why none is suggested, a sentence without a full stop; empty where one is.
        choices: every checklist, the suggested one first, then those that fit as well.
        warnings: what of the review's own checklists and of packages cannot be used, one line each.
    """

    study: str
    design: str
    assigned: str | None
    reason: str
    choices: tuple[Choice, ...]
    warnings: tuple[str, ...] = ()

    @property
    def suggested(self) -> str | None:
        """Return the id of the checklist that is suggested, or None."""
        return next((choice.checklist.id for choice in self.choices if choice.fit == "suggested"), None)

    def in_words(self) -> str:
        """Say in one sentence what is suggested for the study, or why nothing is."""
        design = self.design or "design not recognised"
        if self.suggested is None:
            return f"{self.study} ({design}): {self.reason}."
        others = [choice.checklist.id for choice in self.choices if choice.fit == "fits too"]
        more = f"; {', '.join(others)} would fit too" if others else ""
        return f"{self.study} ({design}): {self.suggested} is suggested{more}."


@use_case
def list_choices(session: ReviewSession, text: str) -> ChecklistChoices:
    """List the checklists for a study; see `find` for what `text` may be.

    Raises:
        NotFoundError: no such study.
        ConflictError: several are meant; they are named.
    """
    study = find(session, text)
    catalogue = Catalogue(session.db)
    checklists = {known.checklist.id: known for known in catalogue.list_all()}
    fitting = (*_fitting(study), *own_for(checklists.values(), study.design))
    order = [*fitting, *(name for name in checklists if name not in fitting)]
    return ChecklistChoices(
        study=study.key,
        design=design_in_words(study.design),
        assigned=study.checklist,
        reason="" if fitting else reason_for_none(study.design),
        choices=tuple(
            Choice(known.checklist, _fit(name, fitting), known.from_where, known.origin == "workbench")
            for name, known in ((name, checklists[name]) for name in order)
        ),
        warnings=catalogue.warnings,
    )


@use_case
def studies_without(session: ReviewSession, studies: Sequence[StudyListing]) -> tuple[str, ...]:
    """Say in one sentence for each design which studies have no checklist, and why or what would fit.

    Packages are not asked for it, since a list of studies is shown often.
    """
    own = Catalogue(session.db).list_own() if any(study.checklist is None for study in studies) else ()
    keys: dict[tuple[str, str], list[str]] = defaultdict(list)
    for study in studies:
        if study.checklist is None:
            keys[design_in_words(study.design) or "design not recognised", _advice(study, own)].append(
                study.key
            )
    return tuple(
        f"Without a checklist: {name_some(names)} ({design}): {advice}."
        for (design, advice), names in keys.items()
    )


def _advice(study: StudyListing, own: Sequence[KnownChecklist]) -> str:
    fitting = (*_fitting(study), *own_for(own, study.design))
    return f"{', '.join(fitting)} would fit" if fitting else reason_for_none(study.design)


def _fitting(study: Study | StudyListing) -> tuple[str, ...]:
    """Return the checklists that fit; what was suggested from the whole text stands until it is confirmed."""
    printed = study.bibliography
    population = population_of({"title": printed.title, "abstract": printed.abstract})
    fitting = checklists_for(study.design, population)
    standing = study.checklist if study.design_confirmed_by is None else None
    if standing is None or not is_routed(study.design, standing):
        return fitting
    return (standing, *(name for name in fitting if name != standing))


def _fit(name: str, fitting: tuple[str, ...]) -> Fit:
    if name not in fitting:
        return ""
    return "suggested" if name == fitting[0] else "fits too"
