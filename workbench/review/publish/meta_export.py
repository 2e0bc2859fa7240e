"""Build the export for meta-analyses: a row a study and outcome, with counts, estimate and judgements."""

from __future__ import annotations

import math
from collections.abc import Iterator
from statistics import NormalDist

from checklists import Checklist
from workbench.grade import MEASURES, Group
from workbench.grade.numbers.study_estimate import StudyEstimate, study_estimate
from workbench.output.exports.appraisals import family_name
from workbench.output.exports.export import Export
from workbench.output.exports.meta import Row, meta_table, starter_page, starter_script
from workbench.output.render import FORMATS, render
from workbench.output.symbols import symbol_of
from workbench.output.table import Cell
from workbench.review.evidence.bodies import Body, Member
from workbench.review.publish.exports import FORMAT_OF, ExportRequest
from workbench.review.studies.study_labels import study_labels
from workbench.review.tables.summary_weights import final_of
from workbench.review.view import View


def build(view: View, request: ExportRequest) -> Export:
    """Return the rows, and beside a CSV file a script and a page to start from.

    Raises:
        UsageError: no such suffix.
    """
    request.require_suffix(*FORMAT_OF)
    fmt = FORMAT_OF[request.suffix]
    table = meta_table(list(_rows(view, request.checklist)))
    files = {"": render([table], fmt).encode("utf-8", "backslashreplace")}
    if fmt == "csv":
        name = request.name or "FILE"
        ratios = [measure for measure, kind in MEASURES.items() if kind.is_ratio]
        judged_with = _checklists(view, request.checklist)
        files[".R"] = starter_script(name, ratios, judged_with).encode()
        files[".qmd"] = starter_page(name, ratios, judged_with).encode()
    lost = ("answers, reasons, notes and quotes", "numbers of findings beyond counts, means and the effect")
    hints = ["nothing is pooled: te and se_te are each study's own, from its printed interval or its counts"]
    if FORMATS[fmt].is_delimited:
        hints.append("in pandas: pd.read_csv(FILE, dtype={'key': str})")
    return Export(files, lost, tuple(hints))


def _rows(view: View, checklist: str | None) -> Iterator[Row]:
    labels = study_labels(view.included.values(), "author-year")
    for body in view.evidence.bodies:
        for member in body.members:
            if checklist in (None, member.checklist.id if member.checklist else None):
                yield _row(body, member, labels.get(member.study.key, member.study.key))


def _checklists(view: View, checklist: str | None) -> list[Checklist]:
    """Return the checklists that the studies of these rows were judged with, once each."""
    members = (member for body in view.evidence.bodies for member in body.members)
    found = {
        member.checklist.id: member.checklist
        for member in members
        if member.checklist is not None and member.sheet is not None and member.sheet.submitted
    }
    return [each for name, each in found.items() if checklist in (None, name)]


def _row(body: Body, member: Member, label: str) -> Row:
    record, numbers = member.study.bibliography, member.numbers
    row: dict[str, Cell] = {
        "study": label,
        "key": member.study.key,
        "author": family_name(record.first_author) if record.first_author else None,
        "year": record.year,
        "doi": record.doi or None,
        "outcome": body.outcome.name,
        "time_point": body.outcome.time_point or None,
        "body": str(body.key),
    }
    if numbers is not None:
        row |= _group(numbers.treatment, "e") | _group(numbers.comparison, "c")
    if (estimate := study_estimate(numbers)) is not None:
        row |= _estimate(estimate)
    sheet = member.sheet
    if sheet is not None and sheet.submitted:  # a draft may still change: it goes to no other tool
        row["checklist"] = sheet.form.id
        judged = [domain.id for domain in sheet.form.judged_domains]
        row |= {f"rob_{domain}": _word(final_of(sheet, domain)) for domain in judged}
        wholes = sheet.form.targets[len(judged) :]
        row["overall"] = _word(final_of(sheet, wholes[0])) if wholes else None
    return row


def _group(group: Group | None, which: str) -> dict[str, Cell]:
    if group is None:
        return {}
    mean, sd = group.after.mean, group.after.sd
    return {
        f"event_{which}": group.events,
        f"n_{which}": group.total,
        f"mean_{which}": None if mean is None else float(mean),
        f"sd_{which}": None if sd is None else float(sd),
    }


def _estimate(estimate: StudyEstimate) -> dict[str, Cell]:
    te, se_te = on_model_scale(estimate)
    return {
        "measure": estimate.measure,
        "estimate": estimate.estimate,
        "lower": estimate.lower,
        "upper": estimate.upper,
        "confidence": estimate.confidence,
        "estimate_source": estimate.source,
        "te": te,
        "se_te": se_te,
    }


def on_model_scale(estimate: StudyEstimate) -> tuple[float | None, float | None]:
    """Return the estimate and its standard error as models take them; None where they do not follow.

    Ratios are taken to their logarithm. The standard error is the width of the interval over twice the
    quantile of its level (Cochrane Handbook 6.3.1). A share of one group has none: its interval is exact.

    >>> te, se = on_model_scale(StudyEstimate("RR", 0.8, 0.6, 1.0667, 95.0, "reported"))
    >>> round(te, 3), round(se, 3)
    (-0.223, 0.147)
    """
    kind = MEASURES.get(estimate.measure)
    if kind is None:
        return None, None
    ends = (estimate.lower, estimate.upper)
    if kind.is_ratio and any(end is not None and end <= 0 for end in (estimate.estimate, *ends)):
        return None, None
    scaled = math.log if kind.is_ratio else float
    te = scaled(estimate.estimate)
    if ends[0] is None or ends[1] is None:
        return te, None
    reach = NormalDist().inv_cdf((1 + estimate.confidence / 100) / 2)
    return te, (scaled(ends[1]) - scaled(ends[0])) / (2 * reach)


def _word(level: str | None) -> str | None:
    return None if level is None else symbol_of(level).word
