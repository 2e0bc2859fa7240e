"""What figures show, built from what the viewer may see."""

from __future__ import annotations

from collections.abc import Sequence

from checklists import find_checklist
from checklists.errors import did_you_mean
from workbench.errors import NotFoundError, UsageError
from workbench.grade import CERTAINTY_WORDS, GRADE_DOMAINS
from workbench.output.plots.subjects import (
    Agreements,
    Certainties,
    Certainty,
    Disagreements,
    Estimate,
    Subject,
)
from workbench.review.evidence.ratings import evidence
from workbench.review.publish.judgement_figures import bars, lights, participants, weighted
from workbench.review.reviewers.agreement import AgreementReport, Coefficient, agreement
from workbench.review.sentences import NAMED
from workbench.review.session import ReviewSession, use_case
from workbench.review.tables.material import Of, gather

NAMES = ("traffic-light", "summary", "weighted-summary", "certainty", "agreement", "disagreements")


@use_case
def figures(
    session: ReviewSession, name: str, checklist: str | None = None, of: Of = "consensus"
) -> list[Subject]:
    """Make a figure by its name; one a checklist, because scales are never mixed.

    Args:
        session: the open review and its viewer.
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
        made: Sequence[Subject] = _certainties(session)
    elif name in ("agreement", "disagreements"):
        reports = [one for one in agreement(session, checklist=wanted) if one.pair is None]
        made = [_agreements(one) if name == "agreement" else _disagreements(one) for one in reports]
    else:
        made = _judgements(session, name, of, wanted)
    if not made:
        with_it = f" with {wanted}" if wanted else ""
        raise NotFoundError(f"nothing to draw{with_it}: {_WANTING[name]}")
    return list(made)


_WANTING = {
    "traffic-light": "no appraisal that you may see was begun",
    "summary": "no appraisal that you may see is submitted",
    "weighted-summary": "no submitted appraisal is of a study with a known number of participants; "
    "`workbench finding` records it",
    "certainty": "there are no outcomes yet",
    "agreement": "no result was submitted by two reviewers, as far as you may see",
    "disagreements": "no result was submitted by two reviewers, as far as you may see",
}


def _judgements(session: ReviewSession, name: str, of: Of, wanted: str | None) -> list[Subject]:
    material = gather(session, of)
    groups = [sheets for each, sheets in material.by_checklist().items() if wanted in (None, each)]
    if name == "traffic-light":
        return [lights(sheets, material) for sheets in groups]
    if name == "summary":
        made = [bars(sheets, material) for sheets in groups]
    else:
        people = participants(session, material.studies)
        made = [weighted(sheets, material, people) for sheets in groups]
    return [one for one in made if one is not None]


def _certainties(session: ReviewSession) -> list[Subject]:
    rows = evidence(session)
    if not rows:
        return []
    raised = {line.domain for row in rows for line in row.ratings if line.final}
    domains = [one for one in GRADE_DOMAINS.values() if not one.rates_up or one.id in raised]
    several = {row.outcome.id for row in rows if row.body}
    made = []
    for row in rows:
        finals = {line.domain: line.final for line in row.ratings}
        word = CERTAINTY_WORDS[row.certainty] if row.certainty else row.refused_because or "not rated"
        label = row.outcome.label + (f" ({_studies(row.studies)})" if row.outcome.id in several else "")
        start = CERTAINTY_WORDS.get(row.start, "")
        made.append(Certainty(label, start, tuple(finals.get(one.id) for one in domains), row.symbols, word))
    titles = tuple(one.title[:1].upper() + one.title[1:] for one in domains)
    left_out = [one.title for one in GRADE_DOMAINS.values() if one not in domains]
    notes = (f"reasons to rate up that nobody found: {', '.join(left_out)}",) if left_out else ()
    return [Certainties("certainty", "Certainty of the evidence (GRADE)", titles, tuple(made), notes)]


def _studies(keys: Sequence[str]) -> str:
    return ", ".join(keys) if len(keys) <= NAMED else f"{len(keys)} studies"


def _agreements(report: AgreementReport) -> Agreements:
    rows: list[Estimate] = []
    reasons: list[str] = []
    lines = [line for line in report.lines if line.kind != "item"]
    for line in sorted(lines, key=lambda line: (line.kind == "overall", line.id)):
        name = line.title if line.kind == "overall" else f"{line.id} {line.title}"
        for place, one in enumerate(line.coefficients[:2]):
            why = one.undefined_because or one.interval_undefined_because
            if why and why not in reasons:
                reasons.append(why)
            remark = _estimate(one) + (f" [{reasons.index(why) + 1}]" if why else "")
            rows.append(Estimate("" if place else name, one.title, one.value, one.lower, one.upper, remark))
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
    notes = tuple(note for note in report.notes if not note.startswith("95 %"))
    alike = report.lines[0].studies - len(studies)
    if alike:
        notes = (f"{alike} on which the reviewers differ nowhere are not shown", *notes)
    title = f"Where reviewers differ: {report.title}"
    return Disagreements(report.checklist_id, title, tuple(line.id for line in lines), rows, shares, notes)
