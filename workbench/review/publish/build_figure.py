"""Build what a figure shows by its name, from what the viewer may see."""

from __future__ import annotations

from dataclasses import replace

from checklists.errors import did_you_mean
from workbench.errors import NotFoundError, UsageError
from workbench.output.figures.subjects import Subject
from workbench.review.publish.figures import FIGURES
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
) -> list[Subject]:
    """Build a figure by its name; one a checklist, because scales are never mixed.

    Args:
        session: the open review and its viewer.
        name: one of `FIGURES`.
        checklist: only this one.
        of: see `build_table`.
        label: how studies are named.

    Raises:
        UsageError: no such figure, or nobody said who is looking.
        NotFoundError: no such checklist, or there is nothing to draw; the message says what is missing.
    """
    if name not in FIGURES:
        raise UsageError(f"no figure {name!r}: {did_you_mean(name, FIGURES)}")
    return figure_of(View(replace(session, label=label)), name, checklist, of)


def figure_of(view: View, name: str, checklist: str | None = None, of: Of = "consensus") -> list[Subject]:
    """Build a figure from a reading of the review; see `build_figure`."""
    wanted = view.catalogue.find(checklist).id if checklist else None
    subjects = list(FIGURES[name].build(view, of, wanted))
    if not subjects:
        with_it = f" with {wanted}" if wanted else ""
        raise NotFoundError(f"nothing to draw{with_it}: {FIGURES[name].needs}")
    return subjects
