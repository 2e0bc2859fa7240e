"""Choose where GRADE starts for a body of evidence, among the starts that its checklists declare."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from store import body_entries as stored
from workbench.errors import ConflictError, UsageError
from workbench.review.evidence.body_records import BodyRow, StartLine
from workbench.review.evidence.ratings import chosen_body
from workbench.review.session import ReviewSession, use_case
from workbench.review.view import View

DEFAULT = "default"
"""Stands for the start that the checklist has without a choice."""
NO_START = "none"
"""The start of a checklist that declares none, and for which none was chosen yet."""


@use_case
def choose_start(
    session: ReviewSession,
    outcome: str | UUID,
    start: str,
    reason: str,
    *,
    checklist: str = "",
    body: str = "",
) -> list[BodyRow]:
    """Start GRADE elsewhere for the studies of a body: at another start that their checklist declares.

    The levels for risk of bias change with it, since each start has its own. Ratings belong to a start: those
    of the old one are kept under it and do not count under the new one.

    Args:
        session: the open review and who works in it.
        outcome: see `outcomes.find_outcome`.
        start: name or level of a declared start, such as `start_low` or `low`, or `default`.
        reason: why.
        checklist: which of the checklists of the body; needed where it has several.
        body: key of the body of evidence; needed where the outcome has several.

    Returns:
        All bodies of the outcome: a body may have been split, or joined with another.

    Raises:
        UsageError: no such start or checklist, or no reason.
        ConflictError: it starts there already.
    """
    by = session.require_reviewer()
    if not reason.strip():
        raise UsageError("another start needs a reason: say why with --reason")
    with session.db.writing():
        view = View(session)
        chosen, row = chosen_body(view, outcome, body, needs_start=False)
        if not row.starts:
            studies = ", ".join(row.studies)
            raise ConflictError(f"{studies} has no checklist, so GRADE has no start: assign one")
        wanted = _checklist(row, checklist)
        declared = [line for line in row.starts if line.checklist == wanted]
        default = next((line.name for line in declared if line.own), NO_START)
        name = _known_start(declared, wanted, default if start == DEFAULT else start)
        here = next((line.name for line in declared if line.chosen), NO_START)
        choice = next((choice for choice, _ in chosen.choices if choice.checklist == wanted), None)
        if name == here and (choice is None or choice.reason == reason.strip()):
            raise ConflictError(
                f"{wanted} starts at {name} for {row.outcome.label} already: nothing was changed"
            )
        stored.choose_start(
            session.db,
            chosen.outcome.id,
            wanted,
            name,
            reason.strip(),
            default=default,
            by=by,
            anew=choice is None,
        )
        view.forget_evidence()
        return [row for _, row in view.bodies_of(chosen.outcome)]


def _known_start(declared: Sequence[StartLine], checklist: str, meant: str) -> str:
    """Return the name of a start that a checklist declares, by its name or level.

    Raises:
        UsageError: it declares no such start.
    """
    known_names = [(line.name, line.level) for line in declared]
    if not any(line.own for line in declared):
        known_names.append((NO_START, NO_START))
    name = next((names[0] for names in known_names if meant in names), "")
    if not name:
        known = ", ".join(line.name for line in declared)
        raise UsageError(f"{checklist} has no start {meant!r}; there are {known}")
    return name


def _checklist(row: BodyRow, wanted: str) -> str:
    if wanted and wanted not in row.checklist_ids:
        raise UsageError(f"no study of this body has {wanted!r}; there are {', '.join(row.checklist_ids)}")
    if not wanted and len(row.checklist_ids) > 1:
        known = ", ".join(row.checklist_ids)
        raise UsageError(f"the studies of this body have {known}: name one of them with --checklist")
    return wanted or row.checklist_ids[0]
