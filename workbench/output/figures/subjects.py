"""Define what a figure shows, as plain values that need no review and no drawing library."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lights:
    """A traffic-light matrix over one scale.

    Attributes:
        name: goes into the file name where there are several, such as the id of the checklist.
        title: above the matrix.
        columns: id and title of each column, such as ``("D1", "Selection")``.
        rows: label of each row, with a level a column; None where nothing is judged yet.
        levels: the whole scale, best to worst, then what is off it.
        overridden: row and column of each judgement that differs from the suggested one.
        notes: below.
        studies: the study of each row, where several rows can be of one; they stay together.
    """

    name: str
    title: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, tuple[str | None, ...]], ...]
    levels: tuple[str, ...]
    overridden: frozenset[tuple[int, int]] = frozenset()
    notes: tuple[str, ...] = ()
    studies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bars:
    """Stacked bars of shares over one scale.

    Attributes:
        bars: label of each bar, with a share a level that is between 0 and 1 and sums to 1; the last is the
            one over all, which is set apart.
        levels: the scale, best to worst, then what is off it.
    """

    name: str
    title: str
    bars: tuple[tuple[str, tuple[float, ...]], ...]
    levels: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Certainty:
    """One body of evidence in an overview of GRADE.

    Attributes:
        label: the outcome, and the studies where it has several bodies.
        start: the certainty that its designs start from, in words; empty where none is known.
        levels: of each domain, negative for down; None while nothing is rated.
        symbols: such as ⊕⊕◯◯; empty while there is no certainty.
        word: the certainty in words, or why there is none.
    """

    label: str
    start: str
    levels: tuple[int | None, ...]
    symbols: str
    word: str


@dataclass(frozen=True, slots=True)
class Certainties:
    """The overview: outcomes by the reasons to rate down or up."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Certainty, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Estimate:
    """A coefficient of agreement with its interval.

    Attributes:
        label: what was agreed on; empty where it is what the row before is about.
        series: the name of the coefficient, the same words wherever it is the same.
        value: the coefficient; None where it is not defined.
        lower: the ends of its interval; None where there is none.
        remark: the numbers in words, or that there are none.
    """

    label: str
    series: str
    value: float | None
    lower: float | None
    upper: float | None
    remark: str


@dataclass(frozen=True, slots=True)
class Agreements:
    """Coefficients below each other."""

    name: str
    title: str
    rows: tuple[Estimate, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Disagreements:
    """A heat map: on what share of the studies reviewers differ, and on which.

    Attributes:
        columns: the items or domains.
        rows: label of each study, with True where its reviewers differ on the column.
        shares: of each column, between 0 and 1: on how many studies they differ; None where nobody could.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[bool, ...]], ...]
    shares: tuple[float | None, ...]
    notes: tuple[str, ...] = ()


Subject = Lights | Bars | Certainties | Agreements | Disagreements
