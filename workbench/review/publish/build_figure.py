"""Build what a figure shows by its name, from what the viewer may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from checklists.errors import did_you_mean
from workbench.errors import NotFoundError, UsageError
from workbench.output.figures.subjects import Panels, Subject
from workbench.review.publish.figures import FIGURES
from workbench.review.publish.manuscript.final_words import figure_in_words
from workbench.review.publish.row_order import ORDERS
from workbench.review.session import LabelStyle, ReviewSession, use_case
from workbench.review.tables.material import Of
from workbench.review.view import View


@use_case
def build_figure(
    session: ReviewSession,
    name: str,
    checklist: str | None = None,
    of: Of = "consensus",
    *,
    label: LabelStyle = "key",
    only: Sequence[str] = (),
    order: str = "",
    as_panels: bool = False,
) -> list[Subject]:
    """Build a figure by its name; one a checklist, because scales are never mixed.

    A figure goes to readers who know no handles, so its notes name people as the methods do.

    Args:
        session: the open review and its viewer.
        name: one of `FIGURES`.
        checklist: only this one.
        of: see `build_table`.
        label: how studies are named.
        only: keys of the studies that are wanted; none: all.
        order: of the rows, one of `row_order.ORDERS`; empty: the own one of the figure.
        as_panels: put the figures of several checklists or outcomes into one.

    Raises:
        UsageError: no such figure, or nobody said who is looking.
        NotFoundError: no such checklist, or there is nothing to draw; the message says what is missing.
    """
    if name not in FIGURES:
        raise UsageError(f"no figure {name!r}: {did_you_mean(name, FIGURES)}")
    if (only or order) and not FIGURES[name].is_by_study:
        whole = ", ".join(each for each, kind in FIGURES.items() if kind.is_by_study)
        raise UsageError(f"{name} is of the whole review: --studies and --order are for {whole}")
    if order and order not in ORDERS:
        raise UsageError(f"no order {order!r}: {did_you_mean(order, ORDERS)}")
    view = View(replace(session, label=label), only=frozenset(only) or None, order=order)
    known = [study.key for study in view.included.values()] if only else []
    for key in only:
        if key not in known:
            raise NotFoundError(f"no study {key!r} in the review: {did_you_mean(key, known)}")
    subjects = [figure_in_words(subject, view) for subject in figure_of(view, name, checklist, of)]
    if as_panels and len(subjects) > 1:
        parts = tuple(subject for subject in subjects if not isinstance(subject, Panels))
        return [Panels(name, FIGURES[name].title, parts)]
    return subjects


def figure_of(view: View, name: str, checklist: str | None = None, of: Of = "consensus") -> list[Subject]:
    """Build a figure from a reading of the review; see `build_figure`."""
    wanted = view.catalogue.find(checklist).id if checklist else None
    subjects = list(FIGURES[name].build(view, of, wanted))
    if not subjects:
        with_it = f" with {wanted}" if wanted else ""
        raise NotFoundError(f"nothing to draw{with_it}: {FIGURES[name].needs}")
    return subjects
