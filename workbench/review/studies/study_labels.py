"""Name studies as a manuscript cites them: by author and year, by a number, or by their keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import get_args

from store.records import Study
from workbench.output.exports.appraisals import Work, plain_label, work_labels
from workbench.review.session import LabelStyle

LABEL_STYLES: tuple[LabelStyle, ...] = get_args(LabelStyle)


def study_labels(studies: Iterable[Study], style: LabelStyle, first: int = 1) -> Mapping[str, str]:
    """Return the label of each study by its key; nothing where the keys themselves are the labels.

    Numbers count the studies in the order of the reference list, from the first; they stand behind author and
    year, as a bare number says nothing in a table: "Ono 2020 [7]".
    """
    if style == "key":
        return {}
    listed = in_reference_order(studies)
    if style == "number":
        return {study.key: f"{label} [{number}]" for number, (study, label) in enumerate(listed, start=first)}
    return {study.key: label for study, label in listed}


def in_reference_order(studies: Iterable[Study]) -> list[tuple[Study, str]]:
    """Return the studies as a reference list has them, by author and year, each with that label."""
    works = [(study, Work(study.key, study.bibliography)) for study in studies]
    labels = work_labels([work for _, work in works])
    plain = {work.key: plain_label(work).casefold() for _, work in works}
    return sorted(
        ((study, labels[study.key]) for study, _ in works),
        key=lambda each: (plain[each[0].key], len(each[1]), each[1].casefold(), each[0].key),
    )


def year_letters(study: Study, label: str) -> str:
    """Return what tells a study from others of its author and year: `a` of Ono 2020a."""
    plain = plain_label(Work(study.key, study.bibliography))
    return label.removeprefix(plain) if label.startswith(plain) and study.bibliography.year else ""
