"""Say which part of an appraisal decides who may see it."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Protocol, TypeVar

from store.records import AppraisalKind, AppraisalState

Id = TypeVar("Id", bound=Hashable)
Id_co = TypeVar("Id_co", bound=Hashable, covariant=True)


class Seeable(Protocol[Id_co]):
    """The part of an appraisal that decides who may see it; `Appraisal` and `AppraisalHead` both have it."""

    @property
    def id(self) -> Id_co:
        """The id, as all ids are here."""

    @property
    def study_id(self) -> Id_co:
        """The id of its study."""

    @property
    def result(self) -> str:
        """The result that is judged."""

    @property
    def checklist_id(self) -> str:
        """The checklist, whatever the version."""

    @property
    def reviewer(self) -> str:
        """The handle of its reviewer, or of whoever began a consensus."""

    @property
    def kind(self) -> AppraisalKind:
        """Independent or a consensus."""

    @property
    def state(self) -> AppraisalState:
        """A draft or submitted."""

    @property
    def reopened(self) -> int:
        """How often it was reopened."""

    @property
    def superseded_in(self) -> Id_co | None:
        """The study that its own was merged into, where another appraisal stands in its place."""
