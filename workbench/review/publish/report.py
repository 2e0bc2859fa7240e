"""Gather the whole review for a report or a document: tables, methods, appraisals in full, history."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from sys import intern
from typing import Any

from checklists.errors import did_you_mean
from store.allocations import ALLOCATE
from workbench.errors import NotFoundError, UsageError
from workbench.output import Column, Table
from workbench.output.figures.subjects import Bars, Certainties, Forest, Panels, Subject
from workbench.output.report.content import Drawing, Instrument, Report
from workbench.output.report.table_places import ReportPlace
from workbench.review.admin.history import HistoryLine, lines_of
from workbench.review.appraisals.quote_anchors import Anchors
from workbench.review.appraisals.sheets import Sheet
from workbench.review.publish.appraisals_in_full import appraisals_in_full
from workbench.review.publish.build_figure import figure_of
from workbench.review.publish.figures import FIGURES
from workbench.review.publish.manuscript.cited_text import CitedText, with_works
from workbench.review.publish.manuscript.final_words import (
    by_name,
    figure_in_words,
    in_words_of_manuscript,
    without_working_columns,
)
from workbench.review.publish.manuscript.history_words import action_in_words, is_identity, name_in_words
from workbench.review.publish.manuscript.manuscript_abbreviations import own_abbreviations, write_out_once
from workbench.review.publish.manuscript.manuscript_people import People
from workbench.review.publish.manuscript.methods_text import cited_methods, method_paragraphs, methods_of
from workbench.review.publish.manuscript.results_text import result_paragraphs
from workbench.review.publish.manuscript.split_characteristics import FURTHER, split_characteristics
from workbench.review.reviewers.handles import people
from workbench.review.session import LabelStyle, ReviewSession, use_case
from workbench.review.tables.appraisal_cells import orders_of
from workbench.review.tables.final import require_final
from workbench.review.tables.labels import with_labels
from workbench.review.tables.material import Of, gather
from workbench.review.tables.registry import TABLES
from workbench.review.view import View

METHODS = "methods"
"""What stands for the text of the methods among the names of tables and figures."""

REFERENCES = "references"

SECONDS = len("2025-01-20 12:00:00")
"""Characters of a time up to its seconds."""


@use_case
def report(
    session: ReviewSession,
    of: Of = "consensus",
    *,
    with_wording: bool = False,
    final: bool = False,
    only: Sequence[str] = (),
    with_drawings: bool = False,
    label: LabelStyle = "key",
) -> Report:
    """Everything that the viewer may see, ready to be written.

    Args:
        session: the open review and its viewer.
        of: which appraisals the tables show.
        with_wording: also the texts of checklists that are somebody else's.
        final: refuse it while anything in it is open, and keep to the words of a manuscript.
        only: names of tables and figures that are wanted, `methods` for the text; none: all tables.
        with_drawings: also what documents draw.
        label: how studies are named in tables and figures.

    Raises:
        UsageError: nobody said who is looking, or there is no table and no figure of such a name.
        NotFinalError: it shall be final, and something is open.
    """
    require_known(only)
    if label == "number" and only and REFERENCES not in only:
        only = (*only, REFERENCES)  # a number says nothing without its list
    tables = {name: TABLES[name] for name in only or TABLES if name in TABLES}
    if with_drawings and not only:
        drawn = {kind.after for kind in FIGURES.values() if kind.replaces_table}
        tables = {name: kind for name, kind in tables.items() if name not in drawn}
    session = replace(session, with_wording=with_wording, label=label, is_final=final)
    reader, view = session.require_reviewer(), View(session)
    is_listed = REFERENCES in tables and (not only or METHODS in only)
    methods = (
        cited_methods(view, final=final) if is_listed else CitedText(tuple(methods_of(view, final=final)))
    )
    if methods.works and label == "number":  # these are cited before the studies
        view = View(replace(session, first_number=1 + len(methods.works)))
        methods = cited_methods(view, final=final)
    view.sheets(view.visible)  # all at once, which takes the fewest statements
    if final:
        require_final(view, tables_behind(only))
    sheets = gather(view, "all").sheets
    instruments = _instruments(sheets)
    built = with_labels((block for kind in tables.values() for block in kind.build(view, of)), view)
    lines = lines_of(view)
    built = [
        with_works(table, methods.works, label) if table.name == REFERENCES else table for table in built
    ]
    if label == "author-year":  # no text cites by the numbers of the list
        built = [table.without(("number",)) if table.name == REFERENCES else table for table in built]
    if final:
        lines = list(_without_handles(lines, People(view)))
    history = _history(lines, final=final)
    appraisals = appraisals_in_full(sheets, Anchors(session), by_title=final)
    if final:
        built = without_working_columns(by_name(in_words_of_manuscript(built, view), view))
        if with_drawings and not only:  # a printed page is narrower than a screen
            built = list(split_characteristics(built))
        (history,) = by_name(in_words_of_manuscript([history], view), view)
        appraisals = tuple(replace(each, reviewer=view.name_of(each.reviewer)) for each in appraisals)
    own = own_abbreviations(view)
    told = (
        *method_paragraphs(methods.sentences, final=final),
        *result_paragraphs(view, of, methods.sentences),
    )
    text = write_out_once(told, own) if final else told
    return Report(
        view.review.title,
        view.review.question,
        reader,
        tuple(part for part in text if not part.matter),
        tuple(built),
        appraisals,
        history,
        instruments,
        _figures(view, of),
        _places(),
        tuple(
            replace(drawing, subject=figure_in_words(drawing.subject, view)) if final else drawing
            for drawing in (_drawings(view, of, only) if with_drawings else ())
        ),
        is_final=final,
        results=tuple(part for part in text if part.matter),
        incomplete=tuple(_incomplete(view)),
        authors=tuple(reviewer.name for reviewer in people(session) if reviewer.name),
        abbreviations=own,
    )


_NEEDED = ("title", "authors", "year")
"""Fields of a record without which a manuscript cannot cite a study."""


def _incomplete(view: View) -> Iterator[str]:
    """Yield the studies that cannot be cited, each with the fields that are missing."""
    for study in view.included.values():
        missing = [name for name in _NEEDED if not getattr(study.bibliography, name)]
        if missing:
            yield f"{study.key} has no {' and no '.join(missing)}"


def tables_behind(only: Sequence[str]) -> tuple[str, ...]:
    """Return the tables that must be final for what is wanted; the methods speak of all."""
    return tuple(TABLES) if not only or METHODS in only else tuple(name for name in only if name in TABLES)


def require_known(names: Sequence[str]) -> None:
    """Refuse names of which there is neither a table nor a figure.

    Raises:
        UsageError: one is unknown; the message has the nearest.
    """
    known = tuple(dict.fromkeys((METHODS, *TABLES, *FIGURES)))
    for name in names:
        if name not in known:
            raise UsageError(f"no table and no figure {name!r}: {did_you_mean(name, known)}")


_SOURCES = ReportPlace(part="supplement", cited="what the characteristics rest on", matter="studies")
"""The place of the sources of the characteristics, a table that is not asked for by a name of its own."""


_FURTHER = ReportPlace(part="supplement", cited="further characteristics of the studies", matter="studies")
"""The place of the columns of the characteristics that the text has no room for."""


def _places() -> dict[str, ReportPlace]:
    """Return where each table stands, in the order of the tables."""
    places: dict[str, ReportPlace] = {}
    for name, kind in TABLES.items():
        places[name] = kind.place
        if name == "characteristics":
            places[FURTHER] = _FURTHER
            places["characteristics-sources"] = _SOURCES
    return places


def _drawings(view: View, of: Of, only: Sequence[str]) -> tuple[Drawing, ...]:
    """Return what documents draw, each with its place: what is wanted, as far as there is data.

    Where names were asked for, what is drawn stands after the tables that were asked for before it.
    """
    made: list[Drawing] = []
    after = ""
    for name in dict.fromkeys(only or FIGURES):
        if only:
            after = name if name in TABLES else after
        kind = FIGURES.get(name)
        if kind is not None and (only or kind.part != "asked"):
            with suppress(NotFoundError):
                subjects = figure_of(view, name, of=of)
                if only:
                    made += [Drawing(subject, after) for subject in subjects]
                else:
                    shown = _for_manuscript(subjects, kind.together or kind.title)
                    made += [Drawing(subject, kind.after, kind.part) for subject in shown]
    return tuple(made)


def _for_manuscript(subjects: Sequence[Subject], title: str) -> list[Subject]:
    """Return the figures that a manuscript prints unasked.

    Those of several checklists become one with panels. There are no bars of a single study, which show what
    its traffic light does, and no forest without an estimate.
    """
    shown = [
        subject
        for subject in subjects
        if not (isinstance(subject, Bars) and subject.studies < 2)
        and not (isinstance(subject, Forest) and not subject.has_estimates)
    ]
    parts = tuple(subject for subject in shown if not isinstance(subject, Panels | Forest))
    if len(parts) < 2 or len(parts) < len(shown):
        return shown
    return [Panels(parts[0].name, title, parts)]


def _figures(view: View, of: Of) -> tuple[Bars | Certainties, ...]:
    """Return what the page draws by itself, as far as there is anything to draw yet."""
    subjects: list[Subject] = []
    for name in (name for name, kind in FIGURES.items() if kind.in_report):
        with suppress(NotFoundError):
            subjects += figure_of(view, name, of=of)
    return tuple(subject for subject in subjects if isinstance(subject, Bars | Certainties))


def _instruments(sheets: Sequence[Sheet]) -> tuple[Instrument, ...]:
    """The checklists in use, each once, with the titles of the version that was met last."""
    found = {sheet.checklist.id: sheet.checklist for sheet in sheets}
    return tuple(
        Instrument(
            instrument.id,
            instrument.title,
            tuple((domain.id, domain.title) for domain in instrument.domains),
            orders_of(instrument),
            tuple((code, answer.label) for code, answer in instrument.answers.items()),
        )
        for instrument in found.values()
    )


_PEOPLE = ("reviewer", "among")
"""The parts of a change that hold handles."""


def _without_handles(lines: Iterable[HistoryLine], persons: People) -> Iterator[HistoryLine]:
    """Yield the changes to the review as a manuscript names people, without who joined and under which name.

    Nor does it name the files that came from one of them.
    """

    def named(value: Any) -> Any:
        if isinstance(value, list):
            return [persons.named(each) if isinstance(each, str) else each for each in value]
        return persons.named(value) if isinstance(value, str) else value

    def told(line: HistoryLine, value: Any) -> Any:
        if isinstance(value, dict):
            kept = {name: part for name, part in value.items() if name != "file"}
            return {name: named(part) if name in _PEOPLE else part for name, part in kept.items()}
        return named(value) if line.action == ALLOCATE else value

    for line in lines:
        if not line.action.startswith("reviewer."):
            yield line._replace(before=told(line, line.before), after=told(line, line.after))


def _history(lines: list[HistoryLine], *, final: bool) -> Table:
    columns = (
        Column("number", "No"),
        Column("at", "When (UTC)"),
        Column("reviewer", "Who"),
        Column("study", "Study"),
        Column("what", "What"),
        Column("why", "Why"),
    )
    rows = tuple(
        (
            line.number,
            intern(str(line.at)[:SECONDS]),
            line.reviewer,
            line.study or "",
            _change(
                action_in_words(line.action) if final else line.action,
                line.target,
                _words(line.before, final=final),
                _words(line.after, final=final),
                line.undoes,
            ),
            line.reason,
        )
        for line in lines
    )
    return Table("history", "Who changed what, when", columns, rows)


@lru_cache(maxsize=10_000)
def _change(action: str, target: str, before: str | None, after: str | None, undoes: int | None) -> str:
    """What was done, from what to what; of ten thousand changes most are alike."""
    what = " ".join(filter(None, [action, target]))
    values = ("–" if value is None else value for value in (before, after))
    change = f": {' → '.join(values)}" if (before, after) != (None, None) else ""
    return what + change + (f" (takes back {undoes})" if undoes is not None else "")


def _words(value: Any, *, final: bool) -> str | None:
    """Return a value of the history in words; None for none.

    Args:
        value: as the history has it.
        final: leave out hashes and what only tells rows apart, and name the parts in words.
    """
    if value is None:
        return None
    if isinstance(value, dict):
        parts = (
            f"{name_in_words(name) if final else name} {_words(part, final=final)}"
            for name, part in value.items()
            if part not in ("", None) and not (final and (name.endswith("sha256") or is_identity(part)))
        )
        return ", ".join(parts)
    if final and isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "; ".join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
