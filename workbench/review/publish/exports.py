"""Exports for other programs: what goes into them, and what stays out, said with each.

Only submitted appraisals go to other tools, since a draft may still change; the long form has drafts too,
each marked as one. Blindness holds as everywhere: see `blindness`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Literal, get_args

from checklists import find_checklist
from checklists.errors import did_you_mean
from store.records import Study
from workbench.errors import ConflictError, UsageError
from workbench.output import render
from workbench.output.tools.appraised import Appraised, Work
from workbench.output.tools.crosswalk import INSTRUMENTS, make_view
from workbench.output.tools.export import Export
from workbench.output.tools.long import long_table
from workbench.output.tools.revman import make_revman
from workbench.output.tools.robvis import SHAPES, Shape, make_robvis
from workbench.review.appraisals.sheets import Sheet
from workbench.review.blindness.visibility import hidden_work
from workbench.review.publish.long_form import long_rows
from workbench.review.publish.long_form_bodies import body_long_rows
from workbench.review.publish.long_form_findings import finding_long_rows
from workbench.review.sentences import name_some
from workbench.review.session import CONSENSUS, ReviewSession, use_case
from workbench.review.tables.material import Material, Of, gather

Kind = Literal["robvis", "revman", "long", "jbi-case-series", "jbi-case-report", "murad", "minors"]
KINDS: tuple[Kind, ...] = get_args(Kind)
FORMATS = {"csv": "csv", "tsv": "tsv", "json": "json", "md": "markdown", "html": "html", "tex": "latex"}
"""Formats of the views and the long form, by the suffix of the file."""


@use_case
def export(
    session: ReviewSession,
    kind: str,
    *,
    suffix: str = "csv",
    checklist: str | None = None,
    of: Of = "consensus",
    shape: str = "generic",
) -> Export:
    """Make the files of one kind of export.

    Args:
        kind: one of `KINDS`.
        suffix: of the file; the views and the long form can be written in each of `FORMATS`.
        checklist: only appraisals with this one; None: all, in files of their own where they must be.
        of: the consensus where there is one and else what each has, or the independent appraisals alone.
        shape: of robvis.

    Raises:
        UsageError: no such kind, suffix, checklist or shape, or the shape does not fit.
        ConflictError: nothing is submitted that could go into it.
    """
    if kind not in KINDS:
        raise UsageError(f"no export {kind!r}: {did_you_mean(kind, KINDS)}")
    allowed = tuple(FORMATS) if kind == "long" or kind in INSTRUMENTS else ("csv",)
    if suffix not in allowed:
        raise UsageError(
            f"{kind} cannot be written as .{suffix}: use {', '.join('.' + one for one in allowed)}"
        )
    wanted = find_checklist(checklist.strip()).id if checklist else None
    material = gather(session, of)
    if kind == "long":
        return _long(session, material, wanted, FORMATS[suffix])
    sheets, left_out = _submitted(material, wanted)
    if kind == "robvis":
        made = _robvis(sheets, shape)
    elif kind == "revman":
        made = _revman(session, material, sheets)
    else:
        made = _view(kind, sheets, FORMATS[suffix])
    return Export(made.files, (*made.lost, *left_out), made.hints)


def _submitted(material: Material, checklist: str | None) -> tuple[list[Sheet], tuple[str, ...]]:
    """What may go to another tool, and what stays here."""
    meant = [sheet for sheet in material.sheets if checklist in (None, sheet.checklist.id)]
    found = [sheet for sheet in meant if sheet.submitted]
    if not found:
        what = f" with {checklist}" if checklist else ""
        raise ConflictError(f"no appraisal{what} is submitted yet that you may see: submit one first")
    drafts = len(meant) - len(found)
    said = [f"{drafts} drafts, left out: submit them first"] if drafts else []
    if material.hidden:
        said.append(f"{hidden_work(material.hidden)} that you may not see yet")
    return found, tuple(said)


def _appraised(sheet: Sheet) -> Appraised:
    return Appraised(
        work=_work(sheet.study),
        checklist=sheet.checklist,
        verdict=sheet.verdict,
        result=sheet.result,
        reviewer=sheet.reviewer,
        codes=sheet.worksheet.codes if sheet.worksheet else {},
        reasons={target: made.reason for target, made in sheet.overrides.items()},
    )


def _work(study: Study) -> Work:
    return Work(
        key=study.key,
        bibliography=study.bibliography,
        design=study.design or "",
        facts=study.facts,
    )


def _by_version(sheets: Sequence[Sheet]) -> dict[str, list[Sheet]]:
    """By checklist, and by version where there are several: scales and domains are never mixed."""
    grouped: dict[tuple[str, str, str], list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        grouped[sheet.checklist.id, sheet.checklist.version, sheet.checklist.sha256].append(sheet)
    ids = [key[0] for key in grouped]
    return {
        one if ids.count(one) == 1 else f"{one}-{version}-{sha256[:8]}": group
        for (one, version, sha256), group in grouped.items()
    }


def _robvis(sheets: Sequence[Sheet], shape: str) -> Export:
    known: dict[str, Shape] = {one: one for one in SHAPES}
    if shape not in known:
        raise UsageError(f"no shape {shape!r} of robvis: {did_you_mean(shape, SHAPES)}")
    return _each_checklist(
        sheets, lambda group: make_robvis([_appraised(sheet) for sheet in group], known[shape])
    )


def _each_checklist(sheets: Sequence[Sheet], make: Callable[[Sequence[Sheet]], Export]) -> Export:
    """One file for each checklist; the name that was asked for where there is only one."""
    groups = _by_version(sheets)
    files: dict[str, bytes] = {}
    lost: dict[str, None] = {}
    hints: dict[str, None] = {}
    for name, group in groups.items():
        made = make(group)
        alone = len(groups) == 1
        files["" if alone else f"-{name}.csv"] = made.files[""]
        lost |= dict.fromkeys(made.lost)
        hints |= dict.fromkeys(made.hints if alone else (f"{name}: {hint}" for hint in made.hints))
    return Export(files, tuple(lost), tuple(hints))


def _revman(session: ReviewSession, material: Material, sheets: Sequence[Sheet]) -> Export:
    """One appraisal of a result with a checklist: RevMan has no place for two reviewers."""
    places: dict[tuple[str, str, str], list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        places[sheet.study.key, sheet.result, sheet.checklist.id].append(sheet)
    chosen, skipped = [], []
    for (key, result, _), group in places.items():
        own = [sheet for sheet in group if sheet.reviewer in (session.reviewer, CONSENSUS)]
        chosen.append(own[-1] if own else group[0])
        if len(group) > 1:
            skipped.append(f"{key} ({result})" if result else key)
    made = make_revman([_appraised(sheet) for sheet in chosen], [_work(one) for one in material.studies])
    if not skipped:
        return made
    several = f"several judged {name_some(skipped)}: only {session.reviewer}'s went in; reconcile them first"
    return Export(made.files, (*made.lost, several), made.hints)


def _view(name: str, sheets: Sequence[Sheet], fmt: str) -> Export:
    instrument = INSTRUMENTS[name]
    tables = make_view(instrument, [_appraised(sheet) for sheet in sheets])
    used = {table.rows[0][-1] for table in tables}
    unused = {f"{s.checklist.id} {s.checklist.version}" for s in sheets} - used
    lost = [f"appraisals with {one}: no item of it points to this instrument" for one in sorted(unused)]
    lost.append("our judgements, reasons, notes and quotes")
    notes = dict.fromkeys(note for table in tables for note in table.notes)
    return Export({"": render(tables, fmt).encode()}, tuple(lost), tuple(notes))


def _long(session: ReviewSession, material: Material, checklist: str | None, fmt: str) -> Export:
    sheets = [sheet for sheet in material.sheets if checklist in (None, sheet.checklist.id)]
    evidence = () if checklist else (*finding_long_rows(session), *body_long_rows(session))
    table = long_table((*long_rows(session, sheets), *evidence))
    lost = ["the texts of documents and the history: export a .zip for those"]
    if material.hidden:
        lost.append(f"{hidden_work(material.hidden)} that you may not see yet")
    hints = []
    if fmt == "csv":
        hints.append(
            'in R: read.csv("FILE", colClasses = c(item = "character"), na.strings = "");'
            " item 1.10 becomes 1.1 otherwise"
        )
    if fmt in ("csv", "tsv"):
        hints.append(
            "a cell that a spreadsheet would run begins with an apostrophe; take one off to restore it"
        )
    return Export({"": render([table], fmt).encode("utf-8", "backslashreplace")}, tuple(lost), tuple(hints))
