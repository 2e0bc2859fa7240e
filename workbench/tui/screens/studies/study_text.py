"""Put into words what is known of a study, in a few lines and in full, and what became of a file."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from textual.content import Content

from workbench.counts import count
from workbench.output.design_names import design_in_words
from workbench.output.recorded_items import count_apart
from workbench.review.sentences import name_some
from workbench.tui.plain import join, plain, stack
from workbench.tui.theme import level_mark, override_mark, possible_words
from workbench.tui.unsaved_texts import SIGN
from workbench.tui.widgets.study_list import judgement_in_front, judgement_of, stage_mark

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from workbench.review.documents.add import AddReport
    from workbench.review.studies.known_studies import StudyListing, StudyRow
    from workbench.review.studies.progress import DomainProgress, Progress


EMPTY = (
    "No studies yet.",
    "Press  a  and give the path of a document (text, Markdown, a saved PubMed page) or of a folder;",
    "or leave with ctrl+q and run:  workbench add FILE…",
    "For a look around with five real studies:  workbench demo",
)


LEGEND = "* set by a reviewer   ◐ draft   ● sent   ≠ to compare   ✓ agreed"
LEGEND_UNSAVED = f"{LEGEND}   {SIGN} unsaved"
LEGEND_OF_READERS = "● how many have submitted"


def haystack(row: StudyRow, authors: Sequence[str] = ()) -> str:
    """Return the text that the filter looks into, as `folded`."""
    words = [row.key, row.title, *authors, row.design, row.checklist, str(row.year or "")]
    marks = [*row.allocated, "calibration" if row.calibration else "", "retracted" if row.retracted else ""]
    return folded(" ".join(filter(None, [*words, *marks])))


def folded(text: str) -> str:
    """Return a text without accents and case, for comparing what people type with what is printed.

    >>> folded("Müller, José; Łukasz Größe")
    'muller, jose; lukasz grosse'
    """
    parts = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
"""Letters with a stroke and joined letters, which Unicode does not take apart."""


def strip_of(
    rows: Sequence[StudyRow],
    shown: int,
    reviewer: str | None,
    *,
    only_mine: bool,
    submitted: Collection[str] = (),
    unsaved: str = "",
) -> Content:
    """Say how many studies there are, how many are shown, and how many of the viewer's are still to submit.

    Args:
        rows: all studies.
        shown: how many of them are shown.
        reviewer: the viewer.
        only_mine: whether only what is allocated to the viewer is shown.
        submitted: keys of the studies that the viewer has submitted.
        unsaved: where the viewer typed something and did not save it, such as `on 2`.
    """
    excluded = sum(row.excluded is not None for row in rows)
    mine = [row for row in rows if reviewer in row.allocated]
    done = sum(row.key in submitted for row in mine)
    left = sum(row.key not in submitted and row.excluded is None for row in mine)
    parts = [
        f"{left} for you" + (", shown alone" if only_mine else "") if mine else "",
        f"{done} of yours submitted" if done else "",
        f"{shown} shown" if shown != len(rows) and not only_mine else "",
        f"{excluded} excluded" if excluded else "",
        f"{SIGN} typed and not saved {unsaved}" if unsaved else "",
        "" if reviewer else "nobody yet works here: W says who",
    ]
    rest = " · ".join(filter(None, parts))
    return join(plain(count(len(rows), "study"), "bold"), plain(f"   {rest}" if rest else "", "$text-muted"))


RETRACTION = "R retracted: w says how that is known; X leaves it out of the review"
CALIBRATION = "K calibration: left out of agreement only"


def details(
    row: StudyRow, known: Progress | None, *, role: str = "", unsaved: Sequence[str] = ()
) -> list[Content]:
    """Describe a study: title, design, who stands where, what comes next, and the domains.

    Args:
        row: the study.
        known: how far it is; None while that is read.
        role: of the viewer in a team, of whom a reader appraises nothing, and a reviewer confirms no design.
        unsaved: headings of the windows in which the viewer typed something on it and did not save it.
    """
    year = f" ({row.year})" if row.year else ""
    lines = [plain((row.title or "(no title printed)") + year, "bold")]
    if row.excluded is not None:
        return [*lines, plain(f"excluded: {row.excluded}", "$text-warning")]
    if row.retracted:
        lines.append(plain(RETRACTION, "$text-warning"))
    keys = "w why" if role in ("reader", "reviewer") else "w why, c confirm or change"
    if unsaved:
        lines.append(plain(f"{SIGN} typed and not saved: {name_some(unsaved)}", "$text-warning"))
    standing = "confirmed" if row.confirmed else _suggested(row.design, row.checklist, keys)
    lines.append(plain(f"{_route(row.design, row.checklist)} ({standing})", "$text-muted"))
    asked = f"allocated to {', '.join(row.allocated)}" if row.allocated else ""
    if asked or row.calibration:
        lines.append(plain("; ".join(filter(None, [asked, CALIBRATION if row.calibration else ""]))))
    if known and row.checklist:
        lines += _people(known, is_reader=role == "reader")
    if known and known.domains:
        lines += [Content(""), plain("Domains", "bold"), *map(_domain, known.domains)]
    return lines


def _people(known: Progress, *, is_reader: bool) -> list[Content]:
    """Say how far the viewer is, and who else has submitted; of the work of others nothing."""
    lines = [Content("")]
    if not (known.decides or is_reader):
        lines.append(join(plain("You  ", "bold"), _standing(known)))
        if known.next_open:
            lines.append(plain(f"     next open: {known.next_open}", "$text-muted"))
    until = "blindness is lifted" if is_reader else "you have submitted too"
    hidden = "" if known.state == "submitted" or known.decides else f"  hidden until {until}"
    for handle in known.others_submitted:
        lines.append(join(plain(f"{handle}  ", "bold"), plain("● sent"), plain(hidden, "$text-muted")))
    for handle in known.others_waiting:
        lines.append(join(plain(f"{handle}  ", "bold"), plain("not submitted yet", "$text-muted")))
    if known.stage == "agreed":
        level = join("  ", judgement_in_front(known)) if known.agreed_level else Content("")
        lines.append(join(stage_mark("agreed"), level))
    elif known.stage == "compare":
        yours = plain("  yours to decide: g c" if known.decides else "", "$text-muted")
        lines.append(join(stage_mark("compare"), yours))
    return lines


def _standing(known: Progress) -> Content:
    words = {"not_started": "not begun", "draft": "draft", "submitted": "submitted"}[known.state]
    counts = known.answered, known.asked, known.recorded_answered, known.recorded
    words = f"{words}, imported from {known.imported_from}" if known.imported_from else words
    answered = f"{words}, {count_apart(*counts, of=' of ')}"
    if known.totals:
        return plain(f"{answered}; {known.totals}")
    if known.overall:
        return join(judgement_of(known), plain(f"  {answered}"))
    if known.possible:
        answered += f"; still possible: {possible_words(known.possible)}"
    return plain(answered)


def _domain(domain: DomainProgress) -> Content:
    if domain.level:
        mark = join(level_mark(domain.level, domain.order), override_mark(domain.overridden))
    else:
        mark = plain("· open" if domain.order else "▫ recorded", "$text-muted")
    return join(plain(f"{domain.id} "), mark, plain(f"  {domain.title}", "$text-muted"))


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
    by = study.design_confirmed_by
    standing = f"confirmed by {by}" if by else _suggested(study.design, study.checklist)
    lines.append(plain(f"{_route(study.design, study.checklist)} ({standing})", "bold"))
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
    from workbench.intake.design.checklists_by_design import reason_for_none  # here, as above

    return f"{_design(design)} → {checklist or 'no checklist: ' + reason_for_none(design)}"


def _suggested(design: str | None, checklist: str | None, keys: str = "") -> str:
    """Say what is a suggestion only; what the design does not lead to was chosen by hand: also no checklist.

    Args:
        keys: what to press about a suggestion; empty where no key is named.
    """
    from workbench.intake.design.checklists_by_design import checklists_for, is_routed  # here, as above

    is_led_to = is_routed(design, checklist) if checklist else not (design and checklists_for(design))
    if is_led_to:
        return f"suggested: {keys}" if keys else "suggested"
    why = f": {keys.partition(',')[0]}" if keys else ""
    by_hand = "checklist chosen by hand" if checklist else "left without one by hand"
    return f"design suggested{why}; {by_hand}" if design else by_hand


def _design(design: str | None) -> str:
    return design_in_words(design) or "design not recognised"
