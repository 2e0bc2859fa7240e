"""Say how agreement was measured and what is not in it, with the names of whoever reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Protocol

from workbench.agreement import INTERVALS
from workbench.counts import count
from workbench.review.appraisals.imported_words import NOT_KNOWN
from workbench.review.blindness.exposure import Glimpse
from workbench.review.reviewers.agreement_lines import Ask
from workbench.review.reviewers.agreement_words import Subject, many
from workbench.review.reviewers.rating_table import RatingTable
from workbench.review.sentences import name_some

Naming = Callable[[str], str]
"""Gives a name for a handle, or a label for the key of a study."""


class Remark(Protocol):
    """A note that can be written with other names than handles and keys."""

    def __call__(self, *, named: Naming, label_of: Naming, final: bool) -> str:
        """Write the note.

        Args:
            named: gives what somebody is called for a handle.
            label_of: gives what a study is called for its key.
            final: whether it is for a manuscript, whose readers have no use for the names of files.
        """


def notes_of(
    remarks: Iterable[Remark], *, named: Naming = str, label_of: Naming = str, final: bool = False
) -> tuple[str, ...]:
    """Write the notes of a report; see `Remark`."""
    return tuple(remark(named=named, label_of=label_of, final=final) for remark in remarks)


def remarks_on(table: RatingTable, ask: Ask, apart: int) -> Iterator[Remark]:
    """Say how it was measured, and what is not in it.

    Args:
        table: the ratings.
        ask: how they are compared.
        apart: how many studies are left out because they are main ones, or for calibration.
    """
    results, interval = table.results, INTERVALS[ask.interval]
    subject: Subject = "result" if any(result.result for result in results) else "study"
    yield partial(_judged_by, f"{len(results)} {many(subject, len(results))}", tuple(table.reviewers))
    drawn = f"; {interval.replicates:,} samples, fixed seed" if interval.replicates else ""
    caution = f"; {interval.caution}" if interval.caution else ""
    yield partial(_as_it_is, f"95 % intervals: {interval.title}{drawn}{caution}")
    if apart:
        others = count(apart, "main study" if ask.calibration else "calibration study")
        yield partial(_as_it_is, f"{others} left out")
    for result in results:
        for glimpse in result.glimpses:
            yield partial(_after_a_glimpse, result.study, glimpse)
    imported = tuple(
        (result.study, result.result, reviewer, appraisal.imported_from)
        for result in results
        for reviewer, appraisal in result.appraisals.items()
        if reviewer in table.reviewers and appraisal.imported_from is not None
    )
    if imported:
        yield partial(_imported, imported)
    versions = {appraisal.checklist.sha256 for result in results for appraisal in result.appraisals.values()}
    if len(versions) > 1:
        yield partial(
            _as_it_is, "the checklist was used in several versions; the texts are those of the last one"
        )


def _as_it_is(text: str, *, named: Naming, label_of: Naming, final: bool) -> str:
    return text


def _judged_by(
    counted: str, reviewers: tuple[str, ...], *, named: Naming, label_of: Naming, final: bool
) -> str:
    """Say by whom results were judged that count for agreement."""
    return (
        f"{counted} judged by two or more of {', '.join(map(named, reviewers))}; answers count as they stood"
        " before others' work could be seen"
    )


def _after_a_glimpse(study: str, glimpse: Glimpse, *, named: Naming, label_of: Naming, final: bool) -> str:
    return f"{label_of(study)}: {glimpse.in_words(named)}"


def _imported(
    places: tuple[tuple[str, str, str, str], ...], *, named: Naming, label_of: Naming, final: bool
) -> str:
    """Name what was made elsewhere, each with study, result, reviewer and file."""
    shown = [
        f"{label_of(study)}{f' ({result})' if result else ''} by {named(reviewer)}"
        f"{'' if final else f' (from {origin})'}"
        for study, result, reviewer, origin in places
    ]
    return f"{NOT_KNOWN}: {name_some(shown)}"
