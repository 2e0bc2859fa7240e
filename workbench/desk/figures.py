"""What figures show, built from what the viewer may see."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from checklists import find_checklist
from checklists.errors import did_you_mean
from store.records import OVERALL, Study
from workbench.desk.agreeing import AgreementReport, Coefficient, agreement
from workbench.desk.certainties import evidence
from workbench.desk.material import Material, Of, gather
from workbench.desk.session import CONSENSUS, Desk, use_case
from workbench.desk.sheets import WHOLE_STUDY_LABEL, Sheet
from workbench.errors import NotFoundError, UsageError
from workbench.evidence import CERTAINTY_WORDS, GRADE_DOMAINS
from workbench.output.plots.subjects import (
    Agreements,
    Bars,
    Certainties,
    Certainty,
    Disagreements,
    Estimate,
    Lights,
    Subject,
)

NAMES = ("traffic-light", "summary", "weighted-summary", "certainty", "agreement", "disagreements")
STARRED = "* overridden by the reviewer, with a reason"


@use_case
def figures(desk: Desk, name: str, checklist: str | None = None, of: Of = "consensus") -> list[Subject]:
    """Make a figure by its name; one a checklist, because scales are never mixed.

    Args:
        desk: the review, with the viewer at it.
        name: one of ``NAMES``.
        checklist: only this one.
        of: see `tables.build`.

    Raises:
        UsageError: no such figure, or nobody said who is looking.
        NotFoundError: no such checklist, or there is nothing to draw; the message says what is missing.
    """
    if name not in NAMES:
        raise UsageError(f"no figure {name!r}: {did_you_mean(name, NAMES)}")
    wanted = find_checklist(checklist).id if checklist else None
    if name == "certainty":
        made: Sequence[Subject] = _certainties(desk)
    elif name in ("agreement", "disagreements"):
        reports = [one for one in agreement(desk, checklist=wanted) if one.pair is None]
        made = [_agreements(one) if name == "agreement" else _disagreements(one) for one in reports]
    else:
        made = _judgements(gather(desk, of), name, wanted)
    if not made:
        with_it = f" with {wanted}" if wanted else ""
        raise NotFoundError(f"nothing to draw{with_it}: {_WANTING[name]}")
    return list(made)


_WANTING = {
    "traffic-light": "no appraisal that you may see was begun",
    "summary": "no appraisal that you may see is submitted",
    "weighted-summary": "no submitted appraisal is of a study with a known number of participants",
    "certainty": "there are no outcomes yet",
    "agreement": "no result was submitted by two reviewers, as far as you may see",
    "disagreements": "no result was submitted by two reviewers, as far as you may see",
}


def _judgements(material: Material, name: str, wanted: str | None) -> list[Subject]:
    makers: dict[str, Callable[[list[Sheet], Material], Subject | None]] = {
        "traffic-light": _lights,
        "summary": _bars,
        "weighted-summary": _weighted,
    }
    groups = [sheets for each, sheets in material.by_checklist().items() if wanted in (None, each)]
    return [made for sheets in groups if (made := makers[name](sheets, material)) is not None]


def final_of(sheet: Sheet, target: str) -> str | None:
    """The final judgement of a domain or, for ``overall``, of the whole."""
    return sheet.verdict.overall.final if target == OVERALL else sheet.verdict.domain(target).final


def _lights(sheets: list[Sheet], material: Material) -> Lights:
    checklist = sheets[0].checklist
    columns = (*((domain.id, domain.title) for domain in checklist.domains), ("Overall", ""))
    targets = [*(domain.id for domain in checklist.domains), OVERALL]
    labels = _labels(sheets)
    overridden = frozenset(
        (row, column)
        for row, sheet in enumerate(sheets)
        for column, target in enumerate(targets)
        if target in sheet.overrides
    )
    rows = tuple(
        (label, tuple(final_of(sheet, target) for target in targets))
        for label, sheet in zip(labels, sheets, strict=True)
    )
    starred = (STARRED,) if overridden else ()
    return Lights(
        checklist.id,
        f"Risk of bias: {checklist.title}",
        columns,
        rows,
        checklist.levels,
        overridden,
        (*starred, *material.notes(sheets)),
    )


def _labels(sheets: Sequence[Sheet]) -> list[str]:
    """The study, and of result, reviewer and draft what is needed to tell the rows apart."""
    people = {sheet.reviewer for sheet in sheets}
    labels = []
    for sheet in sheets:
        beside = [sheet.result_label] if sheet.result_label != WHOLE_STUDY_LABEL else []
        beside += [sheet.reviewer] if len(people) > 1 and sheet.reviewer != CONSENSUS else []
        beside += [] if sheet.submitted else ["draft"]
        labels.append(f"{sheet.study.key} ({', '.join(beside)})" if beside else sheet.study.key)
    return labels


def _bars(sheets: list[Sheet], material: Material) -> Bars | None:
    return _shares(sheets, material, [1.0 for _ in sheets], "each counts the same")


def _weighted(sheets: list[Sheet], material: Material) -> Bars | None:
    return _shares(
        sheets,
        material,
        [participants(sheet.study) for sheet in sheets],
        "weighted by the number of participants",
    )


def participants(study: Study) -> float:
    """How many participants the study is known to have; 0 where that is not known."""
    known = study.facts.get("participants")
    return (
        float(known) if isinstance(known, int | float) and not isinstance(known, bool) and known > 0 else 0.0
    )


def _shares(sheets: list[Sheet], material: Material, weights: list[float], how: str) -> Bars | None:
    """Over what is submitted; None where no weight is left."""
    checklist = sheets[0].checklist
    counted = [
        (sheet, weight)
        for sheet, weight in zip(sheets, weights, strict=True)
        if sheet.submitted and weight > 0
    ]
    total = sum(weight for _, weight in counted)
    if not total:
        return None
    targets = [*((one.id, f"{one.id} {one.title}") for one in checklist.domains), (OVERALL, "Overall")]
    bars = tuple(
        (
            label,
            tuple(
                sum(weight for sheet, weight in counted if final_of(sheet, target) == level) / total
                for level in checklist.levels
            ),
        )
        for target, label in targets
    )
    left_out = len(sheets) - len(counted)
    notes = [f"{len(counted)} submitted appraisals; {how}"]
    if left_out:
        notes.append(f"{left_out} left out: drafts, or studies without a number of participants")
    shown = [sheet for sheet, _ in counted]
    return Bars(
        checklist.id,
        f"Summary: {checklist.title}",
        bars,
        checklist.levels,
        (*notes, *material.notes(shown)),
    )


def _certainties(desk: Desk) -> list[Subject]:
    rows = evidence(desk)
    if not rows:
        return []
    raised = {line.domain for row in rows for line in row.ratings if line.final}
    domains = [one for one in GRADE_DOMAINS.values() if not one.rates_up or one.id in raised]
    several = {row.outcome.id for row in rows if row.body}
    made = []
    for row in rows:
        finals = {line.domain: line.final for line in row.ratings}
        word = CERTAINTY_WORDS[row.certainty] if row.certainty else row.refused_because or "not rated"
        label = row.outcome.label + (f" ({', '.join(row.studies)})" if row.outcome.id in several else "")
        made.append(Certainty(label, tuple(finals.get(one.id) for one in domains), row.symbols, word))
    titles = tuple(one.title[:1].upper() + one.title[1:] for one in domains)
    left_out = [one.title for one in GRADE_DOMAINS.values() if one not in domains]
    notes = (f"reasons to rate up that nobody found: {', '.join(left_out)}",) if left_out else ()
    return [Certainties("certainty", "Certainty of the evidence (GRADE)", titles, tuple(made), notes)]


def _agreements(report: AgreementReport) -> Agreements:
    rows: list[Estimate] = []
    reasons: list[str] = []
    lines = [line for line in report.lines if line.kind != "item"]
    for line in sorted(lines, key=lambda line: (line.kind != "overall", line.id)):
        name = line.title if line.kind == "overall" else f"{line.id} {line.title}"
        for place, one in enumerate(line.coefficients[:2]):
            why = one.undefined_because or one.interval_undefined_because
            if why and why not in reasons:
                reasons.append(why)
            mark = f" [{reasons.index(why) + 1}]" if why else ""
            remark = f"{one.title} {_estimate(one)}{mark}"
            rows.append(Estimate("" if place else name, one.value, one.lower, one.upper, remark))
    notes = tuple(f"[{number}] {why}" for number, why in enumerate(reasons, start=1))
    title = f"Agreement: {report.title}"
    return Agreements(report.checklist_id, title, tuple(rows), (*notes, *report.notes))


def _estimate(one: Coefficient) -> str:
    """The numbers of a coefficient, with a minus that is one."""
    if one.value is None:
        return "not defined"
    ends = "" if one.lower is None or one.upper is None else f" ({one.lower:.2f} to {one.upper:.2f})"
    return f"{one.value:.2f}{ends}".replace("-", "\u2212")


def _disagreements(report: AgreementReport) -> Disagreements:
    lines = [line for line in report.lines if line.kind == "item"]
    lines.sort(key=lambda line: [int(part) if part.isdigit() else 0 for part in line.id.split(".")])
    differ = [{study for study, _ in line.disagreements} for line in lines]
    studies = sorted(set().union(*differ)) if differ else []
    rows = tuple((study, tuple(study in each for each in differ)) for study in studies)
    shares = tuple(len(line.disagreements) / line.rated_twice if line.rated_twice else None for line in lines)
    notes = report.notes if studies else ("reviewers differ nowhere", *report.notes)
    title = f"Where reviewers differ: {report.title}"
    return Disagreements(report.checklist_id, title, tuple(line.id for line in lines), rows, shares, notes)
