"""Build the heat map of disagreements: on which studies and items reviewers differ."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.output.figures.subjects import Disagreements
from workbench.review.reviewers.agreement import AgreementReport, AgreementScale
from workbench.review.reviewers.agreement_remarks import notes_of
from workbench.review.reviewers.agreement_words import many
from workbench.review.tables.material import Of
from workbench.review.view import View

_COUNTED: Mapping[AgreementScale, str] = {
    "collapsed": "Answers are compared as favourable, unfavourable or no information",
    "as given": "Answers are compared as they were given",
    "ordered levels": "Judgements are compared",
}


def build(view: View, of: Of, checklist: str | None) -> list[Disagreements]:
    """Return a figure a checklist, over all reviewers together."""
    reports = (report for report in view.agreement if checklist in (None, report.checklist_id))
    return [_disagreements(report, view) for report in reports]


def _disagreements(report: AgreementReport, view: View) -> Disagreements:
    lines = [line for line in report.lines if line.kind == "item"]
    lines.sort(key=lambda line: [int(part) if part.isdigit() else 0 for part in line.id.split(".")])
    differ = [{study for study, _ in line.disagreements} for line in lines]
    studies = sorted(set().union(*differ), key=view.place_of) if differ else []
    rows = tuple((view.label_of(study), tuple(study in each for each in differ)) for study in studies)
    shares = tuple(len(line.disagreements) / line.rated_twice if line.rated_twice else None for line in lines)
    notes = tuple(
        note for note in notes_of(report.remarks, label_of=view.label_of) if not note.startswith("95 %")
    )
    alike = report.lines[0].studies - len(studies)
    if alike:
        where = f"{alike} {many(report.subject, alike)} on which the reviewers differ nowhere"
        notes = (f"{where} {'is' if alike == 1 else 'are'} not shown", *notes)
    notes = (_COUNTED[lines[0].scale] if lines else "no item was asked", *notes)
    title = f"Where reviewers differ: {report.title}"
    return Disagreements(report.checklist_id, title, tuple(line.id for line in lines), rows, shares, notes)
