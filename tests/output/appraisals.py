"""Appraisals for the files of other tools: all answers alike, or an override where a level is wanted."""

from __future__ import annotations

from collections.abc import Mapping

from checklists import find_checklist, judge
from store.bibliography import Bibliography
from workbench.output.exports.appraisals import Appraised, Work


def appraised(
    checklist_id: str = "psm-cohort",
    *,
    work: Work | None = None,
    levels: Mapping[str, str] | None = None,
    codes: Mapping[str, str] | None = None,
    **more: str,
) -> Appraised:
    """One appraisal with every item answered yes unless `codes` says otherwise."""
    checklist = find_checklist(checklist_id)
    given = {item.id: "Y" for item in checklist.items} if codes is None else dict(codes)
    verdict = judge(checklist, given, overrides=levels or {})
    reasons = {target: f"a reason for {target}" for target in levels or {}}
    study = work or Work("ono2020", Bibliography(title="A title", authors=("Ono H",), year=2020))
    return Appraised(work=study, checklist=checklist, verdict=verdict, codes=given, reasons=reasons, **more)
