"""Choose the appraisals that may go to another tool, in the form in which the output room takes them."""

from __future__ import annotations

from store.records import Study
from workbench.counts import count
from workbench.errors import ConflictError
from workbench.output.exports.appraisals import Appraised, Work
from workbench.review.appraisals.imported_words import imported_note
from workbench.review.appraisals.sheets import Sheet
from workbench.review.blindness.visibility import hidden_work
from workbench.review.tables.material import Material


def submitted_sheets(material: Material[Sheet], checklist: str | None) -> tuple[list[Sheet], tuple[str, ...]]:
    """Return what may go to another tool, and a line for each kind of work that stays here.

    Raises:
        ConflictError: nothing is submitted that the viewer may see.
    """
    meant = [sheet for sheet in material.sheets if checklist in (None, sheet.checklist.id)]
    found = [sheet for sheet in meant if sheet.submitted]
    if not found:
        what = f" with {checklist}" if checklist else ""
        raise ConflictError(f"no appraisal{what} is submitted yet that you may see: submit one first")
    drafts = len(meant) - len(found)
    said = [f"{count(drafts, 'draft')}, left out: submit them first"] if drafts else []
    said += imported_note((sheet.study.key, sheet) for sheet in found)
    if material.hidden:
        said.append(f"{hidden_work(material.hidden)} that you may not see yet")
    return found, tuple(said)


def as_appraised(sheet: Sheet) -> Appraised:
    """Return an appraisal as the output room takes it."""
    return Appraised(
        work=as_work(sheet.study),
        checklist=sheet.checklist,
        verdict=sheet.verdict,
        result=sheet.result,
        reviewer=sheet.reviewer,
        codes=sheet.worksheet.codes if sheet.worksheet else {},
        reasons={target: made.reason for target, made in sheet.overrides.items()},
    )


def as_work(study: Study) -> Work:
    """Return a study as the output room takes it."""
    return Work(
        key=study.key,
        bibliography=study.bibliography,
        design=study.design or "",
        facts=study.facts,
    )
