"""Put into words what is known of a study, in a few lines and in full, and what became of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from workbench.counts import count
from workbench.output.design_names import design_in_words
from workbench.output.recorded_items import count_apart
from workbench.tui.plain import join, plain, stack
from workbench.tui.theme import level_mark, possible_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.review.documents.add import AddReport
    from workbench.review.studies.progress import Progress
    from workbench.review.studies.study_list import StudyListing, StudyRow


EMPTY = (
    "No studies yet.",
    "Press  a  and give the path of a document (text, Markdown, a saved PubMed page) or of a folder;",
    "or leave with ctrl+q and run:  workbench add FILE…",
    "For a look around with five real studies:  workbench demo",
)


def haystack(row: StudyRow) -> str:
    """Return the text that the filter looks into."""
    words = [row.key, row.title, row.design, row.checklist, str(row.year or "")]
    marks = [*row.allocated, "calibration" if row.calibration else ""]
    return " ".join(filter(None, [*words, *marks])).casefold()


def title_of(rows: Sequence[StudyRow], reviewer: str | None, location: str, *, only_mine: bool) -> Content:
    """Say how many studies there are, how many of them are allocated to the viewer, who works, and where."""
    mine = sum(reviewer in row.allocated for row in rows)
    shown = "shown: " if only_mine else ""
    parts = [
        count(len(rows), "study"),
        f"{shown}{mine} for you" if mine else "",
        f"reviewer {reviewer or 'nobody yet (press p)'}",
    ]
    return plain(" · ".join(filter(None, [*parts, location])))


CALIBRATION = "K calibration: left out of agreement only"


def details(row: StudyRow, known: Progress | None) -> list[Content]:
    """Describe a study in a few lines."""
    year = f" ({row.year})" if row.year else ""
    lines = [plain((row.title or "(no title printed)") + year, "bold")]
    if row.excluded is not None:
        return [*lines, plain(f"excluded: {row.excluded}", "$text-warning")]
    confirmed = "confirmed" if row.confirmed else "suggested: w why, c confirm or change"
    lines.append(plain(f"{_route(row.design, row.checklist)} ({confirmed})"))
    asked = f"allocated to {', '.join(row.allocated)}" if row.allocated else ""
    if asked or row.calibration:
        lines.append(plain("; ".join(filter(None, [asked, CALIBRATION if row.calibration else ""]))))
    if known and row.checklist:
        lines.append(_standing(known))
    if known and known.others:
        others = count(known.others, "other reviewer")
        lines.append(plain(f"{known.others_done} of {others} {'is' if known.others == 1 else 'are'} done"))
    elif known and known.others_done:
        done = count(known.others_done, "other reviewer is", "other reviewers are")
        lines.append(plain(f"{done} done"))
    return lines


def _standing(known: Progress) -> Content:
    words = {"not_started": "not begun", "draft": "draft", "submitted": "submitted"}[known.state]
    counts = known.answered, known.asked, known.recorded_answered, known.recorded
    words = f"{words}, imported from {known.imported_from}" if known.imported_from else words
    answered = f"{words}, {count_apart(*counts, of=' of ')}"
    if known.totals:
        return plain(f"{answered}; {known.totals}")
    start = plain(f"{answered}; overall ")
    if known.overall:
        mark = level_mark(known.overall, known.order)
        return join(start, mark, plain(" (overridden)" if known.overridden else ""))
    return join(
        start,
        plain(f"still possible: {possible_words(known.possible)}" if known.possible else "not judged yet"),
    )


def file_outcome(report: AddReport) -> Content:
    """Say what became of one file."""
    styles = {"added": "$text-success", "failed": "$text-error"}
    style = styles.get(report.status, "$text-warning")
    lines = [join(plain(f"{report.status}: ", style), plain(report.path), plain(f" — {report.message}"))]
    if report.status == "added":
        lines.append(plain(f"  {_route(report.design, report.checklist)}"))
        lines.extend(plain(f"  · {reason}") for reason in (*report.design_reasons, *report.notes))
    lines.extend(plain(f"  · {line}") for line in report.records)
    return stack(lines)


def what_is_known(study: StudyListing) -> Content:
    """Describe everything that is known of a study, and why its design was suggested."""
    from store.bibliography import field_in_words  # here, since the first screen loads nothing of the store

    bibliography = study.bibliography
    lines = [
        plain(bibliography.title or "(no title printed)", "bold"),
        plain(", ".join(bibliography.authors)),
    ]
    printed = [
        f"{field_in_words(name)} {value}"
        for name, value in bibliography.cells().items()
        if value and name not in ("title", "authors")
    ]
    lines.append(plain(" · ".join(printed)))
    lines.append(Content(""))
    who = f"confirmed by {study.design_confirmed_by}" if study.design_confirmed_by else "suggested"
    lines.append(plain(f"{_route(study.design, study.checklist)} ({who})", "bold"))
    lines.extend(plain(f"· {reason}") for reason in study.design_reasons)
    if study.calibration:
        lines.append(plain(CALIBRATION))
    lines.append(Content(""))
    lines.extend(
        plain(f"document: {document.source_name} ({document.kind}, {document.characters} characters)")
        for document in study.documents
    )
    return stack(lines)


def _route(design: str | None, checklist: str | None) -> str:
    """Say which checklist a design led to, or why none."""
    from workbench.intake.design.checklists import reason_for_none  # here, as above

    return f"{_design(design)} → {checklist or 'no checklist: ' + reason_for_none(design)}"


def _design(design: str | None) -> str:
    return design_in_words(design) or "design not recognised"
