"""Find the next study that waits for the viewer, and open the forms of the one in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.tui.dialogs.choice import ChoiceDialog
from workbench.tui.plain import plain
from workbench.tui.screens.studies import characteristics_form, record_form
from workbench.tui.widgets.study_list import StudyList

# The use cases are imported where they are called: the first frame does not wait for the store.
if TYPE_CHECKING:
    from workbench.review.studies.known_studies import StudyRow
    from workbench.review.studies.progress import Progress
    from workbench.tui.screens.studies.screen import StudiesScreen

AT_ONCE = 50
"""Studies whose progress is read in one go while the next that waits is looked for."""


def waits_for(reviewer: str | None, row: StudyRow, known: Progress) -> bool:
    """Return True if a study waits for somebody: to be appraised where it is theirs, or to be compared."""
    if row.excluded is not None or not row.checklist:
        return False
    if known.stage == "compare":
        return True
    return known.state != "submitted" and (not row.allocated or reviewer in row.allocated)


async def go_to_next(screen: StudiesScreen, by: int) -> None:
    """Put the cursor on the next or previous study, round the ends, that waits for the viewer."""
    from workbench.review.studies import progress

    listing = screen.query_one(StudyList)
    rows = listing.rows[listing.cursor + 1 :] + listing.rows[: listing.cursor + 1]
    if by < 0:
        rows = [*rows[-2::-1], *rows[-1:]]
    for start in range(0, len(rows), AT_ONCE):
        part = rows[start : start + AT_ONCE]
        known = await screen.compute(progress.read_progress, part)
        waiting = (row for row in part if waits_for(screen.gateway.reviewer, row, known[row.key]))
        if found := next(waiting, None):
            screen.hush()
            listing.cursor = listing.rows.index(found)
            return
    screen.say("Nothing here waits for you.")


async def enter_particulars(screen: StudiesScreen, row: StudyRow) -> None:
    """Ask which particulars of a study are meant, and open their form."""
    choices = [
        ("facts", plain("Facts: people, condition, treatment, setting, …")),
        ("record", plain("Record: title, authors, year, identifiers, key, design")),
    ]
    chosen = await screen.ask(ChoiceDialog(f"Particulars of {row.key}", choices, does="opens the form"))
    if chosen == "facts":
        await characteristics_form.enter_characteristics(screen, row.key)
    elif chosen == "record":
        await record_form.edit_record(screen, row)
