"""The tables: characteristics, appraisal, answers, traffic light, summary; those of the evidence are beside.

Each is built from what the viewer may see: the own appraisals, and others' once both have submitted. Where
reviewers have agreed on a consensus it stands for them, unless the independent appraisals are asked for.
"""

from __future__ import annotations

from collections.abc import Callable

from checklists.errors import did_you_mean
from workbench.errors import NotFoundError, UsageError
from workbench.output import Table
from workbench.review.appraisals.sheets import Sheet
from workbench.review.session import ReviewSession, use_case
from workbench.review.tables import evidence as evidence_tables
from workbench.review.tables.answers import build_answers
from workbench.review.tables.appraisal import build_appraisal, build_summary, build_traffic_light
from workbench.review.tables.characteristics import build_characteristics
from workbench.review.tables.material import Material, Of, gather, judged_results

NAMES = (
    *("characteristics", "appraisal", "traffic-light", "summary", "answers"),
    *evidence_tables.NAMES,
)


@use_case
def build(session: ReviewSession, name: str, of: Of = "consensus") -> list[Table]:
    """Make a table by its name; one block a checklist where scales differ.

    Args:
        of: the consensus where there is one and else what each reviewer has (`consensus`), what each has
            judged independently (`independent`), or both (`all`).

    Raises:
        UsageError: no such table, or nobody said who is looking.
    """
    makers: dict[str, Callable[[Material], list[Table]]] = {
        "traffic-light": build_traffic_light,
        "summary": build_summary,
    }
    if name not in NAMES:
        raise UsageError(f"no table {name!r}: {did_you_mean(name, NAMES)}")
    if name in evidence_tables.NAMES:
        return evidence_tables.build_evidence(session, name)
    if name == "answers":
        return build_answers(session, gather(session, of, all_studies=False))
    if name == "characteristics":
        return [build_characteristics(session, judged_results(session, of))]
    if name == "appraisal":
        return build_appraisal(session, gather(session, of, all_studies=False))
    return makers[name](gather(session, of, all_studies=False))


@use_case
def sheet_behind(session: ReviewSession, key: str, result: str, reviewer: str) -> Sheet:
    """The sheet behind a row of a table, for looking into a cell: of the consensus where there is one.

    Raises:
        NotFoundError: there is no such appraisal, or the viewer may not see it yet.
    """
    kinds: tuple[Of, ...] = ("consensus", "all")
    for sheet in (sheet for of in kinds for sheet in gather(session, of, key=key).sheets):
        if (sheet.result_label, sheet.reviewer) == (result, reviewer):
            return sheet
    raise NotFoundError(f"no appraisal of {key} ({result}) by {reviewer} that you may see")
