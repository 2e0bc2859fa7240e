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
    """One appraisal with the first answer to every item unless `codes` says otherwise.

    Of a checklist with variants it is the first variant, unless `codes` names the options.
    """
    checklist = find_checklist(checklist_id)
    given = {each.id: each.options[0] for each in checklist.deciding}
    if codes is None:
        given |= {item.id: checklist.codes(item.id)[0] for item in checklist.items}
    else:
        given |= codes
    verdict = judge(checklist, given, overrides=levels or {})
    reasons = {target: f"a reason for {target}" for target in levels or {}}
    study = work or Work("ono2020", Bibliography(title="A title", authors=("Ono H",), year=2020))
    return Appraised(work=study, checklist=checklist, verdict=verdict, codes=given, reasons=reasons, **more)
