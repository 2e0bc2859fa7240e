"""The tables: characteristics, appraisal, answers, traffic light, summary; those of the evidence are beside.

Each is built from what the viewer may see: the own appraisals, and others' once both have submitted. Where
reviewers have agreed on a consensus it stands for them, unless the independent appraisals are asked for.
"""

from __future__ import annotations

from collections.abc import Callable

from checklists.errors import did_you_mean
from workbench.desk import evidence_tables
from workbench.desk.answers_table import build_answers
from workbench.desk.appraisal_tables import build_appraisal, build_summary, build_traffic_light
from workbench.desk.characteristics import build_characteristics
from workbench.desk.material import Material, Of, gather, judged_results
from workbench.desk.session import Desk, use_case
from workbench.desk.sheets import Sheet
from workbench.errors import NotFoundError, UsageError
from workbench.output import Table

NAMES = (
    *("characteristics", "appraisal", "traffic-light", "summary", "answers"),
    *evidence_tables.NAMES,
)


@use_case
def build(desk: Desk, name: str, of: Of = "consensus") -> list[Table]:
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
        return evidence_tables.build_evidence(desk, name)
    if name == "answers":
        return build_answers(desk, gather(desk, of, all_studies=False))
    if name == "characteristics":
        return [build_characteristics(desk, judged_results(desk, of))]
    if name == "appraisal":
        return build_appraisal(desk, gather(desk, of, all_studies=False))
    return makers[name](gather(desk, of, all_studies=False))


@use_case
def sheet_behind(desk: Desk, key: str, result: str, reviewer: str) -> Sheet:
    """The sheet behind a row of a table, for looking into a cell: of the consensus where there is one.

    Raises:
        NotFoundError: there is no such appraisal, or the viewer may not see it yet.
    """
    kinds: tuple[Of, ...] = ("consensus", "all")
    for sheet in (sheet for of in kinds for sheet in gather(desk, of, key=key).sheets):
        if (sheet.result_label, sheet.reviewer) == (result, reviewer):
            return sheet
    raise NotFoundError(f"no appraisal of {key} ({result}) by {reviewer} that you may see")
